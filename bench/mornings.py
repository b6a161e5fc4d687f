"""A morning: everybody signs in and opens a desk within a few minutes, each at a moment of their own."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from bench.browser import Browser
from bench.changing import Scene
from bench.outcome import MEETS, MISSES, Row
from bench.timing import Tries
from dondoc.demo.province import PASSWORD

DESK, SIGN_IN = 0.150, 1.0
AT_ONCE = 64
"""Visitors who may be waiting for an answer at the same moment: more would only wait in our own queue."""

_PEOPLE = """
SELECT DISTINCT pe.username FROM units_person pe JOIN units_post po ON po.person_id = pe.id
WHERE pe.is_active AND po.valid_until IS NULL AND po.role <> 'administrator' ORDER BY pe.username
"""


def morning(scene: Scene, *, people: int, seconds: float) -> Iterable[Row]:
    """So many people, of every role, spread evenly and at random over the time; who is there twice opens two windows."""
    names = [row[0] for row in scene.bare.rows(_PEOPLE)]
    chance = random.Random(1)
    comers = [chance.choice(names) for _ in range(people)] if people > len(names) else chance.sample(names, people)
    moments = sorted(chance.uniform(0, seconds) for _ in comers)
    signed, desks, met = Tries(), Tries(), Counter[str]()
    begun, used = time.monotonic(), scene.server.cpu_seconds()

    def come(name: str, moment: float) -> None:
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        try:
            _come(scene.server.port, name, signed, desks)
        except Exception as error:
            met[f"{type(error).__name__}: {error}"[:120]] += 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(come, comers, moments))
    took = time.monotonic() - begun
    cpu = scene.server.cpu_seconds() - used
    told = "; ".join(f"{count} × {what}" for what, count in met.most_common(3))
    note = f"{people} people in {took:.0f} s, {sum(met.values())} errors, {cpu / took:.2f} cores busy" + (
        f" ({told})" if met else ""
    )
    good = not met and desks.seconds
    row = Row("a desk in the morning", f"{DESK * 1000:.0f}", MEETS if good and desks.p95 <= DESK else MISSES, note=note)
    row.p50, row.p95, row.cpu = desks.p50 * 1000, desks.p95 * 1000, cpu / max(1, people) * 1000
    yield row
    row = Row("signing in meanwhile", f"{SIGN_IN * 1000:.0f}", MEETS if good and signed.p95 <= SIGN_IN else MISSES)
    row.p50, row.p95 = signed.p50 * 1000, signed.p95 * 1000
    yield row


def _come(port: int, name: str, signed: Tries, desks: Tries) -> None:
    """Sign in through the form, open the desk, go and fetch coffee."""
    browser = Browser(port)
    begun = time.perf_counter()
    browser.sign_in(name, PASSWORD)
    signed.seconds.append(time.perf_counter() - begun)
    desks.seconds.append(browser.page("/").seconds)
    browser.connection.close()
