"""What the Office mends: a returned task, a wrong word, another unit, another date, the end of a task (HUE 7.2d, 8.1a)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from dondoc.documents import actions as documents
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import permissions, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.entering import give
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, AudienceReason, Fact, Task
from dondoc.units import access
from dondoc.units.models import Actor, Unit
from dondoc.wording import clean_text

CORRECTABLE = frozenset({"content", "clause", "product", "task_class", "other_information"})


def _reason(text: str) -> str:
    cleaned = clean_text(text)
    if not cleaned.strip():
        raise Refused(Refusal("task.reason_missing", {}, "Đ7.k2.d"))
    return cleaned


def decline_return(
    *, by: Actor, at: datetime, assignment: Assignment, explanation: str, token: str | None = None
) -> Fact:
    """The Office keeps the task with the unit and explains why."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = writing.locked(assignment)
        task = assignment.task
        permissions.require_on(by, task, access.DECIDE_RETURN)
        text = _reason(explanation)
        fact = writing.append(assignment, "return_declined", act, text=text)
        _settle_return(task, at)
        writing.tell_journal("task.return_declined", task, act, {"reason": text}, unit=assignment.unit, cites="Đ7.k2.d")
        writing.tell_unit("task.return_declined", assignment, act, f"declined:{fact.pk}", reason=text[:300])
        return fact


def _settle_return(task: Task, at: datetime) -> None:
    if not task.assignments.filter(state=rules.RETURNED).exists():
        duties.discharge(task.matter, DutyKind.CORRECT_RETURN, at=at)


def reassign(
    *, by: Actor, at: datetime, assignment: Assignment, unit: Unit, reason: str, token: str | None = None
) -> Assignment:
    """The Office gives the task to another unit; the history keeps both (HUE 7.2d)."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first.assignment.replaced_by.get()
        assignment = writing.locked(assignment)
        task = assignment.task
        permissions.require_on(by, task, access.DECIDE_RETURN)
        text = _reason(reason)
        if task.assignments.exclude(state=rules.ENDED).filter(unit=unit).exists():
            raise Refused(Refusal("task.unit_has_it", {"unit": unit.name}, None))
        writing.append(assignment, "ended", act, text=text)
        duties.void(task.matter, at=at, kinds=writing.UNIT_DUTIES, holder_unit=assignment.unit)
        writing.let_see(task, assignment.unit, AudienceReason.FORMER)
        successor = give(task, unit, assignment.part, act, replaces=assignment)
        documents.let_read(task.document, [unit])
        _settle_return(task, at)
        writing.refresh_keys(task)
        writing.tell_journal(
            "task.reassigned",
            task,
            act,
            {"to": unit.name, "reason": text},
            unit=assignment.unit,
            cites="Đ7.k2.d",
        )
        writing.tell_unit("task.taken_away", assignment, act, f"ended:{assignment.pk}", reason=text[:300])
        return successor


def correct_task(*, by: Actor, at: datetime, task: Task, changes: Mapping[str, str], reason: str = "") -> Task:
    """The Office corrects wrong data; the journal keeps what it was (H5)."""
    act = Act(by, at)
    with transaction.atomic():
        duties.lock(task.matter)
        task = Task.objects.select_related("matter", "document", "register__office").get(pk=task.pk)
        permissions.require_on(by, task, access.CORRECT_TASK)
        before = {name: getattr(task, name) for name in changes if name in CORRECTABLE}
        after = {name: clean_text(changes[name]) for name in before}
        changed = {name for name in before if before[name] != after[name]}
        if "content" in changed and not after["content"].strip():
            raise Refused(Refusal("task.content_missing", {"ordinal": task.ordinal}, "Đ6.k1.d"))
        if not changed:
            return task
        for name in changed:
            setattr(task, name, after[name])
        writing.refresh_keys(task)
        writing.tell_journal(
            "task.corrected", task, act,
            {"was": {n: before[n] for n in sorted(changed)}, "now": {n: after[n] for n in sorted(changed)},
             "reason": clean_text(reason)},
            cites="Đ7.k2.d Đ8.k1.a",
        )  # fmt: skip
        return task


def move_due_date(*, by: Actor, at: datetime, task: Task, due_on: date, reason: str) -> Task:
    """The Office records a deadline that was moved; every earlier one stays visible and open duties follow it."""
    act = Act(by, at)
    with transaction.atomic():
        duties.lock(task.matter)
        task = Task.objects.select_related("matter", "document", "register__office").get(pk=task.pk)
        permissions.require_on(by, task, access.MOVE_DUE_DATE)
        text = _reason(reason)
        if due_on < task.document.issued_on:
            raise Refused(Refusal("task.due_before_issue", {"ordinal": task.ordinal, "due_on": due_on}, None))
        if task.closed_at is not None:
            raise Refused(Refusal("task.closed", {}, None))
        was = task.due_on
        task.due_on, task.due_trace = due_on, None
        writing.refresh_keys(task)
        for assignment in task.assignments.select_related("task__matter", "unit").exclude(
            state__in=[rules.DONE, rules.ENDED]
        ):
            writing.append(assignment, "due_date_moved", act, due_on=due_on, text=text)
            _move_duties(assignment, due_on, at, text)
            writing.tell_unit("task.due_date_moved", assignment, act, f"moved:{assignment.pk}:{at}", due_on=due_on)
        writing.tell_journal(
            "task.due_date_moved", task, act, {"was": was, "due_on": due_on, "reason": text}, cites="Đ8.k1.b"
        )
        return task


def _move_duties(assignment: Assignment, due_on: date, at: datetime, reason: str) -> None:
    standing = Duty.objects.open().filter(matter=assignment.task.matter, holder_unit=assignment.unit)
    for duty in standing.filter(kind=DutyKind.CARRY_OUT):
        duties.reschedule(duty, at=at, reason=reason, due_on=due_on)
    for duty in standing.filter(kind=DutyKind.UPDATE_RESULT):
        duties.reschedule(duty, at=at, reason=reason, event_on=due_on)
    duties.void(assignment.task.matter, at=at, kinds=[DutyKind.EXPLAIN_DELAY], holder_unit=assignment.unit)
    if assignment.state in {rules.NOT_STARTED, rules.IN_PROGRESS}:
        writing.open_unit_duties(assignment, at)
        if assignment.taken_over_at is not None or assignment.is_started:
            duties.discharge(assignment.task.matter, DutyKind.TAKE_OVER, at=at, holder_unit=assignment.unit)


def end_task(*, by: Actor, at: datetime, task: Task, reason: str) -> Task:
    """The task is withdrawn for every unit that has not finished it; open duties under it are voided."""
    act = Act(by, at)
    with transaction.atomic():
        duties.lock(task.matter)
        task = Task.objects.select_related("matter", "document", "register__office").get(pk=task.pk)
        permissions.require_on(by, task, access.CORRECT_TASK)
        text = _reason(reason)
        for assignment in task.assignments.select_related("task__matter", "unit").exclude(
            state__in=[rules.DONE, rules.ENDED]
        ):
            writing.append(assignment, "ended", act, text=text)
            writing.tell_unit("task.withdrawn", assignment, act, f"withdrawn:{assignment.pk}", reason=text[:300])
        duties.void_under(task.matter, at=at)
        writing.close_if_finished(task, at)
        writing.tell_journal("task.withdrawn", task, act, {"reason": text}, cites="Đ8.k1.a")
        return task
