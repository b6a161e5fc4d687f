"""The verbs of the journal: record, post, seal, blank, mark as read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from dondoc.journal import rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed, Unsealed
from dondoc.journal.stamps import Stamp

BATCH = 500
MAIL_LEASE = timedelta(minutes=15)
MAIL_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class Line:
    """What an entry says, apart from who acted and when."""

    verb: str
    register_id: int
    payload: Mapping[str, object]
    matter_id: int | None = None
    root_id: int | None = None
    cites: str = ""
    occurred_at: datetime | None = None


def record(
    verb: str,
    *,
    register_id: int,
    stamp: Stamp,
    at: datetime,
    payload: Mapping[str, object],
    matter_id: int | None = None,
    root_id: int | None = None,
    cites: str = "",
    occurred_at: datetime | None = None,
) -> Entry:
    """Write an entry in the transaction of the change; sealed later."""
    return record_many([Line(verb, register_id, payload, matter_id, root_id, cites, occurred_at)], stamp=stamp, at=at)[
        0
    ]


def record_many(lines: Iterable[Line], *, stamp: Stamp, at: datetime) -> list[Entry]:
    """Write many entries at once, in the transaction of their changes."""
    entries, payloads = [], []
    for line in lines:
        salt, body = secrets.token_hex(16), rules.plain(line.payload)
        entry = Entry(
            register_id=line.register_id, verb=line.verb, matter_id=line.matter_id, root_id=line.root_id,
            person_id=stamp.person_id, post_id=stamp.post_id, unit_id=stamp.unit_id, on_behalf_id=stamp.on_behalf_id,
            occurred_at=line.occurred_at or at, recorded_at=at, cites=line.cites, digest=rules.digest(salt, body),
        )  # fmt: skip
        entries.append(entry)
        payloads.append(Payload(entry=entry, salt=salt, body=body))
    with transaction.atomic(savepoint=False):  # nobody goes on with a change whose entry could not be written
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        for payload, entry in zip(payloads, entries, strict=True):
            payload.entry = entry  # it has its number now
        Payload.objects.bulk_create(payloads, batch_size=BATCH)
        waiting = [Unsealed(entry=entry, register_id=entry.register_id) for entry in entries]
        Unsealed.objects.bulk_create(waiting, batch_size=BATCH)
    return entries


def post(
    kind: str,
    *,
    recipients: Iterable[int],
    params: Mapping[str, object],
    url: str,
    key: str,
    at: datetime,
    matter_id: int | None = None,
) -> int:
    """Put one notice per recipient into the outbox; the same key is told to the same person once."""
    message = Message(kind, tuple(recipients), params, url, key, matter_id)
    return post_many([message], at=at)


@dataclass(frozen=True)
class Message:
    """What is told to whom: kind and params make the sentence, the key tells it to a person once."""

    kind: str
    recipients: Sequence[int]
    params: Mapping[str, object]
    url: str
    key: str
    matter_id: int | None = None
    held: bool = False


def post_many(messages: Iterable[Message], *, at: datetime) -> int:
    """Put many messages into the outbox at once; says for how many notices it asked. Held ones wait for `release`."""
    rows = [
        Notice(
            recipient_id=person,
            kind=message.kind,
            params=body,
            url=message.url,
            key=message.key[:160],
            matter_id=message.matter_id,
            created_at=at,
            mail_after=at,
            held=message.held,
        )
        for message in messages
        for body in (rules.plain(message.params),)
        for person in dict.fromkeys(message.recipients)
    ]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def release(keys: Iterable[str], *, at: datetime) -> int:
    """Let the held notices with the keys go out; says how many."""
    return Notice.objects.filter(key__in=list(keys), held=True).update(held=False, mail_after=at)


def seal(register_id: int, at: datetime, *, most: int = 5000) -> int:
    """Number and chain the register's committed entries; two sealers at once are one after the other."""
    with transaction.atomic():
        SealHead.objects.get_or_create(register_id=register_id, defaults={"hash": rules.GENESIS})
        head = SealHead.objects.select_for_update().get(register_id=register_id)
        waiting = Entry.objects.filter(unsealed__register_id=register_id).order_by("id")[:most]
        seals = []
        for entry in waiting:
            number = head.number + 1
            value = rules.chain(head.hash, number, facts_of(entry))
            seals.append(
                Seal(
                    entry=entry,
                    register_id=register_id,
                    number=number,
                    previous=head.hash,
                    hash=value,
                    sealed_at=at,
                )
            )
            head.number, head.hash, head.last_entry_id = number, value, entry.pk
        Seal.objects.bulk_create(seals, batch_size=BATCH)
        for start in range(0, len(seals), BATCH):
            numbers = [row.entry_id for row in seals[start : start + BATCH]]
            Unsealed.objects.filter(entry_id__in=numbers).delete()
        head.save()
        return len(seals)


