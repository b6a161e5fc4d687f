"""Pure decisions about papers: what must be known of them, what a file may be, which tags the entry limit sees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dondoc.regulation import Event, Profile, Refusal, Silent, Tag
from dondoc.wording import clean_line, fold

#: Kinds that need no number where the regulation says nothing about it.
NUMBER_OPTIONAL = frozenset({"handwritten", "superior_system", "opinion_poll"})
URGENT_MARKS = frozenset({"urgent", "very_urgent", "express"})
URGENCIES = URGENT_MARKS | {"normal"}
CONCLUSIONS = frozenset({"conclusion", "briefing"})
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
    origin: str = ""
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


def holds_particulars(law: Profile) -> bool:
    """Whether the regulation lets the particulars of a secret paper, of any grade, be held: the room `classified` asks further."""
    secrecy = law.secrecy
    if isinstance(secrecy, Silent):
        return False
    return "metadata_only" in {secrecy.policy, *secrecy.grades.values()} and bool(secrecy.fields)


def refusal_to_enter(
    paper: PaperInput, *, at: datetime, today: date, law: Profile, is_directive: bool
) -> Refusal | None:
    """What is missing or impossible on the face of the paper; ``today`` is the date of the instant ``at`` in Vietnam."""
    if paper.urgency not in URGENCIES:
        return Refusal("document.urgency_unknown", {"urgency": paper.urgency}, None)
    if paper.issued_on > today:
        return Refusal("document.issued_in_future", {"on": paper.issued_on}, None)
    if paper.issued_on < EARLIEST:
        return Refusal("document.issued_too_long_ago", {"on": paper.issued_on}, None)
    if paper.received_at is not None and paper.received_at > at:
        return Refusal("document.received_in_future", {}, None)
    article = law.cite("paper_particulars") or None
    if not is_directive or may_lack_number(law, paper.kind):
        return None
    if not (clean_line(paper.number) and clean_line(paper.symbol)):
        return Refusal("document.number_missing", {}, article)
    return None if clean_line(paper.abstract) else Refusal("document.abstract_missing", {}, article)


def may_lack_number(law: Profile, kind: str) -> bool:
    """Whether a directive of the kind may be entered without number, symbol and abstract (A1)."""
    stated = law.number_optional
    return kind in (NUMBER_OPTIONAL if isinstance(stated, Silent) else stated.value)


def entry_event(paper: PaperInput, law: Profile, tags: Iterable[Tag]) -> str:
    """Whether the entry limit counts from the issue of the paper or, where the law says so and it is known, its receipt."""
    limit = law.limit("entry")
    received = not isinstance(limit, Silent) and limit.case(frozenset(tags)).counts_from is Event.DOCUMENT_RECEIVED
    return "received" if received and paper.received_at is not None else "issued"


def drafted_by_unit(paper: PaperInput, register: Any) -> bool:
    """Whether a unit submitted the paper for issue; the Office and the authority itself are none (HCM 3.2)."""
    return paper.submitted_by is not None and paper.submitted_by.pk not in {register.office_id, register.keeper_id}


def entry_tags(paper: PaperInput, register: Any, *, tasks: int, units: int) -> frozenset[Tag]:
    """The tags by which the entry limit chooses its case."""
    several = {Tag.SEVERAL_TASKS: tasks > 1, Tag.SEVERAL_UNITS: units > 1}
    return frozenset(tag for tag, has in {**several, **_of_paper(paper, register)}.items() if has)


def corrected_tags(tags: Iterable[str], paper: PaperInput, register: Any) -> frozenset[str]:
    """The tags of an entry duty after the paper was put right."""
    found = _of_paper(paper, register)
    others = frozenset(tags) - {tag.value for tag in found}
    return others | {tag.value for tag, has in found.items() if has}


def _of_paper(paper: PaperInput, register: Any) -> dict[Tag, bool]:
    """What the paper itself says of each tag."""
    return {
        Tag.URGENT: paper.urgency in URGENT_MARKS,
        Tag.EXPRESS: paper.urgency == "express",
        Tag.HANDWRITTEN: paper.kind == "handwritten",
        Tag.CONCLUSION: paper.kind in CONCLUSIONS,
        Tag.SUPERIOR_SOURCE: paper.from_superior or bool(paper.origin),
        Tag.DRAFTED_BY_UNIT: drafted_by_unit(paper, register),
    }


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


_DAY_FORMS = (
    re.compile(r"^(?P<d>\d{1,2})\s*[/.\-\s]\s*(?P<m>\d{1,2})\s*[/.\-\s]\s*(?P<y>\d{4})$"),
    re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})$"),
    re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})$"),
    re.compile(r"^(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})\s+nam\s+(?P<y>\d{4})$"),
)


def read_date(text: str) -> date | None:
    """A day as people write it (25/11/2026, 25.11.2026, 25112026, ngày 25 tháng 11 năm 2026, ISO); None when it is none.

    A year of two figures is refused: 05/09/16 may be three things.
    """
    plain = re.sub(r"^ngay\s+", "", " ".join(fold(text).split()))
    for form in _DAY_FORMS:
        if found := form.match(plain):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def read_time(text: str) -> time | None:
    """An hour as people write it (14:30, 14h30, 14 giờ 30, 14h); None when it is none."""
    found = re.match(r"^(\d{1,2})\s*(?:[:.h]|gio|g)\s*(\d{2})?(?:\s*phut)?(?::\d{2})?$", " ".join(fold(text).split()))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


_URGENCIES = {
    "": "normal", "thuong": "normal", "khan": "urgent", "thuong khan": "very_urgent", "hoa toc": "express",
    "normal": "normal", "urgent": "urgent", "very urgent": "very_urgent", "express": "express",
}  # fmt: skip


def read_urgency(text: str) -> str | None:
    """The mark of urgency that a word names; nothing written is the normal one; None for a word that is none."""
    return _URGENCIES.get(" ".join(fold(text).split()))
