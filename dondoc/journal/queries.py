"""Proof and reading: where a chain breaks, and what happened to a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from dondoc.journal import rules
from dondoc.journal.actions import facts_of
from dondoc.journal.models import Entry, Payload, Seal, SealHead

TAIL = timedelta(seconds=60)


@dataclass(frozen=True)
class Break:
    """Where and how a register's journal does not hold: altered, payload, missing, head, tail."""

    register_id: int
    number: int
    what: str


def verify(register_id: int, *, at: datetime) -> list[Break]:
    """The first break of the chain, altered payloads, missing numbers, a wrong head, an unsealed tail older than a minute.

    What is sealed while it reads is left for the next time.
    """
    found: list[Break] = []
    head = SealHead.objects.filter(register_id=register_id).first()
    previous, expected = rules.GENESIS, 1
    for seal in _seals(register_id, head).iterator(chunk_size=2000):
        if seal.number != expected:
            found.append(Break(register_id, expected, "missing"))
            break
        if seal.previous != previous or rules.chain(previous, seal.number, facts_of(seal.entry)) != seal.hash:
            found.append(Break(register_id, seal.number, "altered"))
            break
        if not _payload_holds(seal.entry):
            found.append(Break(register_id, seal.number, "payload"))
        previous, expected = seal.hash, expected + 1
    else:
        stands = (head.number, head.hash) if head is not None else (0, rules.GENESIS)
        if stands != (expected - 1, previous):
            found.append(Break(register_id, max(stands[0], expected - 1), "head"))
    if Entry.objects.filter(register_id=register_id, seal=None, recorded_at__lt=at - TAIL).exists():
        found.append(Break(register_id, expected, "tail"))
    return found


def _seals(register_id: int, head: SealHead | None) -> QuerySet[Seal]:
    """The seals up to the head, in their order; all of them when the head is gone."""
    seals = Seal.objects.filter(register_id=register_id).order_by("number").select_related("entry__payload")
    return seals if head is None else seals.filter(number__lte=max(head.number, 1))


def _payload_holds(entry: Entry) -> bool:
    """Whether what the entry says is what was said then, or was blanked by a purge."""
    try:
        payload = entry.payload
    except Payload.DoesNotExist:
        return False
    if payload.blanked_at is not None:
        return payload.body is None and payload.salt == ""
    return rules.digest(payload.salt, payload.body) == entry.digest


def number_of(register_id: int, anchor: str) -> int | None:
    """The number at which the register's chain had the hash (of a backup, of a sent report); None when it never had it."""
    return Seal.objects.filter(register_id=register_id, hash=anchor).values_list("number", flat=True).first()


def registers() -> list[int]:
    """Every register that has entries."""
    return sorted(Entry.objects.order_by().values_list("register_id", flat=True).distinct())


def head_hash(register_id: int) -> str:
    """The hash at the end of the register's chain: the anchor of backups and sent reports."""
    head = SealHead.objects.filter(register_id=register_id).first()
    return head.hash if head else rules.GENESIS


def history(*, matter_id: int | None = None, root_id: int | None = None) -> QuerySet[Entry]:
    """Entries about a matter or about everything under a root, oldest first."""
    entries = Entry.objects.select_related("payload").order_by("id")
    if matter_id is not None:
        entries = entries.filter(matter_id=matter_id)
    if root_id is not None:
        entries = entries.filter(root_id=root_id)
    return entries
