"""Who may urge, sign and instruct; what each decision refuses; what a slip keeps."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties.models import DutyKind
from dondoc.journal.models import Notice
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from dondoc.units import actions as units
from dondoc.units.models import Actor
from dondoc.urging import actions, papers, queries
from dondoc.urging.models import Channel, Instruction, Ladder, Slip, SlipLine, Step, Urging
from tests.urging.climb import CASE, FIRST, OPENS, SECOND, climb, issue, ladder_of, open_duties, tick, waiting
from tests.world import CAST, World, on

EVERYBODY = [row[0] for row in CAST]
Verb = Callable[[World, str, Assignment], object]


def _issue(world: World, who: str, assignment: Assignment) -> object:
    return issue(world, waiting(), FIRST, by=who)


def _withhold(world: World, who: str, assignment: Assignment) -> object:
    return actions.withhold_slip(by=world.actor(who), at=FIRST, slip=waiting(), reason="Đơn vị đã điện báo")


def _record(world: World, who: str, assignment: Assignment) -> object:
    return actions.record_urging(
        by=world.actor(who), at=FIRST, directive=assignment.task.document, unit=assignment.unit, assignment=assignment,
        channel=Channel.TELEPHONE, text="Gọi cho Giám đốc", occurred_on=date(2016, 11, 22),
    )  # fmt: skip


def _instruct(world: World, who: str, assignment: Assignment) -> object:
    ladder = ladder_of(assignment.task.document, assignment.unit)
    return actions.instruct(by=world.actor(who), at=CASE, ladder=ladder, text="Báo cáo trước thứ Sáu")


# verb · who may
ALLOWED: list[tuple[Verb, frozenset[str]]] = [
    (_issue, frozenset({"chanhvp"})),
    (_withhold, frozenset({"chanhvp"})),
    (_record, frozenset({"chanhvp", "chuyenvien", "theodoi"})),
    (_instruct, frozenset({"chutich"})),
]


@pytest.mark.parametrize(("verb", "allowed"), ALLOWED, ids=[row[0].__name__.strip("_") for row in ALLOWED])
def test_d1_d2_who_may_do_what(world: World, verb: Verb, allowed: frozenset[str]) -> None:
    """HUE 8.1e, 9.3, Appendix I.4, II: each verb is tried by everybody, the forbidden first; nothing is left behind."""
    assignment = world.assignment("STC")
    if verb is _instruct:
        climb(world, assignment)
    else:
        tick(OPENS)
        tick(FIRST)
    made = (Urging.objects.count(), Instruction.objects.count(), Slip.objects.issued().count())
    for who in sorted(set(EVERYBODY) - allowed):
        with pytest.raises(Refused) as refused:
            verb(world, who, assignment)
        assert refused.value.refusal.code.startswith("permission."), who
    assert made == (Urging.objects.count(), Instruction.objects.count(), Slip.objects.issued().count())
    for who in sorted(allowed):
        with transaction.atomic():
            assert verb(world, who, assignment)


def test_d1_the_program_takes_no_decision(world: World) -> None:
    """HUE Appendix II: a slip bears the name of a person; the program can prepare one and never issue it."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    with pytest.raises(Refused) as refused:
        actions.issue_slip(by=Actor.system(world.register), at=FIRST, slip=waiting())
    assert refused.value.refusal.code == "permission.issue_slip"


@pytest.mark.parametrize("verb", [_issue, _withhold])
def test_d1_a_slip_is_decided_once(world: World, verb: Verb) -> None:
    """Design 8: of two heads who decide at once one decides, the other is told so politely."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    stale = waiting()
    verb(world, "chanhvp", assignment)
    for again in (
        lambda: actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=stale),
        lambda: actions.withhold_slip(by=world.actor("chanhvp"), at=FIRST, slip=stale, reason="Chờ"),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.refusal.code in {"slip.issued_already", "slip.withheld_already"}
    assert Document.objects.filter(role="slip").count() == (1 if verb is _issue else 0)


def test_d1_a_repeated_form_issues_once(world: World) -> None:
    """Issue 2: a double click gets the first answer."""
    world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    codes = {
        str(actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=slip, token="one-form").document)
        for _time in range(2)
    }
    assert codes == {"01/UBND-TC"}


def test_d1_a_slip_whose_tasks_are_finished_is_refused(world: World) -> None:
    """HUE 8.1e, reading: a result sent after the draft was prepared; the refusal names the article."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    world.send(assignment, at=FIRST)
    for decide in (
        lambda: issue(world, slip, FIRST),
        lambda: actions.withhold_slip(by=world.actor("chanhvp"), at=FIRST, slip=slip, reason="Chờ"),
    ):
        with pytest.raises(Refused) as refused:
            decide()
        assert (refused.value.refusal.code, refused.value.refusal.article) == ("slip.lapsed", "Đ8.k1.e PL2")


