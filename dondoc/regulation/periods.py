"""Periods of reporting and of updating: month, quarter, half-year, nine months, year, and their last days."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a period is; nine months begin with the year."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """A period with both its days included; the key tells it apart: ``2016-11``, ``2016-Q4``, ``2016-H2``, ``2016-9M``."""

    kind: PeriodKind
    first_on: date
    last_on: date

    @property
    def key(self) -> str:
        """How a period is called where something happens once in it."""
        year, month = self.first_on.year, self.first_on.month
        return {
            PeriodKind.MONTH: f"{year}-{month:02d}",
            PeriodKind.QUARTER: f"{year}-Q{(month + 2) // 3}",
            PeriodKind.HALF_YEAR: f"{year}-H{1 if month < 7 else 2}",
            PeriodKind.NINE_MONTHS: f"{year}-9M",
            PeriodKind.YEAR: f"{year}",
        }[self.kind]


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
