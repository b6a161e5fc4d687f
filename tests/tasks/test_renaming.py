"""A unit gets another name: its tasks are found under it, open and closed ones, without anybody's doing (H5)."""

from __future__ import annotations

import pytest

from dondoc.clock import now
from dondoc.jobs import worker
from dondoc.jobs.models import Job
from dondoc.tasks import rebuild
from dondoc.tasks.actions import following
from dondoc.tasks.models import Task
from dondoc.units import actions as units
from tests.world import World, on


def _rename(world: World, code: str = "STC", name: str = "Sở Ngân khố") -> None:
    units.rename_unit(by=world.actor("chanhvp"), at=now(), unit=world.units[code], name=name, decision="QĐ 1")


def _work() -> int:
    done = 0
    while worker.work_one("an"):
        done += 1
    return done


def test_h5_tasks_are_found_under_the_new_name_of_a_unit(world: World, clock) -> None:
    """Design 7: open, closed and partnered ones; the old name finds them no more; the projections equal the facts."""
    done = world.assignment("STC")
    world.send(done, at=on("2016-11-07", 10))
    world.accept(done, at=on("2016-11-07", 11))
    partner, other = world.task("SXD", coordinating=("STC",)), world.task("SKHDT")
    _rename(world)
    assert list(rebuild.differences()), "stale until the worker comes"
    _work()
    assert list(rebuild.differences()) == []
    assert set(Task.objects.matching("so ngan kho")) == {done.task, partner}
    assert not Task.objects.matching("sở tài chính").exists() and other in Task.objects.matching("ke hoach dau tu")


def test_h5_a_unit_that_gave_its_task_on_is_not_looked_for(world: World, clock) -> None:
    """Only who has a task, or had it to the end, stands in its key."""
    from dondoc.tasks import actions as tasks

    assignment = world.assignment("STC")
    by = world.actor("chanhvp")
    tasks.reassign(by=by, at=on("2016-11-07", 10), assignment=assignment, unit=world.units["SXD"], reason="nhầm")
    _rename(world)
    _work()
    assert not Task.objects.matching("ngân khố").exists() and list(rebuild.differences()) == []


def test_h5_thousands_are_written_in_portions_and_gone_on_with(
    world: World, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A portion is one job that commits with the next one: a worker that is killed leaves it to the next worker."""
    monkeypatch.setattr(following, "BATCH", 2)
    world.directive(*[world.given("STC") for _ in range(5)])
    _rename(world)
    assert worker.work_one("an")
    assert Task.objects.matching("ngân khố").count() == 2 and Job.objects.filter(done_at=None).count() == 1
    assert _work() == 2
    assert Task.objects.matching("ngân khố").count() == 5


def test_h5_two_names_at_once_end_with_the_last(world: World, clock) -> None:
    """Both jobs write what is so when they come: the order does not count."""
    task = world.task("STC")
    _rename(world, name="Sở Một")
    _rename(world, name="Sở Ngân khố")
    for job in Job.objects.filter(done_at=None).order_by("-pk"):
        following.follow_rename(job.params["unit"], 0)
    assert list(Task.objects.matching("ngân khố")) == [task] and list(rebuild.differences()) == []
