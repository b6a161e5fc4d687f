"""The judge of `bench/kills` sees what it is there to see: a change that is half there, twice there, or lost."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from bench.killing import acting_tasks, pictures
from bench.killing.judging import ABSENT, ACKNOWLEDGED, WHOLE, judge
from bench.killing.pictures import Changes, Picture
from bench.killing.stage import Stage
from bench.killing.victims import Act, Ledger
from dondoc.journal.models import Notice
from dondoc.tasks.models import Fact, Span
from tests.world import World

TOLD, UNTOLD, NOTHING = Ledger(acknowledged="Fact:1"), Ledger(), Changes()


class Played:
    """An act, what it changes when nobody disturbs it, and the province before it."""

    def __init__(self, world: World) -> None:
        self.stage = Stage(world, Random(1))
        self.act: Act = acting_tasks.tasks__return_task(self.stage)
        self.before: Picture = pictures.take()
        with transaction.atomic():
            self.act.run(self.act.at)
            self.whole = self.now()
            transaction.set_rollback(True)

    def now(self) -> Changes:
        """What is otherwise than before."""
        return pictures.changes(self.before, pictures.take())

    def judged(self, ledger: Ledger, found: Changes, settled: Changes, answer: str = "Fact:1") -> tuple[str, str]:
        """The outcome, and everything that is wrong as one text."""
        outcome, wrong = judge(self.act, self.whole, ledger, found, (answer, ""), settled)
        return outcome, "; ".join(wrong)


@pytest.fixture
def played(world: World) -> Played:
    """A unit gives a task back: fact, span, assignment, duties, journal, notices."""
    return Played(world)


def test_two_runs_of_an_act_are_equal_whatever_numbers_their_rows_get(played: Played) -> None:
    """The undisturbed run is rolled back, the real one gets other numbers on PostgreSQL, other salts everywhere."""
    played.act.run(played.act.at)
    assert played.now() == played.whole and len(played.whole) > 8


def test_absent_and_whole_are_right_and_what_was_told_must_be_whole(played: Played) -> None:
    """Design 8: nothing acknowledged is lost; what was not may be there or not."""
    whole = played.whole
    assert played.judged(UNTOLD, NOTHING, whole) == (ABSENT, "")
    assert played.judged(UNTOLD, whole, whole) == (WHOLE, "")
    assert played.judged(TOLD, whole, whole) == (ACKNOWLEDGED, "")
    assert "acknowledged, and not there" in played.judged(TOLD, NOTHING, whole)[1]
    assert "after the second time" in played.judged(UNTOLD, NOTHING, NOTHING)[1]
    assert "the second time Fact:2" in played.judged(TOLD, whole, whole, answer="Fact:2")[1]


@pytest.mark.parametrize("left_out", [Notice, Span])
def test_half_a_change_is_seen(played: Played, left_out: type[Notice | Span]) -> None:
    """A verb that committed twice, killed between: one table lacks its row."""
    known = set(left_out.objects.values_list("pk", flat=True))
    played.act.run(played.act.at)
    left_out.objects.exclude(pk__in=known).delete()
    found = played.now()
    assert "half done" in played.judged(UNTOLD, found, found)[1]


def test_a_value_that_was_not_written_is_seen(played: Played) -> None:
    """Rows alone are not enough: their values are compared too."""
    played.act.run(played.act.at)
    Fact.objects.filter(kind="returned").update(text="")
    assert "half done" in played.judged(UNTOLD, played.now(), played.now())[1]


def test_a_change_that_is_there_twice_is_seen(played: Played) -> None:
    """A form that is sent again without its token would report twice."""
    act = acting_tasks.tasks__report_progress(played.stage)
    before = pictures.take()
    act.run(act.at)
    once = pictures.changes(before, pictures.take())
    played.stage.round += 1  # another token
    other = acting_tasks.tasks__report_progress(played.stage)
    before = pictures.take()
    other.run(other.at)
    twice = pictures.changes(before, pictures.take()) + once
    _outcome, wrong = judge(act, once, UNTOLD, once, ("", ""), twice)
    assert wrong and "too much" in wrong[0]
