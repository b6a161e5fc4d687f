"""The Office submits a proposal with its opinion; who made it takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.extensions import permissions, rules
from dondoc.extensions.actions import writing
from dondoc.extensions.actions.writing import Act
from dondoc.extensions.models import Ending, Proposal
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor


def submit(*, by: Actor, at: datetime, proposal: Proposal, opinion: str = "", token: str | None = None) -> Proposal:
    """The Office submits the proposal to whoever decides, with its opinion if it has one (NHI 6.1d).

    Raises:
        Refused: not the Office; submitted or ended already; the ground is gone; the regulation wants no submission.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        proposal = writing.locked(proposal)
        if token and proposal.submit_token == token:
            return proposal
        permissions.require_submit(by, proposal)
        way = rules.way_of(writing.law_of(proposal), proposal.kind)
        _require_open(proposal)
        if proposal.submitted_at is not None or not way.submitted:
            raise Refused(Refusal("proposal.submitted", {}, None))
        proposal.opinion = writing.said(opinion, "", longest=writing.LONGEST_OPINION)
        proposal.submitted_at, proposal.submitted_by, proposal.submit_token = at, by.post, token
        proposal.save()
        duties.discharge(proposal.matter, DutyKind.SUBMIT_PROPOSAL, at=at)
        writing.open_step(proposal, act)
        told = {"opinion": proposal.opinion, "wish": writing.wish_in_words(proposal)}
        article = writing.cite(proposal, decided=True)
        writing.tell_journal(f"{proposal.kind}.submitted", proposal, act, told, cites=article)
        short = {**told, "opinion": proposal.opinion[: writing.TOLD]}
        writing.post(f"{proposal.kind}.submitted", proposal, writing.deciders(proposal, act.day), act, **short)
        return proposal


def _require_open(proposal: Proposal) -> None:
    if proposal.closed_at is not None:
        raise Refused(Refusal("proposal.closed", {}, None))
    if not writing.stands(proposal):
        raise Refused(Refusal("proposal.lapsed", {}, None))


def withdraw(*, by: Actor, at: datetime, proposal: Proposal) -> Proposal:
    """Whoever made the proposal takes it back before it is decided; a second withdrawal gets the first answer.

    Raises:
        Refused: another unit's; decided already.
    """
    act = Act(by, at)
    with transaction.atomic():
        proposal = writing.locked(proposal)
        permissions.require_withdraw(by, proposal)
        if proposal.outcome == Ending.WITHDRAWN:
            return proposal
        if proposal.closed_at is not None:
            raise Refused(Refusal("proposal.closed", {}, None))
        proposal.outcome, proposal.closed_at, proposal.closed_by = Ending.WITHDRAWN, at, by.post
        proposal.save()
        duties.void(proposal.matter, at=at)
        article = writing.cite(proposal, decided=False)
        writing.tell_journal(f"{proposal.kind}.withdrawn", proposal, act, {}, cites=article)
        waiting = writing.office_people(proposal, act.day)
        if proposal.submitted_at is not None:
            waiting += writing.deciders(proposal, act.day)
        writing.post(f"{proposal.kind}.withdrawn", proposal, waiting, act)
        return proposal
