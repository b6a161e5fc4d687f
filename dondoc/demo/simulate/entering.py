"""The rows of `tasks.actions.register_directive`: the paper, its tasks, who has them, the drafter's duty."""

from __future__ import annotations

from datetime import date

from dondoc.demo.simulate.acts import Enter, LetterPlan, TaskPlan
from dondoc.demo.simulate.held import HeldAssignment, HeldDirective, HeldTask
from dondoc.demo.simulate.moments import Moment, text_of
from dondoc.demo.simulate.writer import Writer
from dondoc.documents import rules as document_rules
from dondoc.documents.models import Document, Reader
from dondoc.documents.rules import PaperInput
from dondoc.tasks.models import Stage
from dondoc.tasks.queries import STRENGTH
from dondoc.tasks.rules import ENDED, State
from dondoc.units.models import Post, Unit
from dondoc.wording import symbol_key

RANK = {reason.value: place for place, reason in enumerate(STRENGTH)}
ISSUER = "UBND tỉnh Thừa Thiên Huế"


def enter(w: Writer, act: Enter) -> None:
    """Register the directive with all its tasks."""
    moment, paper = w.now(act), act.paper
    matter = w.matter.next()
    w.matter.add((matter, "directive", w.register, None, None, moment.text))
    code, books = f"{paper.number}/{paper.symbol}", w.books
    field = books.fields[paper.field]
    drafter = books.posts[paper.drafter]
    pk = put_document(
        w, moment, books.posts[act.by], role="directive", kind=paper.kind, number=paper.number, symbol=paper.symbol,
        abstract=paper.abstract, issued_on=paper.issued_on, issuer=ISSUER, signer=paper.signer, matter=matter,
        drafter=drafter.id, field=field.id, urgency=paper.urgency,
    )  # fmt: skip
    d = HeldDirective(pk, matter, code, paper.abstract, paper.issued_on, field)
    d.left = act.coming[0]
    w.directives[act.directive] = d
    for task in paper.tasks:
        enter_task(w, d, task, moment, act.by).left = act.coming[task.ordinal]
    units = {unit for task in paper.tasks for unit in (*task.leads, *task.partners)}
    given = PaperInput(paper.kind, paper.issued_on, urgency=paper.urgency)
    tags = document_rules.entry_tags(given, books.register, tasks=len(paper.tasks), units=len(units))
    duties: list[list[object]] = []
    office = books.register.office_id
    w.open_duty(
        duties, "enter_directive", moment, matter=matter, root=matter, unit=office, post=drafter.id, limit="entry",
        event_on=paper.issued_on, tags=tuple(sorted(tags)),
    )  # fmt: skip
    w.close_duty(duties, "enter_directive", office, moment, "discharged")
    told = {"code": code, "tasks": len(paper.tasks)}
    w.tell_journal("directive.registered", moment, act.by, matter, matter, told, books.cite("enter_directive"))


def put_document(
    w: Writer,
    moment: Moment,
    by: Post,
    *,
    role: str,
    kind: str,
    number: str,
    symbol: str,
    abstract: str,
    issued_on: date,
    issuer: str,
    signer: str,
    matter: int | None = None,
    drafter: int | None = None,
    field: int | None = None,
    urgency: str = "normal",
) -> int:
    """The row of a paper; gives its number."""
    table = w.store.tables[Document]
    pk, fold = table.next(), w.books.fold
    code = f"{number}/{symbol}" if number and symbol else number or symbol
    folded = f"{number}/{fold(symbol)}" if number and symbol else fold(code)
    folded = f"{folded} {fold(abstract)} {fold(issuer)} {fold(signer)}"
    table.add(
        (pk, matter, w.register, w.edition, role, kind, number, symbol, abstract, text_of(issued_on), issuer, signer,
         drafter, field, urgency, moment.text, by.id, symbol_key(code)[:120], folded),
    )  # fmt: skip
    return pk


