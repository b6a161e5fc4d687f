"""A named person decides about a prepared slip: issue it under the next number, or withhold it with a reason (HUE 8.1e)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentKind, DocumentRole
from dondoc.documents.rules import PaperInput
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Form, Refusal, Refused
from dondoc.units.models import Actor, Field
from dondoc.urging import papers, permissions, queries, rules
from dondoc.urging.actions import writing
from dondoc.urging.actions.writing import Act
from dondoc.urging.models import Ladder, Slip
from dondoc.urging.queries import Owed
from dondoc.wording import clean_text


def _begin(slip: Slip) -> Slip:
    """The slip and its ladder as they are now, locked."""
    ladder = writing.locked(slip.ladder)
    current = Slip.objects.select_related("document").get(pk=slip.pk)
    current.ladder = ladder
    return current


def _require_waiting(slip: Slip) -> None:
    law = gazette.law(slip.ladder.document.edition)
    stands = slip.ladder.closed_at is None and writing.stands(slip.ladder)
    if refusal := rules.refusal_to_handle(law, slip.state, stands=stands):
        raise Refused(refusal)


def issue_slip(*, by: Actor, at: datetime, slip: Slip, field: Field | None = None, token: str | None = None) -> Slip:
    """The head of the Office issues a prepared slip: it gets the next number of its field's series, which is taken last.

    It lists what stands at this moment: a task whose result has come in since it was prepared is left out, one that has
    fallen overdue is added. ``field`` is for a directive that names none. A repeated token gets the slip it issued.

    Raises:
        Refused: not the head of the Office; issued, withheld or lapsed already; no field for the number.
    """
    act, day = Act(by, at, token), local_date(at)
    with transaction.atomic():
        slip = _begin(slip)
        if token and slip.document is not None and slip.document.form_token == token:
            return slip
        ladder = slip.ladder
        permissions.require_issue(by, ladder.register, ladder.unit)
        _require_waiting(slip)
        owed = queries.owed_on(ladder.document, ladder.unit, day)
        form = papers.form_of(ladder)
        if form is None:
            raise Refused(Refusal("slip.form_missing", {}, None))
        document = _write(slip, form, owed, field, act)
        writing.put_on(slip, owed, at)
        writing.move_on(ladder)
        duties.discharge(ladder.matter, DutyKind.ISSUE_SLIP, at=at)
        duties.discharge(ladder.matter, DutyKind.URGE, at=at)
        _tell_issued(slip, owed, act)
        documents.take_number(
            register=ladder.register, year=day.year, series=f"{form.name}:{document.symbol}",
            document=document, at=at,
        )  # fmt: skip
        document.refresh_from_db()
        return slip


def _write(slip: Slip, form: Form, owed: list[Owed], chosen: Field | None, act: Act) -> Document:
    """The paper of the slip, still without its number, and what is printed of it."""
    ladder, day = slip.ladder, writing.day_of(act)
    lines = [row.assignment for row in owed]
    field = papers.field_of(ladder, lines) or chosen
    if field is None and rules.needs_field(form):
        law = gazette.law(ladder.document.edition)
        raise Refused(Refusal("slip.field_missing", {"code": str(ladder.document)}, law.cite("issue_slip") or None))
    slip.content = papers.compose(ladder, form, lines, by=act.by, field=field, day=day)
    paper = PaperInput(
        kind=DocumentKind.SLIP, issued_on=day, symbol=slip.content["symbol"], issuer=slip.content["issuer"],
        abstract=f"{form.title} {slip.ordinal}: {ladder.document}, {ladder.unit.name}",
        signer=slip.content["signer"], field=field, related=(ladder.document,),
    )  # fmt: skip
    slip.document = documents.write_document(
        register=ladder.register, role=DocumentRole.SLIP, paper=paper, files=(), by=act.by, at=act.at, token=act.token
    )
    documents.let_read(slip.document, [ladder.unit])
    slip.given, slip.issued_at, slip.issued_by = papers.given_to(ladder), act.at, act.by.post
    slip.save()
    return slip.document


def _tell_issued(slip: Slip, owed: list[Owed], act: Act) -> None:
    ladder, day = slip.ladder, writing.day_of(act)
    law = gazette.law(ladder.document.edition)
    told = {"slip": slip.ordinal, "tasks": len(owed)}
    writing.tell_journal("slip.issued", ladder, act, told, cites=law.cite("issue_slip"))
    url = reverse("urging:slip", args=[slip.pk])
    key = f"slip-issued:{slip.pk}"
    people = writing.unit_people(ladder, day)
    writing.post("slip.issued_to_unit", ladder, people, act, key, url=url, **told)
    monitors = [person for person in writing.monitor_people(ladder, owed, day) if person not in people]
    writing.post("slip.issued", ladder, monitors, act, key, url=url, **told)


def withhold_slip(*, by: Actor, at: datetime, slip: Slip, reason: str) -> Slip:
    """The head of the Office does not issue a prepared slip and says why: it counts as not issued.

    The same slip is prepared again when the limit has passed, counted from this day (reading, HUE NOTES).
    """
    act = Act(by, at)
    with transaction.atomic():
        slip = _begin(slip)
        ladder = slip.ladder
        permissions.require_issue(by, ladder.register, ladder.unit)
        _require_waiting(slip)
        said = clean_text(reason)
        if not said.strip():
            raise Refused(Refusal("slip.reason_missing", {}, None))
        slip.withheld_at, slip.withheld_by, slip.withheld_because = at, by.post, said
        slip.save()
        writing.move_on(ladder)
        duties.discharge(ladder.matter, DutyKind.ISSUE_SLIP, at=at)
        law = gazette.law(ladder.document.edition)
        told = {"slip": slip.ordinal, "reason": said}
        writing.tell_journal("slip.withheld", ladder, act, told, cites=law.cite("issue_slip"))
        _tell_withheld(ladder, slip, act)
        return slip


def _tell_withheld(ladder: Ladder, slip: Slip, act: Act) -> None:
    day = writing.day_of(act)
    people = writing.monitor_people(ladder, queries.owed_on(ladder.document, ladder.unit, day), day)
    writing.post(
        "slip.withheld", ladder, people, act, f"slip-withheld:{slip.pk}", url=reverse("urging:slip", args=[slip.pk]),
        slip=slip.ordinal, reason=slip.withheld_because[:300],
    )  # fmt: skip
