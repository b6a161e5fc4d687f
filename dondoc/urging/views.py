"""Pages of urging: slips, recorded urgings, cases before the leader."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc import gazette, printing
from dondoc.clock import now, today
from dondoc.documents import files, uploads
from dondoc.documents.models import Document
from dondoc.documents.uploads import Tray
from dondoc.regulation import Refused
from dondoc.tasks.models import Assignment
from dondoc.tasks.queries import access_assignment
from dondoc.ui import refusals
from dondoc.units.models import Unit
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest
from dondoc.urging import actions, papers, permissions, queries, rules
from dondoc.urging.forms import InstructForm, IssueForm, UrgingForm, WithholdForm
from dondoc.urging.models import Slip

PAGE = 50


def _token(request: ActorRequest) -> str:
    return request.POST.get("token") or secrets.token_urlsafe(24)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


# slips


@require_GET
def slips(request: ActorRequest) -> HttpResponse:
    """Slips that wait for a decision, the oldest first; ``?xem=da-phat-hanh`` those that were issued, the newest first.

    A unit sees the slips that it has received.
    """
    actor = request.actor
    own = actor.register is not None
    waiting = own and request.GET.get("xem") != "da-phat-hanh"
    found = Slip.objects.visible_to(actor)
    found = found.waiting().order_by("id") if waiting else found.issued().order_by("-id")
    after = _number(request.GET.get("sau", ""))
    if after is not None:
        found = found.filter(pk__gt=after) if waiting else found.filter(pk__lt=after)
    rows = list(
        found.select_related("ladder__document", "ladder__unit", "document").prefetch_related("lines")[: PAGE + 1]
    )
    context = {
        "slips": rows[:PAGE], "waiting": waiting, "own": own, "next": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "may_issue": permissions.signs_slips(actor), "token": secrets.token_urlsafe(24), "hidden": _is_hidden(request),
    }  # fmt: skip
    return render(request, "urging/slips.html", context)


def _is_hidden(request: ActorRequest) -> bool:
    """Whether the register's regulation knows no slips: the page then says so and shows nothing to sign."""
    register = request.actor.register
    return register is not None and not rules.has_slips(gazette.law(register.edition))


@require_GET
def slip(request: ActorRequest, pk: int) -> HttpResponse:
    """A slip: its text as issued, or as it would be issued now."""
    return _slip_page(request, queries.access_slip(request.actor, pk), WithholdForm())


def _slip_page(request: ActorRequest, row: Slip, form: WithholdForm) -> HttpResponse:
    ladder = row.ladder
    may_issue = permissions.can_issue(request.actor, ladder.register, ladder.unit)
    context = {
        "slip": row, "ladder": ladder, "text": row.content, "form": form, "may_issue": may_issue, "token": _token(request),
        "own": permissions.is_own(request.actor, ladder.register), "why": queries.why_slip(row),
    }  # fmt: skip
    if row.state == "draft":
        context |= _draft(request, row)
    return render(request, "urging/slip.html", context, status=422 if form.errors else 200)


def _draft(request: ActorRequest, row: Slip) -> dict[str, Any]:
    """What the draft would say if it were issued now, and whether the field of its number must be chosen."""
    stands = Slip.objects.waiting().filter(pk=row.pk).exists()
    owed = [item.assignment for item in queries.owed_on(row.ladder.document, row.ladder.unit, today())]
    form, field = papers.form_of(row.ladder), papers.field_of(row.ladder, owed)
    if form is None or not stands:
        return {"stands": stands, "text": None}
    text = papers.compose(row.ladder, form, owed, by=request.actor, field=field, day=today())
    if not permissions.can_issue(request.actor, row.ladder.register, row.ladder.unit):
        text["signer"] = ""  # only who may sign is shown as the signer
    chooses = field is None and rules.needs_field(form)
    choice = IssueForm(register=row.ladder.register) if chooses else None
    return {"stands": stands, "text": text, "choice": choice}


@require_POST
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    """Issue one slip."""
    row = queries.access_slip(request.actor, pk)
    form = IssueForm(request.POST, register=row.ladder.register)
    chosen = form.cleaned_data["field"] if form.is_valid() else None
    done = actions.issue_slip(
        by=request.actor, at=now(), slip=row, field=chosen, token=request.POST.get("token") or None
    )
    messages.success(request, _("Đã phát hành phiếu báo %(code)s.") % {"code": done.document})
    return redirect("urging:slip", pk=pk)


@require_POST
def issue_several(request: ActorRequest) -> HttpResponse:
    """Issue all slips that were checked; what is refused is told and waits on, the others are issued."""
    chosen = [number for text in request.POST.getlist("slip")[:PAGE] if (number := _number(text)) is not None]
    token, issued = request.POST.get("token", ""), 0
    for row in Slip.objects.visible_to(request.actor).filter(pk__in=chosen).select_related("ladder").order_by("id"):
        try:
            own = f"{token[:40]}:{row.pk}" if token else None
            actions.issue_slip(by=request.actor, at=now(), slip=row, token=own)
            issued += 1
        except Refused as refused:
            if refused.refusal.code.startswith("permission."):
                raise
            messages.warning(request, f"{row.ladder}: {refusals.sentence(refused.refusal)}")
    if issued:
        messages.success(request, _("Đã phát hành %(count)s phiếu báo.") % {"count": issued})
    elif not chosen:
        messages.warning(request, _("Chưa chọn phiếu báo nào."))
    return redirect("urging:slips")


