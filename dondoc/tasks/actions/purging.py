"""The removal of a secret that slipped in, by the second person (design 1.5): texts go, dates and chains stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from dondoc.documents import actions as documents
from dondoc.documents import permissions as document_permissions
from dondoc.documents.models import Document, Purge
from dondoc.duties import actions as duties
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import fulltext, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Fact, Stage, Task
from dondoc.tasks.purges import Scope, scope_of
from dondoc.units.models import Actor
from dondoc.units.permissions import require

#: What a room above blanks of its own in the transaction of the purge.
Follower = Callable[[Document, datetime], object]
FOLLOWERS: dict[str, Follower] = {}


def follow_purge(name: str, function: Follower) -> None:
    """Let a room above blank what it says about a purged paper, in the same transaction."""
    FOLLOWERS[name] = function


def confirm_purge(*, by: Actor, at: datetime, purge: Purge) -> Purge:
    """Blank what the paper, its tasks, facts, results, duties, journal entries and notices say; remove its files.

    Dates, units, states and the chain of the journal stay, so that counts and proofs hold; rooms above blank theirs in the
    same transaction. Tasks that are still open end: a secret is followed on paper.
    The mails that left and the backups that were made can only be named (`purges.remains_of`).

    Raises:
        Refused: not the head of the Office or a leader; the person who asked; somebody has decided it already.
    """
    with transaction.atomic():
        if purge.document.matter is not None:
            duties.lock(purge.document.matter)
        purge = documents.standing_purge(purge)
        document = purge.document
        require(document_permissions.can_confirm_purge(by, document), "permission.confirm_purge")
        if by.person is None or by.person.pk == purge.asked_by_id:
            raise Refused(Refusal("purge.second_person", {}, None))
        scope = scope_of(document)
        _end_tasks(scope, Act(by, at))
        for paper in scope.papers:
            documents.blank(paper, at=at)
        _blank_texts(scope)
        fulltext.forget_deleted()
        for blank_above in FOLLOWERS.values():
            blank_above(document, at)
        if document.matter is not None:
            duties.blank_reasons(document.matter)
        mails = journal.blank(
            scope.roots, at, matter_ids=scope.matters, urls=scope.urls, entry_ids=scope.spoken, keys=scope.keys
        )
        return documents.settle_purge(purge, by=by, at=at, mails=mails)


def _end_tasks(scope: Scope, act: Act) -> None:
    """Open tasks of a purged directive end without a word: nobody is urged about a blank page."""
    for task in scope.tasks:
        if task.closed_at is not None:
            continue
        for assignment in task.assignments.select_related("unit").exclude(state__in=[rules.DONE, rules.ENDED]):
            assignment.task = task
            writing.append(assignment, "ended", Act(act.by, act.at))
        duties.void_under(task.matter, at=act.at)
        writing.close_if_finished(task)
        writing.refresh_audience(task)


def _blank_texts(scope: Scope) -> None:
    facts = Fact.objects.filter(pk__in=[fact.pk for fact in scope.facts])
    facts.update(text="")
    Stage.objects.filter(task__in=scope.tasks).update(content="")
    for task in Task.objects.select_related("document").filter(pk__in=[task.pk for task in scope.tasks]):
        task.content = task.clause = task.product = task.due_text = task.other_information = ""
        writing.refresh_keys(task)
