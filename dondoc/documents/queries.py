"""Reading papers: twins of what is being entered, papers by number and symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dondoc.documents.models import Document, DocumentRole, ExpectedDocument
from dondoc.documents.rules import PaperInput, read_date
from dondoc.units.models import Actor, Register
from dondoc.wording import clean_line, fold, symbol_key

_DATED = re.compile(r"^(?P<code>.*?)[\s(]+(?:ngày\s+)?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\)?$", re.IGNORECASE)


def twin_of(register: Register, paper: PaperInput) -> Document | None:
    """A directive of the register with the same number, symbol, issuer and year; spelling and accents do not matter."""
    number, symbol = clean_line(paper.number), clean_line(paper.symbol)
    if not (number and symbol):
        return None
    key = symbol_key(f"{number}/{symbol}")[:120]
    same = Document.objects.filter(
        register=register, role=DocumentRole.DIRECTIVE, symbol_key=key, issued_on__year=paper.issued_on.year
    )
    issuer = fold(clean_line(paper.issuer))
    return next((found for found in same if fold(found.issuer) == issuer), None)


def key_of(number: str, symbol: str, issued_on: date) -> tuple[str, date]:
    """What makes two papers of an issuer the same."""
    return symbol_key(clean_line(f"{number}/{symbol}"))[:120], issued_on


def known_among(register: Register, rows: Sequence[tuple[str, str, date, str]]) -> set[tuple[str, date]]:
    """Which of the documents (number, symbol, date, urgency) are listed as expected, or entered as directives, already."""
    keys = {key_of(*row[:3])[0] for row in rows}
    listed = ExpectedDocument.objects.filter(register=register, symbol_key__in=keys)
    entered = Document.objects.filter(register=register, role=DocumentRole.DIRECTIVE, symbol_key__in=keys)
    return {pair for found in (listed, entered) for pair in found.values_list("symbol_key", "issued_on")}


def find_papers(text: str, actor: Actor, *, limit: int = 12) -> list[Document]:
    """Papers that the actor may read whose number and symbol begin like the text, the newest first."""
    key = symbol_key(clean_line(text))
    if not key:
        return []
    found = Document.objects.visible_to(actor).filter(symbol_key__startswith=key, purged_at=None)
    return list(found.order_by("-issued_on", "-id")[:limit])


def papers_named(text: str, actor: Actor) -> tuple[list[Document], list[str]]:
    """The papers that a list of numbers and symbols names, and the pieces that name none or more than one."""
    found: dict[int, Document] = {}
    unknown: list[str] = []
    for piece in (clean_line(part) for part in re.split(r"[;\n]", text)):
        if not piece:
            continue
        dated = _DATED.match(piece)
        code, day = (dated["code"], read_date(dated["day"])) if dated else (piece, None)
        named = Document.objects.visible_to(actor).filter(symbol_key=symbol_key(code)[:120], purged_at=None)
        same = list((named.filter(issued_on=day) if day else named)[:2])
        if len(same) == 1:
            found[same[0].pk] = same[0]
        else:
            unknown.append(piece)
    return list(found.values()), unknown
