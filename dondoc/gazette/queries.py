"""Reading law and calendars from their stored texts; what was parsed once is kept by hash."""

from __future__ import annotations

from functools import lru_cache

from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.regulation import Profile, load_profile_texts
from dondoc.workdays import Calendar, load_calendar_texts

_laws: dict[str, Profile] = {}


def law(edition: Edition) -> Profile:
    """See `gazette.law`."""
    if edition.hash not in _laws:
        _laws[edition.hash] = load_profile_texts(edition.sources)
    return _laws[edition.hash]


@lru_cache(maxsize=8)
def _calendar(pk: int, version: str) -> Calendar:
    return load_calendar_texts(CalendarVersion.objects.get(pk=pk, version=version).sources)


def calendar(version: CalendarVersion | None = None) -> Calendar:
    """See `gazette.calendar`; without any stored version the calendar knows week-ends only."""
    found = version or current_calendar()
    return _calendar(found.pk, found.version) if found else Calendar("vn", "", {})


def current_calendar() -> CalendarVersion | None:
    """See `gazette.current_calendar`."""
    return CalendarVersion.objects.order_by("-id").first()