def test_d1_an_issued_slip_names_what_is_left(world: World) -> None:
    """HUE Appendix II: between preparation and issue one result came in and another date passed."""
    document = world.directive(
        world.given("STC", content="Một"),
        world.given("STC", content="Hai"),
        world.given("STC", content="Ba", due_on=date(2016, 11, 22)),  # Tuesday
    )
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    assert [line.content for line in slip.lines.all()] == ["Một", "Hai"]
    world.send(document.tasks.get(ordinal=1).assignments.get(), at=on("2016-11-23"))
    issued = issue(world, slip, on("2016-11-23", 15))
    assert [line.content for line in issued.lines.all()] == ["Hai", "Ba"]
    assert "giao 3 nhiệm vụ cho Sở Tài chính" in issued.content["opening"]
    assert "2 nhiệm vụ chưa thực hiện" in issued.content["opening"]


def test_d1_the_field_is_asked_for_where_the_directive_names_none(world: World) -> None:
    """HUE Appendix II: slips are numbered per field; nothing is issued without one, a named one needs no choice."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    with pytest.raises(Refused) as refused:
        actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=waiting())
    assert refused.value.refusal.code == "slip.field_missing"
    assert not Document.objects.filter(role="slip").exists()
    chosen = world.register.fields.get(code="XD")
    issued = actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=waiting(), field=chosen)
    assert issued.document.code == "01/UBND-XD"


def test_d1_the_paper_of_an_issued_slip_never_changes(world: World) -> None:
    """HUE Appendix II: what was signed stays, whatever becomes of the task and the directive."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = issue(world, waiting(), FIRST)
    before = papers.paper_of(Slip.objects.get(pk=slip.pk))
    tasks.correct_task(
        by=world.actor("chanhvp"), at=SECOND, task=assignment.task, changes={"content": "Nội dung khác hẳn"}
    )
    world.send(assignment, at=SECOND)
    assert papers.paper_of(Slip.objects.get(pk=slip.pk)) == before
    assert before.signer == "Trần Thị Ví Dụ"
    assert before.authority_lines == ("CHÁNH VĂN PHÒNG",)
    assert (before.number, before.symbol, before.issued_on) == ("01", "UBND-TC", date(2016, 11, 22))


def test_h1_a_deputy_signs_for_the_head(world: World) -> None:
    """Design 6: the deputy's name stands under "KT."; the journal and the paper show both."""

    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    units.appoint_deputy(
        by=world.actor("chanhvp"), at=FIRST, post=world.posts["chanhvp"], person=world.people["chuyenvien"],
        valid_from=date(2016, 11, 22), valid_until=date(2016, 11, 30),
    )  # fmt: skip
    deputy = Actor.of(world.posts["chanhvp"], person=world.people["chuyenvien"])
    slip = actions.issue_slip(by=deputy, at=FIRST, slip=waiting(), field=world.register.fields.get(code="TC"))
    paper = papers.paper_of(slip)
    assert (paper.authority_lines, paper.signer) == (("KT. CHÁNH VĂN PHÒNG", "Chuyên viên"), "Lê Thị Thử")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "urging.text_missing"),
        ({"occurred_on": date(2016, 11, 23)}, "urging.in_future"),
        ({"occurred_on": date(2016, 11, 4)}, "urging.before_directive"),
        ({"channel": "pigeon"}, "urging.channel_unknown"),
        ({"unit": "PDIEN"}, "urging.not_given"),
    ],
)
def test_d2_what_cannot_be_recorded(world: World, changes: dict[str, object], code: str) -> None:
    """Requirement D2: an urging has words, a day that was, a known channel, and a unit that was given something."""
    assignment = world.assignment("STC")
    given = {
        "unit": "STC", "channel": Channel.MEETING, "text": "Nhắc tại giao ban", "occurred_on": date(2016, 11, 21),
        **changes,
    }  # fmt: skip
    given["unit"] = world.units[str(given["unit"])]
    with pytest.raises(Refused) as refused:
        actions.record_urging(by=world.actor("theodoi"), at=FIRST, directive=assignment.task.document, **given)
    assert refused.value.refusal.code == code
    assert not Urging.objects.exists()


