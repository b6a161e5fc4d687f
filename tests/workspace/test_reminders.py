"""Reminders: once per person, duty and occasion, on working days, to whoever is responsible now."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.documents import actions as documents
from dondoc.journal import sentences
from dondoc.journal.models import Notice
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from dondoc.units.models import Role
from dondoc.workspace import jobs
from tests.world import World, on


def told(world: World, username: str) -> list[str]:
    """The kinds of reminders that the person has, oldest first."""
    found = Notice.objects.filter(recipient_id=world.people[username].pk, kind__startswith="reminder.")
    return list(found.order_by("created_at", "pk").values_list("kind", flat=True))


def test_d3_two_days_before_and_on_the_day(world: World) -> None:
    """DTP 7.3: the head and the officer of the unit are told twice of one date, strangers and partners never."""
    world.assignment("STC", coordinating=("SXD",))  # due on Wednesday 16 November
    assert jobs.remind(on("2016-11-11"), False) == 0  # Friday: three working days before
    assert jobs.remind(on("2016-11-14"), False) == 2  # Monday
    assert jobs.remind(on("2016-11-15"), False) == 0
    assert jobs.remind(on("2016-11-16"), False) == 2
    for person in ("stc", "stc-cb"):
        assert told(world, person) == ["reminder.soon.carry_out", "reminder.now.carry_out"]
    for person in ("sxd", "chanhvp", "theodoi", "quantri", "kiemtra"):
        assert told(world, person) == []


def test_d3_the_sentence_names_the_task_the_date_and_the_article(world: World) -> None:
    """Design 1.2: by when, and under which article."""
    task = world.task("STC")
    jobs.remind(on("2016-11-14"), False)
    notice = Notice.objects.filter(kind="reminder.soon.carry_out").first()
    subject, body = sentences.notice(notice)
    assert subject == f"Sắp đến hạn 16/11/2016: Thực hiện nhiệm vụ, {task.document.code} nhiệm vụ 1"
    assert "khoản 1 Điều 4" in body
    assert notice.url == f"/nhiem-vu/{task.pk}/"
    assert notice.matter_id == task.matter.trunk_id  # a purge of the directive blanks it


def test_d3_a_second_tick_tells_nobody_twice(world: World) -> None:
    """Design 5: one notice per rule, subject and period; a worker that starts anew does no harm."""
    world.assignment("STC")
    assert jobs.remind(on("2016-11-14", 8), False) == 2
    assert jobs.remind(on("2016-11-14", 8, 15), False) == 0
    assert jobs.remind(on("2016-11-14", 17), False) == 0
    assert told(world, "stc") == ["reminder.soon.carry_out"]


@pytest.mark.parametrize("instant", [on("2016-11-12"), on("2016-11-13"), on("2016-11-14", 6, 59)])
def test_d3_nobody_is_reminded_at_night_or_on_days_off(instant, world: World) -> None:
    """Design 5: Saturday, Sunday, and before seven o'clock nothing goes out; it is not used up either."""
    world.assignment("STC", due_on=date(2016, 11, 16))
    assert jobs.remind(instant, False) == 0
    assert jobs.remind(on("2016-11-14"), False) == 2


def test_d3_a_date_on_a_week_end_is_told_on_the_friday_before(world: World) -> None:
    """Reading of 6.1đ: a date that a leader set is kept when it falls on a day off; there is no later working day to tell of it."""
    world.assignment("STC", due_on=date(2016, 11, 20))  # Sunday
    jobs.remind(on("2016-11-18"), False)
    assert told(world, "stc") == ["reminder.now.carry_out"]


def test_d3_an_outage_is_caught_up_once(world: World) -> None:
    """Design 5: what fell due while nothing ran is told once, and not again on the next day."""
    world.assignment("STC")  # due on Wednesday 16 November
    jobs.remind(on("2016-11-11"), False)  # Friday
    assert jobs.remind(on("2016-11-18"), False) == 4  # the next Friday
    found = ["reminder.now.carry_out", "reminder.soon.update_result"]  # the update is due on Monday
    assert told(world, "stc") == found
    jobs.remind(on("2016-11-21"), False)
    assert told(world, "stc") == [*found, "reminder.now.update_result"]


