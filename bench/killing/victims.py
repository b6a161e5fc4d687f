"""One act in a process of its own: undisturbed to see what it does (rolled back), or as a victim."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.db import connection, connections, transaction

from bench.killing import pictures
from bench.killing.pictures import Changes, Picture
from bench.killing.points import Points, die
from dondoc.regulation import Refused

PATIENCE = 60.0


@dataclass(frozen=True)
class Act:
    """Something that is done: ``run(at)`` gives the answer. What a verb or a job needs of its surroundings is said here."""

    name: str
    run: Callable[[datetime], object]
    at: datetime
    again_at: datetime
    #: Several transactions: killed, it may have done some of them.
    steps: bool = False
    #: What cannot be seen undisturbed and rolled back (it reads beside the transaction) is proven by this instead.
    proof: Callable[[], list[str]] | None = None
    #: Notes its failures and goes on: that it came to its end promises nothing.
    silent: bool = False
    #: Reads the clock itself (a worker): it stands at ``at``.
    clocked: bool = False
    #: The second answer is the first one's row.
    token: bool = False
    #: No harm in doing it again: the second time writes it again, in the same words.
    twice: bool = False
    #: The second time it may be refused, when the first time it was done.
    refused: tuple[str, ...] = ()

    @property
    def timeless(self) -> bool:
        """Done later the second time: instants differ."""
        return self.again_at != self.at


@dataclass(frozen=True)
class Plan:
    """Whom to kill, and when: at the n-th moment of a kind, or so many seconds after the act began (kind "clock").

    ``whom`` is "process", or how the database is struck.
    """

    whom: str
    kind: str
    number: int = 0
    delay: float = 0.0

    def __str__(self) -> str:
        when = f"after {self.delay * 1000:.1f} ms" if self.kind == "clock" else f"{self.kind} {self.number}"
        return f"{self.whom}, {when}"


@dataclass
class Reference:
    """What an undisturbed run changes, how many moments it has, how long it takes."""

    changes: Changes
    counts: dict[str, int]
    seconds: float


@dataclass
class Ledger:
    """What came out of the victim before it died, written down by the one who waits."""

    acknowledged: str | None = None
    refused: str = ""
    failed: str = ""
    where: str = ""
    struck: bool = False
    lines: list[str] = field(default_factory=list)


def named(answer: object) -> str:
    """The row that a verb answers with, as text."""
    pk = getattr(answer, "pk", None)
    return f"{type(answer).__name__}:{pk}" if pk is not None else type(answer).__name__


@contextlib.contextmanager
def standing(act: Act, at: datetime) -> Iterator[None]:
    """The clock as the act needs it."""
    if not act.clocked:
        yield
        return
    with time_machine.travel(at, tick=False):
        yield


def _child(work: Callable[[], None]) -> int:
    """Fork; the child does the work and never comes back. No connection is shared."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class _NotKept(Exception):
    """Rolls the reference run back."""


def reference(act: Act, before: Picture, nowhere: int) -> Reference:
    """Let the act be done in a transaction that is rolled back, with files in a folder of its own, its mails to nobody."""
    reading, writing = os.pipe()

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder, os.fdopen(writing, "wb") as out:
            settings.FILES_DIR, settings.EMAIL_PORT = Path(folder), nowhere
            points = Points(folder)
            seconds = 0.0
            with contextlib.suppress(_NotKept), transaction.atomic():
                points.watch()
                begun = time.perf_counter()
                with standing(act, act.at):
                    act.run(act.at)
                seconds = time.perf_counter() - begun
                points.asleep = True
                found = pictures.changes(before, pictures.take(), timeless=act.timeless)
                raise _NotKept
            pickle.dump(Reference(found, points.counts, seconds), out)

    pid = _child(work)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    _, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError(f"{act.name}: the undisturbed run failed")
    result: Reference = pickle.loads(content)
    return result


def attempt(act: Act, plan: Plan, strike: Callable[[int | None], None] | None) -> Ledger:
    """Let a victim do the act under the plan; what it said before its end. ``strike`` kills the database and has it back."""
    said, saying = os.pipe()
    heard, telling = os.pipe()
    pid = _child(lambda: _be_victim(act, plan, saying, heard))
    os.close(saying)
    os.close(heard)
    listener = _Listener(plan, pid, strike)
    with os.fdopen(said, "rb", buffering=0) as lines, os.fdopen(telling, "wb", buffering=0) as go:
        listener.listen(lines, go)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        listener.ledger.failed = listener.ledger.failed or f"the victim ended by itself ({status})"
    return listener.ledger


class _Listener:
    """Reads what the victim says, strikes when the moment has come, and notes both."""

    def __init__(self, plan: Plan, pid: int, strike: Callable[[int | None], None] | None) -> None:
        self.plan, self.pid, self.strike, self.ledger = plan, pid, strike, Ledger()
        self.backend: int | None = None
        self.fires_at: float | None = None

    def listen(self, lines: Any, go: Any) -> None:
        """Until the victim says nothing more."""
        until, rest = time.monotonic() + PATIENCE, b""
        while (left := (self.fires_at or until) - time.monotonic()) > 0 or self.fires_at is not None:
            ready, _, _ = select.select([lines], [], [], max(0.0, left))
            if not ready:
                if self.fires_at is None:
                    break
                self.fire("by the clock")
                continue
            chunk = lines.read(65536)
            if not chunk:
                return
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                self.hear(line.decode(), go)
        os.kill(self.pid, signal.SIGKILL)
        self.ledger.failed = "the victim did not come to an end"

    def hear(self, line: str, go: Any) -> None:
        """One line of the victim."""
        sort, _, text = line.partition(" ")
        self.ledger.lines.append(line)
        if sort == "began":
            self.backend = int(text) if text else None
            self.fires_at = time.monotonic() + self.plan.delay if self.plan.kind == "clock" else None
        elif sort == "point":
            self.ledger.struck, self.ledger.where = True, text
            if self.plan.whom != "process" and self.strike is not None:
                self.strike(self.backend)
                go.write(b"go\n")
        else:
            self.fires_at = None
            setattr(self.ledger, {"answer": "acknowledged"}.get(sort, sort), text)

    def fire(self, where: str) -> None:
        """The moment of the clock."""
        self.fires_at, self.ledger.struck, self.ledger.where = None, True, where
        if self.plan.whom == "process":
            os.kill(self.pid, signal.SIGKILL)
        elif self.strike is not None:
            self.strike(self.backend)


def _be_victim(act: Act, plan: Plan, saying: int, heard: int) -> None:
    def say(sort: str, text: object = "") -> None:
        os.write(saying, f"{sort} {text}".replace("\n", " ").strip().encode() + b"\n")

    def reached() -> None:
        say("point", points.where)
        die() if plan.whom == "process" else os.read(heard, 16)

    points = Points(str(settings.FILES_DIR), plan.kind, plan.number, reached)
    if connection.vendor == "postgresql":
        connection.ensure_connection()
    points.watch()
    say("began", connection.connection.info.backend_pid if connection.vendor == "postgresql" else "")
    try:
        with standing(act, act.at):
            answer = act.run(act.at)
        if plan.kind == "answer" and plan.number == 1:
            points.where = "done and not yet told"
            reached()
        say("answer", named(answer))
    except Refused as refused:
        say("refused", refused.refusal.code)
    except Exception as error:
        say("failed", f"{type(error).__name__}: {error}"[:300])
    die()
