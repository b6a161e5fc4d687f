"""How a pasted table of tasks is read: content, units, coordinating units, deadline in words (pure)."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.documents.rules import read_date
from dondoc.regulation import Refusal
from dondoc.wording import clean_line, clean_text, fold

COLUMNS = ("content", "units", "coordinating", "deadline")
_HEADINGS = {
    "content": ("noi dung", "nhiem vu", "cong viec", "content", "task"),
    "units": ("don vi chu tri", "chu tri", "don vi thuc hien", "don vi", "co quan", "lead unit", "units", "unit"),
    "coordinating": ("phoi hop", "don vi phoi hop", "co quan phoi hop", "coordinating"),
    "deadline": ("thoi han", "thoi gian", "han", "ngay", "deadline", "due"),
}
_MISSING = {
    "content": "paste.content_missing",
    "units": "paste.units_missing",
    "coordinating": "paste.coordinating_missing",
    "deadline": "paste.deadline_missing",
}
_LEADING = re.compile(
    r"^(hoan thanh|bao cao|trinh|xong|truoc het|trong vong|trong thoi han|trong thoi gian|thoi han|han)\s+"
)


@dataclass(frozen=True)
class DueWords:
    """A deadline as its words say it; ``text`` keeps the words, ``understood`` is False where a person must decide."""

    kind: str = "none"
    on: date | None = None
    amount: int | None = None
    unit: str = "wd"
    text: str = ""
    understood: bool = True


@dataclass(frozen=True)
class PastedRow:
    """One line of the table; units as they were written."""

    content: str
    units: str
    coordinating: str
    due: DueWords


def read_table(text: str) -> tuple[list[PastedRow], list[Refusal]]:
    """The rows of a table copied from a spreadsheet, or what is wrong with it, each line named; never half of both.

    The columns are content, units, coordinating units, deadline; a first line of headings may put them in another order
    and may have others beside them. A line with fewer cells than columns is refused: its selection was too narrow.
    """
    lines = [
        (place, [clean_text(cell) for cell in cells])
        for place, cells in enumerate(csv.reader(io.StringIO(text), delimiter="\t"), start=1)
        if any(cell.strip() for cell in cells)
    ]
    if not lines:
        return [], [Refusal("paste.nothing", {}, None)]
    order, missing = _order(lines[0][1])
    if order:
        lines = lines[1:]
        if missing:
            return [], [Refusal(_MISSING[name], {}, None) for name in missing]
    places = order or {name: place for place, name in enumerate(COLUMNS)}
    rows, wrong = [], []
    for place, cells in lines:
        if len(cells) <= max(places.values()):
            least = max(places.values()) + 1
            wrong.append(Refusal("paste.too_narrow", {"line": place, "found": len(cells), "wanted": least}, None))
            continue
        given = {name: cells[column] for name, column in places.items()}
        if not given["content"]:
            wrong.append(Refusal("paste.no_content", {"line": place}, None))
            continue
        units, partners = clean_line(given["units"]), clean_line(given["coordinating"])
        rows.append(PastedRow(given["content"], units, partners, read_due(given["deadline"])))
    return ([], wrong) if wrong else (rows, [])


def _order(cells: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Which column is which, when the line is one of headings; and which is missing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = " ".join(fold(cell).split())
        for name in ("coordinating", "units", "deadline", "content"):
            if name not in found and len(words) <= 40 and words.startswith(_HEADINGS[name]):
                found[name] = place
                break
    if len(found) < 2:
        return {}, []
    return found, [name for name in COLUMNS if name not in found]


def read_due(text: str) -> DueWords:
    """The deadline that the words set: a day, "before" a day, a span from issue, a month or quarter, none."""
    shown = clean_line(text)
    plain = " ".join(fold(shown).split()).rstrip(".;,")
    while stripped := _LEADING.match(plain):
        plain = plain[stripped.end() :]
    if plain in {"", "-", "khong", "khong thoi han", "thuong xuyen", "none"}:
        return DueWords(text=shown)
    if found := re.match(r"^truoc (?:ngay )?(.+)$", plain):
        day = read_date(found[1])
        return DueWords("before", day, text=shown) if day else _unclear(shown)
    if found := re.match(r"^(\d{1,3})\s*(ngay lam viec|ngay|thang|wd|d|m)\b(?: (?:ke|tinh)? ?tu .*)?$", plain):
        unit = {"ngay lam viec": "wd", "wd": "wd", "ngay": "d", "d": "d", "thang": "m", "m": "m"}[found[2]]
        return DueWords("relative", amount=int(found[1]), unit=unit, text=shown)
    day = read_date(re.sub(r"^(cham nhat|den het|den|het)\s+", "", plain)) or _end_of_period(plain)
    return DueWords("by", day, text=shown) if day else _unclear(shown)


def _unclear(text: str) -> DueWords:
    return DueWords("by", text=text, understood=False)


def _end_of_period(plain: str) -> date | None:
    """The last day of "tháng 11/2026", "quý IV/2026", "năm 2026"."""
    if found := re.match(r"^(?:trong |den het |het )?thang (\d{1,2})\s*[/-]\s*(\d{4})$", plain):
        month, year = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year else None
    if found := re.match(r"^(?:trong |den het |het )?quy (iv|i{1,3}|[1-4])\s*[/-]\s*(\d{4})$", plain):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1]) or int(found[1])
        return date(int(found[2]), quarter * 3, monthrange(int(found[2]), quarter * 3)[1]) if int(found[2]) else None
    if found := re.match(r"^(?:trong |den het |het )?nam (\d{4})$", plain):
        return date(int(found[1]), 12, 31) if int(found[1]) else None
    return None
