"""The rows of urging: `urging.actions`, by the program, the head of the Office, the monitor and the chairman."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dondoc.demo.simulate import acts
from dondoc.demo.simulate.acts import UnitAct
from dondoc.demo.simulate.entering import let_read, put_document, put_letter
from dondoc.demo.simulate.held import HeldAssignment, HeldDirective, HeldLadder, HeldSlip, HeldTask
from dondoc.demo.simulate.moments import Moment, text_of
from dondoc.demo.simulate.writer import Writer, end_ladder
from dondoc.documents.models import Document, IssuedNumber, NumberSeries
from dondoc.regulation import Silent
from dondoc.tasks import rules as task_rules
from dondoc.units.models import Post, Unit
from dondoc.urging import papers, rules
from dondoc.urging.models import Instruction, Urging

UNFINISHED = {task_rules.NOT_STARTED, task_rules.IN_PROGRESS, task_rules.RETURNED}
#: Places in the row of a slip.
ISSUED_AT, ISSUED_BY, DOCUMENT, GIVEN, CONTENT, WITHHELD_AT, WITHHELD_BY, BECAUSE, LAPSED_AT = range(6, 15)
CARRYING = 5
HEAD, CHAIRMAN = "chanhvp", "chutich"
Owed = list[tuple[date, HeldTask, HeldAssignment]]


def found(w: Writer, act: UnitAct) -> tuple[HeldDirective, Unit, Moment]:
    """What the act is about."""
    return w.directives[act.directive], w.books.units[act.unit], w.now(act)


def owed_on(d: HeldDirective, unit: Unit, day: date) -> Owed:
    """The overdue, unfinished tasks of the directive that the unit owes, in the order of a slip."""
    rows: Owed = []
    for ordinal in sorted(d.tasks):
        for a in d.tasks[ordinal].answering():
            due_on = a.state.due_on
            if a.unit.id != unit.id or a.state.state not in UNFINISHED or due_on is None or due_on >= day:
                continue
            since = rules.counted_from(due_on, a.restarted_on)
            if since < day:
                rows.append((since, d.tasks[ordinal], a))
    return rows


def carry(w: Writer, ladder: HeldLadder, owed: Owed, moment: Moment) -> None:
    """These tasks carry the ladder from now on."""
    for row in ladder.items.values():
        row[CARRYING] = False
    for _since, _task, a in owed:
        due_on = text_of(a.state.due_on)
        if a.pk in ladder.items:
            ladder.items[a.pk][3:] = [due_on, moment.text, True]
        else:
            ladder.items[a.pk] = [w.item.next(), ladder.pk, a.pk, due_on, moment.text, True]


def move_on(w: Writer, ladder: HeldLadder) -> None:
    """What comes next by law."""
    coming = w.books.coming(max(ladder.decided, default=ladder.counted_from), ladder.issued)
    ladder.step, ladder.next_on = coming.step, coming.on


def monitor_of(w: Writer, d: HeldDirective, unit: Unit, owed: Owed) -> Post | None:
    """The monitor of the first of the tasks, else the officer bound to the unit or the field."""
    named = (task.monitor for _since, task, _a in owed if task.monitor is not None)
    return next(named, None) or w.books.monitor_for(unit, d.field)


def record(
    w: Writer,
    verb: str,
    d: HeldDirective,
    ladder: HeldLadder,
    moment: Moment,
    by: str,
    act: str,
    told: Mapping[str, object],
) -> None:
    """An entry about the ladder."""
    said = {"ladder": ladder.pk, "unit": ladder.unit.name, **told}
    w.tell_journal(verb, moment, by, ladder.matter, d.matter, said, w.books.cite(act) if act else "")


def post(
    w: Writer,
    kind: str,
    d: HeldDirective,
    ladder: HeldLadder,
    people: list[int],
    moment: Moment,
    key: str,
    told: Mapping[str, object],
    by: str = "",
    url: str = "",
) -> None:
    """Notices about the ladder."""
    said = {"code": d.code, "unit": ladder.unit.name, **told}
    mine = w.books.posts[by].person_id if by else None
    url = url or w.books.url("workspace:directive", d.pk)
    w.ledger.post(kind, people, said, url, key, d.matter, moment, mine)


def duty(w: Writer, d: HeldDirective, ladder: HeldLadder, kind: str, moment: Moment, **given: Any) -> None:
    """Open a duty about the ladder."""
    unit = given.pop("unit", w.books.register.office_id)
    w.open_duty(ladder.duties, kind, moment, matter=ladder.matter, root=d.matter, unit=unit, **given)


def open_ladder(w: Writer, act: acts.OpenLadder) -> None:
    """See `urging.actions.open_ladder`."""
    d, unit, moment = found(w, act)
    books, owed = w.books, owed_on(d, unit, moment.day)
    first = min(since for since, _task, _a in owed)
    number = d.rounds[unit.id] = d.rounds.get(unit.id, 0) + 1
    matter = w.matter.next()
    w.matter.add((matter, "ladder", w.register, d.matter, d.matter, moment.text))
    ladder = HeldLadder(
        w.ladder.next(), matter, unit, number, first, rules.REST, None, moment.day, moment.at
    )  # fmt: skip
    d.ladders[unit.id] = ladder
    carry(w, ladder, [row for row in owed if row[0] == first], moment)
    move_on(w, ladder)
    monitor = monitor_of(w, d, unit, owed)
    if not isinstance(books.law.limit("urging"), Silent):
        duty(w, d, ladder, "urge", moment, post=monitor.id if monitor else None, limit="urging", event_on=first)
    told: dict[str, object] = {"counted_from": first.isoformat(), "tasks": len(owed)}
    record(w, "ladder.opened", d, ladder, moment, "", "urge", {"round": number, **told})
    key = f"ladder:{ladder.pk}"
    post(w, "ladder.opened_to_unit", d, ladder, books.people(unit), moment, key, told)
    post(w, "ladder.opened", d, ladder, books.office(monitor), moment, key, told)


def close_ladder(w: Writer, act: acts.CloseLadder) -> None:
    """See `urging.actions.close_ladder`."""
    d, unit, moment = found(w, act)
    ladder = d.ladders.pop(unit.id)
    ladder.closed_at, ladder.next_on = moment.at, None
    for slip in ladder.slips:
        if slip.is_waiting:
            slip.row[LAPSED_AT], slip.is_waiting = moment.text, False
    w.void_all(ladder.duties, moment)
    record(w, "ladder.closed", d, ladder, moment, "", "", {"round": ladder.round})
    end_ladder(w, d, ladder)


def put_on(w: Writer, ladder: HeldLadder, slip: HeldSlip, owed: Owed, moment: Moment) -> None:
    """The slip's lines from what is owed."""
    slip.lines = [
        [w.line.next(), slip.row[0], place, a.pk, task.plan.content, text_of(a.state.due_on), a.state.state]
        for place, (_since, task, a) in enumerate(owed, start=1)
    ]
    carry(w, ladder, owed, moment)


