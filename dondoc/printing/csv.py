"""CSV as spreadsheets read it: UTF-8 with its mark, dates as ISO writes them, and no text that a spreadsheet would reckon with."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TextIO

from dondoc.clock import local
from dondoc.printing.paper import Cell, Column
from dondoc.printing.rules import line, safe

MARK = "\ufeff"
"""Tells Excel that the file is UTF-8; without it Vietnamese is read as something else."""
FORMULAS = frozenset("=+-@\t\r＝＋－＠")


def write_csv(
    target: TextIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = ""
) -> None:
    """Title, note, header, rows, separated by commas (RFC 4180); the file is open as UTF-8 with ``newline=""``.

    Dates are written as 2016-11-16, which every spreadsheet reads as the same day whatever its country.
    """
    target.write(MARK)
    out = csv.writer(target)
    out.writerow([guarded(line(title))])
    if note:
        out.writerow([guarded(line(note))])
    out.writerow([guarded(line(column.title)) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns")
        out.writerow([_shown(cell) for cell in row])


def guarded(text: str) -> str:
    """The text with an apostrophe before what would make it a formula, behind spaces too."""
    return f"'{text}" if text.lstrip(" \n\u00a0")[:1] in FORMULAS and text.strip() else text


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{local(cell):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case str():
            return guarded(safe(cell))
        case _:
            return str(cell)
