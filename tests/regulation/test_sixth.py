"""An invented sixth authority whose regulation uses whatever the schema can say: nothing of it is code (design 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dondoc.regulation import (
    ACTS,
    LIMIT_NAMES,
    TABLES,
    TOPICS,
    Event,
    PeriodKind,
    Profile,
    Silent,
    Tag,
    compare_text,
    load_profile,
    period_of,
    terms,
)
from dondoc.regulation.decisions import ladder, may_extend, reminders, report_days, report_law, takes
from dondoc.regulation.kinds import Rows, columns_of
from dondoc.regulation.schema import Form, Instrument, LimitCase, Value
from dondoc.workdays import Calendar
from tests.regulation.conftest import ROOT

FOLDER = ROOT / "tests" / "regulation" / "sixth" / "ltt-6-2025"
#: Slips are another regulation's way of urging; a text has them or a ladder.
OF_SLIPS = {"slips", "limits.slip", "limits.escalation", "cites.issue_slip"}


@pytest.fixture(scope="module")
def sixth() -> Profile:
    """The invented regulation."""
    return load_profile(FOLDER)


def rows_of(law: Profile) -> Iterator[Any]:
    """Every row of every table, limit and form."""
    for limit in law.limits.values():
        yield from () if isinstance(limit, Silent) else limit.cases
    for name in TABLES:
        found = law.topic(name)
        if not isinstance(found, Silent):
            yield from found if isinstance(found, tuple) else (found,)
            yield from getattr(found, "papers", ())
    yield from law.forms.values()
    yield law.instrument


def test_it_states_whatever_can_be_stated(sixth: Profile) -> None:
    """Every topic, table, limit and act; it is silent about slips alone, since it has a ladder."""
    names = {*TOPICS, *TABLES, *(f"limits.{name}" for name in LIMIT_NAMES), *(f"cites.{act}" for act in ACTS)}
    assert {name for name in names if isinstance(sixth.topic(name), Silent)} == OF_SLIPS


def test_it_writes_every_column(sixth: Profile) -> None:
    """Each column of each shape says somewhere something else than where nothing is written."""
    shapes = [LimitCase, Form, Instrument, *(table.law for table in TABLES.values())]
    shapes += [kind.of for shape in shapes for _name, kind in columns_of(shape).values() if isinstance(kind, Rows)]
    told = {
        (type(row), key)
        for row in rows_of(sixth)
        for key, (name, kind) in columns_of(type(row)).items()
        if getattr(row, name) not in (None, "", (), frozenset(), {}, False, getattr(kind, "otherwise", None))
    }
    wanted = {(shape, key) for shape in shapes for key in columns_of(shape) if key != "reading"}
    assert {(shape.__name__, key) for shape, key in wanted - told} == {
        ("Confirmation", "match"),  # tried in the limit of entry
        ("SlipLaw", "number"),
        ("SlipLaw", "grouped_by"),
        ("SlipLaw", "escalate_to"),
        ("SlipLaw", "article"),
    }


def test_it_uses_every_word_of_the_closed_lists(sixth: Profile) -> None:
    """Tags, events, periods, roles, grades: whatever a room may meet, it meets here."""
    rows = list(rows_of(sixth))
    limits = [case for limit in sixth.limits.values() if not isinstance(limit, Silent) for case in limit.cases]
    assert {tag for row in rows for tag in getattr(row, "when", ())} == set(Tag)
    assert {case.counts_from for case in limits} == set(Event) - {Event.SLIP_ISSUED}
    assert {row.span.unit.value for row in rows if hasattr(row, "span")} == {"wd", "d", "m", "same day"}
    reports = [row for row in rows if hasattr(row, "periods")]
    assert {kind for report in reports for kind in report.periods} == set(PeriodKind)
    assert {report.by for report in reports} == set(terms.REPORTERS)
    assert {report.to for report in reports} == {*terms.RECEIVERS, ""}
    assert {level for row in rows for level in getattr(row, "levels", ())} == set(terms.CONFIRMERS)
    assert {row.needed.partition(":")[0] for row in rows if hasattr(row, "needed")} == {
        "always",
        "if_any",
        "alternative",
    }
    several = [sixth.topic(name) for name, topic in TOPICS.items() if topic.choices]
    assert all(isinstance(found, Value) for found in several)


def test_its_text_is_walked_whole(sixth: Profile) -> None:
    """Design 4.1: the invented text and its walk name the same places."""
    found = compare_text(sixth, (FOLDER / "van-ban.txt").read_text(encoding="utf-8"))
    assert found.missing == () == found.not_in_text


def test_rooms_ask_and_are_answered_with_law_and_days(sixth: Profile, hue: Profile, days: Calendar) -> None:
    """The pure decisions give the row of the regulation beside each date; under a silent text its declaration."""
    told = reminders(sixth, date(2026, 3, 23), days)
    assert not isinstance(told, Silent)
    assert [(each.law.name, each.law.kind, each.on) for each in told] == [
        ("early", "remind", date(2026, 3, 13)),
        ("late", "criticise", date(2026, 3, 19)),
        ("eve", "review", date(2026, 3, 20)),
    ]
    steps = ladder(sixth, date(2026, 3, 5), days)
    assert not isinstance(steps, Silent)
    assert [(step.law.name, step.turn, step.law.document) for step in steps] == [
        ("note", 1, False), ("note", 2, False), ("letter", 1, True), ("leader", 1, True)
    ]  # fmt: skip
    asked = may_extend(
        sixth, origin="own", asked_on=date(2026, 3, 12), due_on=date(2026, 3, 17), calendar=days, granted=2
    )
    assert not isinstance(asked, Silent) and (asked.answer, asked.why, asked.last_on) == (
        "no",
        "most",
        date(2026, 3, 12),
    )
    assert takes(sixth, "routine") is False and takes(sixth, "secret") is True
    silent = [reminders(hue, date(2026, 3, 23), days), ladder(hue, date(2026, 3, 5), days)]
    silent.append(may_extend(hue, origin="own", asked_on=date(2026, 3, 2), due_on=date(2026, 3, 9), calendar=days))
    assert all(isinstance(each, Silent) and each.declaration for each in silent)


def test_f1_the_days_of_a_report_are_those_of_its_last_month(sixth: Profile) -> None:
    """A range of days, the day on which the data close; a fixed day of the year; none."""
    unit = report_law(sixth, "unit_month")
    assert not isinstance(unit, Silent)
    quarter = period_of("quarter", date(2026, 5, 5))
    assert quarter is not None
    found = report_days(unit, quarter.first_on, quarter.last_on)
    assert (found.first_on, found.last_on, found.closes_on) == (date(2026, 6, 20), date(2026, 6, 25), date(2026, 6, 18))
    fields = report_law(sixth, "fields")
    assert not isinstance(fields, Silent)
    assert report_days(fields, date(2026, 3, 2), date(2026, 3, 8)).last_on is None
    with pytest.raises(KeyError):
        report_law(sixth, "nothing")
