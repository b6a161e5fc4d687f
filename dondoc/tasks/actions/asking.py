"""What the program asks of units when the days bring it: the reason of a delay, the update of a task without a deadline.

Called by `tick` with portions of assignments that were found set-wise; each portion is one transaction that locks the
directives concerned and looks again, so that a unit which acted meanwhile is not asked, and two workers ask once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind, Matter
from dondoc.journal import actions as journal
from dondoc.journal.actions import Message
from dondoc.regulation import Silent
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, AssignmentQuerySet
from dondoc.units.models import Actor, Role
from dondoc.units.queries import people_in

#: Few enough that nobody waits long for a directive that a portion holds.
PORTION = 50


@dataclass(frozen=True)
class Asked:
    """What is asked of an assignment's unit, until when, and under which article."""

    kind: str
    due_on: date | None
    article: str
    reading: str
    occasion: str


def ask_reasons(*, at: datetime, found: AssignmentQuerySet) -> int:
    """Ask every unit of the assignments why its task is overdue and not done; once while it is overdue (HUE Appendix IV)."""

    def question(assignment: Assignment) -> Asked:
        article = writing.cite(assignment.task, "explain_delay")
        turned_at = getattr(assignment, "turned_at", at)
        occasion = f"overdue:{assignment.pk}:{assignment.due_on}:{turned_at.isoformat()}"
        return Asked(DutyKind.EXPLAIN_DELAY, None, article, "", occasion)

    return _ask(at, found, "task.overdue", question)


def ask_updates(*, at: datetime, found: AssignmentQuerySet, last_on: date) -> int:
    """Ask every unit of the assignments to update its task without a deadline by the end of the period (HUE 7.2c)."""

    def question(assignment: Assignment) -> Asked:
        stated = gazette.law(assignment.task.edition).without_due_date
        article, reading = ("", stated.declaration) if isinstance(stated, Silent) else (
            " ".join(str(citation) for citation in stated.article), stated.reading
        )  # fmt: skip
        return Asked(DutyKind.UPDATE_PERIODIC, last_on, article, reading, f"periodic:{assignment.pk}:{last_on}")

    return _ask(at, found, "task.periodic_update", question)


def _ask(at: datetime, found: AssignmentQuerySet, kind: str, question: Callable[[Assignment], Asked]) -> int:
    pks = list(found.order_by("pk").values_list("pk", flat=True))
    portions = [found.filter(pk__in=pks[first : first + PORTION]) for first in range(0, len(pks), PORTION)]
    return sum(_ask_portion(at, portion, kind, question) for portion in portions)


def _ask_portion(at: datetime, portion: AssignmentQuerySet, kind: str, question: Callable[[Assignment], Asked]) -> int:
    with transaction.atomic():
        _lock_directives(portion)
        rows = portion.select_related(
            "unit", "task__matter", "task__document", "task__edition", "task__register__office"
        )
        messages = [_open(at, assignment, kind, question(assignment)) for assignment in rows]
        journal.post_many(_told(messages, local_date(at)), at=at)
        return len(messages)


def _lock_directives(portion: AssignmentQuerySet) -> None:
    """In one order, so that two workers cannot wait for each other."""
    roots = portion.exclude(task__matter__root=None).values_list("task__matter__root_id", flat=True)
    trunks = sorted({pk for pk in roots if pk is not None})
    list(Matter.objects.select_for_update().filter(pk__in=trunks).order_by("pk"))


def _open(at: datetime, assignment: Assignment, kind: str, asked: Asked) -> tuple[Assignment, str, Asked]:
    task = assignment.task
    duties.open_duty(
        task.matter, kind=asked.kind, holder_unit=assignment.unit, edition=task.edition, at=at, due_on=asked.due_on,
        article=asked.article, reading=asked.reading,
    )  # fmt: skip
    system = Act(Actor.system(task.register), at)
    payload = {"due_on": asked.due_on or assignment.due_on}
    writing.record(f"{kind}_asked", task, system, payload, unit=assignment.unit, cites=asked.article)
    return assignment, kind, asked


def _told(messages: Sequence[tuple[Assignment, str, Asked]], day: date) -> Iterable[Message]:
    people: dict[int, list[int]] = {}
    for assignment, kind, asked in messages:
        unit, task = assignment.unit, assignment.task
        if unit.pk not in people:
            people[unit.pk] = people_in([unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], day)
        due_on = asked.due_on or assignment.due_on
        yield Message(
            kind=kind, recipients=people[unit.pk], url=reverse("workspace:task", args=[task.pk]), key=asked.occasion,
            params={"code": task.document.code, "ordinal": task.ordinal, "unit": unit.name, "due_on": due_on},
            matter_id=task.matter.trunk_id,
        )  # fmt: skip
