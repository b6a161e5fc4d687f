"""The result of a task: its document decides whether it is in time, and the page says so before it is sent."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.documents import uploads
from dondoc.documents.files import discard_unused
from dondoc.documents.rules import PaperInput
from dondoc.documents.uploads import Tray
from dondoc.regulation import Refusal, Refused, Silent
from dondoc.regulation.decisions import decisive_day
from dondoc.tasks import actions, permissions, rules
from dondoc.tasks.forms import ResultForm
from dondoc.tasks.models import Assignment, Fact, Part
from dondoc.tasks.queries import access_assignment
from dondoc.tasks.views.acting import short_form, token_of
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def send_result(request: ActorRequest, pk: int) -> HttpResponse:
    """The result document with its files; secrecy is asked first; a missing reason is asked in the same form."""
    assignment = access_assignment(request.actor, pk)
    posted = request.method == "POST"
    if (token := token_of(request)) and (first := assignment.facts.filter(form_token=token).first()):
        return _done(request, first)  # the same form again: the first answer
    if not posted:
        _refuse_early(request, assignment)
    if asked := uploads.ask_first(request):
        return asked
    asks = _asks_reason(assignment)
    form = ResultForm(request.POST if posted else None, asks_reason=asks)
    tray = uploads.tray_of(request)
    if posted and _is_fine(request, form, tray, assignment, asks):
        fact = _send(request, form, tray, assignment)
        if fact is not None:
            return _done(request, fact)
    on_time = gazette.law(assignment.task.edition).on_time
    page = {
        "assignment": assignment, "tray": tray, "takes_files": True, "template": "tasks/result.html", "asks_reason": asks,
        "then": _("Chuyên viên theo dõi thẩm định: xác nhận, hoặc yêu cầu bổ sung. Đôn đốc dừng cho đến khi có ý kiến."),
        "reading": on_time.declaration if isinstance(on_time, Silent) else on_time.reading,
        "by_document": isinstance(on_time, Silent) or on_time.value == "completed_on", "is_overdue": _is_past(assignment),
    }  # fmt: skip
    return short_form(request, form, _("Gửi kết quả"), assignment.task, "send_result", **page)


def _refuse_early(request: ActorRequest, assignment: Assignment) -> None:
    permissions.require_holder(request.actor, assignment, access.SEND_RESULT)
    if assignment.part == Part.COORDINATING:
        raise Refused(Refusal("task.partner_sends_no_result", {}, None))
    if not rules.may_follow(assignment.state, "result_sent"):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))


def _is_past(assignment: Assignment) -> bool:
    return assignment.due_on is not None and assignment.due_on < today()


def _asks_reason(assignment: Assignment) -> bool:
    """Overdue, the regulation wants the reason, and none was given since the deadline passed (HUE Appendix IV)."""
    wants = gazette.law(assignment.task.edition).overdue_reason
    if isinstance(wants, Silent) or not wants.value or not _is_past(assignment):
        return False
    given = assignment.facts.filter(kind="delay_explained").last()
    moved = assignment.facts.filter(kind="due_date_moved").last()
    return given is None or (moved is not None and moved.recorded_at > given.recorded_at)


def _is_fine(request: ActorRequest, form: ResultForm, tray: Tray, assignment: Assignment, asks: bool) -> bool:
    form.is_valid()
    for sentence in tray.refused:
        form.add_error("files", sentence)
    if request.POST.get("files_lost") and not tray.files:
        form.add_error("files", _("Tệp đã chọn không còn sau khi phiên hết hạn. Hãy chọn lại tệp."))
    day = form.cleaned_data.get("issued_on")
    late = day is not None and rules.timeliness(due_on=assignment.due_on, on=_decisive(assignment, day)) == rules.PAST
    if asks and late and not form.cleaned_data.get("delay_reason"):
        form.add_error("delay_reason", _("Ngày văn bản sau thời hạn: cần ghi lý do quá hạn."))
    return not form.errors


def _decisive(assignment: Assignment, issued_on: date) -> date:
    """The day that decides whether the result is in time, as the verb will take it."""
    day = decisive_day(gazette.law(assignment.task.edition), completed_on=issued_on, sent_on=today())
    return issued_on if isinstance(day, Silent) else day


def _send(request: ActorRequest, form: ResultForm, tray: Tray, assignment: Assignment) -> Fact | None:
    data = form.cleaned_data
    paper = PaperInput(issuer=assignment.unit.name, **form.particulars())
    try:
        fact = actions.send_result(
            by=request.actor, at=now(), assignment=assignment, paper=paper, files=tray.stored(), text=data["text"],
            paper_sent_on=data["paper_sent_on"], delay_reason=data.get("delay_reason") or "", token=token_of(request),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return None
    if fact.document is not None:
        discard_unused(tray.files, fact.document)
    return fact


def _done(request: ActorRequest, fact: Fact) -> HttpResponse:
    messages.success(request, _("Đã gửi kết quả; chuyên viên theo dõi sẽ thẩm định."), extra_tags=fact.form_token or "")
    return redirect("workspace:task", pk=fact.assignment.task_id)
