"""What every verb of the room shares: append a fact, carry the projections on, tell the journal and the people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NoReturn

from django.db.models import Max, Q
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.journal import actions as journal
from dondoc.regulation import Event, Refusal, Refused
from dondoc.tasks import rules, updating
from dondoc.tasks.confirmations import monitor_on
from dondoc.tasks.models import Assignment, Audience, Fact, Part, Span, Task
from dondoc.tasks.queries import audience_of
from dondoc.units.models import Actor, Role, Unit
from dondoc.units.queries import people_for, people_in
from dondoc.wording import clean_text

LONGEST_TEXT = 5000
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


def repeated(act: Act, kind: str | Collection[str], *, task_id: int, assignment_id: int | None = None) -> Fact | None:
    """The fact that the same form already wrote: a repeated form gets the first answer. Asked under the lock.

    Of several kinds the verb writes one, as things stand.

    Raises:
        Refused: ``task.form_used`` when the form was used for another act, thing or person.
    """
    first = Fact.objects.select_related("assignment").filter(form_token=act.token).first() if act.token else None
    if first is None:
        return None
    post_id = act.by.post.pk if act.by.post else None
    kinds = {kind} if isinstance(kind, str) else set(kind)
    same = first.kind in kinds and (first.assignment.task_id, first.by_post_id) == (task_id, post_id)
    if not same or assignment_id not in {None, first.assignment_id}:
        raise Refused(Refusal("task.form_used", {}, None))
    return first


def begin(assignment: Assignment, act: Act, kind: str | Collection[str]) -> tuple[Assignment, Fact | None]:
    """The assignment as it is now, its directive locked, and the first answer when the form is sent again."""
    duties.lock(assignment.task.matter)
    current = Assignment.objects.select_related(
        "task__matter", "task__document", "task__register__office", "task__register__keeper", "task__edition",
        "task__monitor__person", "unit",
    ).get(pk=assignment.pk)  # fmt: skip
    return current, repeated(act, kind, task_id=current.task_id, assignment_id=current.pk)


def begin_task(task: Task, act: Act, kind: str = "") -> tuple[Task, Fact | None]:
    """The task as it is now, its directive locked, and the first answer when the form is sent again."""
    duties.lock(task.matter)
    current = Task.objects.select_related(
        "matter", "document", "register__office", "register__keeper", "edition", "monitor__person"
    ).get(pk=task.pk)
    return current, repeated(act, kind, task_id=current.pk) if kind else None


def cite(task: Task, act: str) -> str:
    """The articles of the task's own edition on which the act rests."""
    return gazette.law(task.edition).cite(act)


def refuse(code: str, /, task: Task | None = None, act: str = "", **params: object) -> NoReturn:
    """Refuse with the article that the act rests on."""
    raise Refused(Refusal(code, params, (cite(task, act) if task is not None and act else "") or None))


def said(text: str, code: str, task: Task, act: str) -> str:
    """The words that the act needs, cleaned; refuses when there are none or too many."""
    cleaned = clean_text(text)
    if not cleaned.strip():
        refuse(code, task, act)
    if len(cleaned) > LONGEST_TEXT:
        refuse("task.text_too_long", limit=LONGEST_TEXT, length=len(cleaned))
    return cleaned


def refuse_purged(task: Task) -> None:
    """A secret that was removed does not come back through its tasks: it is followed on paper (HUE 6.2)."""
    if task.document.purged_at is not None:
        refuse("document.purged", task, "purge")


def append(assignment: Assignment, kind: str, act: Act, **columns: Any) -> Fact:
    """Append a fact and carry Assignment and Span on by the same fold that `rebuild` uses.

    Who waited for the lock asked for the time earlier than who held it: the register's own clock never runs back, or the
    facts would be folded in another order than they were written.

    Raises:
        Refused: ``task.cannot_now`` when the state does not allow the fact (somebody was faster); ``document.purged`` when
            the directive was a secret that was removed: nothing is written under it any more.
    """
    refuse_purged(assignment.task)
    if kind != "assigned" and not rules.may_follow(assignment.state, kind):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))
    before = assignment.as_state()
    last = assignment.facts.aggregate(last=Max("recorded_at"))["last"]
    fact = Fact.objects.create(
        assignment=assignment, kind=kind, recorded_at=max(act.at, last or act.at), by_post=act.by.post,
        by_unit=act.by.unit, form_token=act.token, **{"occurred_at": act.at, **columns},
    )  # fmt: skip
    after = rules.step(before, fact.as_value())
    if after != before or kind == "assigned":
        project(assignment, after, fact.recorded_at)
    return fact


