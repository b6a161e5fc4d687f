"""A unit asks for more time; a unit or the Office proposes that a task be adjusted (NHI 6.2c, 10.4; HCM 7.3; KTM 8.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from dondoc import gazette
from dondoc.documents import actions as documents
from dondoc.duties import actions as duties
from dondoc.duties.models import MatterKind
from dondoc.extensions import permissions, queries, rules
from dondoc.extensions.actions import lapsing, writing
from dondoc.extensions.actions.writing import Act, Letter, Wish
from dondoc.extensions.models import Kind, Proposal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import rules as task_rules
from dondoc.tasks.deadlines import refusal_of_due_date
from dondoc.tasks.models import Assignment, Part
from dondoc.units.models import Actor, Unit
from dondoc.wording import clean_text


def ask_extension(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    due_on: date,
    reason: str,
    letter: Letter | None = None,
    token: str | None = None,
) -> Proposal:
    """The unit asks in writing for more time, with the reason and the date by which it will be done (NHI 6.2c).

    A request after the last day to ask is flagged or refused as the regulation says. The Office must submit it, where the
    regulation wants that, else who decides must answer; both within the limit of the answer.

    Raises:
        Refused: not the unit that has the task; the regulation knows no extension, or not for this origin, or not once
            more, or not so late; no reason; a date that is not later; a result was sent; one waits already.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment = writing.locked_assignment(assignment)
        if first := _first(act, assignment, Kind.EXTENSION):
            return first
        permissions.require_ask(by, assignment)
        asked = queries.asked_of(assignment, act.day)
        law, calendar = gazette.law(assignment.task.edition), gazette.calendar()
        refusals = (
            rules.refusal_of_silence(law, rules.EXTENSION),
            _refusal_now(assignment),
            rules.refusal_to_extend(law, asked, calendar, origin_label=queries.origin_label(assignment.task.document)),
        )
        _raise_first(*refusals, _refusal_of_date(assignment, due_on, Kind.EXTENSION, act))
        last = rules.last_day_to_ask(law, assignment.due_on, calendar)
        proposal = Proposal(kind=Kind.EXTENSION, wanted_due_on=due_on, ask_by=last.due_on if last else None)
        return _write(proposal, assignment, reason, letter, act)


