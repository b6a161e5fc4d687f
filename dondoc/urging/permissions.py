"""Who may do what about urging; the table of `units.access` decides, the docstring is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor, Register, Unit
from dondoc.units.permissions import require


def relation_to(actor: Actor, register: Register, unit: Unit) -> str:
    """How the actor stands to the urging of a unit in a register: own authority, the unit itself, or a stranger."""
    if actor.register is not None and actor.register.pk == register.pk:
        return access.OWN_AUTHORITY
    return access.LEAD if unit.pk in actor.unit_ids else access.STRANGER


def may(actor: Actor, register: Register, unit: Unit, verb: str) -> bool:
    """The table's answer; a role that the table does not know (the program itself) takes none of these decisions."""
    return actor.role in access.ROLES and access.allows(actor.role, relation_to(actor, register, unit), verb)


def is_own(actor: Actor, register: Register) -> bool:
    """Whether the register is the actor's own authority's: it sees drafts and dates that the unit does not."""
    return actor.register is not None and actor.register.pk == register.pk


def can_issue(actor: Actor, register: Register, unit: Unit) -> bool:
    """The head of the Office that keeps the register signs notice slips, or withholds them (HUE Appendix II)."""
    return may(actor, register, unit, access.ISSUE_SLIP)


def can_record(actor: Actor, register: Register, unit: Unit) -> bool:
    """The Office and its monitors record how a unit was urged (HUE 8.1e, Appendix I.4)."""
    return may(actor, register, unit, access.RECORD_URGING)


def can_instruct(actor: Actor, register: Register, unit: Unit) -> bool:
    """A leader of the authority gives the instruction (HUE 8.1e)."""
    return may(actor, register, unit, access.INSTRUCT)


def can_see_case(actor: Actor, register: Register, unit: Unit) -> bool:
    """The case before the leader is seen by the authority itself: leaders, Office, inspectors; the unit sees its task file."""
    own = relation_to(actor, register, unit) == access.OWN_AUTHORITY
    return own and may(actor, register, unit, access.SEE_TASK)


def signs_slips(actor: Actor) -> bool:
    """Whether the list of waiting slips is this actor's work."""
    return actor.register is not None and access.allows(actor.role, access.OWN_AUTHORITY, access.ISSUE_SLIP)


def decides_cases(actor: Actor) -> bool:
    """Whether cases come to this actor's desk."""
    return actor.register is not None and access.allows(actor.role, access.OWN_AUTHORITY, access.INSTRUCT)


def require_issue(actor: Actor, register: Register, unit: Unit) -> None:
    """Refuse unless the actor signs slips."""
    require(can_issue(actor, register, unit), "permission.issue_slip")


def require_record(actor: Actor, register: Register, unit: Unit) -> None:
    """Refuse unless the actor records urgings."""
    require(can_record(actor, register, unit), "permission.record_urging")


def require_instruct(actor: Actor, register: Register, unit: Unit) -> None:
    """Refuse unless the actor instructs."""
    require(can_instruct(actor, register, unit), "permission.instruct")
