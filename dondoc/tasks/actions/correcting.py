"""What the Office mends: a returned task, a wrong word, another unit, another date, the end of a task (HUE 7.2d, 8.1a)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.tasks import deadlines, permissions, rules
from dondoc.tasks.actions import levels, writing
from dondoc.tasks.actions.entering import give, refuse_unit
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, DueKind, Fact, Part, Task
from dondoc.units import access
from dondoc.units.models import Actor, Unit
from dondoc.units.queries import monitor_for
from dondoc.wording import clean_line, clean_text

CORRECTABLE = {"content": clean_text, "clause": clean_line, "product": clean_line, "task_class": clean_line,
               "other_information": clean_text}  # fmt: skip


def decline_return(
    *, by: Actor, at: datetime, assignment: Assignment, explanation: str, token: str | None = None
) -> Fact:
    """The Office keeps the task with the unit and explains why; a unit that had not taken it over must do so again."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "return_declined")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.DECIDE_RETURN)
        text = writing.said(explanation, "task.reason_missing", task, "decide_return")
        fact = writing.append(assignment, "return_declined", act, text=text)
        _settle_return(task, at)
        writing.open_unit_duties(assignment, at)
        writing.tell_journal(
            "task.return_declined", task, act, {"reason": text}, unit=assignment.unit, acts="decide_return"
        )
        writing.tell_unit("task.return_declined", assignment, act, f"declined:{fact.pk}", reason=text[:300])
        return fact


def _settle_return(task: Task, at: datetime) -> None:
    if not task.assignments.filter(state=rules.RETURNED).exists():
        duties.discharge(task.matter, DutyKind.CORRECT_RETURN, at=at)


def reassign(
    *, by: Actor, at: datetime, assignment: Assignment, unit: Unit, reason: str, token: str | None = None
) -> Assignment:
    """The Office gives the task to another unit; the history keeps both (HUE 7.2d).

    A partner may become the unit that answers for the task; its part as a partner then ends. The monitoring officer follows
    the unit where the scopes of the officers chose the present one (HUE 8.1đ).

    Raises:
        Refused: no reason; the unit has the task already, does not exist on the day, or is the authority itself.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "ended")
        if first:
            return first.assignment.replaced_by.first() or writing.refuse("task.form_used")
        task, former = assignment.task, assignment.unit
        permissions.require_on(by, task, access.DECIDE_RETURN)
        text = writing.said(reason, "task.reason_missing", task, "decide_return")
        refuse_unit(unit, task.register, local_date(at), ordinal=task.ordinal)
        _free(task, unit, assignment, act, text)
        end_part(assignment, act, text)
        follow_monitor(task, former, unit, local_date(at))
        successor = give(task, unit, assignment.part, Act(by, at), replaces=assignment)
        settle_waiting(task, at)
        writing.refresh_keys(task)
        writing.refresh_audience(task)
        writing.tell_journal(
            "task.reassigned", task, act, {"to": unit.name, "reason": text}, unit=former, acts="decide_return"
        )
        writing.tell_unit("task.taken_away", assignment, act, f"ended:{assignment.pk}", reason=text[:300])
        return successor


def _free(task: Task, unit: Unit, given: Assignment, act: Act, text: str) -> None:
    """The unit must not have the task already; a partner's part ends when the unit is to answer for the task."""
    standing = task.assignments.exclude(state=rules.ENDED).select_related("unit").filter(unit=unit).first()
    if standing is None:
        return
    if standing.part != Part.COORDINATING or given.part == Part.COORDINATING:
        writing.refuse("task.unit_has_it", unit=unit.name)
    standing.task = task
    end_part(standing, Act(act.by, act.at), text)


def end_part(assignment: Assignment, act: Act, text: str, *, outcome: str = "", other_task: Task | None = None) -> Fact:
    """The unit has the task no more and owes nothing about it. Part of verbs."""
    fact = writing.append(assignment, "ended", act, text=text, outcome=outcome, other_task=other_task)
    duties.void(assignment.task.matter, at=act.at, kinds=writing.UNIT_DUTIES, holder_unit=assignment.unit)
    return fact


def settle_waiting(task: Task, at: datetime) -> None:
    """What the Office owed because of an assignment that has ended is owed no more. Part of verbs."""
    _settle_return(task, at)
    levels.settle_levels(task, at, done=False)


def follow_monitor(task: Task, former: Unit, unit: Unit, day: date) -> None:
    """Where the scopes chose the monitor they choose again for the new unit; who was named by hand stays. Part of verbs."""
    if task.monitor_id is None or task.monitor == monitor_for(task.register, former, task.field, day):
        task.monitor = monitor_for(task.register, unit, task.field, day) or task.monitor


