"""What every page knows: the actor, the demo flag, and what upper rooms hand in (navigation, counts)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dondoc.clock import now
from dondoc.ui import drafts

Provider = Callable[[HttpRequest], dict[str, Any]]
providers: list[Provider] = []
#: Rooms hand in what must stand at the top of every page of whoever can do something about it: sentences with addresses.
Alarm = Callable[[HttpRequest, datetime], Iterable[tuple[object, str]]]
alarms: list[Alarm] = []


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    context: dict[str, Any] = {
        "demo": settings.DEMO, "draft_owner": drafts.owner_of(request),
        "actor": getattr(request, "actor", None), "can_mail": bool(settings.EMAIL_HOST),
    }  # fmt: skip
    for provider in providers:
        context.update(provider(request))
    at = now()
    # Asked when the page comes to them: one that shows the same by itself hands in none, and nothing is asked twice.
    context["alarms"] = lambda: [told for alarm in alarms for told in alarm(request, at)]
    return context
