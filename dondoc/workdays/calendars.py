"""Calendars: week-ends, days off and exchanged working days, each with the decision that set it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
WEEKEND_NAMES = {5: "Thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True)
class DayOff:
    """A day on which nobody works by decision: holiday, compensatory day, day given in exchange."""

    on: date
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class WorkedDay:
    """A day at a week-end that is worked in exchange for a day off."""

    on: date
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class Skipped:
    """A day that was not counted, and why."""

    on: date
    name: str
    decision: str
    confirmed: bool


class DayKind(StrEnum):
    """What a decision makes of a day."""

    OFF = "off"
    WORKED = "worked"
    PLAIN = "plain"


@dataclass(frozen=True)
class Change:
    """A decision about one day: off, worked, or an ordinary day again (then without a name)."""

    on: date
    kind: DayKind
    name: str = ""
    decision: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Year:
    """What one yearly file says."""

    year: int
    off: Mapping[date, DayOff] = field(default_factory=dict)
    worked: Mapping[date, WorkedDay] = field(default_factory=dict)

    def changed(self, changes: Iterable[Change]) -> Year:
        """The year after the changes; changes of other years do not touch it."""
        off, worked = dict(self.off), dict(self.worked)
        for change in changes:
            if change.on.year != self.year:
                continue
            off.pop(change.on, None)
            worked.pop(change.on, None)
            if change.kind is DayKind.OFF:
                off[change.on] = DayOff(change.on, change.name, change.decision, change.confirmed)
            elif change.kind is DayKind.WORKED:
                worked[change.on] = WorkedDay(change.on, change.name, change.decision, change.confirmed)
        return replace(self, off=off, worked=worked)


@dataclass(frozen=True)
class Calendar:
    """A calendar in one version; years without a file know week-ends only."""

    id: str
    version: str
    years: Mapping[int, Year]

    def has_year(self, year: int) -> bool:
        """Whether a file for the year is loaded; dates in other years are provisional."""
        return year in self.years

    def entry(self, day: date) -> DayOff | WorkedDay | None:
        """What a decision says about the date; None for an ordinary day."""
        year = self.years.get(day.year)
        return None if year is None else year.off.get(day) or year.worked.get(day)

    def why_off(self, day: date) -> Skipped | None:
        """Why nobody works on the date, or None when it is a working day."""
        entry = self.entry(day)
        if isinstance(entry, WorkedDay):
            return None
        if entry is not None:
            return Skipped(day, entry.name, entry.decision, entry.confirmed)
        if day.weekday() in WEEKEND_NAMES:
            return Skipped(day, WEEKEND_NAMES[day.weekday()], "", True)
        return None

    def is_working(self, day: date) -> bool:
        """Whether the date is a working day."""
        return self.why_off(day) is None

    def is_unconfirmed(self, day: date) -> bool:
        """Whether a day off or an exchange on the date is not yet known for sure."""
        entry = self.entry(day)
        return entry is not None and not entry.confirmed

    def next_working(self, day: date, *, inclusive: bool = True) -> date:
        """The first working day on or after the date (after it when not inclusive)."""
        found = day if inclusive else day + ONE_DAY
        while not self.is_working(found):
            found += ONE_DAY
        return found

    def previous_working(self, day: date, *, inclusive: bool = True) -> date:
        """The last working day on or before the date (before it when not inclusive)."""
        found = day if inclusive else day - ONE_DAY
        while not self.is_working(found):
            found -= ONE_DAY
        return found
