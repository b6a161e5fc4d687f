"""A directive and its open tasks go over to another edition of the regulation; finished tasks keep the one they arose under."""

from __future__ import annotations

from datetime import datetime

from dondoc import gazette
from dondoc.documents.models import Document
from dondoc.gazette.models import Edition
from dondoc.tasks import deadlines, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.correcting import move_duties
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Task
from dondoc.units.models import Actor


def move_to_edition(document: Document, edition: Edition, *, at: datetime, reason: str) -> tuple[int, int]:
    """How many tasks went over, and how many deadlines that changed. Part of `lawbook`'s verb, under the directive's lock.

    A deadline of the form "before D" is read anew; what a directive says plainly no regulation changes.
    """
    Document.objects.filter(pk=document.pk).update(edition=edition)
    tasks = list(
        document.tasks.open()
        .exclude(edition=edition)
        .select_related("matter", "document", "register__office", "register__keeper", "edition", "monitor__person")
        .order_by("pk")
    )
    moved = sum(_move(task, edition, at, reason) for task in tasks)
    return len(tasks), moved


def _move(task: Task, edition: Edition, at: datetime, reason: str) -> bool:
    due_on = deadlines.due_on_under(task.due_kind, task.due_on, gazette.law(task.edition), gazette.law(edition))
    was, task.edition = task.due_on, edition
    if due_on == was or due_on is None:
        task.save(update_fields=["edition"])
        return False
    task.due_on = due_on
    writing.refresh_keys(task)
    act = Act(Actor.system(task.register), at)
    for assignment in task.assignments.select_related("unit").exclude(state__in=[rules.DONE, rules.ENDED]):
        assignment.task = task
        writing.append(assignment, "due_date_moved", act, due_on=due_on, text=reason)
        move_duties(assignment, due_on, at, reason)
    writing.tell_journal(
        "task.due_date_moved", task, act, {"was": was, "due_on": due_on, "reason": reason}, acts="due_date"
    )
    return True
