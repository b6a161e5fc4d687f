"""What the worker does for lists that are taken out of the register: make them, remove them after a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dondoc.jobs import registry
from dondoc.workspace import actions
from dondoc.workspace.models import Export


@registry.handler(actions.KIND, apart=True)
def make(params: Mapping[str, Any], at: datetime) -> None:
    """Make the file of an export."""
    actions.make_export(params["export"], at=at)


def sweep(at: datetime, dry_run: bool) -> int:
    """A rule of `tick`: files that were kept for a day go."""
    return Export.objects.old(at).count() if dry_run else actions.sweep(at=at)
