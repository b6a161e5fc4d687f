"""The monitoring officer appraises: accepted, or sent back with what is missing (HUE Appendix I.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.tasks import permissions, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Fact
from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.wording import clean_text


def accept_result(*, by: Actor, at: datetime, assignment: Assignment, note: str = "", token: str | None = None) -> Fact:
    """Done means confirmed: the monitor accepts the result; the task closes with its last answering unit."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_accepted")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.APPRAISE)
        fact = writing.append(assignment, "result_accepted", act, text=clean_text(note)[: writing.LONGEST_TEXT])
        _settle_appraisal(assignment, at)
        writing.close_if_finished(task)
        if task.closed_at is not None:
            duties.void_under(task.matter, at=at)
        assert assignment.completed_on is not None
        verdict = rules.timeliness(due_on=assignment.due_on, on=assignment.completed_on)
        writing.tell_journal(
            "task.result_accepted", task, act, {"timeliness": verdict, "completed_on": assignment.completed_on},
            unit=assignment.unit, acts="appraise",
        )  # fmt: skip
        writing.tell_unit("task.result_accepted", assignment, act, f"accepted:{fact.pk}")
        return fact


def _settle_appraisal(assignment: Assignment, at: datetime) -> None:
    """The appraisal duty is one per task: it stays open while another unit's result waits."""
    waiting = assignment.task.assignments.filter(state=rules.SENT).exists()
    if not waiting:
        duties.discharge(assignment.task.matter, DutyKind.APPRAISE, at=at)


def send_back(*, by: Actor, at: datetime, assignment: Assignment, missing: str, token: str | None = None) -> Fact:
    """The result is not accepted: it goes back with what is missing; the first report stays in the file (C5)."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_sent_back")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.APPRAISE)
        text = writing.said(missing, "task.missing_not_said", task, "appraise")
        fact = writing.append(assignment, "result_sent_back", act, text=text)
        _settle_appraisal(assignment, at)
        writing.open_unit_duties(assignment, at)
        writing.tell_journal(
            "task.result_sent_back", task, act, {"missing": text}, unit=assignment.unit, acts="appraise"
        )
        writing.tell_unit("task.result_sent_back", assignment, act, f"sent-back:{fact.pk}", missing=text[:300])
        return fact


def reopen(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """A task recorded as done turns out not to be: it is opened again with the reason; the acceptance stays in the file."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "reopened")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.APPRAISE)
        text = writing.said(reason, "task.reason_missing", task, "reopen")
        fact = writing.append(assignment, "reopened", act, text=text)
        writing.close_if_finished(task)
        writing.open_unit_duties(assignment, at)
        writing.tell_journal("task.reopened", task, act, {"reason": text}, unit=assignment.unit, acts="reopen")
        writing.tell_unit("task.reopened", assignment, act, f"reopened:{fact.pk}", reason=text[:300])
        return fact
