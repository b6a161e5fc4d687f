"""Notices of a person and the journal of a register, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from dondoc.clock import end_of_day
from dondoc.duties.models import Matter
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice, SealHead
from dondoc.workspace import rules
from dondoc.workspace.queries import whys
from dondoc.workspace.queries.people import names_of
from dondoc.workspace.queries.subjects import Subject, subjects_of

PAGE = 50


@dataclass(frozen=True)
class Message:
    """A notice in the reader's language."""

    pk: int
    subject: str
    body: str
    url: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class Messages:
    """A page of notices."""

    messages: list[Message]
    after: str


def notices_of(person_id: int, *, after: str = "", unread: bool = False) -> Messages:
    """Newest first, by the instant at which they were written and their number."""
    found = Notice.objects.filter(recipient_id=person_id)
    if unread:
        found = found.filter(read_at=None)
    key = rules.read_key(after)
    instant = _instant(key.order) if key else None
    if key is not None and instant is not None:
        found = found.filter(Q(created_at__lt=instant) | Q(created_at=instant, pk__lt=key.pk))
    rows = list(found.order_by("-created_at", "-pk")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Messages(
        [_message(row) for row in rows[:PAGE]], str(rules.Key(last.created_at.isoformat(), last.pk)) if last else ""
    )


def _message(row: Notice) -> Message:
    subject, body = sentences.notice(row)
    return Message(
        row.pk, subject, body, row.url if row.withdrawn_at is None else "", row.created_at, row.read_at is not None
    )


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True)
class Done:
    """A line of the journal."""

    at: datetime
    sentence: str
    who: str
    article: str
    subject: Subject | None
    number: int | None


@dataclass(frozen=True)
class JournalPage:
    """A page of the journal and the end of its chain."""

    lines: list[Done]
    after: str
    head_number: int
    head_hash: str


def journal_of(register_id: int, *, may_enter: bool, after: str = "", until: date | None = None) -> JournalPage:
    """Newest first, by the entry's number; who may not enter directives gets no link to the list of those that wait."""
    found = Entry.objects.filter(register_id=register_id).select_related("payload", "seal")
    if until is not None:
        found = found.filter(recorded_at__lt=end_of_day(until))
    key = rules.read_key(after)
    if key is not None:
        found = found.filter(pk__lt=key.pk)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    head = SealHead.objects.filter(register_id=register_id).first()
    return JournalPage(
        lines=_lines(rows[:PAGE], may_enter),
        after=str(rules.Key("", rows[PAGE - 1].pk)) if len(rows) > PAGE else "",
        head_number=head.number if head else 0,
        head_hash=head.hash if head else "",
    )


def _lines(entries: list[Entry], may_enter: bool) -> list[Done]:
    names = names_of(entries)
    about = _subjects(entries)
    if not may_enter:
        waiting = reverse("documents:expected")
        about = {pk: replace(found, url="") if found.url == waiting else found for pk, found in about.items()}
    return [
        Done(
            at=entry.recorded_at,
            sentence=sentences.entry(entry),
            who=names.who(entry),
            article=whys.cited(entry.cites),
            subject=about.get(entry.matter_id or 0),
            number=entry.seal.number if hasattr(entry, "seal") else None,
        )
        for entry in entries
    ]


def _subjects(entries: Iterable[Entry]) -> dict[int, Subject]:
    wanted = {entry.matter_id for entry in entries if entry.matter_id is not None}
    return subjects_of(Matter.objects.filter(pk__in=wanted)) if wanted else {}
