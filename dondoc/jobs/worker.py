"""The worker: claims jobs and does the chores until it is told to stop."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import DatabaseError, close_old_connections, connection, transaction

from dondoc.clock import now
from dondoc.jobs import actions, registry
from dondoc.jobs.models import Job
from dondoc.logs import shape

log = logging.getLogger(__name__)


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
                except DatabaseError:
                    log.warning("job %s: the lease could not be renewed", job.pk)
        finally:
            connection.close()

    keeper = threading.Thread(target=renew, name=f"lease of job {job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def turn(worker: str, stop: threading.Event | None = None) -> None:
    """One turn: every job that is due, then the chores; a chore that fails does not stop the others."""
    stop = stop or threading.Event()
    while not stop.is_set() and work_one(worker):
        pass
    for function in registry.CHORES:
        if stop.is_set():
            return
        try:
            function(now())
        except Exception:
            log.exception("chore %s failed", getattr(function, "__name__", function))
            close_old_connections()


def run(stop: threading.Event, *, pause: float = 2.0) -> None:
    """Turn after turn until told to stop; a database that does not answer is asked again in the next turn."""
    worker = uuid.uuid4().hex[:12]
    threading.Thread(target=_work_apart, args=(worker, stop, pause), name="jobs that take long", daemon=True).start()
    while not stop.is_set():
        try:
            turn(worker, stop)
        except Exception:
            log.exception("the worker's turn failed")
        close_old_connections()
        stop.wait(pause)


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
