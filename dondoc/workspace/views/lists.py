"""The register and the search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.clock import today
from dondoc.tasks.search import search as search_tasks
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.forms import RegisterFilter
from dondoc.workspace.queries import register as registers
from dondoc.workspace.views.entrance import open_to
from dondoc.workspace.views.exports import new_token


@require_GET
@open_to(permissions.can_see_register, "permission.see_register")
def register(request: ActorRequest) -> HttpResponse:
    """The tasks that the reader may see, filtered by the address."""
    day = today()
    chosen = RegisterFilter(request.GET, actor=request.actor, today=day)
    given = chosen.given()
    by_unit = given.get("view") == "assignment"
    read = registers.page_of_assignments if by_unit else registers.page_of_tasks
    page = read(request.actor, given, day, after=request.GET.get("after", ""))
    context = {
        "form": chosen,
        "page": page,
        "today": day,
        "by_unit": by_unit,
        "given": given,
        "token": new_token(),
    }
    return render(request, "workspace/register.html", context)


@require_GET
@open_to(permissions.can_see_register, "permission.see_register")
def search(request: ActorRequest) -> HttpResponse:
    """Tasks that hold every word, with or without marks; the document whose number was typed comes first."""
    text = request.GET.get("q", "").strip()
    found = search_tasks(request.actor, text, before=request.GET.get("after"))
    rows = registers.rows_of(found.tasks, request.actor, today())
    context = {"text": text, "found": found, "rows": rows}
    return render(request, "workspace/search.html", context)
