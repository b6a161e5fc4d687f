"""Who works which kind of job; rooms register their handlers when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Handler = Callable[[Mapping[str, Any], datetime], None]
Chore = Callable[[datetime], object]
Rule = Callable[..., int]
"""Called with the instant and whether it only counts; one that issues something also with its `Passage`."""


@dataclass(frozen=True)
class Portion:
    """So many acts of a rule for one unit of a register, because of one day; one of the matters that they are about."""

    register_id: int
    unit_id: int
    day: date
    count: int
    matter_id: int


@dataclass(frozen=True)
class Passage:
    """The registers that a rule leaves alone in this tick, and those for which it tells nobody of what it does."""

    held: frozenset[int] = frozenset()
    quiet: frozenset[int] = frozenset()


OPEN = Passage()
Ahead = Callable[[datetime], Iterable[Portion]]
Forecast = Mapping[str, list[Portion]]


class Gate:
    """Who says before a tick issues anything which registers wait, and hears afterwards what was issued."""

    def let_through(self, at: datetime, forecast: Forecast, *, dry_run: bool) -> Passage:
        """Which registers wait."""
        return OPEN

    def passed(self, at: datetime, forecast: Forecast, passage: Passage) -> None:
        """Every rule has issued what it had for the registers that did not wait."""


HANDLERS: dict[str, Handler] = {}
#: Kinds that read for long and write little: worked beside the others, outside any transaction.
APART: set[str] = set()
CHORES: list[Chore] = []
RULES: dict[str, Rule] = {}
#: Of the rules that issue something to people: what they would issue.
AHEAD: dict[str, Ahead] = {}
GATES: list[Gate] = []


def handler(kind: str, *, apart: bool = False) -> Callable[[Handler], Handler]:
    """Mark the function that works jobs of the kind.

    ``apart``: it takes minutes, opens its own short transactions, is safe to begin again, and holds up no other job.
    """

    def mark(function: Handler) -> Handler:
        HANDLERS[kind] = function
        if apart:
            APART.add(kind)
        return function

    return mark


def chore(function: Chore) -> None:
    """Add something that every turn of the worker does (sealing, mail, tick); safe to run twice."""
    if function not in CHORES:
        CHORES.append(function)


def rule(name: str, function: Rule, *, ahead: Ahead | None = None) -> None:
    """Add a rule of `tick`: does what is due at the instant, or only counts it; each subject and period once.

    A rule that sends something to people says with ``ahead`` what it would send; it then takes a `Passage` as well.
    """
    RULES[name] = function
    AHEAD.pop(name, None)
    if ahead is not None:
        AHEAD[name] = ahead


def gate(found: Gate) -> None:
    """Let this one say what may go out."""
    GATES[:] = [found]
