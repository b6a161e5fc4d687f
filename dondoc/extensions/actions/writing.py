"""What every verb of the room shares: lock and read again, open what is to be done, tell the journal and the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.extensions import rules
from dondoc.extensions.models import Proposal
from dondoc.journal import actions as journal
from dondoc.regulation import Profile, Refusal, Refused
from dondoc.tasks.models import Assignment
from dondoc.units.models import Actor, Role, Unit
from dondoc.units.queries import people_for, people_in
from dondoc.wording import clean_text

LONGEST_TEXT = 5000
LONGEST_OPINION = 2000
TOLD = 300
ASSIGNMENT_PARTS = (
    "task__matter", "task__document", "task__register__office", "task__register__keeper", "task__edition",
    "task__monitor__person", "unit",
)  # fmt: skip
PARTS = (
    "matter", "register__office", "register__keeper", "task__matter", "task__document", "task__edition",
    "task__register__office", "task__register__keeper", "task__monitor__person", "assignment__unit", "unit", "wanted_unit",
    "letter", "reply", "asked_by__person", "submitted_by__person", "closed_by__person",
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Who acts when, and the form's token, as one value."""

    by: Actor
    at: datetime
    token: str | None = None

    @property
    def day(self) -> date:
        """The day of the act in Vietnam."""
        return local_date(self.at)


@dataclass(frozen=True)
class Wish:
    """What is asked for: a new date, other words, another unit; nothing where it is to stay."""

    due_on: date | None = None
    content: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class Letter:
    """The signed paper beside a proposal or its answer, with its files."""

    paper: PaperInput
    files: Sequence[StoredFile] = ()


def locked_assignment(assignment: Assignment) -> Assignment:
    """The assignment as it is now, its directive's matter locked: one decision at a time."""
    duties.lock(assignment.task.matter)
    return Assignment.objects.select_related(*ASSIGNMENT_PARTS).get(pk=assignment.pk)


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, its directive's matter locked."""
    duties.lock(proposal.matter)
    current = Proposal.objects.select_related(*PARTS).get(pk=proposal.pk)
    current.assignment.task = current.task
    return current


def stands(proposal: Proposal) -> bool:
    """Whether it is open and its ground still holds."""
    return Proposal.objects.standing().filter(pk=proposal.pk).exists()


def law_of(proposal: Proposal) -> Profile:
    """The law of the edition under which the task arose."""
    return gazette.law(proposal.task.edition)


def said(text: str, code: str, *, longest: int = LONGEST_TEXT) -> str:
    """The words that the act needs, cleaned; refuses when there are too many, and with the code when there are none."""
    cleaned = clean_text(text)
    if code and not cleaned.strip():
        raise Refused(Refusal(code, {}, None))
    if len(cleaned) > longest:
        raise Refused(Refusal("proposal.text_too_long", {"limit": longest, "length": len(cleaned)}, None))
    return cleaned


def write_letter(proposal: Proposal, letter: Letter | None, act: Act) -> Document | None:
    """The paper of a proposal or its answer, which its unit may read; the register's own authority reads it anyway."""
    if letter is None:
        return None
    document = documents.write_document(
        register=proposal.register,
        role=DocumentRole.RELATED,
        paper=letter.paper,
        files=letter.files,
        by=act.by,
        at=act.at,
    )
    documents.let_read(document, [proposal.assignment.unit, proposal.unit])
    return document


def open_step(proposal: Proposal, act: Act) -> None:
    """What is to be done next: the Office submits, then who decides answers; both within the limit of the answer, which is
    counted from the day on which the request was received. An adjustment has no limit in any text, and so no date.
    """
    law = law_of(proposal)
    way = rules.way_of(law, proposal.kind)
    submits = way.submitted and proposal.submitted_at is None
    counted: dict[str, Any] = {}
    if proposal.is_extension:
        document = proposal.task.document
        tags = rules.tags_of(urgency=document.urgency, from_superior=document.from_superior)
        counted = {"limit": rules.ANSWER_LIMIT, "event_at": proposal.asked_at, "tags": [tag.value for tag in tags]}
    register = proposal.register
    by_office = submits or way.decided_by == Role.OFFICE_HEAD
    duties.open_duty(
        proposal.matter, kind=DutyKind.SUBMIT_PROPOSAL if submits else DutyKind.DECIDE_PROPOSAL,
        holder_unit=register.office if by_office else register.keeper, holder_role="" if submits else way.decided_by,
        edition=proposal.task.edition, at=act.at, article=cite(proposal, decided=True), **counted,
    )  # fmt: skip


def cite(proposal: Proposal, *, decided: bool) -> str:
    """The articles on which making or deciding such a proposal rests."""
    acts = rules.DECIDED_UNDER if decided else rules.ASKED_UNDER
    return law_of(proposal).cite(acts[proposal.kind])


def in_vietnamese(label: object) -> str:
    """A label as papers and the journal keep it: in the source language, whoever acts."""
    with translation.override("vi"):
        return str(label)


def wish_in_words(proposal: Proposal) -> str:
    """What was asked for, in one line, as the journal and notices tell it."""
    with translation.override("vi"):
        parts = []
        if proposal.wanted_due_on is not None:
            parts.append(_("thời hạn %(on)s") % {"on": f"{proposal.wanted_due_on:%d/%m/%Y}"})
        if proposal.wanted_unit is not None:
            parts.append(_("giao cho %(unit)s") % {"unit": proposal.wanted_unit.name})
        if proposal.wanted_content:
            parts.append(_("nội dung: %(text)s") % {"text": proposal.wanted_content[:TOLD]})
        return "; ".join(parts)


def tell_journal(verb: str, proposal: Proposal, act: Act, payload: Mapping[str, object], *, cites: str = "") -> None:
    """One journal entry, in the file of the task: there it is looked for."""
    task = proposal.task
    body = {"proposal": proposal.pk, "task": task.pk, "unit": proposal.assignment.unit.name, **payload}
    journal.record(
        verb, register_id=proposal.register_id, stamp=act.by.stamp, at=act.at, matter_id=task.matter_id,
        root_id=task.matter.trunk_id, payload=body, cites=cites,
    )  # fmt: skip


def unit_people(proposal: Proposal, day: date) -> list[int]:
    """Head and officers of the unit whose task it is."""
    return people_in([proposal.assignment.unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], day)


def office_people(proposal: Proposal, day: date) -> list[int]:
    """Head and officers of the Office, who submit, and the task's monitor, who follows."""
    people = people_in([proposal.register.office], [Role.OFFICE_HEAD, Role.OFFICE_OFFICER], day)
    monitor = proposal.task.monitor
    return [*dict.fromkeys([*people, *(people_for(monitor, day) if monitor is not None else [])])]


def deciders(proposal: Proposal, day: date) -> list[int]:
    """Those who may decide."""
    register, role = proposal.register, rules.way_of(law_of(proposal), proposal.kind).decided_by
    return people_in([register.office if role == Role.OFFICE_HEAD else register.keeper], [role], day)


def post(kind: str, proposal: Proposal, people: Iterable[int], act: Act, **params: object) -> None:
    """Post into the outbox; who acted is not told of their own act."""
    mine = act.by.person.pk if act.by.person else None
    task = proposal.task
    journal.post(
        kind, recipients=[person for person in dict.fromkeys(people) if person != mine],
        params={"code": str(task.document), "ordinal": task.ordinal, "unit": proposal.assignment.unit.name, **params},
        url=reverse("extensions:proposal", args=[proposal.pk]), key=f"{kind}:{proposal.pk}",
        matter_id=task.matter.trunk_id, at=act.at,
    )  # fmt: skip
