"""The verbs of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dondoc.jobs.models import Job, PeriodicRun

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5


def enqueue(kind: str, params: Mapping[str, object], *, at: datetime, key: str | None = None) -> Job | None:
    """Add a job in the running transaction; a key that is there already adds none."""
    if key is not None and Job.objects.filter(key=key).exists():
        return None
    return Job.objects.create(kind=kind, params=dict(params), key=key, run_at=at)


def claim(worker: str, at: datetime) -> Job | None:
    """Take the next job that is due and that nobody holds; of two workers one wins."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    for pk in Job.objects.filter(free, run_at__lte=at, done_at=None, parked_at=None).values_list("pk", flat=True)[:10]:
        won = Job.objects.filter(free, pk=pk, done_at=None, parked_at=None).update(
            lease_until=at + LEASE, leased_by=worker, attempts=F("attempts") + 1
        )
        if won:
            return Job.objects.get(pk=pk)
    return None


def finish(job: Job, at: datetime) -> None:
    """The job is done; called in the transaction of its effect."""
    Job.objects.filter(pk=job.pk).update(done_at=at, lease_until=None)


def fail(job: Job, error: str, at: datetime) -> None:
    """Try again later, each time later; after five tries the job waits for the administrator."""
    if job.attempts >= MOST_ATTEMPTS:
        Job.objects.filter(pk=job.pk).update(parked_at=at, lease_until=None, error=error[:2000])
        return
    later = at + timedelta(seconds=30 * 4 ** (job.attempts - 1))
    Job.objects.filter(pk=job.pk).update(run_at=later, lease_until=None, error=error[:2000])


def revive(job: Job, at: datetime) -> None:
    """A parked job gets another chance."""
    Job.objects.filter(pk=job.pk).update(parked_at=None, attempts=0, run_at=at, error="")


def once(rule: str, period: str, at: datetime) -> bool:
    """True for the first who asks for the period; call it in the transaction of the effect."""
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(rule=rule, period=period, ran_at=at)
    except IntegrityError:
        return False
    return True
