"""The whole register as a list while somebody works: how long it takes, what it costs, how long others wait."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from bench import processes, verbs
from bench.browser import Browser, Unexpected, hidden
from bench.changing import Scene
from bench.house import working
from bench.outcome import MEETS, MISSES, Row

ROWS, SECONDS, MEMORY_MIB, WAIT = 50_000, 15.0, 300, 1.0
LEAST = 5.0
"""Seconds that a list may take however short it is: the worker looks for work each two seconds."""
CAP = 1800.0
ALL = "/so-theo-doi/xuat/?status=all&view=assignment"
_MADE = "SELECT made_at, rows, size, failed FROM workspace_export ORDER BY id DESC LIMIT 1"
_LINK = re.compile(r'href="(/so-theo-doi/tai-ve/\d+/)"')


def export(scene: Scene) -> Iterable[Row]:
    """Every assignment of the register as Excel, then as CSV; each is fetched and counted."""
    for ending in ("xlsx", "csv"):
        yield from _export(scene, ending)


def _export(scene: Scene, ending: str) -> Iterable[Row]:
    reporter = scene.reporter(0.5)
    head = scene.browsers["head"].window()
    with working(scene.house) as worker, verbs.Beside(reporter) as beside:
        begun = time.monotonic()
        rows, size = _asked(scene, head, ending)
        seconds = time.monotonic() - begun
        peak = processes.memory_mib(worker.pid)[1]
        fetched, kept = _fetched(head, size)
    if beside.failed is not None:
        raise beside.failed
    reporter.check(scene.bare)
    limit = max(LEAST, rows / ROWS * SECONDS)
    note = f"{rows:,} rows, {rows / max(seconds, 0.001):,.0f} a second; {size / 2**20:.1f} MiB, fetched in {fetched:.1f} s; {kept}"
    yield Row(
        f"the whole register as {ending}",
        f"{limit:.0f} s",
        _verdict(seconds <= limit),
        figure=f"{seconds:.1f} s",
        note=note,
    )
    yield Row(
        f"memory of the worker ({ending}), MiB", str(MEMORY_MIB), _verdict(peak <= MEMORY_MIB), figure=f"{peak:.0f}"
    )  # fmt: skip
    row = Row("a verb meanwhile", f"{WAIT * 1000:.0f}", _verdict(beside.slowest <= WAIT))
    row.p50, row.p95 = beside.tries.p50 * 1000, beside.tries.p95 * 1000
    row.note = f"slowest of {len(beside.tries.seconds)}: {beside.slowest * 1000:.0f} ms"
    yield row


def _verdict(good: bool) -> str:
    return MEETS if good else MISSES


def _asked(scene: Scene, head: Browser, ending: str) -> tuple[int, int]:
    """Ask for the list and wait until it is made; its rows and bytes.

    Raises:
        Unexpected: it failed, or was short enough to come at once.
    """
    form = hidden(head.page("/so-theo-doi/?status=all&view=assignment").text)
    answer = head.post(ALL, {**form, "ending": ending})
    if answer.status != 302:
        raise Unexpected(f"{ALL}: {answer.status}; a list of at most 1,000 rows comes at once, take more tasks")
    last = time.monotonic() + CAP
    while time.monotonic() < last:
        made, rows, size, failed = scene.bare.rows(_MADE)[0]
        if failed:
            raise Unexpected(f"the list was not made: {failed}")
        if made is not None:
            return rows, size
        time.sleep(0.2)
    raise Unexpected(f"no list after {CAP:.0f} s")


def _fetched(head: Browser, size: int) -> tuple[float, str]:
    link = _LINK.search(head.page("/so-theo-doi/tai-ve/").text)
    if link is None:
        raise Unexpected("no link to the file")
    answer = head.page(link[1])
    if len(answer.body) != size:
        raise Unexpected(f"{size} bytes were made, {len(answer.body)} fetched")
    return answer.seconds, "whole"
