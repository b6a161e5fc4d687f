"""Projections proved equal to the facts, or restored from them (`dondoc rebuild`); the one place beside the verbs that writes.

What the verbs write for speed follows from what nobody may change: the columns of an assignment and its spans from its facts
(`rules.fold`), a task's end and deadline from those of its assignments, the audience from who has or had the task, the search
keys from texts and names. Tasks are read in portions, so that a million of them need no more memory than a thousand.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dondoc.documents.models import Document
from dondoc.duties import actions as duties
from dondoc.tasks import rules
from dondoc.tasks.models import Assignment, Audience, Fact, Part, Span, Task
from dondoc.tasks.queries import audience_of
from dondoc.units.models import Unit, UnitGroup

PORTION = 500
Above = dict[tuple[int, int], list[int]]
SPAN_COLUMNS = ("state", "due_on", "sent_at", "completed_on", "closed_at", "outcome", "ratings")


@dataclass(frozen=True)
class Difference:
    """A projection that is not what the facts say: of which row, in what, as it stands and as it should be."""

    what: str
    row: str
    stands: str
    should: str


@dataclass(frozen=True)
class Expected:
    """What the facts of a task make of it."""

    states: dict[int, rules.State]
    spans: dict[int, list[rules.SpanValue]]
    closed_at: datetime | None
    due_on: date | None
    audience: dict[int, str]


def differences() -> Iterator[Difference]:
    """Every projection that is not what the facts say; reads only.

    A task is read in several queries, and a verb may come between them: what differs is read once more before it is told.
    """
    above: Above = {}
    for task in _in_portions():
        if any(_compare(task, expected_of(task, above))):
            again = _complete(Task.objects.filter(pk=task.pk)).get()
            yield from _compare(again, expected_of(again, above))
    for row in _rows_with_keys():
        yield from _compare_keys(row)


def write() -> int:
    """Restore what differs, task by task under the lock of its directive; says how many tasks and rows were restored."""
    restored = 0
    above: Above = {}
    for task in _in_portions():
        if any(_compare(task, expected_of(task, above))):
            _restore(task.pk)
            restored += 1
    for row in _rows_with_keys():
        if stale := [found.what.partition(".")[2] for found in _compare_keys(row)]:
            row.fill_keys()
            row.save(update_fields=stale)
            restored += 1
    return restored


def _in_portions() -> Iterator[Task]:
    last = 0
    while portion := list(_complete(Task.objects.filter(pk__gt=last).order_by("pk"))[:PORTION]):
        yield from portion
        last = portion[-1].pk


def _complete(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("document").prefetch_related(
        "assignments__facts", "assignments__spans", "assignments__unit", "audience"
    )


def _assignments(task: Task) -> list[Assignment]:
    return sorted(task.assignments.all(), key=lambda assignment: assignment.pk)


def _facts(assignment: Assignment) -> list[Fact]:
    return sorted(assignment.facts.all(), key=lambda fact: (fact.recorded_at, fact.pk))


def expected_of(task: Task, above: Above | None = None) -> Expected:
    """Fold the facts of a task whose assignments and facts are fetched; ``above`` keeps what is known of superior units."""
    spans = {a.pk: list(rules.fold(fact.as_value() for fact in _facts(a))) for a in _assignments(task)}
    states = {pk: found[-1].state if found else rules.State() for pk, found in spans.items()}
    having = [(a.unit, a.part, states[a.pk].state) for a in _assignments(task)]
    return Expected(states, spans, _closed_at(task, spans), _due_on(task), audience_of(task, having, above))


def _closed_at(task: Task, spans: dict[int, list[rules.SpanValue]]) -> datetime | None:
    """The instant at which the last unit that owes a result was accepted or released; None while one is left."""
    last = [spans[a.pk][-1] for a in _assignments(task) if a.part != Part.COORDINATING and spans[a.pk]]
    if not last or any(span.state.state not in {rules.DONE, rules.ENDED} for span in last):
        return None
    return max(span.since for span in last)


def _due_on(task: Task) -> date | None:
    """The deadline that was set last for any unit."""
    setting = [fact for a in _assignments(task) for fact in _facts(a) if fact.kind in {"assigned", "due_date_moved"}]
    return max(setting, key=lambda fact: (fact.recorded_at, fact.pk)).due_on if setting else None


def _compare(task: Task, expected: Expected) -> Iterator[Difference]:
    for assignment in _assignments(task):
        yield from _compare_assignment(assignment, expected)
    name = f"task {task.pk}"
    for column, should in (("closed_at", expected.closed_at), ("due_on", expected.due_on)):
        yield from _unequal(f"task.{column}", name, getattr(task, column), should)
    audience = {row.unit_id: row.reason for row in task.audience.all()}
    for unit in sorted(audience.keys() | expected.audience.keys()):
        yield from _unequal("audience", f"{name}, unit {unit}", audience.get(unit), expected.audience.get(unit))
    filled = _filled(task)
    yield from _unequal("task.due_order", name, task.due_order, filled.due_order)
    for column in ("folded", "spelled"):
        stands, should = getattr(task, column), getattr(filled, column)
        if sorted(stands.split()) != sorted(should.split()):
            yield Difference(f"task.{column}", name, stands, should)


def _filled(task: Task) -> Task:
    """A copy of the task with the keys that follow from its texts and units."""
    replaced = {a.replaces_id for a in _assignments(task)}
    filled = copy.copy(task)
    filled.fill_keys(a.unit for a in _assignments(task) if a.pk not in replaced)
    return filled


def _compare_assignment(assignment: Assignment, expected: Expected) -> Iterator[Difference]:
    name = f"assignment {assignment.pk}"
    stands, should = assignment.as_state(), expected.states[assignment.pk]
    for column in (field.name for field in fields(rules.State)):
        yield from _unequal(f"assignment.{column}", name, getattr(stands, column), getattr(should, column))
    spans = sorted(assignment.spans.all(), key=lambda span: (span.since, span.pk))
    written = [_span_columns(span) for span in spans]
    wanted = [_span_columns(row) for row in _spans(assignment, expected.spans[assignment.pk])]
    if written != wanted:
        yield Difference("spans", name, f"{len(written)}: {written}", f"{len(wanted)}: {wanted}")


def _span_columns(span: Span) -> tuple[Any, ...]:
    place = (span.task_id, span.register_id, span.unit_id, span.part, span.since, span.until)
    return (*place, *(getattr(span, column) for column in SPAN_COLUMNS))


def _spans(assignment: Assignment, values: Iterable[rules.SpanValue]) -> list[Span]:
    return [
        Span(
            assignment=assignment, task_id=assignment.task_id, register_id=assignment.task.register_id,
            unit_id=assignment.unit_id, part=assignment.part, since=value.since, until=value.until,
            **{column: getattr(value.state, column) for column in SPAN_COLUMNS},
        )
        for value in values
    ]  # fmt: skip


def _unequal(what: str, row: str, stands: object, should: object) -> Iterator[Difference]:
    if stands != should:
        yield Difference(what, row, str(stands), str(should))


def _restore(pk: int) -> None:
    """Write the task's projections anew from its facts as they are under the lock."""
    with transaction.atomic():
        duties.lock(Task.objects.select_related("matter").get(pk=pk).matter)
        task = _complete(Task.objects.filter(pk=pk)).get()
        expected = expected_of(task)
        for assignment in _assignments(task):
            for field in fields(rules.State):
                setattr(assignment, field.name, getattr(expected.states[assignment.pk], field.name))
            assignment.save()
            Span.objects.filter(assignment=assignment).delete()
            Span.objects.bulk_create(_spans(assignment, expected.spans[assignment.pk]))
        Audience.objects.filter(task=task).exclude(unit__in=expected.audience).delete()
        for unit, reason in expected.audience.items():
            Audience.objects.update_or_create(task=task, unit_id=unit, defaults={"reason": reason})
        task.closed_at, task.due_on = expected.closed_at, expected.due_on
        filled = _filled(task)
        filled.save()


def _rows_with_keys() -> Iterator[Document | Unit | UnitGroup]:
    yield from Document.objects.order_by("pk").iterator(chunk_size=PORTION)
    yield from Unit.objects.order_by("pk").iterator(chunk_size=PORTION)
    yield from UnitGroup.objects.order_by("pk").iterator(chunk_size=PORTION)


def _compare_keys(row: Document | Unit | UnitGroup) -> Iterator[Difference]:
    filled = copy.copy(row)
    filled.fill_keys()
    for column in ("symbol_key", "sort_key", "folded"):
        if hasattr(row, column):
            name = f"{row._meta.model_name} {row.pk}"
            yield from _unequal(f"{row._meta.model_name}.{column}", name, getattr(row, column), getattr(filled, column))
