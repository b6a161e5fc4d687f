"""The short forms of the verbs on one unit's part of a task."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.duties.queries import in_words
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import actions, confirmations, permissions, ratings, returns, rules
from dondoc.tasks.forms import (
    AcceptForm,
    Choices,
    OutcomeForm,
    ProgressForm,
    ReasonForm,
    ReassignForm,
    SendBackForm,
)
from dondoc.tasks.models import Assignment, Confirmer, Task
from dondoc.tasks.queries import access_assignment
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.requests import ActorRequest


@dataclass(frozen=True)
class Short:
    """A verb with a short form: what it does, who may, when, and how the page speaks of it.

    ``holders``: the unit that has the task; ``turn``: whoever confirms the result at its level.
    """

    does: Callable[..., object]
    word: str
    verb: str
    fact: str
    act: str
    title: Any
    label: Any
    then: Any
    form: type[forms.Form] = ReasonForm
    holders: bool = False
    turn: bool = False


VERBS: dict[str, Short] = {
    "tinh-hinh": Short(
        actions.report_progress, "text", access.REPORT_PROGRESS, "progress_reported", "report_progress",
        gettext_lazy("Báo cáo tình hình"), gettext_lazy("Tình hình thực hiện"),
        gettext_lazy("Nhiệm vụ chuyển sang “Đang thực hiện”; Văn phòng thấy báo cáo ngay trong hồ sơ."),
        ProgressForm, holders=True,
    ),
    "chuyen-lai": Short(
        actions.return_task, "reason", access.RETURN_TASK, "returned", "return_task",
        gettext_lazy("Chuyển lại Văn phòng"), gettext_lazy("Lý do: chưa chính xác ở đâu, hoặc vì sao không thuộc chức năng"),
        gettext_lazy("Văn phòng sẽ điều chỉnh, giao cho đơn vị khác, hoặc giữ nguyên và nói rõ vì sao. Thời hạn vẫn tính."),
        holders=True,
    ),
    "ly-do": Short(
        actions.explain_delay, "reason", access.EXPLAIN_DELAY, "delay_explained", "explain_delay",
        gettext_lazy("Nêu lý do quá hạn"), gettext_lazy("Lý do chưa hoàn thành"),
        gettext_lazy("Lý do vào báo cáo định kỳ của đơn vị. Nhiệm vụ vẫn được đôn đốc cho đến khi có kết quả."),
        holders=True,
    ),
    "yeu-cau-bo-sung": Short(
        actions.send_back, "missing", access.APPRAISE, "result_sent_back", "appraise",
        gettext_lazy("Yêu cầu bổ sung"), gettext_lazy("Còn thiếu những gì"),
        gettext_lazy("Kết quả trở về đơn vị kèm nội dung này; báo cáo đã gửi vẫn còn trong hồ sơ, đôn đốc lại từ đầu."),
        SendBackForm, turn=True,
    ),
    "mo-lai": Short(
        actions.reopen, "reason", access.APPRAISE, "reopened", "reopen",
        gettext_lazy("Mở lại nhiệm vụ"), gettext_lazy("Vì sao chưa được coi là hoàn thành"),
        gettext_lazy("Nhiệm vụ trở lại “Đang thực hiện”; lần xác nhận trước vẫn còn trong hồ sơ."),
    ),
    "giu-nguyen": Short(
        actions.decline_return, "explanation", access.DECIDE_RETURN, "return_declined", "decide_return",
        gettext_lazy("Giữ nguyên việc giao"), gettext_lazy("Giải thích cho đơn vị"),
        gettext_lazy("Đơn vị tiếp tục thực hiện; lý do chuyển lại và lời giải thích đều còn trong hồ sơ."),
    ),
    "giao-lai": Short(
        actions.reassign, "reason", access.DECIDE_RETURN, "ended", "decide_return",
        gettext_lazy("Giao cho đơn vị khác"), gettext_lazy("Lý do"),
        gettext_lazy("Đơn vị mới nhận nhiệm vụ với thời hạn hiện tại; đơn vị cũ thôi thực hiện và được báo. Hồ sơ giữ cả hai."),
        ReassignForm,
    ),
    "xac-nhan": Short(
        actions.accept_result, "note", access.APPRAISE, "result_accepted", "appraise",
        gettext_lazy("Xác nhận kết quả"), gettext_lazy("Ghi chú"),
        gettext_lazy("Phần việc này hoàn thành; nhiệm vụ kết thúc khi mọi đơn vị phải có kết quả đều đã xong."),
        AcceptForm, turn=True,
    ),
    "ket-thuc-khac": Short(
        actions.conclude, "reason", access.DECIDE_OUTCOME, "ended", "end_task",
        gettext_lazy("Kết thúc theo cách khác"), gettext_lazy("Lý do"),
        gettext_lazy("Phần việc này kết thúc với kết cục đã chọn; lý do vào hồ sơ và được báo cho đơn vị."),
        OutcomeForm,
    ),
}  # fmt: skip


@require_POST
def take_over(request: ActorRequest, pk: int) -> HttpResponse:
    """The unit takes the task over with one click."""
    assignment = access_assignment(request.actor, pk)
    actions.take_over(by=request.actor, at=now(), assignment=assignment, token=request.POST.get("token") or None)
    messages.success(request, _("Đã tiếp nhận nhiệm vụ."))
    return redirect("workspace:task", pk=assignment.task_id)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One short form for every verb that needs words; no form is shown for what would be refused."""
    if verb not in VERBS:
        raise Http404
    short = VERBS[verb]
    assignment = access_assignment(request.actor, pk)
    posted = request.method == "POST"
    if not posted:
        _refuse_early(request, short, assignment)
    form = _form(request, short, assignment)
    if posted and form.is_valid():
        given = {short.word: form.cleaned_data["text"], "assignment": assignment}
        given |= _beside(form)
        if do(request, form, short.does, token=token_of(request), **given):
            return redirect("workspace:task", pk=assignment.task_id)
    result = _sent_result(short, assignment)
    page: dict[str, Any] = {"assignment": assignment, "then": _then(short, assignment), "result": result}
    page["is_late"] = assignment.timeliness_on(today()) == rules.PAST
    return short_form(request, form, short.title, assignment.task, short.act, **page)


