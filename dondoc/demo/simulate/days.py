"""Working days by their place, and instants of them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dondoc.clock import start_of_day
from dondoc.workdays import Calendar

#: Working days after the last one that deadlines may lie in.
AHEAD = timedelta(days=900)
TICK, SIGN, DECIDE, URGE = 7 * 60, 7 * 60 + 30, 7 * 60 + 40, 7 * 60 + 50
"""Minutes of the day: the program ticks, then the Office signs, the chairman decides, monitors urge; from 08:00 units work."""
OPENS, CLOSES, SEALS = 8 * 60, 17 * 60, 17 * 60 + 30


@dataclass(frozen=True)
class Days:
    """Working days in their order; ``last`` is the place of the last one that has passed."""

    on: tuple[date, ...]
    starts: tuple[datetime, ...]
    last: int

    @classmethod
    def until(cls, today: date, years: int, calendar: Calendar) -> Days:
        """The working days of so many years before the date, and those after it for deadlines to come."""
        first = today - timedelta(days=365 * years)
        span = (today - first + AHEAD).days
        found = [day for day in (first + timedelta(days=n) for n in range(span)) if calendar.is_working(day)]
        return cls(tuple(found), tuple(start_of_day(day) for day in found), bisect_left(found, today) - 1)

    def at(self, place: int, minute: int) -> datetime:
        """The instant of the wall clock in Vietnam on the working day."""
        return self.starts[place] + timedelta(minutes=minute)

    def from_date(self, day: date) -> int:
        """The place of the first working day on or after the date."""
        return bisect_left(self.on, day)

    def after(self, day: date) -> int:
        """The place of the first working day after the date."""
        return bisect_left(self.on, day + timedelta(days=1))


@dataclass
class Hand:
    """The clock of one who works: every act is later than the one before, within the hours of work."""

    days: Days
    place: int
    minute: int = OPENS

    def at(self, place: int, minute: int) -> datetime | None:
        """The instant of an act that is wanted on the day at the minute, or as soon after as may be; None after the last day."""
        if place < self.place:
            place, minute = self.place, self.minute
        if place == self.place and minute <= self.minute:
            minute = self.minute + 1
        if minute >= CLOSES:
            place, minute = place + 1, OPENS
        self.place, self.minute = place, minute
        return self.days.at(place, minute) if place <= self.days.last else None
