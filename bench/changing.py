"""The measured rows that change the data: a verb, a day's tick, a late holiday. They run on a copy."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from bench import processes, timing, verbs
from bench.bare import Bare
from bench.browser import Browser
from bench.facts import Facts
from bench.house import House, Server, working
from bench.outcome import MEETS, MISSES, Row
from dondoc.clock import now
from dondoc.demo.province import PASSWORD

VERB, TICK, SLOWEST, HOLIDAY = 0.050, 60.0, 1.0, 300.0
DUE, SLIPS, TOUCHED = 5_000, 300, 300_000  # of a million tasks
TICK_CAP, HOLIDAY_CAP = 900.0, 1800.0


@dataclass(frozen=True)
class Scene:
    """Everything the rows need: the copy's house, a server on it, a connection beside, everybody signed in."""

    house: House
    server: Server
    bare: Bare
    facts: Facts
    browsers: dict[str, Browser]

    @property
    def part(self) -> float:
        """How large the data are, measured by the million tasks for which the budgets are."""
        return self.facts.tasks / 1_000_000

    def reporter(self, part: float) -> verbs.Reporter:
        """Officers with a part of what waits for a result."""
        return verbs.Reporter.of(self.bare, self.facts, self.server.port, PASSWORD, part=part)


def reports(scene: Scene) -> Iterable[Row]:
    """A unit reports results: one officer, then with a file of 200 KiB."""
    yield _report(scene, "report a result", with_file=False)
    yield _report(scene, "report a result, file of 200 KiB", with_file=True)


def _report(scene: Scene, name: str, *, with_file: bool) -> Row:
    reporter = scene.reporter(0.25)
    most = min(50, len(reporter.waiting))
    before = scene.server.cpu_seconds()
    tries = timing.repeat(lambda _number: reporter.report(with_file=with_file), most=most, cap=20)
    used = (scene.server.cpu_seconds() - before) / len(tries.seconds)
    reporter.check(scene.bare)
    verdict = MEETS if tries.p95 <= VERB else MISSES
    note = f"form {reporter.forms.p95 * 1000:.0f} ms; {reporter.acknowledged} acknowledged, all kept once"
    row = Row(name, f"{VERB * 1000:.0f}", verdict, note=note)
    row.p50, row.p95, row.cpu = tries.p50 * 1000, tries.p95 * 1000, used * 1000
    return row


def tick(scene: Scene) -> Iterable[Row]:
    """The first working day that brings enough: what it brings, in how long, and how long a user waited meanwhile."""
    day, coming = _busy_day(scene)
    reporter = scene.reporter(0.5)
    with verbs.Beside(reporter) as beside:
        done = scene.house.run("tick", "--at", f"{day.isoformat()}T08:00", "--json", cap=TICK_CAP)
    if beside.failed is not None:
        raise beside.failed
    reporter.check(scene.bare)
    acts = {name: count for name, count in json.loads(done.said)["acts"].items() if count}
    told = ", ".join(f"{count} {name}" for name, count in acts.items())
    short = "" if coming else "fewer than the budget speaks of; "
    budget = f"{TICK:.0f} s"
    verdict = MEETS if done.seconds <= TICK else MISSES
    yield Row("tick", budget, verdict, figure=f"{done.seconds:.1f} s", note=f"{short}{told}; {done.peak:.0f} MiB")
    yield _slowest("a verb during tick", beside)


def _slowest(name: str, beside: verbs.Beside) -> Row:
    if beside.failed is not None:
        raise beside.failed
    verdict = MEETS if beside.slowest <= SLOWEST else MISSES
    note = f"slowest of {len(beside.tries.seconds)} forms opened and sent; median {beside.tries.p50 * 1000:.0f} ms"
    return Row(name, f"{SLOWEST * 1000:.0f}", verdict, figure=f"{beside.slowest * 1000:.0f}", note=note)


def _busy_day(scene: Scene) -> tuple[date, bool]:
    """The first of the coming weeks on which as much falls due as the budget speaks of, else the one with most."""
    best, most = scene.facts.today + timedelta(days=1), -1
    for ahead in range(1, 22):
        day = scene.facts.today + timedelta(days=ahead)
        if day.weekday() >= 5:
            continue
        said = scene.house.run("tick", "--dry-run", "--at", f"{day.isoformat()}T08:00", "--json", cap=TICK_CAP)
        acts = json.loads(said.said)["acts"]
        due, slips = sum(acts.values()), acts.get("urging.prepare", 0)
        if due >= DUE * scene.part and slips >= SLIPS * scene.part:
            return day, True
        if due > most:
            best, most = day, due
    return best, False


