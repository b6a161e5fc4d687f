"""What every page of the administrator says at its top: a held outbox, backups that are missing or old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from dondoc.backups import queries, sentences
from dondoc.backups.permissions import can_keep_backups
from dondoc.units.models import Actor

KNOWN = "backup_health"


def told(request: HttpRequest, at: datetime) -> Iterator[tuple[object, str]]:
    """Each sentence with the address where something can be done about it; nothing for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not can_keep_backups(actor):
        return
    url = reverse("backups:list")
    health = _health(request, at)
    if health.held is not None:
        yield sentences.HELD, url
    for alarm in health.alarms:
        yield sentences.ALARMS[alarm], url


def _health(request: HttpRequest, at: datetime) -> queries.Health:
    """As the page has read it already, else read now."""
    found: queries.Health | None = request.__dict__.get(KNOWN)
    return found or queries.health(at)


def know(request: HttpRequest, health: queries.Health) -> None:
    """The page has read it: the top of the page need not ask again."""
    request.__dict__[KNOWN] = health
