"""The result of a task: the unit sends it, or the Office enters it for a unit that works on paper (C2, C3, C6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Event, Silent
from dondoc.regulation.decisions import decisive_day
from dondoc.tasks import confirmations, permissions, updating
from dondoc.tasks.actions import appraising, levels, writing
from dondoc.tasks.actions.working import explain_delay, refuse_future_paper
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import UNFINISHED, Assignment, Fact, Part, Task
from dondoc.units import access
from dondoc.units.models import Actor, Unit
from dondoc.wording import clean_text


@dataclass(frozen=True)
class Report:
    """What comes with a result: its document, the files, words beside it, the day of a paper report, if any."""

    paper: PaperInput
    files: Sequence[StoredFile] = ()
    text: str = ""
    paper_sent_on: date | None = None


def send_result(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    paper: PaperInput,
    files: Sequence[StoredFile] = (),
    text: str = "",
    paper_sent_on: date | None = None,
    delay_reason: str = "",
    token: str | None = None,
) -> Fact:
    """The unit sends its result with the result document; whom the regulation names must confirm it (HUE Appendix I.3, III.3).

    The regulation says which date decides (C1): that of the result document, so that a unit which uses its days for updating
    is not late, or the day of sending. What the first report said stays when a later one replaces it. ``delay_reason`` says
    in the same form why the task is overdue (Appendix IV): both are written, or neither. Where the text states no level of
    confirmation the result closes the task.

    Raises:
        Refused: a partner's assignment; a result dated in the future or before the directive.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_sent")
        if first:
            return first
        if delay_reason:
            explain_delay(by=by, at=at, assignment=assignment, reason=delay_reason)
        permissions.require_holder(by, assignment, access.SEND_RESULT)
        report = Report(paper, files, text, paper_sent_on)
        fact = _put_on_file(assignment, act, report, sent_on=local_date(at))
        writing.tell_journal(
            "task.result_sent", assignment.task, act, _told(fact), unit=assignment.unit, acts="send_result"
        )
        _go_on(assignment, act, fact)
        return fact


def _told(fact: Fact) -> dict[str, object]:
    assert fact.document is not None
    return {"code": fact.document.code, "completed_on": fact.completed_on}


def receive_paper(
    *, by: Actor, at: datetime, assignment: Assignment, received_on: date, token: str | None = None
) -> Fact:
    """The Office notes the day on which the paper report of a unit that is not connected came; it must enter it in time (C6).

    Raises:
        Refused: the unit works in the program itself; a day in the future; not the Office.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "paper_received")
        if first:
            return first
        _refuse_for_unit(assignment, by, received_on, at)
        fact = writing.append(assignment, "paper_received", act, paper_sent_on=received_on)
        _owe_entry(assignment, received_on, at)
        writing.tell_journal(
            "task.paper_received", assignment.task, act, {"received_on": received_on}, unit=assignment.unit,
            acts="enter_for_unit",
        )  # fmt: skip
        return fact


def enter_result(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    paper: PaperInput,
    received_on: date,
    files: Sequence[StoredFile] = (),
    text: str = "",
    token: str | None = None,
) -> Fact:
    """The Office enters the result that a unit reported on paper; the officer and the unit both stand in the journal (C6).

    Where the day of sending decides whether a task was done in time, it is the day on which the paper came. The Office's own
    time for entering counts from that day, and is said to be kept or not by its duty.

    Raises:
        Refused: the unit works in the program itself; as `send_result`.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_sent")
        if first:
            return first
        _refuse_for_unit(assignment, by, received_on, at)
        fact = _put_on_file(assignment, act, Report(paper, files, text, received_on), sent_on=received_on)
        _owe_entry(assignment, received_on, at)
        _settle_entry(assignment, at)
        writing.tell_journal(
            "task.result_entered", assignment.task, act, {**_told(fact), "received_on": received_on},
            unit=assignment.unit, acts="enter_for_unit",
        )  # fmt: skip
        writing.tell_unit("task.result_entered", assignment, act, f"entered:{fact.pk}", result=_told(fact)["code"])
        _go_on(assignment, act, fact)
        return fact


def _refuse_for_unit(assignment: Assignment, by: Actor, received_on: date, at: datetime) -> None:
    task = assignment.task
    permissions.require_on(by, task, access.ENTER_FOR_UNIT)
    if not confirmations.may_enter_for(assignment, local_date(at)):
        writing.refuse("task.unit_is_connected", task, "enter_for_unit", unit=assignment.unit.name)
    refuse_future_paper(received_on, at)
    if received_on < task.document.issued_on:
        writing.refuse("task.result_before_directive", on=task.document.issued_on)


