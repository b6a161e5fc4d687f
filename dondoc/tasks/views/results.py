"""The result of a task: its document decides whether it is in time, and the page says so before it is sent."""

from __future__ import annotations

from datetime import date
from typing import Any

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
from dondoc.tasks import actions, confirmations, permissions, rules, updating
from dondoc.tasks.forms import ReceivedForm, ResultForm
from dondoc.tasks.models import Assignment, Confirmer, Fact, Part
from dondoc.tasks.queries import access_assignment
from dondoc.tasks.views.acting import do, short_form, token_of
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def send_result(request: ActorRequest, pk: int) -> HttpResponse:
    """The result document with its files; secrecy is asked first; a missing reason is asked in the same form."""
    return _result(request, pk, for_unit=False)


@require_http_methods(["GET", "POST"])
def enter_result(request: ActorRequest, pk: int) -> HttpResponse:
    """The Office enters the result that a unit reported on paper."""
    return _result(request, pk, for_unit=True)


@require_http_methods(["GET", "POST"])
def receive_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """The Office notes that the paper report of a unit came, and owes its entry from then on."""
    assignment = access_assignment(request.actor, pk)
    posted = request.method == "POST"
    if not posted:
        _refuse_entry(request, assignment)
    form = ReceivedForm(request.POST if posted else None, initial={"received_on": today()})
    if posted and form.is_valid():
        given = {"assignment": assignment, "received_on": form.cleaned_data["received_on"]}
        if do(request, form, actions.receive_paper, token=token_of(request), **given):
            return redirect("workspace:task", pk=assignment.task_id)
    then = _("Từ ngày này tính thời hạn Văn phòng cập nhật kết quả thay đơn vị.")
    title = _("Ghi nhận báo cáo giấy")
    return short_form(request, form, title, assignment.task, "enter_for_unit", assignment=assignment, then=then)


def _result(request: ActorRequest, pk: int, *, for_unit: bool) -> HttpResponse:
    assignment = access_assignment(request.actor, pk)
    posted = request.method == "POST"
    if (token := token_of(request)) and (first := assignment.facts.filter(form_token=token).first()):
        return _done(request, first)  # the same form again: the first answer
    if not posted:
        (_refuse_entry if for_unit else _refuse_early)(request, assignment)
    if asked := uploads.ask_first(request):
        return asked
    form = _form(request, assignment, for_unit)
    tray = uploads.tray_of(request)
    if posted and _is_fine(request, form, tray, assignment):
        fact = _send(request, form, tray, assignment)
        if fact is not None:
            return _done(request, fact)
    page = {
        "assignment": assignment, "tray": tray, "takes_files": True, "template": "tasks/result.html", **_shown(assignment),
    }  # fmt: skip
    title, act = (
        (_("Cập nhật kết quả thay đơn vị"), "enter_for_unit") if for_unit else (_("Gửi kết quả"), "send_result")
    )
    return short_form(request, form, title, assignment.task, act, **page)


def _form(request: ActorRequest, assignment: Assignment, for_unit: bool) -> ResultForm:
    data = request.POST if request.method == "POST" else None
    hour = updating.depends_on_hour(gazette.law(assignment.task.edition))
    asks = not for_unit and _asks_reason(assignment)
    received = assignment.facts.filter(kind="paper_received").last() if for_unit else None
    initial = {"received_on": received.paper_sent_on} if received is not None else {}
    return ResultForm(data, initial=initial, asks_reason=asks, asks_hour=hour, for_unit=for_unit)


def _shown(assignment: Assignment) -> dict[str, Any]:
    """What the page says of the deciding date and of what comes next."""
    on_time = gazette.law(assignment.task.edition).on_time
    return {
        "then": _next(assignment),
        "reading": on_time.declaration if isinstance(on_time, Silent) else on_time.reading,
        "decides": "completed_on" if isinstance(on_time, Silent) else on_time.value,
        "is_overdue": _is_past(assignment),
    }


