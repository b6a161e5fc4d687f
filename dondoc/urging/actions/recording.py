"""What people did to urge a unit, by whatever channel (D2); a written urging is what HUE Appendix I.4 asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks.models import Assignment
from dondoc.units.models import Actor, Role, Unit
from dondoc.units.queries import people_in
from dondoc.urging import permissions, rules
from dondoc.urging.actions import writing
from dondoc.urging.actions.writing import Act
from dondoc.urging.models import Channel, Ladder, Urging
from dondoc.wording import clean_text


def record_urging(
    *,
    by: Actor,
    at: datetime,
    directive: Document,
    unit: Unit,
    channel: str,
    text: str,
    occurred_on: date,
    assignment: Assignment | None = None,
    paper: PaperInput | None = None,
    files: Sequence[StoredFile] = (),
    token: str | None = None,
) -> Urging:
    """Record that the unit was urged about a directive, or about one task of it; the unit is told.

    A written urging of an overdue directive discharges the monitor's duty to urge, on the day on which it was done: whether
    it was in time does not hang on when somebody wrote it down (reading, HUE NOTES). ``paper`` and ``files`` are the letter
    itself, whether it is secret was asked before. Every regulation knows this verb: what was done may be written down.

    Raises:
        Refused: not the Office; the unit has nothing to do with the directive; no words; a day before the directive or
            in the future; a directive whose content was removed.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assert directive.matter is not None
        duties.lock(directive.matter)
        if token and (first := Urging.objects.filter(form_token=token).first()):
            return first
        permissions.require_record(by, directive.register, unit)
        _require_sense(directive, unit, assignment, channel, text, occurred_on, at)
        ladder = Ladder.objects.standing().filter(document=directive, unit=unit).select_related("matter").first()
        urging = Urging.objects.create(
            register=directive.register, directive=directive, unit=unit, assignment=assignment, ladder=ladder,
            channel=channel, text=clean_text(text), occurred_on=occurred_on, recorded_at=at, by_post=by.post,
            document=_letter(directive, unit, paper, files, act), form_token=token,
        )  # fmt: skip
        if ladder is not None and channel == Channel.WRITTEN and occurred_on > ladder.counted_from:
            duties.discharge(ladder.matter, DutyKind.URGE, at=at, done_on=occurred_on)
            duties.done_earlier(ladder.matter, DutyKind.URGE, done_on=occurred_on)
        _tell(urging, act)
        return urging


def _require_sense(
    directive: Document,
    unit: Unit,
    assignment: Assignment | None,
    channel: str,
    text: str,
    occurred_on: date,
    at: datetime,
) -> None:
    if Document.objects.exclude(purged_at=None).filter(pk=directive.pk).exists():
        raise Refused(Refusal("document.purged", {}, gazette.law(directive.edition).cite("purge") or None))
    if channel not in Channel.values:
        raise Refused(Refusal("urging.channel_unknown", {"channel": channel}, None))
    held = Assignment.objects.filter(task__document=directive, unit=unit)
    if assignment is not None:
        held = held.filter(pk=assignment.pk)
    if not held.exists():
        raise Refused(Refusal("urging.not_given", {"unit": unit.name}, None))
    if refusal := rules.refusal_to_record(
        text=text, occurred_on=occurred_on, issued_on=directive.issued_on, today=local_date(at)
    ):
        raise Refused(refusal)


def _letter(
    directive: Document, unit: Unit, paper: PaperInput | None, files: Sequence[StoredFile], act: Act
) -> Document | None:
    """The urging letter as a paper of the register, readable by the unit."""
    if paper is None:
        return None
    document = documents.write_document(
        register=directive.register, role=DocumentRole.URGING, paper=paper, files=files, by=act.by, at=act.at
    )
    documents.let_read(document, [unit])
    return document


def _tell(urging: Urging, act: Act) -> None:
    directive, unit = urging.directive, urging.unit
    matter = urging.ladder.matter if urging.ladder else directive.matter
    assert matter is not None
    # Never the task's own matter: its journal is open to every unit that has the task, this concerns one of them.
    channel = writing.in_vietnamese(Channel(urging.channel).label)
    act_of_law = "urge" if urging.channel == Channel.WRITTEN else "record_urging"
    journal.record(
        "urging.recorded", register_id=directive.register_id, stamp=act.by.stamp, at=act.at, matter_id=matter.pk,
        root_id=directive.matter_id, cites=gazette.law(directive.edition).cite(act_of_law),
        payload={"urging": urging.pk, "unit": unit.name, "channel": channel, "on": urging.occurred_on, "text": urging.text},
    )  # fmt: skip
    task = urging.assignment.task if urging.assignment else None
    url = reverse("workspace:task", args=[task.pk]) if task else reverse("workspace:directive", args=[directive.pk])
    mine = act.by.person.pk if act.by.person else None
    people = people_in([unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], writing.day_of(act))
    journal.post(
        "urging.recorded", recipients=[person for person in people if person != mine], url=url, at=act.at,
        params={"code": str(directive), "unit": unit.name, "channel": channel, "text": urging.text[:300]},
        key=f"urging:{urging.pk}", matter_id=directive.matter_id,
    )  # fmt: skip
