"""What a unit does with its task before the result: take over, return, report, explain (HUE 7.2, 10.2, Appendix IV)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Refused
from dondoc.tasks import permissions, returns, updating
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Fact
from dondoc.units import access
from dondoc.units.models import Actor


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
    """The unit returns a task that is wrong or not its own, with the reason; the Office must decide (HUE 7.2d).

    Raises:
        Refused: not the unit that has it; a regulation that says nothing about returning (DTP); no reason.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "returned")
        if first:
            return first
        permissions.require_holder(by, assignment, access.RETURN_TASK)
        task = assignment.task
        if refusal := returns.refusal_to_return(task.edition_id):
            raise Refused(refusal)
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
    """The unit (a partner too) reports how far it is (HUE 6.1g, 7.2b); a periodic update is discharged by it.

    So is the update of a dated task where the regulation wants it before the deadline (HCM 4.2).
    """
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
        refuse_future_paper(paper_sent_on, at)
        fact = writing.append(
            assignment, "progress_reported", act, text=said, percent=percent, paper_sent_on=paper_sent_on
        )
        _taken(assignment, at)
        duties.discharge(task.matter, DutyKind.UPDATE_PERIODIC, at=at, holder_unit=assignment.unit)
        if updating.progress_suffices(gazette.law(task.edition)):
            duties.discharge(task.matter, DutyKind.UPDATE_RESULT, at=at, holder_unit=assignment.unit)
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


def refuse_future_paper(paper_sent_on: date | None, at: datetime) -> None:
    """A paper is not sent before its day. Part of verbs."""
    if paper_sent_on is not None and paper_sent_on > local_date(at):
        writing.refuse("task.paper_in_future", on=paper_sent_on)
