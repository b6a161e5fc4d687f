"""The worker: claims jobs and does the chores until it is told to stop."""

from __future__ import annotations

import logging
import threading
import uuid

from django.db import transaction

from dondoc.clock import now
from dondoc.jobs import actions, registry

log = logging.getLogger(__name__)


def work_one(worker: str) -> bool:
    """Work one job; its effect and its end are one transaction. False when nothing is due."""
    job = actions.claim(worker, now())
    if job is None:
        return False
    try:
        with transaction.atomic():
            registry.HANDLERS[job.kind](job.params, now())
            actions.finish(job, now())
    except Exception as error:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        actions.fail(job, f"{type(error).__name__}: {error}", now())
    return True


def turn(worker: str) -> None:
    """One turn: every job that is due, then the chores; a chore that fails does not stop the others."""
    while work_one(worker):
        pass
    for function in registry.CHORES:
        try:
            function(now())
        except Exception:
            log.exception("chore %s failed", getattr(function, "__name__", function))


def run(stop: threading.Event, *, pause: float = 2.0) -> None:
    """Turn after turn until told to stop."""
    worker = uuid.uuid4().hex[:12]
    while not stop.is_set():
        turn(worker)
        stop.wait(pause)