_ACROSS = """
SELECT count(*) FROM duties_duty d WHERE d.closed_at IS NULL AND d."limit" <> ''
  AND ((d.event_on <= :day AND d.due_on >= :day) OR (d.due_on <= :day AND d.event_on >= :day))
"""
_LEFT = "SELECT count(*) FROM jobs_job WHERE done_at IS NULL AND kind LIKE 'calendar%'"
_PARKED = "SELECT count(*) FROM jobs_job WHERE parked_at IS NOT NULL AND kind LIKE 'calendar%'"
_BATCHES = "SELECT count(*) FROM jobs_job WHERE done_at IS NOT NULL AND kind LIKE 'calendar%' AND run_at >= :since"


_VERSION = "SELECT max(id) FROM gazette_calendarversion"
_TOLD = "SELECT matter_id FROM journal_entry WHERE verb = 'duty.moved' AND recorded_at >= :since"
_DEADLINES = "SELECT matter_id FROM journal_entry WHERE verb = 'task.due_date_moved' AND recorded_at >= :since"


class NotCounted(Exception):
    """After the holiday a duty was moved twice, or the journal does not tell each move once."""


def holiday(scene: Scene) -> Iterable[Row]:
    """A day off that is announced late: every open duty across it is counted again; the worker is killed once meanwhile."""
    day, touched = _busiest(scene)
    before = scene.bare.rows(_VERSION)[0][0]
    reporter = scene.reporter(1.0)
    since, begun = now(), time.monotonic()
    with ExitStack() as stack:
        beside = stack.enter_context(verbs.Beside(reporter))
        worker = stack.enter_context(_interrupted(scene, since, touched))
        verbs.amend_calendar(scene.browsers["head"].window(), f"{day:%d/%m/%Y}")
        while scene.bare.rows(_LEFT)[0][0] and time.monotonic() - begun < HOLIDAY_CAP:
            worker.kill_once()
            time.sleep(0.2)
        seconds = time.monotonic() - begun
        peak = worker.peak()
    moved = _check(scene, before, since)
    limit = HOLIDAY * max(touched, 1) / TOUCHED
    end = "worker killed after a third and resumed" if worker.killed else "over before the worker could be killed"
    note = f"{touched:,} duties touched, {moved:,} moved, each once; {end}"
    parked = scene.bare.rows(_PARKED)[0][0]
    verdict = MEETS if seconds <= max(limit, 90) and not parked else MISSES
    yield Row("a late holiday", f"{HOLIDAY:.0f} s", verdict, figure=f"{seconds:.1f} s", note=f"{note}; {peak:.0f} MiB")
    yield _slowest("a verb during the holiday", beside)


def _busiest(scene: Scene) -> tuple[date, int]:
    days = [scene.facts.today + timedelta(days=ahead) for ahead in range(1, 15)]
    counted = [(scene.bare.rows(_ACROSS, day=day)[0][0], day) for day in days if day.weekday() < 5]
    most = max(counted)
    return most[1], most[0]


class _Worker:
    """A worker that is killed once when a third of the batches is done, and followed by another one."""

    def __init__(self, scene: Scene, since: object, touched: int, stack: ExitStack) -> None:
        self.scene, self.since, self.touched, self.stack = scene, since, touched, stack
        self.killed, self.highest = False, 0.0
        self.process = stack.enter_context(working(scene.house))

    def kill_once(self) -> None:
        """Kill it when it is in the middle; start the next one at once, as a service manager would."""
        self.highest = max(self.highest, processes.memory_mib(self.process.pid)[1])
        done = self.scene.bare.rows(_BATCHES, since=self.since)[0][0]
        if self.killed or done < max(1, self.touched // 3000):
            return
        self.process.kill()
        self.process.wait()
        self.killed = True
        self.process = self.stack.enter_context(working(self.scene.house))

    def peak(self) -> float:
        """The highest resident memory of either, in MiB."""
        return max(self.highest, processes.memory_mib(self.process.pid)[1])


@contextmanager
def _interrupted(scene: Scene, since: object, touched: int) -> Iterator[_Worker]:
    with ExitStack() as stack:
        yield _Worker(scene, since, touched, stack)


def _check(scene: Scene, before: int, since: object) -> int:
    """How many duties moved; each once, and each told once in the journal.

    Raises:
        NotCounted: otherwise.
    """
    version = scene.bare.rows(_VERSION)[0][0]
    moved = "SELECT earlier, matter_id FROM duties_duty WHERE calendar_version_id = :version"
    rows = scene.bare.rows(moved, version=version)
    # A deadline that the directive gives as a span takes its duties along, and one entry tells of all of them.
    along = {row[0] for row in scene.bare.rows(_DEADLINES, since=since)}
    told = sum(row[0] not in along for row in scene.bare.rows(_TOLD, since=since))
    times, alone = [], 0
    for written, matter in rows:
        earlier = written if isinstance(written, list) else json.loads(written)
        times.append(sum(move.get("calendar") == version for move in earlier))
        alone += times[-1] if matter not in along else 0
    if version == before or any(count > 1 for count in times) or told != alone:
        raise NotCounted(
            f"version {version}, {sum(times)} moves, {max(times, default=0)} at most of one duty, {told} of {alone} told"
        )
    return sum(times)