def _owe_entry(assignment: Assignment, received_on: date, at: datetime) -> None:
    task = assignment.task
    duties.open_duty(
        task.matter, kind=DutyKind.ENTER_FOR_UNIT, holder_unit=task.register.office,
        holder_post=confirmations.monitor_on(task, at), edition=task.edition, limit="proxy-entry", event_on=received_on,
        tags=confirmations.limit_tags(assignment, "proxy-entry"), article=writing.cite(task, "enter_for_unit"), at=at,
    )  # fmt: skip


def _settle_entry(assignment: Assignment, at: datetime) -> None:
    """The duty is one per task: it stays open while the paper of another unit waits to be entered."""
    waiting = assignment.task.assignments.filter(facts__kind="paper_received", state__in=UNFINISHED)
    if not waiting.exists():
        duties.discharge(assignment.task.matter, DutyKind.ENTER_FOR_UNIT, at=at)


def _put_on_file(assignment: Assignment, act: Act, report: Report, *, sent_on: date) -> Fact:
    """The result document, the fact, and the end of what the unit owed."""
    task, paper, at = assignment.task, report.paper, act.at
    if assignment.part == Part.COORDINATING:
        writing.refuse("task.partner_sends_no_result")
    if paper.issued_on < task.document.issued_on:
        writing.refuse("task.result_before_directive", on=task.document.issued_on)
    refuse_future_paper(report.paper_sent_on, at)
    said = _said_beside(report.text)
    completed_on = _completed_on(task, paper.issued_on, sent_on)
    document = documents.write_document(
        register=task.register, role=DocumentRole.RESULT, paper=paper, files=report.files, by=act.by, at=at
    )
    documents.let_read(document, [*_readers(assignment)])
    found = confirmations.levels(assignment)
    fact = writing.append(
        assignment, "result_sent", act, text=said, completed_on=completed_on, document=document,
        paper_sent_on=report.paper_sent_on, awaits=confirmations.awaiting(found[0]) if found else "",
    )  # fmt: skip
    _settle_unit(assignment, at, completed_on, document)
    return fact


def _go_on(assignment: Assignment, act: Act, fact: Fact) -> None:
    """The next level must confirm; where the text states none the result itself closes the task."""
    if not confirmations.levels(assignment):
        appraising.close(assignment, Act(Actor.system(assignment.task.register), act.at))
        return
    levels.open_level(assignment, act.at)
    levels.tell_level(assignment, act, f"sent:{fact.pk}")


def _said_beside(text: str) -> str:
    """The words beside the result document; there need not be any."""
    said = clean_text(text)
    if len(said) > writing.LONGEST_TEXT:
        writing.refuse("task.text_too_long", limit=writing.LONGEST_TEXT, length=len(said))
    return said


def _completed_on(task: Task, issued_on: date, sent_on: date) -> date:
    """The day that decides (C1); where the text is silent that of the result document (reading of C1)."""
    day = decisive_day(gazette.law(task.edition), completed_on=issued_on, sent_on=sent_on)
    return issued_on if isinstance(day, Silent) else day


def _settle_unit(assignment: Assignment, at: datetime, completed_on: date, document: Document) -> None:
    """Carrying out was done on the day that the regulation says (C1); looking at the task and updating, now."""
    task, unit = assignment.task, assignment.unit
    duties.discharge(task.matter, DutyKind.CARRY_OUT, at=at, holder_unit=unit, done_on=completed_on)
    _settle_update(assignment, at, document)
    for kind in (DutyKind.TAKE_OVER, DutyKind.UPDATE_PERIODIC):
        duties.discharge(task.matter, kind, at=at, holder_unit=unit)
    duties.void(task.matter, at=at, kinds=[DutyKind.EXPLAIN_DELAY], holder_unit=unit)


def _settle_update(assignment: Assignment, at: datetime, document: Document) -> None:
    """Whoever was to update has done so; where the time counts from the result document, the duty begins and ends with it."""
    task, holder = assignment.task, assignment.unit
    law = gazette.law(task.edition)
    if updating.by_office(law):
        holder = task.register.office
        if task.assignments.answering().filter(state__in=UNFINISHED).exists():
            return
    if updating.counts_from(law) is Event.DOCUMENT_ISSUED:
        duties.open_duty(
            task.matter, kind=DutyKind.UPDATE_RESULT, holder_unit=holder, edition=task.edition, limit="update",
            event_on=document.issued_on, event_at=document.issued_at, article=writing.cite(task, "send_result"), at=at,
            tags=confirmations.limit_tags(assignment, "update"),
        )  # fmt: skip
    duties.discharge(task.matter, DutyKind.UPDATE_RESULT, at=at, holder_unit=holder)


def _readers(assignment: Assignment) -> list[Unit]:
    return [row.unit for row in assignment.task.audience.select_related("unit")]
