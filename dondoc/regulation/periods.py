"""Periods of reporting and of updating: week, fortnight, month, quarter, half-year, nine months, year; their last days."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a period is; weeks begin on Monday, nine months with the year."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """A period with both its days included; the key tells it apart: ``2016-11``, ``2016-Q4``, ``2016-H2``, ``2016-9M``;
    weeks by their ISO number: ``2016-W45``, fortnights by that of their first week: ``2016-F45``.
    """

    kind: PeriodKind
    first_on: date
    last_on: date

    @property
    def key(self) -> str:
        """How a period is called where something happens once in it."""
        year, month = self.first_on.year, self.first_on.month
        of_week, week, _day = self.first_on.isocalendar()
        return {
            PeriodKind.WEEK: f"{of_week}-W{week:02d}",
            PeriodKind.FORTNIGHT: f"{of_week}-F{week:02d}",
            PeriodKind.MONTH: f"{year}-{month:02d}",
            PeriodKind.QUARTER: f"{year}-Q{(month + 2) // 3}",
            PeriodKind.HALF_YEAR: f"{year}-H{1 if month < 7 else 2}",
            PeriodKind.NINE_MONTHS: f"{year}-9M",
            PeriodKind.YEAR: f"{year}",
        }[self.kind]


_DAYS = {PeriodKind.WEEK: 7, PeriodKind.FORTNIGHT: 14}
#: A Monday from which fortnights are counted, so that they follow each other across the years.
_FIRST_MONDAY = date(2000, 1, 3)
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


def period_of(kind: PeriodKind | str, day: date) -> Period | None:
    """The period in which the day lies; None for a day of October to December and the kind nine months."""
    kind = PeriodKind(kind)
    if kind in _DAYS:
        begin = day - timedelta(days=(day - _FIRST_MONDAY).days % _DAYS[kind])
        return Period(kind, begin, begin + timedelta(days=_DAYS[kind] - 1))
    length = _MONTHS[kind]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    if last > 12:
        return None
    return Period(kind, date(day.year, first, 1), date(day.year, last, months.monthrange(day.year, last)[1]))


def periods_ending(kinds: Iterable[PeriodKind | str], first: date, last: date) -> list[Period]:
    """The periods of the kinds whose last day lies between the days, both included; in their order of ending."""
    found = []
    for kind in kinds:
        day = first
        while day <= last:
            period = period_of(kind, day)
            if period is None:
                day = date(day.year + 1, 1, 1)
                continue
            if first <= period.last_on <= last:
                found.append(period)
            day = period.last_on + timedelta(days=1)
    return sorted(found, key=lambda period: (period.last_on, period.first_on), reverse=False)
