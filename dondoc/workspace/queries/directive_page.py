"""A directive: what is recorded of it, its files, its tasks as the reader may see them, when it was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document, DocumentRole, Purge
from dondoc.duties.models import Duty, DutyKind
from dondoc.duties.rules import was_in_time
from dondoc.tasks.models import Task
from dondoc.units.models import Actor
from dondoc.urging.queries import Panel, panel
from dondoc.workspace import steps
from dondoc.workspace.queries import whys
from dondoc.workspace.queries.desk import Owed, owed_of
from dondoc.workspace.queries.register import Row, task_rows
from dondoc.workspace.steps import Step


@dataclass(frozen=True)
class Entered:
    """The entry of the directive against its limit (Appendix I)."""

    owed: Owed
    on: date | None
    in_time: bool


@dataclass(frozen=True)
class DirectivePage:
    """The page of a directive."""

    document: Document
    rows: list[Row]
    related: list[Document]
    entered: Entered | None
    purge: Purge | None
    paper_article: str
    urging: Panel
    purge_waits: bool
    steps: list[Step]


def find_directive(actor: Actor, pk: int) -> Document | None:
    """The directive, for those who may read it."""
    papers = Document.objects.visible_to(actor).filter(pk=pk, role=DocumentRole.DIRECTIVE)
    beside = ("edition", "drafter__person", "submitted_by", "field", "entered_by__person")
    papers = papers.select_related(*beside).defer("folded", "edition__sources")
    return papers.prefetch_related("attachments__validation").first()


def page_of(actor: Actor, document: Document, today: date) -> DirectivePage:
    """Everything of the page in a fixed number of queries."""
    tasks = Task.objects.visible_to(actor).filter(document=document).order_by("ordinal", "pk")
    own = actor.register is not None
    purge = document.purges.select_related("asked_by", "confirmed_by").order_by("-pk").first() if own else None
    waits = purge is not None and purge.confirmed_at is None and purge.declined_at is None
    return DirectivePage(
        document=document,
        rows=task_rows(tasks, actor, today),
        related=_related(actor, document),
        entered=_entered(document, today) if own else None,
        purge=purge,
        paper_article=whys.cited(gazette.law(document.edition).cite("paper_particulars")),
        urging=panel(document, actor),
        purge_waits=waits,
        steps=steps.of_directive(actor, document, purge_waits=waits),
    )


def _related(actor: Actor, document: Document) -> list[Document]:
    """Papers that this one names, or that name it, and that the actor may read."""
    pairs = Document.related.through.objects
    near = pairs.filter(from_document=document).values_list("to_document")
    near = near.union(pairs.filter(to_document=document).values_list("from_document"))
    numbers = [row[0] for row in near]  # asked first: as a condition they would be looked for among all papers
    found = Document.objects.visible_to(actor).filter(pk__in=numbers) if numbers else Document.objects.none()
    return list(found.defer("folded").order_by("-issued_on", "-pk")[:50])


def _entered(document: Document, today: date) -> Entered | None:
    """The drafter's duty to enter it, whether it was listed beforehand or arose with the entry."""
    about = Q(matter=document.matter_id) | Q(matter__expected_document__document=document)
    duty = Duty.objects.filter(about, kind=DutyKind.ENTER_DIRECTIVE).order_by("-pk").first()
    if duty is None:
        return None
    whys.set_editions([duty], document.edition)
    on = duty.day_of_doing() or (local_date(duty.closed_at) if duty.closed_at is not None else None)
    return Entered(owed_of(duty, today), on, was_in_time(duty.due_on, on or today))
