"""How the Office ends a unit's part otherwise than by an accepted result: in part, declined, dropped, merged into another task."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.duties import actions as duties
from dondoc.regulation import Refusal, Refused, Silent
from dondoc.tasks import permissions, rules
from dondoc.tasks.actions import appraising, writing
from dondoc.tasks.actions.correcting import end_part, settle_waiting
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Fact, Part, Task
from dondoc.units import access
from dondoc.units.models import Actor


def conclude(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    outcome: str,
    reason: str,
    other_task: Task | None = None,
    token: str | None = None,
) -> Fact:
    """The Office ends the unit's part with an outcome that the regulation knows, and says why.

    ``partial`` takes a sent result for what it is and closes with it; the others end the part without a result. A merged one
    names the task in which it goes on.

    Raises:
        Refused: an outcome that the regulation does not know; no reason; a partner's part; for ``merged`` no other task, the
            task itself, one of another register or one that has ended; for ``partial`` no sent result.
    """
    act = Act(by, at, token)
    kind = "result_accepted" if outcome == rules.PARTIAL else "ended"
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, kind)
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.DECIDE_OUTCOME)
        if refusal := refusal_of_outcome(task, outcome):
            raise Refused(refusal)
        if assignment.part == Part.COORDINATING:
            writing.refuse("task.partner_has_no_outcome")
        text = writing.said(reason, "task.reason_missing", task, "end_task")
        if outcome == rules.PARTIAL:
            return appraising.close(assignment, act, note=text, outcome=outcome, verb="task.result_partial")
        _refuse_other(task, outcome, other_task)
        return _end(assignment, act, text, outcome, other_task if outcome == rules.MERGED else None)


def refusal_of_outcome(task: Task, outcome: str) -> Refusal | None:
    """Whether the regulation of the task knows the outcome; a silent text knows none beside accepted and refused."""
    stated = gazette.law(task.edition).outcomes
    if isinstance(stated, Silent):
        return Refusal("task.outcome_silent", {"said": stated.declaration}, None)
    if outcome in rules.OTHER_OUTCOMES and outcome in stated.value:
        return None
    return Refusal("task.outcome_unknown", {}, " ".join(map(str, stated.article)))


def _refuse_other(task: Task, outcome: str, other: Task | None) -> None:
    if outcome != rules.MERGED:
        return
    if other is None:
        writing.refuse("task.other_missing", task, "end_task")
    if other.pk == task.pk:
        writing.refuse("task.other_same")
    if other.register_id != task.register_id or other.closed_at is not None:
        writing.refuse("task.other_not_open", code=other.document.code, ordinal=other.ordinal)


def _end(assignment: Assignment, act: Act, text: str, outcome: str, other: Task | None) -> Fact:
    task, at = assignment.task, act.at
    fact = end_part(assignment, act, text, outcome=outcome, other_task=other)
    settle_waiting(task, at)
    writing.close_if_finished(task)
    if task.closed_at is not None:
        duties.void_under(task.matter, at=at)
    writing.refresh_audience(task)
    told: dict[str, object] = {"reason": text}
    if other is not None:
        told |= {"other": f"{other.document.code} – {other.ordinal}", "other_task": other.pk}
    verb = f"task.{outcome}"
    writing.tell_journal(verb, task, act, told, unit=assignment.unit, acts="end_task")
    said = {"other": told["other"]} if other is not None else {}
    writing.tell_unit(verb, assignment, act, f"{outcome}:{fact.pk}", reason=text[:300], **said)
    return fact
