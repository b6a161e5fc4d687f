"""Asking, submitting, deciding: who, when, once; what is refused, and under which article."""

from datetime import date

import pytest

from dondoc.duties.models import Duty
from dondoc.extensions import actions
from dondoc.extensions.models import Ending, Proposal
from dondoc.journal import sentences
from dondoc.journal.models import Entry
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from tests.extensions.district import (
    ANSWER_BY,
    ASKED,
    DUE,
    LAST,
    LATER,
    adopt,
    altered,
    ask,
    dates,
    decide,
    given,
    granted,
    letter,
    open_duties,
    submit,
    told,
    verbs,
)
from tests.world import World, on


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_c7_a_request_is_submitted_and_granted(district: World) -> None:
    """NHI 6.2c, 6.1d: asked with a date, submitted by the Office, decided by the chairman; the date moves, the old one stays."""
    assignment = given(district)
    proposal = ask(district, assignment, letter=letter())
    assert (proposal.ask_by, proposal.is_late) == (LAST, False)
    assert open_duties(proposal) == {"submit_proposal": ("VP", ANSWER_BY)}
    assert "extension.asked" in told(district, "chanhvp") and not told(district, "chutich")
    submit(district, proposal, opinion="Đề nghị đồng ý")
    assert open_duties(proposal) == {"decide_proposal": ("UBND", ANSWER_BY)}
    assert told(district, "chutich") == ["extension.submitted"]
    decide(district, proposal)
    proposal.refresh_from_db()
    assignment.refresh_from_db()
    assert (proposal.outcome, proposal.granted_due_on, assignment.due_on) == (Ending.GRANTED, LATER, LATER)
    assert assignment.task.due_on == LATER
    assert dates(assignment) == [DUE, LATER] and open_duties(proposal) == {}
    assert told(district, "stc") == ["extension.granted"]
    assert verbs(proposal)[-4:] == [
        "extension.asked",
        "extension.submitted",
        "extension.granted",
        "task.due_date_moved",
    ]


def test_c7_the_ground_of_the_moved_date_is_the_request(district: World) -> None:
    """NHI 6.1d: the fact that moved the date says which request of which day and letter it rests on, and who decided."""
    assignment = given(district)
    proposal = ask(district, assignment, letter=letter())
    decide(district, submit(district, proposal), text="Cố gắng xong sớm")
    fact = assignment.facts.get(kind="due_date_moved")
    for part in ("gia hạn", "45/STC-NS", "10/06/2021", "Chủ tịch", "Cố gắng xong sớm"):
        assert part in fact.text
    assert fact.by_post == district.posts["chutich"]
    duty = Duty.objects.open().get(matter=assignment.task.matter, kind="carry_out")
    assert (duty.due_on, duty.earlier[0]["due_on"]) == (LATER, DUE.isoformat())


def test_c7_decided_in_time_or_late_is_a_duty(district: World) -> None:
    """NHI 6.1d: two working days from the receipt, for submitting and answering together; each side's own clock."""
    first, second = given(district), given(district, "SXD")
    decide(district, submit(district, ask(district, first)), at=on("2021-06-14", 16))
    late = ask(district, second, by="sxd")
    submit(district, late, at=on("2021-06-15"))
    decide(district, late, at=on("2021-06-16"))
    found = Duty.objects.filter(kind="decide_proposal").order_by("pk")
    assert [duty.was_in_time() for duty in found] == [True, False]
    assert [duty.article for duty in found] == ["Đ6.k1.d"] * 2
    office = Duty.objects.filter(kind="submit_proposal").order_by("pk")
    assert [duty.was_in_time() for duty in office] == [True, False]


def test_c7_another_date(district: World) -> None:
    """NHI 6.1d: the chairman gives another date, with the reason."""
    assignment = given(district)
    proposal = submit(district, ask(district, assignment))
    with pytest.raises(Refused) as refused:
        decide(district, proposal, "other_date", due_on=date(2021, 6, 24))
    assert code_of(refused) == "proposal.answer_reason_missing"
    decide(district, proposal, "other_date", due_on=date(2021, 6, 24), text="Cần trước kỳ họp")
    assignment.refresh_from_db()
    assert assignment.due_on == date(2021, 6, 24)
    assert told(district, "stc") == ["extension.other_date"]


