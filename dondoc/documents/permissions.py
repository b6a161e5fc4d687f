"""Who may do what with papers; the docstring of each function is the rule in words."""

from __future__ import annotations

from dondoc.documents.models import Document
from dondoc.units import access
from dondoc.units.models import Actor


def can_enter(actor: Actor) -> bool:
    """The Office (officers, monitors, head) registers directives in the register of its own authority."""
    return actor.role == "system" or (
        actor.register is not None and access.allows(actor.role, access.OWN_AUTHORITY, access.ENTER_DIRECTIVE)
    )


def can_correct(actor: Actor, document: Document) -> bool:
    """The Office puts wrong particulars right in the register of its own authority."""
    own = actor.register is not None and actor.register.pk == document.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.CORRECT_TASK)


def can_ask_purge(actor: Actor, document: Document) -> bool:
    """Who found a secret in the register of the own authority asks for its removal."""
    own = actor.register is not None and actor.register.pk == document.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.ASK_PURGE)


def can_confirm_purge(actor: Actor, document: Document) -> bool:
    """A second person, the head of the Office or a leader, carries the removal out."""
    own = actor.register is not None and actor.register.pk == document.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.CONFIRM_PURGE)
