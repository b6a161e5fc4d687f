"""Yearly calendar files: reading them strictly, and writing them anew after a change."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dondoc.workdays.calendars import WEEKEND_NAMES, Calendar, Change, DayOff, WorkedDay, Year

TABLES = ("off", "worked")
DAY_KEYS = ("on", "name", "decision", "confirmed")
HEADING = "# Ngày nghỉ và ngày làm bù năm {year}. confirmed = false: chưa đối chiếu được với văn bản quyết định."


class CalendarError(ValueError):
    """A calendar file is wrong; tells file, line and what is wrong."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line, self.message = file, line, message
        super().__init__(f"{file}:{line}: {message}")


def load_calendar(folder: Path) -> Calendar:
    """Read all yearly files of a folder; raises CalendarError with file and line."""
    return load_calendar_texts(calendar_texts(folder))


def calendar_texts(folder: Path) -> dict[str, str]:
    """The texts of the yearly files of a folder, by file name; raises CalendarError for a file that is no UTF-8 text."""
    texts = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            texts[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CalendarError(path.name, 1, "tệp không phải chữ UTF-8") from error
    return texts


def load_calendar_texts(texts: Mapping[str, str]) -> Calendar:
    """Read yearly files given as texts; the version is the hash of them all."""
    digest = hashlib.sha256()
    years: dict[int, Year] = {}
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
        year = _Reader(name, texts[name]).year()
        years[year.year] = year
    return Calendar("vn", digest.hexdigest()[:12], years)


def changed_texts(texts: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The yearly files after the changes; files of years that are not touched stay as they were written.

    Raises:
        CalendarError: a change that no file may hold (a working day at no week-end, a day without its decision).
    """
    changes, found = tuple(changes), dict(texts)
    calendar = load_calendar_texts(texts)
    for number in sorted({change.on.year for change in changes}):
        name = f"{number}.toml"
        standing = calendar.years.get(number, Year(number))
        changed = standing.changed(changes)
        if changed == standing and name in found:
            continue
        found[name] = year_text(changed)
        _Reader(name, found[name]).year()
    return found


def year_text(year: Year) -> str:
    """A yearly file as it is written: days in their order, each with its decision."""
    parts = [HEADING.format(year=year.year), f"year = {year.year}"]
    tables: tuple[tuple[str, Mapping[date, DayOff | WorkedDay]], ...] = (("off", year.off), ("worked", year.worked))
    for table, days in tables:
        for _on, day in sorted(days.items()):
            parts.append("")
            parts.append(f"[[{table}]]")
            parts.append(f"on = {day.on.isoformat()}")
            parts.append(f"name = {json.dumps(day.name, ensure_ascii=False)}")
            parts.append(f"decision = {json.dumps(day.decision, ensure_ascii=False)}")
            if not day.confirmed:
                parts.append("confirmed = false")
    return "\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Row:
    """A day as the file gives it, and the line at which its table begins."""

    table: str
    line: int
    data: Mapping[str, Any]


class _Reader:
    """Reads one yearly file and knows the line of everything in it: tomllib gives no positions."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.lines = name, text.splitlines()
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else len(self.lines) or 1
            message = f"tệp không đúng cú pháp TOML hoặc ghi một khoá hai lần: {error}"
            raise CalendarError(name, line, message) from error

    def error(self, line: int, message: str) -> CalendarError:
        return CalendarError(self.name, line, message)

    def line(self, key: str, after: int = 1) -> int:
        """The first line at or after ``after`` on which the key stands."""
        for number, text in enumerate(self.lines[after - 1 :], start=after):
            if re.match(rf"\s*(\[\[?\s*)?\"?{re.escape(key)}\"?\s*(\]|=)", text):
                return number
        return after

    def year(self) -> Year:
        number = self.data.get("year")
        if type(number) is not int or not 1 <= number <= 9998:
            raise self.error(self.line("year"), "thiếu “year = …”, ví dụ year = 2026")
        for key in self.data:
            if key not in {"year", *TABLES}:
                raise self.error(self.line(key), f"không hiểu “{key}”; chỉ dùng year, off, worked")
        if self.name != f"{number}.toml":
            raise self.error(self.line("year"), f"tệp {self.name} ghi năm {number}: tên tệp phải là {number}.toml")
        off: dict[date, DayOff] = {}
        worked: dict[date, WorkedDay] = {}
        for row in self.rows():
            day, name, decision, confirmed = self.day(row, number)
            if day in off or day in worked:
                both = (day in off) != (row.table == "off")
                what = "vừa nghỉ vừa làm bù" if both else "ghi hai lần"
                raise self.error(self.line("on", row.line), f"ngày {day:%d/%m/%Y} {what}")
            if row.table == "off":
                off[day] = DayOff(day, name, decision, confirmed)
                continue
            if day.weekday() not in WEEKEND_NAMES:
                message = f"ngày làm bù {day:%d/%m/%Y} không phải Thứ Bảy hay Chủ nhật"
                raise self.error(self.line("on", row.line), message)
            worked[day] = WorkedDay(day, name, decision, confirmed)
        return Year(number, off, worked)

    def rows(self) -> Iterator[_Row]:
        """The days of both tables with the lines of their headers."""
        for table in TABLES:
            given = self.data.get(table, [])
            if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
                raise self.error(self.line(table), f"“{table}” phải là các bảng [[{table}]], mỗi bảng một ngày")
            pattern = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
            headers = [number for number, text in enumerate(self.lines, start=1) if pattern.match(text)]
            for place, row in enumerate(given):
                line = headers[place] if len(headers) == len(given) else self.line(table)
                yield _Row(table, line, row)

    def day(self, row: _Row, year: int) -> tuple[date, str, str, bool]:
        """A day's columns, checked."""
        day = row.data.get("on")
        if type(day) is not date:
            raise self.error(row.line, "mỗi ngày phải có “on” là một ngày, viết như on = 2026-04-30")
        for key in row.data:
            if key not in DAY_KEYS:
                allowed = ", ".join(DAY_KEYS)
                raise self.error(
                    self.line(key, row.line), f"không hiểu “{key}” ở ngày {day:%d/%m/%Y}; chỉ dùng {allowed}"
                )
        if day.year != year:
            raise self.error(self.line("on", row.line), f"ngày {day:%d/%m/%Y} không thuộc năm {year}")
        for key, meaning in (("name", "tên"), ("decision", "văn bản quy định")):
            value = row.data.get(key)
            if not isinstance(value, str) or not value.strip():
                raise self.error(row.line, f"ngày {day:%d/%m/%Y} thiếu {meaning} (“{key}”, chữ trong ngoặc kép)")
        confirmed = row.data.get("confirmed", True)
        if not isinstance(confirmed, bool):
            raise self.error(self.line("confirmed", row.line), "“confirmed” là true hoặc false, không có ngoặc kép")
        return day, row.data["name"], row.data["decision"], confirmed
