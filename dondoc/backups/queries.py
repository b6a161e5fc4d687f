"""Reading: how well the installation is backed up, whether its outbox is held, which archives hold what was purged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from dondoc.backups import rules
from dondoc.backups.models import COPIES, Backup, Restoration, State


@dataclass(frozen=True)
class Health:
    """How well the installation is backed up. ``alarms`` are codes; `sentences.ALARMS` has their words.

    ``last`` is the newest archive that ended well (perhaps without some file), ``before`` the one before it, ``failed`` the
    latest failure, ``running`` what waits or is being made, ``held`` the restoration whose outbox waits for a person.
    """

    scheduled: bool
    last: Backup | None
    before: Backup | None
    failed: Backup | None
    running: Backup | None
    age: timedelta | None
    alarms: tuple[str, ...]
    held: Restoration | None

    @property
    def size(self) -> int | None:
        """Bytes of the last good one."""
        return self.last.size if self.last is not None else None


def health(at: datetime) -> Health:
    """What the status page, the metrics and the alarms tell: four queries."""
    restored = Restoration.objects.order_by("-restored_at", "-id").first()
    copies = list(there(restored)[:2])
    failed = Backup.objects.filter(state=State.FAILED).order_by("-id").first()
    running = Backup.objects.filter(state__in=[State.WAITING, State.RUNNING]).order_by("id").first()
    last, before = copies[0] if copies else None, copies[1] if len(copies) > 1 else None
    told = [rules.Copy(made_at(copy), copy.size, copy.state == State.GOOD) for copy in copies]
    hours = 0 if settings.DEMO else settings.BACKUP_ALARM_HOURS
    found = rules.alarms(told, failed.ended_at if failed is not None else None, at=at, hours=hours)
    return Health(
        scheduled=bool(settings.BACKUP_TO), last=last, before=before, failed=failed, running=running,
        age=at - made_at(last) if last is not None else None, alarms=found,
        held=restored if restored is not None and restored.released_at is None else None,
    )  # fmt: skip


def made_at(copy: Backup) -> datetime:
    """The moment that the archive holds."""
    return copy.snapshot_at or copy.asked_at


def there(restored: Restoration | None) -> QuerySet[Backup]:
    """Archives that were made and not removed by the schedule, the newest first.

    Those from before a restoration were made on another machine: whether they still lie somewhere nobody here can tell.
    """
    found = Backup.objects.filter(state__in=COPIES, gone_at=None)
    if restored is not None:
        found = found.filter(ended_at__gt=restored.restored_at)
    return found.order_by("-snapshot_at", "-id")


def held_outbox() -> Restoration | None:
    """The restoration whose outbox waits for a person; None when mail goes out as usual."""
    return Restoration.objects.filter(released_at=None).order_by("-id").first()


def outbox_is_held() -> bool:
    """Whether no mail may leave."""
    return Restoration.objects.filter(released_at=None).exists()


def tries_of(day: str) -> list[rules.Try]:
    """The scheduled tries of the day so far."""
    tries = Backup.objects.filter(key__startswith=f"{day}/").order_by("id")
    return [rules.Try(one.ended_at, one.state in COPIES) for one in tries]


def holding(from_at: datetime, until_at: datetime) -> list[tuple[datetime, str]]:
    """Archives, as far as they are known here, that hold what was entered and purged at the two instants; when made, and name.

    An archive that was being made while the purge was carried out was begun anew and holds it no more.
    """
    found = Backup.objects.filter(state__in=COPIES, ended_at__gte=from_at, snapshot_at__lte=until_at, gone_at=None)
    return [(made_at(copy), copy.file_name) for copy in found.order_by("snapshot_at", "id")]
