"""Everything about one task, in a fixed number of queries: what was given, by when and why, who has it, what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from dondoc import gazette
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.extensions import queries as proposing
from dondoc.journal import sentences as journal_sentences
from dondoc.journal.models import Entry
from dondoc.journal.queries import history
from dondoc.regulation import Value
from dondoc.tasks import ratings
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import Assignment, Confirmer, DueKind, Fact, Part, Stage, Task
from dondoc.units.models import Actor
from dondoc.urging.queries import Panel, panel
from dondoc.workspace import steps
from dondoc.workspace.queries import whys
from dondoc.workspace.queries.desk import Owed, owed_of
from dondoc.workspace.queries.people import Holder, Names, names_of
from dondoc.workspace.sentences import FACTS, OUTCOMES, PUNCTUALITY
from dondoc.workspace.steps import Step

OPEN_CARDS = 6
"""With more units than this the page lists them and opens only the own one and the one that is asked for."""
HISTORY = 40


@dataclass(frozen=True)
class Told:
    """A fact as the page tells it."""

    label: object
    at: datetime
    who: str
    article: str
    fact: Fact
    paper: Document | None
    ratings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def received(self) -> bool:
        """The day of the paper is the one on which the Office received it."""
        return self.fact.by_unit_id != self.fact.assignment.unit_id


@dataclass
class Card:
    """One unit's part in the task."""

    assignment: Assignment
    timeliness: str
    due: Owed | None
    owed: list[Owed] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    is_open: bool = True
    task_closed: bool = False
    awaits: str = ""
    ratings: list[tuple[str, str]] = field(default_factory=list)
    punctuality: str = ""

    @property
    def state(self) -> str:
        """The state to show: a partner has none of its own any more once the task is closed."""
        return task_rules.shown(self.assignment.state, part=self.assignment.part, task_closed=self.task_closed)

    @property
    def result(self) -> Told | None:
        """The last result that was sent, for the head of the card."""
        return next((told for told in reversed(self.told) if told.fact.kind == "result_sent"), None)


@dataclass(frozen=True)
class TaskFile:
    """The page of a task."""

    task: Task
    relation: str
    directive: Document | None
    cards: list[Card]
    partners: list[Card]
    steps: list[Step]
    stages: list[Stage]
    entries: list[tuple[datetime, str, str, str]]
    more_entries: bool
    law: Law
    urging: Panel
    proposals: proposing.Panel


@dataclass(frozen=True)
class Law:
    """Under which articles the particulars of a task stand, in words."""

    due: str
    due_reading: str
    task_class: str
    monitor: str
    paper: str
    entry: str


@dataclass(frozen=True)
class _Page:
    """What was fetched once for all cards."""

    actor: Actor
    task: Task
    relation: str
    today: date
    facts: dict[int, list[Fact]]
    papers: dict[int, Document]
    cites: dict[tuple[str, datetime], str]
    duties: dict[int, list[Duty]]


def file_of(actor: Actor, task: Task, relation: str, today: date, *, asked: int = 0, whole: bool = False) -> TaskFile:
    """The file of a visible task; ``asked`` is the assignment to open, ``whole`` the whole history."""
    held = list(proposing.marked(task.assignments.select_related("unit")))
    answering = [row for row in held if row.part != Part.COORDINATING]
    opened = _opened(answering, actor, asked)
    facts = _facts([row for row in held if row.pk in opened or row.part == Part.COORDINATING])
    papers = _papers(actor, task, facts)
    told = history(matter_id=task.matter_id, root_id=task.matter.trunk_id)  # the index is that of the root
    entries = list(reversed(told.order_by("-pk")[: None if whole else HISTORY + 1]))
    more = not whole and len(entries) > HISTORY
    names = names_of(entries, _holders(facts))
    cites = {(verb, at): cites for verb, at, cites in _cites(task, entries, more)}
    page = _Page(actor, task, relation, today, facts, papers, cites, _duties(task, held))
    cards = [_card(row, page, row.pk in opened) for row in held]
    return TaskFile(
        task=task,
        relation=relation,
        directive=papers.get(task.document_id),
        cards=[card for card in cards if card.assignment.part != Part.COORDINATING],
        partners=[card for card in cards if card.assignment.part == Part.COORDINATING],
        steps=steps.of_task(actor, relation, task),
        stages=list(task.stages.all()) if task.due_kind == DueKind.STAGED else [],
        law=law_of(task),
        urging=panel(task, actor, held),
        proposals=proposing.panel(task, actor, held, today, relation=relation),
        entries=[_line(entry, names) for entry in (entries[1:] if more else entries)],
        more_entries=more,
    )


