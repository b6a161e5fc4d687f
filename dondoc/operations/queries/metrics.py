"""The figures for a monitoring system: numbers of rows, ages, sizes. No person, no unit, no word of any task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from dondoc.jobs import queries as jobs
from dondoc.journal import queries as journal
from dondoc.operations import meter, rules
from dondoc.operations.exposition import Family, Sample, gauge
from dondoc.operations.models import DUTIES, Measurement
from dondoc.operations.queries import house, places

PLACES = {"files": "files", "disk": "database"}


def families(at: datetime, folder: Path | None) -> list[Family]:
    """Everything; without the database what the process knows by itself."""
    own = [gauge("dondoc_info", "Version of the program.", Sample(1, {"version": places.version()})), *_disks()]
    if folder is not None:
        own.append(_requests(folder))
    try:
        asked = [*_work(at), *_journal(at), *_duties(at), *_database(), *_lines(at)]
    except DatabaseError:
        return [*own, gauge("dondoc_database_up", "Whether the database answers.", 0)]
    return [*own, gauge("dondoc_database_up", "Whether the database answers.", 1), *asked]


def _requests(folder: Path) -> Family:
    samples: list[Sample] = []
    for (page, status), figures in sorted(meter.totals(folder).items()):
        labels = {"page": page, "status": status}
        counts = meter.cumulative(figures)
        for end, count in counts.items():
            samples.append(Sample(count, {**labels, "le": "+Inf" if end == float("inf") else f"{end:g}"}, "_bucket"))
        samples += [Sample(figures[0], labels, "_sum"), Sample(counts[float("inf")], labels, "_count")]
    said = "Requests by name of the address and class of the status."
    return Family("dondoc_request_seconds", "histogram", said, tuple(samples))


def _seconds(since: datetime | None, at: datetime) -> tuple[float, ...]:
    """The age as a sample; nothing when there is none."""
    return () if since is None else (max(0.0, (at - since).total_seconds()),)


def _work(at: datetime) -> Iterator[Family]:
    queue, found = jobs.queue(at), jobs.workers(at - rules.UNSEEN.alarm)
    kinds = [Sample(count, {"kind": kind, "state": state}) for kind, state, count in jobs.by_kind(at)]
    yield gauge("dondoc_jobs", "Jobs that are not done, by kind and state.", *kinds)
    yield gauge("dondoc_jobs_waiting", "Jobs that are due and done by nobody yet.", queue.waiting)
    yield gauge("dondoc_jobs_parked", "Jobs that wait for the administrator.", queue.parked)
    oldest = _seconds(queue.since, at) or (0,)
    yield gauge("dondoc_jobs_oldest_seconds", "How long the oldest job has waited.", *oldest)
    yield gauge("dondoc_workers", "Workers that were seen within five minutes.", found.alive)
    yield gauge("dondoc_worker_seen_seconds", "Since when no worker was seen.", *_seconds(found.seen_at, at))
    yield gauge("dondoc_tick_seconds", "How long ago the rules were asked.", *_seconds(jobs.last_tick(), at))
    if settings.EMAIL_HOST:
        yield from _mail(at)


def _mail(at: datetime) -> Iterator[Family]:
    box = journal.outbox(at - rules.DAY)
    yield gauge("dondoc_outbox_notices", "Notices that wait to be mailed.", box.waiting)
    yield gauge("dondoc_outbox_oldest_seconds", "How long the oldest has waited.", *(_seconds(box.since, at) or (0,)))
    yield gauge("dondoc_mail_seconds", "How long ago the mail server took a mail.", *_seconds(box.mailed_at, at))


def _journal(at: datetime) -> Iterator[Family]:
    """Registers by number: a number is no name."""
    lags = {lag.register_id: lag for lag in journal.unsealed()}
    heads = journal.heads()
    numbers = sorted({*lags, *heads})
    sealed = [Sample(heads.get(number, 0), {"register": str(number)}) for number in numbers]
    waiting = [Sample(lags[n].count if n in lags else 0, {"register": str(n)}) for n in numbers]
    oldest = [
        Sample(_seconds(lags[n].since, at)[0] if n in lags else 0, {"register": str(n)}) for n in numbers
    ]  # fmt: skip
    yield gauge("dondoc_journal_sealed_entries", "Entries in the chain of a register.", *sealed)
    yield gauge("dondoc_journal_unsealed_entries", "Entries that wait for their seal.", *waiting)
    yield gauge("dondoc_journal_unsealed_seconds", "How long the oldest has waited for its seal.", *oldest)


def _duties(at: datetime) -> Iterator[Family]:
    """Counted each quarter of an hour by the worker."""
    found = Measurement.objects.filter(name=DUTIES).first()
    if found is None:
        return
    counts = [Sample(float(count), {"state": state}) for state, count in sorted(found.figures.items())]
    yield gauge("dondoc_duties", "Duties that are open, and those of them past their date.", *counts)
    yield gauge("dondoc_duties_counted_seconds", "How long ago they were counted.", *_seconds(found.measured_at, at))


def _database() -> Iterator[Family]:
    told = places.database()
    yield gauge("dondoc_database_size_bytes", "Size of the database.", told.size)
    if told.connections is not None:
        yield gauge("dondoc_database_connections", "Connections to the database.", told.connections)


def _disks() -> Iterator[Family]:
    found = {PLACES[key]: disk for key, disk in places.disks().items() if disk is not None}
    free = [Sample(disk.free, {"place": place}) for place, disk in found.items()]
    whole = [Sample(disk.whole, {"place": place}) for place, disk in found.items()]
    yield gauge("dondoc_disk_free_bytes", "Free bytes where files and database lie.", *free)
    yield gauge("dondoc_disk_size_bytes", "All bytes there.", *whole)


def _lines(at: datetime) -> Iterator[Family]:
    states = house.worst_by_key(house.lines(at))
    samples = [Sample(int(state), {"line": key}) for key, state in states.items()]
    yield gauge("dondoc_state", "0 good, 1 deserves a look, 2 alarm; by line of the page of the house.", *samples)
