"""What a purge reaches, and what it cannot reach: counts before it, a list of what still holds the text after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.urls import reverse

from dondoc.documents.models import Attachment, Document, DocumentRole, ExpectedDocument, Purge
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.models import Fact, Task
from dondoc.units.models import Person

#: Facts whose words are about a result.
JUDGEMENTS = ("result_accepted", "result_sent_back", "reopened")


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
    entries = Entry.objects.filter(root_id__in=roots) | Entry.objects.filter(matter_id__in=matters)
    notices = Notice.objects.filter(matter_id__in=roots) | Notice.objects.filter(url__in=urls)
    return Scope(papers, tasks, facts, roots, matters, urls, files, entries.count(), notices.count())


@dataclass(frozen=True)
class Remains:
    """What still holds the text and no program can call back: mails that left, backups made between two instants."""

    mails: tuple[tuple[datetime, str, str], ...]
    from_at: datetime
    until_at: datetime


def remains_of(document: Document, purge: Purge | None) -> Remains | None:
    """The mails with their recipients, and the time in which every backup holds the text."""
    if purge is None or purge.confirmed_at is None:
        return None
    scope = scope_of(document)
    notices = Notice.objects.filter(matter_id__in=scope.roots) | Notice.objects.filter(url__in=scope.urls)
    sent = notices.exclude(mailed_at=None).filter(created_at__lte=purge.confirmed_at).order_by("mailed_at", "id")
    people = Person.objects.in_bulk(sent.values_list("recipient_id", flat=True))
    mails = tuple(
        (mail.mailed_at, people[mail.recipient_id].full_name, people[mail.recipient_id].email)
        for mail in sent
        if mail.mailed_at is not None and mail.recipient_id in people and people[mail.recipient_id].email
    )
    return Remains(mails, document.entered_at, purge.confirmed_at)
