"""Pure decisions of the desk: groups of dates, keys of pages, days of reminders."""

from datetime import date
from pathlib import Path

import pytest

from dondoc.workdays import load_calendar
from dondoc.workspace import rules
from dondoc.workspace.rules import Days, Key, Occasions

CALENDAR = load_calendar(Path(__file__).resolve().parents[2] / "calendars")
THURSDAY = date(2016, 11, 24)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2016, 11, 23), "overdue"),  # Wednesday
        (THURSDAY, "today"),
        (date(2016, 11, 25), "week"),  # Friday
        (date(2016, 12, 1), "week"),  # Thursday of the next week
        (date(2016, 12, 2), "later"),  # Friday of the next week
        (date(9999, 12, 30), "later"),
        (date.max, "undated"),
    ],
)
def test_d3_a_date_stands_in_one_group(due: date, group: str) -> None:
    """DTP 7.3: overdue, today, the next seven days, later, without a date."""
    assert rules.group_of(due, THURSDAY) == group
    days = rules.days_of(group, THURSDAY)
    assert days.first <= due <= days.last


@pytest.mark.parametrize("text", ["", "x", "~", "2016-11-16", "2016-11-16~", "2016-11-16~x", "a~1²", "a~" + "9" * 19])
def test_what_is_no_key_is_the_first_page(text: str) -> None:
    """Bad input: somebody wrote the address by hand."""
    assert rules.read_key(text) is None


def test_a_key_is_read_as_it_was_written() -> None:
    """Design 7: long lists page by a stored key."""
    assert rules.read_key(str(Key("2016-11-16", 12))) == Key("2016-11-16", 12)
    assert rules.as_day("2016-11-16") == date(2016, 11, 16)
    assert rules.as_day("16/11/2016") is None


@pytest.mark.parametrize(
    ("day", "last", "now", "soon"),
    [
        # Monday: due today; soon is Wednesday
        (date(2016, 11, 21), None, ("2016-11-21", "2016-11-21"), ("2016-11-23", "2016-11-23")),
        (date(2016, 11, 22), date(2016, 11, 21), ("2016-11-22", "2016-11-22"), ("2016-11-24", "2016-11-24")),
        # Wednesday: soon are Friday and the week-end after it
        (date(2016, 11, 23), date(2016, 11, 22), ("2016-11-23", "2016-11-23"), ("2016-11-25", "2016-11-27")),
        # Friday speaks of its week-end as well; soon is Tuesday
        (date(2016, 11, 25), date(2016, 11, 24), ("2016-11-25", "2016-11-27"), ("2016-11-29", "2016-11-29")),
        # after an outage from Tuesday on, Thursday tells what fell due since and what was not told to be near
        (date(2016, 11, 24), date(2016, 11, 21), ("2016-11-22", "2016-11-24"), ("2016-11-25", "2016-11-28")),
        # a month without a worker: Thursday begins with what fell due since
        (date(2016, 11, 24), date(2016, 10, 24), ("2016-10-25", "2016-11-24"), ("2016-11-25", "2016-11-28")),
        # asked twice on one day
        (date(2016, 11, 24), date(2016, 11, 24), ("2016-11-24", "2016-11-24"), ("2016-11-28", "2016-11-28")),
    ],
)
def test_d3_reminders_speak_of_working_days(
    day: date, last: date | None, now: tuple[str, str], soon: tuple[str, str]
) -> None:
    """Design 5: two working days before, on the day, and what an outage left out once."""
    found = rules.occasions(day, last, CALENDAR, ahead=2)
    assert found == Occasions(
        Days(date.fromisoformat(now[0]), date.fromisoformat(now[1])),
        Days(date.fromisoformat(soon[0]), date.fromisoformat(soon[1])),
    )


@pytest.mark.parametrize(
    "day", [date(2016, 11, 26), date(2016, 11, 27), date(2017, 1, 2)]
)  # Saturday, Sunday, New Year's
def test_d3_nobody_is_reminded_on_a_day_off(day: date) -> None:
    """Design 5: reminders go out on working days only."""
    assert rules.occasions(day, None, CALENDAR, ahead=2) is None
