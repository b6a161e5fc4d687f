"""The dashboard."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.clock import today
from dondoc.reports import queries as reports
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.queries import numbers
from dondoc.workspace.views.entrance import open_to


@require_GET
@open_to(permissions.can_see_report, "permission.see_report")
def dashboard(request: ActorRequest) -> HttpResponse:
    """The numbers of the register today; each opens the list that it counts."""
    register = request.actor.register
    assert register is not None
    day = today()
    context = {
        "today": day,
        "register": register,
        "numbers": numbers.numbers_of(register, day),
        "worst": numbers.worst_units(register, day),
        "grid": reports.grid(register, day),
    }
    return render(request, "workspace/dashboard.html", context)
