"""The verbs of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dondoc.jobs import registry
from dondoc.jobs.models import Job, PeriodicRun, Worker

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
KEPT = timedelta(days=30)
LONGEST_ERROR = 2000
#: What is kept of a job on which its worker died: nobody was left to say more.
ENDED = "the worker ended while working on it"
LONG_UNSEEN = timedelta(days=1)


class LeaseLost(RuntimeError):
    """Another worker has taken the job over; what was done for it must be rolled back."""


def enqueue(kind: str, params: Mapping[str, object], *, at: datetime, key: str | None = None) -> Job | None:
    """Add a job in the running transaction; a key that was ever used adds none, also when two ask at once."""
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, params=dict(params), key=key, run_at=at)
    except IntegrityError:
        if key is None:
            raise
        return None


def claim(worker: str, at: datetime, *, apart: bool = False) -> Job | None:
    """Take the next job that is due and that nobody holds; of two workers one wins. ``apart``: of those that take long.

    A job whose worker died on it as often as a job may fail is parked instead of killing one worker after the other.
    """
    passed_over: set[int] = set()
    while True:
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        waiting = Job.objects.filter(free, run_at__lte=at, done_at=None, parked_at=None).exclude(pk__in=passed_over)
        waiting = waiting.filter(kind__in=registry.APART) if apart else waiting.exclude(kind__in=registry.APART)
        job = waiting.order_by("run_at", "id").first()
        if job is None:
            return None
        passed_over.add(job.pk)
        found = Job.objects.filter(free, pk=job.pk, done_at=None, parked_at=None, attempts=job.attempts)
        if job.attempts >= MOST_ATTEMPTS:
            found.update(parked_at=at, lease_until=None, error=job.error or ENDED)
        elif found.update(lease_until=at + LEASE, leased_by=worker, attempts=F("attempts") + 1):
            return Job.objects.get(pk=job.pk)


def _held(job: Job) -> Q:
    """The row as long as the one who claimed it still holds it: nobody else has claimed, finished or parked it."""
    return Q(pk=job.pk, leased_by=job.leased_by, attempts=job.attempts, done_at=None, parked_at=None)


def renew(job: Job, at: datetime) -> bool:
    """Hold the job for another lease; False when it is held no more."""
    return bool(Job.objects.filter(_held(job)).update(lease_until=at + LEASE))


def finish(job: Job, at: datetime) -> None:
    """The job is done; called in the transaction of its effect.

    Raises:
        LeaseLost: another worker has it; the transaction must not commit.
    """
    if not Job.objects.filter(_held(job)).update(done_at=at, lease_until=None, error=""):
        raise LeaseLost(f"job {job.pk} ({job.kind}) is held by another worker")


def fail(job: Job, error: str, at: datetime) -> None:
    """Try again later, each time later; after five tries the job waits for the administrator."""
    told = error[:LONGEST_ERROR]
    if job.attempts >= MOST_ATTEMPTS:
        Job.objects.filter(_held(job)).update(parked_at=at, lease_until=None, error=told)
        return
    later = at + timedelta(seconds=30 * 4 ** (job.attempts - 1))
    Job.objects.filter(_held(job)).update(run_at=later, lease_until=None, error=told)


def revive(job: Job, at: datetime) -> bool:
    """A parked job gets another five tries; False when it is parked no more."""
    parked = Job.objects.filter(pk=job.pk, parked_at__isnull=False, done_at=None)
    return bool(parked.update(parked_at=None, attempts=0, run_at=at, error=""))


def free(at: datetime) -> int:
    """Nobody holds anything any more: the workers of a copy that was restored are not here; says how many jobs were held."""
    held = Job.objects.filter(done_at=None, parked_at=None).exclude(lease_until=None)
    return held.update(lease_until=None, leased_by="", run_at=at)


def drop(job: Job, reason: str, at: datetime) -> bool:
    """A parked job is given up, with the reason; False when it is parked no more. Its key stays taken."""
    parked = Job.objects.filter(pk=job.pk, parked_at__isnull=False, done_at=None)
    return bool(parked.update(done_at=at, dropped=reason))


def beat(name: str, *, host: str, pid: int, began_at: datetime, claimed_at: datetime | None, at: datetime) -> None:
    """The worker says that it is alive, and when it last took a job."""
    if not Worker.objects.filter(name=name).update(seen_at=at, claimed_at=claimed_at):
        Worker.objects.create(name=name, host=host, pid=pid, began_at=began_at, seen_at=at, claimed_at=claimed_at)


def rest(name: str) -> None:
    """The worker ends in order and is missed by nobody."""
    Worker.objects.filter(name=name).delete()


def once(rule: str, period: str, at: datetime) -> bool:
    """True for the first who asks for the period; call it in the transaction of the effect."""
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(rule=rule, period=period, ran_at=at)
    except IntegrityError:
        return False
    return True


def forget(rule: str, at: datetime) -> int:
    """Drop the periods of a rule that were worked more than a month ago; says how many."""
    return PeriodicRun.objects.filter(rule=rule, ran_at__lt=at - KEPT).delete()[0]


def sweep(at: datetime) -> int:
    """Drop jobs without a key that were done more than a month ago; says how many. Killed workers are forgotten in a day."""
    Worker.objects.filter(seen_at__lt=at - LONG_UNSEEN).delete()
    return Job.objects.filter(done_at__lt=at - KEPT, key=None).delete()[0]
