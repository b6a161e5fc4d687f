"""What the program asks of units when the days bring it: the reason of a delay, the update of a task without a deadline.

Called by `tick` with portions of assignments that were found set-wise; each portion is one transaction that locks the
directives concerned and looks again, so that a unit which acted meanwhile is not asked, and two workers ask once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties.actions.many import Wanted, open_many
from dondoc.duties.models import DutyKind, Matter
from dondoc.gazette.models import Edition
from dondoc.journal import actions as journal
from dondoc.journal.actions import Line, Message
from dondoc.regulation import Silent
from dondoc.tasks.actions import writing
from dondoc.tasks.models import Assignment, AssignmentQuerySet
from dondoc.units.models import Actor, Role
from dondoc.units.queries import people_in

#: Few enough that nobody waits long for a directive that a portion holds.
PORTION = 200


@dataclass(frozen=True)
class Asked:
    """What is asked of an assignment's unit, until when, and under which article."""

    kind: str
    due_on: date | None
    article: str
    reading: str
    occasion: str


def ask_reasons(*, at: datetime, found: AssignmentQuerySet, quiet: Collection[int] = ()) -> int:
    """Ask every unit of the assignments why its task is overdue and not done; once while it is overdue (HUE Appendix IV).

    In the registers of ``quiet`` the duty is opened and nobody is told.
    """

    def question(assignment: Assignment) -> Asked:
        article = writing.cite(assignment.task, "explain_delay")
        turned_at = getattr(assignment, "turned_at", at)
        occasion = f"overdue:{assignment.pk}:{assignment.due_on}:{turned_at.isoformat()}"
        return Asked(DutyKind.EXPLAIN_DELAY, None, article, "", occasion)

    return _ask(at, found, Question("task.overdue", question, frozenset(quiet)))


def ask_updates(*, at: datetime, found: AssignmentQuerySet, last_on: date, quiet: Collection[int] = ()) -> int:
    """Ask every unit of the assignments to update its task without a deadline by the end of the period (HUE 7.2c)."""

    def question(assignment: Assignment) -> Asked:
        stated = gazette.law(assignment.task.edition).without_due_date
        article, reading = ("", stated.declaration) if isinstance(stated, Silent) else (
            " ".join(str(citation) for citation in stated.article), stated.reading
        )  # fmt: skip
        return Asked(DutyKind.UPDATE_PERIODIC, last_on, article, reading, f"periodic:{assignment.pk}:{last_on}")

    return _ask(at, found, Question("task.periodic_update", question, frozenset(quiet)))


@dataclass(frozen=True)
class Question:
    """The kind of its notice, what it asks of an assignment's unit, and in which registers nobody is told."""

    kind: str
    of: Callable[[Assignment], Asked]
    quiet: frozenset[int]


def _ask(at: datetime, found: AssignmentQuerySet, question: Question) -> int:
    pks = list(found.order_by("pk").values_list("pk", flat=True))
    people: dict[int, list[int]] = {}
    portions = [found.filter(pk__in=pks[first : first + PORTION]) for first in range(0, len(pks), PORTION)]
    return sum(_ask_portion(at, portion, question, people) for portion in portions)


def _ask_portion(at: datetime, portion: AssignmentQuerySet, question: Question, people: dict[int, list[int]]) -> int:
    with transaction.atomic():
        _lock_directives(portion)
        rows = portion.select_related("unit", "task__matter", "task__document", "task__register__office")
        asked = [(row, question.of(row)) for row in _with_editions(rows)]
        open_many([_wanted(row, asks) for row, asks in asked], at=at)
        _tell_journal(asked, question.kind, at)
        told = [(row, asks) for row, asks in asked if row.task.register_id not in question.quiet]
        journal.post_many(_told(told, question.kind, local_date(at), people), at=at)
        return len(asked)


def _with_editions(rows: AssignmentQuerySet) -> list[Assignment]:
    """The rows with their editions; a law's text is fetched once for all."""
    found = list(rows.defer("task__folded", "task__spelled", "task__document__folded"))
    editions = Edition.objects.in_bulk({row.task.edition_id for row in found})
    for row in found:
        row.task.edition = editions[row.task.edition_id]
    return found


def _lock_directives(portion: AssignmentQuerySet) -> None:
    """In one order, so that two workers cannot wait for each other."""
    roots = portion.exclude(task__matter__root=None).values_list("task__matter__root_id", flat=True)
    trunks = sorted({pk for pk in roots if pk is not None})
    list(Matter.objects.select_for_update().filter(pk__in=trunks).order_by("pk"))


def _wanted(assignment: Assignment, asked: Asked) -> Wanted:
    task = assignment.task
    return Wanted(
        task.matter, asked.kind, assignment.unit, task.edition, asked.due_on, asked.article, asked.reading
    )  # fmt: skip


def _tell_journal(asked: Sequence[tuple[Assignment, Asked]], kind: str, at: datetime) -> None:
    """An entry for each, as `writing.record` writes one; the stamp is that of the register's Office."""
    by_register: dict[int, list[tuple[Assignment, Asked]]] = {}
    for row, asks in asked:
        by_register.setdefault(row.task.register_id, []).append((row, asks))
    for pairs in by_register.values():
        lines = [
            Line(
                f"{kind}_asked", row.task.register_id,
                {"task": row.task_id, "unit": row.unit.name, "due_on": asks.due_on or row.due_on},
                row.task.matter_id, row.task.matter.trunk_id, asks.article,
            )
            for row, asks in pairs
        ]  # fmt: skip
        journal.record_many(lines, stamp=Actor.system(pairs[0][0].task.register).stamp, at=at)


def _told(
    asked: Sequence[tuple[Assignment, Asked]], kind: str, day: date, people: dict[int, list[int]]
) -> Iterable[Message]:
    for assignment, asks in asked:
        unit, task = assignment.unit, assignment.task
        if unit.pk not in people:
            people[unit.pk] = people_in([unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], day)
        due_on = asks.due_on or assignment.due_on
        yield Message(
            kind=kind, recipients=people[unit.pk], url=reverse("workspace:task", args=[task.pk]), key=asks.occasion,
            params={"code": task.document.code, "ordinal": task.ordinal, "unit": unit.name, "due_on": due_on},
            matter_id=task.matter.trunk_id,
        )  # fmt: skip
