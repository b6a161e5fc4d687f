"""The worker: one transaction a job, what it survives, how it stops; a worker killed outright."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from dondoc.clock import now
from dondoc.jobs import actions, registry, worker
from dondoc.jobs.models import Job, PeriodicRun
from tests.rivals import PATIENCE, line_of, process, together

AT = datetime(2016, 11, 7, 2, 0, tzinfo=UTC)


#: Far below the pause of a worker that has nothing to do and the time of a long queue: it was told, and it listened.
AT_ONCE = 20


def note(params: Mapping[str, Any], at: datetime) -> None:
    """An effect that can be counted: doing it twice violates a constraint."""
    PeriodicRun.objects.create(rule="effect", period=str(params["n"]), ran_at=at)


@contextmanager
def running(pause: float = 0.01) -> Iterator[threading.Event]:
    """A worker in a thread of its own, until the block ends; it must then stop at once, whatever else the machine does."""
    stop = threading.Event()

    def work() -> None:
        try:
            worker.run(stop, pause=pause)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield stop
    finally:
        began = time.monotonic()
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive() and time.monotonic() - began < AT_ONCE


@pytest.mark.django_db
def test_a_job_and_its_effect_are_one_transaction() -> None:
    registry.handler("note")(note)
    actions.enqueue("note", {"n": 1}, at=now())
    assert worker.work_one("an") and not worker.work_one("an")
    assert Job.objects.get().done_at is not None and PeriodicRun.objects.count() == 1


@pytest.mark.django_db
def test_a_handler_that_fails_midway_leaves_nothing() -> None:
    @registry.handler("fall")
    def fall(params: Mapping[str, Any], at: datetime) -> None:
        note(params, at)
        actions.enqueue("note", {"n": 2}, at=at)
        raise ValueError("không được")

    actions.enqueue("fall", {"n": 1}, at=now())
    assert worker.work_one("an")
    assert not PeriodicRun.objects.exists()
    left = Job.objects.get()
    assert (left.kind, left.attempts) == ("fall", 1)
    assert left.error.startswith("builtins.ValueError ") and "không được" not in left.error
    assert left.done_at is None and left.lease_until is None and left.run_at > now()


@pytest.mark.django_db
def test_an_unknown_kind_is_parked_in_the_end_and_stops_nobody() -> None:
    registry.handler("note")(note)
    actions.enqueue("nobody", {}, at=AT)
    with time_machine.travel(AT, tick=False) as clock:
        for _ in range(actions.MOST_ATTEMPTS):
            assert worker.work_one("an")
            clock.shift(timedelta(hours=1))
        actions.enqueue("note", {"n": 1}, at=now())
        assert worker.work_one("an") and not worker.work_one("an")
    assert Job.objects.get(kind="nobody").parked_at is not None
    assert PeriodicRun.objects.count() == 1


@pytest.mark.django_db
def test_one_chore_that_fails_does_not_stop_the_others() -> None:
    seen: list[datetime] = []

    def fall(_at: datetime) -> None:
        raise ValueError("no")

    registry.chore(fall)
    registry.chore(seen.append)
    registry.chore(seen.append)  # once, however often it is handed in
    worker.turn("an")
    assert len(registry.CHORES) == 2 and len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_job_do_it_once() -> None:
    """Design 8: one claims it, the other finds nothing to do."""
    registry.handler("note")(note)
    for number in range(5):
        actions.enqueue("note", {"n": number}, at=AT)
        found = together(lambda: worker.work_one("an"), lambda: worker.work_one("binh"))
        assert sorted(found) == [False, True], found
    assert PeriodicRun.objects.count() == 5
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_at_once_even_with_a_long_queue() -> None:
    began = threading.Event()
    for number in range(500):
        actions.enqueue("note", {"n": number}, at=AT)

    @registry.handler("note")
    def first(params: Mapping[str, Any], at: datetime) -> None:
        note(params, at)
        began.set()

    with running(pause=60):
        assert began.wait(PATIENCE)
    assert 0 < PeriodicRun.objects.count() < 500
    assert Job.objects.filter(done_at=None).exclude(lease_until=None).count() == 0  # none was left half done


@pytest.mark.django_db(transaction=True)
def test_the_worker_survives_a_database_that_fails() -> None:
    failed, done = threading.Event(), threading.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == "the worker's turn failed":
                failed.set()

    @registry.handler("note")
    def effect(params: Mapping[str, Any], at: datetime) -> None:
        note(params, at)
        done.set()

    listener = Listener()
    worker.log.addHandler(listener)
    actions.enqueue("note", {"n": 1}, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_job RENAME TO jobs_gone")
    try:
        with running():
            assert failed.wait(PATIENCE)
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE jobs_gone RENAME TO jobs_job")
            assert done.wait(PATIENCE)
    finally:
        worker.log.removeHandler(listener)


KILLED = """
import sys
from dondoc.clock import now
from dondoc.jobs import registry, worker
from dondoc.jobs.models import PeriodicRun

