"""Who may come in: a page says which rule of `permissions` opens it, before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpResponse

from dondoc.units.models import Actor
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest

P = ParamSpec("P")
Page = Callable[Concatenate[ActorRequest, P], HttpResponse]


def open_to(allowed: Callable[[Actor], bool], code: str) -> Callable[[Page[P]], Page[P]]:
    """Refuse the page with the code unless the rule allows the actor."""

    def guard(page: Page[P]) -> Page[P]:
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(allowed(request.actor), code)
            return page(request, *args, **kwargs)

        return update_wrapper(guarded, page)

    return guard