def test_c7_no_leaves_the_date(district: World) -> None:
    """NHI 6.1d: a no needs its reason and moves nothing; the unit may ask again."""
    assignment = given(district)
    proposal = submit(district, ask(district, assignment))
    with pytest.raises(Refused) as refused:
        decide(district, proposal, "refused", text="  ")
    assert code_of(refused) == "proposal.answer_reason_missing"
    decide(district, proposal, "refused", text="Việc gấp")
    assignment.refresh_from_db()
    assert assignment.due_on == DUE and dates(assignment) == [DUE]
    assert ask(district, assignment, at=on("2021-06-14", 15)).pk != proposal.pk


def test_c7_a_second_extension_keeps_all_dates(district: World) -> None:
    """NHI 6.1d: the text does not limit how often; every earlier deadline stays visible."""
    assignment = given(district)
    granted(district, assignment)
    assignment.refresh_from_db()
    again = ask(district, assignment, at=on("2021-06-20"), due_on=date(2021, 7, 15))
    assert again.ask_by == date(2021, 6, 28)  # Wed 30, Tue 29, Mon 28 before Thu 1 July
    decide(district, submit(district, again, at=on("2021-06-21")), at=on("2021-06-22"))
    assert dates(assignment) == [DUE, LATER, date(2021, 7, 15)]


def test_c7_a_late_request_is_taken_with_a_flag(district: World) -> None:
    """NHI 6.2c: asked less than three working days before the end: the text names no sanction; it is accepted and flagged."""
    on_the_last = ask(district, given(district), at=on(LAST, 23, 59))
    late = ask(district, given(district, "SXD"), at=on("2021-06-15", 0, 5), by="sxd")
    assert (on_the_last.is_late, late.is_late) == (False, True)
    entry = Entry.objects.filter(verb="extension.asked_late").get()
    assert "14/06/2021" in sentences.entry(entry) and entry.cites == "Đ6.k2.c"


def test_c7_a_text_that_refuses_late_requests(world: World, tmp_path) -> None:
    """The same day under a text that refuses: with the article of the limit, and nothing is written."""
    adopt(world, altered(tmp_path / "p", ('late_request     = "flag"', 'late_request     = "refuse"')))
    assignment = given(world)
    with pytest.raises(Refused) as refused:
        ask(world, assignment, at=on("2021-06-15"))
    assert code_of(refused) == "extension.too_late" and refused.value.refusal.article == "Đ6.k2.c"
    assert not Proposal.objects.exists()


def test_c7_a_text_that_limits_how_often(world: World, tmp_path) -> None:
    """`most`: what was granted counts, what was refused does not."""
    adopt(
        world, altered(tmp_path / "p", ('late_request     = "flag"', 'most             = 1\nlate_request     = "flag"'))
    )
    assignment = given(world)
    decide(world, submit(world, ask(world, assignment)), "refused", text="Việc gấp")
    decide(
        world,
        submit(world, ask(world, assignment, at=on("2021-06-14", 15)), at=on("2021-06-15")),
        at=on("2021-06-15", 10),
    )
    assignment.refresh_from_db()
    with pytest.raises(Refused) as refused:
        ask(world, assignment, at=on("2021-06-18"), due_on=date(2021, 7, 30))
    assert code_of(refused) == "extension.most" and "1 lần" in sentences.refusal(refused.value.refusal)


@pytest.mark.parametrize("origin", ["province", "party", "standing_council", "superior_office"])
def test_c7_no_extension_where_a_superior_set_the_time(district: World, origin: str) -> None:
    """NHI 6.1d: not for what the province, its Office, the Party's or the council's standing body timed; refused with the article."""
    assignment = given(district, origin=origin)
    assert assignment.task.document.from_superior
    with pytest.raises(Refused) as refused:
        ask(district, assignment)
    assert code_of(refused) == "extension.origin_excluded"
    assert "Đ6.k1.d" in (refused.value.refusal.article or "")
    assert not Proposal.objects.exists()


