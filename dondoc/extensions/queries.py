"""Reading proposals: what a unit may ask, what stands in a task file, what waits for whom, what is not as it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.translation import get_language

from dondoc import gazette
from dondoc.documents.models import Document, Origin
from dondoc.duties.models import Duty, DutyKind
from dondoc.duties.queries import Explanation, explain, in_words
from dondoc.extensions import rules
from dondoc.extensions.models import Ending, Kind, Proposal, ProposalQuerySet
from dondoc.regulation import Deadline, Profile, Refusal, Silent
from dondoc.tasks.models import OWING, Assignment, AssignmentQuerySet, Fact, Task
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.models import Actor

PAGE_PARTS = (
    "register", "unit", "assignment__unit", "wanted_unit", "letter", "reply", "asked_by__person", "submitted_by__person",
    "closed_by__person",
)  # fmt: skip
STEPS = (DutyKind.SUBMIT_PROPOSAL, DutyKind.DECIDE_PROPOSAL)


# what may be asked


def origin_of(document: Document) -> str:
    """Who set the due date: the authority itself, the superior that is written down; nothing when it is not known which."""
    return document.origin or ("" if document.from_superior else rules.OWN)


def origin_label(document: Document) -> str:
    """What the superior is called to the reader."""
    return str(Origin(document.origin).label) if document.origin else ""


def asked_of(assignment: Assignment, day: date) -> rules.Asked:
    """What the rules want to know when more time is asked for on the day."""
    granted = Proposal.objects.favourable().filter(task=assignment.task_id, kind=Kind.EXTENSION).count()
    return rules.Asked(assignment.due_on, origin_of(assignment.task.document), day, granted)


@dataclass(frozen=True)
class MayAsk:
    """Whether the unit may ask for more time on the day; ``refusal`` says why not, ``last`` by when to ask in time."""

    assignment: Assignment
    refusal: Refusal | None
    last: Deadline | None
    is_late: bool
    granted: int
    most: int | None

    @property
    def sentence(self) -> str:
        """Why not, in the reader's language."""
        return refusals.sentence(self.refusal) if self.refusal is not None else ""


def may_ask(assignment: Assignment, day: date) -> MayAsk:
    """What the regulation says about asking for more time for this part of the task today."""
    law, calendar, asked = gazette.law(assignment.task.edition), gazette.calendar(), asked_of(assignment, day)
    label = origin_label(assignment.task.document)
    refusal = rules.refusal_to_extend(law, asked, calendar, origin_label=label)
    last = rules.last_day_to_ask(law, assignment.due_on, calendar)
    stated = law.extension
    most = None if isinstance(stated, Silent) else stated.most
    late = rules.is_late(day, last.due_on if last else None)
    return MayAsk(assignment, refusal, last, late, asked.granted, most)


def why_last_day(law: Profile, last: Deadline | None) -> Explanation | None:
    """Why the last day to ask is that day."""
    if last is None:
        return None
    article = " ".join(str(citation) for citation in last.article)
    gists = {str(row.citation): row.gist for row in law.articles}
    return Explanation(
        article=article, article_in_words=in_words(article, get_language() or "vi"),
        gist=" ".join(gists[part] for part in article.split() if part in gists), event_on=last.trace.start_on,
        span=str(last.trace.span), due_on=last.due_on, counted=last.trace.counted, skipped=last.trace.skipped,
        reading=last.reading, provisional=last.trace.provisional, earlier=[],
    )  # fmt: skip


# the dates of a task


@dataclass(frozen=True)
class Moved:
    """A due date that the unit's part has or had: since when, by whose act, on what ground."""

    due_on: date | None
    since: datetime
    text: str
    is_present: bool


def dates_of(assignment: Assignment) -> list[Moved]:
    """Every due date of the part in the order in which they were set; the last one is the present one."""
    setting = Fact.objects.filter(assignment=assignment, kind__in=["assigned", "due_date_moved"])
    rows = list(setting.order_by("recorded_at", "id").values_list("due_on", "recorded_at", "text"))
    return [Moved(due, at, text, place == len(rows)) for place, (due, at, text) in enumerate(rows, start=1)]


# the task file


@dataclass(frozen=True)
class View:
    """A proposal as pages show it: whether it stands, who acts next, why by which day."""

    proposal: Proposal
    stands: bool
    step: str
    why: Explanation | None


@dataclass(frozen=True)
class Panel:
    """Everything that `extensions/_panel.html` shows, and what the actor may begin."""

    views: list[View]
    asking: list[MayAsk]
    proposable: list[Assignment]
    several: bool

    @property
    def may_begin(self) -> bool:
        """Whether the page offers a button."""
        return bool(self.proposable) or any(may.refusal is None for may in self.asking)


