"""Reading urging: what is overdue, what waits for whom, what stands in a task file, the case before the leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import get_language

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind, DutyOutcome
from dondoc.duties.queries import Explanation, explain, in_words
from dondoc.gazette.models import Edition
from dondoc.regulation import Deadline, Profile
from dondoc.tasks.models import OWING, UNFINISHED, Assignment, Fact, Task
from dondoc.units.models import Actor, Unit
from dondoc.urging import permissions, rules
from dondoc.urging.models import (
    Instruction,
    InstructionQuerySet,
    Ladder,
    LadderItem,
    LadderQuerySet,
    Slip,
    SlipLine,
    SlipQuerySet,
    Step,
    Urging,
    UrgingQuerySet,
)
from dondoc.workdays import Calendar

LADDER_PARTS = (
    "register__keeper", "register__office", "document__edition", "document__field", "unit", "matter", "calendar_version",
)  # fmt: skip
#: Texts of laws and calendars: what was parsed once is kept, so that a row need not bring them along.
SOURCES = ("document__edition__sources", "calendar_version__sources")
SHOWN_DUTIES = (DutyKind.URGE, DutyKind.INSTRUCT)
TOLD = ("progress_reported", "delay_explained", "result_sent", "result_sent_back", "returned", "return_declined")


# what is overdue


@dataclass(frozen=True)
class Owed:
    """A task that the unit has not done and whose date is past, and the day from which the unit is urged about it."""

    assignment: Assignment
    counted_from: date


def _overdue(day: date) -> QuerySet[Any]:
    """Assignments past their date, each with ``restarted_at``: when the unit got the task (again)."""
    # closed_at=None follows from "unfinished" and lets the database use the index of open assignments by date.
    found = Assignment.objects.overdue_on(day).filter(closed_at=None, task__document__purged_at=None)
    given = Fact.objects.filter(assignment=OuterRef("pk"), kind__in=rules.RESTARTS).order_by("-occurred_at")
    return found.annotate(restarted_at=Subquery(given.values("occurred_at")[:1]))


def _counted_from(due_on: date, restarted_at: datetime | None) -> date:
    return rules.counted_from(due_on, local_date(restarted_at) if restarted_at else None)


def owed_on(document: Document, unit: Unit, day: date) -> list[Owed]:
    """What a slip of the day lists: the overdue, unfinished tasks of the directive that the unit owes, by their day."""
    found = _overdue(day).filter(task__document=document, unit=unit)
    rows = [
        Owed(row, _counted_from(row.due_on, row.restarted_at))
        for row in found.select_related("task__monitor__person", "task__field").order_by("task__ordinal", "id")
        if row.due_on is not None
    ]
    return [row for row in rows if row.counted_from < day]


def carriers(owed: Sequence[Owed]) -> list[Owed]:
    """The tasks with which a ladder begins: those that have been overdue for the longest time."""
    first = min(row.counted_from for row in owed)
    return [row for row in owed if row.counted_from == first]


class Unurged(NamedTuple):
    """A directive and a unit that is not urged about it at present, and the day from which it will be."""

    document_id: int
    unit_id: int
    register_id: int
    matter_id: int
    counted_from: date


def without_ladder(day: date) -> list[Unurged]:
    """Every directive and unit with an overdue task about which the unit is not urged, where the law knows urging."""
    known = [e.pk for e in Edition.objects.defer("sources") if rules.has_ladder(gazette.law(e))]
    urged = Ladder.objects.open().filter(document=OuterRef("task__document"), unit=OuterRef("unit"))
    rows = (
        _overdue(day)
        .filter(~Exists(urged), task__document__edition__in=known)
        .order_by()
        .values_list("task__document", "unit", "task__register", "task__document__matter", "due_on", "restarted_at")
    )
    first: dict[tuple[int, int], Unurged] = {}
    for document, unit, register, matter, due_on, restarted_at in rows.iterator(chunk_size=2000):
        counted_from = _counted_from(due_on, restarted_at)
        earliest = first.get((document, unit))
        if counted_from < day and (earliest is None or counted_from < earliest.counted_from):
            first[document, unit] = Unurged(document, unit, register, matter, counted_from)
    return [first[pair] for pair in sorted(first)]


def purged() -> QuerySet[Document]:
    """Purged directives about which urging still says something."""
    about = (
        Exists(SlipLine.objects.filter(slip__ladder__document=OuterRef("pk")).exclude(content=""))
        | Exists(Urging.objects.filter(directive=OuterRef("pk")).exclude(text=""))
        | Exists(Instruction.objects.filter(ladder__document=OuterRef("pk")).exclude(text=""))
    )
    return Document.objects.exclude(purged_at=None).filter(about)


# what waits for whom


def waiting_slips(actor: Actor) -> SlipQuerySet:
    """Drafts that wait for this actor's signature, the oldest first; nothing for those who sign none."""
    if not permissions.signs_slips(actor):
        return Slip.objects.none()
    return Slip.objects.visible_to(actor).waiting().select_related("ladder__document", "ladder__unit").order_by("id")


