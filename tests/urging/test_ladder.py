"""The ladder from the deadline to the leader's desk, as `tick` and people carry it."""

from datetime import date, timedelta

from dondoc.documents.models import IssuedNumber, NumberSeries
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions as tasks
from dondoc.urging import actions
from dondoc.urging.models import Channel, Ladder, Slip, Step
from tests.urging.climb import CASE, FIRST, OPENS, SECOND, THIRD, climb, issue, ladder_of, open_duties, tick, waiting
from tests.world import World, on


def test_d1_the_whole_ladder(world: World) -> None:
    """HUE 8.1e, Appendix I.4: due Wed 16 November; urging by Mon 21, three slips, the Chairman on Thu 8 December."""
    assignment = world.assignment("STC")
    assert tick(on("2016-11-16", 23)) == {"reconcile": 0, "begin": 0, "prepare": 0, "escalate": 0}  # the day itself
    assert tick(OPENS)["begin"] == 1
    ladder = ladder_of(assignment.task.document, assignment.unit)
    urge = Duty.objects.open().get(matter=ladder.matter)
    assert (urge.kind, urge.due_on, urge.holder_post) == (DutyKind.URGE, date(2016, 11, 21), world.posts["theodoi"])
    assert tick(on("2016-11-21", 23))["prepare"] == 0  # Monday: the third working day is not over
    assert tick(FIRST)["prepare"] == 1
    assert open_duties(ladder) == {DutyKind.URGE, DutyKind.ISSUE_SLIP}
    issue(world, waiting(), FIRST)
    assert open_duties(ladder) == set()  # the slip urges in writing
    for day in (25, 26, 27):  # Friday is the third day, then a week-end
        assert tick(on(date(2016, 11, day)))["prepare"] == 0
    assert tick(SECOND)["prepare"] == 1
    issue(world, waiting(), SECOND)
    assert tick(THIRD)["prepare"] == 1
    issue(world, waiting(), THIRD)
    assert tick(on("2016-12-07"))["escalate"] == 0  # Wednesday, the third day
    assert tick(CASE)["escalate"] == 1
    ladder.refresh_from_db()
    assert (ladder.step, ladder.escalated_at) == (Step.INSTRUCTION, CASE)
    duty = Duty.objects.open().get(matter=ladder.matter)
    assert (duty.kind, duty.holder_role, duty.holder_unit) == (DutyKind.INSTRUCT, "leader", world.units["UBND"])
    assert [slip.document.code for slip in ladder.slips.all()] == ["01/UBND-TC", "02/UBND-TC", "03/UBND-TC"]
    told = set(Notice.objects.filter(kind="ladder.escalated").values_list("recipient_id", flat=True))
    assert told == {world.people["chutich"].pk, world.people["chanhvp"].pk}
    for day in range(9, 31):  # nothing more comes by itself
        tick(on(date(2016, 12, day)))
    assert ladder.slips.count() == 3


