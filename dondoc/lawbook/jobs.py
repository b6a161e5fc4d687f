"""What the worker does: apply adoptions on their day; carry a move on, portion after portion, then tell the people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dondoc.clock import local_date
from dondoc.jobs import actions as jobs
from dondoc.jobs import registry
from dondoc.lawbook import actions
from dondoc.lawbook.actions.moving import CARRY_ON
from dondoc.lawbook.models import Adoption, Move

TELL = "lawbook-tell"


def apply_adoptions(at: datetime, dry_run: bool) -> int:
    """A rule of `tick`: what was decided for a day that has come."""
    due = Adoption.objects.filter(applied_at=None, withdrawn_at=None, from_on__lte=local_date(at)).order_by("pk")
    if dry_run:
        return due.count()
    return sum(actions.apply_adoption(at=at, adoption=adoption).applied_at == at for adoption in list(due))


@registry.handler(CARRY_ON)
def carry_on(params: Mapping[str, Any], at: datetime) -> None:
    """A portion; then the next one, then the people. An interrupted portion is begun again."""
    move = actions.carry_on(at=at, number=params["move"])
    if move.finished_at is None:
        jobs.enqueue(CARRY_ON, {"move": move.pk, "after": move.after}, at=at, key=f"{CARRY_ON}:{move.pk}:{move.after}")
    else:
        jobs.enqueue(TELL, {"move": move.pk}, at=at, key=f"{TELL}:{move.pk}")


@registry.handler(TELL)
def tell(params: Mapping[str, Any], at: datetime) -> None:
    """Every date is written: each person is told once."""
    actions.tell(at=at, move=Move.objects.select_related("edition").get(pk=params["move"]))
