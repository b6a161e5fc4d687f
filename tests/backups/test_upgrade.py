"""The previous release's data under today's program: brought up to date, sound, and an archive of that time comes back too."""

from __future__ import annotations

import io
import json
import lzma
import os
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from dondoc.backups import archive, postgres
from dondoc.backups.archive import Facts, Head, Manifest
from tests.backups.conftest import Machine

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = Path(__file__).parent / "release-0.1"
MADE = datetime(2026, 11, 25, 2, tzinfo=UTC)
MIGRATE = "from dondoc.console import preparing; print(preparing.database())"
HEADS = (
    "from dondoc.journal.models import SealHead; import json; "
    "print(json.dumps(list(SealHead.objects.order_by('register_id').values_list('register_id', 'number', 'hash'))))"
)
EDITIONS = "from dondoc.gazette.models import Edition; print(Edition.objects.values_list('label', flat=True).get())"


def _unpack(to: Path) -> None:
    with tarfile.open(KEPT / f"files-{connection.vendor}.tar.xz") as packed:
        packed.extractall(to, filter="data")


def _database(folder: Path) -> Path:
    """The copy of the old database as it lay there, in its own format."""
    name = "sqlite.xz" if connection.vendor == "sqlite" else "postgresql.dump.xz"
    path = folder / name.removesuffix(".xz")
    path.write_bytes(lzma.decompress((KEPT / name).read_bytes()))
    return path


@pytest.fixture
def old(machine: Machine, tmp_path: Path) -> Machine:
    """A machine as the release left it: its database, its files, no program."""
    copy = _database(tmp_path)
    _unpack(machine.var / "files")
    if connection.vendor == "sqlite":
        os.replace(copy, machine.var / "dondoc.sqlite3")
    else:
        about = {**connection.settings_dict, "NAME": urlsplit(machine.url).path[1:]}
        postgres.load(postgres.find("pg_restore", postgres.server_version(connection)), about, copy)
    return machine


def test_h3_the_previous_release_is_brought_up_to_date(old: Machine) -> None:
    """Upgrading in place: migrated by the first start, then every invariant holds and the projections equal the facts."""
    assert "chưa cập nhật" in old.dondoc("check").stderr
    before = old.python(HEADS)
    assert old.python(MIGRATE).strip() == "True"
    for command in (("check",), ("rebuild", "--check"), ("journal", "verify")):
        done = old.dondoc(*command)
        assert done.returncode == 0, (command, done.stdout + done.stderr)
    assert old.python(HEADS) == before and "71/2016" in old.python(EDITIONS)
    shown = old.dondoc("report", "appendix-v", "--as-of", "2026-11-20", "--json")
    assert shown.returncode == 0, shown.stderr
    assert old.python("from dondoc.tasks.models import Task; print(Task.objects.count())").strip() == "25"


def _old_archive(folder: Path, old: Machine) -> Path:
    """An archive as it would have been made of the release's data: today's container around yesterday's tables."""
    heads = [Head(register, "", number, value) for register, number, value in json.loads(old.python(HEADS))]
    applied = old.python(
        "from django.db import connection; from django.db.migrations.recorder import MigrationRecorder as R; "
        "print('\\n'.join(f'{a} {b}' for a, b in sorted(R(connection).applied_migrations())))"
    )
    facts = Facts(
        vendor=connection.vendor, server="15", tool="pg_dump (PostgreSQL) 15.18", heads=tuple(heads), editions=(),
        migrations=tuple(tuple(line.split(" ")) for line in applied.strip().splitlines()), tables={},
    )  # fmt: skip
    database = _database(folder)
    if connection.vendor == "sqlite":
        subprocess.run(["gzip", "-n", str(database)], check=True)
        database = database.with_name(f"{database.name}.gz")
    path = folder / "dondoc-20261125-090000.tar"
    with path.open("wb") as out:
        writer = archive.Writer(out, int(MADE.timestamp()))
        size, value = writer.database(connection.vendor, database)
        for file in sorted(path for path in (old.var / "files").rglob("*") if path.is_file()):
            seen, content = archive.Counted(), file.read_bytes()
            seen.write(content)
            writer.file(file.name, seen.hash, len(content), io.BytesIO(content))
        writer.finish(Manifest("0.1.0", MADE.isoformat(), 0, facts, size, value, writer.files))
    return path


def test_h3_an_older_archive_is_brought_up_to_date(old: Machine, new_machine, tmp_path: Path) -> None:
    """Restored by a newer program: its tables are migrated, the journal has the hash of the archive, nobody is mailed."""
    folder = tmp_path / "archive"
    folder.mkdir()
    path, here = _old_archive(folder, old), new_machine()
    done = here.dondoc("restore", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert here.dondoc("check").returncode == 0 and here.python(HEADS) == old.python(HEADS)
    held = here.dondoc("outbox", "show")
    assert held.returncode == 1 and "dondoc-20261125-090000.tar" in held.stdout