def test_d1_a_slip_waits_for_its_signature(world: World) -> None:
    """HUE 8.1e: the next slip is counted from the issue of the previous one and never prepared while one waits."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    for day in range(23, 31):
        tick(on(date(2016, 11, day)))
    assert Slip.objects.count() == 1
    issue(world, waiting(), on("2016-11-30"))  # Wednesday
    assert tick(on("2016-12-05"))["prepare"] == 0  # Monday: Thu 1, Fri 2, Mon 5
    assert tick(on("2016-12-06"))["prepare"] == 1


def test_d1_a_ladder_runs_per_directive_and_unit(world: World) -> None:
    """HUE 8.1e, Appendix II: two units and two directives are four ladders; partners are never urged."""
    world.directive(world.given("STC", "SXD"), world.given("STC", coordinating=("PDIEN",)))
    world.directive(world.given("STC", "SXD"))
    assert tick(OPENS)["begin"] == 4
    assert not Ladder.objects.filter(unit=world.units["PDIEN"]).exists()
    assert tick(FIRST)["prepare"] == 4
    counts = sorted(slip.lines.count() for slip in Slip.objects.all())
    assert counts == [1, 1, 1, 2]


def test_d1_a_slip_lists_what_is_overdue_on_its_day(world: World) -> None:
    """HUE 8.1e, reading: the first task begins the ladder; each slip lists every task then past its date and not done."""
    document = world.directive(
        world.given("STC", content="Nhiệm vụ một"),
        world.given("STC", content="Nhiệm vụ hai", due_on=date(2016, 11, 18)),  # Friday
        world.given("STC", content="Nhiệm vụ ba", due_on=date(2016, 11, 24)),  # Thursday
        world.given("STC", content="Nhiệm vụ bốn", due_on=date(2016, 12, 30)),
    )
    tick(OPENS)
    tick(FIRST)
    first = issue(world, waiting(), FIRST)
    assert [line.content for line in first.lines.all()] == ["Nhiệm vụ một", "Nhiệm vụ hai"]
    assert first.given == 4
    tick(SECOND)
    second = issue(world, waiting(), SECOND)
    assert [line.content for line in second.lines.all()] == ["Nhiệm vụ một", "Nhiệm vụ hai", "Nhiệm vụ ba"]
    assert ladder_of(document, world.units["STC"]).round == 1


def test_d1_what_falls_overdue_later_begins_its_own_round(world: World) -> None:
    """HUE 8.1e, reading: when all that a slip named is done, a later task is not heir to its slips."""
    document = world.directive(world.given("STC"), world.given("STC", due_on=date(2016, 11, 24)))  # Wed 16, Thu 24
    first = document.tasks.get(ordinal=1).assignments.get()
    tick(OPENS)
    tick(FIRST)
    issue(world, waiting(), FIRST)  # names the first task only
    world.send(first, at=on("2016-11-25"))
    assert tick(SECOND) == {"reconcile": 1, "begin": 1, "prepare": 0, "escalate": 0}
    later = ladder_of(document, world.units["STC"])
    assert (later.round, later.counted_from) == (2, date(2016, 11, 24))
    assert tick(on("2016-11-29"))["prepare"] == 0  # Tuesday: Fri 25, Mon 28, Tue 29
    assert tick(on("2016-11-30"))["prepare"] == 1
    assert waiting().ordinal == 1


def test_d1_a_result_sent_stops_the_ladder_at_once(world: World) -> None:
    """HUE 8.1e, reading: before any job has run the draft can be neither signed nor seen as waiting."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    world.send(assignment, at=on("2016-11-22", 10))
    assert not Slip.objects.waiting().exists()
    assert Ladder.objects.lapsed().get() == slip.ladder
    tick(on("2016-11-22", 11))
    slip.refresh_from_db()
    assert slip.state == "lapsed"
    assert slip.ladder.closed_at is None or open_duties(slip.ladder) == set()
    assert open_duties(slip.ladder) == set()
    assert not NumberSeries.objects.exists()  # no number was used up


