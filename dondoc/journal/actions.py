"""The verbs of the journal: record, post, seal, blank, mark as read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from dondoc.journal import rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead
from dondoc.journal.stamps import Stamp


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
    salt, body = secrets.token_hex(16), rules.plain(payload)
    entry = Entry.objects.create(
        register_id=register_id, verb=verb, matter_id=matter_id, root_id=root_id, person_id=stamp.person_id,
        post_id=stamp.post_id, unit_id=stamp.unit_id, on_behalf_id=stamp.on_behalf_id,
        occurred_at=occurred_at or at, recorded_at=at, cites=cites, digest=rules.digest(salt, body),
    )  # fmt: skip
    Payload.objects.create(entry=entry, salt=salt, body=body)
    return entry


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


def post_many(messages: Iterable[Message], *, at: datetime) -> int:
    """Put many messages into the outbox at once; says for how many notices it asked."""
    rows = [
        Notice(
            recipient_id=person,
            kind=message.kind,
            params=body,
            url=message.url,
            key=message.key[:160],
            matter_id=message.matter_id,
            created_at=at,
        )
        for message in messages
        for body in (rules.plain(message.params),)
        for person in dict.fromkeys(message.recipients)
    ]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def seal(register_id: int, at: datetime, *, most: int = 5000) -> int:
    """Number and chain the register's committed entries; two sealers at once are one after the other."""
    with transaction.atomic():
        SealHead.objects.get_or_create(register_id=register_id, defaults={"hash": rules.GENESIS})
        head = SealHead.objects.select_for_update().get(register_id=register_id)
        waiting = Entry.objects.filter(register_id=register_id, seal=None).order_by("id")[:most]
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
        Seal.objects.bulk_create(seals, batch_size=500)
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


def blank(root_ids: Iterable[int], at: datetime) -> int:
    """Blank what entries and notices under the matters say (a purge); says how many mails had left already."""
    roots = list(root_ids)
    Payload.objects.filter(entry__root_id__in=roots).update(body=None, salt="", blanked_at=at)
    notices = Notice.objects.filter(matter_id__in=roots)
    mailed = notices.exclude(mailed_at=None).count()
    notices.update(params={}, withdrawn_at=at)
    return mailed


def mark_read(recipient_id: int, at: datetime, *, notice_ids: Iterable[int] | None = None) -> int:
    """The person has seen the notices (all of them when none is named)."""
    unread = Notice.objects.filter(recipient_id=recipient_id, read_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=at)
