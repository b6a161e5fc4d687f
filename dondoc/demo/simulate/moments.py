"""An instant in every form that rows ask for, made once per act."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.clock import local_date
from dondoc.demo.simulate.wire import Wire


class Moment:
    """An instant: as the database, as JSON and as the calendar write it."""

    __slots__ = ("at", "day", "day_text", "iso", "text")

    def __init__(self, at: datetime, wire: Wire) -> None:
        self.at = at
        self.text = wire.instant(at)
        self.iso = at.isoformat()
        self.day = local_date(at)
        self.day_text = self.day.isoformat()


def text_of(day: date | None) -> str | None:
    """A date as the database and JSON write it."""
    return None if day is None else day.isoformat()
