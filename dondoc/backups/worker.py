"""Making backups in the background: in a thread of its own, so that sealing and mail wait for nobody; under a lease.

Not a job of `jobs`: the effect of a job and its end are one transaction, and on SQLite that would keep everybody from writing
for as long as the archive is written. The row of the backup is claimed, leased and tried again in the same manner.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from dondoc.backups import actions, cipher, jobs, making, rules
from dondoc.backups.making import Made
from dondoc.backups.models import Backup
from dondoc.clock import now
from dondoc.logs import shape
from dondoc.regulation import Refusal, Refused

log = logging.getLogger(__name__)
_running: list[threading.Thread] = []


@dataclass(frozen=True)
class Place:
    """Where archives go, how many stay, the file of the key."""

    folder: Path
    keep: int = 0
    key_file: Path | None = None


def place_of_settings() -> Place | None:
    """As the environment says; None when no folder is set."""
    if not settings.BACKUP_TO:
        return None
    key_file = Path(settings.BACKUP_KEY_FILE) if settings.BACKUP_KEY_FILE else None
    return Place(Path(settings.BACKUP_TO), settings.BACKUP_KEEP, key_file)


def work(at: datetime) -> None:
    """The worker's chore: ask for what is due, and begin what was asked for unless this process is making one."""
    place = place_of_settings()
    if place is None:
        return
    jobs.ask_when_due(at)
    _running[:] = [thread for thread in _running if thread.is_alive()]
    if _running:
        return
    backup = actions.claim(at)
    if backup is not None:
        thread = threading.Thread(target=_work, args=(backup, place), name=f"backup {backup.pk}", daemon=True)
        _running.append(thread)
        thread.start()


def _work(backup: Backup, place: Place) -> None:
    try:
        carry_out(backup, place)
    except Refused:
        pass  # the row says why
    except Exception:
        log.exception("backup %s failed", backup.pk)
    finally:
        connection.close()


def carry_out(backup: Backup, place: Place) -> Made:
    """Make the archive that was claimed, write down how it ended, remove what is surplus.

    Raises:
        Refused: it could not be made; the row says why as well.
    """
    try:
        with _kept(backup):
            key = _key(place)
            made = making.make(place.folder, key, number=backup.pk, clock=now)
    except Refused as error:
        log.warning("backup %s could not be made: %s", backup.pk, error.refusal.code)
        actions.end_badly(backup, error.refusal, now())
        raise
    except Exception as error:
        actions.end_badly(backup, Refusal("backup.fault", {"what": "; ".join(shape(error))}, None), now())
        raise
    actions.end_well(backup, made, now())
    prune(place, now())
    return made


def _key(place: Place) -> cipher.Key | None:
    """The key of the file; it must not lie beside what it locks."""
    if place.key_file is None:
        return None
    if place.key_file.resolve().parent == place.folder.resolve():
        raise Refused(Refusal("backup.key_beside", {"path": str(place.key_file)}, None))
    return cipher.read_key(place.key_file)


def prune(place: Place, at: datetime) -> list[str]:
    """Remove archives beyond the number that stays; gives their names. A file that cannot be removed is left for the next time."""
    gone = []
    for name in rules.surplus((path.name for path in place.folder.iterdir()), place.keep):
        try:
            (place.folder / name).unlink(missing_ok=True)
            gone.append(name)
        except OSError:
            log.warning("an old backup could not be removed", exc_info=True)
    actions.note_gone(str(place.folder), gone, at)
    return gone


@contextmanager
def _kept(backup: Backup) -> Iterator[None]:
    """Say, through a connection of its own, that the process is alive while the archive is made."""
    done = threading.Event()

    def renew() -> None:
        try:
            while not done.wait(actions.LEASE.total_seconds() / 4):
                try:
                    actions.renew(backup, now())
                except DatabaseError:
                    log.warning("backup %s: the lease could not be renewed", backup.pk)
        finally:
            connection.close()

    keeper = threading.Thread(target=renew, name=f"lease of backup {backup.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