def end_assignment(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """One of several units, or a partner, need not carry the task out any more; the others go on.

    Raises:
        Refused: no reason; the only unit that answers for the task (the task itself is then to be withdrawn).
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "ended")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.CORRECT_TASK)
        text = writing.said(reason, "task.reason_missing", task, "end_task")
        others = task.assignments.answering().exclude(state=rules.ENDED).exclude(pk=assignment.pk)
        if not others.exists():
            writing.refuse("task.last_unit", unit=assignment.unit.name)
        fact = end_part(assignment, act, text)
        settle_waiting(task, at)
        writing.close_if_finished(task)
        writing.refresh_audience(task)
        writing.tell_journal(
            "task.assignment_ended", task, act, {"reason": text}, unit=assignment.unit, acts="end_task"
        )
        writing.tell_unit("task.taken_away", assignment, act, f"ended:{assignment.pk}", reason=text[:300])
        return fact


def correct_task(*, by: Actor, at: datetime, task: Task, changes: Mapping[str, str], reason: str = "") -> Task:
    """The Office corrects wrong data; the journal keeps what it was (H5).

    Raises:
        Refused: no content; a class the regulation does not know; something longer than its place.
    """
    act = Act(by, at)
    with transaction.atomic():
        task, _ = writing.begin_task(task, act)
        permissions.require_on(by, task, access.CORRECT_TASK)
        writing.refuse_purged(task)
        before = {name: getattr(task, name) for name in changes if name in CORRECTABLE}
        after = {name: CORRECTABLE[name](changes[name]) for name in before}
        changed = sorted(name for name in before if before[name] != after[name])
        if not changed:
            return task
        if not after.get("content", task.content).strip():
            writing.refuse("task.content_missing", task, "task_content", ordinal=task.ordinal)
        law = gazette.law(task.edition)
        if refusal := deadlines.refusal_of_class(after.get("task_class", task.task_class), law, ordinal=task.ordinal):
            writing.refuse(refusal.code, task, "due_date", **refusal.params)
        for name in changed:
            setattr(task, name, after[name])
        documents.refuse_long(task)
        writing.refresh_keys(task)
        writing.tell_journal(
            "task.corrected", task, act,
            {"was": {n: before[n] for n in changed}, "now": {n: after[n] for n in changed},
             "reason": clean_text(reason)},
            acts="correct_task",
        )  # fmt: skip
        return task


def move_due_date(*, by: Actor, at: datetime, task: Task, due_on: date, reason: str, token: str | None = None) -> Task:
    """The Office records a deadline that was moved; every earlier one stays visible and open duties follow it.

    A task without a deadline, or with stages, has one from then on.

    Raises:
        Refused: no reason; before the directive or too far away; the date it has already; the task has ended.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        task, first = writing.begin_task(task, act, "due_date_moved")
        if first:
            return task
        permissions.require_on(by, task, access.MOVE_DUE_DATE)
        text = writing.said(reason, "task.reason_missing", task, "move_due_date")
        if task.closed_at is not None:
            writing.refuse("task.closed")
        issued_on = task.document.issued_on
        if refusal := deadlines.refusal_of_due_date(due_on, issued_on=issued_on, ordinal=task.ordinal):
            writing.refuse(refusal.code, task, "due_date", **refusal.params)
        if due_on == task.due_on:
            writing.refuse("task.due_same", due_on=due_on)
        was, task.due_on, task.due_trace, task.due_kind = task.due_on, due_on, None, DueKind.BY
        writing.refresh_keys(task)
        for assignment in _standing(task):
            writing.append(assignment, "due_date_moved", act, due_on=due_on, text=text)
            act = Act(by, at)
            move_duties(assignment, due_on, at, text)
            writing.tell_unit("task.due_date_moved", assignment, act, f"moved:{assignment.pk}:{at}", due_on=due_on)
        writing.tell_journal(
            "task.due_date_moved", task, act, {"was": was, "due_on": due_on, "reason": text}, acts="move_due_date"
        )
        return task


def _standing(task: Task) -> list[Assignment]:
    rows = list(task.assignments.select_related("unit").exclude(state__in=[rules.DONE, rules.ENDED]))
    for assignment in rows:
        assignment.task = task
    return rows


def move_duties(
    assignment: Assignment, due_on: date, at: datetime, reason: str, *, calendar: int | None = None
) -> None:
    """Let the unit's open duties follow a moved deadline; ``calendar`` is the version whose change moved it. Part of verbs."""
    matter = assignment.task.matter
    standing = Duty.objects.open().filter(matter=matter, holder_unit=assignment.unit)
    for duty in standing.filter(kind=DutyKind.CARRY_OUT):
        duties.reschedule(duty, at=at, reason=reason, due_on=due_on, calendar=calendar)
    updates = [assignment.unit_id, assignment.task.register.office_id]  # the Office's where it updates for the units
    for duty in Duty.objects.open().filter(matter=matter, kind=DutyKind.UPDATE_RESULT, holder_unit__in=updates):
        duties.reschedule(duty, at=at, reason=reason, event_on=due_on, calendar=calendar)
    overtaken = [DutyKind.EXPLAIN_DELAY, DutyKind.UPDATE_PERIODIC]
    duties.void(matter, at=at, kinds=overtaken, holder_unit=assignment.unit)
    if assignment.state in {rules.NOT_STARTED, rules.IN_PROGRESS}:
        writing.open_unit_duties(assignment, at)


def end_task(*, by: Actor, at: datetime, task: Task, reason: str, token: str | None = None) -> Task:
    """The task is withdrawn for every unit that has not finished it; open duties under it are voided."""
    act = Act(by, at, token)
    with transaction.atomic():
        task, first = writing.begin_task(task, act, "ended")
        if first:
            return task
        permissions.require_on(by, task, access.CORRECT_TASK)
        text = writing.said(reason, "task.reason_missing", task, "end_task")
        if task.closed_at is not None:
            writing.refuse("task.closed")
        for assignment in _standing(task):
            writing.append(assignment, "ended", act, text=text)
            act = Act(by, at)
            writing.tell_unit("task.withdrawn", assignment, act, f"withdrawn:{assignment.pk}", reason=text[:300])
        duties.void_under(task.matter, at=at)
        writing.close_if_finished(task)
        writing.refresh_audience(task)
        writing.tell_journal("task.withdrawn", task, act, {"reason": text}, acts="end_task")
        return task