def cases_for_leader(actor: Actor) -> LadderQuerySet:
    """Cases that wait for this leader's instruction, the oldest first; nothing for those who instruct nobody."""
    if not permissions.decides_cases(actor):
        return Ladder.objects.none()
    return cases(actor)


def cases(actor: Actor) -> LadderQuerySet:
    """Cases before the leader that the actor may see."""
    if actor.register is None:
        return Ladder.objects.none()
    found = Ladder.objects.visible_to(actor).standing().filter(register=actor.register, step=Step.INSTRUCTION)
    return found.select_related("document", "unit").order_by("id")


def lapsed_matters() -> QuerySet[Ladder, int]:
    """Matters of ladders that have lapsed and are not closed yet: their open duties need not be done any more."""
    return Ladder.objects.lapsed().values_list("matter", flat=True)


# the task file


def _with_parts(found: LadderQuerySet) -> LadderQuerySet:
    return found.select_related(*LADDER_PARTS).defer(*SOURCES)


def ladders_of(thing: Task | Document, actor: Actor) -> LadderQuerySet:
    """Ladders about a task or about a directive that the actor may see, the oldest first."""
    found = Ladder.objects.visible_to(actor)
    if isinstance(thing, Document):
        return found.filter(document=thing)
    about = LadderItem.objects.filter(ladder=OuterRef("pk"), assignment__task=thing)
    return found.filter(Exists(about), document=thing.document_id)


def recorded(actor: Actor, thing: Task | Document) -> UrgingQuerySet:
    """How units were urged about a task (or about its whole directive), or about a directive."""
    found = Urging.objects.visible_to(actor).select_related("unit", "by_post__person", "document")
    found = found.prefetch_related("document__attachments")
    if isinstance(thing, Document):
        return found.filter(directive=thing)
    units = Assignment.objects.filter(task=thing).values("unit")
    # All of them are recorded under the directive, which the index is by.
    return found.filter(Q(assignment__task=thing) | Q(assignment=None, unit__in=units), directive=thing.document_id)


def instructions_of(actor: Actor, ladders: Iterable[Ladder]) -> InstructionQuerySet:
    """Instructions on the ladders."""
    return Instruction.objects.visible_to(actor).filter(ladder__in=ladders).select_related("by_post__person")


@dataclass(frozen=True)
class Event:
    """Something on a ladder, on its day: a slip, an urging, an instruction, or that the case was brought to the leader."""

    on: date
    rank: int
    slip: Slip | None = None
    urging: Urging | None = None
    instruction: Instruction | None = None

    @property
    def is_escalation(self) -> bool:
        """Whether the case was brought to the leader on that day."""
        return self.slip is None and self.urging is None and self.instruction is None


@dataclass(frozen=True)
class LadderView:
    """A ladder as pages show it: what happened in the order of days, what comes next, and why on which day."""

    ladder: Ladder
    stands: bool
    events: list[Event]
    why: Explanation | None
    urge_why: Explanation | None


