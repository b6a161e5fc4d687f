"""Who may do what with backups; the docstring is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor


def can_keep_backups(actor: Actor) -> bool:
    """The technical administrator alone sees the list, asks for a backup and releases a held outbox; nothing of it is content."""
    relation = access.OWN_AUTHORITY if actor.register is not None else access.STRANGER
    return actor.role in access.ROLES and access.allows(actor.role, relation, access.OPERATE)
