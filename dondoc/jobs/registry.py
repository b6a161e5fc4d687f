"""Who works which kind of job; rooms register their handlers when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Handler = Callable[[Mapping[str, Any], datetime], None]
Chore = Callable[[datetime], object]
Rule = Callable[[datetime, bool], int]
HANDLERS: dict[str, Handler] = {}
#: Kinds that read for long and write little: worked beside the others, outside any transaction.
APART: set[str] = set()
CHORES: list[Chore] = []
RULES: dict[str, Rule] = {}


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


def rule(name: str, function: Rule) -> None:
    """Add a rule of `tick`: does what is due at the instant, or only counts it; each subject and period once."""
    RULES[name] = function
