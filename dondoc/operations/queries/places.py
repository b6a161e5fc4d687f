"""Where things lie: disks, the database and its clock, the program."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from dondoc.documents.shelf import Folder, shelf
from dondoc.operations import rules
from dondoc.operations.queries.lines import Line, age, size
from dondoc.operations.rules import State

#: Not one round trip later: the instant, the version, the size and how many are connected.
ASK_POSTGRESQL = """
SELECT clock_timestamp(), current_setting('server_version'), pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())
"""


@dataclass(frozen=True)
class Database:
    """What the database says of itself; its instant is None where it has no clock of its own."""

    version: str
    size: int
    instant: datetime | None
    connections: int | None


@dataclass(frozen=True)
class Disk:
    """The free and the whole bytes of the file system on which a place lies."""

    free: int
    whole: int


def database() -> Database:
    """One query to PostgreSQL; SQLite is a file beside the process."""
    if connection.vendor == "sqlite":
        return Database(f"SQLite {sqlite3.sqlite_version}", _bytes_of(database_file()), None, None)
    with connection.cursor() as cursor:
        cursor.execute(ASK_POSTGRESQL)
        instant, version, bytes_, connected = cursor.fetchone()
    return Database(f"PostgreSQL {version.partition(' ')[0]}", bytes_, instant, connected)


def database_file() -> Path | None:
    """The file of SQLite; None for a server, whose disk is not the program's to see."""
    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


def _bytes_of(path: Path | None) -> int:
    """The file of the database with the log beside it."""
    if path is None:
        return 0
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.is_file())


def disk(path: Path) -> Disk | None:
    """The file system of the place, or of the nearest folder above that is there; None when it cannot be asked."""
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        found = shutil.disk_usage(path)
    except OSError:
        return None
    return Disk(found.free, found.total)


def lines(at: datetime) -> list[Line]:
    """Disks, clock, database, program."""
    told = database()
    return [*_disks(at), _clock(told, at), _database(told, at), _program(at)]


def disks() -> dict[str, Disk | None]:
    """The places that are looked at: the file store where it is a folder, and the folder of the database where it is ours."""
    found = {"files": disk(Path(settings.FILES_DIR))} if isinstance(shelf(), Folder) else {}
    if (file := database_file()) is not None:
        found["disk"] = disk(file.parent)
    return found


def _disks(at: datetime) -> list[Line]:
    found = []
    for key, place in disks().items():
        if place is None:
            found.append(Line(key, State.ALARM, _("Không đọc được dung lượng đĩa."), at))
            continue
        state = rules.disk(place.free, settings.DISK_LOW_BYTES)
        said = _("Còn trống %(free)s trên %(whole)s.") % {"free": size(place.free), "whole": size(place.whole)}
        found.append(Line(key, state, said, at))
    return found


def _clock(told: Database, at: datetime) -> Line:
    if told.instant is None:
        return Line("clock", State.GOOD, _("Cơ sở dữ liệu dùng chung đồng hồ với chương trình."), at)
    skew = abs(told.instant - at)
    said = _("Đồng hồ cơ sở dữ liệu và chương trình lệch nhau %(age)s.") % {"age": age(skew)}
    return Line("clock", rules.SKEW.judge(skew), said, at)


def _database(told: Database, at: datetime) -> Line:
    said = _("%(version)s, %(size)s.") % {"version": told.version, "size": size(told.size)}
    if told.connections is not None:
        said += " " + _("%(count)s kết nối.") % {"count": told.connections}
    return Line("database", State.GOOD, said, at)


def _program(at: datetime) -> Line:
    return Line("program", State.GOOD, f"dondoc {version()}", at)


def version() -> str:
    """The version of the program as it was installed."""
    return metadata.version("dondoc")
