"""Reading classified papers: a version as it was entered, what changed, who may sign, follow and carry out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Prefetch

from dondoc import gazette
from dondoc.classified import rules
from dondoc.classified.models import ClassifiedLead, ClassifiedPaper, ClassifiedRemoval, ClassifiedVersion
from dondoc.classified.rules import Particulars
from dondoc.documents.models import DocumentKind
from dondoc.journal import sentences
from dondoc.journal.models import Entry
from dondoc.regulation import Profile, Refusal, Silent
from dondoc.units.models import (
    OFFICE_ROLES,
    Actor,
    Person,
    Post,
    PostQuerySet,
    Register,
    Role,
    Unit,
    UnitQuerySet,
    register_of,
)
from dondoc.units.queries import candidates

#: Kinds that no authority issues as a directive: whatever is none of the list is none of a secret directive either.
NO_DIRECTIVES = frozenset({DocumentKind.SLIP, DocumentKind.OTHER, DocumentKind.SUBMISSION, DocumentKind.OPINION_POLL})
SIGNERS = (Role.LEADER, Role.OFFICE_HEAD)
LINES = 50

Copies = Callable[[datetime, datetime], Iterable[tuple[datetime, str]]]


def _no_copies(_from_at: datetime, _until_at: datetime) -> Iterable[tuple[datetime, str]]:
    return ()


#: Which archives hold what was entered and removed at the two instants (when made, name): the room of backups assigns it.
copies_between: Copies = _no_copies


def current(paper: ClassifiedPaper) -> ClassifiedVersion:
    """The version that holds."""
    found = ClassifiedVersion.objects.current().select_related("paper", "monitor", "signer").get(paper=paper)
    found.paper = paper
    return found


def particulars_of(version: ClassifiedVersion) -> Particulars:
    """The version as it was entered."""
    leads = version.leads.select_related("unit").order_by("id")
    return Particulars(
        kind=version.kind, number=version.number, symbol=version.symbol, issued_on=version.issued_on,
        signer=version.signer, submitter=version.submitter, lead=tuple(lead.unit for lead in leads),
        monitor=version.monitor, task_count=version.task_count, due_on=version.due_on,
    )  # fmt: skip


def changed(was: Particulars, given: Particulars) -> list[str]:
    """The names of the fields that are not the same; the order of the units does not matter."""

    def told(value: object) -> object:
        return frozenset(value) if isinstance(value, tuple) else value

    return [row.name for row in fields(was) if told(getattr(was, row.name)) != told(getattr(given, row.name))]


def kinds_of(law: Profile) -> frozenset[str]:
    """The kinds of directives that the regulation follows; where it is silent all that an authority issues."""
    kinds = law.directive_kinds
    return frozenset(DocumentKind.values) - NO_DIRECTIVES if isinstance(kinds, Silent) else frozenset(kinds.value)


def signers_of(register: Register) -> PostQuerySet:
    """The posts that sign for the authority, of those who hold them and of those who did."""
    places = [register.keeper_id, register.office_id]
    found = Post.objects.filter(role__in=SIGNERS, unit__in=places).select_related("person", "unit")
    return found.order_by("unit__position", "valid_from", "id")


def monitors_of(register: Register, day: date) -> PostQuerySet:
    """The posts of the Office that may follow a paper on the date."""
    places = [register.keeper_id, register.office_id]
    held = Post.objects.held_on(day).filter(role__in=OFFICE_ROLES, unit__in=places, person__is_active=True)
    return held.select_related("person", "unit").order_by("unit__position", "id")


def units_of(register: Register, day: date) -> UnitQuerySet:
    """The units that may be given a task, or may have submitted the paper, on the date."""
    return candidates(register, day)


def head_role(unit: Unit) -> str:
    """Who answers for a unit: its head; where the unit keeps a register of its own, its leader."""
    own = register_of(unit)
    return Role.LEADER if own is not None and own.keeper_id == unit.pk else Role.UNIT_HEAD


def faults(
    given: Particulars,
    register: Register,
    today: date,
    *,
    paper: ClassifiedPaper | None = None,
    was: Particulars | None = None,
) -> Iterator[tuple[str, Refusal]]:
    """Everything that is wrong with the particulars, by field; what a correction leaves as it was is not judged again."""
    law = gazette.law(paper.edition if paper is not None else register.edition)
    shapes = list(rules.faults(given, law, kinds=kinds_of(law), today=today))
    yield from shapes
    wrong = {name for name, _refusal in shapes}
    kept = Particulars() if was is None else was
    if given.signer is not None and not _signs(given.signer, register, given.issued_on):
        yield "signer", Refusal("classified.signer_unknown", {}, None)
    if given.monitor is not None and given.monitor != kept.monitor:
        if not monitors_of(register, today).filter(pk=given.monitor.pk).exists():
            yield "monitor", Refusal("classified.monitor_unknown", {}, None)
    known = {unit.pk for unit in kept.lead}
    for name, units in (("lead", given.lead), ("submitter", () if given.submitter is None else (given.submitter,))):
        fresh = [unit.pk for unit in units if unit.pk not in known and unit != kept.submitter]
        if units_of(register, today).filter(pk__in=fresh).count() != len(set(fresh)):
            yield name, Refusal("classified.unit_unknown", {}, None)
    if not wrong & {"number", "symbol", "issued_on"} and _has_twin(given, register, paper):
        yield "number", Refusal("classified.twin", {}, None)


def _signs(post: Post, register: Register, day: date | None) -> bool:
    held = day is None or (post.valid_from <= day and (post.valid_until is None or post.valid_until >= day))
    return held and signers_of(register).filter(pk=post.pk).exists()


def _has_twin(given: Particulars, register: Register, paper: ClassifiedPaper | None) -> bool:
    if not (given.number and given.symbol and given.issued_on):
        return False
    same = ClassifiedVersion.objects.current().filter(
        paper__register=register, number=given.number, symbol=given.symbol, issued_on__year=given.issued_on.year
    )
    return same.exclude(paper=paper).exists() if paper is not None else same.exists()


# pages


@dataclass(frozen=True)
class Share:
    """A lead unit with what became of its part."""

    unit: Unit
    done_on: date | None
    outcome: str


@dataclass(frozen=True)
class Row:
    """A line of the list: the paper, its version (None once it was removed), the shares that the reader sees."""

    paper: ClassifiedPaper
    version: ClassifiedVersion | None
    shares: list[Share]
    waits: bool


def shares_of(version: ClassifiedVersion, actor: Actor, today: date) -> list[Share]:
    """Of the lead units with their outcomes the authority sees all, a unit its own."""
    own = actor.register is not None and actor.register.pk == version.paper.register_id
    seen = [lead for lead in version.leads.all() if own or lead.unit_id in actor.unit_ids]
    return [Share(lead.unit, lead.done_on, rules.outcome_of(version.due_on, lead.done_on, today)) for lead in seen]


def rows_of(actor: Actor, today: date, *, after: int | None, most: int) -> list[Row]:
    """A page of the papers that the actor sees, the newest first: five queries, whatever their number."""
    found = ClassifiedPaper.objects.visible_to(actor)
    if after is not None:
        found = found.filter(pk__lt=after)
    leads = ClassifiedLead.objects.select_related("unit").order_by("id")
    versions = (
        ClassifiedVersion.objects.current()
        .select_related("signer__person", "monitor__person", "submitter")
        .prefetch_related(Prefetch("leads", leads))
    )
    waiting = ClassifiedRemoval.objects.filter(confirmed_at=None, declined_at=None)
    papers = found.order_by("-pk").prefetch_related(
        Prefetch("versions", versions, to_attr="holding"), Prefetch("removals", waiting, to_attr="waiting")
    )[:most]
    rows = []
    for paper in papers:
        version: ClassifiedVersion | None = next(iter(getattr(paper, "holding", ())), None)
        if version is not None:
            version.paper = paper
        rows.append(
            Row(
                paper, version, shares_of(version, actor, today) if version else [], bool(getattr(paper, "waiting", ()))
            )
        )
    return rows


@dataclass(frozen=True)
class Earlier:
    """A version that was replaced: what of it the next one changed, and who wrote the next one when."""

    version: ClassifiedVersion
    next: ClassifiedVersion
    fields: list[str]


def history_of(paper: ClassifiedPaper) -> list[Earlier]:
    """What was put right, the newest first; the trace of corrections and outcomes."""
    leads = Prefetch("leads", ClassifiedLead.objects.select_related("unit").order_by("id"))
    versions = paper.versions.select_related(
        "recorded_by__person", "signer__person", "monitor__person", "submitter"
    ).prefetch_related(leads)
    rows = list(versions.order_by("-pk"))
    return [Earlier(old, new, _differences(old, new)) for new, old in pairwise(rows)]


def _differences(old: ClassifiedVersion, new: ClassifiedVersion) -> list[str]:
    plain = ("kind", "number", "symbol", "issued_on", "signer_id", "submitter_id", "monitor_id", "task_count", "due_on")
    found = [name.removesuffix("_id") for name in plain if getattr(old, name) != getattr(new, name)]
    before, after = ({lead.unit_id: lead.done_on for lead in row.leads.all()} for row in (old, new))
    if set(before) != set(after):
        found.append(rules.LEAD)
    if any(before[unit] != after[unit] for unit in set(before) & set(after)):
        found.append(rules.OUTCOME)
    return found


@dataclass(frozen=True)
class Line:
    """A line of the register's journal of classified papers."""

    at: datetime
    sentence: str
    who: str


def journal_of(register: Register) -> list[Line]:
    """The latest lines of the chain of the register's classified papers, the newest first."""
    found = Entry.objects.filter(register_id=rules.chain_of(register.pk)).select_related("payload")
    rows = list(found.order_by("-pk")[:LINES])
    people = Person.objects.in_bulk({row.person_id for row in rows if row.person_id})
    return [
        Line(row.recorded_at, sentences.entry(row), people[row.person_id].full_name if row.person_id else "")
        for row in rows
    ]
