"""Reading: what is trusted now, and how many files still wait to be told about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dondoc.signatures.checker import Trust
from dondoc.signatures.models import Certificate, TrustStore, Validation

MOST_COUNTED = 1000
FORMER = 30


@dataclass(frozen=True)
class Standing:
    """The trust store at a moment: its version, what a check needs of it, name and scheme of each anchor by its SHA-256."""

    version: int
    trust: Trust
    names: dict[str, tuple[str, str]]


def version() -> int:
    """How often the trust store was changed."""
    return TrustStore.objects.values_list("version", flat=True).first() or 0


def trusted() -> QuerySet[Certificate]:
    """The certificates that are in the store."""
    return Certificate.objects.filter(removed_at=None)


def former() -> QuerySet[Certificate]:
    """Those that were removed last, the newest first."""
    removed = Certificate.objects.exclude(removed_at=None).select_related("removed_by")
    return removed.order_by("-removed_at", "-id")[:FORMER]


def standing() -> Standing:
    """The store as it is now; the version is read first, so that a change meanwhile makes the rest outdated and not newer."""
    number, rows = version(), []
    for row in trusted():
        rows.append((row, bytes(row.der)))
    anchors = tuple(der for row, der in rows if row.is_anchor)
    others = tuple(der for row, der in rows if not row.is_anchor)
    names = {row.fingerprint: (row.name, row.scheme) for row, _der in rows if row.is_anchor}
    return Standing(number, Trust(anchors, others), names)


def waiting() -> int:
    """How many files are to be validated, or again; counted up to a thousand."""
    return Validation.objects.due(version()).order_by()[:MOST_COUNTED].count()
