"""What a unit does with its task: take over, return, report, explain, send the result (HUE 7.2, 10.2, Appendix IV)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import permissions
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Fact, Part
from dondoc.units import access
from dondoc.units.models import Actor, Unit
from dondoc.wording import clean_text


def _begin(assignment: Assignment, by: Actor, verb: str) -> Assignment:
    current = writing.locked(assignment)
    permissions.require_holder(by, current, verb)
    return current


def _require_text(text: str, code: str, article: str) -> str:
    cleaned = clean_text(text)
    if not cleaned.strip():
        raise Refused(Refusal(code, {}, article))
    return cleaned


def take_over(*, by: Actor, at: datetime, assignment: Assignment, token: str | None = None) -> Fact:
    """The unit takes the task over (HUE 7.2a); its duty to look at it is discharged."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = _begin(assignment, by, access.TAKE_OVER)
        if assignment.taken_over_at is not None:
            raise Refused(Refusal("task.taken_over_already", {}, None))
        fact = writing.append(assignment, "taken_over", act)
        _taken(assignment, at)
        writing.tell_journal("task.taken_over", assignment.task, act, {}, unit=assignment.unit, cites="Đ7.k2.a")
        return fact


def _taken(assignment: Assignment, at: datetime) -> None:
    duties.discharge(assignment.task.matter, DutyKind.TAKE_OVER, at=at, holder_unit=assignment.unit)


def return_task(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """The unit returns a task that is wrong or not its own, with the reason; the Office must decide (HUE 7.2d)."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = _begin(assignment, by, access.RETURN_TASK)
        text = _require_text(reason, "task.reason_missing", "Đ7.k2.d")
        task = assignment.task
        fact = writing.append(assignment, "returned", act, text=text)
        duties.discharge(task.matter, DutyKind.TAKE_OVER, at=at, holder_unit=assignment.unit)
        duties.open_duty(
            task.matter, kind=DutyKind.CORRECT_RETURN, holder_unit=task.register.office, holder_post=task.monitor,
            edition=task.edition, article="Đ7.k2.d", at=at,
        )  # fmt: skip
        writing.tell_journal("task.returned", task, act, {"reason": text}, unit=assignment.unit, cites="Đ7.k2.d")
        writing.tell_office("task.returned", task, act, f"returned:{fact.pk}", unit=assignment.unit.name)
        return fact


def report_progress(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    text: str,
    percent: int | None = None,
    paper_sent_on: date | None = None,
    token: str | None = None,
) -> Fact:
    """The unit (a partner too) reports how far it is (HUE 6.1g, 7.2b); a periodic update is discharged by it."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = _begin(assignment, by, access.REPORT_PROGRESS)
        said = _require_text(text, "task.progress_missing", "Đ7.k2.b")
        task = assignment.task
        fact = writing.append(
            assignment, "progress_reported", act, text=said, percent=percent, paper_sent_on=paper_sent_on
        )
        _taken(assignment, at)
        duties.discharge(task.matter, DutyKind.UPDATE_PERIODIC, at=at, holder_unit=assignment.unit)
        writing.tell_journal(
            "task.progress_reported", task, act, {"text": said, "percent": percent}, unit=assignment.unit,
            cites="Đ7.k2.b",
        )  # fmt: skip
        return fact


def explain_delay(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """The unit says why an overdue task is not done (HUE Appendix IV, 10.2)."""
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = _begin(assignment, by, access.EXPLAIN_DELAY)
        text = _require_text(reason, "task.reason_missing", "PL4")
        if assignment.due_on is None or assignment.due_on >= local_date(at):
            raise Refused(Refusal("task.not_overdue", {}, "PL4"))
        task = assignment.task
        fact = writing.append(assignment, "delay_explained", act, text=text)
        duties.discharge(task.matter, DutyKind.EXPLAIN_DELAY, at=at, holder_unit=assignment.unit)
        writing.tell_journal("task.delay_explained", task, act, {"reason": text}, unit=assignment.unit, cites="PL4")
        writing.tell_office("task.delay_explained", task, act, f"explained:{fact.pk}", unit=assignment.unit.name)
        return fact


def send_result(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    paper: PaperInput,
    files: Sequence[StoredFile] = (),
    text: str = "",
    paper_sent_on: date | None = None,
    token: str | None = None,
) -> Fact:
    """The unit sends its result with the result document; the monitor must appraise it (HUE Appendix I.3, III.3).

    The date of completion is the date of the result document (reading of C1): a unit that uses its days for updating is
    not late. What the first report said stays when a later one replaces it.

    Raises:
        Refused: a partner's assignment; an overdue task without a reason (Appendix IV); a result in the future.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        if first := writing.repeated(token):
            return first
        assignment = _begin(assignment, by, access.SEND_RESULT)
        if assignment.part == Part.COORDINATING:
            raise Refused(Refusal("task.partner_sends_no_result", {}, None))
        task = assignment.task
        if paper.issued_on < task.document.issued_on:
            raise Refused(Refusal("task.result_before_directive", {"on": task.document.issued_on}, None))
        document = documents.write_document(
            register=task.register, role=DocumentRole.RESULT, paper=paper, files=files, by=by, at=at
        )
        documents.let_read(document, [*_readers(assignment)])
        fact = writing.append(
            assignment, "result_sent", act, text=clean_text(text), completed_on=paper.issued_on,
            document=document, paper_sent_on=paper_sent_on,
        )  # fmt: skip
        _settle_unit(assignment, at)
        duties.open_duty(
            task.matter, kind=DutyKind.APPRAISE, holder_unit=task.register.office, holder_post=task.monitor,
            edition=task.edition, limit="confirmation", event_at=at, article="PL1.m3", at=at,
        )  # fmt: skip
        writing.tell_journal(
            "task.result_sent", task, act, {"code": document.code, "completed_on": paper.issued_on},
            unit=assignment.unit, cites="Đ7.k2.b Đ7.k2.c",
        )  # fmt: skip
        writing.tell_office("task.result_sent", task, act, f"sent:{fact.pk}", unit=assignment.unit.name)
        return fact


def _settle_unit(assignment: Assignment, at: datetime) -> None:
    matter, unit = assignment.task.matter, assignment.unit
    for kind in (
        DutyKind.TAKE_OVER, DutyKind.CARRY_OUT, DutyKind.UPDATE_RESULT, DutyKind.UPDATE_PERIODIC,
    ):  # fmt: skip
        duties.discharge(matter, kind, at=at, holder_unit=unit)
    duties.void(matter, at=at, kinds=[DutyKind.EXPLAIN_DELAY], holder_unit=unit)


def _readers(assignment: Assignment) -> list[Unit]:
    return [row.unit for row in assignment.task.audience.select_related("unit")]