@pytest.mark.parametrize("channel", Channel.values)
def test_d2_every_channel_is_recorded_against_the_task(world: World, channel: str) -> None:
    """Requirement D2: software, report, meeting, telephone, e-mail, fax, letter, inspection; the unit is told."""
    assignment = world.assignment("STC")
    actions.record_urging(
        by=world.actor("theodoi"), at=FIRST, directive=assignment.task.document, unit=assignment.unit,
        assignment=assignment, channel=channel, text="Nhắc", occurred_on=date(2016, 11, 21), token="t",
    )  # fmt: skip
    seen = queries.recorded(world.actor("stc"), assignment.task)
    assert [row.channel for row in seen] == [channel]
    assert Notice.objects.filter(kind="urging.recorded").count() == 2


def test_d2_a_repeated_form_records_once(world: World) -> None:
    """Issue 2: a double click gets the first answer."""
    assignment = world.assignment("STC")
    rows = {
        actions.record_urging(
            by=world.actor("theodoi"), at=FIRST, directive=assignment.task.document, unit=assignment.unit,
            channel=Channel.EMAIL, text="Nhắc", occurred_on=date(2016, 11, 21), token="one-form",
        ).pk
        for _time in range(2)
    }  # fmt: skip
    assert len(rows) == Urging.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"text": " "}, "case.text_missing"), ({"follow_up_on": date(2016, 12, 8)}, "case.follow_up_past")],
)
def test_d1_what_is_no_instruction(world: World, changes: dict[str, object], code: str) -> None:
    """HUE 8.1e: an instruction has words, and a follow-up that lies ahead."""
    ladder = climb(world, world.assignment("STC"))
    given = {"text": "Báo cáo ngay", **changes}
    with pytest.raises(Refused) as refused:
        actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, **given)
    assert refused.value.refusal.code == code
    assert open_duties(ladder) == {DutyKind.INSTRUCT}


def test_d1_the_instruction_closes_the_case_and_not_the_task(world: World) -> None:
    """HUE 8.1e: two leaders who decide at once give one instruction; unit, monitor and Office are told."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment)
    actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo trước thứ Sáu")
    with pytest.raises(Refused) as refused:
        actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Ý kiến khác")
    assert refused.value.refusal.code == "case.not_waiting"
    ladder.refresh_from_db()
    assignment.task.refresh_from_db()
    assert (ladder.step, ladder.closed_at, assignment.task.closed_at) == (Step.REST, None, None)
    told = set(Notice.objects.filter(kind="instruction.given").values_list("recipient_id", flat=True))
    assert told == {world.people[name].pk for name in ("stc", "stc-cb", "theodoi", "chanhvp")}


def test_d1_a_case_whose_tasks_are_finished_is_refused(world: World) -> None:
    """HUE 8.1e: a result sent a minute before takes the case off the desk."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment)
    world.send(assignment, at=CASE)
    assert not queries.cases_for_leader(world.actor("chutich")).exists()
    with pytest.raises(Refused) as refused:
        actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo ngay")
    assert refused.value.refusal.code == "case.lapsed"


