"""A duty is the unit of work: opened once, dated by law, discharged, voided, moved, never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dondoc.duties import actions, jobs
from dondoc.duties.models import Duty, DutyKind, DutyOutcome, Matter, MatterKind
from dondoc.units import actions as units
from tests.rivals import together
from tests.world import AT, World, on

Open = Callable[..., Duty]

pytestmark = pytest.mark.django_db


def test_a_duty_is_dated_by_the_law_from_its_event(duty: Open) -> None:
    """HUE article 7.2c: three working days after the due date; Wed 16/11/2016: Thu 17, Fri 18, Mon 21."""
    made = duty()
    assert (made.due_on, made.article) == (date(2016, 11, 21), "Đ7.k2.c")
    assert made.trace["counted"] == ["2016-11-17", "2016-11-18", "2016-11-21"]
    assert made.calendar_version is not None and made.reading and not made.provisional


def test_b3_tags_choose_the_case(duty: Open) -> None:
    """HUE article 7.1: urgent documents on the day of issue, others within two working days."""
    given = {"kind": DutyKind.ENTER_DIRECTIVE, "limit": "entry", "event_at": AT, "event_on": None}
    assert duty(tags=(tag for tag in ["urgent"]), unit="VP", **given).due_on == date(2016, 11, 7)
    second = duty(unit="UBND", **given)
    assert (second.due_on, second.tags, second.event_on) == (date(2016, 11, 9), [], date(2016, 11, 7))


def test_a_silent_limit_gives_a_duty_without_a_date_and_says_so(duty: Open) -> None:
    """Design 4.2: HUE fixes no number of days for the appraisal (Appendix I, item 3)."""
    made = duty(kind=DutyKind.APPRAISE, limit="confirmation", article="PL1.m3", unit="VP")
    assert made.due_on is None and made.article == "PL1.m3"
    assert "không ấn định số ngày" in made.reading
    assert made.due_order == date.max


def test_a_duty_is_open_once_per_matter_kind_and_holder(duty: Open, world: World, matter: Matter) -> None:
    made = duty()
    assert duty(event_on=date(2016, 12, 1)) == made
    assert Duty.objects.count() == 1
    assert duty(unit="SXD") != made and duty(kind=DutyKind.CARRY_OUT) != made
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(
            matter=matter, root=matter, register=world.register, kind=made.kind, holder_unit=made.holder_unit,
            article="Đ7", edition=made.edition, opened_at=AT,
        )  # fmt: skip
    actions.discharge(matter, made.kind, at=AT, holder_unit=made.holder_unit)
    assert duty() != made


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_duty_get_one(duty: Open) -> None:
    found = together(duty, duty, duty)
    assert {one.pk for one in found} == {Duty.objects.get().pk}


def test_closing_says_how_and_what_was_closed_stays(duty: Open, matter: Matter, world: World) -> None:
    first, second, third = duty(), duty(unit="SXD"), duty(kind=DutyKind.CARRY_OUT, limit="", due_on=date(2016, 11, 16))
    assert actions.discharge(matter, DutyKind.UPDATE_RESULT, at=AT, holder_unit=world.units["STC"]) == 1
    assert actions.void(matter, at=AT, kinds=[DutyKind.CARRY_OUT]) == 1
    assert actions.void(matter, at=AT, kinds=[DutyKind.CARRY_OUT]) == 0
    outcomes = [Duty.objects.get(pk=one.pk).outcome for one in (first, second, third)]
    assert outcomes == [DutyOutcome.DISCHARGED, DutyOutcome.OPEN, DutyOutcome.VOIDED]
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=second.pk).update(closed_at=AT)


def test_whether_it_was_in_time_follows_from_its_dates(duty: Open, matter: Matter) -> None:
    """24:00 of the last day in Vietnam is in time (Civil Code 2015, article 148)."""
    made = duty()  # due on Monday 21/11/2016
    undated = duty(kind=DutyKind.TAKE_OVER, limit="", article="Đ7.k2.a")
    assert made.was_in_time() is None
    for minute, in_time in (("2016-11-21 23:59", True), ("2016-11-22 00:00", False)):
        day, clock = minute.split()
        Duty.objects.update(closed_at=None, outcome=DutyOutcome.OPEN)
        actions.discharge(matter, made.kind, at=on(day, *map(int, clock.split(":"))))
        found = Duty.objects.get(pk=made.pk)
        assert found.was_in_time() is in_time
        assert (found in Duty.objects.done_in_time()) is in_time and (found in Duty.objects.done_late()) is not in_time
    actions.discharge(matter, undated.kind, at=on("2017-11-22"))
    assert Duty.objects.get(pk=undated.pk).was_in_time() and undated in Duty.objects.done_in_time()
    actions.void(matter, at=on("2017-11-22"))
    assert not Duty.objects.done_late().filter(outcome=DutyOutcome.VOIDED).exists()


@pytest.mark.parametrize(
    ("done_on", "in_time"), [(date(2016, 11, 21), True), (date(2016, 11, 22), False), (None, False)]
)
def test_what_is_recorded_later_counts_on_its_own_day(
    duty: Open, matter: Matter, done_on: date | None, in_time: bool
) -> None:
    """Requirement C1, D1: due on Monday 21/11/2016, recorded on Wednesday 23; without a day that one counts."""
    made = duty()
    actions.discharge(matter, made.kind, at=on("2016-11-23"), done_on=done_on)
    found = Duty.objects.get(pk=made.pk)
    assert found.was_in_time() is in_time and found.day_of_doing() == (done_on or date(2016, 11, 23))
    assert (found in Duty.objects.done_in_time()) is in_time and (found in Duty.objects.done_late()) is not in_time


def test_nothing_is_done_before_it_happens_and_only_what_was_done_has_its_day(duty: Open, matter: Matter) -> None:
    """A day after the recording is a mistake of the caller; the day of the recording itself is kept as null."""
    made = duty()
    with pytest.raises(ValueError, match="after 2016-11-23"):
        actions.discharge(matter, made.kind, at=on("2016-11-23"), done_on=date(2016, 11, 24))
    actions.void(matter, at=on("2016-11-23"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=made.pk).update(done_on=date(2016, 11, 22))
    other = duty()
    actions.discharge(matter, other.kind, at=on("2016-11-23"), done_on=date(2016, 11, 23))
    assert Duty.objects.get(pk=other.pk).done_on is None


def test_overdue_begins_on_the_day_after(duty: Open) -> None:
    made = duty()
    assert made not in Duty.objects.overdue(date(2016, 11, 21)) and made in Duty.objects.overdue(date(2016, 11, 22))
    assert list(Duty.objects.due_between(date(2016, 11, 21), date(2016, 11, 21))) == [made]
    assert not Duty.objects.due_between(date(2016, 11, 22), date(2016, 12, 31)).exists()


def test_a_desk_pages_by_date_and_number(duty: Open) -> None:
    late = duty()
    none = duty(kind=DutyKind.TAKE_OVER, limit="", article="Đ7.k2.a")
    early = duty(kind=DutyKind.CARRY_OUT, limit="", due_on=date(2016, 11, 16))
    assert list(Duty.objects.order_by("due_order", "id")) == [early, late, none]
    Duty.objects.filter(pk=early.pk).update(due_on=date(2016, 12, 1))
    assert Duty.objects.get(pk=early.pk).due_order == date(2016, 12, 1)


# the tree of matters


@pytest.fixture
def tree(world: World, matter: Matter) -> dict[str, Matter]:
    """A directive with two tasks; under the first task a ladder, and under that a report."""
    made = {"directive": matter}
    for name, kind, above in (
        ("task", MatterKind.TASK, "directive"),
        ("other", MatterKind.TASK, "directive"),
        ("ladder", MatterKind.LADDER, "task"),
        ("report", MatterKind.REPORT, "ladder"),
    ):
        made[name] = actions.open_matter(kind=kind, register=world.register, at=AT, root=made[above])
    return made


def test_every_matter_knows_the_top_of_its_tree(tree: dict[str, Matter], duty: Open) -> None:
    assert {matter.trunk_id for matter in tree.values()} == {tree["directive"].pk}
    assert tree["report"].parent == tree["ladder"] and tree["directive"].parent is None
    assert duty(tree["report"]).root == tree["directive"]
    assert actions.lock(tree["report"]) == tree["directive"]


@pytest.mark.parametrize(
    ("ended", "left"),
    [
        ("report", {"directive", "task", "other", "ladder"}),
        ("task", {"directive", "other"}),
        ("other", {"directive", "task", "ladder", "report"}),
        ("directive", set()),
    ],
)
def test_void_under_reaches_everything_below_and_nothing_beside(
    tree: dict[str, Matter], duty: Open, ended: str, left: set[str]
) -> None:
    """Design 3: a verb of a lower room voids every open duty under its root, in whatever room it arose."""
    for about in tree.values():
        duty(about)
    stranger = duty(actions.open_matter(kind=MatterKind.DIRECTIVE, register=tree["task"].register, at=AT))
    assert actions.void_under(tree[ended], at=AT) == 5 - len(left)
    standing = set(Duty.objects.open().exclude(pk=stranger.pk).values_list("matter_id", flat=True))
    assert standing == {tree[name].pk for name in left}


@pytest.mark.django_db(transaction=True)
def test_the_lock_lets_one_decide_after_the_other(tree: dict[str, Matter], duty: Open) -> None:
    """Design 8: two people who decide at once about things under one directive get one decision after the other."""
    duty(tree["task"])

    def decide(name: str) -> int:
        with transaction.atomic():
            actions.lock(tree[name])
            standing = Duty.objects.open().count()
            actions.discharge(tree["task"], DutyKind.UPDATE_RESULT, at=AT)
            return standing

    assert sorted(together(lambda: decide("task"), lambda: decide("report"))) == [0, 1]


# moving


def test_a_moved_duty_keeps_its_old_date_and_the_reason(duty: Open) -> None:
    made = duty()
    later = on("2016-11-10")
    moved = actions.reschedule(made, at=later, reason="Chủ tịch gia hạn", event_on=date(2016, 11, 23))
    assert moved.due_on == date(2016, 11, 28)  # Wed 23/11: Thu 24, Fri 25, Mon 28
    assert moved.earlier == [{"due_on": "2016-11-21", "moved_at": later.isoformat(), "reason": "Chủ tịch gia hạn"}]
    again = actions.reschedule(moved, at=later, reason="không đổi", event_on=date(2016, 11, 23))
    assert len(again.earlier) == 1
    fixed = duty(kind=DutyKind.CARRY_OUT, limit="", due_on=None)
    dated = actions.reschedule(fixed, at=later, reason="ấn định", due_on=date(2016, 12, 1))
    assert (dated.due_on, dated.earlier[0]["due_on"]) == (date(2016, 12, 1), None)


def test_a_date_that_the_law_counts_cannot_be_typed(duty: Open) -> None:
    with pytest.raises(ValueError, match="the law counts its date"):
        actions.reschedule(duty(), at=AT, reason="x", due_on=date(2016, 12, 1))


def test_h5_a_corrected_event_counts_anew_with_its_hour_and_tags(duty: Open) -> None:
    """HUE article 7.1: a document that turns out to be urgent was to be entered on the day of issue."""
    made = duty(kind=DutyKind.ENTER_DIRECTIVE, limit="entry", event_at=AT, event_on=None, unit="VP")
    at = on("2016-11-08", 16)
    moved = actions.reschedule(made, at=AT, reason="khẩn", event_at=at, tags=["urgent"])
    assert (moved.due_on, moved.event_on, moved.event_at, moved.tags) == (
        date(2016, 11, 8), date(2016, 11, 8), at, ["urgent"],
    )  # fmt: skip


def test_g1_a_purge_blanks_the_reasons_and_keeps_the_dates(duty: Open, matter: Matter) -> None:
    """HUE articles 5 and 6.2: nothing of a secret paper is held; what a reason said may be of it."""
    made = actions.reschedule(duty(), at=AT, reason="bí mật", event_on=date(2016, 11, 23))
    actions.blank_reasons(matter)
    found = Duty.objects.get(pk=made.pk)
    assert found.earlier[0]["reason"] == "" and found.earlier[0]["due_on"] == "2016-11-21"


# whose it is


def test_d3_a_desk_shows_what_its_post_role_and_unit_must_do(duty: Open, world: World) -> None:
    """HUE articles 7.2a and 8.1đ: each unit and officer has one place that shows what it must do."""
    everybody = duty(unit="VP")
    monitors = duty(unit="VP", kind=DutyKind.APPRAISE, limit="", holder_role="monitor")
    officer = duty(unit="VP", kind=DutyKind.ENTER_DIRECTIVE, limit="", holder_post=world.posts["chuyenvien"])
    inspection = duty(unit="VP", kind=DutyKind.INSTRUCT, limit="", holder_role="inspector")
    duty(unit="STC")

    def desk(name: str) -> set[Duty]:
        return set(Duty.objects.for_actor(world.actor(name)))

    assert desk("chuyenvien") == {everybody, officer}
    assert desk("theodoi") == {everybody, monitors}
    assert desk("chanhvp") == {everybody}
    assert desk("kiemtra") == {inspection}  # in the same unit, but the Office's work is not an inspector's
    assert desk("quantri") == set()  # technical: sees no content
    assert desk("stc") == desk("stc-cb") == set(Duty.objects.filter(holder_unit=world.units["STC"]))
    assert desk("chutich") == desk("sxd") == set()


def test_h1_a_deputy_sees_the_duties_of_the_post(duty: Open, world: World) -> None:
    """HUE article 8.2: somebody always looks; a deputy acts for the post during an absence."""
    mine = duty(unit="VP", holder_post=world.posts["theodoi"])
    deputy = world.people["chuyenvien"]
    assert mine not in Duty.objects.for_actor(world.actor("chuyenvien"))
    acting = type(world.actor("theodoi")).of(world.posts["theodoi"], person=deputy)
    assert mine in Duty.objects.for_actor(acting) and acting.on_behalf_of == world.people["theodoi"]


def test_the_duties_of_an_ended_post_belong_to_its_unit_again(duty: Open, world: World) -> None:
    """Design 5: nothing is left with somebody who is no longer responsible."""
    mine = duty(unit="VP", holder_post=world.posts["theodoi"])
    units.end_post(by=None, at=AT, post=world.posts["theodoi"], on=date(2016, 11, 18))
    assert jobs.free_of_ended_posts(on("2016-11-18"), dry_run=False) == 0
    next_day = on("2016-11-19")
    assert jobs.free_of_ended_posts(next_day, dry_run=True) == 1
    assert jobs.free_of_ended_posts(next_day, dry_run=False) == 1
    assert jobs.free_of_ended_posts(next_day, dry_run=False) == 0
    assert mine in Duty.objects.for_actor(world.actor("chuyenvien"))


def test_a_duty_can_be_handed_to_another_post(duty: Open, world: World) -> None:
    made = actions.hand_to(duty(unit="VP", holder_post=world.posts["theodoi"]), world.posts["chuyenvien"])
    assert made in Duty.objects.for_actor(world.actor("chuyenvien"))
    assert made.closed_at is None


def test_what_the_whole_office_must_do_lies_with_those_who_may_do_it(duty: Open, world: World) -> None:
    """HUE 7.2d, App. I.3: officers and the head decide a return, monitors and the head appraise; nobody else has them."""
    returned = duty(kind=DutyKind.CORRECT_RETURN, limit="", article="Đ7.k2.d", unit="VP")
    appraise = duty(kind=DutyKind.APPRAISE, limit="", article="PL1.m3", unit="VP")
    names = ("chanhvp", "chuyenvien", "theodoi", "kiemtra", "quantri")
    found = {name: set(Duty.objects.for_actor(world.actor(name))) for name in names}
    assert found == {
        "chanhvp": {returned, appraise}, "chuyenvien": {returned}, "theodoi": {appraise}, "kiemtra": set(), "quantri": set()
    }  # fmt: skip
