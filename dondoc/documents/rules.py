"""Pure decisions about papers: what must be known of them, what a file may be, which tags the entry limit sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dondoc.regulation import Profile, Refusal, Silent, Tag

NUMBER_OPTIONAL = frozenset({"handwritten", "superior_system", "opinion_poll"})
URGENT_MARKS = frozenset({"urgent", "very_urgent", "express"})
EARLIEST = date(1975, 1, 1)


@dataclass(frozen=True)
class PaperInput:
    """What somebody writes about a paper; units and posts are rows of `units`, or None."""

    kind: str
    issued_on: date
    number: str = ""
    symbol: str = ""
    abstract: str = ""
    issued_time: time | None = None
    received_at: datetime | None = None
    issuer: str = ""
    signer: str = ""
    directing_leader: str = ""
    drafter: Any = None
    submitted_by: Any = None
    field: Any = None
    urgency: str = "normal"
    from_superior: bool = False
    other_information: str = ""
    related: tuple[Any, ...] = ()


@dataclass(frozen=True)
class StoredFile:
    """A file that is written and synced under its final name, waiting for the commit that makes it known."""

    name: str
    size: int
    sha256: str
    content_type: str
    stored_as: str
    is_main: bool = False


def refusal_to_enter_secret(law: Profile) -> Refusal:
    """Why a secret paper is not accepted and what to do instead (HUE articles 5 and 6.2).

    A text that is silent about secret papers (reading of DTP) lets nobody enter them either.
    """
    secrecy = law.secrecy
    if isinstance(secrecy, Silent):
        return Refusal("document.secret", {"instead": secrecy.declaration}, None)
    return Refusal("document.secret", {"instead": secrecy.instead}, " ".join(str(c) for c in secrecy.article))


def refusal_to_enter(paper: PaperInput, *, today: date, is_directive: bool) -> Refusal | None:
    """What is missing or impossible on the face of the paper."""
    if paper.issued_on > today:
        return Refusal("document.issued_in_future", {"on": paper.issued_on}, None)
    if paper.issued_on < EARLIEST:
        return Refusal("document.issued_too_long_ago", {"on": paper.issued_on}, None)
    if paper.kind not in NUMBER_OPTIONAL and is_directive and not (paper.number and paper.symbol):
        return Refusal("document.number_missing", {}, "Đ6.k1.a")
    if is_directive and not paper.abstract and paper.kind not in NUMBER_OPTIONAL:
        return Refusal("document.abstract_missing", {}, "Đ6.k1.a")
    return None


def entry_tags(paper: PaperInput, *, tasks: int, units: int) -> frozenset[Tag]:
    """The tags by which the entry limit chooses its case."""
    tags: set[Tag] = set()
    if paper.urgency in URGENT_MARKS:
        tags.add(Tag.URGENT)
    if tasks > 1:
        tags.add(Tag.SEVERAL_TASKS)
    if units > 1:
        tags.add(Tag.SEVERAL_UNITS)
    return frozenset(tags)


def refusal_of_kind(law: Profile, kind: str) -> Refusal | None:
    """Whether the regulation follows documents of the kind; a silent text accepts all."""
    kinds = law.directive_kinds
    if isinstance(kinds, Silent) or kind in kinds.value:
        return None
    return Refusal("document.kind_not_followed", {"kind": kind}, " ".join(str(c) for c in kinds.article))


SIGNATURES: tuple[tuple[str, bytes, frozenset[str]], ...] = (
    ("application/pdf", b"%PDF-", frozenset({".pdf"})),
    ("image/png", b"\x89PNG\r\n\x1a\n", frozenset({".png"})),
    ("image/jpeg", b"\xff\xd8\xff", frozenset({".jpg", ".jpeg"})),
    ("image/tiff", b"II*\x00", frozenset({".tif", ".tiff"})),
    ("image/tiff", b"MM\x00*", frozenset({".tif", ".tiff"})),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
        frozenset({".docx"}),
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK\x03\x04",
        frozenset({".xlsx"}),
    ),
    ("application/zip", b"PK\x03\x04", frozenset({".zip"})),
    ("application/msword", b"\xd0\xcf\x11\xe0", frozenset({".doc"})),
    ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0", frozenset({".xls"})),
)


def content_type_of(name: str, head: bytes) -> str | None:
    """The type that both the ending and the first bytes of the file tell; None when they disagree or are unknown."""
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot >= 0 else ""
    for content_type, magic, endings in SIGNATURES:
        if ending in endings and head.startswith(magic):
            return content_type
    return None
