"""The worker: claims jobs and does the chores until it is told to stop."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime, timedelta

from django.db import Error as DatabaseFault
from django.db import close_old_connections, connection, transaction

from dondoc.clock import now
from dondoc.jobs import actions, registry
from dondoc.jobs.models import Job
from dondoc.logs import shape

log = logging.getLogger(__name__)
BEAT = timedelta(seconds=15)


class Pulse:
    """What a worker tells of itself: that it is alive, four times a minute, and when it last took a job."""

    def __init__(self, worker: str) -> None:
        self.worker, self.began = worker, now()
        self.said: datetime | None = None
        self.claimed: datetime | None = None

    def beat(self, *, claimed: bool = False) -> None:
        """Say it when it is time to; between two times only remember."""
        at = now()
        if claimed:
            self.claimed = at
        if self.said is None or not self.said <= at < self.said + BEAT:
            host, pid = socket.gethostname()[:120], os.getpid()
            actions.beat(self.worker, host=host, pid=pid, began_at=self.began, claimed_at=self.claimed, at=at)
            self.said = at


def work_one(worker: str, *, apart: bool = False) -> bool:
    """Work one job; its effect and its end are one transaction. False when nothing is due.

    A job of those that are worked apart has no transaction around it: it is safe to begin again until it is finished.
    """
    job = actions.claim(worker, now(), apart=apart)
    if job is None:
        return False
    try:
        with _held(job, beside=apart), nullcontext() if apart else transaction.atomic():
            registry.HANDLERS[job.kind](job.params, now())
            actions.finish(job, now())
    except Exception as error:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        actions.fail(job, "; ".join(shape(error)), now())
    return True


@contextmanager
def _held(job: Job, *, beside: bool = False) -> Iterator[None]:
    """Renew the lease of a job while it is worked, so that a long one is not taken over; through a connection of its own."""
    if connection.vendor == "sqlite" and not beside:  # the work itself holds the one write lock: nobody can claim
        yield
        return
    done = threading.Event()

    def renew() -> None:
        try:
            while not done.wait(actions.LEASE.total_seconds() / 3):
                try:
                    actions.renew(job, now())
                except DatabaseFault:
                    log.warning("job %s: the lease could not be renewed", job.pk)
                    connection.close()  # the next try has a connection of its own again, whatever became of this one
        finally:
            connection.close()

    keeper = threading.Thread(target=renew, name=f"lease of job {job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def turn(worker: str, stop: threading.Event | None = None, *, pulse: Pulse | None = None) -> None:
    """One turn: every job that is due, then the chores; a chore that fails does not stop the others."""
    stop, pulse = stop or threading.Event(), pulse or Pulse(worker)
    pulse.beat()
    while not stop.is_set() and work_one(worker):
        pulse.beat(claimed=True)
    for function in registry.CHORES:
        if stop.is_set():
            return
        pulse.beat()
        try:
            function(now())
        except Exception:
            log.exception("chore %s failed", getattr(function, "__name__", function))
            close_old_connections()


def run(stop: threading.Event, *, pause: float = 2.0) -> None:
    """Turn after turn until told to stop; a database that does not answer is asked again in the next turn."""
    worker = uuid.uuid4().hex[:12]
    pulse = Pulse(worker)
    threading.Thread(target=_work_apart, args=(worker, stop, pause), name="jobs that take long", daemon=True).start()
    while not stop.is_set():
        try:
            turn(worker, stop, pulse=pulse)
        except Exception:
            log.exception("the worker's turn failed")
        close_old_connections()
        stop.wait(pause)
    with suppress(DatabaseFault):  # a database that is away forgets it by itself
        actions.rest(worker)


def _work_apart(worker: str, stop: threading.Event, pause: float) -> None:
    """The jobs that take long, one after the other, beside the turns of the worker."""
    while not stop.is_set():
        try:
            while not stop.is_set() and work_one(worker, apart=True):
                pass
        except Exception:
            log.exception("the worker's long jobs failed")
        close_old_connections()
        stop.wait(pause)
    connection.close()
