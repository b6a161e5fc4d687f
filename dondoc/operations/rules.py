"""What is good, what deserves a look and what is an alarm; pure decisions over ages, sizes and dates.

The limits are the program's own: no regulation sets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from dondoc.workdays import Calendar


class State(IntEnum):
    """How a line stands; the worst of several is the greatest."""

    GOOD = 0
    WARNING = 1
    ALARM = 2


@dataclass(frozen=True)
class Ages:
    """From which age on something deserves a look, and from which it is an alarm."""

    warning: timedelta
    alarm: timedelta

    def judge(self, age: timedelta | None) -> State:
        """The state of something of the age; nothing has no age and is good."""
        if age is None or age < self.warning:
            return State.GOOD
        return State.WARNING if age < self.alarm else State.ALARM


#: A worker tells of itself four times a minute, but not while a long job keeps it.
UNSEEN = Ages(timedelta(minutes=2), timedelta(minutes=5))
#: The rules are asked each quarter of an hour.
TICK = Ages(timedelta(minutes=35), timedelta(hours=1))
WAITING = Ages(timedelta(minutes=10), timedelta(hours=1))
#: Entries are sealed within seconds.
SEALING = Ages(timedelta(minutes=1), timedelta(minutes=10))
#: The part of the journal that is due is verified each quarter of an hour.
VERIFYING = Ages(timedelta(hours=2), timedelta(days=1))
MAIL = Ages(timedelta(hours=1), timedelta(hours=6))
#: What the instants of two machines may differ by before acts and their dates disagree.
SKEW = Ages(timedelta(seconds=2), timedelta(seconds=30))
#: How far ahead a day off that is not yet known for sure touches dates that are counted now.
AHEAD = timedelta(days=45)
#: The day from which on the next year's calendar is missed, and from which on it is an alarm.
MISSED_FROM, ALARM_FROM = (10, 1), (12, 15)
DAY = timedelta(days=1)


def worst(states: Iterable[State]) -> State:
    """The greatest of the states; nothing is good."""
    return max(states, default=State.GOOD)


def disk(free: int, low: int) -> State:
    """Bytes that are free against the bytes below which it is an alarm; below twice as many it deserves a look."""
    if free < low:
        return State.ALARM
    return State.WARNING if free < 2 * low else State.GOOD


def next_year(calendar: Calendar, today: date) -> State:
    """Whether the calendar knows the year that duties are already counted into."""
    if not calendar.has_year(today.year):
        return State.ALARM
    if calendar.has_year(today.year + 1) or (today.month, today.day) < MISSED_FROM:
        return State.GOOD
    return State.WARNING if (today.month, today.day) < ALARM_FROM else State.ALARM


def unconfirmed(calendar: Calendar, today: date) -> list[date]:
    """Days ahead, near enough to matter, of which it is not known for sure whether they are worked."""
    days = (today + DAY * ahead for ahead in range(AHEAD.days + 1))
    return [day for day in days if calendar.is_unconfirmed(day)]
