"""Two at once: two ticks, two signatures; one slip, one number."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from dondoc.documents.models import IssuedNumber
from dondoc.duties.models import Duty, DutyKind
from dondoc.regulation import Refused
from dondoc.urging import actions
from dondoc.urging.models import Ladder, Slip
from tests.urging.climb import FIRST, OPENS, tick, waiting
from tests.world import make_world


def at_once(*things: Callable[[], object]) -> list[object]:
    """Let each thing be done by a thread of its own, all at the same moment; what each answered or raised."""
    gate, answers = threading.Barrier(len(things)), [None] * len(things)

    def work(place: int, thing: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[place] = thing()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_d1_two_ticks_at_once_take_each_step_once() -> None:
    """Design 8: no duplicate ladder and no duplicate slip, whichever worker asks first."""
    world = make_world()
    for _number in range(4):
        world.assignment("STC")
    begun = at_once(lambda: tick(OPENS), lambda: tick(OPENS))
    assert sum(answer["begin"] for answer in begun) == 4
    prepared = at_once(lambda: tick(FIRST), lambda: tick(FIRST), lambda: tick(FIRST))
    assert sum(answer["prepare"] for answer in prepared) == 4
    assert (Ladder.objects.count(), Slip.objects.count()) == (4, 4)
    assert Duty.objects.open().filter(kind=DutyKind.ISSUE_SLIP).count() == 4


@pytest.mark.django_db(transaction=True)
def test_d1_two_signatures_at_once_issue_one_slip() -> None:
    """Design 8: one decision and one polite refusal; the other slip's number follows without a gap."""
    world = make_world()
    field = world.register.fields.get(code="TC")
    for _number in range(2):
        world.directive(world.given("STC"), field=field)
    tick(OPENS)
    tick(FIRST)
    first, second = Slip.objects.waiting().order_by("id")
    head = world.actor("chanhvp")
    answers = at_once(
        lambda: actions.issue_slip(by=head, at=FIRST, slip=first),
        lambda: actions.issue_slip(by=head, at=FIRST, slip=first),
    )
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [error.refusal.code for error in refused] == ["slip.issued_already"]
    actions.issue_slip(by=head, at=FIRST, slip=second)
    assert sorted(IssuedNumber.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_d1_a_result_and_a_signature_at_once_agree() -> None:
    """HUE 8.1e: either the slip was issued before the result came, or it is refused; never a slip about nothing."""
    world = make_world()
    assignment = (
        world.directive(world.given("STC"), field=world.register.fields.get(code="TC")).tasks.get().assignments.get()
    )
    tick(OPENS)
    tick(FIRST)
    slip, head = waiting(), world.actor("chanhvp")
    issued, _sent = at_once(
        lambda: actions.issue_slip(by=head, at=FIRST, slip=slip), lambda: world.send(assignment, at=FIRST)
    )
    slip.refresh_from_db()
    if isinstance(issued, Refused):
        assert issued.refusal.code == "slip.lapsed"
        assert slip.issued_at is None
    else:
        assert slip.lines.count() == 1
        assert IssuedNumber.objects.count() == 1
