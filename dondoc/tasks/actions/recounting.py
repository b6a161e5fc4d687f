"""The calendar changed: deadlines that a directive gives as a span are counted again (Civil Code 2015, articles 147 and 148)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dondoc import gazette
from dondoc.duties.actions.calendars import reason_of
from dondoc.duties.actions.many import reschedule_many, void_many
from dondoc.duties.models import Duty, DutyKind, Matter
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.gazette.queries import days_between
from dondoc.journal import actions as journal
from dondoc.journal.actions import Line
from dondoc.tasks import deadlines, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.deadlines import Deadline, TaskInput
from dondoc.tasks.models import Assignment, DueKind, Fact, Span, Task
from dondoc.units.models import Actor, Register
from dondoc.workdays import Calendar

BATCH = 100
OVERTAKEN = (DutyKind.EXPLAIN_DELAY, DutyKind.UPDATE_PERIODIC)


@dataclass(frozen=True)
class Move:
    """What moves the deadlines: when, why, and under which version of the calendar."""

    at: datetime
    reason: str
    version: int


def follow_calendar(version: CalendarVersion, after: int, at: datetime) -> int | None:
    """Count again some open tasks whose days the version says otherwise; the last one's number, or None when none is left.

    Each earlier date stays in the facts with the reason; the people are told by `duties`, once each. Safe to do twice. As
    many statements for a hundred tasks as for a few: a late holiday touches tens of thousands.
    """
    before = gazette.calendar(version.follows) if version.follows is not None else gazette.WEEK_ENDS_ONLY
    days = days_between(before, gazette.calendar(version))
    if days is None:
        return None
    found = Task.objects.filter(due_kind=DueKind.RELATIVE, closed_at=None, due_trace__isnull=False, pk__gt=after)
    found = found.filter(due_on__gte=days[0], document__issued_on__lte=days[1], document__purged_at=None).order_by("pk")
    numbers = list(found.values_list("pk", flat=True)[:BATCH])
    if numbers:
        with transaction.atomic():
            _count_again(numbers, Move(at, reason_of(version), version.pk))
    return numbers[-1] if len(numbers) == BATCH else None


def _count_again(numbers: Sequence[int], move: Move) -> None:
    roots = Task.objects.filter(pk__in=numbers).values_list("matter__root_id", flat=True)
    list(Matter.objects.select_for_update().filter(pk__in={root for root in roots if root}).order_by("pk"))
    # Read under the locks: of what was found somebody may have moved or closed some since.
    found = Task.objects.filter(pk__in=numbers, due_kind=DueKind.RELATIVE, closed_at=None, due_trace__isnull=False)
    tasks = list(found.select_related("matter", "document").defer("folded", "spelled", "document__folded"))
    was = {task.pk: task.due_on for task in tasks}
    alike: defaultdict[str, list[Task]] = defaultdict(list)
    for task, due in _counted(tasks, gazette.calendar()):
        task.due_on, task.due_trace = due.due_on, due.trace
        alike[json.dumps(due.trace, sort_keys=True)].append(task)
    for same in alike.values():
        due_on, trace = same[0].due_on, same[0].due_trace
        Task.objects.filter(pk__in=[task.pk for task in same]).update(
            due_on=due_on, due_order=due_on or date.max, due_trace=trace
        )
    moved = [task for task in tasks if task.due_on != was[task.pk]]
    if moved:
        _carry_on({task.pk: task for task in moved}, move)
        _tell_journal(moved, was, move)


def _counted(tasks: Iterable[Task], calendar: Calendar) -> Iterable[tuple[Task, Deadline]]:
    """Each task whose deadline is counted otherwise; what has the same span and day of issue is counted once."""
    rows = list(tasks)
    editions = Edition.objects.in_bulk({task.edition_id for task in rows})
    known: dict[tuple[int, str, date], Deadline] = {}
    for task in rows:
        task.edition = editions[task.edition_id]
        span, issued_on = str((task.due_trace or {})["span"]), task.document.issued_on
        key = (task.edition_id, span, issued_on)
        if key not in known:
            given = TaskInput(content=task.content, units=(), due_kind=task.due_kind, due_span=span)
            known[key] = deadlines.read(given, issued_on=issued_on, law=gazette.law(task.edition), calendar=calendar)
        if known[key].due_on is not None and known[key].trace != task.due_trace:
            yield task, known[key]


def _carry_on(tasks: dict[int, Task], move: Move) -> None:
    """The assignments of the tasks: facts, projections, duties."""
    standing = Assignment.objects.filter(task__in=list(tasks)).exclude(state__in=[rules.DONE, rules.ENDED])
    held = list(standing.select_related("unit").annotate(last=Max("facts__recorded_at")).order_by("pk"))
    registers = _registers(tasks.values())
    facts = []
    for row in held:
        row.task = tasks[row.task_id]
        last: datetime | None = getattr(row, "last", None)
        facts.append(
            Fact(
                assignment=row, kind="due_date_moved", occurred_at=move.at, recorded_at=max(move.at, last or move.at),
                by_unit=registers[row.task.register_id].office, due_on=row.task.due_on, text=move.reason,
            )
        )  # fmt: skip
    Fact.objects.bulk_create(facts)
    _project(facts)
    _move_duties(held, move)


def _registers(tasks: Iterable[Task]) -> dict[int, Register]:
    return Register.objects.select_related("office").in_bulk({task.register_id for task in tasks})


def _project(facts: Iterable[Fact]) -> None:
    """What `writing.project` writes of one, for all of them: the current columns, the old span's end, the new span."""
    fresh, ends = [], defaultdict(list)
    dates: defaultdict[date | None, list[int]] = defaultdict(list)
    for fact in facts:
        row = fact.assignment
        before = row.as_state()
        state = rules.step(before, fact.as_value())
        if state == before:
            continue
        assert state == replace(before, due_on=state.due_on)
        row.due_on = state.due_on
        dates[state.due_on].append(row.pk)
        ends[fact.recorded_at].append(row.pk)
        fresh.append(
            Span(
                assignment=row, task_id=row.task_id, register_id=row.task.register_id, unit_id=row.unit_id, part=row.part,
                since=fact.recorded_at, state=state.state, due_on=state.due_on, sent_at=state.sent_at,
                completed_on=state.completed_on, closed_at=state.closed_at,
            )
        )  # fmt: skip
    for due_on, numbers in dates.items():
        Assignment.objects.filter(pk__in=numbers).update(due_on=due_on)
    for instant, numbers in ends.items():
        Span.objects.filter(assignment__in=numbers, until=None).update(until=instant)
    Span.objects.bulk_create(fresh)


