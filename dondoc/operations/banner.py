"""What every page of the administrator says at its top when nobody works in the background: no notice could tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from dondoc.jobs import queries as jobs
from dondoc.operations import rules, sentences
from dondoc.operations.permissions import can_operate
from dondoc.units.models import Actor


def told(request: HttpRequest, at: datetime) -> Iterator[tuple[object, str]]:
    """The sentence with the address of the page; nothing for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not can_operate(actor):
        return
    if not jobs.workers(at - rules.UNSEEN.alarm).alive:
        yield sentences.NOBODY_WORKS, f"{reverse('operations:status')}#worker"
