"""Pure decisions about duties: which date the law gives, and whether a duty was done in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from dondoc.regulation import Profile, Silent, deadline
from dondoc.workdays import Calendar


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


def was_in_time(due_on: date | None, done_on: date) -> bool:
    """Done on or before the date; always where no date is set."""
    return due_on is None or done_on <= due_on