def _move_duties(held: Sequence[Assignment], move: Move) -> None:
    """What `correcting.move_duties` does for one: duties follow the deadline, what it overtook is void."""
    open_now = Duty.objects.open().filter(matter__in={row.task.matter_id for row in held}).select_related("matter")
    found: dict[tuple[int, int], dict[str, Duty]] = defaultdict(dict)
    for duty in open_now:
        found[duty.matter_id, duty.holder_unit_id][duty.kind] = duty
    seen: set[int] = set()
    moves: list[tuple[Duty, Any]] = []
    overtaken: list[int] = []
    registers = _registers(row.task for row in held)
    for row in held:
        own = found[row.task.matter_id, row.unit_id]
        moves += [(own[kind], row.due_on) for kind in (DutyKind.CARRY_OUT, DutyKind.UPDATE_RESULT) if kind in own]
        office = found[row.task.matter_id, registers[row.task.register_id].office_id]
        if DutyKind.UPDATE_RESULT in office and row.task.matter_id not in seen:  # the Office updates for the units
            seen.add(row.task.matter_id)
            moves.append((office[DutyKind.UPDATE_RESULT], row.due_on))
        overtaken += [own[kind].pk for kind in OVERTAKEN if kind in own]
    reschedule_many(moves, at=move.at, reason=move.reason, calendar=move.version)
    void_many(overtaken, at=move.at)
    for row in held:
        own = found[row.task.matter_id, row.unit_id]
        if row.state in {rules.NOT_STARTED, rules.IN_PROGRESS} and DutyKind.CARRY_OUT not in own:
            writing.open_unit_duties(row, move.at)


def _tell_journal(tasks: Sequence[Task], was: dict[int, date | None], move: Move) -> None:
    registers = _registers(tasks)
    for register_id, register in registers.items():
        lines = [
            Line(
                "task.due_date_moved", register_id,
                {"task": task.pk, "was": was[task.pk], "due_on": task.due_on, "reason": move.reason},
                task.matter_id, task.matter.trunk_id, writing.cite(task, "due_date"),
            )
            for task in tasks
            if task.register_id == register_id
        ]  # fmt: skip
        journal.record_many(lines, stamp=Actor.system(register).stamp, at=move.at)
