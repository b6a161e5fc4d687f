"""What happens below is felt above: every change of a task is played against an open request (design 3)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dondoc.extensions.models import Ending, Proposal
from dondoc.extensions.queries import out_of_order
from dondoc.journal.models import Entry
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild
from dondoc.tasks.models import Assignment
from tests.extensions.district import (
    ASKED,
    LATER,
    adopt,
    altered,
    ask,
    decide,
    given,
    granted,
    open_duties,
    submit,
    tick,
)
from tests.world import World, on

CHANGE, AFTER, TICK = on("2021-06-14", 10), on("2021-06-14", 11), on("2021-06-14", 12)
Play = Callable[[World, Assignment], object]


def _send(world: World, assignment: Assignment) -> None:
    world.send(assignment, at=CHANGE)


def _close(world: World, assignment: Assignment) -> None:
    _send(world, assignment)
    world.accept(assignment, at=CHANGE)


def _reopen(world: World, assignment: Assignment) -> None:
    _close(world, assignment)
    tasks.reopen(by=world.actor("theodoi"), at=AFTER, assignment=assignment, reason="Số liệu sai")


def _send_back(world: World, assignment: Assignment) -> None:
    _send(world, assignment)
    tasks.send_back(by=world.actor("theodoi"), at=AFTER, assignment=assignment, missing="Thiếu số liệu")


def _return(world: World, assignment: Assignment) -> None:
    tasks.return_task(by=world.actor("stc"), at=CHANGE, assignment=assignment, reason="Không thuộc chức năng")


def _return_and_keep(world: World, assignment: Assignment) -> None:
    _return(world, assignment)
    tasks.decline_return(by=world.actor("chanhvp"), at=AFTER, assignment=assignment, explanation="Đúng chức năng")


def _report(world: World, assignment: Assignment) -> None:
    tasks.report_progress(by=world.actor("stc"), at=CHANGE, assignment=assignment, text="Đang làm")


def _move(world: World, assignment: Assignment) -> None:
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=CHANGE, task=assignment.task, due_on=date(2021, 6, 25), reason="Lùi"
    )


def _hand_over(world: World, assignment: Assignment) -> None:
    tasks.reassign(
        by=world.actor("chanhvp"), at=CHANGE, assignment=assignment, unit=world.units["SXD"], reason="Đúng chức năng"
    )


def _withdraw(world: World, assignment: Assignment) -> None:
    tasks.end_task(by=world.actor("chanhvp"), at=CHANGE, task=assignment.task, reason="Không còn cần")


# play · the request still stands
TABLE: list[tuple[Play, bool]] = [
    (_report, True),
    (_send, True),
    (_send_back, True),
    (_close, False),
    (_reopen, False),
    (_return, False),
    (_return_and_keep, False),
    (_move, False),
    (_hand_over, False),
    (_withdraw, False),
]


@pytest.fixture
def district(world: World, tmp_path: Path) -> World:
    """The regulation with a confirmation by the monitor and no scales that must be rated."""
    plain = (('levels  = ["office"]', 'levels  = ["monitor"]'), ("required = true", "required = false"))
    return adopt(world, altered(tmp_path / "p", *plain, plain[1]))


@pytest.mark.parametrize("kind", ["extension", "adjustment"])
@pytest.mark.parametrize(("play", "stands"), TABLE, ids=[row[0].__name__.strip("_") for row in TABLE])
def test_c7_a_change_of_the_task_is_felt_at_once(district: World, play: Play, stands: bool, kind: str) -> None:
    """NHI 6.1d: closed, reopened, returned, date moved, unit changed, withdrawn; derived first, reconciled by the job."""
    assignment = given(district)
    proposal = submit(district, ask(district, assignment))
    if kind == "adjustment":
        Proposal.objects.filter(pk=proposal.pk).update(kind=kind)  # the same row of the other kind
    play(district, assignment)
    assert Proposal.objects.standing().filter(pk=proposal.pk).exists() is stands
    assert Proposal.objects.lapsed().filter(pk=proposal.pk).exists() is not stands
    if not stands:
        with pytest.raises(Refused) as refused:
            decide(district, proposal, at=on("2021-06-14", 11, 30))
        assert refused.value.refusal.code == "proposal.lapsed"
    assert tick(TICK, dry_run=True)["reconcile"] == (not stands)
    assert tick(TICK)["reconcile"] == (not stands)
    assert tick(TICK)["reconcile"] == 0
    proposal.refresh_from_db()
    assert (proposal.outcome == Ending.LAPSED) is not stands
    assert bool(open_duties(proposal)) is stands
    assert Entry.objects.filter(verb=f"{kind}.lapsed").count() == (not stands)
    assert not list(out_of_order())


def test_c7_what_has_lapsed_does_not_stand_in_the_way(district: World) -> None:
    """A date that was moved meanwhile: the unit asks anew without waiting for the job."""
    assignment = given(district)
    first = ask(district, assignment)
    _move(district, assignment)
    second = ask(district, assignment, at=AFTER)
    first.refresh_from_db()
    assert (first.outcome, second.due_was) == (Ending.LAPSED, date(2021, 6, 25))


def test_c7_a_yes_to_one_unit_takes_the_ground_from_another(district: World) -> None:
    """Several units carry one task out: when the date has moved for all, the other's request is about a date that is no more."""
    first = given(district, "STC", "SXD")
    other = ask(district, first.task.assignments.get(unit=district.units["SXD"]), by="sxd")
    decide(district, submit(district, ask(district, first)))
    assert Proposal.objects.lapsed().get() == other


def test_c7_projections_follow_from_facts(district: World) -> None:
    """Design 1.3: a granted extension leaves nothing that `rebuild` would write otherwise."""
    granted(district, given(district))
    granted(district, given(district, "SXD"), by="sxd", at=ASKED)
    assert not list(rebuild.differences())
    assert not list(out_of_order())


def test_c7_the_check_finds_what_is_out_of_order(district: World) -> None:
    """`dondoc check`: a request that nobody must answer, one that is answered and still a duty, a date that did not move."""
    waiting, done, moved = (given(district) for _ in range(3))
    first, second = ask(district, waiting), ask(district, done)
    third = granted(district, moved)
    first.matter.duties.update(closed_at=ASKED, outcome="voided")
    Proposal.objects.filter(pk=second.pk).update(closed_at=ASKED, outcome=Ending.REFUSED)
    Proposal.objects.filter(pk=third.pk).update(granted_due_on=date(2021, 8, 2))
    assert sorted(out_of_order()) == [
        (first.pk, "nobody_acts"), (second.pk, "duty_left"), (third.pk, "date_not_moved"),
    ]  # fmt: skip
    assert LATER != date(2021, 8, 2)