@require_http_methods(["GET", "POST"])
def withhold(request: ActorRequest, pk: int) -> HttpResponse:
    """Do not issue a slip, and say why."""
    row = queries.access_slip(request.actor, pk)
    ladder = row.ladder
    require(permissions.can_issue(request.actor, ladder.register, ladder.unit), "permission.issue_slip")
    form = WithholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withhold_slip(by=request.actor, at=now(), slip=row, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refusals.sentence(refused.refusal))
        else:
            messages.success(request, _("Đã ghi ý kiến chưa phát hành phiếu báo."))
            return redirect("urging:slips")
    return _slip_page(request, row, form)


def _issued(request: ActorRequest, pk: int) -> Slip:
    row = queries.access_slip(request.actor, pk)
    if row.document is None or row.content is None:
        raise Http404
    return row


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_GET
def slip_word(request: ActorRequest, pk: int) -> HttpResponse:
    """The issued slip as Word, made from what was kept with it."""
    row = _issued(request, pk)
    return _file(printing.to_docx(papers.paper_of(row)), papers.WORD, papers.file_name(row, "docx"))


@require_GET
def slip_pdf(request: ActorRequest, pk: int) -> HttpResponse:
    """The issued slip as PDF, made from what was kept with it."""
    row = _issued(request, pk)
    return _file(printing.to_pdf(papers.paper_of(row)), "application/pdf", papers.file_name(row, "pdf"))


# urging recorded


@require_http_methods(["GET", "POST"])
def record_for_task(request: ActorRequest, pk: int) -> HttpResponse:
    """Record an urging about one unit's task."""
    assignment = access_assignment(request.actor, pk)
    return _record(request, assignment.task.document, assignment.unit, assignment)


@require_http_methods(["GET", "POST"])
def record_for_directive(request: ActorRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Record an urging about everything that a directive gives a unit."""
    readable = Document.objects.visible_to(request.actor).select_related(
        "register__keeper", "register__office", "edition"
    )
    directive = get_object_or_404(readable, pk=pk)
    unit = get_object_or_404(Unit.objects.filter(assignments__task__document=directive).distinct(), pk=unit_pk)
    return _record(request, directive, unit, None)


def _record(request: ActorRequest, directive: Document, unit: Unit, assignment: Assignment | None) -> HttpResponse:
    require(permissions.can_record(request.actor, directive.register, unit), "permission.record_urging")
    with_files = uploads.is_answered(request)
    tray = uploads.tray_of(request)
    form = UrgingForm(
        request.POST or None, with_files=with_files, attached=bool(tray.files), initial={"occurred_on": today()}
    )
    back = _home(directive, assignment)
    if request.method == "POST" and form.is_valid():
        for sentence in tray.refused:
            form.add_error(None, sentence)
        if not form.errors and _write_down(request, form, tray, (directive, unit, assignment)):
            return redirect(back)
    context = {
        "form": form, "directive": directive, "unit": unit, "task": assignment.task if assignment else None,
        "token": _token(request), "back": back, "tray": tray,
        "attach": "" if with_files else f"{reverse('documents:secrecy')}?tiep={request.path}",
    }  # fmt: skip
    return render(request, "urging/record.html", context, status=422 if form.errors else 200)


def _home(directive: Document, assignment: Assignment | None) -> str:
    if assignment is not None:
        return reverse("workspace:task", args=[assignment.task_id])
    return reverse("workspace:directive", args=[directive.pk])


def _write_down(
    request: ActorRequest, form: UrgingForm, tray: Tray, about: tuple[Document, Unit, Assignment | None]
) -> bool:
    (directive, unit, assignment), data = about, form.cleaned_data
    try:
        urging = actions.record_urging(
            by=request.actor, at=now(), directive=directive, unit=unit, assignment=assignment, channel=data["channel"],
            text=data["text"], occurred_on=data["occurred_on"], paper=form.paper(directive.register.office.name),
            files=tray.stored(), token=request.POST.get("token") or None,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    if urging.document is not None:
        files.discard_unused(tray.files, urging.document)  # a form that was sent twice brings its files twice
    messages.success(request, _("Đã ghi việc đôn đốc."))
    return True


# cases before the leader


@require_GET
def cases(request: ActorRequest) -> HttpResponse:
    """Cases that wait for an instruction."""
    require(request.actor.register is not None, "permission.see_task")
    after = _number(request.GET.get("sau", "")) or 0
    rows = list(queries.cases(request.actor).filter(pk__gt=after)[: PAGE + 1])
    context = {"cases": rows[:PAGE], "next": rows[PAGE - 1].pk if len(rows) > PAGE else None}
    return render(request, "urging/cases.html", context)


@require_http_methods(["GET", "POST"])
def case(request: ActorRequest, pk: int) -> HttpResponse:
    """The case with everything the leader needs, and the form for the instruction."""
    actor = request.actor
    ladder = queries.access_ladder(actor, pk)
    require(permissions.can_see_case(actor, ladder.register, ladder.unit), "permission.see_task")
    form = InstructForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.instruct(by=actor, at=now(), ladder=ladder, token=request.POST.get("token"), **form.cleaned_data)
        except Refused as refused:
            if refused.refusal.code.startswith("permission."):
                raise
            form.add_error(None, refusals.sentence(refused.refusal))
        else:
            messages.success(request, _("Đã ghi ý kiến xử lý."))
            return redirect("urging:case", pk=pk)
    found = queries.case_of(ladder, actor, today())
    may_instruct = permissions.can_instruct(actor, ladder.register, ladder.unit)
    context = {
        "case": found, "ladder": found.view.ladder, "form": form, "token": _token(request),
        "may_instruct": may_instruct and found.view.stands and found.view.ladder.step == rules.INSTRUCTION,
        "may_record": permissions.can_record(actor, ladder.register, ladder.unit),
    }  # fmt: skip
    return render(request, "urging/case.html", context, status=422 if form.errors else 200)
