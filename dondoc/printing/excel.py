"""Excel by xlsxwriter in constant memory: texts stay texts, numbers and dates are real, the header stands still."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from dondoc.clock import local
from dondoc.printing.paper import Cell, Column
from dondoc.printing.rules import line, safe

LONGEST = 32_767  # characters that Excel keeps in a cell
EXACT = 10**15  # beyond it Excel loses digits
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
MM_PER_CHARACTER = 1.9
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "remove_timezone": True,
}  # fmt: skip


def to_xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = "") -> bytes:
    """One sheet: the title, the note if any, the header (frozen, with filters, repeated in print), the rows.

    Rows may be a generator: 50,000 of them need some 30 MB. A row must have a cell for each column.
    """
    made = BytesIO()
    _make(made, title, columns, rows, note, OPTIONS)
    return made.getvalue()


def write_xlsx(
    target: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = ""
) -> None:
    """The same into a file, for lists of any length; what is written in between lies in the file's own folder."""
    _make(str(target), title, columns, rows, note, {**OPTIONS, "tmpdir": str(target.parent)})


def _make(
    target: str | IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], note: str,
    options: dict[str, Any],
) -> None:  # fmt: skip
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Bảng")
        looks = _looks(book)
        _set_up(book, sheet, line(title), columns)
        sheet.write_string(0, 0, line(title)[:LONGEST], looks["title"])
        if note:
            sheet.write_string(1, 0, line(note)[:LONGEST], looks["note"])
        head = 2 if note else 1
        for place, column in enumerate(columns):
            sheet.write_string(head, place, line(column.title), looks["head"])
        last = head
        for last, row in enumerate(rows, start=head + 1):
            for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
                _write(sheet, last, place, cell, looks, column.align)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        sheet.autofilter(head, 0, last, len(columns) - 1)


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    grid = {**base, "border": 1, "text_wrap": True}
    looks = {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "note": book.add_format({**base, "italic": True}),
        "head": book.add_format({**grid, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EDEBE6"}),
    }
    for align in ("left", "center", "right"):
        looks[align] = book.add_format({**grid, "align": align})
        looks[f"{align} date"] = book.add_format({**grid, "align": align, "num_format": "dd/mm/yyyy"})
        looks[f"{align} instant"] = book.add_format({**grid, "align": align, "num_format": "dd/mm/yyyy hh:mm"})
    return looks


def _set_up(book: Any, sheet: Any, title: str, columns: Sequence[Column]) -> None:
    book.set_properties({"title": title[:255], "comments": ""})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(6.0, column.width_mm / MM_PER_CHARACTER))


def _write(sheet: Any, row: int, place: int, cell: Cell, looks: dict[str, Any], align: str) -> None:
    match cell:
        case None | "":
            sheet.write_blank(row, place, None, looks[align])
        case datetime():
            sheet.write_datetime(row, place, local(cell).replace(tzinfo=None), looks[f"{align} instant"])
        case date() if cell >= FIRST_DAY:
            sheet.write_datetime(row, place, cell, looks[f"{align} date"])
        case date():
            sheet.write_string(row, place, f"{cell:%d/%m/%Y}", looks[align])
        case int() | float() | Decimal() if _is_exact(cell):
            sheet.write_number(row, place, cell, looks[align])
        case _:
            sheet.write_string(row, place, _text(str(cell)), looks[align])


def _is_exact(cell: float | Decimal) -> bool:
    return not isinstance(cell, bool) and math.isfinite(cell) and abs(float(cell)) < EXACT


def _text(text: str) -> str:
    """What fits into a cell, cut with a mark that says so."""
    cleaned = safe(text)
    return cleaned if len(cleaned) <= LONGEST else cleaned[: LONGEST - 1] + "…"
