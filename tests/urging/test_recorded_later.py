"""A written urging that is written down later counts on the day on which it was done (HUE Appendix I.4, NOTES)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.duties.models import Duty, DutyKind, DutyOutcome
from dondoc.tasks.models import Assignment
from dondoc.urging import actions
from dondoc.urging.models import Channel
from tests.urging.climb import FIRST, OPENS, issue, tick, waiting
from tests.world import World, on


def _record(world: World, assignment: Assignment, *, occurred_on: date, channel: str = Channel.WRITTEN) -> None:
    actions.record_urging(
        by=world.actor("theodoi"), at=FIRST, directive=assignment.task.document, unit=assignment.unit, channel=channel,
        text="Đề nghị báo cáo", occurred_on=occurred_on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("occurred_on", "in_time"),
    [
        (date(2016, 11, 17), True),  # Thursday
        (date(2016, 11, 21), True),  # Monday, the third working day
        (date(2016, 11, 22), False),  # Tuesday, the day on which it is recorded
    ],
)
def test_d1_the_day_of_the_letter_decides(world: World, occurred_on: date, in_time: bool) -> None:
    """HUE App. I.4: within three working days after Wednesday 16 November; recorded on Tuesday 22 November."""
    assignment = world.assignment("STC")
    tick(OPENS)
    _record(world, assignment, occurred_on=occurred_on)
    duty = Duty.objects.get(kind=DutyKind.URGE)
    assert (duty.due_on, duty.outcome) == (date(2016, 11, 21), DutyOutcome.DISCHARGED)
    assert (duty.day_of_doing(), duty.was_in_time()) == (occurred_on, in_time)
    assert (
        Duty.objects.done_in_time().contains(duty) is in_time and Duty.objects.done_late().contains(duty) is not in_time
    )
    assert (duty.done_on is None) is (occurred_on == date(2016, 11, 22)), "null is the day of closed_at"


def test_d1_the_earliest_letter_counts_though_recorded_last(world: World) -> None:
    """HUE App. I.4: the slip of 22 November is a written urging too late; the letter of 18 November was in time."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    issue(world, waiting(), FIRST)
    assert Duty.objects.get(kind=DutyKind.URGE).was_in_time() is False
    _record(world, assignment, occurred_on=date(2016, 11, 18), channel=Channel.TELEPHONE)
    assert Duty.objects.get(kind=DutyKind.URGE).was_in_time() is False, "a call is no written urging"
    _record(world, assignment, occurred_on=date(2016, 11, 18))
    assert Duty.objects.get(kind=DutyKind.URGE).was_in_time() is True
    _record(world, assignment, occurred_on=date(2016, 11, 22))
    assert Duty.objects.get(kind=DutyKind.URGE).day_of_doing() == date(2016, 11, 18)


def test_d1_what_was_written_before_the_deadline_is_no_urging_after_it(world: World) -> None:
    """HUE App. I.4: a letter of the last day or earlier does not discharge the duty that arises when it has passed."""
    assignment = world.assignment("STC")
    tick(OPENS)
    _record(world, assignment, occurred_on=date(2016, 11, 16))
    assert Duty.objects.get(kind=DutyKind.URGE).closed_at is None


def test_d1_the_task_file_tells_the_day_and_the_day_of_recording(world: World, at_work, clock) -> None:
    """Design 1.2: the Office reads that it was in time, and when it was written down."""
    assignment = world.assignment("STC")
    tick(OPENS)
    _record(world, assignment, occurred_on=date(2016, 11, 18))
    clock.move_to(on("2016-11-23"))
    page = at_work("theodoi").get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    assert "Đã đôn đốc bằng văn bản ngày 18/11/2016, đúng hạn" in page
    assert "ghi vào sổ ngày 22/11/2016" in page
    assert "Đã đôn đốc" not in at_work("stc").get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