def propose_adjustment(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    wish: Wish,
    reason: str,
    letter: Letter | None = None,
    token: str | None = None,
) -> Proposal:
    """A unit proposes to adjust its part of a task, or the Office that of any unit: other words, another unit, another date.

    What the Office proposes is submitted with it; what a unit proposes the Office submits to the leader.

    Raises:
        Refused: may not propose; the regulation knows no adjustment; nothing is to change; no reason; a date that is past
            or the same; the same unit, or one that is no more; a result was sent; one waits already.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment = writing.locked_assignment(assignment)
        if first := _first(act, assignment, Kind.ADJUSTMENT):
            return first
        permissions.require_propose(by, assignment)
        law = gazette.law(assignment.task.edition)
        content = clean_text(wish.content).strip()
        content = "" if content == assignment.task.content.strip() else content
        _raise_first(
            rules.refusal_of_silence(law, rules.ADJUSTMENT),
            _refusal_now(assignment),
            _refusal_of_date(assignment, wish.due_on, Kind.ADJUSTMENT, act),
            _refusal_of_unit(assignment, wish.unit, act.day),
        )
        if not (content or wish.unit or wish.due_on):
            raise Refused(Refusal("adjustment.nothing", {}, None))
        writing.said(content, "")
        proposal = Proposal(
            kind=Kind.ADJUSTMENT, wanted_due_on=wish.due_on, wanted_content=content, wanted_unit=wish.unit
        )
        return _write(proposal, assignment, reason, letter, act)


def _first(act: Act, assignment: Assignment, kind: str) -> Proposal | None:
    """The proposal that the same form already made: a repeated form gets the first answer."""
    first = Proposal.objects.select_related(*writing.PARTS).filter(ask_token=act.token).first() if act.token else None
    if first is None:
        return None
    post = act.by.post.pk if act.by.post else None
    if (first.assignment_id, first.kind, first.asked_by_id) != (assignment.pk, kind, post):
        raise Refused(Refusal("proposal.form_used", {}, None))
    return first


def _raise_first(*refusals: Refusal | None) -> None:
    for refusal in refusals:
        if refusal is not None:
            raise Refused(refusal)


def _refusal_now(assignment: Assignment) -> Refusal | None:
    """The task stands and nothing like it waits; what has lapsed does not wait any more."""
    if assignment.task.document.purged_at is not None:
        return Refusal("document.purged", {}, None)
    return rules.refusal_to_ask_now(assignment.state, is_partner=assignment.part == Part.COORDINATING)


def _refusal_of_date(assignment: Assignment, due_on: date | None, kind: str, act: Act) -> Refusal | None:
    if refusal := rules.refusal_of_date(due_on, due_on=assignment.due_on, today=act.day, kind=kind):
        return refusal
    if due_on is None:
        return None
    return refusal_of_due_date(due_on, issued_on=assignment.task.document.issued_on, ordinal=assignment.task.ordinal)


def _refusal_of_unit(assignment: Assignment, unit: Unit | None, day: date) -> Refusal | None:
    """The unit that is to carry the task out instead exists, and has not got it already."""
    if unit is None:
        return None
    if not Unit.objects.valid_on(day).filter(pk=unit.pk).exists() or unit.pk == assignment.task.register.keeper_id:
        return Refusal("adjustment.unit_unknown", {"unit": unit.name}, None)
    having = assignment.task.assignments.exclude(state=task_rules.ENDED).exclude(part=Part.COORDINATING)
    return Refusal("adjustment.unit_has_it", {"unit": unit.name}, None) if having.filter(unit=unit).exists() else None


def _write(proposal: Proposal, assignment: Assignment, reason: str, letter: Letter | None, act: Act) -> Proposal:
    """The row with its letter, the duty of who acts next, the entry, the notices."""
    task = assignment.task
    _settle_lapsed(assignment, proposal.kind, act)
    proposal.reason = writing.said(reason, "proposal.reason_missing")
    last = assignment.facts.aggregate(last=Max("recorded_at"))["last"]
    proposal.asked_at = max(act.at, last or act.at)  # as facts: the register's own clock never runs back
    proposal.register, proposal.task, proposal.assignment = task.register, task, assignment
    proposal.unit, proposal.due_was = act.by.unit, assignment.due_on
    proposal.asked_by, proposal.ask_token = act.by.post, act.token
    proposal.matter = duties.open_matter(kind=MatterKind.PROPOSAL, register=task.register, root=task.matter, at=act.at)
    if act.by.is_office:
        proposal.submitted_at, proposal.submitted_by = proposal.asked_at, act.by.post
    documents.refuse_long(proposal)
    proposal.letter = writing.write_letter(proposal, letter, act)
    proposal.save()
    writing.open_step(proposal, act)
    _tell(proposal, act)
    return proposal


def _settle_lapsed(assignment: Assignment, kind: str, act: Act) -> None:
    """One that lost its ground is closed before a new one is made; one that stands is answered first."""
    open_one = Proposal.objects.open().select_related(*writing.PARTS).filter(assignment=assignment, kind=kind).first()
    if open_one is not None and not lapsing.lapse(at=act.at, proposal=open_one):
        raise Refused(Refusal("proposal.waits", {"on": open_one.asked_on}, None))


def _tell(proposal: Proposal, act: Act) -> None:
    wish = writing.wish_in_words(proposal)
    told = {"wish": wish, "reason": proposal.reason, "was": proposal.due_was, "ask_by": proposal.ask_by}
    verb = f"{proposal.kind}.asked_late" if proposal.is_late else f"{proposal.kind}.asked"
    writing.tell_journal(verb, proposal, act, told, cites=writing.cite(proposal, decided=False))
    submits = rules.way_of(writing.law_of(proposal), proposal.kind).submitted and proposal.submitted_at is None
    short = {"wish": wish, "reason": proposal.reason[: writing.TOLD]}
    office, who_decides = writing.office_people(proposal, act.day), writing.deciders(proposal, act.day)
    writing.post(f"{proposal.kind}.asked", proposal, office if submits else [*who_decides, *office], act, **short)
    if proposal.unit_id != proposal.assignment.unit_id:
        writing.post(
            f"{proposal.kind}.asked_about_unit", proposal, writing.unit_people(proposal, act.day), act, **short
        )
