"""How long things take: percentiles of many tries by one client and by several at once, each bounded in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.browser import Browser

LEAST = 5


@dataclass
class Tries:
    """Seconds of each try."""

    seconds: list[float] = field(default_factory=list)

    def percentile(self, part: float) -> float:
        """The value below which the part of all tries lies (the next higher try); 0 without tries."""
        if not self.seconds:
            return 0.0
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    @property
    def p50(self) -> float:
        """The median."""
        return self.percentile(0.5)

    @property
    def p95(self) -> float:
        """Nineteen of twenty take no longer."""
        return self.percentile(0.95)


def repeat(act: Callable[[int], float], *, most: int, cap: float) -> Tries:
    """Let ``act`` (which gets the number of the try and gives its seconds) be done ``most`` times or for ``cap`` seconds."""
    tries, last = Tries(), time.monotonic() + cap
    for number in range(most):
        if number >= LEAST and time.monotonic() > last:
            break
        tries.seconds.append(act(number))
    return tries


def one(browser: Browser, paths: Sequence[str], *, most: int, cap: float) -> Tries:
    """Pages asked for by one client, one after the other."""
    return repeat(lambda number: browser.page(paths[number % len(paths)]).seconds, most=most, cap=cap)


def several(browser: Browser, paths: Sequence[str], *, clients: int, most: int, cap: float) -> Tries:
    """The same by several clients at once, each with its own connection; ``most`` is of all together.

    Raises:
        Exception: whatever a client met first.
    """
    all_tries, failed = Tries(), list[Exception]()
    windows = [browser.window() for _ in range(clients)]

    def ask(place: int) -> None:
        try:
            shifted = [paths[(place + step) % len(paths)] for step in range(len(paths))]
            found = one(windows[place], shifted, most=max(LEAST, most // clients), cap=cap)
            all_tries.seconds.extend(found.seconds)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=ask, args=(place,), daemon=True) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return all_tries
