"""The technical state of the installation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.clock import now
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.queries import status as states
from dondoc.workspace.views.entrance import open_to


@require_GET
@open_to(permissions.can_see_status, "permission.see_status")
def status(request: ActorRequest) -> HttpResponse:
    """Jobs, sealing, mail, the last tick; nothing of what any task says."""
    return render(request, "workspace/status.html", {"state": states.state_of_the_house(now())})