def prepare_slip(w: Writer, act: acts.PrepareSlip) -> None:
    """See `urging.actions.prepare_slip`."""
    d, unit, moment = found(w, act)
    books, ladder = w.books, d.ladders[unit.id]
    coming = books.coming(max(ladder.decided, default=ladder.counted_from), ladder.issued)
    owed, limit = owed_on(d, unit, moment.day), coming.deadline
    assert limit is not None
    ordinal = ladder.issued + 1
    row = [w.slip.next(), ladder.pk, ordinal, text_of(limit.trace.start_on), text_of(limit.due_on), moment.text]
    slip = HeldSlip([*row, None, None, None, None, None, None, None, "", None])
    ladder.slips.append(slip)
    put_on(w, ladder, slip, owed, moment)
    ladder.step, ladder.next_on, ladder.stepped_on = rules.ISSUE, None, moment.day
    duty(
        w, d, ladder, "issue_slip", moment, role="office_head", event_on=limit.due_on, article=books.cite("issue_slip"),
        reading=limit.reading,
    )  # fmt: skip
    told = {"slip": ordinal, "tasks": len(owed)}
    record(w, "slip.prepared", d, ladder, moment, "", "issue_slip", told)
    url = books.url("urging:slip", slip.row[0])
    post(w, "slip.prepared", d, ladder, books.office_heads, moment, f"slip-prepared:{slip.row[0]}", told, url=url)


def waiting(ladder: HeldLadder) -> HeldSlip:
    """The slip that waits for its decision."""
    return next(slip for slip in ladder.slips if slip.is_waiting)


