"""Bad input at the verbs: a clear refusal, nothing half done, nothing that a database refuses in its own words."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from dondoc.documents.models import Document
from dondoc.duties.models import Duty
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks.deadlines import StageInput
from dondoc.tasks.models import Fact, Task
from dondoc.units import actions as units
from dondoc.units.models import UnitKind
from tests.articles.hue.telling import entry_duty, in_time
from tests.world import AT, World, on

LATER = on("2016-11-10")


def _nothing_written(*before: int) -> tuple[int, ...]:
    models = (Document, Task, Fact, Duty, Entry, Notice)
    return tuple(model.objects.count() for model in models)


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ({"issued_on": date(2016, 11, 8)}, "document.issued_in_future"),
        ({"issued_on": date(9999, 12, 31)}, "document.issued_in_future"),
        ({"issued_on": date(1, 1, 1)}, "document.issued_too_long_ago"),
        ({"received_at": on("2016-11-08")}, "document.received_in_future"),
        ({"kind": "poem"}, "document.kind_unknown"),
        ({"urgency": "very"}, "document.urgency_unknown"),
        ({"number": "9" * 21}, "text.too_long"),
        ({"symbol": "Đ" * 61}, "text.too_long"),
        ({"signer": "k" * 121}, "text.too_long"),
        ({"issuer": "k" * 251}, "text.too_long"),
        ({"directing_leader": "k" * 161}, "text.too_long"),
        ({"abstract": "k" * 2001}, "text.too_long"),
        ({"other_information": "k" * 2001}, "text.too_long"),
    ],
)
def test_a2_a_paper_that_cannot_be(world: World, paper: dict[str, Any], code: str) -> None:
    """HUE 6.1a: told in a sentence that names the place; nothing is written."""
    before = _nothing_written()
    with pytest.raises(Refused) as caught:
        world.directive(**paper)
    assert caught.value.refusal.code == code
    assert "%(" not in sentences.refusal(caught.value.refusal) and "…" not in sentences.refusal(caught.value.refusal)
    assert _nothing_written() == before


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": "k" * 5001}, "text.too_long"),
        ({"content": "😀" * 5001}, "text.too_long"),
        ({"clause": "k" * 61}, "text.too_long"),
        ({"product": "k" * 301}, "text.too_long"),
        ({"due_text": "k" * 301}, "text.too_long"),
        ({"other_information": "k" * 2001}, "text.too_long"),
        ({"stages": (StageInput("k" * 301),)}, "text.too_long"),
        ({"stages": (StageInput(" \x00"),)}, "task.stage_empty"),
        ({"stages": (StageInput("Bước 1", date(2015, 1, 1)),), "due_kind": "staged"}, "task.due_before_issue"),
        ({"mode": "somehow"}, "task.choice_unknown"),
        ({"task_class": ""}, "task.class_unknown"),
    ],
)
def test_b1_a_task_that_cannot_be(world: World, given: dict[str, Any], code: str) -> None:
    """HUE 6.1c-i: also the second of several tasks; nothing of the first is written."""
    before = _nothing_written()
    with pytest.raises(Refused) as caught:
        world.directive(world.given("SXD"), world.given("STC", **given))
    assert caught.value.refusal.code == code
    assert "%(" not in sentences.refusal(caught.value.refusal)
    assert _nothing_written() == before


def test_a2_what_databases_dislike_is_cleaned_and_kept(world: World) -> None:
    """Emoji stay, NFD becomes NFC, NUL and other control characters go, line breaks stay, 5000 characters fit."""
    said = unicodedata.normalize("NFD", "Đôn đốc 😀\x00 giải ngân\r\n\r\n\r\n\r\nlần 2\x07")
    document = world.directive(
        world.given("STC", content=said, clause="mục\x001"), world.given("SXD", content="k" * 5000),
        number="4\x0038", abstract=unicodedata.normalize("NFD", "về việc đôn đốc"),
    )  # fmt: skip
    first, second = document.tasks.order_by("ordinal")
    assert first.content == "Đôn đốc 😀 giải ngân\n\nlần 2"
    assert unicodedata.is_normalized("NFC", document.abstract)
    assert "\x00" not in document.code + first.clause
    assert len(second.content) == 5000
    fact = tasks.report_progress(
        by=world.actor("stc"), at=LATER, assignment=first.assignments.get(), text="đã họp 👍\x00\x1b xong"
    )
    assert "👍" in fact.text and "\x00" not in fact.text and "\x1b" not in fact.text


@pytest.mark.parametrize("text", ["", " ", "\x00", "\n\t\u2028", "k" * 5001])
def test_c2_words_that_are_none_or_too_many(world: World, text: str) -> None:
    """Every verb that needs words refuses without them, and with more than fit."""
    assignment, sent = world.assignment("STC"), world.assignment("STC")
    world.send(sent, at=LATER)
    unit, office = world.actor("stc"), world.actor("chanhvp")
    later = on("2016-11-21")
    attempts = [
        lambda: tasks.report_progress(by=unit, at=later, assignment=assignment, text=text),
        lambda: tasks.return_task(by=unit, at=later, assignment=assignment, reason=text),
        lambda: tasks.explain_delay(by=unit, at=later, assignment=assignment, reason=text),
        lambda: tasks.send_back(by=office, at=later, assignment=sent, missing=text),
        lambda: tasks.reassign(by=office, at=later, assignment=assignment, unit=world.units["SXD"], reason=text),
        lambda: tasks.end_task(by=office, at=later, task=assignment.task, reason=text),
        lambda: tasks.move_due_date(by=office, at=later, task=assignment.task, due_on=date(2016, 12, 1), reason=text),
    ]
    before = _nothing_written()
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.refusal.code in {
            "task.reason_missing", "task.progress_missing", "task.missing_not_said", "task.text_too_long",
        }  # fmt: skip
    assert _nothing_written() == before


@pytest.mark.parametrize("percent", [-1, 101, 10**9])
def test_c1_a_share_is_between_nothing_and_all(world: World, percent: int) -> None:
    """HUE 6.1g: how far the unit is."""
    with pytest.raises(Refused) as caught:
        tasks.report_progress(
            by=world.actor("stc"), at=LATER, assignment=world.assignment("STC"), text="làm", percent=percent
        )
    assert caught.value.refusal.code == "task.percent_out_of_range"


def test_b1_a_unit_named_twice_has_the_task_once(world: World) -> None:
    """HUE 6.1c: pasted twice, or named and meant by a group as well."""
    task = world.task("STC", "PDIEN", "STC", coordinating=("SXD", "SXD"))
    assert sorted(a.unit.code for a in task.assignments.all()) == ["PDIEN", "STC", "SXD"]
    single = world.directive(world.given("STC", "STC", mode="lead")).tasks.get()
    assert single.assignments.count() == 1


def test_b1_lead_and_partner_are_two_units(world: World) -> None:
    """HUE 2.3: nobody is their own partner; a lead unit is one."""
    for given, code in [
        (world.given("STC", coordinating=("STC",)), "task.leads_and_coordinates"),
        (world.given("STC", "SXD", mode="lead"), "task.several_leads"),
        (world.given("UBND"), "task.unit_is_authority"),
        (world.given("STC", coordinating=("UBND",)), "task.unit_is_authority"),
    ]:
        with pytest.raises(Refused) as caught:
            world.directive(given)
        assert caught.value.refusal.code == code


def test_b1_a_unit_exists_on_the_day(world: World) -> None:
    """HUE 6.1c: neither a body of tomorrow nor one of yesterday; its last day still counts."""
    world.units["MOI"] = units.create_unit(
        by=None, at=AT, name="Sở Mới", code="MOI", kind=UnitKind.DEPARTMENT, valid_from=date(2016, 11, 8)
    )
    units.abolish_unit(
        by=None,
        at=AT,
        unit=world.units["SXD"],
        on=date(2016, 11, 8),
        successors=[(world.units["MOI"], "")],
        decision="QĐ 1",
    )
    world.units["SXD"].refresh_from_db()
    with pytest.raises(Refused) as caught:
        world.directive(world.given("MOI"))
    assert caught.value.refusal.code == "task.unit_not_existing"
    assert world.task("SXD", at=on("2016-11-08"))
    for coordinating in ((), ("SXD",)):
        with pytest.raises(Refused) as caught:
            world.directive(
                world.given("STC" if coordinating else "SXD", coordinating=coordinating), at=on("2016-11-09")
            )
        assert caught.value.refusal.code == "task.unit_not_existing"


def test_b1_another_registers_field_is_refused(world: World) -> None:
    """HUE App. II: the field's code stands in the number of the slip of its own register."""
    other = units.create_register(
        by=None, at=AT, name="Sổ khác", code="K", keeper=world.units["STC"], office=world.units["STC"],
        edition=world.register.edition, place="Huế",
    )  # fmt: skip
    field = units.create_field(by=None, at=AT, register=other, code="KH", name="Khác")
    with pytest.raises(Refused) as caught:
        world.directive(world.given("SXD", field=field))
    assert caught.value.refusal.code == "task.field_of_other_register"


