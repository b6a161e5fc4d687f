"""The calendar changed: deadlines that a directive gives as a span are counted again (Civil Code 2015, articles 147 and 148)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.duties import actions as duties
from dondoc.duties.actions.calendars import reason_of
from dondoc.gazette.models import CalendarVersion
from dondoc.gazette.queries import days_between
from dondoc.tasks import deadlines, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.correcting import move_duties
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import DueKind, Task
from dondoc.units.models import Actor

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