def project(assignment: Assignment, state: rules.State, since: datetime) -> None:
    """Write the state as current columns and as the open span."""
    for column in fields(state):
        setattr(assignment, column.name, getattr(state, column.name))
    assignment.save()
    Span.objects.filter(assignment=assignment, until=None).update(until=since)
    Span.objects.create(
        assignment=assignment, task_id=assignment.task_id, register_id=assignment.task.register_id,
        unit_id=assignment.unit_id, part=assignment.part, since=since, state=state.state, due_on=state.due_on,
        sent_at=state.sent_at, completed_on=state.completed_on, closed_at=state.closed_at, outcome=state.outcome,
        ratings=state.ratings,
    )  # fmt: skip


def close_if_finished(task: Task) -> None:
    """A task is closed when every unit that owes a result has been accepted or released: at the last of these instants."""
    last = Span.objects.filter(task=task, until=None).exclude(part=Part.COORDINATING)
    open_left = last.exclude(state__in=[rules.DONE, rules.ENDED]).exists()
    closed_at = None if open_left else last.aggregate(last=Max("since"))["last"]
    if (task.closed_at is None) != (closed_at is None):
        task.closed_at = closed_at
        task.save(update_fields=["closed_at"])


def refresh_keys(task: Task) -> None:
    """Write the search key anew from the units that have the task, or had it to the end; not from those replaced."""
    having = task.assignments.filter(replaced_by=None).select_related("unit")
    task.fill_keys(assignment.unit for assignment in having)
    task.save()


def open_unit_duties(assignment: Assignment, at: datetime) -> None:
    """What having a task makes a unit do: take over, unless it did; carry out, update; partners owe nothing by date."""
    task = assignment.task
    if assignment.part == Part.COORDINATING:
        return
    common: dict[str, Any] = {"holder_unit": assignment.unit, "edition": task.edition, "at": at}
    if assignment.taken_over_at is None and not assignment.is_started:
        duties.open_duty(task.matter, kind=DutyKind.TAKE_OVER, article=cite(task, "take_over"), **common)
    if assignment.due_on is None:
        return
    duties.open_duty(
        task.matter, kind=DutyKind.CARRY_OUT, due_on=assignment.due_on, event_on=task.document.issued_on,
        article=cite(task, "due_date"), **common,
    )  # fmt: skip
    law = gazette.law(task.edition)
    if updating.counts_from(law) is not Event.DUE_DATE:  # counted from the result document, which is not there yet
        return
    if updating.by_office(law):
        common |= {"holder_unit": task.register.office, "holder_post": monitor_on(task, at)}
    duties.open_duty(task.matter, kind=DutyKind.UPDATE_RESULT, limit="update", event_on=assignment.due_on, **common)


def refresh_audience(task: Task) -> None:
    """Write anew which units may see the task, and let those that may read its papers."""
    having = task.assignments.select_related("unit__parent__parent")
    wanted = audience_of(task, [(row.unit, row.part, row.state) for row in having])
    standing = {row.unit_id: row for row in task.audience.all()}
    rows = [Audience(task=task, unit_id=unit, reason=why) for unit, why in wanted.items() if unit not in standing]
    Audience.objects.bulk_create(rows)
    for unit, row in standing.items():
        if unit in wanted and row.reason != wanted[unit]:
            row.reason = wanted[unit]
            row.save(update_fields=["reason"])
    if rows:
        units = list(Unit.objects.filter(pk__in=[row.unit_id for row in rows]))
        results = Fact.objects.filter(assignment__task=task).exclude(document=None).values("document")
        for paper in Document.objects.filter(Q(pk=task.document_id) | Q(pk__in=results)):
            documents.let_read(paper, units)


def tell_journal(
    verb: str,
    task: Task,
    act: Act,
    payload: Mapping[str, object],
    *,
    acts: str = "",
    unit: Unit | None = None,
) -> None:
    """One journal entry about a task, under its directive; it cites the articles of the acts that are named."""
    cites = " ".join(dict.fromkeys(part for name in acts.split() for part in cite(task, name).split()))
    record(verb, task, act, payload, cites=cites, unit=unit)


def record(
    verb: str, task: Task, act: Act, payload: Mapping[str, object], *, cites: str, unit: Unit | None = None
) -> None:
    """One journal entry about a task, under its directive, with articles that are known already."""
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
    """A notice to the task's monitor, or to the whole Office when none is named or nobody holds the post any more."""
    day = local_date(act.at)
    people = people_for(task.monitor, day) if task.monitor is not None else []
    people = people or people_in([task.register.office], [Role.OFFICE_OFFICER, Role.MONITOR], day)
    post_notice(kind, task, people, act, key, **params)


def tell_deciders(kind: str, task: Task, act: Act, key: str, **params: object) -> None:
    """A notice to the head and the officers of the Office, who decide, and to the monitor, who follows."""
    day = local_date(act.at)
    people = people_in([task.register.office], [Role.OFFICE_HEAD, Role.OFFICE_OFFICER], day)
    follows = people_for(task.monitor, day) if task.monitor is not None else []
    post_notice(kind, task, dict.fromkeys([*people, *follows]), act, key, **params)


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
