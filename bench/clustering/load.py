"""People who report progress while parts fall: each form has its token, and is sent until somebody says that it is done."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.browser import Answer, Browser, Unexpected, hidden

MARK = "cum"
#: Seconds between two tries, and between two reports of the same person.
AGAIN, PAUSE = 0.5, 0.1
#: A try that takes longer has failed for the person who waits.
PATIENCE = 30.0
#: How long a person goes on trying before giving up; nothing of the cluster may take so long.
STUBBORN = 180.0


@dataclass(frozen=True)
class Done:
    """A report that was acknowledged: its text, when (monotonic), how often it was sent."""

    text: str
    at: float
    tries: int


@dataclass
class Person(threading.Thread):
    """One person with one window, who reports progress on tasks of the unit in turn until told to stop."""

    number: int
    port: int
    username: str
    password: str
    assignments: Sequence[int]
    stop: threading.Event
    done: list[Done] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(name=f"person {self.number}", daemon=True)
        self.browser = Browser(self.port, timeout=PATIENCE)

    def __hash__(self) -> int:
        return self.number

    def sign_in(self) -> None:
        """Before anything falls."""
        self.browser.sign_in(self.username, self.password)

    def run(self) -> None:
        """Report after report."""
        count = 0
        while not self.stop.is_set():
            count += 1
            self._report(self.assignments[count % len(self.assignments)], f"{MARK} {self.number}-{count}")
            self.stop.wait(PAUSE)

    def _report(self, assignment: int, text: str) -> None:
        path, last = f"/viec/{assignment}/tinh-hinh/", time.monotonic() + STUBBORN
        begun = time.monotonic()
        form = self._until(path, None, last)
        if form is None:
            return  # nothing was sent
        fields = {**hidden(form.text), "text": text, "percent": "50", "paper_sent_on": ""}
        tries = 0
        while (answer := self._until(path, fields, last, once=True)) is None or answer.status != 302:
            tries += 1
            if time.monotonic() > last or (answer is not None and answer.status < 500):
                self.given_up.append(text)
                return
        if not answer.location.startswith("/nhiem-vu/"):
            raise Unexpected(f"{path}: sent to {answer.location}")
        self.done.append(Done(text, time.monotonic(), tries + 1))
        self.slowest = max(self.slowest, time.monotonic() - begun)

    def _until(self, path: str, fields: dict[str, str] | None, last: float, *, once: bool = False) -> Answer | None:
        """The page, asked for until it comes; or one try of a form. What was met instead is counted."""
        while True:
            try:
                answer = self.browser.get(path) if fields is None else self.browser.post(path, fields)
                if answer.status in {200, 302}:
                    return answer
                self.met[str(answer.status)] += 1
            except (OSError, http.client.HTTPException) as error:
                answer = None
                self.met[type(error).__name__] += 1
                self.browser.connection.close()
            if answer is not None and answer.status < 500:
                return answer
            time.sleep(AGAIN)
            if once or time.monotonic() > last:
                return answer if once else None


def longest_gap(done: Sequence[Done], since: float, until: float) -> float:
    """The longest time without an acknowledgement between two instants, in seconds."""
    moments = sorted([since, until, *(one.at for one in done if since <= one.at <= until)])
    return max(after - before for before, after in itertools.pairwise(moments))