@dataclass(frozen=True)
class Panel:
    """Everything that `urging/_ladder.html` shows, and for which assignments the actor may record an urging."""

    ladders: list[LadderView]
    urgings: list[Urging]
    recordable: list[Assignment] = field(default_factory=list)
    sees_cases: bool = False


def panel(thing: Task | Document, actor: Actor, held: Sequence[Assignment] | None = None) -> Panel:
    """The ladders of a task file (or of a directive) for the actor; the others stand apart. ``held``: its assignments, if read."""
    # Most tasks have no ladder: with all that its page names it is fetched only when there is one.
    numbers = list(ladders_of(thing, actor).values_list("pk", flat=True))
    found = _with_parts(Ladder.objects.filter(pk__in=numbers)).prefetch_related(_slips_for(actor))
    rows = list(found) if numbers else []
    urgings = list(recorded(actor, thing))
    shown = {row.pk for row in rows}
    return Panel(
        ladders=_views(rows, urgings, actor),
        urgings=[row for row in urgings if row.ladder_id not in shown],
        recordable=_recordable(thing, actor, held),
        sees_cases=any(permissions.can_see_case(actor, row.register, row.unit) for row in rows),
    )


def _slips_for(actor: Actor) -> Prefetch[str, SlipQuerySet, str]:
    return Prefetch("slips", Slip.objects.visible_to(actor).select_related("document", "issued_by__person"))


def _recordable(thing: Task | Document, actor: Actor, held: Sequence[Assignment] | None) -> list[Assignment]:
    if isinstance(thing, Document):
        return []
    if held is None:
        held = list(Assignment.objects.filter(task=thing).select_related("unit"))
    owed = [row for row in held if row.part in OWING and row.state in UNFINISHED]
    return [row for row in owed if permissions.can_record(actor, thing.register, row.unit)]


