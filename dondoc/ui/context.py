"""What every page knows: the actor, the demo flag, and what upper rooms hand in (navigation, counts)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Provider = Callable[[HttpRequest], dict[str, Any]]
providers: list[Provider] = []


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    context: dict[str, Any] = {
        "demo": settings.DEMO, "actor": getattr(request, "actor", None), "can_mail": bool(settings.EMAIL_HOST),
    }  # fmt: skip
    for provider in providers:
        context.update(provider(request))
    return context
