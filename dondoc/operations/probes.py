"""Can this process serve? The database is asked, its migrations are compared, the file store is written to.

Each check runs beside the request and has a deadline: a database or a shared disk that hangs answers "no" in time instead of
taking the process with it. While an earlier check still hangs no other is begun.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from functools import lru_cache

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dondoc.documents.shelf import shelf
from dondoc.logs import shape

log = logging.getLogger(__name__)
#: Seconds that a load balancer is kept waiting at most.
DEADLINE = 2.0


@lru_cache(maxsize=1)
def _carried() -> frozenset[tuple[str, str]]:
    """The migrations of this program; they do not change while it runs."""
    return frozenset(MigrationLoader(None).graph.nodes)


def database() -> bool:
    """Whether the database answers; through a connection of its own, which ends with the check."""
    connection = connections["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    finally:
        connection.close()


def migrations() -> bool:
    """Whether the database has every migration of the program; one that has more is that of a newer program, and is served."""
    connection = connections["default"]
    try:
        return _carried() <= set(MigrationRecorder(connection).applied_migrations())
    finally:
        connection.close()


def files() -> bool:
    """Whether the file store takes a file and gives it up again."""
    store, name = shelf(), f"00{secrets.token_hex(19)}"  # a leftover is swept like any file that nobody knows
    store.put(name, [b"."])
    store.remove(name)
    return True


class Check:
    """One check with its deadline."""

    def __init__(self, name: str, ask: Callable[[], bool]) -> None:
        self.name, self.ask = name, ask
        self._busy = threading.Lock()

    def passes(self, within: float) -> bool:
        """Whether the answer is yes and comes within so many seconds."""
        if not self._busy.acquire(timeout=within):
            return False
        answer: list[bool] = []

        def run() -> None:
            try:
                answer.append(self.ask())
            except Exception as error:
                log.warning("not ready: %s: %s", self.name, "; ".join(shape(error)))
            finally:
                self._busy.release()

        asking = threading.Thread(target=run, name=f"check of {self.name}", daemon=True)
        asking.start()
        asking.join(within)
        return answer == [True]


CHECKS = (Check("database", database), Check("migrations", migrations), Check("files", files))


def readiness(within: float = DEADLINE) -> dict[str, bool]:
    """The answer of each check; without a database nothing is asked about its migrations."""
    found: dict[str, bool] = {}
    for check in CHECKS:
        hopeless = check.name == "migrations" and not found["database"]
        found[check.name] = not hopeless and check.passes(within)
    return found
