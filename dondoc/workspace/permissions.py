"""Who may open which page: the table of `units.access`; the docstring of each function is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor


def relation_of(actor: Actor) -> str:
    """How the actor's unit stands to the register as a whole: it is its own authority's, it receives tasks, or neither."""
    if actor.register is not None:
        return access.OWN_AUTHORITY
    return access.LEAD if actor.is_unit else access.STRANGER


def may(actor: Actor, verb: str) -> bool:
    """The table's answer for a page that concerns the register as a whole."""
    return actor.role in access.ROLES and access.allows(actor.role, relation_of(actor), verb)


def can_see_register(actor: Actor) -> bool:
    """Leaders, the Office and inspectors see their register; units the tasks they are given; the administrator none."""
    return may(actor, access.SEE_REGISTER)


def can_see_report(actor: Actor) -> bool:
    """Numbers of the whole register are for its authority and for those who inspect it."""
    return may(actor, access.SEE_REPORT)


def can_see_journal(actor: Actor) -> bool:
    """The journal of the register is for its authority and for those who inspect it."""
    return may(actor, access.SEE_JOURNAL)


def can_see_status(actor: Actor) -> bool:
    """The technical state is for the administrator and for those in the Office who run the system."""
    return may(actor, access.SEE_STATUS)


def can_operate(actor: Actor) -> bool:
    """The administrator has a page of their own, which says more and what to do about it."""
    return may(actor, access.OPERATE)


def can_only_see_status(actor: Actor) -> bool:
    """Those of the Office who may look and can mend nothing."""
    return can_see_status(actor) and not can_operate(actor)


def can_see_slips(actor: Actor) -> bool:
    """Notice slips: the authority those of its register, a unit those that it received, nobody without content."""
    return can_see_register(actor)


def can_see_cases(actor: Actor) -> bool:
    """Cases before the leader are for the authority itself and for those who inspect it."""
    return actor.register is not None and may(actor, access.SEE_TASK)


def can_see_regulation(actor: Actor) -> bool:
    """A regulation is public: everybody who signs in with a role reads what the system does and why."""
    return actor.role in access.ROLES
