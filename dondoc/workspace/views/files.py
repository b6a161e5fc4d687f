"""The task file and the directive."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.clock import today
from dondoc.tasks.permissions import relation_to
from dondoc.tasks.queries import access_task
from dondoc.units import access
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.queries import directive_page, task_file
from dondoc.workspace.views.entrance import open_to


@require_GET
def task(request: ActorRequest, pk: int) -> HttpResponse:
    """Everything about a task; ``?unit=`` opens one of many units, ``?history=all`` the whole journal of it."""
    found = access_task(request.actor, pk)
    relation = relation_to(request.actor, found)
    require(access.allows(request.actor.role, relation, access.SEE_TASK), "permission.see_task")
    asked = request.GET.get("unit", "")
    page = task_file.file_of(
        request.actor, found, relation, today(),
        asked=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0,
        whole=request.GET.get("history") == "all",
    )  # fmt: skip
    return render(request, "workspace/task.html", {"file": page, "task": found, "today": today()})


@require_GET
@open_to(permissions.can_see_register, "permission.see_register")
def directive(request: ActorRequest, pk: int) -> HttpResponse:
    """A directive with its tasks as the reader may see them."""
    document = directive_page.find_directive(request.actor, pk)
    if document is None:
        raise Http404
    page = directive_page.page_of(request.actor, document, today())
    return render(request, "workspace/directive.html", {"page": page, "document": document, "today": today()})
