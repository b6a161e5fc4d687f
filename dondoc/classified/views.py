"""Pages of classified papers. Whoever may see nothing is answered with 404, whether there is something or not."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc import gazette
from dondoc.classified import actions, permissions, queries, rules
from dondoc.classified.forms import NameForm, OutcomeForm, PaperForm, initial_of
from dondoc.classified.models import ClassifiedPaper, ClassifiedVersion, Custodian
from dondoc.classified.sentences import FIELDS, GRADES
from dondoc.clock import now, today
from dondoc.duties.queries import in_words
from dondoc.duties.rules import due_by_law
from dondoc.regulation import Profile, Refused
from dondoc.ui import refusals
from dondoc.units.models import Register
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest

PAGE = 50


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _access(request: ActorRequest, pk: int) -> ClassifiedPaper:
    """The paper, to those who may see it; removed ones to those who decide removals."""
    found = ClassifiedPaper.objects.visible_to(request.actor).select_related(
        "matter", "edition", "register__edition", "register__keeper", "register__office"
    )
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _article(law: Profile) -> str:
    cited = rules.cited(law)
    return in_words(cited, get_language() or "vi") if cited else ""


@require_GET
def papers(request: ActorRequest) -> HttpResponse:
    """The papers that the actor may see, the newest first, with how each lead unit stands."""
    actor = request.actor
    if not permissions.can_open_list(actor):
        raise Http404
    rows = queries.rows_of(actor, today(), after=_number(request.GET.get("sau", "")), most=PAGE + 1)
    law = gazette.law(actor.register.edition) if actor.register is not None else None
    context = {
        "rows": rows[:PAGE], "next": rows[PAGE - 1].paper.pk if len(rows) > PAGE else None,
        "may_keep": permissions.can_keep(actor), "may_name": permissions.can_name(actor),
        "article": _article(law) if law is not None else "",
    }  # fmt: skip
    return render(request, "classified/list.html", context)


# entering and correcting


@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """The particulars of a secret paper; where grades are treated differently the grade is asked first, and kept nowhere."""
    actor = request.actor
    if not actor.is_authority or not permissions.holds(actor.register):
        raise Http404
    require(permissions.can_keep(actor), "permission.keep_classified")
    assert actor.register is not None  # can_keep
    law = gazette.law(actor.register.edition)
    grade = request.POST.get("grade", "")
    if rules.asks_grade(law):
        if grade not in GRADES:
            return render(request, "classified/grade.html", {"grades": GRADES.items(), "article": _article(law)})
        if refusal := rules.refusal_to_hold(law, grade):
            return render(request, "classified/not_held.html", {"sentence": refusals.sentence(refusal)})
    if "token" not in request.POST:
        form = PaperForm(register=actor.register, day=today())
    else:
        form = PaperForm(request.POST, register=actor.register, day=today())
        if form.is_valid() and (made := _register(request, form, grade)) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("classified:paper", pk=made.pk)
    context = {"token": request.POST.get("token") or secrets.token_urlsafe(24), "grade": grade}
    return _form_page(request, form, law, **context)


def _register(request: ActorRequest, form: PaperForm, grade: str) -> ClassifiedPaper | None:
    """Register; None with every fault beside its field."""
    given, token = form.particulars(), request.POST.get("token") or None
    if ClassifiedPaper.objects.visible_to(request.actor).filter(form_token=token).first() is None:
        for field, refusal in queries.faults(rules.cleaned(given), form.register, form.day):
            form.tell(field, refusal)
    if form.errors:
        return None
    try:
        return actions.register_paper(by=request.actor, at=now(), given=given, grade=grade, token=token)
    except Refused as refused:
        form.tell("", refused.refusal)
        return None


def _form_page(request: ActorRequest, form: PaperForm, law: Profile, **more: Any) -> HttpResponse:
    context = {"form": form, "article": _article(law), **more}
    return render(request, "classified/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Put particulars right; what was there stays in the trace."""
    row = _access(request, pk)
    if row.purged_at is not None or not permissions.can_correct(request.actor, row):
        raise Http404
    was = queries.particulars_of(queries.current(row))
    posted = request.method == "POST"
    form = PaperForm(
        request.POST if posted else None, register=row.register, day=today(), kept=was, initial=initial_of(was)
    )
    if posted and form.is_valid():
        given = form.particulars()
        for field, refusal in queries.faults(rules.cleaned(given), row.register, form.day, paper=row, was=was):
            form.tell(field, refusal)
        if not form.errors:
            actions.correct(by=request.actor, at=now(), paper=row, given=given)
            messages.success(request, _("Đã đính chính; bản cũ được giữ trong vết sửa."))
            return redirect("classified:paper", pk=pk)
    return _form_page(request, form, gazette.law(row.edition), paper=row)