@registry.handler("note")
def note(params, at):
    PeriodicRun.objects.create(rule="effect", period=str(params["n"]), ran_at=at)
    print("half done", flush=True)
    sys.stdin.read()

worker.work_one("killed")
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next() -> None:
    """Design 8: killed at any point, no half-made change, and the next one finishes."""
    registry.handler("note")(note)
    actions.enqueue("note", {"n": 1}, at=now())
    with process(KILLED) as other:
        assert line_of(other) == "half done"
        other.kill()  # SIGKILL
        other.wait(PATIENCE)
    assert not PeriodicRun.objects.exists()
    assert Job.objects.get().leased_by == "killed"
    assert not worker.work_one("next")
    with time_machine.travel(now() + actions.LEASE + timedelta(seconds=1)):
        assert worker.work_one("next")
    assert PeriodicRun.objects.count() == 1
    assert Job.objects.get().done_at is not None and Job.objects.get().attempts == 2


@pytest.mark.django_db(transaction=True)
def test_a_long_job_keeps_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL the lease is renewed beside the work; on SQLite the work itself keeps every rival out."""
    monkeypatch.setattr(actions, "LEASE", timedelta(milliseconds=150))
    tried: list[bool] = []

    @registry.handler("long")
    def long(params: Mapping[str, Any], at: datetime) -> None:
        first = Job.objects.get().lease_until
        until = time.monotonic() + PATIENCE
        while connection.vendor != "sqlite" and Job.objects.get().lease_until == first:
            assert time.monotonic() < until, "the lease was not renewed"
        tried.append(True)
        note(params, at)

    actions.enqueue("long", {"n": 1}, at=now())
    assert worker.work_one("an")
    assert tried == [True] and Job.objects.get().done_at is not None


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_kept_when_its_connection_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pooler or a leader falls while a job is worked: the next renewal opens a connection of its own again."""
    monkeypatch.setattr(actions, "LEASE", timedelta(milliseconds=150))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    def renewed_since(lease: Any) -> Any:
        until = time.monotonic() + PATIENCE
        while (found := Job.objects.get().lease_until) == lease:
            assert time.monotonic() < until, "the lease was not renewed"
        return found

    @registry.handler("broken")
    def broken(params: Mapping[str, Any], at: datetime) -> None:
        if connection.vendor != "sqlite":
            lease = renewed_since(Job.objects.get().lease_until)
            with connection.cursor() as cursor:
                cursor.execute(others)
            # One renewal may have been under way; a second one came through a new connection.
            renewed_since(renewed_since(lease))
        note(params, at)

    actions.enqueue("broken", {"n": 1}, at=now())
    assert worker.work_one("an")
    assert Job.objects.get().done_at is not None and PeriodicRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_lost_the_lease_leaves_no_effect() -> None:
    """A worker that slept through its lease finds the job taken over: what it did is rolled back."""
    held: list[Job] = []

    @registry.handler("note")
    def taken_over(params: Mapping[str, Any], at: datetime) -> None:
        note(params, at)
        Job.objects.update(leased_by="binh", attempts=2)  # what a second claim writes
        held.append(Job.objects.get())

    actions.enqueue("note", {"n": 1}, at=now())
    assert worker.work_one("an")
    assert held and not PeriodicRun.objects.exists()
    assert Job.objects.get().done_at is None
