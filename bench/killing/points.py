"""The named moments of an act, in the victim: before and after each statement, each commit, each step of a file, each mail.

Whoever watches counts them (the reference run), or dies at one of them. Nothing of the program is replaced: the moments are seen
through Django's wrapper of statements, the audit hooks of Python, and around two methods of the libraries below.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from typing import Any

from django.db import connection

AUDITED = {"open", "os.rename", "os.remove"}


class Points:
    """Counts the moments and calls ``reached`` at the chosen one: ``kind`` and its ``number``-th moment."""

    def __init__(self, folder: str, kind: str = "", number: int = 0, reached: Callable[[], None] | None = None) -> None:
        self.folder, self.kind, self.number, self.reached = folder, kind, number, reached
        self.counts: dict[str, int] = {}
        self.where = ""
        self.asleep = True

    def watch(self) -> None:
        """Begin to see; for the rest of the life of this process."""
        connection.ensure_connection()
        connection.execute_wrappers.append(self._statement)
        commit = connection._commit
        connection._commit = lambda: self._around("commit", commit, "COMMIT")
        data = smtplib.SMTP.data
        smtplib.SMTP.data = lambda client, message: self._around("mail", lambda: data(client, message), "DATA")
        sys.addaudithook(self._audit)
        self.asleep = False

    def _pass(self, kind: str, where: str) -> None:
        if self.asleep:
            return
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if kind == self.kind and self.counts[kind] == self.number and self.reached is not None:
            self.where, self.asleep = where, True
            self.reached()

    def _around(self, kind: str, call: Callable[[], Any], where: str) -> Any:
        self._pass(kind, f"before {where}")
        answer = call()
        self._pass(kind, f"after {where}")
        return answer

    def _statement(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # A savepoint that is released is the end of what would be a transaction of its own outside the reference run.
        if sql.startswith("RELEASE SAVEPOINT") and not connection.savepoint_ids:
            self.counts["released"] = self.counts.get("released", 0) + 1
        where = " ".join(sql.split()[:3])
        return self._around("statement", lambda: execute(sql, params, many, context), where)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in AUDITED and arguments and str(arguments[0]).startswith(self.folder):
            self._pass("file", f"before {event}")


def die() -> None:
    """As if the power went: nothing of this process runs any more."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()
