"""The rows of what the Office decides: `tasks.actions.appraising`, `tasks.actions.correcting`."""

from __future__ import annotations

from typing import Any

from dondoc.demo.simulate import acts
from dondoc.demo.simulate.entering import give, in_order, refresh_audience
from dondoc.demo.simulate.held import HeldAssignment, HeldDirective, HeldTask
from dondoc.demo.simulate.moments import Moment, text_of
from dondoc.demo.simulate.working import found
from dondoc.demo.simulate.writer import (
    ARTICLE,
    DUE_ON,
    EARLIER,
    EVENT_AT,
    EVENT_ON,
    PROVISIONAL,
    READING,
    TRACE,
    UNIT_DUTIES,
    Writer,
)
from dondoc.duties import rules as duty_rules
from dondoc.tasks import rules


def monitor_of(w: Writer, t: HeldTask) -> str:
    """The name of sign-in of who follows the task."""
    assert t.monitor is not None
    return t.monitor.person.username


def accept(w: Writer, act: acts.Accept) -> None:
    """See `tasks.actions.accept_result`."""
    d, t, a, moment = found(w, act)
    by, books = monitor_of(w, t), w.books
    post = books.posts[by]
    pk = w.append(t, a, "result_accepted", moment, post)
    _settle_appraisal(w, t, moment)
    w.close_if_finished(t)
    if t.closed_at is not None:
        w.void_all(t.duties, moment)
    done_on = a.state.completed_on
    assert done_on is not None
    verdict = rules.timeliness(due_on=a.state.due_on, on=done_on)
    body = {"unit": a.unit.name, "timeliness": verdict, "completed_on": done_on.isoformat()}
    w.record("task.result_accepted", d, t, moment, by, body, "appraise")
    people, mine = books.people(a.unit), post.person_id
    w.tell("task.result_accepted", d, t, people, moment, f"accepted:{pk}", mine, unit=a.unit.name)


def _settle_appraisal(w: Writer, t: HeldTask, moment: Moment) -> None:
    if not any(row.state.state == rules.SENT for row in t.assignments):
        w.close_duty(t.duties, "appraise", w.books.register.office_id, moment, "discharged")


def send_back(w: Writer, act: acts.SendBack) -> None:
    """See `tasks.actions.send_back`."""
    d, t, a, moment = found(w, act)
    by = monitor_of(w, t)
    post = w.books.posts[by]
    pk = w.append(t, a, "result_sent_back", moment, post, text=act.missing)
    _settle_appraisal(w, t, moment)
    w.open_unit_duties(d, t, a, moment)
    w.record("task.result_sent_back", d, t, moment, by, {"unit": a.unit.name, "missing": act.missing}, "appraise")
    w.tell(
        "task.result_sent_back", d, t, w.books.people(a.unit), moment, f"sent-back:{pk}", post.person_id,
        unit=a.unit.name, missing=act.missing[:300],
    )  # fmt: skip


def reopen(w: Writer, act: acts.Reopen) -> None:
    """See `tasks.actions.reopen`."""
    d, t, a, moment = found(w, act)
    by = monitor_of(w, t)
    post = w.books.posts[by]
    pk = w.append(t, a, "reopened", moment, post, text=act.reason)
    w.close_if_finished(t)
    w.open_unit_duties(d, t, a, moment)
    w.record("task.reopened", d, t, moment, by, {"unit": a.unit.name, "reason": act.reason}, "reopen")
    w.tell(
        "task.reopened", d, t, w.books.people(a.unit), moment, f"reopened:{pk}", post.person_id, unit=a.unit.name,
        reason=act.reason[:300],
    )  # fmt: skip


def decline(w: Writer, act: acts.Decline) -> None:
    """See `tasks.actions.decline_return`."""
    d, t, a, moment = found(w, act)
    post, said = w.books.posts[act.by], act.explanation
    pk = w.append(t, a, "return_declined", moment, post, text=said)
    _settle_return(w, t, moment)
    w.open_unit_duties(d, t, a, moment)
    w.record("task.return_declined", d, t, moment, act.by, {"unit": a.unit.name, "reason": said}, "decide_return")
    w.tell(
        "task.return_declined", d, t, w.books.people(a.unit), moment, f"declined:{pk}", post.person_id, unit=a.unit.name,
        reason=said[:300],
    )  # fmt: skip


def _settle_return(w: Writer, t: HeldTask, moment: Moment) -> None:
    if not any(row.state.state == rules.RETURNED for row in t.assignments):
        w.close_duty(t.duties, "correct_return", w.books.register.office_id, moment, "discharged")


