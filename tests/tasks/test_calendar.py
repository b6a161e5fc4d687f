"""A holiday announced late moves the deadlines that a directive gave as a span."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.gazette import current_calendar
from dondoc.jobs import worker
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.actions import follow_calendar
from dondoc.tasks.models import Assignment, DueKind, Fact, Task
from dondoc.tasks.rebuild import differences
from dondoc.workdays import Change, DayKind
from tests.world import AT, World

STORM = Change(date(2016, 11, 18), DayKind.OFF, "Nghỉ phòng chống bão", "Công điện 05/CĐ-UBND")  # a Friday

pytestmark = pytest.mark.django_db


def amend(world: World, *changes: Change) -> None:
    """The Office changes the calendar, and the worker does what follows."""
    duties.amend_calendar(by=world.actor("chanhvp"), at=AT, changes=changes or [STORM], reason="Bão số 5")
    with time_machine.travel(AT, tick=False):
        while worker.work_one("an"):
            pass


def test_b1_a_deadline_given_as_a_span_follows_the_calendar(world: World) -> None:
    """HUE article 6.1đ; Civil Code article 147: ten working days from Mon 07/11/2016 end on Mon 21, with Fri 18 off on Tue 22."""
    task = world.task("STC", due_kind="relative", due_span="10wd", due_on=None)
    fixed = world.task("SXD", due_on=date(2016, 11, 18))
    assert task.due_on == date(2016, 11, 21)
    amend(world)
    task.refresh_from_db()
    assert (task.due_on, task.due_order, task.due_kind) == (date(2016, 11, 22), date(2016, 11, 22), DueKind.RELATIVE)
    assert "2016-11-18" in str(task.due_trace)
    assignment = Assignment.objects.get(task=task)
    assert assignment.due_on == date(2016, 11, 22)
    dates = dict(Duty.objects.open().filter(matter=task.matter).values_list("kind", "due_on"))
    assert dates[DutyKind.CARRY_OUT] == date(2016, 11, 22)
    assert dates[DutyKind.UPDATE_RESULT] == date(2016, 11, 25)  # Wed 23, Thu 24, Fri 25
    fact = Fact.objects.get(assignment=assignment, kind="due_date_moved")
    assert fact.due_on == date(2016, 11, 22) and "Bão số 5" in fact.text and fact.by_post is None
    assert Entry.objects.filter(verb="task.due_date_moved", matter_id=task.matter_id).count() == 1
    assert Task.objects.get(pk=fixed.pk).due_on == date(2016, 11, 18)
    assert not list(differences())


def test_each_person_gets_one_message(world: World) -> None:
    """Design 5: one message each, whatever moved: the deadline, the duty to carry out, the duty to update."""
    world.task("STC", due_kind="relative", due_span="10wd", due_on=None)
    world.task("STC", due_kind="relative", due_span="15wd", due_on=None)
    Notice.objects.all().delete()
    amend(world)
    told = Notice.objects.filter(recipient_id=world.people["stc"].pk)
    assert [notice.kind for notice in told] == ["calendar.duties_moved"] and told[0].params["count"] == 4


def test_doing_it_twice_moves_nothing_more(world: World) -> None:
    task = world.task("STC", due_kind="relative", due_span="10wd", due_on=None)
    amend(world)
    version = current_calendar()
    assert version is not None and follow_calendar(version, 0, AT) is None
    assert Fact.objects.filter(assignment__task=task, kind="due_date_moved").count() == 1


def test_a_closed_task_stays_as_it_was(world: World) -> None:
    assignment = world.assignment("STC", due_kind="relative", due_span="10wd", due_on=None)
    world.send(assignment, at=AT, completed_on=date(2016, 11, 7))
    world.accept(assignment, at=AT)
    amend(world)
    assert Task.objects.get(pk=assignment.task_id).due_on == date(2016, 11, 21)


def test_b1_an_unconfirmed_day_that_is_confirmed_only_changes_what_is_shown(world: World) -> None:
    """HUE article 6.1đ: the date stays, its trace says that the day is confirmed now."""
    task = world.task("STC", due_kind="relative", due_span="10wd", due_on=None)
    amend(world, Change(date(2016, 11, 12), DayKind.OFF, "Thứ Bảy, ngày lễ", "Công văn"))
    task.refresh_from_db()
    assert task.due_on == date(2016, 11, 21) and "Công văn" in str(task.due_trace)
    assert not Fact.objects.filter(kind="due_date_moved").exists()