# one paper


@require_GET
def paper(request: ActorRequest, pk: int) -> HttpResponse:
    """What is held of the paper, how each lead unit stands, what was put right, and what may be done."""
    return _paper_page(request, _access(request, pk))


def _paper_page(request: ActorRequest, row: ClassifiedPaper, form: OutcomeForm | None = None) -> HttpResponse:
    actor, law = request.actor, gazette.law(row.edition)
    if row.purged_at is not None:
        return redirect("classified:removal", pk=row.pk)
    version = queries.current(row)
    shares = queries.shares_of(version, actor, today())
    own = actor.register is not None and actor.register.pk == row.register_id
    context = {
        "paper": row, "version": version, "held": _held(version, rules.held_fields(law)), "own": own,
        "shares": [(share, permissions.can_record(actor, version, share.unit.pk)) for share in shares],
        "counts_day": rules.counts_day_of_result(law), "form": form or OutcomeForm(), "labels": FIELDS,
        "history": queries.history_of(row) if own else [], "article": _article(law), "update_by": _update_by(version, law),
        "may_correct": permissions.can_correct(actor, row), "may_remove": permissions.can_ask_removal(actor, row),
        "failed_unit": _number(request.POST.get("unit", "")) if form is not None else None,
    }  # fmt: skip
    return render(request, "classified/paper.html", context, status=422 if form is not None else 200)


def _held(version: ClassifiedVersion, names: tuple[str, ...]) -> list[tuple[object, object]]:
    """The fields that the regulation lists, in its order, with what the version says."""
    said: dict[str, object] = {
        "kind": version.get_kind_display(), "signer": version.signer, "submitter": version.submitter,
        "monitor": version.monitor,
    }  # fmt: skip
    return [
        (FIELDS[name], said[name] if name in said else getattr(version, name))
        for name in names
        if name not in {rules.LEAD, rules.OUTCOME}
    ]


def _update_by(version: ClassifiedVersion, law: Profile) -> Any:
    """Until when the outcome is to be told, counted by the law from the date of the paper; None where either is missing."""
    if version.due_on is None:
        return None
    due = due_by_law(law, "update", version.due_on, gazette.calendar())
    return None if due.due_on is None else (due.due_on, in_words(due.article, get_language() or "vi"))


@require_POST
def record(request: ActorRequest, pk: int) -> HttpResponse:
    """A lead unit has carried out what it was given on a day, or what was told is taken back."""
    row = _access(request, pk)
    if row.purged_at is not None:
        raise Http404
    version = queries.current(row)
    number = _number(request.POST.get("unit", ""))
    shares = queries.shares_of(version, request.actor, today())
    unit = next((share.unit for share in shares if share.unit.pk == number), None)
    if unit is None:
        raise Http404
    day = None
    if request.POST.get("do") != "withdraw":
        given = (
            request.POST if rules.counts_day_of_result(gazette.law(row.edition)) else {"done_on": f"{today():%d/%m/%Y}"}
        )
        form = OutcomeForm(given)
        if not form.is_valid():
            return _paper_page(request, row, form)
        day = form.cleaned_data["done_on"]
        refusal = rules.refusal_of_day(day, issued_on=version.issued_on, today=today())
        if refusal is not None:
            form.add_error("done_on", refusals.sentence(refusal))
            return _paper_page(request, row, form)
    actions.record_outcome(by=request.actor, at=now(), paper=row, unit=unit, done_on=day)
    messages.success(request, _("Đã ghi kết quả.") if day else _("Đã bỏ kết quả đã ghi; vết còn giữ."))
    return redirect("classified:paper", pk=pk)


