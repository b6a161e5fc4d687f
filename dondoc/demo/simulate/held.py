"""What is held of the directives under way until it is final: a row is written once, when nothing of it will change any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dondoc.demo.simulate.acts import PaperPlan, TaskPlan
from dondoc.tasks.rules import State
from dondoc.units.models import Post, Unit


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
    words: tuple[str, str] = ("", "")
    closed_at: datetime | None = None
    assignments: list[HeldAssignment] = field(default_factory=list)
    now: dict[str, HeldAssignment] = field(default_factory=dict)
    """The assignment of each unit that has not ended, by the unit's code."""
    audience: dict[int, tuple[int, str]] = field(default_factory=dict)
    duties: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    results: list[int] = field(default_factory=list)
    left: int = 0
    """How many acts are still to come."""

    def answering(self) -> list[HeldAssignment]:
        """Those that owe a result."""
        return [row for row in self.assignments if row.part != "coordinating"]


@dataclass(slots=True)
class HeldSlip:
    """A slip as a row that is not yet final."""

    row: list[Any]
    is_waiting: bool = True
    lines: list[list[Any]] = field(default_factory=list)


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
    items: dict[int, list[Any]] = field(default_factory=dict)
    slips: list[HeldSlip] = field(default_factory=list)
    decided: list[date] = field(default_factory=list)
    issued: int = 0
    duties: dict[tuple[str, int], list[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class HeldDirective:
    """A directive with its tasks that are not final, and its ladders."""

    pk: int
    matter: int
    paper: PaperPlan
    code: str
    field_id: int
    words: tuple[str, str]
    tasks: dict[int, HeldTask] = field(default_factory=dict)
    readers: set[int] = field(default_factory=set)
    ladders: dict[int, HeldLadder] = field(default_factory=dict)
    rounds: dict[int, int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    """Unit → how many tasks it answers for that were not taken from it."""
    left: int = 0