def put_letter(w: Writer, moment: Moment, by: Post, role: str, letter: LetterPlan) -> int:
    """The row of a result document or of an urging letter."""
    return put_document(
        w, moment, by, role=role, kind=letter.kind, number=letter.number, symbol=letter.symbol, abstract=letter.abstract,
        issued_on=letter.issued_on, issuer=letter.issuer, signer=letter.signer,
    )  # fmt: skip


def let_read(w: Writer, document: int, units: list[int]) -> None:
    """Units that may read the paper from now on."""
    table = w.store.tables[Reader]
    for unit in units:
        table.add((table.next(), document, unit))


def enter_task(w: Writer, d: HeldDirective, plan: TaskPlan, moment: Moment, by: str) -> HeldTask:
    """A task of the directive, given to its units."""
    books = w.books
    due_on, trace = books.deadline(plan.due_kind, plan.due_on, plan.due_span, d.issued_on)
    matter = w.matter.next()
    w.matter.add((matter, "task", w.register, d.matter, d.matter, moment.text))
    units = books.units
    monitor = books.monitor_for(units[plan.leads[0]], d.field)
    t = HeldTask(w.task.next(), matter, plan, due_on, plan.due_kind, trace, monitor, moment.at)
    w.tasks += 1
    t.having = tuple(units[code] for code in (*plan.leads, *plan.partners))
    table = w.store.tables[Stage]
    for place, (content, due_on) in enumerate(plan.stages, start=1):
        table.add((table.next(), t.pk, place, content, text_of(due_on)))
    d.tasks[plan.ordinal] = t
    for code in plan.leads:
        give(w, d, t, units[code], plan.mode, moment, by)
    for code in plan.partners:
        give(w, d, t, units[code], "coordinating", moment, by)
    refresh_audience(w, d, t)
    return t


def give(
    w: Writer,
    d: HeldDirective,
    t: HeldTask,
    unit: Unit,
    part: str,
    moment: Moment,
    by: str,
    replaces: int | None = None,
) -> HeldAssignment:
    """Assignment, first fact, duties, journal, notice."""
    books = w.books
    a = HeldAssignment(w.assignment.next(), unit, part, replaces, State(due_on=t.due_on))
    t.assignments.append(a)
    if part != "coordinating":
        d.given[unit.id] = d.given.get(unit.id, 0) + 1
    post = books.posts[by]
    w.append(t, a, "assigned", moment, post, due_on=t.due_on)
    w.open_unit_duties(d, t, a, moment)
    w.record("task.assigned", d, t, moment, by, {"unit": unit.name, "part": part}, "assign")
    kind = "task.assigned_to_partner" if part == "coordinating" else "task.assigned"
    w.tell(kind, d, t, books.people(unit), moment, f"assigned:{a.pk}", post.person_id, t.due_on, unit=unit.name)
    return a


def refresh_audience(w: Writer, d: HeldDirective, t: HeldTask) -> None:
    """Who may see the task, and read its papers; who may already stays, perhaps for another reason."""
    wanted: dict[int, str] = {}
    for a in in_order(t):
        ended = a.state.state == ENDED
        reason = "former" if ended else "coordinating" if a.part == "coordinating" else "holder"
        _want(wanted, a.unit.id, reason)
        for above in w.books.superiors(a.unit):
            _want(wanted, above, "parent")
    if t.plan.synthesiser:
        _want(wanted, w.books.units[t.plan.synthesiser].id, "synthesiser")
    fresh = []
    for unit, reason in wanted.items():
        if unit in t.audience:
            t.audience[unit] = (t.audience[unit][0], reason)
        else:
            t.audience[unit] = (w.audience.next(), reason)
            fresh.append(unit)
    let_read(w, d.pk, [unit for unit in fresh if unit not in d.readers])
    d.readers.update(fresh)
    for paper in t.results:
        let_read(w, paper, fresh)


def _want(wanted: dict[int, str], unit: int, reason: str) -> None:
    if unit not in wanted or RANK[reason] < RANK[wanted[unit]]:
        wanted[unit] = reason


def in_order(t: HeldTask) -> list[HeldAssignment]:
    """Assignments in the order in which the model gives them."""
    return sorted(t.assignments, key=lambda row: (row.part, row.unit.position, row.pk))
