"""What every verb of the room shares: append a fact, carry the projections on, tell the journal and the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import rules
from dondoc.tasks.models import Assignment, Audience, AudienceReason, Fact, Part, Span, Task
from dondoc.units.models import Actor, Role, Unit
from dondoc.units.queries import people_for, people_in

UNIT_DUTIES = (
    DutyKind.TAKE_OVER,
    DutyKind.CARRY_OUT,
    DutyKind.UPDATE_RESULT,
    DutyKind.UPDATE_PERIODIC,
    DutyKind.EXPLAIN_DELAY,
)


@dataclass(frozen=True)
class Act:
    """Who acts when, and the form's token, as one value."""

    by: Actor
    at: datetime
    token: str | None = None


def repeated(token: str | None) -> Fact | None:
    """The fact that the same form already wrote: a repeated form gets the first answer."""
    return Fact.objects.filter(form_token=token).first() if token else None


def locked(assignment: Assignment) -> Assignment:
    """The assignment as it is now, with its directive's matter locked."""
    duties.lock(assignment.task.matter)
    return Assignment.objects.select_related("task__matter", "task__register__office", "task__edition", "unit").get(
        pk=assignment.pk
    )


def append(assignment: Assignment, kind: str, act: Act, **columns: Any) -> Fact:
    """Append a fact and carry Assignment and Span on by the same fold that `rebuild` uses.

    Raises:
        Refused: ``task.cannot_now`` when the state does not allow the fact (somebody was faster).
    """
    if kind != "assigned" and not rules.may_follow(assignment.state, kind):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))
    before = assignment.as_state()
    fact = Fact.objects.create(
        assignment=assignment, kind=kind, recorded_at=act.at, by_post=act.by.post, by_unit=act.by.unit,
        form_token=act.token, **{"occurred_at": act.at, **columns},
    )  # fmt: skip
    after = rules.step(before, fact.as_value())
    if after != before or kind == "assigned":
        project(assignment, after, fact.recorded_at)
    return fact


def project(assignment: Assignment, state: rules.State, since: datetime) -> None:
    """Write the state as current columns and as the open span."""
    for name in ("state", "due_on", "taken_over_at", "sent_at", "completed_on", "closed_at", "is_started"):
        setattr(assignment, name, getattr(state, name))
    assignment.save()
    Span.objects.filter(assignment=assignment, until=None).update(until=since)
    Span.objects.create(
        assignment=assignment, task_id=assignment.task_id, register_id=assignment.task.register_id,
        unit_id=assignment.unit_id, part=assignment.part, since=since, state=state.state, due_on=state.due_on,
        sent_at=state.sent_at, completed_on=state.completed_on, closed_at=state.closed_at,
    )  # fmt: skip


def close_if_finished(task: Task, at: datetime) -> None:
    """A task is closed when every unit that owes a result has been accepted or released."""
    open_left = task.assignments.answering().exclude(state__in=[rules.DONE, rules.ENDED]).exists()
    closed_at = None if open_left else at
    if (task.closed_at is None) != (closed_at is None):
        task.closed_at = closed_at
        task.save(update_fields=["closed_at"])


def refresh_keys(task: Task) -> None:
    """Write the search key anew from the units that have the task, or had it to the end; not from those replaced."""
    having = task.assignments.filter(replaced_by=None).select_related("unit")
    task.fill_keys(assignment.unit for assignment in having)
    task.save()


def open_unit_duties(assignment: Assignment, at: datetime) -> None:
    """What being given a task makes a unit do: take over, carry out, update; partners owe nothing by date."""
    task = assignment.task
    if assignment.part == Part.COORDINATING:
        return
    common: dict[str, Any] = {"holder_unit": assignment.unit, "edition": task.edition, "at": at}
    duties.open_duty(task.matter, kind=DutyKind.TAKE_OVER, article="Đ7.k2.a Đ7.k2.d", **common)
    if assignment.due_on is None:
        return
    duties.open_duty(
        task.matter, kind=DutyKind.CARRY_OUT, due_on=assignment.due_on, event_on=task.document.issued_on,
        article="Đ4.k1 Đ6.k1.đ", **common,
    )  # fmt: skip
    duties.open_duty(task.matter, kind=DutyKind.UPDATE_RESULT, limit="update", event_on=assignment.due_on, **common)


def let_see(task: Task, unit: Unit, reason: str) -> None:
    """Let a unit see the task; what its assignment says replaces an older reason, synthesising replaces nothing."""
    row, created = Audience.objects.get_or_create(task=task, unit=unit, defaults={"reason": reason})
    of_assignment = {AudienceReason.HOLDER, AudienceReason.COORDINATING, AudienceReason.FORMER}
    if not created and row.reason != reason and reason in of_assignment:
        row.reason = reason
        row.save(update_fields=["reason"])


def tell_journal(
    verb: str,
    task: Task,
    act: Act,
    payload: Mapping[str, object],
    *,
    cites: str = "",
    unit: Unit | None = None,
) -> None:
    """One journal entry about a task, under its directive."""
    body = {"task": task.pk, **({"unit": unit.name} if unit else {}), **payload}
    journal.record(
        verb, register_id=task.register_id, stamp=act.by.stamp, at=act.at, matter_id=task.matter_id,
        root_id=task.matter.trunk_id, payload=body, cites=cites,
    )  # fmt: skip


def tell_unit(kind: str, assignment: Assignment, act: Act, key: str, **params: object) -> None:
    """A notice to the head and the officers of the unit that has the task."""
    day = local_date(act.at)
    people = people_in([assignment.unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], day)
    post_notice(kind, assignment.task, people, act, key, unit=assignment.unit.name, **params)


def tell_office(kind: str, task: Task, act: Act, key: str, **params: object) -> None:
    """A notice to the task's monitor, or to the whole Office when none is named."""
    day = local_date(act.at)
    if task.monitor is not None:
        people: Iterable[int] = people_for(task.monitor, day)
    else:
        people = people_in([task.register.office], [Role.OFFICE_OFFICER, Role.MONITOR], day)
    post_notice(kind, task, people, act, key, **params)


def post_notice(kind: str, task: Task, people: Iterable[int], act: Act, key: str, **params: object) -> None:
    """Post into the outbox; who acted is not told of their own act."""
    mine = act.by.person.pk if act.by.person else None
    due = params.pop("due_on", None)
    shown: date | str | None = due.strftime("%d/%m/%Y") if isinstance(due, date) else ""
    journal.post(
        kind, recipients=[p for p in people if p != mine],
        params={"code": task.document.code, "ordinal": task.ordinal, "due_on": shown, **params},
        url=reverse("workspace:task", args=[task.pk]), key=key, matter_id=task.matter.trunk_id, at=act.at,
    )  # fmt: skip
