"""Pure decisions of the layout: how numbers, dates and lists are written, and what stands where (Decree 30/2020, Annex I)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dondoc.clock import local
from dondoc.printing.paper import Cell, OfficialPaper, Paragraph, Table

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
GAP = "\u00a0"  # no-break space: room to write something in by hand

# Millimetres and points of Annex I, section I and II.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
SHORT_SIDE, LONG_SIDE = 210, 297
HEAD_SHARE = 0.42  # of the width, for the left column of the heading
FOOT_SHARE = 0.5
URGENCY_WIDTHS = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}

# Characters that no XML file may hold, and those that turn the direction of reading and so hide what is written.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def safe(text: str) -> str:
    """The text in NFC without characters that a file format forbids; tabs are spaces, line breaks stay."""
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNWANTED.sub("", unicodedata.normalize("NFC", unbroken)).replace("\t", " ")


def line(text: str) -> str:
    """The safe text on one line."""
    return " ".join(safe(text).split())


def number(text: str) -> str:
    """A number of a document: below ten with a leading zero; nothing yet leaves room."""
    cleaned = line(text)
    if not cleaned:
        return GAP * 7
    return f"{int(cleaned):02d}" if cleaned.isascii() and cleaned.isdigit() and len(cleaned) == 1 else cleaned


def number_line(paper: OfficialPaper) -> str:
    """``Số: 05/BC-VPUB``."""
    return f"Số: {number(paper.number)}/{line(paper.symbol)}"


def date_words(day: date | None) -> str:
    """``ngày 05 tháng 01 năm 2017``: a leading zero for days below 10 and for months 1 and 2 only."""
    if day is None:
        return f"ngày{GAP * 7}tháng{GAP * 7}năm{GAP * 9}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def shown(cell: Cell) -> str:
    """A cell as a Vietnamese reader expects it: 1.234, 12,5, 05/09/2016."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{local(cell):%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case int() if not isinstance(cell, bool):
            return f"{cell:,}".replace(",", ".")
        case float() | Decimal():
            whole, dot, rest = f"{cell:,}".partition(".")
            return whole.replace(",", ".") + ("," if dot else "") + rest
        case _:
            return safe(str(cell)).strip()


def listed(items: Iterable[str]) -> list[str]:
    """Lines of "Kính gửi" and "Nơi nhận": a dash before, a semicolon after each and a full stop after the last."""
    bare = [line(item).lstrip("-– ").rstrip(";., ") for item in items]
    kept = [item for item in bare if item]
    return [f"- {item}{'.' if place == len(kept) else ';'}" for place, item in enumerate(kept, start=1)]


@dataclass(frozen=True)
class Words:
    """A paragraph that only has to be placed."""

    text: str
    style: str
    kind: str = "words"


@dataclass(frozen=True)
class HeadCell:
    """A cell of the table's header: how many columns and lines it covers."""

    text: str
    columns: int
    lines: int


@dataclass(frozen=True)
class Grid:
    """A table that only has to be placed; widths in millimetres fill the page exactly."""

    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool
    size: int
    kind: str = "grid"


@dataclass(frozen=True)
class Sheet:
    """The finished words of a paper: the writers of Word and PDF only place them."""

    landscape: bool
    width: float
    parent: str
    issuer: str
    number_line: str
    place_line: str
    subject: str
    urgency: str
    urgency_width: int
    title: str
    abstract: str
    addressees: tuple[str, ...]
    blocks: tuple[Words | Grid, ...]
    authority_lines: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    note: str


def compose(paper: OfficialPaper) -> Sheet:
    """Write out everything that the decree prescribes about the words of the paper."""
    width = (LONG_SIDE if paper.landscape else SHORT_SIDE) - LEFT - RIGHT
    title, abstract = line(paper.title).upper(), line(paper.abstract)
    urgency = line(paper.urgency).upper().replace("HOẢ", "HỎA")
    addressees = listed(paper.addressees)
    if len(addressees) == 1:
        addressees = [line(paper.addressees[0])]
    place = line(paper.place)
    return Sheet(
        landscape=paper.landscape, width=width,
        parent=line(paper.parent).upper(), issuer=line(paper.issuer).upper(),
        number_line=number_line(paper), place_line=f"{place}, {date_words(paper.issued_on)}" if place else "",
        subject=_subject(abstract) if not title else "",
        urgency=urgency, urgency_width=URGENCY_WIDTHS.get(urgency, 40),
        title=title, abstract=abstract if title else "",
        addressees=tuple(addressees), blocks=tuple(_blocks(paper.blocks, width)),
        authority_lines=tuple(line(words).upper() for words in paper.authority_lines), signer=line(paper.signer),
        recipients=tuple(listed(paper.recipients)), note=line(paper.note),
    )  # fmt: skip


def _subject(abstract: str) -> str:
    """The abstract of an official letter begins with "V/v"."""
    bare = re.sub(r"^(v/v|về việc)\s+", "", abstract, flags=re.IGNORECASE)
    return f"V/v {bare}" if bare else ""


def _blocks(blocks: Sequence[Paragraph | Table], width: float) -> Iterator[Words | Grid]:
    count = 0
    for place, block in enumerate(blocks, start=1):
        if isinstance(block, Table):
            count = 0
            yield _grid(block, width)
            continue
        count = count + 1 if block.style == "numbered" else 0
        texts = [" ".join(part.split()) for part in safe(block.text).split("\n") if part.strip()]
        for row, text in enumerate(texts, start=1):
            begun = f"{count}. {text}" if count and row == 1 else text
            last = place == len(blocks) and row == len(texts) and block.style in {"body", "numbered"}
            yield Words(ended(begun) if last else begun, block.style)


def ended(text: str) -> str:
    """The last paragraph of a document closes with "./."."""
    return f"{text.removesuffix('./.').rstrip(' .;')}./."


def _grid(table: Table, width: float) -> Grid:
    whole = sum(column.width_mm for column in table.columns)
    return Grid(
        widths=tuple(round(column.width_mm * width / whole, 2) for column in table.columns),
        aligns=tuple(column.align for column in table.columns),
        head=tuple(_head(table)),
        rows=tuple(tuple(shown(cell) for cell in row) for row in table.rows),
        total=table.total,
        size=13 if len(table.columns) <= 5 else 12,
    )


def _head(table: Table) -> Iterator[tuple[HeadCell, ...]]:
    titles = [line(column.title) for column in table.columns]
    if not table.groups:
        yield tuple(HeadCell(title, 1, 1) for title in titles)
        return
    above: list[HeadCell] = []
    below: list[HeadCell] = []
    at = 0
    for group, span in table.groups:
        inside = [HeadCell(title, 1, 1) for title in titles[at : at + span]]
        if group:
            above.append(HeadCell(line(group), span, 1))
            below += inside
        else:
            above += [HeadCell(cell.text, 1, 2) for cell in inside]
        at += span
    yield tuple(above)
    yield tuple(below)
