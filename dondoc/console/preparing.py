"""Bringing the database and the static files up to date before anything is served or loaded.

Several processes may begin at the same moment, on several machines: one does it, the others wait and find it done.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from dondoc.console import boot

STAMP = ".dondoc-stamp"
#: The number under which PostgreSQL knows the lock of `one_at_a_time`.
LOCK = 0x646F6E646F63


def database() -> bool:
    """Migrate when something is pending and make the table of the cache; True when something was done."""
    boot.require_finished()
    return migrate()


def migrate() -> bool:
    """The same for a database that is being restored."""
    with one_at_a_time():
        waiting = boot.pending()
        if waiting:
            call_command("migrate", interactive=False, verbosity=0)
        if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
            call_command("createcachetable", verbosity=0)
    return waiting


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold what only one process may do to the database. Through a pooler too: the lock lives in a transaction of its own.

    SQLite belongs to one machine: there a lock of the state folder does.
    """
    if connection.vendor == "sqlite":
        with _alone(Path(settings.VAR_DIR) / ".preparing"):
            yield
        return
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            keeper.set_autocommit(False)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield
            keeper.rollback()
    finally:
        keeper.close()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process of this machine holds the file; a killed process holds nothing."""
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def static_files() -> bool:
    """Collect the static files when they changed since the last time; True when they were collected."""
    root = Path(settings.STATIC_ROOT)
    with _alone(root.with_name(f".{root.name}-preparing")):
        stamp, print_now = root / STAMP, fingerprint()
        if stamp.is_file() and stamp.read_text(encoding="ascii") == print_now:
            return False
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(print_now, encoding="ascii")
        return True


def fingerprint() -> str:
    """A hash over path, size and time of change of every static file."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]["BACKEND"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            about = Path(storage.path(path)).stat()
            digest.update(f"{path}|{about.st_size}|{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
