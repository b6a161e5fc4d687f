"""`bench/storms`: what comes at once. A day's tick, a late holiday, a morning, a list of everything; beside them somebody works."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import changing, databases, exporting, facts, measuring, mornings, running
from bench.bare import Bare
from bench.changing import Scene
from bench.house import House
from bench.outcome import FAILED, Outcome, Row

Storm = Callable[[Scene], Iterable[Row]]


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="bench/storms",
        description="A tick of a busy day, a late holiday (the worker is killed once in it), a morning on which everybody "
        "opens a desk, a list of the whole register: how long each takes, and how long others wait meanwhile.",
    )  # fmt: skip
    parser.add_argument("--tasks", type=int, default=2000, metavar="N", help="how many to simulate (default 2000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the simulation (default 1)")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--people", type=int, default=500, metavar="P", help="who come in the morning (default 500)")
    parser.add_argument("--minutes", type=float, default=5, metavar="M", help="within how long (default 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found here as well")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table for bench/README.md here")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the filled database in this folder")
    parser.add_argument("--reuse", type=Path, metavar="DIR", help="take the database that --keep left; work on a copy")
    parser.add_argument("--only", metavar="TEXT", help="only storms whose name holds the text")
    parser.add_argument("--cap", type=float, default=120, metavar="MINUTES", help="end after so long (default 120)")
    parser.set_defaults(demo=False)
    return parser.parse_args(words)


def storms(given: argparse.Namespace) -> list[tuple[str, Storm]]:
    """All of them; what changes most comes last."""
    morning = partial(mornings.morning, people=given.people, seconds=given.minutes * 60)
    return [
        ("morning", morning), ("export", exporting.export), ("tick", changing.tick), ("late holiday", changing.holiday),
    ]  # fmt: skip


def main(words: Sequence[str] | None = None) -> int:
    """0 when every storm was weathered within its budget; 1 otherwise."""
    given = arguments(words)
    found = Outcome({})
    running.end_in_order()
    signal.setitimer(signal.ITIMER_REAL, given.cap * 60)
    try:
        with ExitStack() as stack:
            _run(given, found, stack)
    except running.OutOfTime:
        found.notes.append(f"cut short after {given.cap:.0f} minutes")
    except KeyboardInterrupt:
        found.notes.append("interrupted")
    signal.setitimer(signal.ITIMER_REAL, 0)
    return running.tell(given, found)


def _run(given: argparse.Namespace, found: Outcome, stack: ExitStack) -> None:
    folder = running.folder(given, stack)
    opened = databases.sqlite if given.database == "sqlite" else databases.postgresql
    home = House(stack.enter_context(opened(folder)), folder)
    if given.reuse is None:
        running.fill(home, given, found)
    bare = Bare(home.database)
    known = facts.gather(bare)
    found.machine.update(running.machine(home.database, bare, known))
    bare.close()
    with running.scene(home, known) as there:
        for name, storm in storms(given):
            if given.only is None or given.only in name:
                _keep(found, given, name, partial(storm, there))
        for row in measuring.memory(there.server):
            measuring.keep(found, row, given.json)


def _keep(found: Outcome, given: argparse.Namespace, name: str, storm: Callable[[], Iterable[Row]]) -> None:
    """Take the rows as they come; a storm that fails is a row too, and the next one follows."""
    try:
        for row in storm():
            measuring.keep(found, row, given.json)
    except Exception as error:
        measuring.keep(found, Row(name, "", FAILED, note=f"{type(error).__name__}: {error}"), given.json)
