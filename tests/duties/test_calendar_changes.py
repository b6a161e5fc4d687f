"""A holiday announced late: the Office amends the calendar, open duties are counted again, each person is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine

from dondoc import gazette
from dondoc.clock import now
from dondoc.duties import actions, jobs, queries
from dondoc.duties.actions.calendars import BATCH
from dondoc.duties.models import Duty, DutyKind, Matter
from dondoc.gazette.models import CalendarVersion
from dondoc.jobs import actions as queue
from dondoc.jobs import worker
from dondoc.jobs.models import Job
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.units import actions as units
from dondoc.workdays import Change, DayKind
from tests.rivals import PATIENCE, line_of, process, together
from tests.world import AT, World

Open = Callable[..., Duty]
STORM = Change(
    date(2016, 11, 18), DayKind.OFF, "Nghỉ phòng chống bão", "Công điện 05/CĐ-UBND ngày 16/11/2016"
)  # Friday
REASON = "Bão số 5"

pytestmark = pytest.mark.django_db


def amend(world: World, *changes: Change, by: str = "chanhvp", at: datetime = AT, **more: object) -> CalendarVersion:
    """The Office changes the calendar."""
    return actions.amend_calendar(by=world.actor(by), at=at, changes=changes or [STORM], reason=REASON, **more)


def work(at: datetime = AT) -> int:
    """Let a worker do everything that is waiting; says how many jobs."""
    done = 0
    with time_machine.travel(at, tick=False):
        while worker.work_one("an"):
            done += 1
    return done


def refused(code: str, world: World, *changes: Change, **more: object) -> None:
    """The change is refused with the code, and nothing is stored."""
    before = CalendarVersion.objects.count()
    with pytest.raises(Refused) as caught:
        amend(world, *changes, **more)
    assert caught.value.refusal.code == code
    assert sentences.refusal(caught.value.refusal) != code
    assert CalendarVersion.objects.count() == before and not Job.objects.exists()


# who, and what


@pytest.mark.parametrize("name", ["chutich", "theodoi", "stc", "stc-cb", "kiemtra", "quantri"])
def test_only_the_office_changes_the_calendar(world: World, name: str) -> None:
    refused("permission.amend_calendar", world, by=name)


@pytest.mark.parametrize("name", ["chanhvp", "chuyenvien"])
def test_the_head_and_the_officers_of_the_office_may(world: World, name: str) -> None:
    version = amend(world, by=name)
    assert not gazette.calendar(version).is_working(STORM.on)
    entry = Entry.objects.get(verb="calendar.amended")
    assert entry.register_id == world.register.pk and entry.person_id == world.people[name].pk
    assert "18/11/2016 nghỉ – Nghỉ phòng chống bão (Công điện 05/CĐ-UBND" in sentences.entry(entry)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("calendar.not_a_week_end", Change(STORM.on, DayKind.WORKED, "Bù", "Công văn")),
        ("calendar.name_missing", Change(STORM.on, DayKind.OFF, " \u200b", "Công văn")),
        ("calendar.decision_missing", Change(STORM.on, DayKind.OFF, "Nghỉ", "")),
        ("calendar.day_out_of_range", Change(date(1999, 12, 31), DayKind.OFF, "Nghỉ", "Công văn")),
        ("calendar.words_too_long", Change(STORM.on, DayKind.OFF, "N" * 301, "Công văn")),
    ],
)
def test_what_no_decision_can_say_is_refused(world: World, code: str, change: Change) -> None:
    refused(code, world, change)


def test_a_change_needs_a_day_and_a_reason(world: World) -> None:
    for code, changes, reason in (("calendar.day_missing", [], REASON), ("calendar.reason_missing", [STORM], " \n")):
        with pytest.raises(Refused) as caught:
            actions.amend_calendar(by=world.actor("chanhvp"), at=AT, changes=changes, reason=reason)
        assert caught.value.refusal.code == code


def test_an_exchange_is_stored_as_one(world: World) -> None:
    version = amend(world, STORM, Change(date(2016, 11, 26), DayKind.WORKED, "Làm bù", "Công điện"))  # a Saturday
    calendar = gazette.calendar(version)
    assert (calendar.is_working(date(2016, 11, 18)), calendar.is_working(date(2016, 11, 26))) == (False, True)
    assert len(version.amendments) == 2


def test_the_same_form_sent_twice_changes_once(world: World) -> None:
    first = amend(world)
    assert amend(world) == first
    assert CalendarVersion.objects.count() == 2 and Entry.objects.filter(verb="calendar.amended").count() == 1


def test_who_did_not_see_the_latest_change_of_the_day_is_refused(world: World) -> None:
    seen = gazette.current_calendar()
    amend(world, by="chuyenvien")
    Job.objects.all().delete()
    other = Change(STORM.on, DayKind.OFF, "Nghỉ khác", "Công văn")
    refused("calendar.changed_meanwhile", world, other, seen=seen)
    later = Change(date(2016, 11, 21), DayKind.OFF, "Nghỉ", "Công văn")
    assert len(amend(world, later, seen=seen).amendments) == 2


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_get_one_decision_and_one_polite_refusal(world: World) -> None:
    """Design 8: two people deciding at once."""
    seen = gazette.current_calendar()
    other = Change(STORM.on, DayKind.OFF, "Nghỉ khác", "Công văn")
    found = together(
        lambda: amend(world, STORM, by="chanhvp", seen=seen), lambda: amend(world, other, by="chuyenvien", seen=seen)
    )
    told = [one.refusal.code for one in found if isinstance(one, Refused)]
    assert told == ["calendar.changed_meanwhile"] and CalendarVersion.objects.count() == 2


# counting again


def test_open_duties_across_the_day_move_and_keep_their_old_date(world: World, duty: Open) -> None:
    """HUE article 7.2c: due Wed 16/11, three working days; Fri 18 falls out: Thu 17, Mon 21, Tue 22."""
    made = duty()
    closed = duty(unit="SXD")
    actions.discharge(closed.matter, closed.kind, at=AT, holder_unit=closed.holder_unit)
    before = duty(unit="SKHDT", event_on=date(2016, 11, 7))  # due on Thu 10/11
    after = duty(unit="PDIEN", event_on=date(2016, 11, 18))  # counted from the day itself
    fixed = duty(kind=DutyKind.CARRY_OUT, limit="", due_on=STORM.on)
    version = amend(world)
    work()
    moved = Duty.objects.get(pk=made.pk)
    assert moved.due_on == date(2016, 11, 22) and moved.calendar_version == version
    (kept,) = moved.earlier
    assert (kept["due_on"], kept["calendar"]) == ("2016-11-21", version.pk)
    assert kept["reason"] == (
        "Lịch làm việc thay đổi: 18/11/2016 nghỉ – Nghỉ phòng chống bão (Công điện 05/CĐ-UBND ngày 16/11/2016). Bão số 5"
    )
    for same in (closed, before, after, fixed):
        assert (Duty.objects.get(pk=same.pk).due_on, Duty.objects.get(pk=same.pk).earlier) == (same.due_on, [])
    assert queries.recount(moved) == moved.due_on
    off = next(off for off in queries.explain(moved).skipped if off.on == STORM.on)
    assert (off.name, off.decision) == (STORM.name, STORM.decision)


def test_the_journal_says_which_date_moved_and_why(world: World, duty: Open) -> None:
    made = duty()
    amend(world)
    work()
    entry = Entry.objects.get(verb="duty.moved")
    assert (entry.matter_id, entry.root_id, entry.register_id) == (made.matter_id, made.root_id, world.register.pk)
    said = sentences.entry(entry)
    assert said.startswith("hạn “Cập nhật kết quả thực hiện” của Sở Tài chính chuyển từ 21/11/2016 sang 22/11/2016")
    assert entry.person_id is None and entry.cites == "Đ7.k2.c"


def test_a_day_that_is_worked_after_all_brings_the_date_forward(world: World, duty: Open) -> None:
    made = duty()
    amend(world, Change(date(2016, 11, 19), DayKind.WORKED, "Làm bù", "Công văn 9"))  # Saturday
    work()
    assert Duty.objects.get(pk=made.pk).due_on == date(2016, 11, 19)  # Thu 17, Fri 18, Sat 19


def test_a_limit_before_its_event_moves_too(world: World, matter: Matter) -> None:
    found = queries.open_across(STORM.on, STORM.on)
    for event, due in ((date(2016, 11, 21), date(2016, 11, 17)), (date(2016, 11, 17), date(2016, 11, 15))):
        Duty.objects.create(
            matter=matter, root=matter, register=world.register, kind=DutyKind.CARRY_OUT, limit="update",
            holder_unit=world.units["STC" if due.day == 17 else "SXD"], event_on=event, due_on=due, article="Đ7",
            edition=world.register.edition, opened_at=AT,
        )  # fmt: skip
    assert [one.due_on for one in found] == [date(2016, 11, 17)]


def test_confirming_a_day_moves_nothing_and_updates_what_is_shown(world: World, duty: Open) -> None:
    made = duty(event_on=date(2026, 11, 23))
    assert queries.explain(made).unconfirmed
    amend(world, Change(date(2026, 11, 24), DayKind.OFF, "Ngày Văn hóa Việt Nam", "Luật sửa đổi"))
    work()
    found = Duty.objects.get(pk=made.pk)
    assert (found.due_on, found.earlier) == (made.due_on, []) and not queries.explain(found).unconfirmed
    assert not Notice.objects.exists() and not Entry.objects.filter(verb="duty.moved").exists()


def test_the_first_calendar_of_a_year_settles_its_provisional_dates(world: World, duty: Open) -> None:
    made = duty(event_on=date(2028, 2, 1))
    assert made.provisional and made.due_on == date(2028, 2, 4)
    amend(world, Change(date(2028, 2, 3), DayKind.OFF, "Nghỉ", "Công văn"))  # a Thursday
    work()
    found = Duty.objects.get(pk=made.pk)
    assert not found.provisional and found.due_on == date(2028, 2, 7)


def test_doing_it_twice_changes_nothing_more(world: World, duty: Open) -> None:
    made = duty()
    version = amend(world)
    work()
    first = Duty.objects.values().get(pk=made.pk)
    assert actions.count_again(version, after=0, at=AT) is None
    actions.tell_moved(version, at=AT)
    assert Duty.objects.values().get(pk=made.pk) == first
    assert Notice.objects.filter(kind="calendar.duties_moved").count() == 2  # the head and the officer, once each
    assert Entry.objects.filter(verb="duty.moved").count() == 1


def test_two_changes_in_a_row_end_at_the_latest_calendar(world: World, duty: Open) -> None:
    made = duty()
    first = amend(world)
    second = amend(world, Change(date(2016, 11, 21), DayKind.OFF, "Nghỉ tiếp", "Công điện 06"))
    work()
    found = Duty.objects.get(pk=made.pk)
    assert found.due_on == date(2016, 11, 23) and found.calendar_version == second  # Thu 17, Tue 22, Wed 23
    assert {move["calendar"] for move in found.earlier} <= {first.pk, second.pk}
    assert queries.recount(found) == found.due_on


def test_a_day_taken_back_brings_the_old_date_back(world: World, duty: Open) -> None:
    made = duty()
    amend(world)
    work()
    amend(world, Change(STORM.on, DayKind.PLAIN))
    work()
    found = Duty.objects.get(pk=made.pk)
    assert found.due_on == made.due_on and [move["due_on"] for move in found.earlier] == ["2016-11-21", "2016-11-22"]


# telling


def test_each_person_is_told_once_with_the_number_of_their_duties(world: World, duty: Open) -> None:
    duty()
    duty(kind=DutyKind.URGE, limit="urging")
    duty(unit="VP", kind=DutyKind.ISSUE_SLIP, limit="slip", holder_post=world.posts["theodoi"])
    duty(unit="VP", kind=DutyKind.INSTRUCT, limit="slip", holder_role="office_head")
    duty(unit="SXD", event_on=date(2016, 11, 7))  # does not move
    amend(world)
    work()
    told = {
        notice.recipient_id: notice.params["count"] for notice in Notice.objects.filter(kind="calendar.duties_moved")
    }
    expected = {"stc": 2, "stc-cb": 2, "theodoi": 1, "chanhvp": 1}
    assert told == {world.people[name].pk: count for name, count in expected.items()}
    subject, body = sentences.notice(Notice.objects.filter(recipient_id=world.people["stc"].pk).get())
    assert subject == "Hạn của 2 phần việc thay đổi theo lịch làm việc" and "Bão số 5" in body


def test_nobody_who_is_no_longer_responsible_is_told(world: World, duty: Open) -> None:
    duty(unit="VP", holder_post=world.posts["theodoi"])
    units.end_post(by=None, at=AT, post=world.posts["theodoi"], on=date(2016, 11, 6))
    amend(world)
    work()
    assert not Notice.objects.filter(kind="calendar.duties_moved").exists()


# in batches


@pytest.fixture
def many(world: World, duty: Open) -> list[int]:
    """Twelve hundred duties across the day, each about a matter of its own."""
    made = duty()
    matters = Matter.objects.bulk_create(
        [Matter(kind="task", register=world.register, opened_at=AT) for _ in range(1200)]
    )
    rows = Duty.objects.filter(pk=made.pk).values().get()
    for generated in ("id", "due_order"):
        del rows[generated]
    numbers = [{**rows, "matter_id": matter.pk, "root_id": matter.pk} for matter in matters]
    return [row.pk for row in Duty.objects.bulk_create([Duty(**given) for given in numbers])]


def test_thousands_are_counted_in_batches_each_its_own_job(world: World, many: list[int]) -> None:
    amend(world)
    whole, rest = divmod(1201, BATCH)
    follow = len(jobs.FOLLOWERS)
    assert rest and work() == whole + 1 + follow + 1  # the batches, the rooms above, the telling
    assert Duty.objects.filter(due_on=date(2016, 11, 22)).count() == 1201
    assert Entry.objects.filter(verb="duty.moved").count() == 1201
    assert {notice.params["count"] for notice in Notice.objects.filter(kind="calendar.duties_moved")} == {1201}


KILLED = """
import sys
from dondoc.clock import now
from dondoc.duties import actions
from dondoc.jobs import worker

