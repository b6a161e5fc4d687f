"""What has become an alarm is told once, by a notice, and ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail

from dondoc.jobs import actions as jobs
from dondoc.jobs.models import Job, PeriodicRun
from dondoc.journal.jobs import deliver_mail
from dondoc.journal.models import Notice
from dondoc.operations import jobs as chores
from dondoc.operations.models import Alarm, Measurement
from dondoc.units import actions as units
from dondoc.units.models import Role
from tests.operations.conftest import MINUTE, beat, parked
from tests.rivals import together
from tests.world import AT, SINCE, World

HOUR = timedelta(hours=1)


def watched(at: datetime) -> int:
    """The watch, with a worker that lives; says how many alarms began. What is always wrong in tests counts for nothing."""
    beat(at)
    before = set(Alarm.objects.filter(line="parked").values_list("pk", flat=True))
    chores.watch(at)
    return len(set(Alarm.objects.filter(line="parked").values_list("pk", flat=True)) - before)


def told(world: World, username: str = "quantri") -> list[Notice]:
    """The notices about parked jobs that the person got."""
    return list(Notice.objects.filter(recipient_id=world.people[username].pk, kind="alarm.parked"))


def test_h3_an_alarm_is_told_once_and_ends_by_itself(working: World) -> None:
    """HUE 8.3: while it lasts nobody is told again, however often it is looked at; when it is over it is read."""
    assert watched(AT) == 0
    job = parked(AT)
    assert [watched(AT + 5 * MINUTE * turn) for turn in range(1, 9)] == [1, 0, 0, 0, 0, 0, 0, 0]
    (notice,) = told(working)
    assert notice.read_at is None and notice.url == "/quan-tri/tinh-trang/#parked"
    assert jobs.drop(job, "không cần", AT + HOUR)
    watched(AT + HOUR)
    assert Alarm.objects.get(line="parked").ended_at == AT + HOUR
    notice.refresh_from_db()
    assert notice.read_at == AT + HOUR


def test_h3_an_alarm_that_comes_back_is_told_again_on_another_day_only(working: World) -> None:
    """HUE 8.3: what goes and comes is one notice a day and one row; a lasting one is not told anew at midnight."""
    for turn in range(3):
        job = parked(AT)
        watched(AT + HOUR * (2 * turn + 1))
        jobs.drop(job, "không cần", AT)
        watched(AT + HOUR * (2 * turn + 2))
    assert (Alarm.objects.filter(line="parked").count(), len(told(working))) == (1, 1)
    parked(AT)
    watched(AT + timedelta(days=1))
    watched(AT + timedelta(days=2))
    assert (Alarm.objects.filter(line="parked").count(), len(told(working))) == (2, 2)


def test_h3_the_watch_looks_each_five_minutes(working: World) -> None:
    """Design 5: a worker asks every two seconds; the period is worked once and forgotten after a month."""
    watched(AT)
    parked(AT)
    assert watched(AT + 4 * MINUTE) == 0
    assert watched(AT + 5 * MINUTE) == 1
    chores.watch(AT + jobs.KEPT + HOUR)
    assert PeriodicRun.objects.filter(rule=chores.WATCH).count() == 1


@pytest.mark.django_db(transaction=True)
def test_h3_of_two_workers_one_tells(working: World) -> None:
    """Design 5: one row of an alarm, one notice, whoever watches."""
    beat(AT)
    parked(AT)
    found = together(lambda: chores.watch(AT), lambda: chores.watch(AT))
    assert not [one for one in found if isinstance(one, BaseException)], found
    assert Alarm.objects.filter(line="parked").count() == 1
    assert len(told(working)) == 1


def test_h3_every_administrator_is_told_and_nobody_else(working: World) -> None:
    """Design 6: those who hold the post on the day; a former one is not."""
    for username, until in (("moi", None), ("cu", SINCE)):
        person = units.create_person(
            by=None, at=AT, username=username, full_name=username, email=f"{username}@example.vn"
        )
        post = units.appoint(
            by=None, at=AT, person=person, unit=working.units["VP"], role=Role.ADMINISTRATOR, title="Quản trị",
            valid_from=SINCE,
        )  # fmt: skip
        working.people[username] = person
        if until:
            post.valid_until = until
            post.save()
    parked(AT)
    watched(AT)
    recipients = set(Notice.objects.filter(kind="alarm.parked").values_list("recipient_id", flat=True))
    assert recipients == {working.people["quantri"].pk, working.people["moi"].pk}


def test_h3_an_alarm_goes_out_by_mail_without_content(working: World, settings) -> None:
    """HUE 8.3, design 1.5: subject and body say the line, since when and what to do, and quote nothing."""
    settings.EMAIL_HOST = "mail.example.vn"
    Job.objects.create(
        kind="calendar-changed",
        run_at=AT,
        parked_at=AT,
        attempts=5,
        error="ValueError: nợ đọng",
        params={"x": "nợ đọng"},
    )
    watched(AT)
    deliver_mail(AT)
    letters = [letter for letter in mail.outbox if "Việc nền tạm gác" in letter.subject]
    assert [letter.to for letter in letters] == [["quantri@example.vn"]]
    assert letters[0].subject == "Báo động hệ thống: Việc nền tạm gác"
    assert "báo động từ 07/11/2016 09:00" in letters[0].body
    assert "/quan-tri/tinh-trang/#parked" in letters[0].body
    assert "nợ đọng" not in letters[0].body


def test_h3_duties_are_counted_for_the_figures(working: World) -> None:
    """Design 8: counted by the worker each quarter of an hour, not by whoever asks."""
    working.task("STC")
    chores.measure(AT)
    figures = Measurement.objects.get(name="duties").figures
    assert figures["open"] > 0 and figures["overdue"] == 0
    chores.measure(AT + timedelta(days=60))
    assert Measurement.objects.get(name="duties").figures["overdue"] > 0
