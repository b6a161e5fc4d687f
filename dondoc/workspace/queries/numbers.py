"""The few numbers of a register that desks and the dashboard show; each opens the list that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from dondoc.tasks import rules
from dondoc.tasks.models import OWING, UNFINISHED, Assignment, Span
from dondoc.units.models import Actor, Register
from dondoc.urging.models import Instruction, Ladder
from dondoc.workspace.rules import WEEK_LENGTH


@dataclass(frozen=True)
class Numbers:
    """How many assignments are open, overdue and not done, waiting for appraisal, due within the next seven days."""

    open: int
    overdue: int
    waiting: int
    week: int
    week_ends: date


def numbers_of(register: Register, today: date) -> Numbers:
    """Exact, from the open spans of those who owe a result (what Appendix V counts): one query, of columns of the index."""
    week_ends = today + WEEK_LENGTH
    unfinished = Q(state__in=UNFINISHED)
    spans = Span.objects.filter(register=register, until=None, state__in=rules.OPEN_STATES, part__in=OWING)
    found = spans.order_by().aggregate(
        open=Count("unit"),
        overdue=Count("unit", filter=unfinished & Q(due_on__lt=today)),
        waiting=Count("unit", filter=Q(state=rules.SENT)),
        week=Count("unit", filter=unfinished & Q(due_on__gte=today, due_on__lte=week_ends)),
    )
    return Numbers(week_ends=week_ends, **found)


@dataclass(frozen=True)
class UnitOverdue:
    """A unit with how many of its tasks are overdue and since when the oldest is."""

    unit_id: int
    name: str
    count: int
    worst_days: int


def worst_units(register: Register, today: date, *, most: int = 8) -> list[UnitOverdue]:
    """The units with the most overdue tasks, the most first."""
    rows = (
        Span.objects.filter(register=register, until=None, state__in=UNFINISHED, part__in=OWING, due_on__lt=today)
        .order_by()
        .values("unit_id", "unit__name", "unit__short_name")
        .annotate(count=Count("unit"), oldest=Min("due_on"))
        .order_by("-count", "oldest", "unit_id")[:most]
    )
    return [
        UnitOverdue(r["unit_id"], r["unit__short_name"] or r["unit__name"], r["count"], (today - r["oldest"]).days)
        for r in rows
    ]


@dataclass(frozen=True)
class Told:
    """An instruction of a leader and what became of it."""

    instruction: Instruction
    outcome: str
    is_late: bool


def instructions_given(actor: Actor, today: date, *, most: int = 8) -> list[Told]:
    """The latest instructions in the register: three queries at most."""
    given = Instruction.objects.visible_to(actor).filter(ladder__register=actor.register)
    rows = list(
        given.select_related("ladder__document", "ladder__unit", "by_post__person").order_by("-given_at", "-pk")[:most]
    )
    ladders = {row.ladder_id for row in rows}
    standing = set(Ladder.objects.standing().filter(pk__in=ladders).values_list("pk", flat=True)) if rows else set()
    return [_outcome(row, row.ladder_id in standing, today) for row in rows]


def _outcome(row: Instruction, stands: bool, today: date) -> Told:
    if not stands:
        return Told(row, "answered", False)
    late = row.follow_up_on is not None and row.follow_up_on < today
    return Told(row, "late" if late else "awaited", late)


def overdue_of_monitor(actor: Actor, today: date, *, most: int = 10) -> list[Assignment]:
    """Overdue tasks that the actor's post monitors, the oldest first."""
    held = Assignment.objects.overdue_on(today).filter(task__monitor=actor.post, task__register=actor.register)
    rows = held.select_related("task__document", "unit").defer(
        "task__folded", "task__document__folded", "task__document__abstract"
    )
    return list(rows.order_by("due_on", "pk")[:most])