def test_c7_a_superior_that_is_not_excluded_or_not_known(district: World) -> None:
    """NHI 6.1d names four origins; another one may be extended; of a superior that nobody wrote down the Office is asked."""
    assert ask(district, given(district, origin="government")).pk
    with pytest.raises(Refused) as refused:
        ask(district, given(district, "SXD", from_superior=True), by="sxd")
    assert code_of(refused) == "extension.origin_unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "proposal.reason_missing"),
        ({"reason": "x" * 5001}, "proposal.text_too_long"),
        ({"due_on": DUE}, "extension.not_later"),
        ({"due_on": date(2021, 6, 16)}, "extension.not_later"),
        ({"due_on": date(2021, 6, 9)}, "proposal.date_past"),
        ({"due_on": date(2121, 6, 9)}, "task.due_too_far"),
        ({"by": "sxd"}, "permission.ask_extension"),
        ({"by": "chanhvp"}, "permission.ask_extension"),
        ({"by": "chutich"}, "permission.ask_extension"),
    ],
)  # fmt: skip
def test_c7_what_is_refused_leaves_nothing(district: World, changes: dict, code: str) -> None:
    """NHI 6.2c: a reason and a later date are needed, and it is the unit with the task that asks."""
    assignment = given(district)
    with pytest.raises(Refused) as refused:
        ask(district, assignment, **changes)
    assert code_of(refused) == code
    assert not Proposal.objects.exists() and not Entry.objects.filter(verb__startswith="extension.").exists()


def test_c7_without_a_due_date_nothing_can_be_extended(district: World) -> None:
    """NHI 4.2: a task without a deadline."""
    with pytest.raises(Refused) as refused:
        ask(district, given(district, due_on=None))
    assert code_of(refused) == "extension.no_due_date"


def test_c7_a_partner_asks_nothing(district: World) -> None:
    """NHI 6.2c: the unit that was given the task."""
    task = district.directive(
        district.given("STC", coordinating=("SXD",), due_on=DUE), at=on("2021-06-02"), issued_on=date(2021, 6, 1)
    ).tasks.get()
    with pytest.raises(Refused) as refused:
        ask(district, task.assignments.get(part="coordinating"), by="sxd")
    assert code_of(refused) == "permission.ask_extension"


def test_c7_once_a_result_is_sent_nothing_is_asked(district: World) -> None:
    """NHI 6.2c: before the task is done."""
    assignment = given(district)
    district.send(assignment, at=on("2021-06-09"))
    with pytest.raises(Refused) as refused:
        ask(district, assignment)
    assert code_of(refused) == "proposal.not_now"


def test_c7_one_request_waits_at_a_time(district: World) -> None:
    """One open request; the same form sent twice gets the first answer, another form is told that one waits."""
    assignment = given(district)
    first = ask(district, assignment, token="t-1")
    assert ask(district, assignment, token="t-1", at=on("2021-06-10", 10)).pk == first.pk
    with pytest.raises(Refused) as refused:
        ask(district, assignment, token="t-2", at=on("2021-06-10", 11))
    assert code_of(refused) == "proposal.waits"
    with pytest.raises(Refused) as used:
        ask(district, given(district, "SXD"), by="sxd", token="t-1")
    assert code_of(used) == "proposal.form_used"
    assert Proposal.objects.count() == 1


def test_c7_steps_in_their_order_and_once(district: World) -> None:
    """NHI 6.1d: nothing is decided before it is submitted, nothing twice; a repeated form gets the first answer."""
    proposal = ask(district, given(district))
    with pytest.raises(Refused) as early:
        decide(district, proposal)
    assert code_of(early) == "proposal.not_submitted"
    submit(district, proposal, token="s-1")
    assert submit(district, proposal, token="s-1").pk == proposal.pk
    with pytest.raises(Refused) as twice:
        submit(district, proposal, token="s-2")
    assert code_of(twice) == "proposal.submitted"
    decide(district, proposal, token="d-1")
    assert decide(district, proposal, token="d-1").outcome == Ending.GRANTED
    with pytest.raises(Refused) as again:
        decide(district, proposal, "refused", text="Không", token="d-2")
    assert code_of(again) == "proposal.closed"
    assert Entry.objects.filter(verb="extension.granted").count() == 1


