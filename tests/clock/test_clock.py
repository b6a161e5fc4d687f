"""The one clock: instants and the dates of Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import time_machine
from hypothesis import given
from hypothesis import strategies as st

from dondoc import clock


def test_an_evening_in_utc_is_the_next_day_in_vietnam() -> None:
    with time_machine.travel(datetime(2016, 11, 7, 17, 0, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2016, 11, 7, 17, 0, tzinfo=UTC)
        assert clock.today() == date(2016, 11, 8)  # 00:00 in Vietnam


def test_the_last_moment_of_a_day_still_belongs_to_it() -> None:
    """A period ends at 24:00 of its last day (Civil Code 2015, article 148)."""
    end = clock.end_of_day(date(2016, 11, 7))
    assert clock.local_date(end - timedelta(microseconds=1)) == date(2016, 11, 7)
    assert clock.local_date(end) == date(2016, 11, 8)


@given(st.dates(min_value=date(1976, 1, 1), max_value=date(2100, 12, 30)))
def test_days_follow_without_gap(day: date) -> None:
    assert clock.end_of_day(day) == clock.start_of_day(day + timedelta(days=1))
    assert clock.local_date(clock.start_of_day(day)) == day
    assert clock.start_of_day(day).tzinfo is UTC
