"""What a purge reaches, and what it cannot reach: counts before it, a list of what still holds the text after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Subquery
from django.urls import reverse

from dondoc.documents.models import Attachment, Document, DocumentRole, ExpectedDocument, Purge
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.models import Fact, Task
from dondoc.units.models import Person

Copies = Callable[[datetime, datetime], Iterable[tuple[datetime, str]]]


def _no_copies(_from_at: datetime, _until_at: datetime) -> Iterable[tuple[datetime, str]]:
    return ()


#: Which archives hold what was entered and purged at the two instants (when made, name): the room of backups assigns it.
copies_between: Copies = _no_copies
#: Facts whose words are about a result.
JUDGEMENTS = ("level_accepted", "result_accepted", "result_sent_back", "reopened")


@dataclass(frozen=True)
class Reach:
    """Entries of the journal and notices (by their keys) in which a room above spoke of a paper that is no directive."""

    entries: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


#: What the rooms above said of a paper alone: a letter or a slip has no matter under which it would be found.
REACHES: dict[str, Callable[[Document], Reach]] = {}


def reach(name: str, function: Callable[[Document], Reach]) -> None:
    """Let a room above name what it said of a paper, so that a purge of the paper alone blanks and lists it."""
    REACHES[name] = function


@dataclass(frozen=True)
class Scope:
    """Papers, tasks and facts whose texts go, and the matters under which the journal spoke of them.

    A directive takes everything under it along; a result only itself, the facts that brought it, what was then written about
    it (accepted, sent back, opened again), and what was said of its task.
    """

    papers: tuple[Document, ...]
    tasks: tuple[Task, ...]
    facts: tuple[Fact, ...]
    roots: tuple[int, ...]
    matters: tuple[int, ...]
    urls: tuple[str, ...]
    spoken: tuple[int, ...]
    keys: tuple[str, ...]
    files: int
    entries: int
    notices: int


def scope_of(document: Document) -> Scope:
    """What the removal of the paper reaches."""
    if document.role == DocumentRole.DIRECTIVE:
        tasks = tuple(document.tasks.select_related("matter", "document", "register", "edition"))
        facts = tuple(Fact.objects.filter(assignment__task__in=tasks))
        papers = (document, *Document.objects.filter(pk__in=[fact.document_id for fact in facts if fact.document_id]))
        # What was told of it while it was only listed as issued lies under a matter of its own.
        listed = ExpectedDocument.objects.filter(document=document).values_list("matter_id", flat=True)
        roots = tuple(root for root in (document.matter_id, *listed) if root is not None)
        return _counted(papers, tasks, facts, roots, (), tuple(_url(task.pk) for task in tasks))
    brought = Fact.objects.filter(document=document)
    judged = Fact.objects.filter(assignment__in=brought.values("assignment"), kind__in=JUDGEMENTS)
    judged = judged.filter(recorded_at__gte=Subquery(brought.order_by("recorded_at").values("recorded_at")[:1]))
    facts = tuple((brought | judged).order_by("recorded_at", "id").select_related("assignment__task"))
    about = {fact.assignment.task for fact in facts}
    matters = tuple(task.matter_id for task in about)
    return _counted((document,), (), facts, (), matters, tuple(_url(task.pk) for task in about))


def _url(task_id: int) -> str:
    return reverse("workspace:task", args=[task_id])


def _counted(
    papers: tuple[Document, ...],
    tasks: tuple[Task, ...],
    facts: tuple[Fact, ...],
    roots: tuple[int, ...],
    matters: tuple[int, ...],
    urls: tuple[str, ...],
) -> Scope:
    files = Attachment.objects.filter(document__in=papers, purged_at=None).count()
    reaches = [named(papers[0]) for named in REACHES.values()]
    spoken = tuple(number for found in reaches for number in found.entries)
    keys = tuple(key for found in reaches for key in found.keys)
    entries = Entry.objects.filter(Q(root_id__in=roots) | Q(matter_id__in=matters) | Q(pk__in=spoken))
    notices = Notice.objects.filter(Q(matter_id__in=roots) | Q(url__in=urls) | Q(key__in=keys))
    return Scope(papers, tasks, facts, roots, matters, urls, spoken, keys, files, entries.count(), notices.count())


@dataclass(frozen=True)
class Remains:
    """What still holds the text and no program can call back: mails that left, backups made between two instants."""

    mails: tuple[tuple[datetime, str, str], ...]
    copies: tuple[tuple[datetime, str], ...]
    from_at: datetime
    until_at: datetime


def remains_of(document: Document, purge: Purge | None) -> Remains | None:
    """The mails with their recipients, and the time in which every backup holds the text."""
    if purge is None or purge.confirmed_at is None:
        return None
    scope = scope_of(document)
    notices = Notice.objects.filter(Q(matter_id__in=scope.roots) | Q(url__in=scope.urls) | Q(key__in=scope.keys))
    sent = notices.exclude(mailed_at=None).filter(created_at__lte=purge.confirmed_at).order_by("mailed_at", "id")
    people = Person.objects.in_bulk(sent.values_list("recipient_id", flat=True))
    mails = tuple(
        (mail.mailed_at, people[mail.recipient_id].full_name, people[mail.recipient_id].email)
        for mail in sent
        if mail.mailed_at is not None and mail.recipient_id in people and people[mail.recipient_id].email
    )
    copies = tuple(copies_between(document.entered_at, purge.confirmed_at))
    return Remains(mails, copies, document.entered_at, purge.confirmed_at)
