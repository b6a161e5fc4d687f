"""Two at once: two ticks, two signatures; one slip, one number."""

import pytest

from dondoc.documents.models import IssuedNumber
from dondoc.duties.models import Duty, DutyKind
from dondoc.regulation import Refused
from dondoc.units import actions as units
from dondoc.units.models import Actor, Role
from dondoc.urging import actions
from dondoc.urging.models import Instruction, Ladder, Slip
from tests.rivals import together
from tests.urging.climb import CASE, FIRST, OPENS, climb, tick, waiting
from tests.world import make_world


@pytest.mark.django_db(transaction=True)
def test_d1_two_ticks_at_once_take_each_step_once() -> None:
    """Design 8: no duplicate ladder and no duplicate slip, whichever worker asks first."""
    world = make_world()
    for _number in range(4):
        world.assignment("STC")
    begun = together(lambda: tick(OPENS), lambda: tick(OPENS))
    assert sum(answer["begin"] for answer in begun) == 4
    prepared = together(lambda: tick(FIRST), lambda: tick(FIRST), lambda: tick(FIRST))
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
    answers = together(
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
    issued, _sent = together(
        lambda: actions.issue_slip(by=head, at=FIRST, slip=slip), lambda: world.send(assignment, at=FIRST)
    )
    slip.refresh_from_db()
    if isinstance(issued, Refused):
        assert issued.refusal.code == "slip.lapsed"
        assert slip.issued_at is None
    else:
        assert slip.lines.count() == 1
        assert IssuedNumber.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_d1_a_signature_and_a_refusal_to_sign_at_once_are_one_decision() -> None:
    """HUE 8.1e: issued or withheld, and the other is told which; a withheld slip takes no number."""
    world = make_world()
    world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    tick(FIRST)
    slip, head = waiting(), world.actor("chanhvp")
    answers = together(
        lambda: actions.issue_slip(by=head, at=FIRST, slip=slip),
        lambda: actions.withhold_slip(by=head, at=FIRST, slip=slip, reason="đã báo cáo"),
    )
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    slip.refresh_from_db()
    issued = slip.issued_at is not None
    assert refused.refusal.code == ("slip.issued_already" if issued else "slip.withheld_already")
    assert IssuedNumber.objects.count() == int(issued) and issued != (slip.withheld_at is not None)


@pytest.mark.django_db(transaction=True)
def test_d1_two_leaders_who_decide_at_once_give_one_instruction() -> None:
    """HUE 8.1e: the second is told that an instruction was given."""
    world = make_world()
    case = climb(world, world.assignment("STC"))
    person = units.create_person(by=None, at=OPENS, username="phoct", full_name="Thử Văn Phó")
    vice = units.appoint(
        by=None, at=OPENS, person=person, unit=world.units["UBND"], role=Role.LEADER, title="Phó Chủ tịch"
    )
    answers = together(
        *[
            lambda by=by: actions.instruct(by=by, at=CASE, ladder=case, text="báo cáo ngay")
            for by in (world.actor("chutich"), Actor.of(vice))
        ]
    )
    assert [answer.refusal.code for answer in answers if isinstance(answer, Refused)] == ["case.not_waiting"]
    assert Instruction.objects.count() == 1
