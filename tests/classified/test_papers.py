"""A secret task under NHI exists as the listed fields and nothing else (G1): verbs, duties, outcome, correction, removal."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from django.db import models

from dondoc.classified import actions, rules
from dondoc.classified.models import ClassifiedLead, ClassifiedPaper, ClassifiedRemoval, ClassifiedVersion
from dondoc.classified.queries import current, history_of, particulars_of
from dondoc.classified.rules import Particulars
from dondoc.duties.models import Duty
from dondoc.journal.actions import seal
from dondoc.journal.models import Entry, Notice, Payload
from dondoc.journal.queries import verify
from dondoc.regulation import Refused
from tests.classified.conftest import AT, NUMBER, SYMBOL, Safe
from tests.world import on

LISTED = {"kind", "number", "symbol", "issued_on", "signer", "submitter", "monitor", "task_count", "due_on"}
DUE = date(2026, 11, 20)


def test_g1_nhi_the_tables_have_only_what_article_5_lists() -> None:
    """NHI 5.2: no column could hold a sentence; beside the listed fields there are only keys, instants and the paper's place."""
    columns = {row.name: row for row in ClassifiedVersion._meta.get_fields() if row.concrete}
    assert set(columns) == LISTED | {"id", "paper", "recorded_at", "recorded_by", "replaced_at"}
    assert {row.name for row in ClassifiedLead._meta.get_fields() if row.concrete} == {
        "id",
        "version",
        "unit",
        "done_on",
    }
    texts = [row for row in columns.values() if isinstance(row, models.CharField | models.TextField | models.JSONField)]
    assert {row.name for row in texts} == {"kind", "number", "symbol"}
    assert all((row.max_length or 10_000) <= 31 for row in texts) and not any(
        isinstance(row, models.TextField) for row in texts
    )
    own = {row.name for row in ClassifiedPaper._meta.get_fields() if row.concrete}
    assert own == {"id", "matter", "register", "edition", "form_token", "purged_at"}
    assert {row.name for row in fields(Particulars)} == LISTED | {"lead"}


def test_g1_nhi_a_secret_directive_is_held_and_each_lead_unit_has_its_duty(safe: Safe) -> None:
    """NHI 5.2, 6.1a: the head of each unit has the duty at the date, under the article; nobody else of the unit has it."""
    paper = safe.paper()
    version = current(paper)
    assert particulars_of(version) == safe.particulars() and version.code == f"{NUMBER}/{SYMBOL}"
    duties = list(Duty.objects.filter(matter=paper.matter).order_by("holder_unit"))
    assert [(row.holder_unit.code, row.holder_role, row.due_on) for row in duties] == [
        ("STC", "unit_head", DUE), ("SXD", "unit_head", DUE),
    ]  # fmt: skip
    assert "Đ5.k2" in duties[0].article
    assert Duty.objects.for_actor(safe.world.actor("stc")).count() == 1
    assert not Duty.objects.for_actor(safe.world.actor("stc-cb")).exists()


def test_g1_nhi_notices_say_that_there_is_something_and_nothing_of_it(safe: Safe) -> None:
    """Heads of the lead units and the monitor are told; the notice has no parameter at all and leads to the list."""
    safe.paper()
    people = safe.world.people
    told = Notice.objects.filter(kind="classified.duty")
    assert set(told.values_list("recipient_id", flat=True)) == {people[name].pk for name in ("stc", "sxd", "theodoi")}
    assert all(row.params == {} and row.url == "/van-ban-mat/" for row in told)


def test_g1_nhi_the_journal_holds_numbers_in_a_chain_of_its_own(safe: Safe) -> None:
    """No line of the register's journal tells of it, and no number of its chain is missing; both chains verify."""
    world = safe.world
    paper = safe.paper()
    actions.record_outcome(
        by=world.actor("stc"), at=AT, paper=paper, unit=world.units["STC"], done_on=date(2026, 11, 9)
    )
    entries = Entry.objects.filter(verb__startswith="classified.")
    assert set(entries.values_list("register_id", flat=True)) == {rules.chain_of(world.register.pk)}
    for payload in Payload.objects.filter(entry__in=entries):
        assert all(isinstance(value, int) for value in payload.body.values())
    for chain in (world.register.pk, -world.register.pk):
        seal(chain, AT)
        assert verify(chain, at=on("2026-11-10")) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("number", "15 tuyệt mật", "number_shape"),
        ("number", "123456", "number_shape"),
        ("symbol", "kế hoạch phòng thủ", "symbol_shape"),
        ("symbol", "KEHOACHPHONGTHU-UBND", "symbol_shape"),
        ("symbol", "QĐ-UBND về phòng thủ", "symbol_shape"),
        ("symbol", "A-B-C-D-E", "symbol_shape"),
        ("symbol", "UBND", "symbol_shape"),
        ("kind", "tuyệt mật", "kind_shape"),
        ("kind", "slip", "kind_shape"),
        ("issued_on", date(2026, 11, 10), "issued_on_shape"),
        ("due_on", date(2026, 11, 5), "due_before_issue"),
        ("task_count", 0, "task_count_shape"),
        ("task_count", 100, "task_count_shape"),
        ("lead", (), "missing"),
        ("signer", None, "missing"),
        ("number", "", "missing"),
    ],
)
def test_g1_nhi_no_sentence_fits_into_any_field(safe: Safe, field: str, value: object, code: str) -> None:
    """Each field is a closed list, a date, a count or a code of a fixed shape; a refusal repeats nothing that was entered."""
    with pytest.raises(Refused) as refused:
        safe.paper(**{field: value})
    assert refused.value.refusal.code == f"classified.{code}"
    assert not set(refused.value.refusal.params) - {"most"}
    assert not ClassifiedPaper.objects.exists() and not Duty.objects.exists()


