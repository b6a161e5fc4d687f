"""What is held of the directives under way until it is final: a row is written once, when nothing of it will change any more."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as of
from datetime import date, datetime
from typing import Any

from dondoc.demo.simulate.acts import TaskPlan
from dondoc.tasks.rules import ENDED, State
from dondoc.units.models import Field, Post, Unit


@dataclass(slots=True)
class HeldAssignment:
    """An assignment with its open span."""

    pk: int
    unit: Unit
    part: str
    replaces: int | None
    state: State
    span: int = 0
    since: datetime | None = None
    since_text: str = ""
    turned_at: datetime | None = None
    """The last fact after which a unit that is overdue is asked anew why."""
    restarted_on: date | None = None
    """The day of the last fact that gave the task to the unit (again): a ladder is counted from it."""
    is_replaced: bool = False


@dataclass(slots=True)
class HeldTask:
    """A task with what is open under it."""

    pk: int
    matter: int
    plan: TaskPlan
    due_on: date | None
    due_kind: str
    due_trace: str | None
    monitor: Post | None
    opened_at: datetime
    having: tuple[Unit, ...] = ()
    """The units whose names the search key holds."""
    closed_at: datetime | None = None
    assignments: list[HeldAssignment] = of(default_factory=list)
    audience: dict[int, tuple[int, str]] = of(default_factory=dict)
    duties: list[list[Any]] = of(default_factory=list)
    results: list[int] = of(default_factory=list)
    left: int = 0
    """How many acts are still to come."""

    def now(self, unit: str) -> HeldAssignment:
        """The assignment of the unit with the code that has not ended."""
        return next(row for row in self.assignments if row.unit.code == unit and row.state.state != ENDED)

    def answering(self) -> list[HeldAssignment]:
        """Those that owe a result."""
        return [row for row in self.assignments if row.part != "coordinating"]


@dataclass(slots=True)
class HeldSlip:
    """A slip as a row that is not yet final."""

    row: list[Any]
    is_waiting: bool = True
    lines: list[list[Any]] = of(default_factory=list)


@dataclass(slots=True)
class HeldLadder:
    """A round under way."""

    pk: int
    matter: int
    unit: Unit
    round: int
    counted_from: date
    step: str
    next_on: date | None
    stepped_on: date
    opened_at: datetime
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    items: dict[int, list[Any]] = of(default_factory=dict)
    slips: list[HeldSlip] = of(default_factory=list)
    decided: list[date] = of(default_factory=list)
    issued: int = 0
    duties: list[list[Any]] = of(default_factory=list)


@dataclass(slots=True)
class HeldDirective:
    """A directive with its tasks that are not final, and its ladders."""

    pk: int
    matter: int
    code: str
    abstract: str
    issued_on: date
    field: Field
    tasks: dict[int, HeldTask] = of(default_factory=dict)
    readers: set[int] = of(default_factory=set)
    ladders: dict[int, HeldLadder] = of(default_factory=dict)
    rounds: dict[int, int] = of(default_factory=dict)
    given: dict[int, int] = of(default_factory=dict)
    """Unit → how many tasks it answers for that were not taken from it."""
    left: int = 0
