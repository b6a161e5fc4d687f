"""What the worker does for lists that are taken out of the register: read their filter, make them, remove them after a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.jobs import registry
from dondoc.units.models import Actor
from dondoc.workspace import actions
from dondoc.workspace.actions import Chosen
from dondoc.workspace.forms import RegisterFilter
from dondoc.workspace.models import Export


@registry.handler(actions.KIND, apart=True)
def make(params: Mapping[str, Any], at: datetime) -> None:
    """Make the file of an export."""
    actions.make_export(params["export"], at=at, read=read)


def read(by: Actor, address: str, day: date) -> Chosen:
    """The filter of the register's page in an address, as the actor may use it."""
    form = RegisterFilter(QueryDict(address), actor=by, today=day)
    with translation.override("vi"):
        recorded = _said(form)
    return Chosen(form.given(), _said(form), recorded)


def _said(form: RegisterFilter) -> str:
    return form.in_words() or _("mọi nhiệm vụ đang mở")


def sweep(at: datetime, dry_run: bool) -> int:
    """A rule of `tick`: files that were kept for a day go."""
    return Export.objects.old(at).count() if dry_run else actions.sweep(at=at)
