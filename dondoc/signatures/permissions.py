"""Who decides what is trusted; the docstring is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor


def can_keep_trust_store(actor: Actor) -> bool:
    """The technical administrator alone sees the trust store, adds to it and removes from it; nothing of it is content."""
    relation = access.OWN_AUTHORITY if actor.register is not None else access.STRANGER
    return actor.role in access.ROLES and access.allows(actor.role, relation, access.OPERATE)
