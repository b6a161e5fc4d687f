"""The house as it is when everything works, and what each line says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from dondoc.jobs import actions as jobs
from dondoc.jobs import tick
from dondoc.jobs.models import Job
from dondoc.journal.jobs import seal_all
from dondoc.operations import jobs as chores
from dondoc.operations.queries import house
from dondoc.operations.rules import State
from tests.world import AT, World

MINUTE = timedelta(minutes=1)
States = Callable[[datetime], dict[str, State]]


def beat(at: datetime) -> None:
    """A worker tells of itself."""
    jobs.beat("an", host="may-1", pid=7, began_at=AT, claimed_at=at, at=at)


def parked(at: datetime, error: str = "builtins.ValueError /x.py:1 f", **columns: object) -> Job:
    """A job that failed five times."""
    return Job.objects.create(kind="calendar-changed", run_at=at, parked_at=at, attempts=5, error=error, **columns)


@pytest.fixture
def working(world: World, clock: object, settings) -> World:
    """The province, with a worker that has just done everything there was to do; backups are another test's matter."""
    settings.BACKUP_ALARM_HOURS = 0
    beat(AT)
    jobs.once(tick.RULE, AT.isoformat(), AT)
    seal_all(AT)
    chores.verify_journal(AT)
    return world


@pytest.fixture
def states(working: World) -> States:
    """The worst state of each line at an instant. The clocks of the tests' machine and of its PostgreSQL differ by years."""

    def ask(at: datetime) -> dict[str, State]:
        found = house.worst_by_key(house.lines(at))
        if connection.vendor == "postgresql":
            assert found["clock"] is State.ALARM
        return {key: state for key, state in found.items() if key != "clock"}

    return ask
