"""The measured rows that leave the data as they are: pages beside their SQL, reports in Word, memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench import comparing, processes, timing
from bench.bare import Bare
from bench.browser import Browser
from bench.facts import Facts
from bench.house import ROOT, House, Server
from bench.outcome import FAILED, MEETS, MISSES, Outcome, Row
from bench.pages import BESIDE_SQL, MOST_QUERIES, TIMES_SQL, WHOLE, Page

ONE_CLIENT, EIGHT_CLIENTS, BARE = 60, 160, 40
CAP, BARE_CAP = 6.0, 4.0  # seconds of each part of a row
WORD = {40: 1.0, 1000: 2.0}
MEMORY_MIB = 300


@dataclass(frozen=True)
class Counted:
    """What the counting server said of a page: queries at most, seconds in SQL on average."""

    queries: int
    in_sql: float


def sign_in(port: int, facts: Facts, password: str) -> dict[str, Browser]:
    """Everybody whose pages are measured, signed in through the form."""
    found = {}
    for who, someone in facts.people.items():
        found[who] = Browser(port)
        found[who].sign_in(someone.username, password)
    return found


def count(page: Page, browsers: dict[str, Browser], bare: Bare) -> Counted:
    """Compare the page with its SQL, and count its queries (the second time: what is kept by process is then there).

    Raises:
        Different: see `comparing`.
    """
    browser = browsers[page.who]
    comparing.compare(page, browser, bare)
    answers = [browser.page(path) for path in page.paths]
    answers = [browser.page(path) for path in page.paths[:20]]
    in_sql = sum(answer.in_sql or 0.0 for answer in answers) / len(answers)
    return Counted(max(answer.queries or 0 for answer in answers), in_sql)


def measure(page: Page, browsers: dict[str, Browser], bare: Bare, server: Server, counted: Counted) -> Iterable[Row]:
    """The page with one client, with eight, and its SQL."""
    browser = browsers[page.who]
    first = [browser.page(path) for path in page.paths]
    before = server.cpu_seconds()
    alone = timing.one(browser, page.paths, most=ONE_CLIENT, cap=CAP)
    crowd = timing.several(browser, page.paths, clients=8, most=EIGHT_CLIENTS, cap=CAP)
    used = server.cpu_seconds() - before
    asked = len(alone.seconds) + len(crowd.seconds)
    sql = _bare(page, bare) if page.sql else None
    row = Row(
        page.name, "", p50=alone.p50 * 1000, p95=alone.p95 * 1000, p95_of_many=crowd.p95 * 1000,
        cpu=used / asked * 1000, queries=counted.queries, in_sql=counted.in_sql * 1000,
        kib=sum(len(answer.body) for answer in first) / len(first) / 1024,
    )  # fmt: skip
    yield _judge(row, page, alone.p95, sql)


def _bare(page: Page, bare: Bare) -> float:
    statements = comparing.statements_of(page, bare.vendor)
    words = page.words

    def run(number: int) -> float:
        return bare.run(statements, words[number % len(words)])[1]

    timing.repeat(run, most=timing.LEAST, cap=BARE_CAP)
    return timing.repeat(run, most=BARE, cap=BARE_CAP).p95


def _judge(row: Row, page: Page, p95: float, sql: float | None) -> Row:
    limit = WHOLE
    if sql is not None:
        row.bare_p95, row.ratio = sql * 1000, p95 / sql
        if page.budget is None:
            limit = min(WHOLE, TIMES_SQL * sql + BESIDE_SQL)
    limit = page.budget or limit
    row.budget = f"{limit * 1000:.0f}"
    why = []
    if p95 > limit:
        why.append("time")
    if (row.queries or 0) > MOST_QUERIES:
        why.append("queries")
    row.verdict, row.note = (MISSES, ", ".join(why)) if why else (MEETS, "")
    return row


def words_of_reports(browsers: dict[str, Browser], facts: Facts, house: House) -> Iterable[Row]:
    """The synthesis as a Word file through its page, and a table of a thousand rows through the same layout."""
    path = f"/bao-cao/phu-luc-v.docx?ngay={facts.day.isoformat()}"
    tries = timing.one(browsers["leader"], [path], most=12, cap=CAP)
    yield _figure("Word report, a row for each unit", WORD[40], tries.p95)
    watched = processes.Watched(
        [sys.executable, "-m", "bench.thousand", "1000"], env=house.env(), cwd=ROOT, log=house.log
    )  # fmt: skip
    if watched.run(60) != 0:
        yield Row("Word report of 1,000 rows", "2000", FAILED, note=f"see {house.log}")
        return
    yield _figure("Word report of 1,000 rows", WORD[1000], float(watched.said), f"{watched.peak:.0f} MiB")


def _figure(name: str, limit: float, seconds: float, note: str = "") -> Row:
    return Row(name, f"{limit * 1000:.0f}", MEETS if seconds <= limit else MISSES, p95=seconds * 1000, note=note)


def memory(server: Server, worker: int | None = None) -> Iterable[Row]:
    """The highest resident memory so far."""
    peak = server.peak_mib()
    yield Row(
        "memory of a web process, MiB", str(MEMORY_MIB), MEETS if peak <= MEMORY_MIB else MISSES, figure=f"{peak:.0f}"
    )  # fmt: skip
    if worker is not None:
        high = processes.memory_mib(worker)[1]
        yield Row("memory of the worker, MiB", "", "", figure=f"{high:.0f}")


def keep(outcome: Outcome, row: Row, path: Path | None) -> None:
    """Note the row at once: a run that is cut short has told what it found."""
    outcome.rows.append(row)
    if path is not None:
        outcome.write(path)
    shown = row.figure or ("" if row.p95 is None else f"{row.p95:.1f} ms")
    print(f"{time.strftime('%H:%M:%S')}  {row.name:<48} {shown:>12}  {row.verdict} {row.note}", flush=True)
