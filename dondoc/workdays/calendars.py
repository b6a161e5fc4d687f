"""Calendars: week-ends, days off and exchanged working days, each with the decision that set it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ONE_DAY = timedelta(days=1)
WEEKEND_NAMES = {5: "Thứ Bảy", 6: "Chủ nhật"}


class CalendarError(ValueError):
    """A calendar file is wrong; tells file, line and what is wrong."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line, self.message = file, line, message
        super().__init__(f"{file}:{line}: {message}")


@dataclass(frozen=True)
class DayOff:
    """A day on which nobody works by decision: holiday, compensatory day, day given in exchange."""

    on: date
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class WorkedDay:
    """A day at a week-end that is worked in exchange for a day off."""

    on: date
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class Skipped:
    """A day that was not counted, and why."""

    on: date
    name: str
    decision: str
    confirmed: bool


@dataclass(frozen=True)
class Year:
    """What one yearly file says."""

    year: int
    off: Mapping[date, DayOff] = field(default_factory=dict)
    worked: Mapping[date, WorkedDay] = field(default_factory=dict)


@dataclass(frozen=True)
class Calendar:
    """A calendar in one version; years without a file know week-ends only."""

    id: str
    version: str
    years: Mapping[int, Year]

    def has_year(self, year: int) -> bool:
        """Whether a file for the year is loaded; dates in other years are provisional."""
        return year in self.years

    def why_off(self, day: date) -> Skipped | None:
        """Why nobody works on the date, or None when it is a working day."""
        year = self.years.get(day.year)
        if year is not None:
            if day in year.worked:
                return None
            if off := year.off.get(day):
                return Skipped(day, off.name, off.decision, off.confirmed)
        if day.weekday() in WEEKEND_NAMES:
            return Skipped(day, WEEKEND_NAMES[day.weekday()], "", True)
        return None

    def is_working(self, day: date) -> bool:
        """Whether the date is a working day."""
        return self.why_off(day) is None

    def is_unconfirmed(self, day: date) -> bool:
        """Whether a day off or an exchange on the date is not yet known for sure."""
        year = self.years.get(day.year)
        if year is None:
            return False
        entry = year.off.get(day) or year.worked.get(day)
        return entry is not None and not entry.confirmed

    def next_working(self, day: date, *, inclusive: bool = True) -> date:
        """The first working day on or after the date (after it when not inclusive)."""
        found = day if inclusive else day + ONE_DAY
        while not self.is_working(found):
            found += ONE_DAY
        return found

    def previous_working(self, day: date, *, inclusive: bool = True) -> date:
        """The last working day on or before the date (before it when not inclusive)."""
        found = day if inclusive else day - ONE_DAY
        while not self.is_working(found):
            found -= ONE_DAY
        return found


def load_calendar(folder: Path) -> Calendar:
    """Read all yearly files of a folder; raises CalendarError with file and line."""
    return load_calendar_texts({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})


def load_calendar_texts(texts: Mapping[str, str]) -> Calendar:
    """Read yearly files given as texts; the version is the hash of them all."""
    digest = hashlib.sha256()
    years: dict[int, Year] = {}
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
        year = _read_year(name, texts[name])
        years[year.year] = year
    return Calendar("vn", digest.hexdigest()[:12], years)


def _line_of(text: str, needle: str, nth: int = 0) -> int:
    hits = [number for number, line in enumerate(text.splitlines(), start=1) if needle in line]
    return hits[min(nth, len(hits) - 1)] if hits else 1


def _read_year(name: str, text: str) -> Year:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CalendarError(name, 1, f"tệp không đúng cú pháp TOML: {error}") from error
    year = data.get("year")
    if not isinstance(year, int):
        raise CalendarError(name, 1, "thiếu “year = …”, ví dụ year = 2026")
    for key in data:
        if key not in {"year", "off", "worked"}:
            raise CalendarError(name, _line_of(text, key), f"không hiểu “{key}”; chỉ dùng year, off, worked")
    off = {row.on: row for row in _read_days(name, text, year, data.get("off", []), DayOff)}
    worked = {row.on: row for row in _read_days(name, text, year, data.get("worked", []), WorkedDay)}
    for day in worked:
        line = _line_of(text, day.isoformat())
        if day in off:
            raise CalendarError(name, line, f"ngày {day:%d/%m/%Y} vừa nghỉ vừa làm bù")
        if day.weekday() not in WEEKEND_NAMES:
            raise CalendarError(name, line, f"ngày làm bù {day:%d/%m/%Y} không phải Thứ Bảy hay Chủ nhật")
    return Year(year, off, worked)


def _read_days(name: str, text: str, year: int, rows: list[dict[str, Any]], kind: type[Any]) -> list[Any]:
    seen: set[date] = set()
    found = []
    for row in rows:
        day = row.get("on")
        if not isinstance(day, date):
            raise CalendarError(name, _line_of(text, "on ="), "mỗi ngày phải có “on = 2026-04-30”")
        line = _line_of(text, day.isoformat())
        if unknown := set(row) - {"on", "name", "decision", "confirmed"}:
            raise CalendarError(name, line, f"không hiểu “{sorted(unknown)[0]}” ở ngày {day:%d/%m/%Y}")
        if day.year != year:
            raise CalendarError(name, line, f"ngày {day:%d/%m/%Y} không thuộc năm {year}")
        if day in seen:
            raise CalendarError(name, _line_of(text, day.isoformat(), 1), f"ngày {day:%d/%m/%Y} ghi hai lần")
        if not row.get("name") or not row.get("decision"):
            raise CalendarError(name, line, f"ngày {day:%d/%m/%Y} thiếu tên hoặc văn bản quy định")
        seen.add(day)
        found.append(kind(day, row["name"], row["decision"], bool(row.get("confirmed", True))))
    return found
