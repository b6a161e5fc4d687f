"""The database at one instant, as a file; and what it says of itself at that same instant."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from dondoc.backups import postgres
from dondoc.backups.archive import DATABASES, PORTION, Facts, Head
from dondoc.classified.models import ClassifiedRemoval
from dondoc.documents.models import Attachment, Purge
from dondoc.gazette.models import Edition
from dondoc.journal.models import SealHead
from dondoc.units.models import Register

#: The connection through which the snapshot itself is read, while it is taken.
ALIAS = "snapshot"
BUSY = 60


@dataclass(frozen=True)
class Snapshot:
    """The file of the database, what it says of itself, the list of the files it names, how many purges it has seen."""

    path: Path
    facts: Facts
    listed: Path
    purges: int


@dataclass(frozen=True)
class Listed:
    """A file that the snapshot names."""

    attachment: int
    stored_as: str
    sha256: str
    size: int


def take(folder: Path) -> Snapshot:
    """Take the snapshot into the folder; people go on working meanwhile.

    Raises:
        Refused: pg_dump is missing, too old, or has failed.
        OSError: the disk does not take it.
    """
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    path, listed = folder / DATABASES[vendor], folder / "files"
    with _sqlite(path) if vendor == "sqlite" else _postgresql(path) as (server, tool):
        facts = _facts(vendor, server, tool)
        with listed.open("w", encoding="ascii") as out:
            for row in _attachments():
                out.write(f"{row.attachment} {row.stored_as} {row.sha256} {row.size}\n")
        purges = confirmed_purges(ALIAS)
    if vendor == "sqlite":
        _pack(folder, path)
    return Snapshot(path, facts, listed, purges)


def files_of(snapshot: Snapshot) -> Iterator[Listed]:
    """The files that the snapshot names, one by one."""
    with snapshot.listed.open(encoding="ascii") as lines:
        for line in lines:
            number, stored_as, sha256, size = line.split()
            yield Listed(int(number), stored_as, sha256, int(size))


def confirmed_purges(alias: str = DEFAULT_DB_ALIAS) -> int:
    """How many purges, and removals of classified papers, have been carried out."""
    removals = ClassifiedRemoval.objects.using(alias).exclude(confirmed_at=None).count()
    return removals + Purge.objects.using(alias).exclude(confirmed_at=None).count()


@contextmanager
def _through(wrapper: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    connections[ALIAS] = wrapper
    try:
        yield wrapper
    finally:
        wrapper.close()
        del connections[ALIAS]


def _bare(path: Path) -> Path:
    return path.with_suffix("")


@contextmanager
def _sqlite(path: Path) -> Iterator[tuple[str, str]]:
    """VACUUM INTO copies inside one reading transaction: writers go on, and free pages, where purged texts may linger, stay out."""
    here = connections[DEFAULT_DB_ALIAS]
    with closing(sqlite3.connect(str(here.settings_dict["NAME"]), timeout=BUSY)) as source:
        try:
            source.execute("VACUUM INTO ?", [str(_bare(path))])
        except sqlite3.Error as error:  # its text names no content: a full disk, a database that is busy or broken
            raise OSError(str(error)) from error
    wrapper = here.copy(ALIAS)
    wrapper.settings_dict = {**here.settings_dict, "NAME": str(_bare(path)), "OPTIONS": {}}
    with _through(wrapper):
        yield sqlite3.sqlite_version, "VACUUM INTO"


def _pack(folder: Path, path: Path) -> None:
    with _bare(path).open("rb") as plain, gzip.open(path, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed, PORTION)
    for left in folder.glob(f"{_bare(path).name}*"):
        if left != path:
            left.unlink()


@contextmanager
def _postgresql(path: Path) -> Iterator[tuple[str, str]]:
    """pg_dump reads the very snapshot that our own transaction holds."""
    wrapper = connections[DEFAULT_DB_ALIAS].copy(ALIAS)
    if settings.BACKUP_DATABASE is not None:
        wrapper.settings_dict = {**wrapper.settings_dict, **settings.BACKUP_DATABASE}
    about = wrapper.settings_dict
    with _through(wrapper):
        server = postgres.server_version(wrapper)
        tool = postgres.find("pg_dump", server)
        with transaction.atomic(using=ALIAS), wrapper.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            postgres.dump(tool, about, cursor.fetchone()[0], path)
            yield str(server), tool.text


def _attachments() -> Iterator[Listed]:
    named = Attachment.objects.using(ALIAS).filter(purged_at=None).order_by("pk")
    for row in named.values_list("pk", "stored_as", "sha256", "size").iterator(chunk_size=2000):
        yield Listed(*row)


def _facts(vendor: str, server: str, tool: str) -> Facts:
    wrapper = connections[ALIAS]
    codes = dict(Register.objects.using(ALIAS).values_list("pk", "code"))
    heads = SealHead.objects.using(ALIAS).order_by("register_id").values_list("register_id", "number", "hash")
    with wrapper.cursor() as cursor:
        names = sorted(wrapper.introspection.table_names(cursor))
        tables = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {wrapper.ops.quote_name(name)}")
            tables[name] = int(cursor.fetchone()[0])
    return Facts(
        vendor=vendor, server=server, tool=tool,
        heads=tuple(Head(pk, codes.get(pk, ""), number, value) for pk, number, value in heads),
        editions=tuple(Edition.objects.using(ALIAS).order_by("pk").values_list("label", "hash")),
        migrations=tuple(sorted(MigrationRecorder(wrapper).applied_migrations())), tables=tables,
    )  # fmt: skip
