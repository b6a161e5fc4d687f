"""Which dates a move of open tasks changes: the preview before it, and who is told after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc import gazette
from dondoc.documents.models import Document, DocumentRole
from dondoc.duties.editions import Moved, under_edition
from dondoc.duties.models import Duty, DutyQuerySet
from dondoc.duties.queries import Holder, in_words
from dondoc.gazette.models import Edition
from dondoc.lawbook.models import Move
from dondoc.lawbook.queries.statements import language
from dondoc.tasks.deadlines import due_on_under
from dondoc.tasks.models import DueKind, Task
from dondoc.units.models import Register

ROWS = 50
#: How many open duties one page looks through before it ends with what it found.
LOOKED_AT = 2000


@dataclass(frozen=True)
class Change:
    """A date that the move changes: of what, whose, about which directive; the old and the new date and article."""

    what: object
    unit: str
    document: Document
    was: date | None
    now: date | None
    article_was: str
    article_now: str
    silence: str


@dataclass(frozen=True)
class Preview:
    """A page of changes; ``after`` leads to the next, ``looked_at`` says how many duties this one went through."""

    directives: int
    tasks: int
    changes: list[Change]
    looked_at: int
    after: str | None


def waiting(register: Register, edition: Edition) -> QuerySet[Document]:
    """Directives of the register under another edition that have an open task or an open duty."""
    task = Task.objects.open().filter(document=OuterRef("pk")).exclude(edition=edition)
    duty = Duty.objects.open().filter(root=OuterRef("matter")).exclude(edition=edition)
    found = Document.objects.filter(register=register, role=DocumentRole.DIRECTIVE, purged_at=None)
    return found.filter(Exists(task) | Q(Exists(duty), ~Q(edition=edition)))


def open_duties(document: Document) -> list[Duty]:
    """Every open duty under the directive, in whatever room it arose, locked until the transaction ends."""
    found = Duty.objects.open().filter(root=document.matter_id).order_by("pk")
    return list(found.select_for_update(of=("self",)).select_related("holder_unit"))


def preview(register: Register, edition: Edition, after: int) -> Preview:
    """The next changes after the duty of the number, in the order of the duties; the same question as the verb asks."""
    directives = waiting(register, edition)
    tasks = Task.objects.open().filter(register=register).exclude(edition=edition)
    duties = _duties(register, edition).filter(pk__gt=after).order_by("pk")
    found = list(duties.select_related("holder_unit")[:LOOKED_AT])
    changed = [moved for moved in under_edition(found, edition) if moved.changes]
    shown = changed[:ROWS]
    papers = _papers(moved.duty.root_id for moved in shown)
    changes = [_change(moved, papers[moved.duty.root_id], edition) for moved in shown if moved.duty.root_id in papers]
    if not after:
        changes = [*_deadlines(register, edition), *changes]
    last = shown[-1].duty.pk if len(changed) > ROWS else found[-1].pk if len(found) == LOOKED_AT else None
    return Preview(directives.count(), tasks.count(), changes, len(found), str(last) if last is not None else None)


def _duties(register: Register, edition: Edition) -> DutyQuerySet:
    directive = Document.objects.filter(matter=OuterRef("root"), role=DocumentRole.DIRECTIVE, purged_at=None)
    return Duty.objects.open().filter(Exists(directive), register=register).exclude(edition=edition).exclude(limit="")


def _papers(roots: Any) -> dict[int, Document]:
    found = Document.objects.filter(matter__in=set(roots)).defer("folded")
    return {document.matter_id: document for document in found if document.matter_id is not None}


def _change(moved: Moved, document: Document, edition: Edition) -> Change:
    duty, due = moved.duty, moved.due
    spoken = language()
    return Change(
        what=duty.get_kind_display(), unit=str(duty.holder_unit), document=document, was=duty.due_on, now=due.due_on,
        article_was=in_words(duty.article, spoken) if duty.article else "",
        article_now=in_words(due.article, spoken) if due.article else "",
        silence="" if due.article else due.reading,
    )  # fmt: skip


def _deadlines(register: Register, edition: Edition) -> list[Change]:
    """Deadlines of the form "before D" that the other regulation reads otherwise; asked only when some edition does."""
    new = gazette.law(edition)
    others = Edition.objects.filter(pk__in=Task.objects.open().filter(register=register).order_by().values("edition"))
    day = date(2000, 1, 15)
    unlike = [row for row in others if due_on_under("before", day, gazette.law(row), new) != day]
    if not unlike:
        return []
    tasks = Task.objects.open().filter(
        register=register, due_kind=DueKind.BEFORE, edition__in=unlike, document__purged_at=None
    )
    editions = {row.pk: row for row in unlike}
    return [
        Change(
            Task._meta.get_field("due_kind").verbose_name, "", task.document, task.due_on,
            due_on_under(task.due_kind, task.due_on, gazette.law(editions[task.edition_id]), new), "", "", "",
        )
        for task in tasks.select_related("document").order_by("pk")[:ROWS]
    ]  # fmt: skip


def holders_of(move: Move) -> Counter[Holder]:
    """The holders of open duties whose date the move changed, with how many of each."""
    found: Counter[Holder] = Counter()
    rows = Duty.objects.open().filter(register=move.register_id, edition=move.edition_id).exclude(earlier=[])
    columns = rows.values_list("holder_unit_id", "holder_post_id", "holder_role", "earlier")
    for unit_id, post_id, role, earlier in columns.iterator(chunk_size=2000):
        if any(kept.get("move") == move.pk for kept in earlier):
            found[Holder(unit_id, post_id, role)] += 1
    return found