def marked(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """Each with ``has_proposals``: whether anything was ever proposed about it; most tasks have none, and ask no more."""
    return assignments.annotate(has_proposals=Exists(Proposal.objects.filter(assignment=OuterRef("pk"))))


def panel(task: Task, actor: Actor, held: Sequence[Assignment], today: date, *, relation: str) -> Panel:
    """The proposals about a task for the actor, who stands in the relation to it; ``held`` are its assignments, `marked`.

    Nothing where the regulation knows none and none was ever made.
    """
    rows: list[Proposal] = []
    if any(getattr(row, "has_proposals", True) for row in held):
        found = Proposal.objects.visible_to(actor).filter(task=task)
        rows = list(found.with_ground().select_related(*PAGE_PARTS))
    asking: list[MayAsk] = []
    proposable: list[Assignment] = []
    law = gazette.law(task.edition)
    if task.closed_at is None and actor.role in access.ROLES and rules.knows_any(law):
        waiting = {(row.assignment_id, row.kind) for row in rows if row.closed_at is None}
        able = [row for row in held if row.part in OWING and row.state in rules.ASKING]
        for row in able:
            row.task = task
        begin = _Begin(actor, relation, waiting)
        if rules.silence_about(law, rules.EXTENSION) is None:
            asking = [may_ask(row, today) for row in able if begin.may_ask(row)]
        if rules.silence_about(law, rules.ADJUSTMENT) is None:
            proposable = [row for row in able if begin.may_propose(row)]
    several = sum(row.part in OWING for row in held) > 1
    return Panel(views_of(rows), asking, proposable, several)


@dataclass(frozen=True)
class _Begin:
    """What the actor may begin: as `permissions` says, where the relation is known already."""

    actor: Actor
    relation: str
    waiting: set[tuple[int, str]]

    def may_ask(self, row: Assignment) -> bool:
        """Of the own part, while none waits."""
        own = row.unit_id == self.actor.unit.pk and (row.pk, Kind.EXTENSION) not in self.waiting
        return own and access.allows(self.actor.role, self.relation, access.ASK_EXTENSION)

    def may_propose(self, row: Assignment) -> bool:
        """A unit of its own part, the Office of any, while none waits."""
        if (self.actor.is_unit and row.unit_id != self.actor.unit.pk) or (row.pk, Kind.ADJUSTMENT) in self.waiting:
            return False
        return access.allows(self.actor.role, self.relation, access.PROPOSE_ADJUSTMENT)


def _with_parts(found: ProposalQuerySet) -> ProposalQuerySet:
    return found.with_ground().select_related(*PAGE_PARTS).prefetch_related("letter__attachments", "reply__attachments")


def views_of(rows: Sequence[Proposal]) -> list[View]:
    """Proposals (fetched `with_ground`) as pages show them, the newest first; one query for all of them."""
    if not rows:
        return []
    duties = Duty.objects.filter(matter__in=[row.matter_id for row in rows], kind__in=STEPS).order_by("id")
    latest = {duty.matter_id: duty for duty in duties.select_related("edition").defer("edition__sources")}
    newest = sorted(rows, key=lambda row: (row.asked_at, row.pk), reverse=True)
    return [_view(row, latest.get(row.matter_id)) for row in newest]


def _view(row: Proposal, duty: Duty | None) -> View:
    stands = bool(getattr(row, "has_ground", False))
    shown = duty is not None and (stands or duty.day_of_doing() is not None)
    why = explain(duty, get_language() or "vi") if duty is not None and shown else None
    return View(row, stands, duty.kind if stands and duty is not None else "", why)


# lists


def listed(actor: Actor, *, ended: bool) -> ProposalQuerySet:
    """Proposals that wait for somebody, the oldest first, or those that have ended, the newest first."""
    found = Proposal.objects.visible_to(actor).with_ground().select_related(
        "task__document", "assignment__unit", "unit", "wanted_unit"
    ).defer("task__folded", "task__spelled", "task__document__folded")  # fmt: skip
    return found.exclude(closed_at=None).order_by("-pk") if ended else found.standing().order_by("pk")


def access_proposal(actor: Actor, pk: int) -> Proposal:
    """The proposal, for those who may see it; for everybody else it does not exist."""
    parts = (
        "matter", "task__document", "task__edition", "task__register__office", "task__register__keeper",
        "register__office", "register__keeper",
    )  # fmt: skip
    found = _with_parts(Proposal.objects.visible_to(actor)).select_related(*PAGE_PARTS, *parts).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.assignment.task = found.task
    return found


def others_of(proposal: Proposal, actor: Actor) -> list[View]:
    """The other proposals about the same task that the actor may see."""
    rows = _with_parts(Proposal.objects.visible_to(actor).filter(task=proposal.task_id).exclude(pk=proposal.pk))
    return views_of(list(rows))


# what jobs look for


def unanswered(day: date) -> ProposalQuerySet:
    """Standing proposals with a limit of the answer that is over."""
    over = Duty.objects.open().filter(matter=OuterRef("matter"), limit=rules.ANSWER_LIMIT, due_on__lt=day)
    return Proposal.objects.standing().filter(Exists(over))


def spoken_of_purged() -> ProposalQuerySet:
    """Proposals that still say something about a paper that was purged."""
    words = ~Q(reason="") | ~Q(wanted_content="") | ~Q(opinion="") | ~Q(answer="")
    return Proposal.objects.filter(words, task__document__purged_at__isnull=False)


# what must be true of any database


def out_of_order() -> Iterator[tuple[int, str]]:
    """Proposals that are not as they must be: number and what is wrong."""
    duty = Duty.objects.open().filter(matter=OuterRef("matter"), kind__in=STEPS)
    for pk in Proposal.objects.standing().filter(~Exists(duty)).order_by("pk").values_list("pk", flat=True):
        yield pk, "nobody_acts"
    for pk in Proposal.objects.exclude(closed_at=None).filter(Exists(duty)).order_by("pk").values_list("pk", flat=True):
        yield pk, "duty_left"
    moved = Fact.objects.filter(
        assignment=OuterRef("assignment"), kind="due_date_moved", due_on=OuterRef("granted_due_on"),
        recorded_at__gte=OuterRef("closed_at"),
    )  # fmt: skip
    granted = Proposal.objects.exclude(granted_due_on=None).filter(~Exists(moved))
    for pk in granted.order_by("pk").values_list("pk", flat=True):
        yield pk, "date_not_moved"
    ends = Q(outcome=Ending.OTHER_DATE, granted_due_on=None)
    for pk in Proposal.objects.filter(ends).order_by("pk").values_list("pk", flat=True):
        yield pk, "date_not_moved"
