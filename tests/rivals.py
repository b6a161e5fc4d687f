"""Rivals in a test: threads that begin together, each with a database connection of its own; and other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.db import connection

T = TypeVar("T")
#: Seconds until somebody who says nothing counts as lost; a machine with much else to do is no reason to give up.
PATIENCE = 120


def together(*acts: Callable[[], T]) -> list[T | BaseException]:
    """What each of the acts gives (or raises) when all begin at the same moment."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], T]) -> None:
        try:
            gate.wait(PATIENCE)
            results[place] = act()
        except BaseException as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "a rival did not come to an end"
    return results


def database_url() -> str:
    """The database of the running test, as another process takes it."""
    here = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(here['NAME']))}"
    return f"postgresql://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"


@contextmanager
def process(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another Python process on the database of the running test; what it prints comes by ``stdout``. It is killed at the end."""
    program = "import django; django.setup()\n" + script
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "dondoc.settings"}
    environment |= {"DONDOC_DEBUG": "1", "PYTHONUNBUFFERED": "1"}
    command: Sequence[str] = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def line_of(running: subprocess.Popen[str]) -> str:
    """The next line that the process prints; fails when none comes in time."""
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(running.stdout.readline()), daemon=True)
    reader.start()
    reader.join(PATIENCE)
    assert found and found[0], "the process said nothing in time"
    return found[0].strip()
