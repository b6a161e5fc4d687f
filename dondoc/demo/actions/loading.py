"""Loading and emptying the demo: one transaction each, so that a killed command leaves nothing half done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.core.management import call_command
from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.demo import plan, province, queries
from dondoc.demo.actions.days import Days
from dondoc.demo.actions.entering import plan_entry
from dondoc.demo.actions.founding import Province, found
from dondoc.demo.actions.neighbours import Neighbours
from dondoc.demo.actions.office import Office, assignments_of
from dondoc.demo.actions.working import Errand, Units
from dondoc.demo.plan import Fate, PlannedPaper, PlannedTask
from dondoc.documents import files
from dondoc.documents.models import Attachment, Document
from dondoc.jobs import tick
from dondoc.journal import actions as journal
from dondoc.journal import jobs as sealing
from dondoc.journal.models import Notice
from dondoc.regulation import Refusal, Refused
from dondoc.units import actions as units
from dondoc.units.models import Person, Register

SPAN = timedelta(days=92)
UNREAD = timedelta(days=5)


def load(at: datetime, *, papers: int = plan.PAPERS, span: timedelta = SPAN) -> dict[str, int]:
    """Fill an empty database with the province and its work from ``span`` before the instant until yesterday.

    Raises:
        Refused: somebody or some register is there already.
    """
    if Register.objects.exists() or Person.objects.exists():
        raise Refused(Refusal("demo.not_empty", {}, None))
    with transaction.atomic():
        _live(at, papers, span)
    return queries.counts()


def reset(at: datetime, *, papers: int = plan.PAPERS, span: timedelta = SPAN) -> dict[str, int]:
    """Empty a demo database and fill it anew, relative to the instant.

    Raises:
        Refused: the database holds no demo.
    """
    if not queries.is_here():
        raise Refused(Refusal("demo.is_real", {}, None))
    old = list(Attachment.objects.values_list("stored_as", flat=True))
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
        counts = load(at, papers=papers, span=span)
    for name in old:
        files.remove(name)
    return counts


def _live(at: datetime, papers: int, span: timedelta) -> None:
    day = local_date(at)
    founded_at, names = _morning_before(at, span), province.names_of_all()
    founded = found(founded_at, names)
    days = Days.before(day, span, gazette.calendar())
    Neighbours.found(founded_at, days, after=len(founded.units), names=names).plan()
    story = Story(founded, days)
    story.plan(plan.make(days.past, papers))
    for place in range(len(days.past)):
        story.live(place)
    units.appoint_deputy(
        by=founded.actor("stc"), at=days.at(days.last, 17), post=founded.posts["stc"],
        person=founded.posts["stc.cv"].person, valid_from=days.on(days.last), valid_until=day + timedelta(days=7),
    )  # fmt: skip
    story.office.correct(days.at(days.last, 17, 5))
    tick.tick(at)
    _read_older_notices(at - UNREAD)
    sealing.seal_all(at)


def _morning_before(at: datetime, span: timedelta) -> datetime:
    return at - span - timedelta(days=1)


def _read_older_notices(before: datetime) -> None:
    """What is older than some days has been read."""
    for person in Person.objects.all():
        old = Notice.objects.filter(recipient_id=person.pk, created_at__lt=before)
        journal.mark_read(person.pk, before, notice_ids=old.values_list("pk", flat=True))


class Story:
    """The days of the province: the plan begun, each day lived through in its order."""

    def __init__(self, founded: Province, days: Days) -> None:
        draw = Random(plan.SEED + 1)
        self.province, self.days, self.random = founded, days, draw
        self.units = Units(founded, days, draw)
        self.office = Office(founded, days, draw, self.units)

    def plan(self, papers: Sequence[PlannedPaper]) -> None:
        """Put every paper on its days."""
        for paper in papers:
            plan_entry(self.province, self.days, paper, self.entered)

    def entered(self, paper: PlannedPaper, document: Document, place: int) -> None:
        """A paper was entered: each unit that owes a result begins its errand."""
        for task, planned in zip(document.tasks.order_by("ordinal"), paper.tasks, strict=True):
            due = paper.issued + planned.due_after if planned.due_after is not None else None
            for number, assignment in enumerate(assignments_of(task)):
                errand = Errand(assignment, self.fate_of(planned, number), place, due)
                self.office.begin(errand)
                self.units.begin(errand)

    def fate_of(self, planned: PlannedTask, number: int) -> Fate:
        """Of several units the first has the planned fate, the others draw their own."""
        return planned.fate if number == 0 else self.random.choice(plan.FATES)

    def live(self, place: int) -> None:
        """Morning: what the day brings, slips; then everybody's work; evening: the chairman, the seal."""
        tick.tick(self.days.at(place, 8))
        self.office.sign(place)
        self.office.urge(place)
        self.office.appraise(place)
        self.days.live(place)
        self.office.instruct(place)
        sealing.seal_all(self.days.at(place, 17, 30))
