"""Pure decisions of the desk: into which group a date falls, where a page begins, which days a reminder speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.workdays import Calendar

OVERDUE, TODAY, WEEK, LATER, UNDATED = "overdue", "today", "week", "later", "undated"
GROUPS = (OVERDUE, TODAY, WEEK, LATER, UNDATED)
WEEK_LENGTH = timedelta(days=7)
ONE_DAY = timedelta(days=1)
NO_DATE = date.max


@dataclass(frozen=True)
class Days:
    """A run of days, both ends included; empty when the last lies before the first."""

    first: date
    last: date


def days_of(group: str, today: date) -> Days:
    """The due dates that make a group of the desk; undated duties lie on the last of all days."""
    week_ends = today + WEEK_LENGTH
    return {
        OVERDUE: Days(date.min, today - ONE_DAY),
        TODAY: Days(today, today),
        WEEK: Days(today + ONE_DAY, week_ends),
        LATER: Days(week_ends + ONE_DAY, NO_DATE - ONE_DAY),
        UNDATED: Days(NO_DATE, NO_DATE),
    }[group]


def group_of(due_order: date, today: date) -> str:
    """The group of the desk in which a due date stands."""
    return next(group for group in GROUPS if due_order <= days_of(group, today).last)


@dataclass(frozen=True)
class Key:
    """Where a page begins: the order value of the last row before it and that row's number."""

    order: str
    pk: int

    def __str__(self) -> str:
        return f"{self.order}~{self.pk}"


def read_key(text: str) -> Key | None:
    """The key that an address carries; what is no key is the first page."""
    order, mark, number = text.partition("~")
    if not mark or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return Key(order, int(number))


def as_day(order: str) -> date | None:
    """The date of a key, or None when somebody tampered with the address."""
    try:
        return date.fromisoformat(order)
    except ValueError:
        return None


@dataclass(frozen=True)
class Occasions:
    """Which due dates are reminded of: those that end now, and those that come near."""

    now: Days
    soon: Days


def occasions(day: date, last_run: date | None, calendar: Calendar, *, ahead: int) -> Occasions | None:
    """The due dates to speak of on a day; None on a day off.

    "Now" is every date from this working day until the next one begins, so that a date on a week-end is told on the Friday
    before it; "soon" is the ``ahead``-th working day and the days off that follow it. Each begins where the last run
    ended, so that an outage is caught up with, once.
    """
    if not calendar.is_working(day):
        return None
    next_day = calendar.next_working(day, inclusive=False)
    first = day
    if last_run is not None and last_run < day:
        first = min(day, calendar.next_working(last_run, inclusive=False))
    near, until = _ahead(day, calendar, ahead)
    if last_run is not None and last_run < day:
        near = min(near, _ahead(last_run, calendar, ahead)[1])
    return Occasions(now=Days(first, next_day - ONE_DAY), soon=Days(max(near, next_day), until - ONE_DAY))


def _ahead(day: date, calendar: Calendar, ahead: int) -> tuple[date, date]:
    """The ``ahead``-th working day after the day, and the working day after that."""
    found = day
    for _ in range(ahead):
        found = calendar.next_working(found, inclusive=False)
    return found, calendar.next_working(found, inclusive=False)