def test_d3_what_is_done_is_not_reminded_of(world: World) -> None:
    """Design 1.2: a sent result discharges the unit's duties, and nobody is reminded of them."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-11"))
    jobs.remind(on("2016-11-14"), False)
    assert told(world, "stc") == []


def test_d3_never_to_somebody_who_is_no_longer_responsible(world: World) -> None:
    """Design 5: the post has ended, the account is closed, the task has gone to another unit."""
    assignment = world.assignment("STC")
    units.end_post(by=None, at=on("2016-11-10"), post=world.posts["stc-cb"], on=date(2016, 11, 11))
    jobs.remind(on("2016-11-14"), False)
    assert told(world, "stc") == ["reminder.soon.carry_out"]
    assert told(world, "stc-cb") == []
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-14"), assignment=assignment, reason="Ngoài chức năng")
    tasks.reassign(
        by=world.actor("chuyenvien"),
        at=on("2016-11-15"),
        assignment=assignment,
        unit=world.units["SXD"],
        reason="Đúng chức năng",
    )
    jobs.remind(on("2016-11-16"), False)
    assert told(world, "stc") == ["reminder.soon.carry_out"]
    assert told(world, "sxd") == ["reminder.now.carry_out"]


def test_d3_a_moved_date_is_reminded_of_anew(world: World) -> None:
    """Design 5: the key holds the date, so that a new date has reminders of its own."""
    assignment = world.assignment("STC")
    jobs.remind(on("2016-11-14"), False)
    tasks.move_due_date(
        by=world.actor("chanhvp"),
        at=on("2016-11-14", 10),
        task=assignment.task,
        due_on=date(2016, 11, 30),
        reason="Mưa lũ",
    )
    jobs.remind(on("2016-11-16"), False)
    assert told(world, "stc") == ["reminder.soon.carry_out"]
    jobs.remind(on("2016-11-28"), False)
    assert told(world, "stc") == ["reminder.soon.carry_out"] * 2


def test_d3_a_duty_of_a_post_is_told_to_its_holder_and_deputy(world: World) -> None:
    """HUE 7.1, 8.2: the drafter's entry duty concerns the drafter and whoever acts for the drafter, nobody else of the Office."""
    units.appoint_deputy(
        by=world.actor("chanhvp"), at=on("2016-11-07"), post=world.posts["chuyenvien"], person=world.people["theodoi"],
        valid_from=date(2016, 11, 7), valid_until=date(2016, 11, 30),
    )  # fmt: skip
    documents.expect_document(
        by=world.actor("chuyenvien"), at=on("2016-11-07"), number="900", symbol="UBND-NN", issued_on=date(2016, 11, 7),
        drafter=world.posts["chuyenvien"],
    )  # fmt: skip
    jobs.remind(on("2016-11-07", 10), False)  # Monday: the entry is due on Wednesday
    assert told(world, "chuyenvien") == told(world, "theodoi") == ["reminder.soon.enter_directive"]
    assert told(world, "chanhvp") == told(world, "quantri") == []


def test_d3_when_nobody_holds_the_post_the_head_is_told(world: World) -> None:
    """Design 5: a duty of a post that ended does not fall silent."""
    documents.expect_document(
        by=world.actor("chuyenvien"), at=on("2016-11-07"), number="900", symbol="UBND-NN", issued_on=date(2016, 11, 7),
        drafter=world.posts["chuyenvien"],
    )  # fmt: skip
    units.end_post(by=None, at=on("2016-11-07"), post=world.posts["chuyenvien"], on=date(2016, 11, 7))
    jobs.remind(on("2016-11-08"), False)
    jobs.remind(on("2016-11-09"), False)
    assert told(world, "chanhvp") == ["reminder.now.enter_directive"]
    assert world.posts["chanhvp"].role == Role.OFFICE_HEAD


def test_d3_a_dry_run_counts_and_writes_nothing(world: World) -> None:
    """`dondoc tick --dry-run`: how many would be told."""
    world.assignment("STC")
    assert jobs.remind(on("2016-11-14"), True) == 2
    assert told(world, "stc") == []
    assert jobs.remind(on("2016-11-14"), False) == 2
    assert jobs.remind(on("2016-11-14"), True) == 0


def test_d3_reminders_ask_a_fixed_number_of_queries(world: World, django_assert_max_num_queries) -> None:
    """Design 8: who is responsible is read once for all duties of a batch."""
    world.directive(*[world.given("STC", "SXD", "PDIEN") for _ in range(20)])
    with django_assert_max_num_queries(18):
        assert jobs.remind(on("2016-11-14"), False) == 80