whole = actions.count_again

def slow(version, *, after, at):
    last = whole(version, after=after, at=at)
    if after:
        print("second batch", flush=True)
        sys.stdin.read()
    return last

actions.count_again = slow
while worker.work_one("killed"):
    pass
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_batches_is_followed_by_another(world: World, many: list[int]) -> None:
    """Design 8: resumable; the first batch stays done, the second was rolled back, nobody is told twice."""
    amend(world, at=now())
    with process(KILLED) as other:
        assert line_of(other) == "second batch"
        other.kill()
        other.wait(PATIENCE)
    assert Duty.objects.filter(due_on=date(2016, 11, 22)).count() == BATCH
    assert work(now() + queue.LEASE + timedelta(seconds=1)) >= 2
    assert Duty.objects.filter(due_on=date(2016, 11, 22)).count() == 1201
    assert Entry.objects.filter(verb="duty.moved").count() == 1201
    assert Duty.objects.filter(earlier__1__isnull=False).count() == 0
    assert {notice.params["count"] for notice in Notice.objects.filter(kind="calendar.duties_moved")} == {1201}


def test_the_rooms_above_follow_before_anybody_is_told(
    world: World, duty: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Design 3: upper rooms move dates of their own (a deadline given as a span) in the same chain."""
    seen: list[tuple[str, int, int]] = []
    made = duty(kind=DutyKind.CARRY_OUT, limit="", due_on=date(2016, 11, 21))

    def batches(version: CalendarVersion, after: int, at: datetime) -> int | None:
        seen.append(("b", after, Notice.objects.filter(kind="calendar.duties_moved").count()))
        if after == 0:
            actions.reschedule(
                Duty.objects.get(pk=made.pk), at=at, reason="lịch", due_on=date(2016, 11, 22), calendar=version.pk
            )
            return 7
        return None

    monkeypatch.setattr(jobs, "FOLLOWERS", {})
    jobs.follow("b", batches)
    jobs.follow("a", lambda _version, after, _at: seen.append(("a", after, 0)))
    amend(world)
    work()
    assert seen == [("a", 0, 0), ("b", 0, 0), ("b", 7, 0)]
    assert Notice.objects.filter(kind="calendar.duties_moved").count() == 2