def reassign(w: Writer, act: acts.Reassign) -> None:
    """See `tasks.actions.reassign`."""
    d, t, a, moment = found(w, act)
    books, unit = w.books, w.books.units[act.to]
    post = books.posts[act.by]
    w.append(t, a, "ended", moment, post, text=act.reason)
    d.given[a.unit.id] -= 1
    for kind in UNIT_DUTIES:
        w.close_duty(t.duties, kind, a.unit.id, moment, "voided")
    if t.monitor is None or t.monitor == books.monitor_for(a.unit, d.field):
        t.monitor = books.monitor_for(unit, d.field) or t.monitor
    a.is_replaced = True
    give(w, d, t, unit, a.part, moment, act.by, replaces=a.pk)
    _settle_return(w, t, moment)
    if not any(row.state.state == rules.SENT for row in t.assignments):
        w.close_duty(t.duties, "appraise", books.register.office_id, moment, "voided")
    refresh_words(t)
    refresh_audience(w, d, t)
    body = {"unit": a.unit.name, "to": unit.name, "reason": act.reason}
    w.record("task.reassigned", d, t, moment, act.by, body, "decide_return")
    w.tell(
        "task.taken_away", d, t, books.people(a.unit), moment, f"ended:{a.pk}", post.person_id, unit=a.unit.name,
        reason=act.reason[:300],
    )  # fmt: skip


def refresh_words(t: HeldTask) -> None:
    """The search key holds the units that have the task, or had it to the end; not those replaced."""
    t.having = tuple(row.unit for row in in_order(t) if not row.is_replaced)


def move(w: Writer, act: acts.Move) -> None:
    """See `tasks.actions.move_due_date`."""
    d, moment = w.directives[act.directive], w.now(act)
    t, post = d.tasks[act.task], w.books.posts[act.by]
    was, t.due_on, t.due_trace, t.due_kind = t.due_on, act.due_on, None, "by"
    refresh_words(t)
    for a in in_order(t):
        if a.state.state in {rules.DONE, rules.ENDED}:
            continue
        w.append(t, a, "due_date_moved", moment, post, due_on=act.due_on, text=act.reason)
        _move_duties(w, d, t, a, moment, act.reason)
        w.tell(
            "task.due_date_moved", d, t, w.books.people(a.unit), moment, f"moved:{a.pk}:{moment.at}", post.person_id,
            act.due_on, unit=a.unit.name,
        )  # fmt: skip
    body = {"was": text_of(was), "due_on": text_of(act.due_on), "reason": act.reason}
    w.record("task.due_date_moved", d, t, moment, act.by, body, "move_due_date")


def _move_duties(w: Writer, d: HeldDirective, t: HeldTask, a: HeldAssignment, moment: Moment, reason: str) -> None:
    due_on, unit = a.state.due_on, a.unit.id
    assert due_on is not None
    if (row := w.standing(t.duties, "carry_out", unit)) is not None:
        before, row[DUE_ON] = row[DUE_ON], text_of(due_on)
        _keep(row, before, moment, reason)
    if (row := w.standing(t.duties, "update_result", unit)) is not None:
        due = w.books.due("update", due_on)
        before, row[DUE_ON] = row[DUE_ON], due.due_text
        row[EVENT_ON], row[EVENT_AT], row[TRACE], row[PROVISIONAL] = text_of(due_on), None, due.trace, due.provisional
        row[ARTICLE], row[READING] = due.article or row[ARTICLE], due.reading or row[READING]
        _keep(row, before, moment, reason)
    for kind in ("explain_delay", "update_periodic"):
        w.close_duty(t.duties, kind, unit, moment, "voided")
    if a.state.state in {rules.NOT_STARTED, rules.IN_PROGRESS}:
        w.open_unit_duties(d, t, a, moment)


def _keep(row: list[Any], before: object, moment: Moment, reason: str) -> None:
    """The earlier date stays beside the new one."""
    if row[DUE_ON] != before:
        kept = duty_rules.moved(None, at=moment.at, reason=reason)
        row[EARLIER] = [*(row[EARLIER] or ()), {**kept, "due_on": before}]


def withdraw(w: Writer, act: acts.Withdraw) -> None:
    """See `tasks.actions.end_task`."""
    d, moment = w.directives[act.directive], w.now(act)
    t, post = d.tasks[act.task], w.books.posts[act.by]
    for a in in_order(t):
        if a.state.state in {rules.DONE, rules.ENDED}:
            continue
        w.append(t, a, "ended", moment, post, text=act.reason)
        if a.part != "coordinating":
            d.given[a.unit.id] -= 1
        w.tell(
            "task.withdrawn", d, t, w.books.people(a.unit), moment, f"withdrawn:{a.pk}", post.person_id,
            unit=a.unit.name, reason=act.reason[:300],
        )  # fmt: skip
    w.void_all(t.duties, moment)
    w.close_if_finished(t)
    refresh_audience(w, d, t)
    w.record("task.withdrawn", d, t, moment, act.by, {"reason": act.reason}, "end_task")
