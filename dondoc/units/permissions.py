"""Who may do what to units, people and posts; the docstring of each function is the rule in words."""

from __future__ import annotations

from datetime import date

from dondoc.regulation.refusals import Refusal, Refused
from dondoc.units import access
from dondoc.units.models import Actor, Deputy, Person, Post, Register, Role, Unit, register_of


def require(allowed: bool, code: str, article: str | None = None) -> None:
    """Raise ``Refused`` with the code unless allowed."""
    if not allowed:
        raise Refused(Refusal(code, {}, article))


def _manages(actor: Actor) -> bool:
    if not actor.is_authority and actor.role != Role.ADMINISTRATOR:
        return False
    return access.allows(actor.role, access.OWN_AUTHORITY, access.MANAGE_UNITS)


def can_manage_units(actor: Actor) -> bool:
    """The head of the Office, an officer of the Office, and the technical administrator keep units, people
    and posts.
    """
    return _manages(actor)


def can_manage_register(actor: Actor, register: Register) -> bool:
    """The Office manages its own register's groups, fields and scopes; the administrator those of any."""
    if actor.role == Role.ADMINISTRATOR:
        return True
    return _manages(actor) and actor.register is not None and actor.register.pk == register.pk


def can_appoint(actor: Actor, person: Person, unit: Unit, role: str) -> bool:
    """Those who manage units give and end posts, but never their own.

    Officers of the Office do so only in the units; leaders and the Office itself are left to its head and to
    the administrator, who alone makes another administrator.
    """
    if not _manages(actor) or (actor.person is not None and actor.person.pk == person.pk):
        return False
    if role == Role.ADMINISTRATOR:
        return actor.role == Role.ADMINISTRATOR
    if role in {Role.UNIT_HEAD, Role.UNIT_OFFICER}:
        return True
    if actor.role == Role.ADMINISTRATOR:
        return True
    own = register_of(unit)
    return actor.role == Role.OFFICE_HEAD and own is not None and own == actor.register


def can_hand_over(actor: Actor) -> bool:
    """Who may put tasks right may say which officer of the own Office follows them: its head and its officers."""
    return actor.is_office and access.allows(actor.role, access.OWN_AUTHORITY, access.CORRECT_TASK)


def can_set_password(actor: Actor) -> bool:
    """Only the technical administrator gives others a new password; everybody changes their own by themselves."""
    return actor.role == Role.ADMINISTRATOR


#: For whose posts each role of the Office appoints deputies; nobody does for a technical administrator: another one is made.
DEPUTIES_BY = {
    Role.OFFICE_OFFICER: frozenset({Role.OFFICE_OFFICER, Role.MONITOR, Role.UNIT_HEAD, Role.UNIT_OFFICER}),
    Role.OFFICE_HEAD: frozenset(Role) - {Role.ADMINISTRATOR},
}


def can_appoint_deputy(actor: Actor, post: Post) -> bool:
    """The holder appoints a deputy for their own post, the Office for others (an absence may be sudden).

    For leaders, inspectors and the head of the Office that is the head alone: whoever acts for them instructs, confirms a
    purge or signs slips, and an officer must not choose who does. Officers appoint for officers, monitors and the units
    (reading of "by the Office as well", design 6). A deputy appoints no further deputy for the post they act for, and the
    technical administrator appoints none: it would let them act on content.
    """
    if actor.role not in access.ROLES:
        return False
    if actor.post is not None and actor.post.pk == post.pk:
        may = access.allows(actor.role, access.OWN_AUTHORITY, access.APPOINT_DEPUTY)
        return may and actor.on_behalf_of is None
    reaches = post.role in DEPUTIES_BY.get(Role(actor.role), frozenset())
    return actor.is_office and _manages(actor) and reaches and _in_reach(actor, post)


def _in_reach(actor: Actor, post: Post) -> bool:
    """The Office reaches its own authority and the units that receive its tasks, not another authority's
    Office.
    """
    other = register_of(post.unit)
    if other is None or actor.register is None or other.pk == actor.register.pk:
        return True
    return post.role in {Role.UNIT_HEAD, Role.UNIT_OFFICER}


def can_end_deputy(actor: Actor, deputy: Deputy) -> bool:
    """Whoever may appoint a deputy for the post may end one; the deputy may lay the work down as well."""
    is_deputy = actor.person is not None and actor.person.pk == deputy.person_id
    return is_deputy or can_appoint_deputy(actor, deputy.post)


def can_switch_to(person: Person, post: Post, day: date) -> bool:
    """A person acts for posts they hold today and for posts whose deputy they are today."""
    held = Post.objects.held_on(day).filter(pk=post.pk)
    if held.filter(person=person).exists():
        return True
    return held.filter(deputies__in=Deputy.objects.acting_on(day).filter(person=person)).exists()


def can_see_unit(actor: Actor, unit: Unit) -> bool:
    """Everybody who signs in sees the list of units: names and offices are public; people without a post see
    nothing.
    """
    return actor.role in access.ROLES
