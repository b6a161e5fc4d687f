"""What every act shares: duties, facts with their projections, who is told; and which function writes which act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from dondoc.demo.simulate.acts import Act, Enter
from dondoc.demo.simulate.books import Books, Due
from dondoc.demo.simulate.held import HeldAssignment, HeldDirective, HeldTask
from dondoc.demo.simulate.ledger import Ledger
from dondoc.demo.simulate.moments import Moment, text_of
from dondoc.demo.simulate.tables import Store
from dondoc.duties.models import Duty, Matter
from dondoc.tasks import rules
from dondoc.tasks.models import Assignment, Audience, Fact, Span, Task
from dondoc.tasks.queries import TURNS
from dondoc.tasks.rules import FactValue
from dondoc.units.models import Actor, Post, Unit
from dondoc.urging.models import Ladder, LadderItem, Slip, SlipLine
from dondoc.urging.rules import RESTARTS

#: Places in the row of a duty.
DUE_ON, EVENT_ON, EVENT_AT, ARTICLE, READING, TRACE, PROVISIONAL = 8, 10, 11, 12, 13, 15, 18
CLOSED_AT, DONE_ON, OUTCOME, EARLIER = 20, 21, 22, 23
UNIT_DUTIES = ("take_over", "carry_out", "update_result", "update_periodic", "explain_delay")
Duties = list[list[Any]]
KIND, HOLDER = 4, 5


class Writer:
    """Writes the rows of every act; holds what is not yet final."""

    def __init__(self, store: Store, books: Books, ledger: Ledger) -> None:
        self.store, self.books, self.ledger = store, books, ledger
        self.register = books.register.pk
        self.edition = books.register.edition_id
        self.system = Actor.system(books.register)
        self.directives: dict[int, HeldDirective] = {}
        self.series: dict[tuple[int, str], list[int]] = {}
        self.moment: Moment | None = None
        self.tasks = 0
        table = store.tables
        self.matter, self.task, self.assignment, self.fact = table[Matter], table[Task], table[Assignment], table[Fact]
        self.span, self.audience, self.duty = table[Span], table[Audience], table[Duty]
        self.ladder, self.item, self.slip, self.line = table[Ladder], table[LadderItem], table[Slip], table[SlipLine]

    def now(self, act: Act) -> Moment:
        """The instant of the act."""
        if self.moment is None or self.moment.at != act.at:
            self.moment = Moment(act.at, self.books.wire)
        return self.moment

    # duties

    def open_duty(
        self,
        duties: Duties,
        kind: str,
        moment: Moment,
        *,
        matter: int,
        root: int,
        unit: int,
        post: int | None = None,
        role: str = "",
        limit: str = "",
        event_on: date | None = None,
        event_at: datetime | None = None,
        tags: tuple[str, ...] = (),
        due_on: date | None = None,
        article: str = "",
        reading: str = "",
    ) -> None:
        """Open a duty unless one is open; with ``limit`` the law counts the date."""
        if self.standing(duties, kind, unit) is not None:
            return
        due = Due(due_on, text_of(due_on), article, reading, None, False)
        if limit and event_on is not None:
            due = self.books.due(limit, event_on, event_at, tags)
        wire = self.books.wire
        duties.append([
            self.duty.next(), matter, root, self.register, kind, unit, post, role, due.due_text, limit,
            text_of(event_on), wire.instant(event_at) if event_at else None, due.article or article,
            due.reading or reading, wire.json(list(tags)) if tags else "[]", due.trace, self.edition,
            self.books.version.pk, due.provisional, moment.text, None, None, "", None,
        ])  # fmt: skip

    def close_duty(
        self, duties: Duties, kind: str, unit: int, moment: Moment, outcome: str, done_on: date | None = None
    ) -> None:
        """The duty is done (on an earlier day, when one is given) or need not be done any more: its row is final."""
        row = self.standing(duties, kind, unit)
        if row is not None:
            duties.remove(row)
            row[CLOSED_AT], row[OUTCOME] = moment.text, outcome
            if done_on != moment.day:
                row[DONE_ON] = text_of(done_on)
            self.put_duty(row)

    def standing(self, duties: Duties, kind: str, unit: int) -> list[Any] | None:
        """The open duty of the kind and the unit."""
        return next((row for row in duties if row[KIND] == kind and row[HOLDER] == unit), None)

    def void_all(self, duties: Duties, moment: Moment) -> None:
        """Nothing under the matter need be done any more."""
        for row in duties.copy():
            self.close_duty(duties, row[KIND], row[HOLDER], moment, "voided")

    def put_duty(self, row: list[Any]) -> None:
        """Write the row of a duty."""
        row[EARLIER] = self.books.wire.json(row[EARLIER]) if row[EARLIER] else "[]"
        self.duty.add(row)

    def unit_duty(self, d: HeldDirective, t: HeldTask, unit: Unit, kind: str, moment: Moment, **given: Any) -> None:
        """Open a duty of a unit about a task."""
        self.open_duty(t.duties, kind, moment, matter=t.matter, root=d.matter, unit=unit.id, **given)

    def open_unit_duties(self, d: HeldDirective, t: HeldTask, a: HeldAssignment, moment: Moment) -> None:
        """What having a task makes a unit do: take over, unless it did; carry out, update; partners owe nothing by date."""
        if a.part == "coordinating":
            return
        cite = self.books.cite
        if a.state.taken_over_at is None and not a.state.is_started:
            self.unit_duty(d, t, a.unit, "take_over", moment, article=cite("take_over"))
        due_on = a.state.due_on
        if due_on is not None:
            issued_on, article = d.issued_on, cite("due_date")
            self.unit_duty(d, t, a.unit, "carry_out", moment, due_on=due_on, event_on=issued_on, article=article)
            self.unit_duty(d, t, a.unit, "update_result", moment, limit="update", event_on=due_on)

    # facts

    def append(
        self,
        t: HeldTask,
        a: HeldAssignment,
        kind: str,
        moment: Moment,
        by: Post,
        *,
        text: str = "",
        due_on: date | None = None,
        completed_on: date | None = None,
        percent: int | None = None,
        document: int | None = None,
    ) -> int:
        """Append a fact and carry the state and the span on by the fold of the rules; gives its number."""
        pk = self.fact.next()
        self.fact.add(
            (pk, a.pk, kind, moment.text, moment.text, by.id, by.unit_id, text_of(due_on), text_of(completed_on), text,
             percent, document),
        )  # fmt: skip
        if kind in TURNS:
            a.turned_at = moment.at
        if kind in RESTARTS:
            a.restarted_on = moment.day
        after = rules.step(a.state, FactValue(kind, moment.at, moment.at, due_on, completed_on))
        if after != a.state or kind == "assigned":
            self.end_span(t, a, moment.text)
            a.state, a.span, a.since, a.since_text = after, self.span.next(), moment.at, moment.text
        return pk

    def end_span(self, t: HeldTask, a: HeldAssignment, until: str | None) -> None:
        """Write the span that is open, if there is one: it ends, or is the last."""
        if a.since is None:
            return
        state, instant = a.state, self.books.wire.instant
        self.span.add(
            (a.span, a.pk, t.pk, self.register, a.unit.id, a.part, a.since_text, until, state.state,
             text_of(state.due_on), instant(state.sent_at) if state.sent_at else None, text_of(state.completed_on),
             instant(state.closed_at) if state.closed_at else None),
        )  # fmt: skip

    def close_if_finished(self, t: HeldTask) -> None:
        """A task is closed when every unit that owes a result has been accepted or released: at the last of these instants."""
        rows = t.answering()
        finished = all(row.state.state in {rules.DONE, rules.ENDED} for row in rows)
        t.closed_at = max(row.since for row in rows if row.since is not None) if finished else None

    # who is told

    def tell(
        self,
        kind: str,
        d: HeldDirective,
        t: HeldTask,
        people: list[int],
        moment: Moment,
        key: str,
        mine: int | None,
        due_on: date | None = None,
        **params: object,
    ) -> None:
        """Notices about a task."""
        shown = due_on.strftime("%d/%m/%Y") if due_on is not None else ""
        said = {"code": d.code, "ordinal": t.plan.ordinal, "due_on": shown, **params}
        url = self.books.url("workspace:task", t.pk)
        self.ledger.post(kind, people, said, url, key, d.matter, moment, mine)

    def record(
        self, verb: str, d: HeldDirective, t: HeldTask, moment: Moment, by: str, body: Mapping[str, object], act: str
    ) -> None:
        """An entry about a task."""
        self.tell_journal(verb, moment, by, t.matter, d.matter, {"task": t.pk, **body}, self.books.cite(act))

    def tell_journal(
        self, verb: str, moment: Moment, by: str, matter: int, root: int, body: Mapping[str, object], cites: str
    ) -> None:
        """An entry of the register's journal."""
        stamp = self.books.stamps[by]
        self.ledger.record(verb, moment, stamp, body, cites, register=self.register, matter=matter, root=root)

    # the end of what is held

    def entered(self, act: Enter) -> None:
        """A directive under which nothing more happens is final at once."""
        if self.directives[act.directive].left == 0:
            self.end(self.directives.pop(act.directive))

    def played(self, number: int, task: int) -> None:
        """An act was written; what will not change any more is written too."""
        d = self.directives[number]
        d.left -= 1
        if task:
            t = d.tasks[task]
            t.left -= 1
            if t.left == 0 and t.closed_at is not None:
                self.finish(d, d.tasks.pop(task))
        if d.left == 0:
            self.end(self.directives.pop(number))

    def end(self, d: HeldDirective) -> None:
        """Nothing more happens under the directive."""
        for t in d.tasks.values():
            self.finish(d, t)
        for ladder in d.ladders.values():
            for row in ladder.duties:
                self.put_duty(row)
            end_ladder(self, d, ladder)

    def words(self, d: HeldDirective, t: HeldTask) -> tuple[str, str]:
        """The search key: number and abstract of the directive, content, the units that have the task."""
        words = self.books.words
        parts = [words(d.code), words(d.abstract), words(t.plan.content), *map(self.books.unit_words, t.having)]
        return " ".join([part[0] for part in parts]), f" {' '.join([part[1] for part in parts])} "

    def finish(self, d: HeldDirective, t: HeldTask) -> None:
        """Write the task, its assignments with their last spans, its audience, what is still to be done."""
        plan, books, instant = t.plan, self.books, self.books.wire.instant
        synthesiser = books.units[plan.synthesiser].id if plan.synthesiser else None
        self.task.add(
            (t.pk, t.matter, self.register, d.pk, plan.ordinal, plan.clause, plan.content, plan.product, plan.asked,
             plan.mode, t.due_kind, t.due_trace, d.field.id, t.monitor.id if t.monitor else None, synthesiser, self.edition,
             instant(t.opened_at), text_of(t.due_on), text_of(t.due_on or date.max),
             instant(t.closed_at) if t.closed_at else None, *self.words(d, t)),
        )  # fmt: skip
        for a in t.assignments:
            self.end_span(t, a, None)
            state = a.state
            self.assignment.add(
                (a.pk, t.pk, a.unit.id, a.part, a.replaces, state.state, text_of(state.due_on),
                 instant(state.taken_over_at) if state.taken_over_at else None,
                 instant(state.sent_at) if state.sent_at else None, text_of(state.completed_on),
                 instant(state.closed_at) if state.closed_at else None, state.is_started),
            )  # fmt: skip
        for unit, (pk, reason) in t.audience.items():
            self.audience.add((pk, t.pk, unit, reason))
        for row in t.duties:
            self.put_duty(row)


def end_ladder(writer: Writer, d: HeldDirective, ladder: Any) -> None:
    """Write a ladder with its items and slips."""
    instant = writer.books.wire.instant
    writer.ladder.add(
        (ladder.pk, ladder.matter, writer.register, d.pk, ladder.unit.id, ladder.round, text_of(ladder.counted_from),
         ladder.step, text_of(ladder.next_on), text_of(ladder.stepped_on), writer.books.version.pk,
         instant(ladder.opened_at), instant(ladder.escalated_at) if ladder.escalated_at else None,
         instant(ladder.closed_at) if ladder.closed_at else None),
    )  # fmt: skip
    for row in ladder.items.values():
        writer.item.add(row)
    for slip in ladder.slips:
        writer.slip.add(slip.row)
        for line in slip.lines:
            writer.line.add(line)


Handler = Callable[[Writer, Any], None]
