"""Who may do what with classified papers; the docstring of each function is the rule in words."""

from __future__ import annotations

from dondoc import gazette
from dondoc.classified import rules
from dondoc.classified.models import (
    OVERSEERS,
    ClassifiedPaper,
    ClassifiedVersion,
    Custodian,
)
from dondoc.units import access
from dondoc.units.models import Actor, Post, Register, Role


def holds(register: Register | None) -> bool:
    """Whether the regulation of the register lets particulars of secret papers be held at all."""
    return register is not None and rules.holds_some(gazette.law(register.edition))


def is_custodian(actor: Actor) -> bool:
    """The head of the Office keeps the register's classified papers, and whichever officer is named for it."""
    if actor.register is None or not access.allows(actor.role, access.OWN_AUTHORITY, access.KEEP_CLASSIFIED):
        return False
    if actor.role in OVERSEERS:
        return True
    return Custodian.objects.standing().filter(register=actor.register, post=actor.post).exists()


def can_keep(actor: Actor) -> bool:
    """Custodians register and correct, where the regulation lets anything be held."""
    return holds(actor.register) and is_custodian(actor)


def can_correct(actor: Actor, paper: ClassifiedPaper) -> bool:
    """Custodians put wrong particulars right in their own register."""
    return actor.register is not None and actor.register.pk == paper.register_id and is_custodian(actor)


def can_open_list(actor: Actor) -> bool:
    """Whoever sees some, and those who keep or oversee what may be held; nobody else learns that there is a list."""
    if actor.role not in access.ROLES:
        return False
    oversees = actor.role in OVERSEERS and access.allows(actor.role, access.OWN_AUTHORITY, access.SEE_CLASSIFIED)
    if holds(actor.register) and (oversees or is_custodian(actor)):
        return True
    sees = {access.allows(actor.role, relation, access.SEE_CLASSIFIED) for relation in access.RELATIONS}
    return True in sees and ClassifiedPaper.objects.visible_to(actor).exists()


def has_link(actor: Actor) -> bool:
    """Whether the bar leads to the list; where the regulation holds nothing no authority is asked for, page after page."""
    return can_open_list(actor) if actor.register is None or holds(actor.register) else False


def can_record(actor: Actor, version: ClassifiedVersion, unit_id: int) -> bool:
    """The head of a lead unit tells its own outcome (NHI 6.2b); custodians that of units that are not connected (NHI 6.1b)."""
    if can_correct(actor, version.paper):
        return True
    own = unit_id in actor.unit_ids and access.allows(actor.role, access.LEAD, access.SEE_CLASSIFIED)
    return own and any(lead.unit_id == unit_id for lead in version.leads.all())


def can_name(actor: Actor) -> bool:
    """The head of the Office names its custodians, where the regulation lets anything be held; so may a leader."""
    if actor.register is None or actor.role not in access.ROLES:
        return False
    return holds(actor.register) and access.allows(actor.role, access.OWN_AUTHORITY, access.NAME_CUSTODIAN)


def may_be_named(register: Register, post: Post) -> bool:
    """Officers and monitors of the register's own Office; its head keeps them by the post."""
    places = {register.office_id, register.keeper_id}
    return post.unit_id in places and post.role in {Role.OFFICE_OFFICER, Role.MONITOR}


def can_ask_removal(actor: Actor, paper: ClassifiedPaper) -> bool:
    """Whoever of the authority sees the paper and finds that it must not be held, asks for its removal."""
    own = actor.register is not None and actor.register.pk == paper.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.ASK_PURGE)


def can_confirm_removal(actor: Actor, paper: ClassifiedPaper) -> bool:
    """A second person, the head of the Office or a leader, carries the removal out."""
    own = actor.register is not None and actor.register.pk == paper.register_id
    return own and access.allows(actor.role, access.OWN_AUTHORITY, access.CONFIRM_PURGE)
