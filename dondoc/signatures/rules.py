"""Pure decisions about signatures: what the answer of a check may say, what follows from it, what a fingerprint proves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dondoc.clock import ZONE
from dondoc.wording import clean_line

#: What follows for the reader, the worst first.
BROKEN, CHANGED, UNREADABLE, UNTRUSTED, GOOD = "broken", "changed", "unreadable", "untrusted", "good"
VERDICTS = (BROKEN, CHANGED, UNREADABLE, UNTRUSTED, GOOD)
#: Why a file could not be looked at. Each is the end of the matter: looking again would find the same.
NOT_A_PDF, LIMITS, TOO_LARGE, GONE = "not_a_pdf", "limits", "too_large", "gone"
REASONS = (NOT_A_PDF, LIMITS, TOO_LARGE, GONE)
#: Of the SHA-256 of a certificate, how many characters a person types.
TYPED = 8
LONGEST = 300
COVERAGES = frozenset({"ENTIRE_FILE", "ENTIRE_REVISION", "CONTIGUOUS_BLOCK_FROM_START", "UNCLEAR"})
LEVELS = frozenset({"NONE", "LTA_UPDATES", "FORM_FILLING", "ANNOTATIONS", "OTHER"})
HARMLESS = frozenset({"NONE", "LTA_UPDATES", "FORM_FILLING"})
_TEXTS = (
    "field", "signer", "organisation", "issuer", "serial", "digest", "chain_problem", "anchor", "anchor_name", "scheme",
    "problem",
)  # fmt: skip
_TRUTHS = ("is_timestamp", "intact", "valid", "trusted", "bottom_line", "timestamp_trusted")
_INSTANTS = ("claimed_signing_time", "timestamp", "valid_from", "valid_until")


@dataclass(frozen=True)
class Signature:
    """What a check found of one signature; the names are those of pyHanko where it has one.

    ``bottom_line`` is true only when everything holds. ``anchor`` is the SHA-256 of the certificate where the chain ends;
    what that is called, and of which scheme it is, is told by whoever keeps it. ``problem`` is the class of the error when the
    signature could not be read at all.
    """

    field: str = ""
    is_timestamp: bool = False
    intact: bool = False
    valid: bool = False
    trusted: bool = False
    bottom_line: bool = False
    coverage: str = ""
    modification_level: str = ""
    claimed_signing_time: datetime | None = None
    timestamp: datetime | None = None
    timestamp_trusted: bool = False
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    digest: str = ""
    chain_problem: str = ""
    anchor: str = ""
    anchor_name: str = ""
    scheme: str = ""
    problem: str = ""

    @property
    def verdict(self) -> str:
        """The one word for it; broken before changed before untrusted, so that nothing good hides something bad."""
        if self.problem:
            return UNREADABLE
        if not (self.intact and self.valid):
            return BROKEN
        if self.is_changed:
            return CHANGED
        if not self.trusted:
            return UNTRUSTED
        return GOOD if self.bottom_line else CHANGED

    @property
    def is_changed(self) -> bool:
        """What is shown now is not what was signed, or nobody can tell that it is."""
        return self.modification_level not in HARMLESS or self.coverage not in {"ENTIRE_FILE", "ENTIRE_REVISION"}

    @property
    def has_trusted_chain(self) -> bool:
        """Whether the certificate leads to an anchor: a question apart from what became of the content."""
        return bool(self.anchor) and not self.chain_problem

    @property
    def at(self) -> datetime | None:
        """When it was signed: by a time stamp that is trusted, else as the signer claims."""
        return self.timestamp if self.has_proven_time else self.claimed_signing_time or self.timestamp

    @property
    def has_proven_time(self) -> bool:
        """Whether a trusted time stamp says when; everything else is a claim of the signer's own computer."""
        return self.timestamp is not None and self.timestamp_trusted


@dataclass(frozen=True)
class Report:
    """The signatures of a file in their order, and how many more there are that were not looked at; or why none was."""

    signatures: tuple[Signature, ...] = ()
    more: int = 0
    reason: str = ""

    @property
    def verdict(self) -> str:
        """The worst of the verdicts; empty without a signature."""
        found = {signature.verdict for signature in self.signatures}
        return next((verdict for verdict in VERDICTS if verdict in found), "")


def report_of(answer: object) -> Report:
    """Read the answer of the process that looked at a file; whatever it says, it becomes these texts and truths, no more.

    Raises:
        ValueError: it is no answer of that process.
    """
    if not isinstance(answer, Mapping):
        raise ValueError("no object")
    if answer.get("unreadable"):
        return Report(reason=NOT_A_PDF)
    found, more = answer.get("signatures"), answer.get("more", 0)
    if not isinstance(found, Sequence) or isinstance(found, str) or not isinstance(more, int):
        raise ValueError("no list of signatures")
    return Report(tuple(signature_of(one) for one in found), max(more, 0))


def signature_of(told: object) -> Signature:
    """One signature as it was told or kept."""
    if not isinstance(told, Mapping):
        raise ValueError("no signature")
    given: dict[str, Any] = {name: clean_line(str(told.get(name) or ""))[:LONGEST] for name in _TEXTS}
    given |= {name: told.get(name) is True for name in _TRUTHS}
    given |= {name: _instant(told.get(name)) for name in _INSTANTS}
    for name, known in (("coverage", COVERAGES), ("modification_level", LEVELS)):
        given[name] = told.get(name) if told.get(name) in known else ""
    return Signature(**given)


def kept(signature: Signature) -> dict[str, object]:
    """The signature as it is kept: texts, truths, instants in ISO 8601."""
    values: dict[str, object] = {name: getattr(signature, name) for name in (*_TEXTS, *_TRUTHS)}
    values |= {"coverage": signature.coverage, "modification_level": signature.modification_level}
    for name in _INSTANTS:
        at: datetime | None = getattr(signature, name)
        values[name] = at.isoformat() if at is not None else None
    return values


def named(report: Report, known: Mapping[str, tuple[str, str]]) -> Report:
    """The report with name and scheme of each anchor, by its SHA-256."""
    told = tuple(
        replace(one, anchor_name=known[one.anchor][0], scheme=known[one.anchor][1]) if one.anchor in known else one
        for one in report.signatures
    )
    return replace(report, signatures=told)


def _instant(text: object) -> datetime | None:
    """An instant without a zone is one of the local clock; what is none is left out."""
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at.replace(tzinfo=ZONE) if at is not None and at.tzinfo is None else at


def in_groups(fingerprint: str) -> str:
    """A SHA-256 as authorities print it: pairs of capitals, with colons."""
    return ":".join(fingerprint[place : place + 2].upper() for place in range(0, len(fingerprint), 2))


def confirms(typed: str, fingerprint: str) -> bool:
    """Whether what was typed is the end of the fingerprint: at least eight characters, however they are grouped."""
    plain = re.sub(r"[^0-9a-z]", "", typed.lower())
    return len(plain) >= TYPED and fingerprint.lower().endswith(plain)
