"""Making an archive: the snapshot first, then exactly the files that it names, then the manifest; then its name.

A file is written and synced before the commit that makes it known and is never changed, so everything that a snapshot names is in
the store, unless it was purged since. A purge that is carried out while an archive is made would leave the secret in it: the
archive is thrown away and begun anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import IO

from django.conf import settings

from dondoc.backups import archive, cipher, rules, snapshot
from dondoc.backups.archive import Counted, Manifest
from dondoc.backups.cipher import Key
from dondoc.backups.snapshot import Listed, Snapshot
from dondoc.clock import local
from dondoc.documents.shelf import shelf
from dondoc.regulation import Refusal, Refused

Clock = Callable[[], datetime]
MOST_BEGINNINGS = 3
IN_MEMORY = 4 * 1024 * 1024
SCRATCH = "dondoc-backup-"
PART = ".part"
#: What a process that was killed left behind is removed by the next backup after this time.
LEFT_BEHIND = timedelta(days=2)
GONE, ALTERED = "gone", "altered"


@dataclass(frozen=True)
class Made:
    """An archive that was made."""

    path: Path
    size: int
    hash: str
    snapshot_at: datetime
    encrypted: bool
    manifest: Manifest


class _PurgedMeanwhile(Exception):
    """Something was purged after the snapshot was taken."""


def make(to: Path, key: Key | None, *, number: int, clock: Clock) -> Made:
    """Make an archive in the folder: under a temporary name, synced, renamed; nothing is left behind when it fails.

    Raises:
        Refused: the folder cannot be written, the disk is full, pg_dump is missing or has failed, purges do not end.
    """
    for beginning in range(MOST_BEGINNINGS):
        try:
            to.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sweep(to, clock())
            with _scratch() as folder:
                return _once(folder, to, key, number=number, beginning=beginning, clock=clock)
        except _PurgedMeanwhile:
            continue
        except OSError as error:
            raise Refused(
                Refusal("backup.disk", {"path": str(to), "why": error.strerror or str(error)}, None)
            ) from error
    raise Refused(Refusal("backup.purges", {}, None))


def _full(where: Path, error: OSError) -> Refused:
    return Refused(Refusal("backup.disk", {"path": str(where), "why": error.strerror or str(error)}, None))


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for the snapshot beside the live data, closed to others: an encrypted archive has no plain twin on its own disk."""
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=settings.VAR_DIR))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(to: Path, at: datetime) -> None:
    before = (at - LEFT_BEHIND).timestamp()
    for left in [*to.glob(f"dondoc-*{PART}"), *Path(settings.VAR_DIR).glob(f"{SCRATCH}*")]:
        with suppress(OSError):
            if left.stat().st_mtime < before:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _once(folder: Path, to: Path, key: Key | None, *, number: int, beginning: int, clock: Clock) -> Made:
    at = clock()
    try:
        taken = snapshot.take(folder)
    except OSError as error:
        raise _full(folder.parent, error) from error
    part = to / (rules.file_name(local(at), encrypted=key is not None) + PART)
    try:
        with open(part, "xb", opener=_closed_to_others) as out:
            whole = Counted(out)
            manifest = _write(whole, key, taken, at=at, number=number, beginning=beginning)
            out.flush()
            os.fsync(out.fileno())
        if snapshot.confirmed_purges() != taken.purges:
            raise _PurgedMeanwhile
        path = _free(to, at, encrypted=key is not None, complete=not manifest.missing)
        os.replace(part, path)
        _sync(to)
    finally:
        part.unlink(missing_ok=True)
    return Made(path, whole.size, whole.hash, at, key is not None, manifest)


def _free(to: Path, at: datetime, *, encrypted: bool, complete: bool) -> Path:
    """A name that no archive bears yet: of two in one second the later is named a second later."""
    path = to / rules.file_name(local(at), encrypted=encrypted, complete=complete)
    while path.exists():
        at += timedelta(seconds=1)
        path = to / rules.file_name(local(at), encrypted=encrypted, complete=complete)
    return path


def _closed_to_others(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(out: Counted, key: Key | None, taken: Snapshot, *, at: datetime, number: int, beginning: int) -> Manifest:
    sealer = cipher.Sealer(out, key) if key is not None else None
    with archive.Writer(sealer or out, int(at.timestamp())) as writer:
        size, value = writer.database(taken.facts.vendor, taken.path)
        missing = tuple(_add_files(writer, taken))
        manifest = Manifest(
            program=metadata.version("dondoc"), created_at=at.isoformat(), backup=number, facts=taken.facts,
            database_size=size, database_hash=value, files=writer.files, missing=missing, begun_anew=beginning,
        )  # fmt: skip
        writer.finish(manifest)
    if sealer is not None:
        sealer.finish()
    return manifest


def _add_files(writer: archive.Writer, taken: Snapshot) -> Iterator[tuple[int, str]]:
    """Add every file that is what the snapshot says it is; give those that are not."""
    for listed in snapshot.files_of(taken):
        with tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(taken.path.parent)) as content:
            wrong = _fetch(listed, content)
            if wrong is None:
                content.seek(0)
                writer.file(listed.stored_as, listed.sha256, listed.size, content)
                continue
        if snapshot.confirmed_purges() != taken.purges:
            raise _PurgedMeanwhile
        yield listed.attachment, wrong


def _fetch(listed: Listed, content: IO[bytes]) -> str | None:
    """Read the file from the store and prove it; says what is wrong with it."""
    seen = Counted(content)
    try:
        for portion in shelf().get(listed.stored_as):
            seen.write(portion)
    except FileNotFoundError:
        return GONE
    return None if (seen.size, seen.hash) == (listed.size, listed.sha256) else ALTERED
