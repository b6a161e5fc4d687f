"""Periods of reports (F1) and of updates of tasks without a deadline (C3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.regulation import PeriodKind, period_of, periods_ending

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "key"),
    [
        ("month", "2016-02-10", "2016-02-01", "2016-02-29", "2016-02"),
        ("quarter", "2016-11-07", "2016-10-01", "2016-12-31", "2016-Q4"),
        ("quarter", "2017-03-31", "2017-01-01", "2017-03-31", "2017-Q1"),
        ("half_year", "2016-06-30", "2016-01-01", "2016-06-30", "2016-H1"),
        ("half_year", "2016-07-01", "2016-07-01", "2016-12-31", "2016-H2"),
        ("nine_months", "2016-09-30", "2016-01-01", "2016-09-30", "2016-9M"),
        ("year", "2016-09-30", "2016-01-01", "2016-12-31", "2016"),
        ("week", "2016-11-10", "2016-11-07", "2016-11-13", "2016-W45"),
        ("week", "2021-01-03", "2020-12-28", "2021-01-03", "2020-W53"),
        ("fortnight", "2016-11-14", "2016-11-14", "2016-11-27", "2016-F46"),
        ("fortnight", "2016-11-27", "2016-11-14", "2016-11-27", "2016-F46"),
        ("fortnight", "2021-01-01", "2020-12-21", "2021-01-03", "2020-F52"),
    ],
)
def test_f1_the_period_of_a_day(kind: str, day: str, first: str, last: str, key: str) -> None:
    """HUE articles 9.2 and 10.1."""
    period = period_of(kind, date.fromisoformat(day))
    assert period is not None
    assert (period.first_on.isoformat(), period.last_on.isoformat(), period.key) == (first, last, key)


def test_f1_nine_months_know_no_autumn() -> None:
    """HUE articles 9.2 and 10.1: the nine months end with September."""
    assert period_of("nine_months", date(2016, 10, 1)) is None


def test_f1_periods_that_end_in_a_year() -> None:
    """HUE articles 9.2 and 10.1: month, quarter, 6 months, 9 months, year."""
    kinds = [kind for kind in PeriodKind if kind not in {"week", "fortnight"}]
    ending = periods_ending(kinds, date(2016, 1, 1), date(2016, 12, 31))
    assert len(ending) == 12 + 4 + 2 + 1 + 1
    assert [p.key for p in ending if p.last_on == date(2016, 9, 30)] == ["2016-9M", "2016-Q3", "2016-09"]
    assert periods_ending(["quarter"], date(2016, 12, 31), date(2016, 12, 31))[0].key == "2016-Q4"
    assert periods_ending(["quarter"], date(2016, 10, 1), date(2016, 12, 30)) == []


@given(st.sampled_from(PeriodKind), DAYS)
def test_a_day_lies_in_its_period_and_keys_tell_periods_apart(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    if period is not None:
        assert period.first_on <= day <= period.last_on
        assert period_of(kind, period.first_on) == period_of(kind, period.last_on) == period
        assert periods_ending([kind], period.first_on, period.last_on) == [period]
