"""What an actor must do: one line per matter, at its nearest date, with everything else that is open about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.documents.permissions import can_enter
from dondoc.duties.models import Duty, DutyKind, DutyQuerySet
from dondoc.duties.queries import Explanation
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import Assignment, Confirmer, Part
from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.urging.models import Slip
from dondoc.workspace import rules, steps
from dondoc.workspace.queries import whys
from dondoc.workspace.queries.subjects import Subject, subjects_of
from dondoc.workspace.steps import Step

PAGE = 30
FEW = 8
"""Lines of each kind that a desk of the Office shows before the link to all of them."""
FRESH = "fresh"
#: What only some regulations make anybody do: a desk says nothing of it where nothing is to be done.
SELDOM = (
    DutyKind.CONFIRM, DutyKind.ENTER_FOR_UNIT, DutyKind.UPDATE_RESULT, DutyKind.SUBMIT_PROPOSAL, DutyKind.DECIDE_PROPOSAL,
)  # fmt: skip
#: Texts of a task that no button needs.
LONG = ("task__content", "task__folded", "task__spelled", "task__document__folded", "task__document__abstract")


@dataclass(frozen=True)
class Owed:
    """One duty of a line: what, by when, under which article, why that date."""

    kind: str
    label: str
    due_on: date | None
    article: str
    why: Explanation
    days: int | None

    @property
    def is_past(self) -> bool:
        """Its date has gone by."""
        return self.days is not None and self.days < 0


@dataclass
class Line:
    """A line of the desk: the duty that is due first, its matter, the other open duties of it, the next steps."""

    duty: Duty
    owed: Owed
    subject: Subject | None
    others: list[Owed] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A heading of the desk with its lines; the count is of everything, the lines are of this page."""

    name: str
    count: int
    lines: list[Line]


@dataclass(frozen=True)
class Desk:
    """A page of a desk: its sections, how many lie in each group, and where the next page begins."""

    sections: list[Section]
    counts: dict[str, int]
    after: str


def owed_of(duty: Duty, today: date) -> Owed:
    """A duty as the pages show it; the edition is set."""
    return Owed(
        kind=duty.kind,
        label=str(DutyKind(duty.kind).label),
        due_on=duty.due_on,
        article=whys.cited(duty.article),
        why=whys.why(duty),
        days=(duty.due_on - today).days if duty.due_on else None,
    )


def leading(actor: Actor) -> DutyQuerySet:
    """Of each matter the actor's duty that is due first: a task is one line, not one for each of its dates."""
    mine = Duty.objects.for_actor(actor)
    sooner = mine.filter(matter=OuterRef("matter")).filter(
        Q(due_order__lt=OuterRef("due_order")) | Q(due_order=OuterRef("due_order"), pk__lt=OuterRef("pk"))
    )
    return mine.filter(~Exists(sooner))


def _in_group(duties: DutyQuerySet, actor: Actor, group: str, today: date) -> DutyQuerySet:
    if group == FRESH:
        waiting = Duty.objects.for_actor(actor).filter(matter=OuterRef("matter"), kind=DutyKind.TAKE_OVER)
        return duties.filter(Exists(waiting))
    days = rules.days_of(group, today)
    return duties.filter(due_order__gte=days.first, due_order__lte=days.last)


def _counts(actor: Actor, today: date) -> dict[str, int]:
    wanted = {
        group: Count(
            "pk", filter=Q(due_order__range=(rules.days_of(group, today).first, rules.days_of(group, today).last))
        )
        for group in rules.GROUPS
    }
    counts: dict[str, int] = leading(actor).order_by().aggregate(**wanted)
    counts[FRESH] = Duty.objects.for_actor(actor).filter(kind=DutyKind.TAKE_OVER).count()
    return counts


def by_date(actor: Actor, today: date, *, group: str = "", after: str = "") -> Desk:
    """The duties of the actor by date, overdue first; a page of 30 matters from the key on."""
    duties = leading(actor)
    if group in (*rules.GROUPS, FRESH):
        duties = _in_group(duties, actor, group, today)
    key = rules.read_key(after)
    if key is not None and (day := rules.as_day(key.order)) is not None:
        duties = duties.filter(Q(due_order__gt=day) | Q(due_order=day, pk__gt=key.pk))
    rows = list(duties.select_related("matter").order_by("due_order", "pk")[: PAGE + 1])
    shown, more = rows[:PAGE], len(rows) > PAGE
    counts = _counts(actor, today)
    lines = lines_of(shown, actor, today)
    sections = []
    for name in rules.GROUPS:
        found = [line for line in lines if rules.group_of(line.duty.due_order, today) == name]
        if found:
            sections.append(Section(name, counts[name], found))
    last = str(rules.Key(shown[-1].due_order.isoformat(), shown[-1].pk)) if more else ""
    return Desk(sections, counts, last)


def by_kind(duties: DutyQuerySet, kinds: Sequence[str], actor: Actor, today: date) -> Desk:
    """The first few duties of each kind, for a desk on which each kind is another piece of work; two queries."""
    held = duties.filter(kind__in=kinds)
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("due_order").asc(), F("pk").asc()])
    rows = list(held.annotate(place=place).filter(place__lte=FEW).select_related("matter").order_by("due_order", "pk"))
    counts = dict(held.order_by().values_list("kind").annotate(Count("pk")))
    lines = lines_of(rows, actor, today, others=False)
    sections = []
    for kind in kinds:
        found = [line for line in lines if line.duty.kind == kind]
        if kind in SELDOM and not found:
            continue
        sections.append(Section(kind, counts.get(kind, 0), found))
    return Desk(sections, counts, "")


