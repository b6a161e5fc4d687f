"""Fetching and authorising together."""

from __future__ import annotations

from django.http import Http404

from dondoc.tasks.models import Assignment, Task
from dondoc.units.models import Actor


def access_task(actor: Actor, pk: int) -> Task:
    """The task, for those who may see it; for everybody else it does not exist."""
    found = (
        Task.objects.visible_to(actor)
        .select_related("matter", "document__register", "register__office", "edition", "monitor__person", "field")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def access_assignment(actor: Actor, pk: int) -> Assignment:
    """The assignment of a visible task."""
    found = Assignment.objects.select_related("task", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.task = access_task(actor, found.task_id)
    return found
