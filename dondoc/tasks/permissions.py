"""Who may do what with tasks: the relation of the actor's unit, then the table of `units.access`."""

from __future__ import annotations

from dondoc.tasks.models import Assignment, Audience, AudienceReason, Task
from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.units.permissions import require

RELATION_OF_REASON = {
    AudienceReason.HOLDER: access.LEAD,
    AudienceReason.COORDINATING: access.COORDINATING,
    AudienceReason.SYNTHESISER: access.PARENT,
    AudienceReason.PARENT: access.PARENT,
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
