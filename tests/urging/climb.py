"""The ladder in words: one tick of the room's rules, and the ladder carried to a given step."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.documents.models import Document
from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.tasks.models import Assignment
from dondoc.units.models import Unit
from dondoc.urging import actions
from dondoc.urging.models import Ladder, Slip
from tests.world import World, on

DUE = date(2016, 11, 16)  # Wednesday
OPENS = on("2016-11-17")  # Thursday
FIRST = on("2016-11-22")  # Tuesday: Thu 17, Fri 18, Mon 21 are over
SECOND = on("2016-11-28")  # Monday: Wed 23, Thu 24, Fri 25 are over
THIRD = on("2016-12-02")  # Friday: Tue 29, Wed 30, Thu 1 are over
CASE = on("2016-12-08")  # Thursday: Mon 5, Tue 6, Wed 7 are over


def tick(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Ask the rules of urging, in their order."""
    rules = {name: rule for name, rule in registry.RULES.items() if name.startswith("urging.")}
    return {name.removeprefix("urging."): rule(at, dry_run) for name, rule in rules.items()}


def ladder_of(document: Document, unit: Unit) -> Ladder:
    """The latest round."""
    return Ladder.objects.filter(document=document, unit=unit).latest("round")


def waiting(ladder: Ladder | None = None) -> Slip:
    """The draft that waits."""
    found = Slip.objects.waiting()
    return (found.filter(ladder=ladder) if ladder else found).get()


def issue(world: World, slip: Slip, at: datetime, by: str = "chanhvp") -> Slip:
    """The head of the Office signs; the directive of the tests names the field of finance when it was asked to."""
    field = world.register.fields.get(code="TC")
    return actions.issue_slip(by=world.actor(by), at=at, slip=slip, field=field)


def climb(world: World, assignment: Assignment, *, slips: int = 3, case: bool = True) -> Ladder:
    """The ladder of an assignment due on 16 November, with so many slips issued, and brought to the leader."""
    tick(OPENS)
    for at in (FIRST, SECOND, THIRD)[:slips]:
        tick(at)
        issue(world, waiting(ladder_of(assignment.task.document, assignment.unit)), at)
    if case and slips == 3:
        tick(CASE)
    return ladder_of(assignment.task.document, assignment.unit)


def open_duties(ladder: Ladder) -> set[str]:
    """What is still to be done about the ladder."""
    return set(Duty.objects.open().filter(matter=ladder.matter).values_list("kind", flat=True))