def one_kind(duties: DutyQuerySet, kind: str, actor: Actor, today: date, *, after: str = "") -> Desk:
    """All duties of one kind, a page at a time."""
    held = duties.filter(kind=kind)
    count = held.count()
    key = rules.read_key(after)
    if key is not None and (day := rules.as_day(key.order)) is not None:
        held = held.filter(Q(due_order__gt=day) | Q(due_order=day, pk__gt=key.pk))
    rows = list(held.select_related("matter").order_by("due_order", "pk")[: PAGE + 1])
    shown, more = rows[:PAGE], len(rows) > PAGE
    last = str(rules.Key(shown[-1].due_order.isoformat(), shown[-1].pk)) if more else ""
    return Desk([Section(kind, count, lines_of(shown, actor, today, others=False))], {kind: count}, last)


def lines_of(duties: Sequence[Duty], actor: Actor, today: date, *, others: bool = True) -> list[Line]:
    """The lines of some duties; their matters, editions, other duties and assignments are fetched once for all."""
    subjects = subjects_of(duty.matter for duty in duties)
    beside = _beside(duties, actor) if others and duties else {}
    whys.set_editions([*duties, *(duty for found in beside.values() for duty in found)])
    held = _assignments(subjects.values(), actor)
    slips = _slips(subjects.values(), actor)
    lines = []
    for duty in duties:
        subject = subjects.get(duty.matter_id)
        line = Line(duty, owed_of(duty, today), subject)
        line.others = [owed_of(other, today) for other in beside.get(duty.matter_id, ())]
        if subject is not None and subject.task_id is not None:
            line.assignments = _concerned(duty.kind, held[subject.task_id])
            line.steps = _steps(line.assignments, actor, today)
        elif subject is not None:
            line.steps = _steps_beside(duty.kind, subject, slips, actor)
        lines.append(line)
    return lines


def _beside(duties: Sequence[Duty], actor: Actor) -> dict[int, list[Duty]]:
    """The other open duties of the same matters, by matter."""
    mine = Duty.objects.for_actor(actor).filter(matter__in=[duty.matter_id for duty in duties])
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in mine.exclude(pk__in=[duty.pk for duty in duties]).order_by("due_order", "pk"):
        found[duty.matter_id].append(duty)
    return found


def _assignments(subjects: Iterable[Subject], actor: Actor) -> dict[int, list[Assignment]]:
    """The assignments of the tasks that the actor's steps concern: the own unit's, or all that wait for the Office."""
    wanted = [subject.task_id for subject in subjects if subject.task_id is not None]
    found: dict[int, list[Assignment]] = defaultdict(list)
    if not wanted:
        return found
    held = Assignment.objects.filter(task__in=wanted).exclude(state=task_rules.ENDED)
    if actor.is_unit:
        drafted = Q(awaits=Confirmer.DRAFTING_UNIT, task__document__submitted_by=actor.unit)
        held = held.filter(Q(unit=actor.unit) | drafted & Q(state=task_rules.SENT))
    else:
        held = held.filter(state__in=[task_rules.SENT, task_rules.RETURNED])
    for assignment in held.select_related("unit", "task__document").defer(*LONG):
        found[assignment.task_id].append(assignment)
    return found


def _slips(subjects: Iterable[Subject], actor: Actor) -> dict[int, int]:
    """The slip that waits on each ladder, by ladder."""
    ladders = [subject.ladder_id for subject in subjects if subject.ladder_id is not None]
    if not ladders:
        return {}
    waiting = Slip.objects.visible_to(actor).waiting().filter(ladder__in=ladders)
    return dict(waiting.values_list("ladder_id", "pk"))


def _steps_beside(kind: str, subject: Subject, slips: dict[int, int], actor: Actor) -> list[Step]:
    """The buttons of a line that is about no task: a ladder, or a document that waits to be entered."""
    if subject.ladder_id is not None and subject.document_id is not None and subject.unit_id is not None:
        slip = slips.get(subject.ladder_id)
        return steps.of_ladder(actor, kind, subject.ladder_id, subject.document_id, subject.unit_id, slip)
    if subject.proposal_id is not None:
        return [Step(_("Xem, trình") if kind == DutyKind.SUBMIT_PROPOSAL else _("Xem, trả lời"), subject.url)]
    if kind == DutyKind.ENTER_DIRECTIVE and can_enter(actor):
        return [Step(_("Cập nhật"), reverse("tasks:register"))]
    return []


def _concerned(kind: str, held: list[Assignment]) -> list[Assignment]:
    """Of the assignments that wait for somebody, those with which the duty is about."""
    if kind == DutyKind.APPRAISE:
        return [row for row in held if row.state == task_rules.SENT and row.awaits == Confirmer.MONITOR]
    if kind == DutyKind.CONFIRM:
        return [row for row in held if row.state == task_rules.SENT and row.awaits != Confirmer.MONITOR]
    if kind == DutyKind.ENTER_FOR_UNIT:
        return []
    if kind == DutyKind.CORRECT_RETURN:
        return [row for row in held if row.state == task_rules.RETURNED]
    return held


def _steps(held: list[Assignment], actor: Actor, today: date) -> list[Step]:
    """The buttons of a line; several units at once are told apart in the task file."""
    if len(held) > 1:
        return [Step(_("Mở hồ sơ"), reverse("workspace:task", args=[held[0].task_id]))]
    if not held:
        return []
    own = actor.register is not None
    coordinates = held[0].part == Part.COORDINATING
    relation = access.OWN_AUTHORITY if own else access.COORDINATING if coordinates else access.LEAD
    return steps.of_assignment(actor, relation, held[0], today)