def facts_of(entry: Entry) -> dict[str, object]:
    """What of an entry is chained: everything but its payload, which is there as its digest."""
    names = (
        "pk", "register_id", "verb", "matter_id", "root_id", "person_id", "post_id", "unit_id", "on_behalf_id",
        "cites", "digest",
    )  # fmt: skip
    facts: dict[str, object] = {name: getattr(entry, name) for name in names}
    for name in ("occurred_at", "recorded_at"):
        facts[name] = getattr(entry, name).astimezone(UTC).isoformat()
    return facts


def blank(
    root_ids: Iterable[int],
    at: datetime,
    *,
    matter_ids: Iterable[int] = (),
    urls: Iterable[str] = (),
    entry_ids: Iterable[int] = (),
    keys: Iterable[str] = (),
) -> int:
    """Blank what entries and notices say (a purge): under the roots, about the matters, with the addresses, and single ones.

    Says how many of the notices had left as mails already.
    """
    roots = list(root_ids)
    told = Q(entry__root_id__in=roots) | Q(entry__matter_id__in=list(matter_ids)) | Q(entry__in=list(entry_ids))
    Payload.objects.filter(told).update(body=None, salt="", blanked_at=at)
    notices = Notice.objects.filter(Q(matter_id__in=roots) | Q(url__in=list(urls)) | Q(key__in=list(keys)))
    mailed = notices.exclude(mailed_at=None).count()
    notices.update(params={}, withdrawn_at=at)
    return mailed


def mark_read(recipient_id: int, at: datetime, *, notice_ids: Iterable[int] | None = None) -> int:
    """The person has seen the notices (all of them when none is named)."""
    unread = Notice.objects.filter(recipient_id=recipient_id, read_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=at)


def claim_mail(at: datetime) -> Notice | None:
    """Take the next notice that is to be mailed; of two workers one gets it, and nobody else for the time of the lease."""
    while True:
        found = Notice.objects.waiting().filter(mail_after__lte=at).order_by("mail_after", "id").first()
        if found is None:
            return None
        mine = Notice.objects.waiting().filter(pk=found.pk, mail_after=found.mail_after)
        if mine.update(mail_after=at + MAIL_LEASE, mail_attempts=F("mail_attempts") + 1):
            found.mail_attempts += 1
            return found


def mark_mailed(notice: Notice, at: datetime) -> None:
    """The mail server has taken it."""
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=at)


def mark_unmailed(notice: Notice, why: Unmailed) -> None:
    """It will not be mailed; the application shows it as before."""
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(unmailed=why)


def mail_later(notice: Notice, at: datetime) -> None:
    """The mail server would not take it just now: again later, each time later."""
    pause = min(MAIL_PAUSE * 4 ** min(notice.mail_attempts - 1, 8), LONGEST_PAUSE)
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mail_after=at + pause)


def pause_mail(notice: Notice, at: datetime) -> None:
    """The mail server cannot be reached: everything waits a minute, and the attempt does not count."""
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mail_attempts=F("mail_attempts") - 1)
    again = at + MAIL_PAUSE
    due = Notice.objects.waiting().filter(mail_after__lt=again)
    (due | Notice.objects.waiting().filter(pk=notice.pk)).update(mail_after=again)