def _beside(form: forms.Form) -> dict[str, Any]:
    """What the form gives the verb beside the words."""
    if isinstance(form, AcceptForm | SendBackForm | OutcomeForm):
        return form.given()
    return {name: value for name, value in form.cleaned_data.items() if name != "text"}


def _form(request: ActorRequest, short: Short, assignment: Assignment) -> forms.Form:
    kwargs: dict[str, Any] = {}
    law = gazette.law(assignment.task.edition)
    if short.form is ReassignForm:
        kwargs = {"choices": Choices.on(assignment.task.register, today())}
    elif short.form is AcceptForm:
        kwargs = {"scales": () if confirmations.level_after(assignment) is not None else ratings.scales(law)}
    elif short.form is SendBackForm:
        kwargs = {"scales": ratings.scales_of_refusal(law)}
    elif short.form is OutcomeForm:
        kwargs = {"register": assignment.task.register, "outcomes": confirmations.outcomes_of(assignment)}
    form = short.form(request.POST if request.method == "POST" else None, **kwargs)
    form.fields["text"].label = short.label
    return form


def _then(short: Short, assignment: Assignment) -> Any:
    """What happens next; of a confirmation that is not the last one, whose turn comes."""
    if short.form is not AcceptForm or (following := confirmations.level_after(assignment)) is None:
        return short.then
    return _("Kết quả chờ %(who)s xác nhận tiếp.") % {"who": Confirmer(following).label}


def _refuse_early(request: ActorRequest, short: Short, assignment: Assignment) -> None:
    """The verb's own refusals that are known before a word is written."""
    if short.holders:
        permissions.require_holder(request.actor, assignment, short.verb)
    elif short.turn:
        permissions.require_turn(request.actor, assignment)
    else:
        permissions.require_on(request.actor, assignment.task, short.verb)
    if not rules.may_follow(assignment.state, short.fact):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))
    if short.fact == "returned" and (refusal := returns.refusal_to_return(assignment.task.edition_id)):
        raise Refused(refusal)
    if short.fact == "delay_explained" and (assignment.due_on is None or assignment.due_on >= today()):
        raise Refused(Refusal("task.not_overdue", {}, None))
    if short.form is OutcomeForm and not confirmations.outcomes_of(assignment):
        raise Refused(actions.refusal_of_outcome(assignment.task, "") or Refusal("task.outcome_unknown", {}, None))


def _sent_result(short: Short, assignment: Assignment) -> object:
    """The result that is to be appraised, shown above the form."""
    if short.act != "appraise":
        return None
    sent = assignment.facts.filter(kind="result_sent").select_related("document")
    return sent.prefetch_related("document__attachments__validation").last()


def do(request: ActorRequest, form: forms.Form, verb: Callable[..., object], **given: object) -> bool:
    """Let the verb act; a refusal becomes a sentence above the form, which keeps what was typed."""
    try:
        verb(by=request.actor, at=now(), **given)
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    messages.success(request, _("Đã ghi nhận."), extra_tags=token_of(request) or "")
    return True


def token_of(request: ActorRequest) -> str | None:
    """The token of the form that was sent."""
    return request.POST.get("token") or None


def short_form(request: ActorRequest, form: forms.Form, title: Any, task: Task, act: str, **page: Any) -> HttpResponse:
    """The page of a short form: what it is about, under which article, what happens next."""
    cited = gazette.law(task.edition).cite(act)
    context = {
        "form": form, "title": title, "task": task, "token": token_of(request) or secrets.token_urlsafe(24),
        "article": in_words(cited, get_language() or "vi") if cited else "", **page,
    }  # fmt: skip
    return render(request, page.get("template", "tasks/act.html"), context, status=422 if form.errors else 200)
