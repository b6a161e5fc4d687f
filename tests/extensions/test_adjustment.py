"""Adjusting a task on proposal: other words, another unit, another date; by the unit or the Office (HCM 7.3, KTM 8.4, NHI 10.4)."""

from datetime import date

import pytest

from dondoc.extensions.models import Ending, Proposal
from dondoc.journal import sentences
from dondoc.journal.models import Entry
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild
from tests.extensions.district import ASKED, DUE, LATER, ask, dates, decide, given, open_duties, propose, submit, told
from tests.world import World, on


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_c7_a_unit_proposes_other_words(district: World) -> None:
    """NHI 10.4: submitted by the Office, decided by the leader, put right in the leader's name; the old words stay in the journal."""
    assignment = given(district)
    proposal = propose(district, assignment, content="Báo cáo thu ngân sách sáu tháng")
    assert open_duties(proposal) == {"submit_proposal": ("VP", None)}
    decide(district, submit(district, proposal))
    assignment.task.refresh_from_db()
    assert assignment.task.content == "Báo cáo thu ngân sách sáu tháng"
    entry = Entry.objects.get(verb="task.corrected")
    assert entry.post_id == district.posts["chutich"].pk
    assert entry.payload.body["was"]["content"] == "Báo cáo tình hình thu, chi ngân sách"
    assert "đề nghị điều chỉnh" in entry.payload.body["reason"]
    assert dates(assignment) == [DUE]


def test_c7_the_office_proposes_another_unit_and_date(district: World) -> None:
    """NHI 10.4, HCM 7.3: what the Office proposes goes to the leader at once; the unit that has the task is told."""
    assignment = given(district)
    proposal = propose(district, assignment, by="chanhvp", unit=district.units["SXD"], due_on=LATER)
    assert open_duties(proposal) == {"decide_proposal": ("UBND", None)}
    assert told(district, "chutich") == ["adjustment.asked"]
    assert told(district, "stc") == ["adjustment.asked_about_unit"]
    decide(district, proposal)
    assignment.refresh_from_db()
    successor = assignment.replaced_by.get()
    assert (assignment.state, successor.unit.code, successor.due_on) == ("ended", "SXD", LATER)
    assert proposal.task.assignments.count() == 2 and not list(rebuild.differences())
    told_line = sentences.entry(Entry.objects.get(verb="adjustment.granted"))
    assert "Sở Xây dựng" in told_line and "01/07/2021" in told_line


def test_c7_an_earlier_date_may_be_proposed_and_another_one_given(district: World) -> None:
    """An adjustment is no extension: the date may come forward; the leader gives another one with the reason."""
    assignment = given(district)
    proposal = submit(district, propose(district, assignment, due_on=date(2021, 6, 16)))
    decide(district, proposal, "other_date", due_on=date(2021, 6, 15), text="Kịp phiên họp")
    assignment.refresh_from_db()
    assert assignment.due_on == date(2021, 6, 15) and dates(assignment) == [DUE, date(2021, 6, 15)]


def test_c7_a_no_leaves_the_task(district: World) -> None:
    """NHI 10.4: refused with the reason; nothing changes."""
    assignment = given(district)
    proposal = submit(district, propose(district, assignment, content="Việc khác", unit=district.units["SXD"]))
    decide(district, proposal, "refused", text="Đúng chức năng của Sở")
    assignment.refresh_from_db()
    assert (assignment.state, assignment.task.content) == ("not_started", "Báo cáo tình hình thu, chi ngân sách")
    assert told(district, "stc")[-1] == "adjustment.refused"


@pytest.mark.parametrize(
    ("wish", "by", "code"),
    [
        ({}, "stc", "adjustment.nothing"),
        ({"content": "  Báo cáo tình hình thu, chi ngân sách "}, "stc", "adjustment.nothing"),
        ({"content": "x" * 5001}, "stc", "proposal.text_too_long"),
        ({"due_on": DUE}, "stc", "proposal.date_same"),
        ({"due_on": date(2021, 6, 9)}, "chanhvp", "proposal.date_past"),
        ({"due_on": LATER}, "sxd", "permission.propose_adjustment"),
        ({"due_on": LATER}, "chutich", "permission.propose_adjustment"),
        ({"due_on": LATER}, "kiemtra", "permission.propose_adjustment"),
    ],
)  # fmt: skip
def test_c7_what_is_refused_leaves_nothing(district: World, wish: dict, by: str, code: str) -> None:
    """Something must change, in possible words, by somebody who may propose."""
    assignment = given(district)
    with pytest.raises(Refused) as refused:
        propose(district, assignment, by=by, **wish)
    assert code_of(refused) == code and not Proposal.objects.exists()


def test_c7_the_unit_must_be_another_one_that_exists(district: World) -> None:
    """The authority itself, or a unit that has the task already, is no other unit."""
    assignment = given(district)
    for code, refusal in (("UBND", "adjustment.unit_unknown"), ("STC", "adjustment.unit_has_it")):
        with pytest.raises(Refused) as refused:
            propose(district, assignment, unit=district.units[code])
        assert code_of(refused) == refusal


def test_c7_only_a_leader_decides_an_adjustment(district: World) -> None:
    """The head of the Office submits; a date cannot be given where none was proposed; of two answers the second is refused."""
    assignment = given(district)
    proposal = submit(district, propose(district, assignment, content="Việc khác"))
    with pytest.raises(Refused) as head:
        decide(district, proposal, by="chanhvp")
    assert code_of(head) == "permission.decide_adjustment"
    with pytest.raises(Refused) as date_given:
        decide(district, proposal, "other_date", due_on=LATER, text="Thêm thời gian")
    assert code_of(date_given) == "proposal.answer_unknown"
    assert decide(district, proposal).outcome == Ending.GRANTED
    with pytest.raises(Refused):
        decide(district, proposal)


def test_c7_what_cannot_be_carried_out_decides_nothing(district: World) -> None:
    """The unit got the task meanwhile: the verb below refuses, and the proposal stays undecided."""
    first = given(district, "STC", "PDIEN")
    proposal = submit(district, propose(district, first, unit=district.units["SXD"]))
    tasks.give_to(
        by=district.actor("chanhvp"), at=on("2021-06-11", 10), task=first.task, unit=district.units["SXD"], part="each"
    )
    with pytest.raises(Refused) as refused:
        decide(district, proposal)
    assert code_of(refused) == "task.unit_has_it"
    proposal.refresh_from_db()
    assert proposal.closed_at is None and open_duties(proposal)
    assert not Entry.objects.filter(verb="adjustment.granted").exists()


def test_c7_an_extension_and_an_adjustment_wait_beside_each_other(district: World) -> None:
    """One of each kind may be open; the same form is not used for both."""
    assignment = given(district)
    ask(district, assignment, token="t")
    with pytest.raises(Refused) as used:
        propose(district, assignment, content="Việc khác", token="t")
    assert code_of(used) == "proposal.form_used"
    propose(district, assignment, content="Việc khác", at=ASKED)
    assert Proposal.objects.open().count() == 2
