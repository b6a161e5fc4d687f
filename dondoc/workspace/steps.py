"""What the actor may do next with an assignment or a task, and only that: the access table, then what may follow the state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.documents.permissions import can_ask_purge, can_confirm_purge, can_correct
from dondoc.duties.models import DutyKind
from dondoc.tasks import rules
from dondoc.tasks.confirmations import may_enter_for, outcomes_of
from dondoc.tasks.models import Assignment, Part, Task
from dondoc.tasks.permissions import confirms
from dondoc.tasks.returns import silence_about
from dondoc.units import access
from dondoc.units.models import Actor

MAIN, QUIET = "", "button-quiet"
LADDER_VERBS = (access.RECORD_URGING, access.ISSUE_SLIP, access.INSTRUCT)


@dataclass(frozen=True)
class Step:
    """A button: its words, its address, whether one click does it (a POST), and how loud it is."""

    label: object
    url: str
    posts: bool = False
    look: str = QUIET


@dataclass(frozen=True)
class Way:
    """A verb of the room of tasks: what it needs and where its form lies."""

    label: object
    verb: str
    fact: str
    slug: str


TAKE_OVER = Way(_("Tiếp nhận"), access.TAKE_OVER, "taken_over", "")
SEND_RESULT = Way(_("Gửi kết quả"), access.SEND_RESULT, "result_sent", "")
REPORT = Way(_("Báo cáo tình hình"), access.REPORT_PROGRESS, "progress_reported", "tinh-hinh")
EXPLAIN = Way(_("Nêu lý do quá hạn"), access.EXPLAIN_DELAY, "delay_explained", "ly-do")
RETURN = Way(_("Chuyển lại Văn phòng"), access.RETURN_TASK, "returned", "chuyen-lai")
ACCEPT = Way(_("Xác nhận kết quả"), access.APPRAISE, "result_accepted", "xac-nhan")
SEND_BACK = Way(_("Yêu cầu bổ sung"), access.APPRAISE, "result_sent_back", "yeu-cau-bo-sung")
CONCLUDE = Way(_("Kết thúc theo cách khác"), access.DECIDE_OUTCOME, "ended", "ket-thuc-khac")
REOPEN = Way(_("Mở lại nhiệm vụ"), access.APPRAISE, "reopened", "mo-lai")
DECLINE = Way(_("Giữ nguyên việc giao"), access.DECIDE_RETURN, "return_declined", "giu-nguyen")
END_PART = Way(_("Thôi giao cho đơn vị"), access.CORRECT_TASK, "ended", "")
REASSIGN = Way(_("Giao cho đơn vị khác"), access.DECIDE_RETURN, "ended", "giao-lai")


def of_assignment(
    actor: Actor, relation: str, assignment: Assignment, today: date, *, task_closed: bool = False
) -> list[Step]:
    """The steps on one unit's assignment: the holder's own, or those of the Office; a closed task can only be opened again."""
    if task_closed:
        may = actor.register is not None and _open(actor.role, relation, assignment, REOPEN)
        return [_act(assignment, REOPEN)] if may else []
    turn = list(_of_turn(actor, relation, assignment))
    if assignment.unit_id == actor.unit.pk and actor.is_unit:
        return [*turn, *_of_holder(actor.role, relation, assignment, today)]
    if actor.register is not None:
        return [*turn, *_of_office(actor.role, relation, assignment)]
    return turn


def of_result(actor: Actor, relation: str, assignment: Assignment, today: date) -> list[Step]:
    """What the Office may do in the task file where the regulation says so: enter for a unit, end the part otherwise."""
    if actor.register is None or assignment.part == Part.COORDINATING:
        return []
    found = []
    enters = Way(_("Cập nhật thay đơn vị"), access.ENTER_FOR_UNIT, "result_sent", "")
    if _open(actor.role, relation, assignment, enters) and may_enter_for(assignment, today):
        found.append(Step(enters.label, reverse("tasks:enter-result", args=[assignment.pk])))
        found.append(Step(_("Ghi nhận báo cáo giấy"), reverse("tasks:receive-paper", args=[assignment.pk])))
    if _open(actor.role, relation, assignment, CONCLUDE) and outcomes_of(assignment):
        found.append(_act(assignment, CONCLUDE))
    return found


def _of_turn(actor: Actor, relation: str, assignment: Assignment) -> Iterable[Step]:
    """A sent result is confirmed or sent back by those whose turn it is."""
    if rules.may_follow(assignment.state, ACCEPT.fact) and confirms(actor, relation, assignment):
        yield _act(assignment, ACCEPT, MAIN)
        yield _act(assignment, SEND_BACK)


def _open(role: str, relation: str, assignment: Assignment, way: Way) -> bool:
    return access.allows(role, relation, way.verb) and rules.may_follow(assignment.state, way.fact)


def _act(assignment: Assignment, way: Way, look: str = QUIET) -> Step:
    return Step(way.label, reverse("tasks:act", args=[assignment.pk, way.slug]), look=look)


def _of_holder(role: str, relation: str, assignment: Assignment, today: date) -> Iterable[Step]:
    """In the order of what is asked first: take over or return, then the result, then the reason of a delay."""
    fresh = assignment.taken_over_at is None and not assignment.is_started
    late = assignment.due_on is not None and assignment.due_on < today
    ways = [RETURN, SEND_RESULT, REPORT] if fresh else [SEND_RESULT, *([EXPLAIN] if late else []), REPORT, RETURN]
    if fresh and _open(role, relation, assignment, TAKE_OVER):
        yield Step(TAKE_OVER.label, reverse("tasks:take-over", args=[assignment.pk]), posts=True, look=MAIN)
    for way in ways:
        if not _open(role, relation, assignment, way):
            continue
        if way is RETURN and silence_about(assignment.task.edition_id) is not None:
            continue
        if way is not SEND_RESULT:
            yield _act(assignment, way)
        elif assignment.part != Part.COORDINATING:
            look = QUIET if fresh else MAIN
            yield Step(way.label, reverse("tasks:send-result", args=[assignment.pk]), look=look)


def _of_office(role: str, relation: str, assignment: Assignment) -> Iterable[Step]:
    for way, look in ((DECLINE, MAIN), (REASSIGN, QUIET), (REOPEN, QUIET)):
        if _open(role, relation, assignment, way):
            yield _act(assignment, way, look)
    if assignment.part != Part.LEAD and _open(role, relation, assignment, END_PART):
        yield Step(END_PART.label, reverse("tasks:end-part", args=[assignment.pk]))


def of_ladder(
    actor: Actor, duty_kind: str, ladder_id: int, document_id: int, unit_id: int, slip_id: int | None
) -> list[Step]:
    """What is to be done on a ladder: record a written urging, decide about the slip, instruct."""
    may = {verb for verb in LADDER_VERBS if access.allows(actor.role, access.OWN_AUTHORITY, verb)}
    if duty_kind == DutyKind.URGE and access.RECORD_URGING in may:
        url = reverse("urging:record-for-directive", args=[document_id, unit_id])
        return [Step(_("Ghi việc đôn đốc"), url, look=MAIN)]
    if duty_kind == DutyKind.ISSUE_SLIP and access.ISSUE_SLIP in may and slip_id is not None:
        return [Step(_("Xem, ký phiếu báo"), reverse("urging:slip", args=[slip_id]), look=MAIN)]
    if duty_kind == DutyKind.INSTRUCT and access.INSTRUCT in may:
        return [Step(_("Xem, cho ý kiến"), reverse("urging:case", args=[ladder_id]), look=MAIN)]
    return []


def of_task(actor: Actor, relation: str, task: Task) -> list[Step]:
    """What concerns the task as a whole: wrong words put right, a deadline moved, a further unit, the end of it."""
    corrects = access.allows(actor.role, relation, access.CORRECT_TASK)
    is_open = task.closed_at is None
    found = []
    if corrects:
        found.append(Step(_("Điều chỉnh thông tin"), reverse("tasks:correct", args=[task.pk])))
    if is_open and access.allows(actor.role, relation, access.MOVE_DUE_DATE):
        found.append(Step(_("Điều chỉnh thời hạn"), reverse("tasks:move-due-date", args=[task.pk])))
    if is_open and corrects:
        found.append(Step(_("Đổi người theo dõi"), reverse("tasks:change-monitor", args=[task.pk])))
        found.append(Step(_("Giao thêm đơn vị"), reverse("tasks:give", args=[task.pk])))
        found.append(Step(_("Thôi giao nhiệm vụ"), reverse("tasks:end", args=[task.pk])))
    return found


def of_directive(actor: Actor, document: Document, *, purge_waits: bool) -> list[Step]:
    """What concerns the paper: wrong particulars put right, the removal of a secret asked for or decided."""
    found = []
    if document.purged_at is None and can_correct(actor, document):
        found.append(Step(_("Đính chính, thêm tệp"), reverse("tasks:correct-directive", args=[document.pk])))
    url = reverse("tasks:purge", args=[document.pk])
    if purge_waits and can_confirm_purge(actor, document):
        found.append(Step(_("Xem đề nghị xoá nội dung mật"), url))
    elif can_ask_purge(actor, document):
        label = (
            _("Văn bản mật cập nhật nhầm?")
            if document.purged_at is None and not purge_waits
            else _("Việc xoá nội dung")
        )
        found.append(Step(label, url))
    return found
