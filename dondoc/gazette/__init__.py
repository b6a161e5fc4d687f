"""Editions of regulations and calendar days as stored, immutable rows; code reads law only through here.

Purpose: a directive, a task and a duty say under which edition they arose, a duty also under which version of the calendar it was
counted. Editions and versions are written once; a change is a new one. What the Office changed in the calendar is kept as changes
and put over the yearly files of every later release. Words: edition (bản quy chế đã nạp), calendar version (bản lịch làm việc),
amendment (sửa lịch).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dondoc.workdays import Calendar

if TYPE_CHECKING:
    from dondoc.gazette.models import CalendarVersion, Edition
    from dondoc.regulation import Profile

#: The calendar of an installation that has loaded none.
WEEK_ENDS_ONLY = Calendar("vn", "", {})


def law(edition: Edition) -> Profile:
    """The law of an edition, read from the text that was stored with it."""
    from dondoc.gazette import queries

    return queries.law(edition)


def calendar(version: CalendarVersion | None = None) -> Calendar:
    """The calendar in a version, by default the newest."""
    from dondoc.gazette import queries

    return queries.calendar(version)


def current_calendar() -> CalendarVersion | None:
    """The newest stored version of the calendar."""
    from dondoc.gazette import queries

    return queries.current_calendar()