def _next(assignment: Assignment) -> str:
    found = confirmations.levels(assignment)
    if not found:
        return _("Quy chế không đặt khâu xác nhận: phần việc này hoàn thành ngay.")
    if found[0] == "monitor":
        return _("Chuyên viên theo dõi thẩm định: xác nhận, hoặc yêu cầu bổ sung. Đôn đốc dừng cho đến khi có ý kiến.")
    who = ", ".join(str(Confirmer(role).label) for role in found)
    return _("Kết quả chờ xác nhận lần lượt của: %(who)s. Đôn đốc dừng cho đến khi có ý kiến.") % {"who": who}


def _refuse_early(request: ActorRequest, assignment: Assignment) -> None:
    permissions.require_holder(request.actor, assignment, access.SEND_RESULT)
    if assignment.part == Part.COORDINATING:
        raise Refused(Refusal("task.partner_sends_no_result", {}, None))
    if not rules.may_follow(assignment.state, "result_sent"):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))


def _refuse_entry(request: ActorRequest, assignment: Assignment) -> None:
    permissions.require_on(request.actor, assignment.task, access.ENTER_FOR_UNIT)
    if not confirmations.may_enter_for(assignment, today()):
        article = gazette.law(assignment.task.edition).cite("enter_for_unit") or None
        raise Refused(Refusal("task.unit_is_connected", {"unit": assignment.unit.name}, article))
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


def _is_fine(request: ActorRequest, form: ResultForm, tray: Tray, assignment: Assignment) -> bool:
    form.is_valid()
    for sentence in tray.refused:
        form.add_error("files", sentence)
    if request.POST.get("files_lost") and not tray.files:
        form.add_error("files", _("Tệp đã chọn không còn sau khi phiên hết hạn. Hãy chọn lại tệp."))
    day = form.cleaned_data.get("issued_on")
    late = day is not None and rules.timeliness(due_on=assignment.due_on, on=_decisive(assignment, day)) == rules.PAST
    if "delay_reason" in form.fields and late and not form.cleaned_data.get("delay_reason"):
        form.add_error("delay_reason", _("Ngày văn bản sau thời hạn: cần ghi lý do quá hạn."))
    return not form.errors


def _decisive(assignment: Assignment, issued_on: date) -> date:
    """The day that decides whether the result is in time, as the verb will take it."""
    day = decisive_day(gazette.law(assignment.task.edition), completed_on=issued_on, sent_on=today())
    return issued_on if isinstance(day, Silent) else day


def _send(request: ActorRequest, form: ResultForm, tray: Tray, assignment: Assignment) -> Fact | None:
    data = form.cleaned_data
    paper = PaperInput(issuer=assignment.unit.name, **form.particulars())
    common: dict[str, Any] = {
        "by": request.actor, "at": now(), "assignment": assignment, "paper": paper, "files": tray.stored(),
        "text": data["text"], "token": token_of(request),
    }  # fmt: skip
    try:
        if "received_on" in form.fields:
            fact = actions.enter_result(received_on=data["received_on"], **common)
        else:
            said = data.get("delay_reason") or ""
            fact = actions.send_result(paper_sent_on=data["paper_sent_on"], delay_reason=said, **common)
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return None
    if fact.document is not None:
        discard_unused(tray.files, fact.document)
    return fact


def _done(request: ActorRequest, fact: Fact) -> HttpResponse:
    if not confirmations.levels(fact.assignment):
        said = _("Đã gửi kết quả; phần việc này hoàn thành.")
    elif fact.awaits == Confirmer.MONITOR:
        said = _("Đã gửi kết quả; chuyên viên theo dõi sẽ thẩm định.")
    else:
        said = _("Đã gửi kết quả; chờ %(who)s xác nhận.") % {"who": Confirmer(fact.awaits).label}
    messages.success(request, said, extra_tags=fact.form_token or "")
    return redirect("workspace:task", pk=fact.assignment.task_id)
