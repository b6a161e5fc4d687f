"""Counting spans with a trace that can be shown and made again."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from dondoc.workdays.calendars import ONE_DAY, Calendar, Skipped
from dondoc.workdays.spans import Span, SpanError, SpanUnit


class Direction(StrEnum):
    """Limits lie before or after their event."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True)
class Trace:
    """A date and how it was counted: the days counted, the days skipped and why."""

    start_on: date
    span: Span
    direction: Direction
    due_on: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    shifted_by_cutoff: bool = False
    rolled_from: date | None = None
    provisional: bool = False
    unconfirmed: tuple[date, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Ready for JSON; dates as ISO texts."""
        return {
            "start_on": self.start_on.isoformat(),
            "span": str(self.span),
            "direction": self.direction.value,
            "due_on": self.due_on.isoformat(),
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [[s.on.isoformat(), s.name, s.decision, s.confirmed] for s in self.skipped],
            "shifted_by_cutoff": self.shifted_by_cutoff,
            "rolled_from": self.rolled_from.isoformat() if self.rolled_from else None,
            "provisional": self.provisional,
            "unconfirmed": [day.isoformat() for day in self.unconfirmed],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Trace:
        """The trace that `as_dict` wrote."""
        return cls(
            start_on=date.fromisoformat(data["start_on"]),
            span=Span.parse(data["span"]),
            direction=Direction(data["direction"]),
            due_on=date.fromisoformat(data["due_on"]),
            counted=tuple(date.fromisoformat(day) for day in data["counted"]),
            skipped=tuple(Skipped(date.fromisoformat(s[0]), s[1], s[2], s[3]) for s in data["skipped"]),
            shifted_by_cutoff=data["shifted_by_cutoff"],
            rolled_from=date.fromisoformat(data["rolled_from"]) if data["rolled_from"] else None,
            provisional=data["provisional"],
            unconfirmed=tuple(date.fromisoformat(day) for day in data["unconfirmed"]),
        )


def count(
    span: Span,
    start: date,
    calendar: Calendar,
    *,
    direction: Direction = Direction.AFTER,
    at: time | None = None,
    cutoff: time | None = None,
    roll: bool = True,
) -> Trace:
    """Count a span from (or back from) a day; the day itself is not counted (Civil Code 2015, article 147).

    ``at`` and ``cutoff`` serve "same day" limits: what happens after the cut-off hour (at 15:00 sharp it is not yet after
    15:00), or on a day off, is due on the next working day. Working-day spans end on a working day. Other spans whose last
    day is a day off roll, when ``roll``: to the next working day (article 148), counting back to the one before.

    Raises:
        SpanError: the date would lie outside the years that a calendar knows (1 to 9999).
    """
    try:
        if span.unit is SpanUnit.SAME_DAY:
            return _same_day(span, start, calendar, at, cutoff)
        if span.unit is SpanUnit.WORKING_DAY:
            return _working_days(span, start, calendar, direction)
        return _calendar_span(span, start, calendar, direction, roll)
    except OverflowError as error:
        raise SpanError(f"{span} kể từ {start:%d/%m/%Y} vượt ra ngoài lịch") from error


def _finish(trace_days: tuple[date, ...], calendar: Calendar) -> tuple[bool, tuple[date, ...]]:
    provisional = any(not calendar.has_year(day.year) for day in trace_days)
    return provisional, tuple(day for day in trace_days if calendar.is_unconfirmed(day))


def _same_day(span: Span, start: date, calendar: Calendar, at: time | None, cutoff: time | None) -> Trace:
    late = cutoff is not None and at is not None and at > cutoff
    shifted = late and calendar.is_working(start)
    due = calendar.next_working(start, inclusive=not shifted)
    skipped = _off_between(start if not shifted else start + ONE_DAY, due, calendar)
    provisional, unconfirmed = _finish((start, due, *[s.on for s in skipped]), calendar)
    return Trace(start, span, Direction.AFTER, due, (due,), skipped, shifted, None, provisional, unconfirmed)


def _off_between(first: date, until: date, calendar: Calendar) -> tuple[Skipped, ...]:
    found = []
    day = first
    while day < until:
        if off := calendar.why_off(day):
            found.append(off)
        day += ONE_DAY
    return tuple(found)


def _working_days(span: Span, start: date, calendar: Calendar, direction: Direction) -> Trace:
    step = ONE_DAY if direction is Direction.AFTER else -ONE_DAY
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = start
    while len(counted) < span.amount:
        day += step
        if off := calendar.why_off(day):
            skipped.append(off)
        else:
            counted.append(day)
    seen = (*counted, *[off.on for off in skipped])
    provisional, unconfirmed = _finish(seen, calendar)
    return Trace(
        start, span, direction, counted[-1], tuple(counted), tuple(skipped),
        provisional=provisional, unconfirmed=unconfirmed,
    )  # fmt: skip


def _calendar_span(span: Span, start: date, calendar: Calendar, direction: Direction, roll: bool) -> Trace:
    sign = 1 if direction is Direction.AFTER else -1
    if span.unit is SpanUnit.DAY:
        end = start + timedelta(days=sign * span.amount)
        counted = tuple(start + timedelta(days=sign * n) for n in range(1, span.amount + 1))
    else:
        end = _add_months(start, sign * span.amount)
        counted = (end,)
    due, rolled_from = end, None
    skipped: tuple[Skipped, ...] = ()
    if roll and not calendar.is_working(end):
        if direction is Direction.AFTER:
            due = calendar.next_working(end)
            skipped = _off_between(end, due, calendar)
        else:
            due = calendar.previous_working(end)
            skipped = _off_between(due + ONE_DAY, end + ONE_DAY, calendar)
        rolled_from = end
    provisional, unconfirmed = _finish((end, due, *[off.on for off in skipped]), calendar)
    return Trace(start, span, direction, due, counted, skipped, False, rolled_from, provisional, unconfirmed)


def _add_months(start: date, amount: int) -> date:
    place = start.year * 12 + start.month - 1 + amount
    year, month = place // 12, place % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


def roll_fixed(day: date, calendar: Calendar, *, rolls: bool) -> date:
    """A date that the document names, moved to the next working day only where the profile says that it rolls."""
    try:
        return calendar.next_working(day) if rolls else day
    except OverflowError:
        return day


def strict_before(day: date) -> date:
    """The last permitted day of "before the day": the day before it."""
    return day - ONE_DAY if day > date.min else day