def _views(ladders: Sequence[Ladder], urgings: Iterable[Urging], actor: Actor) -> list[LadderView]:
    """Ladders with prefetched slips as pages show them; a fixed number of queries for all of them."""
    if not ladders:
        return []
    numbers = [ladder.pk for ladder in ladders]
    standing = set(Ladder.objects.standing().filter(pk__in=numbers).values_list("pk", flat=True))
    told = list(instructions_of(actor, ladders))
    duties = Duty.objects.filter(matter__in=[ladder.matter_id for ladder in ladders], kind__in=SHOWN_DUTIES)
    owing = list(duties.select_related("edition").defer("edition__sources").order_by("id"))
    found = []
    for ladder in ladders:
        own = [duty for duty in owing if duty.matter_id == ladder.matter_id]
        # A unit sees no drafts, and so no date of the next one.
        inside = ladder.pk in standing and permissions.is_own(actor, ladder.register)
        urging = [duty for duty in own if duty.kind == DutyKind.URGE and duty.outcome != DutyOutcome.VOIDED]
        urge = urging[-1] if urging else None
        found.append(
            LadderView(
                ladder, ladder.pk in standing, _events(ladder, urgings, told, own), why(ladder) if inside else None,
                explain(urge, get_language() or "vi") if inside and urge is not None else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda view: not view.stands)


def _events(
    ladder: Ladder, urgings: Iterable[Urging], told: Iterable[Instruction], duties: Iterable[Duty]
) -> list[Event]:
    """What happened on the ladder, by days; on one day in the order in which things follow each other."""
    found = [Event(row.occurred_on, 0, urging=row) for row in urgings if row.ladder_id == ladder.pk]
    for slip in ladder.slips.all():
        found.append(Event(local_date(slip.issued_at or slip.withheld_at or slip.prepared_at), 1, slip=slip))
    found += [Event(local_date(duty.opened_at), 2) for duty in duties if duty.kind == DutyKind.INSTRUCT]
    for row in told:
        if row.ladder_id == ladder.pk:
            found.append(Event(local_date(row.given_at), 3, instruction=row))
    return sorted(found, key=lambda event: (event.on, event.rank))


def why(ladder: Ladder) -> Explanation | None:
    """Why the next step of the ladder falls on its day; None while a person is waited for."""
    found = coming(ladder, gazette.calendar(ladder.calendar_version)).deadline
    if found is None or ladder.step not in {Step.SLIP, Step.ESCALATION}:
        return None
    return _explained(gazette.law(ladder.document.edition), found)


def why_slip(slip: Slip) -> Explanation | None:
    """Why the slip was due on its day, under the law of its directive."""
    law = gazette.law(slip.ladder.document.edition)
    found = rules.next_step(law, gazette.calendar(), start=slip.counted_from, issued=slip.ordinal - 1).deadline
    return _explained(law, found) if found is not None else None


def _explained(law: Profile, found: Deadline) -> Explanation:
    article = " ".join(str(citation) for citation in found.article)
    gists = {str(row.citation): row.gist for row in law.articles}
    return Explanation(
        article=article, article_in_words=in_words(article, get_language() or "vi"),
        gist=" ".join(gists[part] for part in article.split() if part in gists), event_on=found.trace.start_on,
        span=str(found.trace.span), due_on=found.due_on, counted=found.trace.counted,
        skipped=found.trace.skipped, reading=found.reading, provisional=found.trace.provisional, earlier=[],
    )  # fmt: skip


def first_step(ladder: Ladder, calendar: Calendar) -> rules.Next:
    """What comes first on a ladder that begins."""
    law = gazette.law(ladder.document.edition)
    return rules.next_step(law, calendar, start=ladder.counted_from, issued=0)


def coming(ladder: Ladder, calendar: Calendar) -> rules.Next:
    """What comes next on the ladder under its law: counted from the latest decision about a slip, else from its own day."""
    slips = list(ladder.slips.all())
    decided = [local_date(at) for at in (slip.issued_at or slip.withheld_at for slip in slips) if at is not None]
    return rules.next_step(
        gazette.law(ladder.document.edition), calendar, start=max(decided, default=ladder.counted_from),
        issued=sum(slip.issued_at is not None for slip in slips),
    )  # fmt: skip


# the case before the leader


@dataclass(frozen=True)
class CaseTask:
    """A task of the case with what the unit and the monitor said about it."""

    assignment: Assignment
    told: list[Fact]


@dataclass(frozen=True)
class Case:
    """Everything a leader needs to decide: tasks, what was said, the ladder, how the unit was urged besides."""

    view: LadderView
    tasks: list[CaseTask]
    urgings: list[Urging]
    given: int


def case_of(ladder: Ladder, actor: Actor, day: date) -> Case:
    """The case of a ladder that came from `access_ladder`."""
    owed = [row.assignment for row in owed_on(ladder.document, ladder.unit, day)]
    facts = Fact.objects.filter(assignment__in=owed, kind__in=TOLD).select_related(
        "by_unit", "by_post__person", "document"
    )
    by_assignment: dict[int, list[Fact]] = {}
    for fact in facts:
        by_assignment.setdefault(fact.assignment_id, []).append(fact)
    answering = Assignment.objects.answering().filter(task__document=ladder.document, unit=ladder.unit)
    urgings = list(recorded(actor, ladder.document).filter(unit=ladder.unit))
    return Case(
        view=_views([ladder], urgings, actor)[0],
        tasks=[CaseTask(row, by_assignment.get(row.pk, [])) for row in owed],
        urgings=[row for row in urgings if row.ladder_id != ladder.pk],
        given=answering.count(),
    )


def ladders_with_slips(actor: Actor) -> LadderQuerySet:
    """Visible ladders with all that their pages name."""
    return _with_parts(Ladder.objects.visible_to(actor)).prefetch_related(_slips_for(actor))


# fetching and authorising together


def access_ladder(actor: Actor, pk: int) -> Ladder:
    """The ladder, for those who may see it; for everybody else it does not exist."""
    found = ladders_with_slips(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_slip(actor: Actor, pk: int) -> Slip:
    """The slip, for those who may see it."""
    parts = [f"ladder__{part}" for part in LADDER_PARTS]
    found = Slip.objects.visible_to(actor).select_related("document", "issued_by__person", "withheld_by", *parts)
    row = found.defer(*(f"ladder__{text}" for text in SOURCES)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
