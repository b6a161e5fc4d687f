"""Proving an archive, and bringing it back into an empty installation.

Everything is proved before anything is touched; then the files go into the store, then the database into its place. Until the
command has finished (tables brought up to date, outbox held) the database bears a mark, and no other command works on it.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dondoc.backups import archive, postgres, rules
from dondoc.backups.archive import DATABASES, PORTION, Manifest, Member
from dondoc.backups.cipher import Key
from dondoc.backups.making import SCRATCH
from dondoc.documents.shelf import shelf
from dondoc.journal import queries as journal
from dondoc.regulation import Refusal, Refused

#: A table without rows: the restoration began and has not come to its end.
MARK = "dondoc_unfinished_restore"
MADE_BY = "pg_dump"


def prove(path: Path, key: Key | None) -> Manifest:
    """Read the whole archive and prove every hash; writes nothing.

    Raises:
        Refused: what is wrong with it, and where.
    """
    return archive.read(path, key, lambda _member: None)


def is_unfinished() -> bool:
    """Whether the database bears the mark of a restoration that did not come to its end."""
    return MARK in connection.introspection.table_names()


def require_fitting(manifest: Manifest) -> None:
    """The archive can come back here: same sort of database, not newer than the program, everything empty.

    Raises:
        Refused: which of them does not hold.
    """
    if manifest.facts.vendor != connection.vendor:
        names = {"archive": manifest.facts.vendor, "here": connection.vendor}
        raise Refused(Refusal("restore.other_database", names, None))
    known = set(MigrationLoader(None).disk_migrations)
    if unknown := rules.unknown(manifest.facts.migrations, known):
        raise Refused(Refusal("restore.newer", {"program": manifest.program, "example": unknown[0]}, None))
    if connection.introspection.table_names():
        code = "restore.unfinished" if is_unfinished() else "restore.database_not_empty"
        raise Refused(Refusal(code, {"name": str(connection.settings_dict["NAME"])}, None))
    if next(iter(shelf().names()), None) is not None:
        raise Refused(Refusal("restore.files_not_empty", {"name": _store()}, None))
    if connection.vendor == "postgresql":
        _tool(manifest)


def _store() -> str:
    """What the store of files is called in a sentence."""
    return str(settings.FILES if str(settings.FILES).startswith("s3://") else settings.FILES_DIR)


def _tool(manifest: Manifest) -> postgres.Tool:
    """The pg_restore that reads the dump and fits the server.

    Raises:
        Refused: the server is older than that of the archive; no program is new enough.
    """
    server = postgres.server_version(connection)
    if server < int(manifest.facts.server):
        raise Refused(Refusal("restore.server_old", {"here": server, "archive": manifest.facts.server}, None))
    made = postgres.VERSION.search(manifest.facts.tool)
    return postgres.find("pg_restore", int(made[1]) if made else server, like=server)


def bring_back(path: Path, key: Key | None, manifest: Manifest) -> None:
    """Files and database; when something stands in the way, what was written is removed again.

    Raises:
        Refused: the archive is no longer what was proved, the disk is full, pg_restore has failed.
    """
    require_fitting(manifest)
    with _scratch() as folder:
        database = folder / DATABASES[manifest.facts.vendor]
        written: list[str] = []
        try:
            if archive.read(path, key, lambda member: _keep(member, database, written)) != manifest:
                raise Refused(Refusal("backup.member_altered", {"name": path.name}, None))
            if connection.vendor == "sqlite":
                _place_sqlite(database)
            else:
                _mark()
                postgres.load(_tool(manifest), connection.settings_dict, database)
        except (Refused, OSError) as error:
            for name in written:
                shelf().remove(name)
            _unmark_empty()
            if isinstance(error, Refused):
                raise
            why = {"path": _store(), "why": error.strerror or str(error)}
            raise Refused(Refusal("backup.disk", why, None)) from error


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=settings.VAR_DIR))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(member: Member, database: Path, written: list[str]) -> None:
    if member.kind == "database":
        with database.open("xb") as out:
            for portion in member.portions:
                out.write(portion)
        return
    written.append(member.name)
    shelf().put(member.name, member.portions)


def _place_sqlite(packed: Path) -> None:
    """Unpack beside the place, mark, sync, rename: the place holds nothing or everything."""
    target = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    part = target.with_name(f"{target.name}.restoring")
    try:
        with gzip.open(packed, "rb") as plain, part.open("wb") as out:
            shutil.copyfileobj(plain, out, PORTION)
        part.chmod(0o600)
        with closing(sqlite3.connect(part)) as database:
            database.execute(f"CREATE TABLE {MARK} (begun integer)")
            database.commit()
        handle = os.open(part, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        for beside in ("-wal", "-shm"):  # of the empty database that stood here
            target.with_name(target.name + beside).unlink(missing_ok=True)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _mark() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (begun integer)")


def _unmark_empty() -> None:
    """Nothing was restored: the database is as empty as before."""
    if connection.introspection.table_names() == [MARK]:
        unmark()


def unmark() -> None:
    """The restoration has come to its end."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {MARK}")


def lost_heads(manifest: Manifest) -> list[str]:
    """Registers whose journal does not have, at its number, the hash that the archive names: codes, or numbers of registers."""
    return [
        head.code or str(head.register)
        for head in manifest.facts.heads
        if head.number and journal.number_of(head.register, head.hash) != head.number
    ]


def first(names: Iterable[object], most: int = 10) -> str:
    """The first few, for a sentence."""
    return ", ".join(str(name) for name in islice(names, most))
