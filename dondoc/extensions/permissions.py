"""Who may do what with proposals; the table of `units.access` decides, the docstring is the rule in words."""

from __future__ import annotations

from dondoc import gazette
from dondoc.extensions import rules
from dondoc.extensions.models import Proposal
from dondoc.regulation import Profile
from dondoc.tasks import permissions as tasks
from dondoc.tasks.models import Assignment
from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.units.permissions import require

#: The verb of the access table by which each kind is decided.
DECIDING = {rules.EXTENSION: access.DECIDE_EXTENSION, rules.ADJUSTMENT: access.DECIDE_ADJUSTMENT}


def can_ask(actor: Actor, assignment: Assignment) -> bool:
    """The unit that has the task asks for more time for its own part (NHI 6.2c)."""
    return tasks.holds(actor, assignment) and tasks.may(actor, assignment.task, access.ASK_EXTENSION)


def can_propose(actor: Actor, assignment: Assignment) -> bool:
    """A unit proposes to adjust its own part; the Office and its monitors that of any unit (HCM 7.3, KTM 8.4, NHI 10.4)."""
    if actor.is_unit and not tasks.holds(actor, assignment):
        return False
    return tasks.may(actor, assignment.task, access.PROPOSE_ADJUSTMENT)


def _may(actor: Actor, proposal: Proposal, verb: str) -> bool:
    own = actor.register is not None and actor.register.pk == proposal.register_id
    return own and actor.role in access.ROLES and access.allows(actor.role, access.OWN_AUTHORITY, verb)


def can_submit(actor: Actor, proposal: Proposal) -> bool:
    """The Office that keeps the register submits it to whoever decides (NHI 6.1d)."""
    return _may(actor, proposal, access.SUBMIT_PROPOSAL)


def can_decide(actor: Actor, proposal: Proposal, law: Profile) -> bool:
    """Whom the regulation names: a leader, or the head of the Office; an adjustment always a leader."""
    named = rules.way_of(law, proposal.kind).decided_by
    return actor.role == named and _may(actor, proposal, DECIDING[proposal.kind])


def can_withdraw(actor: Actor, proposal: Proposal) -> bool:
    """Whoever could make it takes it back: somebody of the unit that proposed."""
    if actor.unit.pk != proposal.unit_id:
        return False
    return (can_ask if proposal.is_extension else can_propose)(actor, proposal.assignment)


def can_see_list(actor: Actor) -> bool:
    """The authority sees those of its register, a unit its own; nobody else any."""
    relation = access.OWN_AUTHORITY if actor.register is not None else access.LEAD
    return actor.role in access.ROLES and access.reads(actor.role, relation)


def require_ask(actor: Actor, assignment: Assignment) -> None:
    """Refuse unless the actor's unit has the task."""
    require(can_ask(actor, assignment), "permission.ask_extension")


def require_propose(actor: Actor, assignment: Assignment) -> None:
    """Refuse unless the actor may propose."""
    require(can_propose(actor, assignment), "permission.propose_adjustment")


def require_submit(actor: Actor, proposal: Proposal) -> None:
    """Refuse unless the actor is of the Office."""
    require(can_submit(actor, proposal), "permission.submit_proposal")


def require_decide(actor: Actor, proposal: Proposal, law: Profile) -> None:
    """Refuse unless the regulation lets the actor decide."""
    require(
        can_decide(actor, proposal, law),
        f"permission.{DECIDING[proposal.kind]}",
        law.cite(rules.DECIDED_UNDER[proposal.kind]) or None,
    )


def require_withdraw(actor: Actor, proposal: Proposal) -> None:
    """Refuse unless the actor's unit made it."""
    require(can_withdraw(actor, proposal), "permission.withdraw_proposal")


def can_see_those_of_register(actor: Actor) -> bool:
    """The list is offered to the authority whose regulation knows extension or adjustment; a unit finds its own in the task."""
    register = actor.register
    return register is not None and can_see_list(actor) and rules.knows_any(gazette.law(register.edition))
