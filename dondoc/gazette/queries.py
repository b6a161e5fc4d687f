"""Reading law and calendars from their stored texts; what was parsed once is kept by hash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Max

from dondoc import gazette
from dondoc.gazette.models import CalendarVersion, Edition, LoadAttempt, TextBeside
from dondoc.regulation import Citation, Profile
from dondoc.regulation.addenda import load_texts
from dondoc.regulation.official import sections
from dondoc.workdays import Calendar, Change, DayKind, load_calendar_texts

_laws: dict[str, Profile] = {}


def law(edition: Edition) -> Profile:
    """See `gazette.law`."""
    if edition.hash not in _laws:
        _laws[edition.hash] = load_texts(edition.sources)
    return _laws[edition.hash]


@lru_cache(maxsize=16)
def _calendar(pk: int, version: str) -> Calendar:
    return load_calendar_texts(CalendarVersion.objects.get(pk=pk, version=version).sources)


def calendar(version: CalendarVersion | None = None) -> Calendar:
    """See `gazette.calendar`; without any stored version the calendar knows week-ends only."""
    found = version or current_calendar()
    return _calendar(found.pk, found.version) if found else gazette.WEEK_ENDS_ONLY


def beside(edition: Edition, kind: str) -> Mapping[str, str]:
    """The texts of the kind that are kept beside the edition, the newest; nothing when there are none."""
    newest = TextBeside.objects.filter(edition=edition, kind=kind).order_by("-id").first()
    found: Mapping[str, str] = newest.sources if newest is not None else {}
    return found


@lru_cache(maxsize=16)
def _sections(text: str) -> Mapping[Citation, str]:
    return sections(text)


def official_text(edition: Edition) -> Mapping[Citation, str]:
    """The attached official text by its articles, clauses and points; nothing when the authority attached none."""
    found: dict[Citation, str] = {}
    for text in beside(edition, "official").values():
        found |= _sections(text)
    return found


def latest_attempts() -> list[LoadAttempt]:
    """The latest attempt to load each folder."""
    newest = LoadAttempt.objects.order_by().values("folder").annotate(newest=Max("id")).values("newest")
    return list(LoadAttempt.objects.filter(pk__in=newest).select_related("edition").order_by("folder"))


def newest_edition(profile_id: str) -> Edition | None:
    """The edition of the regulation that was loaded last."""
    return Edition.objects.filter(profile_id=profile_id).order_by("-id").first()


def current_calendar() -> CalendarVersion | None:
    """See `gazette.current_calendar`."""
    return CalendarVersion.objects.order_by("-id").defer("sources", "amendments").first()


def days_between(old: Calendar, new: Calendar) -> tuple[date, date] | None:
    """The first and the last day about which two calendars say different things; None when they agree.

    A year that only one of them knows counts as a whole: dates in it were provisional.
    """
    days: list[date] = []
    for number in sorted({*old.years, *new.years}):
        before, after = old.years.get(number), new.years.get(number)
        if before is None or after is None:
            days += [date(number, 1, 1), date(number, 12, 31)]
        elif before != after:
            said = {*before.off, *before.worked, *after.off, *after.worked}
            days += [day for day in said if old.entry(day) != new.entry(day)]
    return (min(days), max(days)) if days else None


def as_change(row: Mapping[str, Any]) -> Change:
    """The change that a row of ``CalendarVersion.amendments`` keeps."""
    return Change(
        date.fromisoformat(row["on"]), DayKind(row["kind"]), row["name"], row["decision"], bool(row["confirmed"])
    )
