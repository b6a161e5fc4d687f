"""What every page of the administrator says at its top: a held outbox, backups that are missing or old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from dondoc.backups import queries, sentences
from dondoc.backups.permissions import can_keep_backups
from dondoc.units.models import Actor

#: Set by the page that says all of it itself.
SAID = "backup_alarms_said"


def told(request: HttpRequest, at: datetime) -> Iterator[tuple[object, str]]:
    """Each sentence with the address where something can be done about it; nothing for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not can_keep_backups(actor) or SAID in request.__dict__:
        return
    url = reverse("backups:list")
    health = queries.health(at)
    if health.held is not None:
        yield sentences.HELD, url
    for alarm in health.alarms:
        yield sentences.ALARMS[alarm], url


def said(request: HttpRequest) -> None:
    """The page says all of it itself: its top need not."""
    request.__dict__[SAID] = True
