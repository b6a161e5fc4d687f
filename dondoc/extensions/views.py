"""Pages of proposals: asking for more time, proposing an adjustment, submitting, answering, the lists."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.documents import files, uploads
from dondoc.documents.uploads import Tray
from dondoc.duties.queries import in_words
from dondoc.extensions import actions, permissions, queries, rules
from dondoc.extensions.actions import Letter, Wish
from dondoc.extensions.forms import AdjustmentForm, AnswerForm, ExtensionForm, LetterForm, OpinionForm
from dondoc.extensions.models import Ending, Proposal
from dondoc.regulation import Refused
from dondoc.tasks.forms import Choices
from dondoc.tasks.models import Assignment
from dondoc.tasks.queries import access_assignment
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest

PAGE = 50


def _token(request: ActorRequest) -> str:
    return request.POST.get("token") or secrets.token_urlsafe(24)


def _sent_token(request: ActorRequest) -> str | None:
    return request.POST.get("token", "")[:64] or None


def _attach(request: ActorRequest) -> str:
    """Where the question of secrecy is asked, when it is not answered yet."""
    return "" if uploads.is_answered(request) else f"{reverse('documents:secrecy')}?tiep={request.path}"


# lists


@require_GET
def proposals(request: ActorRequest) -> HttpResponse:
    """Proposals that wait, the oldest first; ``?xem=da-xong`` those that have ended, the newest first."""
    actor = request.actor
    require(permissions.can_see_list(actor), "permission.see_task")
    ended = request.GET.get("xem") == "da-xong"
    found = queries.listed(actor, ended=ended)
    after = request.GET.get("sau", "")
    if after.isascii() and after.isdigit() and len(after) < 18:
        found = found.filter(pk__lt=int(after)) if ended else found.filter(pk__gt=int(after))
    rows = list(found[: PAGE + 1])
    context = {
        "views": queries.views_of(rows[:PAGE])[:: 1 if ended else -1], "ended": ended,
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else None, "silences": _silences(request),
    }  # fmt: skip
    return render(request, "extensions/list.html", context)


def _silences(request: ActorRequest) -> list[str]:
    """What the register's regulation does not know of this: the page then says so."""
    register = request.actor.register
    if register is None:
        return []
    law = gazette.law(register.edition)
    told = (rules.refusal_of_silence(law, kind) for kind in (rules.EXTENSION, rules.ADJUSTMENT))
    return [refusals.sentence(refusal) for refusal in told if refusal is not None]


# making one


@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, pk: int) -> HttpResponse:
    """The unit asks for more time; where it may not the page says why, with the article, and shows no form."""
    assignment = access_assignment(request.actor, pk)
    permissions.require_ask(request.actor, assignment)
    may = queries.may_ask(assignment, today())
    form = ExtensionForm(request.POST or None, with_files=not _attach(request), attached=bool(_tray(request).files))
    page = {
        "title": _("Xin gia hạn"), "may": may, "refused": may.sentence,
        "why": queries.why_last_day(gazette.law(assignment.task.edition), may.last), "act": "ask_extension",
        "dates": queries.dates_of(assignment),
    }  # fmt: skip

    def make(letter: Letter | None) -> Proposal:
        data = form.cleaned_data
        return actions.ask_extension(
            by=request.actor, at=now(), assignment=assignment, due_on=data["due_on"], reason=data["reason"],
            letter=letter, token=_sent_token(request),
        )  # fmt: skip

    return _make(request, assignment, form, make, page)


@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, pk: int) -> HttpResponse:
    """A unit, or the Office, proposes that the task be adjusted."""
    assignment = access_assignment(request.actor, pk)
    permissions.require_propose(request.actor, assignment)
    form = AdjustmentForm(
        request.POST or None, with_files=not _attach(request), attached=bool(_tray(request).files),
        choices=Choices.on(assignment.task.register, today()),
    )  # fmt: skip
    silent = rules.refusal_of_silence(gazette.law(assignment.task.edition), rules.ADJUSTMENT)
    page = {
        "title": _("Đề nghị điều chỉnh nhiệm vụ"), "refused": refusals.sentence(silent) if silent else "",
        "act": "propose_adjustment", "dates": queries.dates_of(assignment),
    }  # fmt: skip

    def make(letter: Letter | None) -> Proposal:
        data = form.cleaned_data
        wish = Wish(due_on=data["due_on"], content=data["content"], unit=data["unit"])
        return actions.propose_adjustment(
            by=request.actor, at=now(), assignment=assignment, wish=wish, reason=data["reason"], letter=letter,
            token=_sent_token(request),
        )  # fmt: skip

    return _make(request, assignment, form, make, page)


def _tray(request: ActorRequest) -> Tray:
    """The files that came with the form, read once."""
    tray: Tray | None = request.__dict__.get("proposal_tray")
    if tray is None:
        tray = request.__dict__["proposal_tray"] = uploads.tray_of(request)
    return tray