def test_d1_a_refusal_starts_the_ladder_again(world: World) -> None:
    """HUE 8.1e, reading: sent back on Thu 24 November, the new round is counted from that day."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment, slips=1)
    world.send(assignment, at=on("2016-11-23"))
    tick(on("2016-11-23", 10))
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-24"), assignment=assignment, missing="Thiếu số liệu")
    assert tick(on("2016-11-24", 10))["begin"] == 0  # the day itself is not counted
    assert tick(on("2016-11-25"))["begin"] == 1
    again = ladder_of(assignment.task.document, assignment.unit)
    assert (again.round, again.counted_from) == (ladder.round + 1, date(2016, 11, 24))
    assert Duty.objects.get(matter=again.matter, kind=DutyKind.URGE).due_on == date(2016, 11, 29)
    assert tick(on("2016-11-29"))["prepare"] == 0  # Tuesday: Fri 25, Mon 28, Tue 29
    assert tick(on("2016-11-30"))["prepare"] == 1
    assert waiting().ordinal == 1


def test_d1_a_refusal_between_two_ticks_starts_again_too(world: World) -> None:
    """HUE 8.1e, reading: what happened while no tick ran counts as if one had."""
    assignment = world.assignment("STC")
    climb(world, assignment, slips=1)
    world.send(assignment, at=on("2016-11-23"))
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-24"), assignment=assignment, missing="Thiếu số liệu")
    assert tick(SECOND) == {"reconcile": 1, "begin": 1, "prepare": 0, "escalate": 0}
    assert ladder_of(assignment.task.document, assignment.unit).counted_from == date(2016, 11, 24)


def test_d1_a_moved_date_resets_the_ladder(world: World) -> None:
    """HUE 8.1e, reading: after the new date the count begins anew; one already behind counts from itself."""
    assignment = world.assignment("STC")
    climb(world, assignment, slips=2)
    tasks.move_due_date(
        by=world.actor("chanhvp"),
        at=on("2016-11-29"),
        task=assignment.task,
        due_on=date(2016, 12, 9),
        reason="Chờ số liệu",
    )
    assert tick(on("2016-11-29", 10)) == {"reconcile": 1, "begin": 0, "prepare": 0, "escalate": 0}
    assert tick(on("2016-12-09"))["begin"] == 0  # Friday, the new date itself
    assert tick(on("2016-12-12"))["begin"] == 1
    again = ladder_of(assignment.task.document, assignment.unit)
    assert (again.round, again.counted_from) == (2, date(2016, 12, 9))


def test_d1_an_outage_is_caught_up_with_one_step(world: World) -> None:
    """Design 5: after ten days without a tick one step is taken, and the next one not before the next working day."""
    world.assignment("STC")
    back = on("2016-11-28")  # Monday; the first slip was due on Tue 22
    assert tick(back) == {"reconcile": 0, "begin": 1, "prepare": 0, "escalate": 0}
    assert tick(back + timedelta(hours=3)) == {"reconcile": 0, "begin": 0, "prepare": 0, "escalate": 0}
    assert tick(on("2016-11-29"))["prepare"] == 1
    issue(world, waiting(), on("2016-11-29"))
    long_after = on("2017-01-10")  # Tuesday
    assert tick(long_after)["prepare"] == 1
    issue(world, waiting(), long_after)
    assert tick(long_after + timedelta(hours=1)) == {"reconcile": 0, "begin": 0, "prepare": 0, "escalate": 0}


def test_d1_days_off_take_no_step(world: World) -> None:
    """HUE 8.1e: Sat 26 April 2025 is worked in exchange; 30 April to 4 May nobody works, and nothing is urged."""
    given = world.given("STC", due_on=date(2025, 4, 24))  # Thursday
    world.directive(given, at=on("2025-04-10"), issued_on=date(2025, 4, 10))
    assert tick(on("2025-04-25"))["begin"] == 1
    assert tick(on("2025-04-28"))["prepare"] == 0  # Monday, the third day: Fri 25, Sat 26, Mon 28
    assert tick(on("2025-04-29"))["prepare"] == 1
    issue(world, waiting(), on("2025-04-29"))
    for day in ("2025-04-30", "2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-07"):
        assert tick(on(day))["prepare"] == 0
    assert tick(on("2025-05-08"))["prepare"] == 1  # Thursday


def test_d1_a_dry_run_only_counts(world: World) -> None:
    """Design 5: a preview changes nothing."""
    world.assignment("STC")
    assert tick(OPENS, dry_run=True)["begin"] == 1
    assert not Ladder.objects.exists()
    tick(OPENS)
    assert tick(FIRST, dry_run=True)["prepare"] == 1
    assert not Slip.objects.exists()


def test_d1_a_withheld_slip_is_prepared_again(world: World) -> None:
    """HUE 8.1e, reading: withheld on Tue 22 it counts as not issued; the same slip comes after three working days."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = actions.withhold_slip(by=world.actor("chanhvp"), at=FIRST, slip=waiting(), reason="Đơn vị đã điện báo")
    assert open_duties(slip.ladder) == {DutyKind.URGE}  # nobody has urged in writing
    assert tick(on("2016-11-25"))["prepare"] == 0  # Friday: Wed 23, Thu 24, Fri 25
    assert tick(SECOND)["prepare"] == 1
    assert waiting().ordinal == 1


