"""Which date a regulation's limit gives from an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from dondoc.regulation.citations import Citation
from dondoc.regulation.profile import Profile
from dondoc.regulation.schema import Silent
from dondoc.regulation.terms import Event, Tag
from dondoc.workdays import Calendar, Trace, count


@dataclass(frozen=True)
class Deadline:
    """A legal date: how it was counted, under which article, by which reading."""

    limit: str
    due_on: date
    trace: Trace
    article: tuple[Citation, ...]
    counts_from: Event
    reading: str


def deadline(
    profile: Profile,
    limit: str,
    start: date,
    calendar: Calendar,
    *,
    at: time | None = None,
    tags: Iterable[str] = (),
) -> Deadline | Silent:
    """Count the named limit from the day of its event; a silent topic is returned as its declaration.

    Raises:
        KeyError: no such limit. ValueError: an unknown tag.
    """
    law = profile.limits[limit]
    if isinstance(law, Silent):
        return law
    case = law.case(frozenset(Tag(tag) for tag in tags))
    trace = count(case.span, start, calendar, direction=case.direction, at=at, cutoff=case.cutoff)
    return Deadline(limit, trace.due_on, trace, case.article, case.counts_from, case.reading)