def test_d1_what_waits_for_whom(world: World) -> None:
    """Design 6: drafts for the head of the Office, cases for the leader, slips for the unit once they are issued."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    for who in EVERYBODY:
        assert queries.waiting_slips(world.actor(who)).exists() is (who == "chanhvp"), who
        own = who in {"chutich", "chanhvp", "chuyenvien", "theodoi", "kiemtra"}
        assert Slip.objects.visible_to(world.actor(who)).exists() is own, who
    issue(world, waiting(), FIRST)
    for who in EVERYBODY:
        sees = who not in {"sxd", "skhdt", "pdien", "qdien", "quantri"}
        assert Slip.objects.visible_to(world.actor(who)).exists() is sees, who
        assert queries.ladders_of(assignment.task, world.actor(who)).exists() is sees, who
    climb(world, assignment, slips=0)
    for at in (SECOND, on("2016-12-02")):
        tick(at)
        issue(world, waiting(), at)
    tick(CASE)
    for who in EVERYBODY:
        assert queries.cases_for_leader(world.actor(who)).exists() is (who == "chutich"), who


def test_g1_a_purge_reaches_slips_urgings_and_instructions(world: World) -> None:
    """HUE 6.2, design 1.5: of a purged directive no page shows a slip at once, and the job blanks what they say."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment)
    _record(world, "theodoi", assignment)
    actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo ngay")
    Document.objects.filter(pk=ladder.document_id).update(purged_at=CASE)
    head = world.actor("chanhvp")
    assert not Slip.objects.visible_to(head).exists()
    assert not Urging.objects.visible_to(head).exists()
    assert not Ladder.objects.visible_to(head).exists()
    assert not Instruction.objects.visible_to(head).exists()
    assert tick(on("2016-12-08", 10))["reconcile"] == 2  # closed and blanked
    assert set(Slip.objects.values_list("content", flat=True)) == {None}
    assert set(SlipLine.objects.values_list("content", flat=True)) == {""}
    assert {*Urging.objects.values_list("text", flat=True), *Instruction.objects.values_list("text", flat=True)} == {""}
    assert set(Document.objects.filter(role="slip").values_list("abstract", flat=True)) == {""}
    assert tick(on("2016-12-08", 11))["reconcile"] == 0


def test_g1_the_purge_itself_blanks_what_urging_says(world: World) -> None:
    """HUE 6.2, design 1.5: when the second person has confirmed, nothing that was said is left anywhere, not even till tick."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment)
    _record(world, "theodoi", assignment)
    actions.instruct(by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo ngay")
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=CASE, document=ladder.document)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=CASE, purge=purge)
    assert set(Slip.objects.values_list("content", flat=True)) == {None}
    assert {*Urging.objects.values_list("text", flat=True), *Instruction.objects.values_list("text", flat=True)} == {""}
    assert set(Document.objects.filter(role="slip").values_list("abstract", flat=True)) == {""}


def test_d1_the_database_keeps_one_waiting_slip_and_one_open_ladder(world: World) -> None:
    """Design 8: what two workers at once could write twice is refused by a constraint."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    slip = waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.objects.create(
            ladder=slip.ladder, ordinal=2, counted_from=slip.counted_from, limit_on=slip.limit_on, prepared_at=FIRST
        )
    ladder = slip.ladder
    with pytest.raises(IntegrityError), transaction.atomic():
        Ladder.objects.create(
            matter=ladder.document.matter, register=ladder.register, document=ladder.document, unit=ladder.unit, round=2,
            counted_from=ladder.counted_from, step=Step.SLIP, stepped_on=ladder.stepped_on, opened_at=FIRST,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.objects.filter(pk=slip.pk).update(issued_at=FIRST)


def test_d2_a_units_urging_is_no_line_of_the_journal_that_others_read(world: World, at_work, clock) -> None:
    """D2: of two units that each carry the task out, one was telephoned; the other does not read what was said to it."""
    task = world.task("STC", "SXD")
    own = task.assignments.get(unit=world.units["STC"])
    actions.record_urging(
        by=world.actor("theodoi"), at=on("2016-11-09"), directive=task.document, unit=own.unit, assignment=own,
        channel=Channel.TELEPHONE, text="Giám đốc hứa gửi trong tuần", occurred_on=date(2016, 11, 9),
    )  # fmt: skip
    clock.move_to(on("2016-11-09", 10))
    url = reverse("workspace:task", args=[task.pk])
    assert "hứa gửi trong tuần" in at_work("stc").get(url).content.decode()
    assert "hứa gửi trong tuần" in at_work("chanhvp").get(url).content.decode()
    assert "hứa gửi trong tuần" not in at_work("sxd").get(url).content.decode()