@pytest.mark.parametrize("symbol", ["QĐ-UBND", "CT-TTg", "TB-VPCU&CQ", "NQ-HĐND", "KH-BCĐ/UBND"])
def test_g1_nhi_symbols_as_registries_write_them_are_held(safe: Safe, symbol: str) -> None:
    """The shape is that of symbols in use, not narrower."""
    assert current(safe.paper(symbol=symbol)).symbol == symbol


def test_g1_nhi_closed_lists_know_only_people_and_units_of_the_register(safe: Safe) -> None:
    """A signer is a leader or the head of the Office on the day of issue, a monitor of the Office, a unit one that exists."""
    world = safe.world
    for field, value, code in (
        ("signer", world.posts["stc"], "signer_unknown"),
        ("monitor", world.posts["stc"], "monitor_unknown"),
        ("lead", (world.units["UBND"],), "unit_unknown"),
        ("submitter", world.units["UBND"], "unit_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            safe.paper(**{field: value})
        assert refused.value.refusal.code == f"classified.{code}"


def test_g1_nhi_the_same_form_and_the_same_paper_are_one(safe: Safe) -> None:
    """A form sent twice gets its first answer; the same number, symbol and year is refused without saying more."""
    by = safe.world.actor("chuyenvien")
    first = actions.register_paper(by=by, at=AT, given=safe.particulars(), token="t")
    assert actions.register_paper(by=by, at=AT, given=safe.particulars(), token="t") == first
    with pytest.raises(Refused) as refused:
        safe.paper()
    assert (refused.value.refusal.code, refused.value.refusal.params) == ("classified.twin", {})
    assert ClassifiedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("done_on", "word"), [(date(2026, 11, 20), "done_within"), (date(2026, 11, 23), "done_past"), (None, "open_past")]
)
def test_c1_nhi_four_words_for_a_secret_task(safe: Safe, done_on: date | None, word: str) -> None:
    """NHI 5.2g: carried out or not, each within or past; never "in progress". The day of the result decides."""
    world, at = safe.world, on("2026-11-24")
    paper = safe.paper()
    if done_on is not None:
        actions.record_outcome(by=world.actor("stc"), at=at, paper=paper, unit=world.units["STC"], done_on=done_on)
    version = current(paper)
    lead = version.leads.get(unit=world.units["STC"])
    assert rules.outcome_of(version.due_on, lead.done_on, at.date()) == word
    assert rules.outcome_of(version.due_on, None, date(2026, 11, 20)) == "open_within"
    duty = Duty.objects.get(matter=paper.matter, holder_unit=world.units["STC"])
    assert (duty.closed_at is None) == (done_on is None) and duty.day_of_doing() == done_on


def test_c1_nhi_an_outcome_is_put_right_and_taken_back_with_its_trace(safe: Safe) -> None:
    """NHI 8.1b: another day, then none: the duty follows, is opened again, and each version before stays."""
    world = safe.world
    paper, unit, later = safe.paper(), safe.world.units["STC"], on("2026-11-24")
    for day in (date(2026, 11, 19), date(2026, 11, 23)):
        actions.record_outcome(by=world.actor("stc"), at=later, paper=paper, unit=unit, done_on=day)
    assert Duty.objects.get(matter=paper.matter, holder_unit=unit).day_of_doing() == date(2026, 11, 23)
    actions.record_outcome(by=world.actor("chuyenvien"), at=later, paper=paper, unit=unit, done_on=None)
    assert Duty.objects.open().get(matter=paper.matter, holder_unit=unit).due_on == DUE
    assert [earlier.fields for earlier in history_of(paper)] == [["outcome"]] * 3
    with pytest.raises(Refused) as refused:
        actions.record_outcome(by=world.actor("stc"), at=later, paper=paper, unit=unit, done_on=date(2026, 11, 25))
    assert refused.value.refusal.code == "classified.done_in_future"


def test_g1_nhi_a_correction_keeps_the_version_before_and_moves_the_duties(safe: Safe) -> None:
    """Another date, another unit: open duties move or end, the unit that is no longer named sees nothing any more."""
    world, paper = safe.world, safe.paper()
    assert ClassifiedPaper.objects.visible_to(world.actor("sxd")).exists()
    given = safe.particulars(due_on=date(2026, 11, 27), lead=(world.units["STC"], world.units["PDIEN"]), number="40968")
    actions.correct(by=world.actor("chuyenvien"), at=on("2026-11-10"), paper=paper, given=given)
    assert particulars_of(current(paper)) == given
    assert [set(row.fields) for row in history_of(paper)] == [{"number", "due_on", "lead"}]
    open_duties = Duty.objects.open().filter(matter=paper.matter).order_by("holder_unit__code")
    assert [(row.holder_unit.code, row.due_on) for row in open_duties] == [
        ("PDIEN", date(2026, 11, 27)), ("STC", date(2026, 11, 27)),
    ]  # fmt: skip
    assert not ClassifiedPaper.objects.visible_to(world.actor("sxd")).exists()
    assert ClassifiedPaper.objects.visible_to(world.actor("pdien")).exists()
    before = Entry.objects.count()
    actions.correct(by=world.actor("chuyenvien"), at=on("2026-11-10"), paper=paper, given=given)  # the same form again
    assert Entry.objects.count() == before and paper.versions.count() == 2


def test_g1_nhi_two_persons_remove_what_should_not_be_held(safe: Safe) -> None:
    """Versions, units, duties, lines and notices go; what stays is that there was one; the chain holds; nobody does it alone."""
    world, paper = safe.world, safe.paper()
    head = world.actor("chanhvp")
    removal = actions.ask_removal(by=head, at=AT, paper=paper)
    for by, code in (
        (head, "classified.second_person"),
        (world.actor("chuyenvien"), "permission.confirm_classified_removal"),
    ):
        with pytest.raises(Refused) as refused:
            actions.confirm_removal(by=by, at=AT, removal=removal)
        assert refused.value.refusal.code == code
    actions.decline_removal(by=world.actor("chutich"), at=AT, removal=removal)
    assert current(paper).number == NUMBER
    again = actions.ask_removal(by=world.actor("chuyenvien"), at=AT, paper=paper)
    actions.confirm_removal(by=head, at=AT, removal=again)
    assert not ClassifiedVersion.objects.exists() and not ClassifiedLead.objects.exists()
    assert not Duty.objects.filter(matter=paper.matter).exists()
    assert not Notice.objects.filter(kind="classified.duty", withdrawn_at=None).exists()
    seal(rules.chain_of(world.register.pk), AT)
    assert verify(rules.chain_of(world.register.pk), at=on("2026-11-10")) == []
    for verb in (actions.ask_removal, actions.correct):
        with pytest.raises(Refused) as refused:
            extra = {"given": safe.particulars()} if verb is actions.correct else {}
            verb(by=head, at=AT, paper=paper, **extra)
        assert refused.value.refusal.code == "classified.removed"
    assert ClassifiedRemoval.objects.exclude(confirmed_at=None).count() == 1


@pytest.mark.parametrize("name", ["chutich", "theodoi", "stc", "stc-cb", "kiemtra", "quantri", "skhdt"])
def test_g1_nhi_only_custodians_register(safe: Safe, name: str) -> None:
    """The head of the Office and who is named register; a leader oversees; a monitor who is not named follows; nobody else."""
    with pytest.raises(Refused) as refused:
        safe.paper(by=name)
    assert refused.value.refusal.code == "permission.keep_classified"


def test_g1_nhi_an_officer_is_named_and_no_longer_named(safe: Safe) -> None:
    """Only leaders and the head of the Office name; what an officer may see begins and ends with it."""
    world, paper = safe.world, safe.paper()
    theirs = ClassifiedPaper.objects.visible_to
    assert theirs(world.actor("chuyenvien")).get() == paper
    with pytest.raises(Refused):
        actions.name_custodian(by=world.actor("chuyenvien"), at=AT, post=world.posts["theodoi"])
    with pytest.raises(Refused) as refused:
        actions.name_custodian(by=world.actor("chutich"), at=AT, post=world.posts["stc"])
    assert refused.value.refusal.code == "classified.cannot_be_named"
    named = actions.name_custodian(by=world.actor("chutich"), at=AT, post=world.posts["chuyenvien"])
    actions.end_custodian(by=world.actor("chanhvp"), at=AT, custodian=named)
    assert not theirs(world.actor("chuyenvien")).exists()
    with pytest.raises(Refused):
        safe.paper(number="1")