def test_d1_written_urging_discharges_the_duty(world: World) -> None:
    """HUE Appendix I.4: a telephone call is recorded beside it, a letter does what the article asks."""
    assignment = world.assignment("STC")
    tick(OPENS)
    ladder = ladder_of(assignment.task.document, assignment.unit)
    common = {
        "by": world.actor("theodoi"), "directive": assignment.task.document, "unit": assignment.unit,
        "occurred_on": date(2016, 11, 18),
    }  # fmt: skip
    actions.record_urging(at=on("2016-11-18"), channel=Channel.TELEPHONE, text="Gọi cho Giám đốc", **common)
    assert open_duties(ladder) == {DutyKind.URGE}
    actions.record_urging(
        at=on("2016-11-18", 10), channel=Channel.WRITTEN, text="Đề nghị báo cáo",
        paper=world.paper(issued_on=date(2016, 11, 18), symbol="VP-TH"), **common,
    )  # fmt: skip
    assert open_duties(ladder) == set()
    assert tick(FIRST)["prepare"] == 1  # the slip is another thing (HUE 8.1e)


def test_d1_number_series_have_no_gap(world: World) -> None:
    """Appendix II: each field and year has its series; a refused issue uses no number up."""
    codes = ("TC", "XD", "TC")
    for code in codes:
        world.directive(world.given("STC"), field=world.register.fields.get(code=code))
    tick(OPENS)
    tick(FIRST)
    slips = list(Slip.objects.waiting().order_by("id"))
    withheld = actions.withhold_slip(by=world.actor("chanhvp"), at=FIRST, slip=slips[0], reason="Chờ")
    assert withheld.document is None
    issued = [actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=slip) for slip in slips[1:]]
    assert [slip.document.code for slip in issued] == ["01/UBND-XD", "01/UBND-TC"]
    tick(SECOND)
    again = [issue(world, slip, SECOND) for slip in Slip.objects.waiting().order_by("id")]
    assert sorted(slip.document.code for slip in again) == ["02/UBND-TC", "02/UBND-XD", "03/UBND-TC"]
    taken = sorted(IssuedNumber.objects.values_list("series__series", "number"))
    assert [number for series, number in taken if series.endswith("TC")] == [1, 2, 3]


def test_d1_a_follow_up_without_a_result_comes_back(world: World) -> None:
    """HUE 8.1e: the leader sets Fri 16 December; without a result the case is on the desk again on Mon 19."""
    ladder = climb(world, world.assignment("STC"))
    actions.instruct(
        by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo ngay", follow_up_on=date(2016, 12, 16)
    )
    assert open_duties(ladder) == set()
    assert tick(on("2016-12-16"))["escalate"] == 0
    assert tick(on("2016-12-17"))["escalate"] == 0  # Saturday
    assert tick(on("2016-12-19"))["escalate"] == 1
    assert open_duties(ladder) == {DutyKind.INSTRUCT}


def test_d1_every_step_is_in_the_journal(world: World) -> None:
    """Design 1.4: steps of the program bear nobody's name, decisions the name of who took them."""
    ladder = climb(world, world.assignment("STC"))
    actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo ngay")
    entries = list(Entry.objects.filter(matter_id=ladder.matter_id).order_by("id").values_list("verb", "person_id"))
    head, leader = world.people["chanhvp"].pk, world.people["chutich"].pk
    assert entries == [
        ("ladder.opened", None),
        *[("slip.prepared", None), ("slip.issued", head)] * 3,
        ("ladder.escalated", None),
        ("instruction.given", leader),
    ]
    assert set(Entry.objects.filter(matter_id=ladder.matter_id).values_list("root_id", flat=True)) == {
        ladder.document.matter_id
    }
