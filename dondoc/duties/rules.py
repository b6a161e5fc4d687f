"""Pure decisions about duties: which date the law gives, and whether a duty was done in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dondoc.regulation import Profile, Refusal, Silent, deadline
from dondoc.workdays import Calendar, Change, DayKind

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
LONGEST_WORDS = 300


@dataclass(frozen=True)
class Due:
    """A date with what sets it; ``due_on`` is None where the text fixes no number of days."""

    due_on: date | None
    article: str
    reading: str
    span: str
    trace: dict[str, object] | None
    provisional: bool


def due_by_law(
    law: Profile,
    limit: str,
    event_on: date,
    calendar: Calendar,
    *,
    at: time | None = None,
    tags: Iterable[str] = (),
) -> Due:
    """The date that the law's limit gives from the event; a silent limit gives no date and its declaration."""
    found = deadline(law, limit, event_on, calendar, at=at, tags=tuple(tags))
    if isinstance(found, Silent):
        return Due(None, "", found.declaration, "", None, False)
    return Due(
        due_on=found.due_on,
        article=" ".join(str(citation) for citation in found.article),
        reading=found.reading or "",
        span=str(found.trace.span),
        trace=found.trace.as_dict(),
        provisional=found.trace.provisional,
    )


def moved(
    before: date | None, *, at: datetime, reason: str, calendar: int | None = None
) -> dict[str, str | int | None]:
    """What is kept of a date that was moved: the date, when, why, and the calendar version when that was the reason."""
    kept: dict[str, str | int | None] = {
        "due_on": before.isoformat() if before else None,
        "moved_at": at.isoformat(),
        "reason": reason,
    }
    return kept if calendar is None else {**kept, "calendar": calendar}


def was_in_time(due_on: date | None, done_on: date) -> bool:
    """Done on or before the date; always where no date is set."""
    return due_on is None or done_on <= due_on


def refusal_to_amend(changes: Sequence[Change], *, reason: str, now: Calendar, seen: Calendar) -> Refusal | None:
    """What is missing or impossible in changes of the calendar; ``seen`` is the calendar that whoever changes it had before them.

    The rules are those of the yearly files: a day off has a name and a decision, only a week-end can be worked in exchange.
    """
    if not changes:
        return Refusal("calendar.day_missing", {}, None)
    if not reason.strip():
        return Refusal("calendar.reason_missing", {}, None)
    for change in changes:
        at = {"on": change.on}
        if not EARLIEST_YEAR <= change.on.year <= LATEST_YEAR:
            return Refusal("calendar.day_out_of_range", {**at, "first": EARLIEST_YEAR, "last": LATEST_YEAR}, None)
        if now.entry(change.on) != seen.entry(change.on):
            return Refusal("calendar.changed_meanwhile", at, None)
        if change.kind is DayKind.WORKED and change.on.weekday() < 5:
            return Refusal("calendar.not_a_week_end", at, None)
        if change.kind is not DayKind.PLAIN and not change.name.strip():
            return Refusal("calendar.name_missing", at, None)
        if change.kind is not DayKind.PLAIN and not change.decision.strip():
            return Refusal("calendar.decision_missing", at, None)
        if max(len(change.name), len(change.decision), len(reason)) > LONGEST_WORDS:
            return Refusal("calendar.words_too_long", {"most": LONGEST_WORDS}, None)
    return None


def changes_nothing(changes: Sequence[Change], calendar: Calendar) -> bool:
    """Whether the calendar says all of it already: the same form sent twice."""
    if not changes or not all(calendar.has_year(change.on.year) for change in changes):
        return False
    years = [calendar.years[change.on.year] for change in changes]
    return all(year.changed([change]) == year for year, change in zip(years, changes, strict=True))