def issue_slip(w: Writer, act: acts.IssueSlip) -> None:
    """See `urging.actions.issue_slip`."""
    d, unit, moment = found(w, act)
    books, ladder = w.books, d.ladders[unit.id]
    head, office = books.posts[HEAD], books.register.office_id
    slip = waiting(ladder)
    owed = owed_on(d, unit, moment.day)
    content = compose(w, d, unit, owed)
    document, number = _write(w, d, slip, moment, content)
    slip.is_waiting = False
    slip.row[ISSUED_AT:WITHHELD_AT] = [moment.text, head.id, document, d.given[unit.id], books.wire.json(content)]
    put_on(w, ladder, slip, owed, moment)
    ladder.issued += 1
    ladder.decided.append(moment.day)
    move_on(w, ladder)
    w.close_duty(ladder.duties, "issue_slip", office, moment, "discharged")
    w.close_duty(ladder.duties, "urge", office, moment, "discharged")
    told = {"slip": slip.row[2], "tasks": len(owed)}
    record(w, "slip.issued", d, ladder, moment, HEAD, "issue_slip", told)
    url, key, people = books.url("urging:slip", slip.row[0]), f"slip-issued:{slip.row[0]}", books.people(unit)
    post(w, "slip.issued_to_unit", d, ladder, people, moment, key, told, HEAD, url)
    others = [person for person in books.office(monitor_of(w, d, unit, owed)) if person not in people]
    post(w, "slip.issued", d, ladder, others, moment, key, told, HEAD, url)
    assert number


def _write(w: Writer, d: HeldDirective, slip: HeldSlip, moment: Moment, content: dict[str, Any]) -> tuple[int, int]:
    """The paper of the slip under the next number of its series."""
    head, symbol = w.books.posts[HEAD], content["symbol"]
    year, series = moment.day.year, f"{w.books.slip_form.name}:{symbol}"
    row = w.series.get((year, series))
    if row is None:
        table = w.store.tables[NumberSeries]
        row = w.series[year, series] = [table.next(), 0]
    row[1] += 1
    unit = content["addressee"]
    document = put_document(
        w, moment, head, role="slip", kind="slip", number=f"{row[1]:02d}", symbol=symbol,
        abstract=f"{w.books.slip_form.title} {slip.row[2]}: {d.code}, {unit}", issued_on=moment.day,
        issuer=content["issuer"], signer=content["signer"], field=d.field.id,
    )  # fmt: skip
    related = w.store.tables[Document.related.through]
    related.add((related.next(), document, d.pk))
    let_read(w, document, [w.books.units_by_name[unit]])
    table = w.store.tables[IssuedNumber]
    table.add((table.next(), row[0], row[1], document, moment.text))
    return document, row[1]


def compose(w: Writer, d: HeldDirective, unit: Unit, owed: Owed) -> dict[str, Any]:
    """Everything that is printed but the number and the date, as `urging.papers.compose` puts it."""
    books, form = w.books, w.books.slip_form
    head = books.posts[HEAD]
    particulars = {
        "unit": unit.name, "code": d.code, "abstract": d.abstract, "issued_on": f"{d.issued_on:%d/%m/%Y}",
        "given": d.given[unit.id],
    }  # fmt: skip
    said = [
        rules.LineText(task.plan.content, a.state.due_on, books.state_words(a.state.state))
        for _since, task, a in owed
        if a.state.due_on is not None
    ]
    text = rules.slip_text(form, particulars, said)
    authority = books.law.vocabulary.get("authority", books.register.keeper.name)
    return {
        "issuer": authority, "place": books.register.place, "title": text.title, "addressee": unit.name,
        "symbol": rules.symbol_of(form, d.field.code), "opening": text.opening, "lines": list(text.lines),
        "closing": text.closing, "authority_lines": [text.signer], "signer": head.person.full_name,
        "recipients": list(papers.RECIPIENTS),
    }  # fmt: skip


def withhold_slip(w: Writer, act: acts.WithholdSlip) -> None:
    """See `urging.actions.withhold_slip`."""
    d, unit, moment = found(w, act)
    books, ladder = w.books, d.ladders[unit.id]
    slip = waiting(ladder)
    slip.is_waiting = False
    slip.row[WITHHELD_AT:LAPSED_AT] = [moment.text, books.posts[HEAD].id, act.reason]
    ladder.decided.append(moment.day)
    move_on(w, ladder)
    w.close_duty(ladder.duties, "issue_slip", books.register.office_id, moment, "discharged")
    number, ordinal = slip.row[0], slip.row[2]
    record(w, "slip.withheld", d, ladder, moment, HEAD, "issue_slip", {"slip": ordinal, "reason": act.reason})
    people = books.office(monitor_of(w, d, unit, owed_on(d, unit, moment.day)))
    url, key = books.url("urging:slip", number), f"slip-withheld:{number}"
    told = {"slip": ordinal, "reason": act.reason[:300]}
    post(w, "slip.withheld", d, ladder, people, moment, key, told, HEAD, url)


