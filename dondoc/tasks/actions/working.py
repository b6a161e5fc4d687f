"""What a unit does with its task: take over, return, report, explain, send the result (HUE 7.2, 10.2, Appendix IV)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Silent
from dondoc.regulation.decisions import decisive_day
from dondoc.tasks import permissions
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Fact, Part, Task
from dondoc.units import access
from dondoc.units.models import Actor, Unit
from dondoc.wording import clean_text


def take_over(*, by: Actor, at: datetime, assignment: Assignment, token: str | None = None) -> Fact:
    """The unit takes the task over (HUE 7.2a); its duty to look at it is discharged."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "taken_over")
        if first:
            return first
        permissions.require_holder(by, assignment, access.TAKE_OVER)
        if assignment.taken_over_at is not None:
            writing.refuse("task.taken_over_already")
        fact = writing.append(assignment, "taken_over", act)
        _taken(assignment, at)
        writing.tell_journal("task.taken_over", assignment.task, act, {}, unit=assignment.unit, acts="take_over")
        return fact


def _taken(assignment: Assignment, at: datetime) -> None:
    duties.discharge(assignment.task.matter, DutyKind.TAKE_OVER, at=at, holder_unit=assignment.unit)


def return_task(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """The unit returns a task that is wrong or not its own, with the reason; the Office must decide (HUE 7.2d)."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "returned")
        if first:
            return first
        permissions.require_holder(by, assignment, access.RETURN_TASK)
        task = assignment.task
        text = writing.said(reason, "task.reason_missing", task, "return_task")
        fact = writing.append(assignment, "returned", act, text=text)
        duties.discharge(task.matter, DutyKind.TAKE_OVER, at=at, holder_unit=assignment.unit)
        duties.open_duty(  # the Office's, not the monitor's: who follows a task does not decide about it
            task.matter, kind=DutyKind.CORRECT_RETURN, holder_unit=task.register.office, edition=task.edition,
            article=writing.cite(task, "decide_return"), at=at,
        )  # fmt: skip
        writing.tell_journal("task.returned", task, act, {"reason": text}, unit=assignment.unit, acts="return_task")
        writing.tell_deciders("task.returned", task, act, f"returned:{fact.pk}", unit=assignment.unit.name)
        return fact


def report_progress(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    text: str,
    percent: int | None = None,
    paper_sent_on: date | None = None,
    token: str | None = None,
) -> Fact:
    """The unit (a partner too) reports how far it is (HUE 6.1g, 7.2b); a periodic update is discharged by it."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "progress_reported")
        if first:
            return first
        permissions.require_holder(by, assignment, access.REPORT_PROGRESS)
        task = assignment.task
        if task.closed_at is not None:  # a partner's part is still open then
            writing.refuse("task.closed")
        said = writing.said(text, "task.progress_missing", task, "report_progress")
        if percent is not None and not 0 <= percent <= 100:
            writing.refuse("task.percent_out_of_range")
        _refuse_future_paper(paper_sent_on, at)
        fact = writing.append(
            assignment, "progress_reported", act, text=said, percent=percent, paper_sent_on=paper_sent_on
        )
        _taken(assignment, at)
        duties.discharge(task.matter, DutyKind.UPDATE_PERIODIC, at=at, holder_unit=assignment.unit)
        writing.tell_journal(
            "task.progress_reported", task, act, {"text": said, "percent": percent}, unit=assignment.unit,
            acts="report_progress",
        )  # fmt: skip
        return fact


def explain_delay(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """The unit says why an overdue task is not done (HUE Appendix IV, 10.2)."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "delay_explained")
        if first:
            return first
        permissions.require_holder(by, assignment, access.EXPLAIN_DELAY)
        task = assignment.task
        text = writing.said(reason, "task.reason_missing", task, "explain_delay")
        if assignment.due_on is None or assignment.due_on >= local_date(at):
            writing.refuse("task.not_overdue", task, "explain_delay")
        fact = writing.append(assignment, "delay_explained", act, text=text)
        duties.discharge(task.matter, DutyKind.EXPLAIN_DELAY, at=at, holder_unit=assignment.unit)
        writing.tell_journal(
            "task.delay_explained", task, act, {"reason": text}, unit=assignment.unit, acts="explain_delay"
        )
        writing.tell_office("task.delay_explained", task, act, f"explained:{fact.pk}", unit=assignment.unit.name)
        return fact


def send_result(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    paper: PaperInput,
    files: Sequence[StoredFile] = (),
    text: str = "",
    paper_sent_on: date | None = None,
    delay_reason: str = "",
    token: str | None = None,
) -> Fact:
    """The unit sends its result with the result document; the monitor must appraise it (HUE Appendix I.3, III.3).

    The regulation says which date decides (C1): that of the result document, so that a unit which uses its days for updating
    is not late, or the day of sending. What the first report said stays when a later one replaces it. ``delay_reason`` says
    in the same form why the task is overdue (Appendix IV): both are written, or neither.

    Raises:
        Refused: a partner's assignment; a result dated in the future or before the directive.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_sent")
        if first:
            return first
        if delay_reason:
            explain_delay(by=by, at=at, assignment=assignment, reason=delay_reason)
        permissions.require_holder(by, assignment, access.SEND_RESULT)
        if assignment.part == Part.COORDINATING:
            writing.refuse("task.partner_sends_no_result")
        task = assignment.task
        if paper.issued_on < task.document.issued_on:
            writing.refuse("task.result_before_directive", on=task.document.issued_on)
        _refuse_future_paper(paper_sent_on, at)
        said = _said_beside(text)
        completed_on = _completed_on(task, paper.issued_on, local_date(at))
        document = documents.write_document(
            register=task.register, role=DocumentRole.RESULT, paper=paper, files=files, by=by, at=at
        )
        documents.let_read(document, [*_readers(assignment)])
        fact = writing.append(
            assignment, "result_sent", act, text=said, completed_on=completed_on, document=document,
            paper_sent_on=paper_sent_on,
        )  # fmt: skip
        _settle_unit(assignment, at, completed_on)
        duties.open_duty(
            task.matter, kind=DutyKind.APPRAISE, holder_unit=task.register.office, holder_post=writing.monitor_on(task, at),
            edition=task.edition, limit="confirmation", event_at=at, article=writing.cite(task, "appraise"), at=at,
        )  # fmt: skip
        writing.tell_journal(
            "task.result_sent", task, act, {"code": document.code, "completed_on": completed_on},
            unit=assignment.unit, acts="send_result",
        )  # fmt: skip
        writing.tell_office("task.result_sent", task, act, f"sent:{fact.pk}", unit=assignment.unit.name)
        return fact


def _said_beside(text: str) -> str:
    """The words beside the result document; there need not be any."""
    said = clean_text(text)
    if len(said) > writing.LONGEST_TEXT:
        writing.refuse("task.text_too_long", limit=writing.LONGEST_TEXT, length=len(said))
    return said


def _completed_on(task: Task, issued_on: date, sent_on: date) -> date:
    """The day that decides (C1); where the text is silent that of the result document (reading of C1)."""
    day = decisive_day(gazette.law(task.edition), completed_on=issued_on, sent_on=sent_on)
    return issued_on if isinstance(day, Silent) else day


def _refuse_future_paper(paper_sent_on: date | None, at: datetime) -> None:
    if paper_sent_on is not None and paper_sent_on > local_date(at):
        writing.refuse("task.paper_in_future", on=paper_sent_on)


def _settle_unit(assignment: Assignment, at: datetime, completed_on: date) -> None:
    """Carrying out was done on the day that the regulation says (C1); looking at the task and updating, now."""
    matter, unit = assignment.task.matter, assignment.unit
    duties.discharge(matter, DutyKind.CARRY_OUT, at=at, holder_unit=unit, done_on=completed_on)
    for kind in (DutyKind.TAKE_OVER, DutyKind.UPDATE_RESULT, DutyKind.UPDATE_PERIODIC):
        duties.discharge(matter, kind, at=at, holder_unit=unit)
    duties.void(matter, at=at, kinds=[DutyKind.EXPLAIN_DELAY], holder_unit=unit)


def _readers(assignment: Assignment) -> list[Unit]:
    return [row.unit for row in assignment.task.audience.select_related("unit")]
