"""The regulation as the system reads it, and the technical state of the installation."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.clock import now
from dondoc.units.queries import book_of
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.queries import regulation as regulations
from dondoc.workspace.queries import status as states
from dondoc.workspace.views.entrance import open_to


@require_GET
@open_to(permissions.can_see_regulation, "permission.see_regulation")
def regulation(request: ActorRequest) -> HttpResponse:
    """Every article with its gist, what answers it, the values and how unclear places are read; what the text leaves open."""
    register = request.actor.register or book_of(request.actor.unit)
    if register is None:
        raise Http404
    return render(request, "workspace/regulation.html", {"page": regulations.page_of(register)})


@require_GET
@open_to(permissions.can_see_status, "permission.see_status")
def status(request: ActorRequest) -> HttpResponse:
    """Jobs, sealing, mail, the last tick; nothing of what any task says."""
    return render(request, "workspace/status.html", {"state": states.state_of_the_house(now())})
