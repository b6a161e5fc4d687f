"""Who looks after the house; the docstring of the function is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor


def can_operate(actor: Actor) -> bool:
    """The technical administrator alone: what is shown and done here is about the machine, never about a task."""
    relation = access.OWN_AUTHORITY if actor.register is not None else access.STRANGER
    return actor.role in access.ROLES and access.allows(actor.role, relation, access.OPERATE)