def law_of(task: Task) -> Law:
    """The articles of the regulation under which the task arose."""
    law = gazette.law(task.edition)
    due, reading = law.cite("due_date"), ""
    if task.due_on is None and isinstance(law.without_due_date, Value):
        due, reading = _joined(law.without_due_date), law.without_due_date.reading
    elif task.due_kind == DueKind.BEFORE and isinstance(law.strict_before, Value):
        reading = law.strict_before.reading
    return Law(
        due=whys.cited(due),
        due_reading=reading,
        task_class=whys.cited(_joined(law.classes)) if isinstance(law.classes, Value) else "",
        monitor=whys.cited(law.cite("set_monitors")),
        paper=whys.cited(law.cite("paper_particulars")),
        entry=whys.cited(law.cite("enter_directive")),
    )


def _joined(value: Value[Any]) -> str:
    return " ".join(str(citation) for citation in value.article)


def _opened(held: Sequence[Assignment], actor: Actor, asked: int) -> set[int]:
    if len(held) <= OPEN_CARDS:
        return {row.pk for row in held}
    return {row.pk for row in held if row.unit_id == actor.unit.pk or row.pk == asked}


def _facts(assignments: Iterable[Assignment]) -> dict[int, list[Fact]]:
    rows = {row.pk: row for row in assignments}
    found: dict[int, list[Fact]] = defaultdict(list)
    facts = Fact.objects.filter(assignment__in=list(rows)).select_related("by_post__person", "by_unit")
    for fact in facts:
        fact.assignment = rows[fact.assignment_id]
        found[fact.assignment_id].append(fact)
    return found


def _cites(task: Task, entries: list[Entry], more: bool) -> Iterable[tuple[str, datetime, str]]:
    """Under which article each thing was done: the journal wrote it in the same transaction as the fact."""
    if not more:
        return [(entry.verb, entry.recorded_at, entry.cites) for entry in entries]
    told = history(matter_id=task.matter_id, root_id=task.matter.trunk_id)
    return told.select_related(None).values_list("verb", "recorded_at", "cites")


def _holders(facts: dict[int, list[Fact]]) -> Iterable[Holder]:
    """Those who did what the facts say: the same people wrote most of the journal."""
    for fact in (fact for told in facts.values() for fact in told):
        if (post := fact.by_post) is not None:
            yield Holder(post.pk, post.title, fact.by_unit.name, post.person_id, post.person.full_name)


def _papers(actor: Actor, task: Task, facts: dict[int, list[Fact]]) -> dict[int, Document]:
    """The directive and the result documents that the actor may read, with their files."""
    wanted = {task.document_id, *(f.document_id for told in facts.values() for f in told if f.document_id is not None)}
    readable = Document.objects.visible_to(actor).filter(pk__in=wanted).defer("folded")
    return {paper.pk: paper for paper in readable.prefetch_related("attachments__validation")}


def _duties(task: Task, held: Sequence[Assignment]) -> dict[int, list[Duty]]:
    """The duties of each assignment, closed ones too: they say under which article the deadline stands.

    A duty knows its unit and not the assignment: of a unit that was released and got the task again, each duty is of the
    assignment that it was opened under.
    """
    duties = list(Duty.objects.filter(matter=task.matter_id).order_by("due_order", "pk"))
    whys.set_editions(duties, task.edition)
    of_unit: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in sorted(held, key=lambda row: row.pk):
        of_unit[assignment.unit_id].append(assignment)
    again = [row.pk for rows in of_unit.values() if len(rows) > 1 for row in rows]
    given = Fact.objects.filter(assignment__in=again, kind="assigned") if again else Fact.objects.none()
    since = dict(given.values_list("assignment", "recorded_at"))
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        rows = of_unit.get(duty.holder_unit_id, [])
        under = [row for row in rows if row.pk not in since or since[row.pk] <= duty.opened_at] or rows[:1]
        if under:
            found[under[-1].pk].append(duty)
    return found


