"""Who may do what with tasks: the relation of the actor's unit, then the table of `units.access`."""

from __future__ import annotations

from dondoc.tasks.models import Assignment, Audience, AudienceReason, Confirmer, Task
from dondoc.units import access
from dondoc.units.models import Actor, Role
from dondoc.units.permissions import require

RELATION_OF_REASON = {
    AudienceReason.HOLDER: access.LEAD,
    AudienceReason.COORDINATING: access.COORDINATING,
    AudienceReason.SYNTHESISER: access.PARENT,
    AudienceReason.PARENT: access.PARENT,
    AudienceReason.DRAFTER: access.PARENT,
    AudienceReason.FORMER: access.PARENT,
}


def relation_to(actor: Actor, task: Task) -> str:
    """How the actor stands to the task: own authority, lead, coordinating, parent, inspecting or stranger."""
    if actor.register is not None and actor.register.pk == task.register_id:
        return access.OWN_AUTHORITY
    rows = Audience.objects.filter(task=task, unit__in=actor.unit_ids)
    found = [RELATION_OF_REASON[AudienceReason(row.reason)] for row in rows]
    return min(found, key=access.RELATIONS.index, default=access.STRANGER)


def may(actor: Actor, task: Task, verb: str) -> bool:
    """The table's answer for the actor, the task and the verb; the program itself may do what its jobs do."""
    if actor.role == "system":
        return actor.register is not None and actor.register.pk == task.register_id
    return access.allows(actor.role, relation_to(actor, task), verb)


def require_on(actor: Actor, task: Task, verb: str) -> None:
    """Refuse unless the table allows."""
    require(may(actor, task, verb), f"permission.{verb}")


def holds(actor: Actor, assignment: Assignment) -> bool:
    """The assignment is the actor's own unit's."""
    return assignment.unit_id == actor.unit.pk


def require_holder(actor: Actor, assignment: Assignment, verb: str) -> None:
    """Units act on their own assignment only."""
    require_on(actor, assignment.task, verb)
    require(holds(actor, assignment), f"permission.{verb}")


def confirms(actor: Actor, relation: str, assignment: Assignment) -> bool:
    """Whether it is the actor's turn to confirm the sent result: the monitor's (or the head of the Office's), the Office's, a
    leader's, the head's of the unit that has the task, or the head's of the unit that drafted the directive.
    """
    if assignment.awaits == Confirmer.MONITOR:
        return access.allows(actor.role, relation, access.APPRAISE)
    if not access.allows(actor.role, relation, access.CONFIRM_LEVEL):
        return False
    match assignment.awaits:
        case Confirmer.LEADER:
            return actor.role == Role.LEADER
        case Confirmer.UNIT_HEAD:
            return actor.role == Role.UNIT_HEAD and holds(actor, assignment)
        case Confirmer.DRAFTING_UNIT:
            return actor.role == Role.UNIT_HEAD and assignment.task.document.submitted_by_id == actor.unit.pk
        case _:
            return actor.is_office


def require_turn(actor: Actor, assignment: Assignment) -> None:
    """Refuse unless it is the actor's turn; the program itself may do what its jobs do."""
    if actor.role == "system":
        return require_on(actor, assignment.task, access.CONFIRM_LEVEL)
    own = relation_to(actor, assignment.task)
    code = access.APPRAISE if assignment.awaits == Confirmer.MONITOR else f"{access.CONFIRM_LEVEL}.{assignment.awaits}"
    require(confirms(actor, own, assignment), f"permission.{code}")
    return None
