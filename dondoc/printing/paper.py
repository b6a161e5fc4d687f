"""What a room hands in: a paper with its heading, blocks and foot, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Style = Literal["body", "numbered", "heading", "centre", "italic"]
Align = Literal["left", "center", "right"]
Cell = str | int | float | Decimal | date | None

STYLES = frozenset({"body", "numbered", "heading", "centre", "italic"})
ALIGNS = frozenset({"left", "center", "right"})


@dataclass(frozen=True)
class Paragraph:
    """One or more paragraphs of text (a line break begins a new one).

    ``numbered`` ones that follow each other get "1. ", "2. " … in front: the text carries no number of its own. ``heading``
    is bold, ``centre`` centred, ``italic`` is for legal bases.
    """

    text: str
    style: Style = "body"

    def __post_init__(self) -> None:
        """An unknown style is an error of the program."""
        if self.style not in STYLES:
            raise ValueError(f"paragraph style {self.style!r}: expected one of {', '.join(sorted(STYLES))}")


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in millimetres (widths are scaled to the page), where its cells are set."""

    title: str
    width_mm: float
    align: Align = "left"

    def __post_init__(self) -> None:
        """Widths are positive; an unknown alignment is an error of the program."""
        if self.width_mm <= 0 or self.align not in ALIGNS:
            raise ValueError(f"column {self.title!r}: width {self.width_mm!r}, align {self.align!r}")


@dataclass(frozen=True)
class Table:
    """Rows under columns. The header repeats on every page and no row is split.

    ``groups`` puts a line of (title, span) above the columns; a group without a title leaves its columns one tall header
    cell each. With ``total`` the last row is bold. Numbers and dates are written the Vietnamese way.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()
    total: bool = False

    def __post_init__(self) -> None:
        """Every row has a cell for each column; the groups cover the columns exactly."""
        if not self.columns:
            raise ValueError("a table needs at least one column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row needs {len(self.columns)} cells")
        if self.groups and sum(span for _, span in self.groups) != len(self.columns):
            raise ValueError(f"the groups must span {len(self.columns)} columns")


@dataclass(frozen=True)
class OfficialPaper:
    """A paper in the layout of Decree 30/2020, Annex I.

    Without a ``title`` it is an official letter (công văn): the abstract stands under the number, as "V/v …". A missing
    number or date leaves room to write it in. ``urgency`` is "KHẨN", "THƯỢNG KHẨN" or "HỎA TỐC". ``note`` is a line of
    small print after the signature (where the figures come from).
    """

    parent: str
    issuer: str
    number: str
    symbol: str
    place: str
    issued_on: date | None
    title: str
    abstract: str
    addressees: tuple[str, ...] = ()
    blocks: tuple[Paragraph | Table, ...] = ()
    authority_lines: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    landscape: bool = False
    urgency: str = ""
    note: str = ""
