"""The verbs: ask for a backup, claim it, hold it, end it; finish a restoration, release its outbox."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from dondoc.backups import permissions, restoring
from dondoc.backups.archive import Manifest
from dondoc.backups.making import Made
from dondoc.backups.models import Backup, Restoration, State
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor
from dondoc.units.permissions import require

LEASE = timedelta(minutes=2)
#: The journal of the installation itself.
INSTALLATION = 0


def ask(*, by: Actor | None, at: datetime, key: str | None = None) -> Backup:
    """Ask for a backup; one that already waits or is being made is the answer. The schedule asks with a key, once.

    Raises:
        Refused: not the administrator; a person asks, and no folder is set to which the worker could write.
    """
    require(by is None or permissions.can_keep_backups(by), "permission.operate")
    if by is not None and not settings.BACKUP_TO:
        raise Refused(Refusal("backup.no_folder", {}, None))
    try:
        with transaction.atomic():
            expire(at)
            standing = Backup.objects.filter(state__in=[State.WAITING, State.RUNNING]).order_by("id").first()
            if standing is not None:
                return standing
            person = by.person if by is not None else None
            asked = Backup.objects.create(key=key, asked_at=at, asked_by=person)
            if by is not None:
                journal.record(
                    "backup.asked", register_id=INSTALLATION, stamp=by.stamp, at=at, payload={"backup": asked.pk}
                )
            return asked
    except IntegrityError:  # another asked at the same moment
        found = Backup.objects.filter(state__in=[State.WAITING, State.RUNNING]).order_by("id").first()
        return found or Backup.objects.latest("id")


def expire(at: datetime) -> int:
    """A backup whose process told nothing for the time of the lease has failed; says how many."""
    lost = Backup.objects.filter(state=State.RUNNING, lease_until__lt=at)
    return lost.update(state=State.FAILED, ended_at=at, lease_until=None, reason="backup.interrupted")


def claim(at: datetime) -> Backup | None:
    """Take the backup that waits, unless one is being made; of two workers one gets it."""
    if not Backup.objects.filter(state__in=[State.WAITING, State.RUNNING]).exists():
        return None  # the usual case, asked every two seconds: nobody is kept from writing for it
    try:
        with transaction.atomic():
            expire(at)
            waiting = Backup.objects.filter(state=State.WAITING).order_by("id").first()
            if waiting is None or Backup.objects.filter(state=State.RUNNING).exists():
                return None
            mine = Backup.objects.filter(pk=waiting.pk, state=State.WAITING)
            if not mine.update(state=State.RUNNING, started_at=at, lease_until=at + LEASE):
                return None
    except IntegrityError:
        return None
    return Backup.objects.get(pk=waiting.pk)


def renew(backup: Backup, at: datetime) -> bool:
    """The process that makes it is alive; False when it is no longer its own."""
    mine = Backup.objects.filter(pk=backup.pk, state=State.RUNNING, started_at=backup.started_at)
    return bool(mine.update(lease_until=at + LEASE))


def end_well(backup: Backup, made: Made, at: datetime) -> None:
    """The archive lies under its name."""
    manifest = made.manifest
    Backup.objects.filter(pk=backup.pk).update(
        state=State.INCOMPLETE if manifest.missing else State.GOOD, ended_at=at, lease_until=None,
        snapshot_at=made.snapshot_at, folder=str(made.path.parent)[:400], file_name=made.path.name, size=made.size,
        sha256=made.hash, heads=[asdict(head) for head in manifest.facts.heads], files=manifest.files.count,
        missing=len(manifest.missing), encrypted=made.encrypted, begun_anew=manifest.begun_anew, reason="",
    )  # fmt: skip


def end_badly(backup: Backup, refusal: Refusal, at: datetime) -> None:
    """It could not be made; the reason stays, in words that hold nothing of content."""
    params = {name: str(value)[:300] for name, value in refusal.params.items()}
    Backup.objects.filter(pk=backup.pk).update(
        state=State.FAILED, ended_at=at, lease_until=None, reason=refusal.code, reason_params=params
    )


def note_gone(folder: str, names: list[str], at: datetime) -> int:
    """Archives were removed to make room."""
    return Backup.objects.filter(folder=folder, file_name__in=names, gone_at=None).update(gone_at=at)


def finish_restoration(manifest: Manifest, archive: str, *, size: int, at: datetime) -> Restoration:
    """The last step: the outbox is held, jobs that somebody held are free, the backup that this is has ended; the mark goes.

    One transaction: there is no moment in which the copy is open and its outbox is not held.
    """
    with transaction.atomic():
        made_at = datetime.fromisoformat(manifest.created_at)
        heads = [asdict(head) for head in manifest.facts.heads]
        restored = Restoration.objects.create(
            archive=archive[:200], made_at=made_at, program=manifest.program, heads=heads, restored_at=at
        )
        jobs.free(at)
        own = Backup.objects.filter(pk=manifest.backup, state=State.RUNNING)
        own.update(
            state=State.INCOMPLETE if manifest.missing else State.GOOD, ended_at=at, lease_until=None,
            snapshot_at=made_at, file_name=archive[:80], heads=heads, files=manifest.files.count, size=size,
            missing=len(manifest.missing),
        )  # fmt: skip
        Backup.objects.filter(state__in=[State.RUNNING, State.WAITING]).update(
            state=State.FAILED, ended_at=at, lease_until=None, reason="backup.interrupted"
        )
        restoring.unmark()
        return restored


def release_outbox(*, by: Actor, at: datetime) -> Restoration:
    """Let the mail of a restored copy go out again; who and when stays with the restoration and in the journal.

    Raises:
        Refused: not the administrator; no outbox is held.
    """
    with transaction.atomic():
        require(permissions.can_keep_backups(by), "permission.operate")
        held = Restoration.objects.select_for_update().filter(released_at=None).order_by("-id").first()
        if held is None or by.person is None:
            raise Refused(Refusal("outbox.not_held", {}, None))
        Restoration.objects.filter(released_at=None).update(released_at=at, released_by=by.person)
        journal.record(
            "outbox.released", register_id=INSTALLATION, stamp=by.stamp, at=at,
            payload={"archive": held.archive, "made_at": held.made_at},
        )  # fmt: skip
        held.released_at, held.released_by = at, by.person
        return held
