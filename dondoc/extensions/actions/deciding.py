"""The leader (or the head of the Office, as the regulation says) decides: yes, another date, no (NHI 6.1d)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.extensions import permissions, rules
from dondoc.extensions.actions import carrying, writing
from dondoc.extensions.actions.writing import Act, Letter
from dondoc.extensions.models import Ending, Proposal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks.deadlines import refusal_of_due_date
from dondoc.units.models import Actor

#: What the journal and the notices say of an answer.
SAID = {
    (rules.EXTENSION, rules.GRANTED): "extension.granted",
    (rules.EXTENSION, rules.OTHER_DATE): "extension.other_date",
    (rules.EXTENSION, rules.REFUSED): "extension.refused",
    (rules.ADJUSTMENT, rules.GRANTED): "adjustment.granted",
    (rules.ADJUSTMENT, rules.OTHER_DATE): "adjustment.other_date",
    (rules.ADJUSTMENT, rules.REFUSED): "adjustment.refused",
}


def decide(
    *,
    by: Actor,
    at: datetime,
    proposal: Proposal,
    answer: str,
    due_on: date | None = None,
    text: str = "",
    reply: Letter | None = None,
    token: str | None = None,
) -> Proposal:
    """Answer the proposal: ``granted``, ``other_date`` (then ``due_on``) or ``refused``; no and another date need a reason.

    A yes is carried out at once with the proposal as its ground: the due date moves, every earlier one stays in the facts.
    Of two who decide at once the second is told that it was decided.

    Raises:
        Refused: not whom the regulation names; not submitted; decided, withdrawn or without ground; no reason; a date that
            is no later one; what the verb that carries it out refuses (then nothing is decided).
    """
    act = Act(by, at, token)
    with transaction.atomic():
        proposal = writing.locked(proposal)
        if token and proposal.decide_token == token:
            return proposal
        law = writing.law_of(proposal)
        permissions.require_decide(by, proposal, law)
        said = writing.said(text, "")
        way = rules.way_of(law, proposal.kind)
        stood = writing.stands(proposal)
        submitted = proposal.submitted_at is not None
        refusal = (
            rules.refusal_to_decide(outcome=proposal.outcome, stands=stood, submitted=submitted, way=way)
            or rules.refusal_of_answer(
                answer, text=said, granted_on=due_on, wanted_on=proposal.wanted_due_on,
                due_on=proposal.assignment.due_on, kind=proposal.kind,
            )
            or _refusal_of_date(proposal, due_on if answer == Ending.OTHER_DATE else None)
        )  # fmt: skip
        if refusal:
            raise Refused(refusal)
        proposal.answer, proposal.decide_token = said, token
        proposal.reply = writing.write_letter(proposal, reply, act)
        granted_on = due_on if answer == Ending.OTHER_DATE else proposal.wanted_due_on
        close(proposal, answer, granted_on if answer in rules.FAVOURABLE else None, act)
        duties.discharge(proposal.matter, DutyKind.DECIDE_PROPOSAL, at=at)
        _tell(proposal, act)
        carrying.carry_out(proposal, act)
        return proposal


def _refusal_of_date(proposal: Proposal, due_on: date | None) -> Refusal | None:
    task = proposal.task
    return refusal_of_due_date(due_on, issued_on=task.document.issued_on, ordinal=task.ordinal) if due_on else None


def close(proposal: Proposal, outcome: str, granted_due_on: date | None, act: Act) -> None:
    """Write how it ended. Part of verbs."""
    proposal.outcome, proposal.granted_due_on = outcome, granted_due_on
    proposal.closed_at, proposal.closed_by = act.at, act.by.post
    proposal.save()


def _tell(proposal: Proposal, act: Act) -> None:
    verb = SAID[proposal.kind, proposal.outcome]
    told = {"wish": writing.wish_in_words(proposal), "due_on": proposal.granted_due_on, "was": proposal.due_was}
    article = writing.cite(proposal, decided=True)
    writing.tell_journal(verb, proposal, act, {**told, "answer": proposal.answer}, cites=article)
    people = [*writing.unit_people(proposal, act.day), *writing.office_people(proposal, act.day)]
    writing.post(verb, proposal, people, act, answer=proposal.answer[: writing.TOLD], **told)
