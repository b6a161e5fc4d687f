"""Bringing the database and the static files up to date before anything is served or loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from dondoc.console import boot

STAMP = ".dondoc-stamp"


def database() -> bool:
    """Migrate when something is pending and make the table of the cache; True when something was done."""
    boot.require_finished()
    return migrate()


def migrate() -> bool:
    """The same for a database that is being restored."""
    waiting = boot.pending()
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    return waiting


def static_files() -> bool:
    """Collect the static files when they changed since the last time; True when they were collected."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    print_now = fingerprint()
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
