"""What is wrong with an archive, or stands in its way, is one sentence; nothing is written before everything is proved."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from dondoc.backups import archive, cipher, postgres, restoring
from dondoc.backups.cipher import Key
from dondoc.backups.making import Made
from dondoc.backups.models import Backup
from dondoc.documents.files import path_of
from dondoc.documents.models import Attachment
from dondoc.regulation import Refused
from tests.backups.conftest import Machine
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Made]
KEY = Key(bytes(range(200, 232)), raw=True)


def _code(path: Path, key: Key | None = None) -> str:
    """How the archive is refused."""
    with pytest.raises(Refused) as refused:
        restoring.prove(path, key)
    return refused.value.refusal.code


def _changed(path: Path, place: int) -> Path:
    """The same archive with one bit turned."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    other = path.with_name(f"changed-{place}-{path.name}")
    other.write_bytes(content)
    return other


def test_h3_one_bit_anywhere_is_seen(make: Make) -> None:
    """In the database, in a file, in the manifest, in the encrypted archive at its beginning, middle and end."""
    plain, locked = make().path, make(KEY).path
    with tarfile.open(plain) as tar:
        inside = {member.name.partition("/")[0].partition(".")[0]: member for member in tar.getmembers()}
    for member in inside.values():
        assert _code(_changed(plain, member.offset_data + member.size // 2)) == "backup.member_altered", member.name
    size = locked.stat().st_size
    assert _code(_changed(locked, 100), KEY) in {"backup.wrong_key", "backup.altered"}
    for place in (1000, size // 2, size - 1):
        assert _code(_changed(locked, place), KEY) == "backup.altered"
    assert _code(_changed(locked, 3), KEY) == "backup.not_one"


def test_h3_a_cut_archive_is_seen(make: Make, tmp_path: Path) -> None:
    """Cut anywhere: within a member, between two, before the manifest, within a portion or between two of the cipher."""
    plain, locked = make().path, make(KEY).path
    with tarfile.open(plain) as tar:
        last = tar.getmembers()[-1]
    cut = tmp_path / "cut"
    for path, key, lengths in (
        (plain, None, (700, last.offset_data + 5, last.offset, plain.stat().st_size // 2)),
        (locked, KEY, (10, 200, 5000, locked.stat().st_size - 1)),
    ):
        for length in lengths:
            cut.write_bytes(path.read_bytes()[:length])
            assert _code(cut, key) in {"backup.cut", "backup.altered", "backup.not_one"}, length
    assert _code(tmp_path / "nowhere") == "backup.unreadable"
    cut.write_bytes(b"")
    assert _code(cut) == "backup.not_one"


def test_h3_portions_of_the_cipher_cannot_be_cut_exchanged_or_doubled(tmp_path: Path) -> None:
    """Small portions, so that there are many: the counter and the final mark of each nonce see it."""
    sealed = io.BytesIO()
    sealer = cipher.Sealer(sealed, KEY, portion=64)
    sealer.write(bytes(range(256)))
    sealer.finish()
    whole, head = sealed.getvalue(), len(sealer.about)
    parts = [whole[place : place + 80] for place in range(head, len(whole), 80)]
    assert len(parts) == 4 and cipher.Opener(io.BytesIO(whole), KEY).read() == bytes(range(256))
    for wrong, code in (
        (parts[:3], "backup.cut"), (parts[:1], "backup.cut"), ([parts[1], parts[0], *parts[2:]], "backup.altered"),
        ([parts[0], *parts], "backup.altered"), ([*parts, parts[3]], "backup.altered"), (parts[1:], "backup.altered"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            cipher.Opener(io.BytesIO(whole[:head] + b"".join(wrong)), KEY).read()
        assert refused.value.refusal.code == code
    for size in (0, 1, 63, 64, 65, 128):
        again = io.BytesIO()
        sealer = cipher.Sealer(again, KEY, portion=64)
        sealer.write(b"x" * size)
        sealer.finish()
        assert cipher.Opener(io.BytesIO(again.getvalue()), KEY).read() == b"x" * size


def test_h3_an_archive_that_lies_is_refused(make: Make, tmp_path: Path) -> None:
    """A file that was slipped in, one that was taken out, a member that would be written elsewhere: nothing of it is trusted."""
    path = make().path
    forged = tmp_path / "forged.tar"

    def rewrite(change: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]) -> str:
        with tarfile.open(path) as tar:
            members = [(member.name, tar.extractfile(member).read()) for member in tar.getmembers()]
        with tarfile.open(forged, "w") as tar:
            for name, content in change(members):
                about = tarfile.TarInfo(name)
                about.size = len(content)
                tar.addfile(about, io.BytesIO(content))
        return _code(forged)

    more = b"%PDF-1.4 another"
    slipped = (f"files/ab/{'ab' * 20}.{hashlib.sha256(more).hexdigest()}", more)
    assert rewrite(lambda members: [*members[:-1], slipped, members[-1]]) == "backup.member_altered"
    assert rewrite(lambda members: [*members[:-2], members[-1]]) == "backup.member_altered"
    assert rewrite(lambda members: [*members, slipped]) == "backup.not_one"
    outside = (f"files/../x.{hashlib.sha256(more).hexdigest()}", more)
    assert rewrite(lambda members: [members[0], outside, *members[1:]]) == "backup.not_one"
    assert rewrite(lambda members: members[:-1]) == "backup.cut"


def test_h3_only_an_empty_installation_is_restored_into(make: Make, machine: Machine) -> None:
    """A database with tables, a store with a file, an unfinished restoration: a sentence, and nothing changes."""
    path = make().path
    store = machine.var / "files" / "ab"
    store.mkdir(parents=True)
    (store / ("ab" * 20)).write_bytes(b"%PDF-1.4 somebody's")
    refused = machine.dondoc("restore", path)
    assert refused.returncode == 1 and "đã có tệp" in refused.stderr and refused.stderr.count("\n") == 1
    (store / ("ab" * 20)).unlink()
    assert machine.dondoc("restore", path).returncode == 0
    before = machine.holds()
    refused = machine.dondoc("restore", path)
    assert refused.returncode == 1 and "đã có bảng" in refused.stderr
    assert machine.holds() == before
    machine.python(f"from dondoc.backups import restoring; restoring.{'_mark'}()")
    for command in (("check",), ("tick",), ("worker",), ("serve", "--port", "1"), ("restore", path)):
        refused = machine.dondoc(*command)
        assert refused.returncode == 1 and "đang phục hồi dở" in refused.stderr, command


def test_h3_an_archive_of_a_newer_program_is_refused(make: Make, machine: Machine, tmp_path: Path) -> None:
    """It has been through a change of tables that this program has never heard of; one of another sort of database as well."""
    path, newer = make().path, tmp_path / "newer.tar"

    def with_facts(**facts: object) -> Path:
        with tarfile.open(path) as old, tarfile.open(newer, "w") as new:
            for member in old.getmembers():
                content = old.extractfile(member).read()
                if member.name.startswith("manifest."):
                    said = json.loads(content)
                    said["facts"] |= facts
                    content = json.dumps(said).encode()
                    member.name = f"manifest.{hashlib.sha256(content).hexdigest()}.json"
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
        return newer

    known = restoring.prove(path, None).facts.migrations
    refused = machine.dondoc("restore", with_facts(migrations=[*known, ("tasks", "0099_more")]))
    assert refused.returncode == 1 and "mới hơn chương trình này (không biết tasks.0099_more)" in refused.stderr
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    with tarfile.open(path) as tar:
        assert tar.getnames()[0] == archive.DATABASES[connection.vendor]
    refused = machine.dondoc("restore", with_facts(vendor=other))
    assert refused.returncode == 1 and "cùng loại" in refused.stderr


def test_h3_a_lost_or_altered_file_makes_the_archive_incomplete(
    dondoc,
    worked: World,
    folder: Path,
    machine: Machine,
) -> None:
    """Everything else is kept and the loss is named: a copy without one file is better than none."""
    lost, altered = Attachment.objects.order_by("pk")
    path_of(lost.stored_as).unlink()
    path_of(altered.stored_as).write_bytes(b"%PDF-1.4 " + b"x" * (altered.size - 9))
    ran = dondoc("backup", "--to", folder)
    assert ran.code == 1
    assert f"Thiếu tệp đính kèm số {lost.pk}: không có trong kho" in ran.out
    assert f"Thiếu tệp đính kèm số {altered.pk}: không còn như lúc cất" in ran.out
    row = Backup.objects.get()
    assert (row.state, row.missing, row.files) == ("incomplete", 2, 0) and "-incomplete" in row.file_name
    done = machine.dondoc("restore", folder / row.file_name)
    assert done.returncode == 1 and f"thiếu tệp đính kèm số {lost.pk}" in done.stdout and "Đã phục hồi" in done.stdout


@contextmanager
def small_files(limit: int) -> Iterator[None]:
    """No file of this process may grow beyond the limit: what a full disk answers, without filling one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_h3_a_full_disk_leaves_nothing_behind(make: Make, worked: World, folder: Path, state: Path) -> None:
    """The archive, or the snapshot, cannot be written: a sentence with the system's reason; no part of it stays."""
    whole = make()
    before = sorted(folder.iterdir())
    for limit in (whole.size - 40_000, 20_000):
        with small_files(limit), pytest.raises(Refused) as refused:
            make()
        assert refused.value.refusal.code in {"backup.disk", "backup.tool_failed"}
        assert sorted(folder.iterdir()) == before and list(state.iterdir()) == []


def test_h3_a_full_disk_while_restoring_leaves_nothing_behind(make: Make, machine: Machine) -> None:
    """Files that were written already are removed; the database is as empty as it was; there is room for the next try."""
    path = make().path
    code = f"""
import resource
from pathlib import Path
from dondoc.backups import restoring
from dondoc.regulation import Refused
path = Path({str(path)!r})
manifest = restoring.prove(path, None)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
try:
    restoring.bring_back(path, None, manifest)
except Refused as error:
    print(error.refusal.code)
"""
    assert machine.python(code).strip() == "backup.disk"
    assert [path for path in (machine.var / "files").rglob("*") if path.is_file()] == []
    assert machine.dondoc("restore", path).returncode == 0


def _program(folder: Path, text: str) -> Path:
    folder.mkdir()
    path = folder / "pg_dump"
    path.write_text(f"#!/bin/sh\necho '{text}'\n", encoding="utf-8")
    path.chmod(0o755)
    return folder


def test_h3_pg_dump_is_missing_or_too_old(tmp_path: Path) -> None:
    """Which program and which version is needed; of several the nearest that is not older than the server."""
    empty = tmp_path / "empty"
    empty.mkdir()
    places = [
        _program(tmp_path / name, f"pg_dump (PostgreSQL) {version}")
        for name, version in (("a", "9.6.24"), ("b", "15.4"), ("c", "17.0"), ("d", "18beta1"))
    ]
    with pytest.raises(Refused) as refused:
        postgres.find("pg_dump", 15, [empty])
    assert (refused.value.refusal.code, refused.value.refusal.params["needed"]) == ("backup.tool_missing", 15)
    with pytest.raises(Refused) as refused:
        postgres.find("pg_dump", 15, places[:1])
    assert (refused.value.refusal.code, refused.value.refusal.params["found"]) == ("backup.tool_old", 9)
    assert [postgres.find("pg_dump", least, places).major for least in (14, 15, 16, 18)] == [15, 15, 17, 18]
    assert postgres.find("pg_restore", 15, [*places, *postgres.folders()], like=15).path.name == "pg_restore"


def test_h3_the_password_stands_in_no_command_line(settings) -> None:
    """Others on the machine see command lines; the environment of a process only its owner sees."""
    about = {
        "HOST": "db",
        "PORT": "5432",
        "USER": "dondoc",
        "PASSWORD": "bí mật",
        "NAME": "dondoc",
        "OPTIONS": {"sslmode": "require"},
    }
    given = postgres.environment(about)
    assert given["PGPASSWORD"] == "bí mật" and given["PGSSLMODE"] == "require" and given["PGDATABASE"] == "dondoc"
    assert given["PATH"] == os.environ["PATH"]
