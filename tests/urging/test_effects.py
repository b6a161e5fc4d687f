"""What happens below is felt above: every change of a task is played against the ladder (design 3)."""

from collections.abc import Callable
from datetime import date

import pytest

from dondoc.duties.models import Duty
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from dondoc.urging.models import Ladder, Slip
from tests.urging.climb import FIRST, OPENS, ladder_of, open_duties, tick, waiting
from tests.world import World, on

CHANGE = on("2016-11-22", 10)  # Tuesday, one hour after the first slip was prepared
LATER = on("2016-11-22", 11)
Play = Callable[[World, Assignment], object]


def _send(world: World, assignment: Assignment) -> None:
    world.send(assignment, at=CHANGE)


def _close(world: World, assignment: Assignment) -> None:
    _send(world, assignment)
    world.accept(assignment, at=CHANGE)


def _reopen(world: World, assignment: Assignment) -> None:
    _close(world, assignment)
    tasks.reopen(by=world.actor("theodoi"), at=LATER, assignment=assignment, reason="Số liệu sai")


def _send_back(world: World, assignment: Assignment) -> None:
    _send(world, assignment)
    tasks.send_back(by=world.actor("theodoi"), at=LATER, assignment=assignment, missing="Thiếu số liệu")


def _return(world: World, assignment: Assignment) -> None:
    tasks.return_task(by=world.actor("stc"), at=CHANGE, assignment=assignment, reason="Không thuộc chức năng")


def _report(world: World, assignment: Assignment) -> None:
    tasks.report_progress(by=world.actor("stc"), at=CHANGE, assignment=assignment, text="Đang làm")


def _explain(world: World, assignment: Assignment) -> None:
    tasks.explain_delay(by=world.actor("stc"), at=CHANGE, assignment=assignment, reason="Thiếu số liệu")


def _move(world: World, assignment: Assignment) -> None:
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=CHANGE, task=assignment.task, due_on=date(2016, 12, 9), reason="Theo đề nghị"
    )


def _move_within_the_past(world: World, assignment: Assignment) -> None:
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=CHANGE, task=assignment.task, due_on=date(2016, 11, 18), reason="Ghi nhầm ngày"
    )


def _hand_over(world: World, assignment: Assignment) -> None:
    tasks.return_task(by=world.actor("stc"), at=CHANGE, assignment=assignment, reason="Không thuộc chức năng")
    tasks.reassign(
        by=world.actor("chanhvp"), at=LATER, assignment=assignment, unit=world.units["SXD"], reason="Đúng chức năng"
    )


def _withdraw(world: World, assignment: Assignment) -> None:
    tasks.end_task(by=world.actor("chanhvp"), at=CHANGE, task=assignment.task, reason="Không còn cần")


# play · the draft still stands · rounds begun by Fri 25 November as (unit, counted from)
TABLE: list[tuple[Play, bool, list[tuple[str, date]]]] = [
    (_report, True, []),
    (_explain, True, []),
    (_return, True, []),
    (_send, False, []),
    (_close, False, []),
    (_withdraw, False, []),
    (_move, False, []),
    (_move_within_the_past, False, [("STC", date(2016, 11, 18))]),
    (_send_back, False, [("STC", date(2016, 11, 22))]),
    (_reopen, False, [("STC", date(2016, 11, 22))]),
    (_hand_over, False, [("SXD", date(2016, 11, 22))]),
]


@pytest.mark.parametrize(("play", "stands", "begun"), TABLE, ids=[row[0].__name__.strip("_") for row in TABLE])
def test_d1_a_change_of_the_task_is_felt_at_once(
    world: World, play: Play, stands: bool, begun: list[tuple[str, date]]
) -> None:
    """HUE 8.1e: closed, reopened, returned, date moved, unit changed, withdrawn; derived first, reconciled by the job."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    play(world, assignment)
    assert Slip.objects.waiting().filter(pk=slip.pk).exists() is stands
    assert Ladder.objects.standing().filter(pk=slip.ladder_id).exists() is stands
    tick(on("2016-11-22", 12))
    ladder = Ladder.objects.get(pk=slip.ladder_id)
    assert (ladder.closed_at is None) is stands
    assert bool(open_duties(ladder)) is stands
    for day in (23, 24, 25):
        tick(on(date(2016, 11, day)))
    others = Ladder.objects.open().exclude(pk=ladder.pk)
    assert [(row.unit.code, row.counted_from) for row in others] == begun


def test_d1_one_task_of_several_done_leaves_the_ladder_standing(world: World) -> None:
    """HUE 8.1e: per directive and unit; the slip that is issued names what is left."""
    document = world.directive(world.given("STC", content="Một"), world.given("STC", content="Hai"))
    first = document.tasks.get(ordinal=1).assignments.get()
    tick(OPENS)
    tick(FIRST)
    world.send(first, at=CHANGE)
    assert tick(LATER)["reconcile"] == 0
    assert waiting().ladder == ladder_of(document, world.units["STC"])


def test_d1_another_unit_of_the_task_is_urged_on(world: World) -> None:
    """HUE 8.1e: where several units carry a task out, one that has sent its result is left in peace, the other is not."""
    task = world.task("STC", "SXD")
    tick(OPENS)
    world.send(task.assignments.get(unit=world.units["STC"]), at=on("2016-11-17", 10))
    tick(FIRST)
    assert [slip.ladder.unit.code for slip in Slip.objects.waiting()] == ["SXD"]


def test_d1_duties_of_a_lapsed_ladder_are_voided(world: World) -> None:
    """Design 3: what need not be done any more leaves the desks."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    ladder = waiting().ladder
    world.send(assignment, at=CHANGE)
    tick(LATER)
    outcomes = set(Duty.objects.filter(matter=ladder.matter).values_list("outcome", flat=True))
    assert outcomes == {"voided"}