def escalate(w: Writer, act: acts.Escalate) -> None:
    """See `urging.actions.escalate`."""
    d, unit, moment = found(w, act)
    books, ladder, day = w.books, d.ladders[unit.id], moment.day
    ladder.step, ladder.next_on, ladder.stepped_on, ladder.escalated_at = rules.INSTRUCTION, None, day, moment.at
    law, limit = books.law.slips, books.law.limit("escalation")
    if not isinstance(law, Silent):
        reading = "" if isinstance(limit, Silent) else limit.case(frozenset()).reading
        duty(
            w, d, ladder, "instruct", moment, unit=books.register.keeper_id, role=law.escalate_to, event_on=day,
            article=books.cite("escalate"), reading=reading,
        )  # fmt: skip
    record(w, "ladder.escalated", d, ladder, moment, "", "escalate", {"slips": ladder.issued})
    people = sorted({*books.leaders, *books.office_heads})
    url, key = books.url("urging:case", ladder.pk), f"escalated:{ladder.pk}:{day}"
    post(w, "ladder.escalated", d, ladder, people, moment, key, {"slips": ladder.issued}, url=url)


def instruct(w: Writer, act: acts.Instruct) -> None:
    """See `urging.actions.instruct`."""
    d, unit, moment = found(w, act)
    books, ladder, back = w.books, d.ladders[unit.id], text_of(act.follow_up_on)
    table = w.store.tables[Instruction]
    pk = table.next()
    table.add((pk, ladder.pk, act.text, back, moment.text, books.posts[CHAIRMAN].id))
    ladder.step, ladder.next_on = (rules.FOLLOW_UP if act.follow_up_on else rules.REST), act.follow_up_on
    w.close_duty(ladder.duties, "instruct", books.register.keeper_id, moment, "discharged")
    record(w, "instruction.given", d, ladder, moment, CHAIRMAN, "instruct", {"text": act.text, "follow_up_on": back})
    told = {"text": act.text[:300], "follow_up_on": back}
    people, key = books.people(unit), f"instruction:{pk}"
    post(w, "instruction.given", d, ladder, people, moment, key, told, CHAIRMAN)
    monitor = monitor_of(w, d, unit, owed_on(d, unit, moment.day))
    office = sorted({*books.office(monitor), *books.office_heads} - set(people))
    url = books.url("urging:case", ladder.pk)
    post(w, "instruction.given", d, ladder, office, moment, key, told, CHAIRMAN, url)


def urge(w: Writer, act: acts.Urge) -> None:
    """See `urging.actions.record_urging`."""
    d, unit, moment = found(w, act)
    books, ladder = w.books, d.ladders[unit.id]
    by, document = books.posts[act.by], None
    if act.paper is not None:
        document = put_letter(w, moment, by, "urging", act.paper)
        let_read(w, document, [unit.id])
    table = w.store.tables[Urging]
    pk, day = table.next(), moment.day_text
    table.add(
        (pk, w.register, d.pk, unit.id, ladder.pk, act.channel, act.text, day, moment.text, by.id, document),
    )  # fmt: skip
    written = act.channel == "written"
    if written and moment.day > ladder.counted_from:
        w.close_duty(ladder.duties, "urge", books.register.office_id, moment, "discharged")
    channel = books.channel_words(act.channel)
    body = {"urging": pk, "unit": unit.name, "channel": channel, "on": day, "text": act.text}
    cites = books.cite("urge" if written else "record_urging")
    w.tell_journal("urging.recorded", moment, act.by, ladder.matter, d.matter, body, cites)
    params = {"code": d.code, "unit": unit.name, "channel": channel, "text": act.text[:300]}
    url = books.url("workspace:directive", d.pk)
    w.ledger.post("urging.recorded", books.people(unit), params, url, f"urging:{pk}", d.matter, moment, by.person_id)


def number_series(w: Writer) -> None:
    """The counters as they stand at the end."""
    table = w.store.tables[NumberSeries]
    for (year, series), (pk, last) in w.series.items():
        table.add((pk, w.register, year, series, last))
