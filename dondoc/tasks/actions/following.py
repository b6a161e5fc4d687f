"""What follows a change elsewhere, in portions: deadlines given as a span after one of the calendar (Civil Code 2015, articles
147 and 148), the words by which tasks are found after a new name of a unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.duties import actions as duties
from dondoc.duties.actions.calendars import reason_of
from dondoc.duties.models import Matter
from dondoc.gazette.models import CalendarVersion
from dondoc.gazette.queries import days_between
from dondoc.tasks import deadlines, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.correcting import move_duties
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, DueKind, Task
from dondoc.units.models import Actor, Unit

BATCH = 200


def follow_calendar(version: CalendarVersion, after: int, at: datetime) -> int | None:
    """Count again some open tasks whose days the version says otherwise; the last one's number, or None when none is left.

    Each earlier date stays in the facts with the reason; the people are told by `duties`, once each. Safe to do twice.
    """
    before = gazette.calendar(version.follows) if version.follows is not None else gazette.WEEK_ENDS_ONLY
    days = days_between(before, gazette.calendar(version))
    if days is None:
        return None
    found = Task.objects.filter(due_kind=DueKind.RELATIVE, closed_at=None, due_trace__isnull=False, pk__gt=after)
    found = found.filter(due_on__gte=days[0], document__issued_on__lte=days[1]).order_by("pk")
    numbers = list(found.values_list("pk", flat=True)[:BATCH])
    for number in numbers:
        with transaction.atomic():
            _count_again(number, version, at)
    return numbers[-1] if len(numbers) == BATCH else None


def follow_rename(unit: int, after: int) -> int | None:
    """Write the search keys of some of the unit's tasks anew; the last one's number, or None when none is left.

    Open and closed ones: what a unit did long ago is looked for under the name it has today, too. Safe to do twice.
    """
    having = Assignment.objects.filter(unit=unit, replaced_by=None).values("task")
    numbers = list(Task.objects.filter(pk__in=having, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        roots = Task.objects.filter(pk__in=numbers).values("matter__root")
        list(
            Matter.objects.select_for_update().filter(pk__in=roots).order_by("pk")
        )  # in one order: no two wait for each other
        held: dict[int, list[Unit]] = {number: [] for number in numbers}
        for row in Assignment.objects.filter(task__in=numbers, replaced_by=None).select_related("unit"):
            held[row.task_id].append(row.unit)
        tasks = list(Task.objects.filter(pk__in=numbers).select_related("document"))
        for task in tasks:
            task.fill_keys(held[task.pk])
        Task.objects.bulk_update(tasks, ["folded", "spelled"], batch_size=BATCH)
    return numbers[-1] if len(numbers) == BATCH else None


def _count_again(number: int, version: CalendarVersion, at: datetime) -> None:
    task = Task.objects.select_related("matter", "document", "register__office", "register__keeper", "edition").get(
        pk=number
    )
    duties.lock(task.matter)
    task.refresh_from_db(fields=["due_on", "due_kind", "due_trace", "closed_at"])
    if task.due_kind != DueKind.RELATIVE or task.closed_at is not None or not task.due_trace:
        return  # somebody was faster
    given = TaskInput(content=task.content, units=(), due_kind=task.due_kind, due_span=task.due_trace["span"])
    due = deadlines.read(
        given, issued_on=task.document.issued_on, law=gazette.law(task.edition), calendar=gazette.calendar()
    )
    if due.due_on is None or due.trace == task.due_trace:
        return
    was, task.due_on, task.due_trace = task.due_on, due.due_on, due.trace
    if due.due_on == was:
        task.save(update_fields=["due_trace"])
        return
    writing.refresh_keys(task)
    act, why = Act(Actor.system(task.register), at), reason_of(version)
    for assignment in task.assignments.select_related("unit").exclude(state__in=[rules.DONE, rules.ENDED]):
        assignment.task = task
        writing.append(assignment, "due_date_moved", act, due_on=due.due_on, text=why)
        move_duties(assignment, due.due_on, at, why, calendar=version.pk)
    told = {"was": was, "due_on": due.due_on, "reason": why}
    writing.tell_journal("task.due_date_moved", task, act, told, acts="due_date")
