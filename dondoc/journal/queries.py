"""Proof and reading: where a chain breaks, and what happened to a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from dondoc.journal import rules
from dondoc.journal.actions import facts_of
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed, Unsealed

TAIL = timedelta(seconds=60)
#: How many of the latest notices are looked through for the last that was mailed: a count of all would read millions.
LATEST = 2000


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
        what = _fault(seal, previous)
        if what:
            found.append(Break(register_id, seal.number, what))
        if what == "altered":
            break
        previous, expected = seal.hash, expected + 1
    else:
        stands = (head.number, head.hash) if head is not None else (0, rules.GENESIS)
        if stands != (expected - 1, previous):
            found.append(Break(register_id, max(stands[0], expected - 1), "head"))
    if Entry.objects.filter(register_id=register_id, seal=None, recorded_at__lt=at - TAIL).exists():
        found.append(Break(register_id, expected, "tail"))
    return found


@dataclass(frozen=True)
class Mark:
    """A place in a register's chain: up to its number the chain held, and its hash was this."""

    number: int = 0
    hash: str = rules.GENESIS


@dataclass(frozen=True)
class Stretch:
    """A part of a chain that was verified: how far it holds, the first break if there is one, whether the end was reached."""

    mark: Mark
    broken: Break | None
    is_end: bool


def verify_from(register_id: int, mark: Mark, *, most: int) -> Stretch:
    """Verify at most so many entries after the mark, so that a long journal is gone through in small parts.

    The parts together find what `verify` finds: who begins at the beginning and goes on from each mark has read the chain.
    """
    head = SealHead.objects.filter(register_id=register_id).first()
    last, end = (head.number, head.hash) if head is not None else (0, rules.GENESIS)
    if mark.number > last:
        return Stretch(mark, Break(register_id, mark.number, "head"), False)
    rest = _seals(register_id, head).filter(number__gt=mark.number, number__lte=last)[:most]
    for seal in rest.iterator(chunk_size=2000):
        what = "missing" if seal.number != mark.number + 1 else _fault(seal, mark.hash)
        if what:
            return Stretch(mark, Break(register_id, mark.number + 1, what), False)
        mark = Mark(seal.number, seal.hash)
        most -= 1
    if mark.number < last and most:
        return Stretch(mark, Break(register_id, mark.number + 1, "missing"), False)
    if mark.number == last and mark.hash != end:
        return Stretch(mark, Break(register_id, last, "head"), False)
    return Stretch(mark, None, mark.number == last)


def _fault(seal: Seal, previous: str) -> str:
    """What is wrong with the entry behind the one with the hash; nothing when it holds."""
    if seal.previous != previous or rules.chain(previous, seal.number, facts_of(seal.entry)) != seal.hash:
        return "altered"
    return "" if _payload_holds(seal.entry) else "payload"


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


@dataclass(frozen=True)
class Lag:
    """How many entries of a register wait for their number in the chain, and since when the oldest does."""

    register_id: int
    count: int
    since: datetime


def unsealed() -> list[Lag]:
    """The lag of each register that has one."""
    found = (
        Unsealed.objects.order_by().values("register_id").annotate(count=Count("pk"), since=Min("entry__recorded_at"))
    )
    return [Lag(row["register_id"], row["count"], row["since"]) for row in found.order_by("register_id")]


def heads() -> dict[int, int]:
    """The number at the end of each register's chain."""
    return dict(SealHead.objects.order_by("register_id").values_list("register_id", "number"))


@dataclass(frozen=True)
class Outbox:
    """What waits to be mailed and since when, and when the server last took a mail (of the latest notices; None: of none)."""

    waiting: int
    since: datetime | None
    mailed_at: datetime | None
    refused: int


def outbox(since: datetime) -> Outbox:
    """The outbox; ``refused`` counts the latest notices since the instant that the mail server would not take."""
    waiting = Notice.objects.waiting().aggregate(waiting=Count("pk"), since=Min("created_at"))
    latest = Notice.objects.filter(pk__in=Notice.objects.order_by("-pk").values("pk")[:LATEST])
    refused = Count("pk", filter=Q(unmailed=Unmailed.REFUSED, created_at__gte=since))
    return Outbox(**waiting, **latest.aggregate(mailed_at=Max("mailed_at"), refused=refused))
