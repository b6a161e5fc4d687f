"""The rows of the intake as they are sent: added, taken away, doubled, filled from a pasted table; without a script too.

The order of the rows is the order in which the page sends them, whatever their numbers: a row that was doubled stands below
its model. `arranged` gives them their numbers anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict

from dondoc.tasks.pasting import DueWords, PastedRow

PREFIX = "t"
Row = dict[str, list[str]]
_NAME = re.compile(rf"^{PREFIX}-(\d{{1,4}})-(\w+)$")
#: A row in which none of these is written is blank: it was opened and left.
_WRITTEN = (
    "content", "units", "coordinating", "clause", "due_on", "due_days", "stages", "product", "due_text", "synthesiser",
    "other_information",
)  # fmt: skip


def rows_of(data: QueryDict) -> list[tuple[str, Row]]:
    """Each row with its number on the page, in the order of the page."""
    found: dict[str, Row] = {}
    for name in data:
        if match := _NAME.match(name):
            found.setdefault(match[1], {})[match[2]] = data.getlist(name)
    return list(found.items())


def is_blank(row: Row) -> bool:
    """Nothing is written in the row."""
    return not any(text.strip() for name in _WRITTEN for text in row.get(name, []))


def arranged(data: QueryDict, rows: Iterable[Row]) -> QueryDict:
    """The same form with these rows, numbered from nought; one blank row where there is none."""
    fresh = QueryDict(mutable=True)
    for name in data:
        if not _NAME.match(name) and not name.startswith(f"{PREFIX}-"):
            fresh.setlist(name, data.getlist(name))
    kept = list(rows) or [{}]
    for number, row in enumerate(kept):
        for name, values in row.items():
            fresh.setlist(f"{PREFIX}-{number}-{name}", values)
    for name, value in (("TOTAL", len(kept)), ("INITIAL", 0), ("MIN_NUM", 1), ("MAX_NUM", 1000)):
        fresh[f"{PREFIX}-{name}_FORMS"] = str(value)
    return fresh


def filled(data: QueryDict) -> QueryDict:
    """The form without the rows that were opened and left; one stays when all are blank."""
    rows = [row for _number, row in rows_of(data)]
    return arranged(data, [row for row in rows if not is_blank(row)] or rows[:1])


def with_one_more(data: QueryDict) -> tuple[QueryDict, int]:
    """A blank row at the end; and its number."""
    rows = [row for _number, row in rows_of(data)]
    return arranged(data, [*rows, {}]), len(rows)


def without(data: QueryDict, number: str) -> tuple[QueryDict, int]:
    """The row with the number is gone; and the number of the one that took its place."""
    rows = rows_of(data)
    place = next((at for at, (name, _row) in enumerate(rows) if name == number), 0)
    kept = [row for name, row in rows if name != number]
    return arranged(data, kept), max(min(place, len(kept) - 1), 0)


def with_double(data: QueryDict, number: str) -> tuple[QueryDict, int]:
    """The row with the number stands twice, one below the other; and the number of the second."""
    rows: list[Row] = []
    place = 0
    for name, row in rows_of(data):
        rows.append(row)
        if name == number:
            place = len(rows)
            rows.append(dict(row))
    return arranged(data, rows), place


def with_pasted(data: QueryDict, pasted: Iterable[PastedRow]) -> tuple[QueryDict, int]:
    """Rows for the pasted lines after those that are filled in; the pasted text is used up; and the first new number."""
    kept = [row for _number, row in rows_of(data) if not is_blank(row)]
    fresh = arranged(data, [*kept, *(_row_of(line) for line in pasted)])
    fresh["pasted"] = ""
    return fresh, len(kept)


def _row_of(line: PastedRow) -> Row:
    due: DueWords = line.due
    written = {
        "content": line.content, "units": line.units, "coordinating": line.coordinating, "due_kind": due.kind,
        "due_on": f"{due.on:%d/%m/%Y}" if due.on else "", "due_days": str(due.amount or ""), "due_unit": due.unit,
        "due_text": due.text, "mode": "auto", "task_class": "must_report",
    }  # fmt: skip
    return {name: [value] for name, value in written.items()}