@pytest.mark.parametrize(
    ("verb", "username", "code"),
    [
        ("submit", "stc", "permission.submit_proposal"),
        ("submit", "chutich", "permission.submit_proposal"),
        ("submit", "kiemtra", "permission.submit_proposal"),
        ("decide", "chanhvp", "permission.decide_extension"),
        ("decide", "chuyenvien", "permission.decide_extension"),
        ("decide", "stc", "permission.decide_extension"),
        ("decide", "quantri", "permission.decide_extension"),
    ],
)  # fmt: skip
def test_c7_who_submits_and_who_decides(district: World, verb: str, username: str, code: str) -> None:
    """NHI 6.1d: the Office submits, the chairman decides; everybody else is refused, the head of the Office too."""
    proposal = ask(district, given(district))
    with pytest.raises(Refused) as refused:
        if verb == "submit":
            submit(district, proposal, by=username)
        else:
            decide(district, submit(district, proposal), by=username)
    assert code_of(refused) == code


def test_c7_a_text_that_lets_the_head_of_the_office_decide_at_once(world: World, tmp_path) -> None:
    """Submitted by nobody, decided by the head of the Office: the leader then decides nothing."""
    changes = (
        ('submitted_by     = "office"', 'submitted_by     = "none"'),
        ('"leader"\nexcluded', '"office_head"\nexcluded'),
    )
    adopt(world, altered(tmp_path / "p", *changes))
    proposal = ask(world, given(world))
    assert open_duties(proposal) == {"decide_proposal": ("VP", ANSWER_BY)}
    with pytest.raises(Refused):
        decide(world, proposal, by="chutich")
    with pytest.raises(Refused) as needless:
        submit(world, proposal)
    assert code_of(needless) == "proposal.submitted"
    assert decide(world, proposal, by="chanhvp").outcome == Ending.GRANTED


def test_c7_the_unit_takes_its_request_back(district: World) -> None:
    """A request of the wrong date is withdrawn before it is decided; then another one is made."""
    assignment = given(district)
    proposal = submit(district, ask(district, assignment))
    with pytest.raises(Refused) as foreign:
        actions.withdraw(by=district.actor("sxd"), at=ASKED, proposal=proposal)
    assert code_of(foreign) == "permission.withdraw_proposal"
    for _ in (1, 2):
        assert (
            actions.withdraw(by=district.actor("stc"), at=on("2021-06-11", 10), proposal=proposal).outcome
            == "withdrawn"
        )
    assert open_duties(proposal) == {} and "extension.withdrawn" in told(district, "chutich")
    assert Entry.objects.filter(verb="extension.withdrawn").count() == 1
    with pytest.raises(Refused):
        decide(district, proposal)
    assert ask(district, assignment, at=on("2021-06-11", 11)).pk != proposal.pk


def test_c7_urgent_papers_choose_their_case(world: World, tmp_path) -> None:
    """The limit of the answer may have cases: an urgent paper is answered on the same day."""
    counted = 'counts_from = "request_received"\narticle = "Đ6.k1.d"\n\n'
    case = f'[[limits.extension-answer]]\nwhen = ["urgent"]\nvalue = "same day"\n{counted}'
    adopt(world, altered(tmp_path / "p", ("[[limits.extension-answer]]", case + "[[limits.extension-answer]]")))
    assert open_duties(ask(world, given(world, urgency="urgent"))) == {"submit_proposal": ("VP", date(2021, 6, 10))}
    assert open_duties(ask(world, given(world, "SXD"), by="sxd")) == {"submit_proposal": ("VP", ANSWER_BY)}


def test_c7_other_units_of_the_task_have_the_new_date(district: World) -> None:
    """Several units carry one task out: the deadline is the task's, so that the date moves for all; each is told."""
    first = given(district, "STC", "SXD")
    granted(district, first)
    assert set(first.task.assignments.values_list("due_on", flat=True)) == {LATER}
    assert "task.due_date_moved" in told(district, "sxd", "task")


def test_c7_moving_by_hand_stays_possible(district: World) -> None:
    """NHI 10.4: the Office moves a date without a request, as before."""
    assignment = given(district)
    tasks.move_due_date(
        by=district.actor("chanhvp"), at=ASKED, task=assignment.task, due_on=LATER, reason="Lãnh đạo cho phép"
    )
    assert dates(assignment) == [DUE, LATER]
