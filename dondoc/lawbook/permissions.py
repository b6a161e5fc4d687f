"""Who may do what with regulations; the docstring of each function is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor, Role


def can_see_regulation(actor: Actor) -> bool:
    """A regulation is public: everybody who signs in with a role reads what the system does and why."""
    return actor.role in access.ROLES


def can_load_regulation(actor: Actor) -> bool:
    """The administrator and the head of the Office load editions and attach official texts."""
    if actor.register is None and actor.role != Role.ADMINISTRATOR:
        return False
    return access.allows(actor.role, access.OWN_AUTHORITY, access.LOAD_REGULATION)


def can_adopt_regulation(actor: Actor) -> bool:
    """The head of the Office decides which edition the own register keeps to, and moves its open tasks over."""
    return actor.is_office and access.allows(actor.role, access.OWN_AUTHORITY, access.ADOPT_REGULATION)
