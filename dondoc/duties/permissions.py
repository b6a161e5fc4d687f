"""Who may change the working calendar; the docstring of the function is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor


def can_amend_calendar(actor: Actor) -> bool:
    """The head and the officers of an Office that keeps a register; the calendar is one for all registers."""
    return actor.is_office and access.allows(actor.role, access.OWN_AUTHORITY, access.AMEND_CALENDAR)