# removal and custodians


@require_http_methods(["GET", "POST"])
def removal(request: ActorRequest, pk: int) -> HttpResponse:
    """The removal of what should not be held: asked by one person, decided by a second; afterwards which backups hold it."""
    actor, row = request.actor, _access(request, pk)
    may_ask, may_confirm = permissions.can_ask_removal(actor, row), permissions.can_confirm_removal(actor, row)
    if not (may_ask or may_confirm):
        raise Http404
    last = row.removals.select_related("asked_by", "confirmed_by").order_by("-id").first()
    standing = last if last is not None and last.confirmed_at is None and last.declined_at is None else None
    if request.method == "POST":
        step = request.POST.get("do")
        if step == "ask":
            actions.ask_removal(by=actor, at=now(), paper=row)
            messages.success(request, _("Đã ghi đề nghị. Người thứ hai cần xác nhận; họ đã được báo."))
        elif last is not None and step == "confirm" and request.POST.get("sure"):
            actions.confirm_removal(by=actor, at=now(), removal=last)
            messages.success(request, _("Đã xoá. Nhật ký vẫn nguyên vẹn."))
        elif last is not None and step == "decline":
            actions.decline_removal(by=actor, at=now(), removal=last)
            messages.success(request, _("Đã ghi: không xoá."))
        return redirect("classified:removal", pk=pk)
    done = last if last is not None and last.confirmed_at is not None else None
    context = {
        "paper": row, "removal": last, "standing": standing, "may_ask": may_ask, "may_confirm": may_confirm, "done": done,
        "is_own": standing is not None and actor.person is not None and standing.asked_by_id == actor.person.pk,
        "version": None if row.purged_at else queries.current(row), "entered_at": row.matter.opened_at,
        "copies": list(queries.copies_between(row.matter.opened_at, done.confirmed_at))
        if done is not None and done.confirmed_at is not None else [],
    }  # fmt: skip
    return render(request, "classified/removal.html", context)


@require_http_methods(["GET", "POST"])
def custodians(request: ActorRequest) -> HttpResponse:
    """Which officers of the Office keep the classified papers, and the register's journal of them."""
    actor = request.actor
    if not permissions.can_name(actor):
        raise Http404
    book: Register | None = actor.register
    assert book is not None  # can_name
    standing = (
        Custodian.objects.standing().filter(register=book).select_related("post__person", "post__unit", "named_by")
    )
    form = NameForm(request.POST if request.POST.get("do") == "name" else None, register=book, day=today())
    if request.POST.get("do") == "end":
        ended = standing.filter(pk=_number(request.POST.get("custodian", "")) or 0).first()
        if ended is None:
            raise Http404
        actions.end_custodian(by=actor, at=now(), custodian=ended)
        messages.success(request, _("Đã thôi giao."))
        return redirect("classified:custodians")
    if form.is_bound and form.is_valid():
        actions.name_custodian(by=actor, at=now(), post=form.cleaned_data["post"])
        messages.success(request, _("Đã giao."))
        return redirect("classified:custodians")
    context = {"custodians": standing.order_by("named_at", "id"), "form": form, "lines": queries.journal_of(book)}
    return render(request, "classified/custodians.html", context, status=422 if form.errors else 200)