def _card(assignment: Assignment, page: _Page, is_open: bool) -> Card:
    held = page.duties.get(assignment.pk, [])
    deadline = [duty for duty in held if duty.kind == DutyKind.CARRY_OUT]
    rest = [duty for duty in held if duty.closed_at is None and duty.kind != DutyKind.CARRY_OUT]
    # A unit may have answered for the task before it became a partner: the old date is no date of the partner's.
    helps = assignment.part == Part.COORDINATING
    return Card(
        assignment=assignment,
        timeliness=assignment.timeliness_on(page.today),
        due=_deadline(deadline[-1], page) if deadline and is_open and not helps else None,
        owed=[owed_of(duty, page.today) for duty in rest] if is_open else [],
        told=[_told(fact, page) for fact in page.facts.get(assignment.pk, [])],
        steps=_steps(assignment, page),
        awaits=_awaited(assignment),
        ratings=ratings.in_words(gazette.law(page.task.edition), assignment.ratings),
        punctuality=_punctuality(assignment, page),
        is_open=is_open,
        task_closed=page.task.closed_at is not None,
    )


def _steps(assignment: Assignment, page: _Page) -> list[Step]:
    """The buttons of a card; the task and its papers are not fetched again for each unit."""
    assignment.task = page.task
    closed = page.task.closed_at is not None
    found = steps.of_assignment(page.actor, page.relation, assignment, page.today, task_closed=closed)
    return found if closed else [*found, *steps.of_result(page.actor, page.relation, assignment, page.today)]


def _awaited(assignment: Assignment) -> str:
    """For whom a sent result waits, where it is not the monitor as ever."""
    waits = assignment.state == task_rules.SENT and assignment.awaits != Confirmer.MONITOR
    return str(Confirmer(assignment.awaits).label) if waits else ""


def _punctuality(assignment: Assignment, page: _Page) -> str:
    """Before, on or after the deadline, where the moment of sending decides."""
    stated = gazette.law(page.task.edition).on_time
    if not isinstance(stated, Value) or stated.value != "sent_at" or assignment.completed_on is None:
        return ""
    found = task_rules.punctuality(due_on=assignment.due_on, on=assignment.completed_on)
    return str(PUNCTUALITY[found]) if found else ""


def _deadline(duty: Duty, page: _Page) -> Owed:
    owed = owed_of(duty, page.today)
    return replace(owed, why=whys.with_trace(owed.why, page.task.due_trace))


def _told(fact: Fact, page: _Page) -> Told:
    post = fact.by_post
    who = f"{post.person.full_name}, {post.title}, {fact.by_unit.name}" if post else fact.by_unit.name
    return Told(
        label=label_of(fact),
        at=fact.recorded_at,
        who=who,
        article=whys.cited(_cites_of(fact, page)),
        fact=fact,
        paper=page.papers.get(fact.document_id) if fact.document_id is not None else None,
        ratings=ratings.in_words(gazette.law(page.task.edition), fact.ratings),
    )


#: Under which other verbs the journal tells of a fact: what was said of it beside its kind.
TOLD_AS = {
    "result_sent": ("result_entered",),
    "level_accepted": ("level_consented",),
    "result_accepted": ("result_rated", "result_partial", "result_consented"),
    "result_sent_back": ("result_not_passed",),
    "ended": ("declined", "dropped", "merged"),
}


def _cites_of(fact: Fact, page: _Page) -> str:
    verbs = (fact.kind, *TOLD_AS.get(fact.kind, ()))
    found = (page.cites.get((f"task.{verb}", fact.recorded_at), "") for verb in verbs)
    return next(filter(None, found), "")


def label_of(fact: Fact) -> object:
    """What a fact is called: some say more than their kind."""
    if fact.kind == "result_sent" and fact.by_unit_id != fact.assignment.unit_id:
        return FACTS["result_entered"]
    return OUTCOMES.get((fact.kind, fact.outcome)) or FACTS[fact.kind]


def _line(entry: Entry, names: Names) -> tuple[datetime, str, str, str]:
    return entry.recorded_at, journal_sentences.entry(entry), names.who(entry), whys.cited(entry.cites)
