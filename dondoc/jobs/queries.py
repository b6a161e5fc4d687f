"""Reading the queue and those who work it; nothing of what a job is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Max, Min, Q, QuerySet, Value, When

from dondoc.jobs import tick
from dondoc.jobs.models import Job, PeriodicRun, Worker

#: A class of exception with its module, as `dondoc.logs.shape` writes it first; whatever else an error holds might quote content.
CLASS = re.compile(r"([a-z_]\w*\.)+[A-Z]\w*|[A-Z]\w*(Error|Exception)", re.ASCII)


@dataclass(frozen=True)
class Queue:
    """How many jobs are due and done by nobody yet, since when the first of them is; how many are parked."""

    waiting: int
    since: datetime | None
    parked: int
    parked_since: datetime | None


def queue(at: datetime) -> Queue:
    """The queue at the instant; a job that is to be done later, or is being done, does not wait."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    due = Q(parked_at=None, run_at__lte=at) & free
    parked = Q(parked_at__isnull=False)
    found = Job.objects.filter(done_at=None).aggregate(
        waiting=Count("pk", filter=due), since=Min("run_at", filter=due),
        parked=Count("pk", filter=parked), parked_since=Min("parked_at", filter=parked),
    )  # fmt: skip
    return Queue(**found)


def parked() -> QuerySet[Job]:
    """Jobs that wait for the administrator, the latest first."""
    return Job.objects.filter(parked_at__isnull=False, done_at=None).order_by("-parked_at", "-pk")


def class_of_error(job: Job) -> str:
    """Which class of exception the job last met, and not a word more; empty when that cannot be told."""
    first = re.split(r"[\s:;]", job.error.strip(), maxsplit=1)[0]
    return first if CLASS.fullmatch(first) else ""


def by_kind(at: datetime) -> list[tuple[str, str, int]]:
    """Kind, state (waiting, later, running, parked) and how many, of jobs that are not done."""
    state = Case(
        When(parked_at__isnull=False, then=Value("parked")), When(lease_until__gte=at, then=Value("running")),
        When(run_at__gt=at, then=Value("later")), default=Value("waiting"),
    )  # fmt: skip
    found = Job.objects.filter(done_at=None).order_by().annotate(state=state)
    return list(found.values_list("kind", "state").annotate(Count("pk")).order_by("kind", "state"))


@dataclass(frozen=True)
class Workers:
    """How many workers were seen since the instant asked for, how many were left behind; who was seen, and took a job, last."""

    alive: int
    lost: int
    seen_at: datetime | None
    claimed_at: datetime | None


def workers(since: datetime) -> Workers:
    """Those that told of themselves since the instant are alive."""
    found = Worker.objects.aggregate(
        alive=Count("pk", filter=Q(seen_at__gte=since)), lost=Count("pk", filter=Q(seen_at__lt=since)),
        seen_at=Max("seen_at"), claimed_at=Max("claimed_at"),
    )  # fmt: skip
    return Workers(**found)


def last_tick() -> datetime | None:
    """When the rules were last asked."""
    found: datetime | None = PeriodicRun.objects.filter(rule=tick.RULE).aggregate(last=Max("ran_at"))["last"]
    return found
