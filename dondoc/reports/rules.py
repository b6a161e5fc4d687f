"""The grid of Appendix V as plain values: three states, each within or past its deadline; how addresses name its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.regulation import Refusal
from dondoc.tasks.rules import DONE, IN_PROGRESS, NOT_STARTED, PAST, WITHIN

STATES = (NOT_STARTED, IN_PROGRESS, DONE)
TIMELINESS = (WITHIN, PAST)
#: The cells of a row in the order of the form's columns.
CELLS = tuple((state, timeliness) for state in STATES for timeliness in TIMELINESS)
FORM = "synthesis"

STATE_NAMES = {"chua-thuc-hien": NOT_STARTED, "dang-thuc-hien": IN_PROGRESS, "da-hoan-thanh": DONE}
TIMELINESS_NAMES = {"trong-han": WITHIN, "qua-han": PAST}

# What was recorded after the day of a report and concerns that day.
ANY, LATE, MOVED, REOPENED, ENDED = "any", "late", "moved", "reopened", "ended"
LATER_NAMES = {"tat-ca": ANY, "ghi-nhan-sau": LATE, "doi-thoi-han": MOVED, "mo-lai": REOPENED, "thoi-giao": ENDED}


def name_of(value: str, names: Mapping[str, str]) -> str:
    """How an address names a state, a timeliness or a kind of correction."""
    return next(name for name, known in names.items() if known == value)


@dataclass(frozen=True)
class Cell:
    """One number of the grid."""

    state: str
    timeliness: str
    count: int


@dataclass(frozen=True)
class Row:
    """The six numbers of a unit, or of all units (``unit_id`` None)."""

    unit_id: int | None
    name: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """The numbers with what they count."""
        for (state, timeliness), count in zip(CELLS, self.counts, strict=True):
            yield Cell(state, timeliness, count)

    @property
    def total(self) -> int:
        """All assignments of the row."""
        return sum(self.counts)

    def count(self, state: str | None = None, timeliness: str | None = None) -> int:
        """The sum of the cells of a state, of a timeliness, or of both."""
        return sum(c.count for c in self.cells if state in {None, c.state} and timeliness in {None, c.timeliness})

    @property
    def past(self) -> int:
        """Past the deadline, in any state."""
        return self.count(timeliness=PAST)

    @property
    def done(self) -> int:
        """Done, within or past."""
        return self.count(state=DONE)

    @property
    def bar(self) -> tuple[tuple[str, int], ...]:
        """The segments of a stacked bar: done; open and within; open and past."""
        open_past = self.past - self.count(DONE, PAST)
        return (("done", self.done), ("within", self.total - self.done - open_past), ("past", open_past))


def row_of(unit_id: int | None, name: str, counts: Mapping[tuple[str, str], int]) -> Row:
    """A row from the counted cells; a cell that nothing fell into is zero."""
    return Row(unit_id, name, tuple(counts.get(cell, 0) for cell in CELLS))


def sum_of(rows: Iterable[Row]) -> Row:
    """The bottom line."""
    columns = zip(*(row.counts for row in rows), strict=True)
    return Row(None, "", tuple(sum(column) for column in columns) or (0,) * len(CELLS))


@dataclass(frozen=True)
class Grid:
    """The grid of a register as of the end of a day, and how many directives had been entered by then."""

    rows: tuple[Row, ...]
    total: Row
    documents: int
    as_of: date


def refusal_of_day(day: date, *, today: date) -> Refusal | None:
    """A day that has not begun cannot be reported on."""
    return Refusal("report.day_in_future", {"on": day}, None) if day > today else None
