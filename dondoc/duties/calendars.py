"""What the page of the working calendar shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dondoc import gazette
from dondoc.gazette.models import CalendarVersion
from dondoc.gazette.queries import as_change
from dondoc.workdays import DayKind, WorkedDay, Year


@dataclass(frozen=True)
class Day:
    """A day of the calendar as the page shows it."""

    on: date
    kind: DayKind
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class YearView:
    """A year of the calendar: its days by date, and whether anything is known of it beyond week-ends."""

    number: int
    days: list[Day]
    known: bool
    working_days: int

    @property
    def unconfirmed(self) -> int:
        """How many days are not yet compared with their decision."""
        return sum(not day.confirmed for day in self.days)


def year_of(version: CalendarVersion | None, number: int) -> YearView:
    """What the calendar says about a year."""
    calendar = gazette.calendar(version) if version is not None else gazette.WEEK_ENDS_ONLY
    year = calendar.years.get(number, Year(number))
    off = [Day(day.on, DayKind.OFF, day.name, day.decision, day.confirmed) for day in year.off.values()]
    worked = [Day(day.on, DayKind.WORKED, day.name, day.decision, day.confirmed) for day in year.worked.values()]
    first, length = date(number, 1, 1), (date(number, 12, 31) - date(number, 1, 1)).days + 1
    working = sum(calendar.is_working(first + timedelta(days=place)) for place in range(length))
    days = sorted([*off, *worked], key=lambda day: day.on)
    return YearView(number, days, calendar.has_year(number), working)


def said_of(version: CalendarVersion | None, day: date) -> dict[str, object]:
    """What the calendar says of a day, as the form takes it; nothing for an ordinary day."""
    entry = gazette.calendar(version).entry(day) if version is not None else None
    if entry is None:
        return {}
    kind = DayKind.WORKED if isinstance(entry, WorkedDay) else DayKind.OFF
    return {"kind": kind.value, "name": entry.name, "decision": entry.decision, "confirmed": entry.confirmed}


@dataclass(frozen=True)
class Amendment:
    """A change that the Office made."""

    day: Day
    reason: str
    at: datetime


def amendments_of(version: CalendarVersion | None, number: int) -> list[Amendment]:
    """The Office's changes to days of the year, the latest first."""
    rows = version.amendments if version is not None else []
    found = []
    for row in reversed(rows):
        change = as_change(row)
        if change.on.year == number:
            day = Day(change.on, change.kind, change.name, change.decision, change.confirmed)
            found.append(Amendment(day, row["reason"], datetime.fromisoformat(row["at"])))
    return found