def test_a_token_answers_its_own_form_only(world: World) -> None:
    """Design 3: the same form sent again is answered with the first answer; another act, task or person is refused."""
    first, second = world.assignment("STC"), world.assignment("STC")
    by = world.actor("stc")
    fact = tasks.report_progress(by=by, at=LATER, assignment=first, text="làm", token="mã")
    assert tasks.report_progress(by=by, at=LATER, assignment=first, text="làm", token="mã") == fact
    attempts = [
        lambda: tasks.return_task(by=by, at=LATER, assignment=first, reason="sai", token="mã"),
        lambda: tasks.report_progress(by=by, at=LATER, assignment=second, text="làm", token="mã"),
        lambda: tasks.report_progress(by=world.actor("stc-cb"), at=LATER, assignment=first, text="làm", token="mã"),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.refusal.code == "task.form_used"
    assert Fact.objects.filter(kind="progress_reported").count() == 1


def test_b4_a_token_of_taking_a_part_away_gives_it_to_nobody(world: World) -> None:
    """Design 3: the form that ended a unit's part, sent to the page that gives it to another, is refused politely."""
    task, by = world.task("STC", "SXD"), world.actor("chuyenvien")
    part = task.assignments.get(unit=world.units["SXD"])
    tasks.end_assignment(by=by, at=LATER, assignment=part, reason="không cần", token="mã")
    with pytest.raises(Refused) as caught:
        tasks.reassign(by=by, at=LATER, assignment=part, unit=world.units["SKHDT"], reason="không cần", token="mã")
    assert caught.value.refusal.code == "task.form_used"


def test_a_directives_token_is_its_officers_own(world: World) -> None:
    """Design 3: nobody gets another officer's directive by a form that is not theirs."""
    given = {"at": AT, "paper": world.paper(), "tasks": [world.given("STC")], "token": "mã"}
    first = tasks.register_directive(by=world.actor("chuyenvien"), **given)
    assert tasks.register_directive(by=world.actor("chuyenvien"), **given) == first
    with pytest.raises(Refused) as caught:
        tasks.register_directive(by=world.actor("chanhvp"), **given)
    assert caught.value.refusal.code == "task.form_used"


def test_b3_after_a_holiday_a_paper_is_still_on_time(world: World) -> None:
    """HUE 7.1: issued on Wednesday 25 January 2017; Tet lasts until 1 February; Thursday 2 and Friday 3 are the two days."""
    given = world.given("STC", due_on=date(2017, 3, 1))
    on_time = entry_duty(world.directive(given, at=on("2017-02-03", 23), issued_on=date(2017, 1, 25)))
    late = entry_duty(world.directive(given, at=on("2017-02-06", 8), issued_on=date(2017, 1, 25)))
    assert (on_time.due_on, in_time(on_time), in_time(late)) == (date(2017, 2, 3), True, False)
