"""The technical state of the installation: nothing of what any task says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q

from dondoc import gazette
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.jobs.models import Job, PeriodicRun
from dondoc.journal.models import Entry, Notice

SLOW_TICK = timedelta(hours=1)
SLOW_SEAL = timedelta(minutes=1)
PARKED_SHOWN = 20


@dataclass(frozen=True)
class Parked:
    """A job that waits for the administrator; of its error only the class, for the text might quote content."""

    pk: int
    kind: str
    attempts: int
    parked_at: datetime
    error: str


@dataclass(frozen=True)
class House:
    """What an administrator looks at first."""

    waiting_jobs: int
    parked_jobs: int
    parked: list[Parked]
    unsealed: int
    unsealed_since: datetime | None
    mail_on: bool
    mail_waiting: int
    mail_since: datetime | None
    last_tick: datetime | None
    last_reminders: datetime | None
    database: str
    editions: list[tuple[str, datetime]]
    calendar: str
    calendar_years: tuple[int, ...]
    asked_at: datetime

    @property
    def tick_is_late(self) -> bool:
        """No worker has asked the rules for an hour."""
        return self.last_tick is None or self.asked_at - self.last_tick > SLOW_TICK

    @property
    def seal_is_late(self) -> bool:
        """Entries have waited more than a minute for their number in the chain."""
        return self.unsealed_since is not None and self.asked_at - self.unsealed_since > SLOW_SEAL


def state_of_the_house(at: datetime) -> House:
    """Read it all: nine queries."""
    jobs = Job.objects.filter(done_at=None).aggregate(
        waiting=Count("pk", filter=Q(parked_at=None)), parked=Count("pk", filter=Q(parked_at__isnull=False))
    )
    seals = Entry.objects.filter(unsealed__isnull=False).aggregate(count=Count("pk"), since=Min("recorded_at"))
    mail_on = bool(settings.EMAIL_HOST)
    mail: dict[str, Any] = _outbox() if mail_on else {"count": 0, "since": None}
    told = Max("ran_at", filter=Q(rule__startswith="reminders"))  # a row for each register
    runs = PeriodicRun.objects.aggregate(tick=Max("ran_at", filter=Q(rule="tick")), reminders=told)
    version = CalendarVersion.objects.order_by("-id").first()
    return House(
        waiting_jobs=jobs["waiting"],
        parked_jobs=jobs["parked"],
        parked=[
            _parked(job) for job in Job.objects.exclude(parked_at=None).order_by("-parked_at", "pk")[:PARKED_SHOWN]
        ],
        unsealed=seals["count"],
        unsealed_since=seals["since"],
        mail_on=mail_on,
        mail_waiting=mail["count"],
        mail_since=mail["since"],
        last_tick=runs["tick"],
        last_reminders=runs["reminders"],
        database=connection.vendor,
        editions=list(Edition.objects.order_by("pk").values_list("label", "loaded_at")),
        calendar=version.version if version else "",
        calendar_years=tuple(sorted(gazette.calendar(version).years)) if version else (),
        asked_at=at,
    )


def _outbox() -> dict[str, Any]:
    """How many notices wait for the mail, and since when."""
    waiting = Notice.objects.waiting()
    found: dict[str, Any] = waiting.aggregate(count=Count("pk"), since=Min("created_at"))
    return found


def _parked(job: Job) -> Parked:
    assert job.parked_at is not None
    return Parked(job.pk, job.kind, job.attempts, job.parked_at, job.error.partition(":")[0][:60])
