"""What the program does by itself: close what lost its ground, and take silence as consent where the text says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.extensions import rules
from dondoc.extensions.actions import carrying, writing
from dondoc.extensions.actions.deciding import close
from dondoc.extensions.actions.writing import Act
from dondoc.extensions.models import Ending, Proposal
from dondoc.units.models import Actor


def lapse(*, at: datetime, proposal: Proposal) -> bool:
    """Close a proposal whose task was closed, returned, ended, given to another, or has another date; says whether it did."""
    act = Act(Actor.system(proposal.register), at)
    with transaction.atomic():
        proposal = writing.locked(proposal)
        if proposal.closed_at is not None or writing.stands(proposal):
            return False
        close(proposal, Ending.LAPSED, None, act)
        duties.void(proposal.matter, at=at)
        writing.tell_journal(f"{proposal.kind}.lapsed", proposal, act, {})
        return True


def consent(*, at: datetime, proposal: Proposal) -> bool:
    """The limit of the answer is over without one, and the text takes that as a yes: it is carried out; says whether it was.

    Asked again under the lock: who answered meanwhile is not overtaken, and two workers do it once.
    """
    act = Act(Actor.system(proposal.register), at)
    with transaction.atomic():
        proposal = writing.locked(proposal)
        duty = Duty.objects.open().filter(matter=proposal.matter, limit=rules.ANSWER_LIMIT).first()
        if duty is None or duty.due_on is None or not rules.is_over(duty.due_on, local_date(at)):
            return False
        if not writing.stands(proposal) or not rules.consents(writing.law_of(proposal), duty.tags):
            return False
        close(proposal, Ending.CONSENTED, proposal.wanted_due_on, act)
        duties.void(proposal.matter, at=at, kinds=[DutyKind.SUBMIT_PROPOSAL, DutyKind.DECIDE_PROPOSAL])
        told = {"due_on": proposal.granted_due_on, "was": proposal.due_was, "answer_by": duty.due_on}
        writing.tell_journal(f"{proposal.kind}.consented", proposal, act, told, cites=duty.article)
        people = [*writing.unit_people(proposal, act.day), *writing.office_people(proposal, act.day)]
        writing.post(
            f"{proposal.kind}.consented", proposal, [*people, *writing.deciders(proposal, act.day)], act, **told
        )
        carrying.carry_out(proposal, act)
        return True
