"""Who decides about waves; the docstring of the function is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.waves.models import Wave


def can_decide(actor: Actor, wave: Wave) -> bool:
    """The head and the officers of the Office that keeps the register."""
    own = actor.is_office and actor.register is not None and actor.register.pk == wave.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.DECIDE_WAVE)
