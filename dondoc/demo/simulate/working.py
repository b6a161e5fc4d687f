"""The rows of what units, partners and the program do with a task: `tasks.actions.working`, `tasks.actions.asking`."""

from __future__ import annotations

from dondoc.demo.simulate import acts
from dondoc.demo.simulate.acts import HolderAct
from dondoc.demo.simulate.entering import let_read, put_letter
from dondoc.demo.simulate.held import HeldAssignment, HeldDirective, HeldTask
from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.writer import Writer
from dondoc.regulation import Silent


def found(w: Writer, act: HolderAct) -> tuple[HeldDirective, HeldTask, HeldAssignment, Moment]:
    """What the act is about."""
    d = w.directives[act.directive]
    t = d.tasks[act.task]
    return d, t, t.now(act.unit), w.now(act)


def head_of(act: HolderAct) -> str:
    """The name of sign-in of the head."""
    return act.unit.lower()


def officer_of(act: HolderAct) -> str:
    """The name of sign-in of the officer."""
    return f"{act.unit.lower()}.cv"


def take_over(w: Writer, act: acts.TakeOver) -> None:
    """See `tasks.actions.take_over`."""
    d, t, a, moment = found(w, act)
    by = officer_of(act)
    w.append(t, a, "taken_over", moment, w.books.posts[by])
    w.close_duty(t.duties, "take_over", a.unit.id, moment, "discharged")
    w.record("task.taken_over", d, t, moment, by, {"unit": a.unit.name}, "take_over")


def give_back(w: Writer, act: acts.Return) -> None:
    """See `tasks.actions.return_task`."""
    d, t, a, moment = found(w, act)
    by, books = head_of(act), w.books
    pk = w.append(t, a, "returned", moment, books.posts[by], text=act.reason)
    w.close_duty(t.duties, "take_over", a.unit.id, moment, "discharged")
    w.open_duty(
        t.duties, "correct_return", moment, matter=t.matter, root=d.matter, unit=books.register.office_id,
        article=books.cite("decide_return"),
    )  # fmt: skip
    name = a.unit.name
    w.record("task.returned", d, t, moment, by, {"unit": name, "reason": act.reason}, "return_task")
    mine = books.posts[by].person_id
    w.tell("task.returned", d, t, books.deciders(t.monitor), moment, f"returned:{pk}", mine, unit=name)


def report(w: Writer, act: acts.Report) -> None:
    """See `tasks.actions.report_progress`."""
    d, t, a, moment = found(w, act)
    by = officer_of(act)
    w.append(t, a, "progress_reported", moment, w.books.posts[by], text=act.text, percent=act.percent)
    for kind in ("take_over", "update_periodic"):
        w.close_duty(t.duties, kind, a.unit.id, moment, "discharged")
    body = {"unit": a.unit.name, "text": act.text, "percent": act.percent}
    w.record("task.progress_reported", d, t, moment, by, body, "report_progress")


def ask_reason(w: Writer, act: acts.AskReason) -> None:
    """See `tasks.actions.ask_reasons`."""
    d, t, a, moment = found(w, act)
    books, due_on = w.books, a.state.due_on
    assert due_on is not None
    w.unit_duty(d, t, a.unit, "explain_delay", moment, article=books.cite("explain_delay"))
    name = a.unit.name
    w.record("task.overdue_asked", d, t, moment, "", {"unit": name, "due_on": due_on.isoformat()}, "explain_delay")
    params = {"code": d.code, "ordinal": t.plan.ordinal, "unit": name, "due_on": due_on.isoformat()}
    turned = a.turned_at.isoformat() if a.turned_at else ""
    url = books.url("workspace:task", t.pk)
    key = f"overdue:{a.pk}:{due_on}:{turned}"
    w.ledger.post("task.overdue", books.people(a.unit), params, url, key, d.matter, moment)


def ask_update(w: Writer, act: acts.AskUpdate) -> None:
    """See `tasks.actions.ask_updates`."""
    d, t, a, moment = found(w, act)
    books, last_on, stated = w.books, act.last_on.isoformat(), w.books.law.without_due_date
    assert not isinstance(stated, Silent)
    article = " ".join(str(citation) for citation in stated.article)
    w.unit_duty(d, t, a.unit, "update_periodic", moment, due_on=act.last_on, article=article, reading=stated.reading)
    name = a.unit.name
    body = {"task": t.pk, "unit": name, "due_on": last_on}
    w.tell_journal("task.periodic_update_asked", moment, "", t.matter, d.matter, body, article)
    params = {"code": d.code, "ordinal": t.plan.ordinal, "unit": name, "due_on": last_on}
    url, key = books.url("workspace:task", t.pk), f"periodic:{a.pk}:{last_on}"
    w.ledger.post("task.periodic_update", books.people(a.unit), params, url, key, d.matter, moment)


def explain(w: Writer, act: acts.Explain) -> None:
    """See `tasks.actions.explain_delay`."""
    d, t, a, moment = found(w, act)
    by, books, name = head_of(act), w.books, a.unit.name
    pk = w.append(t, a, "delay_explained", moment, books.posts[by], text=act.reason)
    w.close_duty(t.duties, "explain_delay", a.unit.id, moment, "discharged")
    w.record("task.delay_explained", d, t, moment, by, {"unit": name, "reason": act.reason}, "explain_delay")
    mine = books.posts[by].person_id
    w.tell("task.delay_explained", d, t, books.office(t.monitor), moment, f"explained:{pk}", mine, unit=name)


def send(w: Writer, act: acts.Send) -> None:
    """See `tasks.actions.send_result`."""
    d, t, a, moment = found(w, act)
    by, books, letter = head_of(act), w.books, act.paper
    post, unit, name = books.posts[by], a.unit.id, a.unit.name
    document = put_letter(w, moment, post, "result", letter)
    let_read(w, document, list(t.audience))
    t.results.append(document)
    stated = books.law.on_time
    by_document = isinstance(stated, Silent) or stated.value == "completed_on"
    done_on = letter.issued_on if by_document else moment.day
    pk = w.append(t, a, "result_sent", moment, post, text=act.text, completed_on=done_on, document=document)
    w.close_duty(t.duties, "carry_out", unit, moment, "discharged", done_on)
    for kind in ("take_over", "update_result", "update_periodic"):
        w.close_duty(t.duties, kind, unit, moment, "discharged")
    w.close_duty(t.duties, "explain_delay", unit, moment, "voided")
    w.open_duty(
        t.duties, "appraise", moment, matter=t.matter, root=d.matter, unit=books.register.office_id,
        post=t.monitor.id if t.monitor else None, limit="confirmation", event_on=moment.day, event_at=moment.at,
        article=books.cite("appraise"),
    )  # fmt: skip
    code = f"{letter.number}/{letter.symbol}"
    body = {"unit": name, "code": code, "completed_on": done_on.isoformat()}
    w.record("task.result_sent", d, t, moment, by, body, "send_result")
    w.tell("task.result_sent", d, t, books.office(t.monitor), moment, f"sent:{pk}", post.person_id, unit=name)
