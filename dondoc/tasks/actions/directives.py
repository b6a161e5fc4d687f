"""What the Office mends on a directive after it was entered: its particulars (H5), and a unit that it forgot (HUE 7.2d)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.tasks import deadlines, permissions, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.correcting import move_due_date
from dondoc.tasks.actions.entering import give, refuse_unit
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, DueKind, Task
from dondoc.units import access
from dondoc.units.models import Actor, Unit


def correct_directive(
    *,
    by: Actor,
    at: datetime,
    document: Document,
    paper: PaperInput,
    reason: str = "",
    files: Sequence[StoredFile] = (),
) -> dict[str, tuple[object, object]]:
    """Put the particulars of a directive right; what follows from them follows.

    The search keys of its tasks hold its number and abstract. A deadline that is counted from the date of issue is counted
    again, and the units are told as of any moved date.

    Raises:
        Refused: as `documents.actions.correct_document`; a date of issue after the deadline of one of its tasks.
    """
    with transaction.atomic():
        if document.matter is not None:
            duties.lock(document.matter)
        changed = documents.correct_document(by=by, at=at, document=document, paper=paper, reason=reason, files=files)
        if not changed:
            return changed
        issued = "issued_on" in changed
        for task in Task.objects.select_related("matter", "document", "register").filter(document=document):
            if issued:
                _count_again(task, Act(by, at), paper.issued_on, reason)
                task.refresh_from_db()
            writing.refresh_keys(task)
            if "submitted_by" in changed:  # the unit that drafted it may have to confirm, and sees it then
                writing.refresh_audience(task)
        return changed


def _count_again(task: Task, act: Act, issued_on: date, reason: str) -> None:
    law = gazette.law(task.edition)
    if task.due_kind != DueKind.RELATIVE or task.closed_at is not None or task.due_trace is None:
        if task.due_on is not None and task.closed_at is None:
            refusal = deadlines.refusal_of_due_date(task.due_on, issued_on=issued_on, ordinal=task.ordinal)
            if refusal is not None:
                writing.refuse(refusal.code, task, "due_date", **refusal.params)
        return
    given = TaskInput(content=task.content, units=(), due_kind=task.due_kind, due_span=task.due_trace["span"])
    due = deadlines.read(given, issued_on=issued_on, law=law, calendar=gazette.calendar())
    if due.due_on is not None and due.due_on != task.due_on:
        said = reason or str(task.document.code)
        move_due_date(by=act.by, at=act.at, task=task, due_on=due.due_on, reason=said)
    Task.objects.filter(pk=task.pk).update(due_kind=DueKind.RELATIVE, due_trace=due.trace)


def give_to(*, by: Actor, at: datetime, task: Task, unit: Unit, part: str, token: str | None = None) -> Assignment:
    """The Office gives the task to a further unit: one more that carries it out, or a partner of the lead unit.

    Raises:
        Refused: a second lead unit; the unit has the task already or does not exist on the day; the task has ended.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        task, first = writing.begin_task(task, act, "assigned")
        if first:
            return first.assignment
        permissions.require_on(by, task, access.CORRECT_TASK)
        if task.closed_at is not None:
            writing.refuse("task.closed")
        if part not in rules.parts_to_add(task.mode):
            writing.refuse("task.several_leads", ordinal=task.ordinal)
        refuse_unit(unit, task.register, local_date(at), ordinal=task.ordinal)
        if task.assignments.exclude(state=rules.ENDED).filter(unit=unit).exists():
            writing.refuse("task.unit_has_it", unit=unit.name)
        assignment = give(task, unit, part, act)
        writing.refresh_keys(task)
        writing.refresh_audience(task)
        return assignment
