"""A verb as a unit does it: report a result through the pages, each on another task, each answer checked in the tables."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlencode

from bench.bare import Bare
from bench.browser import Browser, Unexpected, hidden
from bench.facts import Facts
from bench.timing import Tries
from dondoc.clock import now

MARK = "ket-qua-do-toc-do"
FILE = b"%PDF-1.4\n" + b"% a scanned report of ordinary size\n" * 5600  # about 200 KiB

_WAITING = """
SELECT a.id, a.task_id, pe.username FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
JOIN documents_document p ON p.id = t.document_id JOIN units_post po ON po.unit_id = a.unit_id
JOIN units_person pe ON pe.id = po.person_id
WHERE a.part IN ('lead', 'each') AND a.state IN ('not_started', 'in_progress') AND a.closed_at IS NULL AND t.closed_at IS NULL
  AND p.purged_at IS NULL AND p.issued_on <= :today AND po.role = 'unit_officer' AND po.valid_until IS NULL AND pe.is_active
ORDER BY a.id
"""
MOST, UNITS = 4000, 8
_KEPT = """
SELECT count(DISTINCT k.assignment_id), count(*),
  (SELECT count(*) FROM journal_entry e WHERE e.verb = 'task.result_sent' AND e.recorded_at >= :since),
  (SELECT count(*) FROM duties_duty d WHERE d.kind = 'appraise' AND d.opened_at >= :since),
  (SELECT count(*) FROM journal_notice n WHERE n.kind = 'task.result_sent' AND n.created_at >= :since)
FROM tasks_fact k WHERE k.kind = 'result_sent' AND k.recorded_at >= :since
"""


class NotKept(Exception):
    """What was acknowledged is not in the tables exactly once."""


@dataclass
class Officer:
    """An officer of a unit, signed in, who has said that nothing is secret."""

    browser: Browser
    answer: str

    @classmethod
    def signed_in(cls, port: int, username: str, password: str, assignment: int) -> Officer:
        """Through the forms: sign-in, then the first question of every form with files, answered for twelve hours."""
        browser = Browser(port)
        browser.sign_in(username, password)
        asked = browser.get(f"/viec/{assignment}/ket-qua/gui/")
        fields = hidden(browser.page(asked.location).text)
        return cls(browser, browser.post(asked.location, {**fields, "secret": "no"}).location.partition("?")[2])


@dataclass
class Reporter:
    """Officers of the units with most to do, who report results in turn until none of the tasks is left."""

    officers: dict[str, Officer]
    waiting: list[tuple[int, int, str]]
    since: datetime
    acknowledged: int = 0
    forms: Tries = field(default_factory=Tries)

    @classmethod
    def of(cls, bare: Bare, facts: Facts, port: int, password: str, *, part: float = 1.0) -> Reporter:
        """With a part of the tasks whose result may be sent.

        Raises:
            Unexpected: there is no such task.
        """
        rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for assignment, task, username in bare.rows(_WAITING, today=facts.today):
            rows[username].append((assignment, task, username))
        busiest = sorted(rows.values(), key=len, reverse=True)[:UNITS]
        if not busiest:
            raise Unexpected("no task is left whose result could be reported")
        officers = {held[0][2]: Officer.signed_in(port, held[0][2], password, held[0][0]) for held in busiest}
        turns = [row for turn in zip_longest(*busiest) for row in turn if row is not None]
        return cls(officers, turns[: max(1, int(min(len(turns), MOST) * part))][::-1], now())

    def report(self, *, with_file: bool = False) -> float:
        """Open the form, fill it in, send it; the seconds of the sending alone.

        Raises:
            Unexpected: no task is left, or the form came back.
        """
        if not self.waiting:
            raise Unexpected("no task is left whose result could be reported")
        assignment, task, username = self.waiting.pop()
        officer = self.officers[username]
        path = f"/viec/{assignment}/ket-qua/gui/?{officer.answer}"
        form = officer.browser.page(path)
        self.forms.seconds.append(form.seconds)
        fields = {
            **hidden(form.text), "kind": "report", "code": f"{assignment}/BC-DO", "issued_on": f"{now():%d/%m/%Y}",
            "signer": "Người Đo", "abstract": f"Báo cáo kết quả ({MARK})", "text": f"Đã hoàn thành ({MARK})",
            "delay_reason": f"Lý do ({MARK})",
        }  # fmt: skip
        answer = officer.browser.post(path, fields, multipart=True, file=FILE if with_file else b"")
        if answer.status != 302 or answer.location != f"/nhiem-vu/{task}/":
            raise Unexpected(f"POST {path}: {answer.status} {answer.location}")
        self.acknowledged += 1
        return answer.seconds

    def check(self, bare: Bare) -> None:
        """Each acknowledged result is there once, with its duty, its journal entry and its notice.

        Raises:
            NotKept: one is missing or doubled.
        """
        tasks, facts, entries, duties, notices = bare.rows(_KEPT, since=self.since)[0]
        wanted = self.acknowledged
        if not (tasks == facts == entries == duties == wanted and notices >= wanted):
            raise NotKept(
                f"{wanted} acknowledged: {facts} facts, {entries} entries, {duties} duties, {notices} notices"
            )


class Beside:
    """A user who goes on reporting results while something heavy runs; the slowest answer is what counts."""

    def __init__(self, reporter: Reporter, pause: float = 0.25) -> None:
        self.reporter, self.pause, self.tries = reporter, pause, Tries()
        self.failed: Exception | None = None
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Beside:
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop.set()
        self.thread.join()

    def _go_on(self) -> None:
        while not self.stop.is_set() and self.reporter.waiting:
            try:
                begun = time.perf_counter()
                self.reporter.report()
                self.tries.seconds.append(time.perf_counter() - begun)
            except Exception as error:
                self.failed = error
                return
            self.stop.wait(self.pause)

    @property
    def slowest(self) -> float:
        """Of form and sending together, in seconds."""
        return max(self.tries.seconds, default=0.0)


def amend_calendar(browser: Browser, day: str) -> None:
    """The head of the Office writes a day off into the calendar.

    Raises:
        Unexpected: the form came back.
    """
    fields = hidden(browser.page("/lich-lam-viec/").text)
    asked = {
        "on": day,
        "kind": "off",
        "name": "Nghỉ bù",
        "decision": "Công văn đo tốc độ",
        "confirmed": "on",
        "reason": "Thông báo muộn",
    }
    answer = browser.post("/lich-lam-viec/", {**fields, **asked})
    if answer.status != 302:
        raise Unexpected(f"calendar: {answer.status} {urlencode(asked)}")