def _make(
    request: ActorRequest,
    assignment: Assignment,
    form: LetterForm,
    make: Callable[[Letter | None], Proposal],
    page: dict[str, Any],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = _with_letter(request, form, make, issuer=request.actor.unit.name, abstract=form.cleaned_data["reason"])
        if made is not None:
            messages.success(request, _("Đã gửi đề nghị."), extra_tags=_sent_token(request) or "")
            return redirect("extensions:proposal", pk=made.pk)
    cited = gazette.law(assignment.task.edition).cite(page["act"])
    context = {
        "form": form, "assignment": assignment, "task": assignment.task, "token": _token(request), "tray": _tray(request),
        "attach": _attach(request), "article": in_words(cited, get_language() or "vi") if cited else "", **page,
    }  # fmt: skip
    return render(request, "extensions/ask.html", context, status=422 if form.errors else 200)


def _with_letter(
    request: ActorRequest, form: LetterForm, make: Callable[[Letter | None], Proposal], *, issuer: str, abstract: str
) -> Proposal | None:
    """Let the verb act with the paper of the form; a refusal becomes a sentence above the form, which keeps what was typed."""
    tray = _tray(request)
    for sentence in tray.refused:
        form.add_error(None, sentence)
    if form.errors:
        return None
    paper = form.paper(issuer=issuer, abstract=abstract, today=today())
    try:
        made = make(Letter(paper, tray.stored()) if paper is not None else None)
    except Refused as refused:
        if refused.refusal.code.startswith("permission."):
            raise
        form.add_error(None, refusals.sentence(refused.refusal))
        return None
    for document in (made.letter, made.reply):
        if document is not None and tray.files:  # a form that was sent twice brings its files twice
            files.discard_unused(tray.files, document)
            break
    return made


# one proposal


@require_GET
def proposal(request: ActorRequest, pk: int) -> HttpResponse:
    """The proposal with everything that is needed to submit or to decide it."""
    return _page(request, queries.access_proposal(request.actor, pk))


@require_http_methods(["GET", "POST"])
def submit(request: ActorRequest, pk: int) -> HttpResponse:
    """The Office submits it with its opinion."""
    row = queries.access_proposal(request.actor, pk)
    permissions.require_submit(request.actor, row)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"opinion": form.cleaned_data["opinion"], "token": _sent_token(request)}
        if _did(request, form, lambda: actions.submit(by=request.actor, at=now(), proposal=row, **given)):
            messages.success(request, _("Đã trình đề nghị."))
            return redirect("extensions:proposal", pk=pk)
    return _page(request, queries.access_proposal(request.actor, pk), opinion=form)


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Whom the regulation names answers it."""
    row = queries.access_proposal(request.actor, pk)
    permissions.require_decide(request.actor, row, gazette.law(row.task.edition))
    form = _answer_form(request, row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def answer(reply: Letter | None) -> Proposal:
            return actions.decide(
                by=request.actor, at=now(), proposal=row, answer=data["answer"], due_on=data.get("due_on"),
                text=data["text"], reply=reply, token=_sent_token(request),
            )  # fmt: skip

        words = data["text"] or str(Ending(data["answer"]).label)
        if _with_letter(request, form, answer, issuer=row.register.keeper.name, abstract=words):
            messages.success(request, _("Đã trả lời đề nghị."), extra_tags=_sent_token(request) or "")
            return redirect("extensions:proposal", pk=pk)
    return _page(request, queries.access_proposal(request.actor, pk), answer=form)


def _answer_form(request: ActorRequest, row: Proposal, data: Any = None) -> AnswerForm:
    attached = bool(_tray(request).files) if request.method == "POST" else False
    with_date = row.wanted_due_on is not None
    return AnswerForm(data, with_files=uploads.is_answered(request), attached=attached, with_date=with_date)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Whoever made it takes it back."""
    row = queries.access_proposal(request.actor, pk)
    actions.withdraw(by=request.actor, at=now(), proposal=row)
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("extensions:proposal", pk=pk)


def _did(request: ActorRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as refused:
        if refused.refusal.code.startswith("permission."):
            raise
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    return True


def _page(
    request: ActorRequest, row: Proposal, *, opinion: OpinionForm | None = None, answer: AnswerForm | None = None
) -> HttpResponse:
    actor, law = request.actor, gazette.law(row.task.edition)
    view = queries.views_of([row])[0]
    way = rules.way_of(law, row.kind)
    waits = view.stands and way.submitted and row.submitted_at is None
    answers = view.stands and not waits and permissions.can_decide(actor, row, law)
    cited = law.cite(rules.DECIDED_UNDER[row.kind])
    decide_url = reverse("extensions:decide", args=[row.pk])
    context = {
        "view": view, "proposal": row, "task": row.task, "way": way, "waits": waits,
        "opinion": opinion or OpinionForm() if waits and permissions.can_submit(actor, row) else None,
        "answer": answer or _answer_form(request, row) if answers else None,
        "refused": [form for form in (opinion, answer) if form is not None and form.errors],
        "may_withdraw": row.closed_at is None and permissions.can_withdraw(actor, row), "token": _token(request),
        "tray": _tray(request) if answers else None, "dates": queries.dates_of(row.assignment),
        "attach": "" if uploads.is_answered(request) else f"{reverse('documents:secrecy')}?tiep={decide_url}",
        "decide_url": f"{decide_url}?{request.GET.urlencode()}" if request.GET else decide_url,
        "others": queries.others_of(row, actor), "article": in_words(cited, get_language() or "vi") if cited else "",
    }  # fmt: skip
    failed = any(form is not None and form.errors for form in (opinion, answer))
    return render(request, "extensions/proposal.html", context, status=422 if failed else 200)
