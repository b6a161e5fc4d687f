"""What follows from a regulation: pure answers for the rooms. A silent topic is answered by its declaration, never by a value."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dondoc.regulation.limits import deadline
from dondoc.regulation.profile import Profile
from dondoc.regulation.schema import Band, LadderStep, ReminderLaw, ReportLaw, Silent
from dondoc.regulation.terms import Tag
from dondoc.workdays import Calendar, Direction, Trace, count, roll_fixed, strict_before


def decisive_day(
    profile: Profile, *, completed_on: date, sent_on: date, confirmed_on: date | None = None
) -> date | Silent:
    """The day that decides whether a task was done in time: of the result document, of sending, of the confirmation (C1).

    Until a result is confirmed the day of sending stands in for that of its confirmation.
    """
    law = profile.on_time
    if isinstance(law, Silent):
        return law
    return {"completed_on": completed_on, "sent_at": sent_on, "confirmed_at": confirmed_on or sent_on}[law.value]


def last_day_before(profile: Profile, day: date) -> date | Silent:
    """The last permitted day of "before the day"."""
    law = profile.strict_before
    if isinstance(law, Silent):
        return law
    return strict_before(day) if law.value else day


def fixed_date(profile: Profile, day: date, calendar: Calendar) -> date | Silent:
    """A date that the document names, moved off a day off where the profile reads it so."""
    law = profile.rolls_fixed_dates
    return law if isinstance(law, Silent) else roll_fixed(day, calendar, rolls=law.value)


@dataclass(frozen=True)
class MayExtend:
    """Whether a later due date may be asked for: ``answer`` is yes, late or no; ``why`` is origin, most or late, else empty.

    ``last_on`` is the last day to ask in time, None where the text sets none.
    """

    answer: str
    why: str
    last_on: date | None


def may_extend(
    profile: Profile, *, origin: str, asked_on: date, due_on: date, calendar: Calendar, granted: int = 0
) -> MayExtend | Silent:
    """Whether a unit may ask on the day: not for excluded origins, not more often than permitted, late ones as the text says.

    ``origin`` is one of `terms.ORIGINS`: who set the due date; ``granted`` how often it was moved on request already.
    """
    law = profile.extension
    if isinstance(law, Silent):
        return law
    found = deadline(profile, "extension-ask", due_on, calendar)
    last_on = None if isinstance(found, Silent) else found.due_on
    if origin in law.excluded_origins:
        return MayExtend("no", "origin", last_on)
    if law.most is not None and granted >= law.most:
        return MayExtend("no", "most", last_on)
    if last_on is not None and asked_on > last_on:
        return MayExtend("late" if law.late_request == "flag" else "no", "late", last_on)
    return MayExtend("yes", "", last_on)


def on_silence(profile: Profile, limit: str, tags: Iterable[str] = ()) -> str | Silent:
    """What it means that a limit passes without an answer: ``consent`` or ``nothing``."""
    law = profile.limits[limit]
    return law if isinstance(law, Silent) else law.case(frozenset(map(Tag, tags))).on_silence


@dataclass(frozen=True)
class Reminding:
    """A reminder with the day on which it is due, and how the day was counted."""

    law: ReminderLaw
    on: date
    trace: Trace


def reminders(profile: Profile, due_on: date, calendar: Calendar) -> tuple[Reminding, ...] | Silent:
    """The reminders before a due date, in the order of their days."""
    laws = profile.reminders
    if isinstance(laws, Silent):
        return laws
    found = []
    for law in laws:
        trace = count(law.span, due_on, calendar, direction=Direction.BEFORE)
        found.append(Reminding(law, trace.due_on, trace))
    return tuple(sorted(found, key=lambda each: each.on))


@dataclass(frozen=True)
class Rung:
    """A step of the ladder with the day until which it is to be taken; ``turn`` counts the repetitions of a step from 1."""

    law: LadderStep
    turn: int
    on: date
    trace: Trace


def ladder(profile: Profile, due_on: date, calendar: Calendar) -> tuple[Rung, ...] | Silent:
    """The steps after a due date as they follow when each is taken on its day; a step repeats ``times`` times."""
    laws = profile.ladder
    if isinstance(laws, Silent):
        return laws
    found: list[Rung] = []
    for law in laws:
        for turn in range(1, law.times + 1):
            follows = found and (law.counts_from == "previous_step" or turn > 1)
            trace = count(law.span, found[-1].on if follows else due_on, calendar)
            found.append(Rung(law, turn, trace.due_on, trace))
    return tuple(found)


@dataclass(frozen=True)
class ReportDays:
    """When a report of a period is due: from and to which day, and when its data close; None where the text sets none."""

    first_on: date | None
    last_on: date | None
    closes_on: date | None


def report_days(report: ReportLaw, period_first: date, period_last: date) -> ReportDays:
    """The days of a report for a period with these days: of the month in which it ends, or the last fixed day of the year in it.

    A day that a month lacks is its last one.
    """
    if report.days:
        days = [date.fromisoformat(f"{period_last.year}-{day}") for day in report.days if day != "02-29"]
        inside = [day for day in days if period_first <= day <= period_last]
        last = max(inside, default=None)
    else:
        last = _day_of(period_last, report.last_day)
    return ReportDays(_day_of(period_last, report.first_day), last, _day_of(last or period_last, report.closes_on))


def _day_of(month: date, day: int | None) -> date | None:
    if day is None:
        return None
    return month.replace(day=min(day, months.monthrange(month.year, month.month)[1]))


def report_law(profile: Profile, name: str) -> ReportLaw | Silent:
    """A report of the calendar by its name; raises KeyError for an unknown one."""
    if isinstance(profile.reports, Silent):
        return profile.reports
    found = next((report for report in profile.reports if report.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


def takes(profile: Profile, reason: str) -> bool | Silent:
    """Whether the register takes tasks of a kind that it could exclude: without_due_date, routine, secret."""
    law = profile.excluded
    return law if isinstance(law, Silent) else reason not in law.value


def band(profile: Profile, percent: int) -> Band | Silent:
    """The band of the score in which a percentage lies."""
    laws = profile.bands
    return laws if isinstance(laws, Silent) else next(law for law in laws if percent >= law.least)


def secrecy_of(profile: Profile, grade: str) -> str | Silent:
    """The policy for a grade of secrecy: refuse, metadata_only or paper_ledger."""
    law = profile.secrecy
    return law if isinstance(law, Silent) else law.policy_of(grade)


__all__ = [
    "MayExtend", "Reminding", "ReportDays", "Rung", "band", "decisive_day", "fixed_date", "ladder",
    "last_day_before", "may_extend", "on_silence", "reminders", "report_days", "report_law", "secrecy_of", "takes",
]  # fmt: skip
