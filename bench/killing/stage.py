"""The province on which the acts are played: the one of the tests, at a day of its own that goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bench.killing.victims import Act
from dondoc import gazette
from dondoc.documents import files
from dondoc.documents.models import Document
from dondoc.documents.rules import StoredFile
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment, Task
from dondoc.units.models import Actor, Person, Post, Register, Unit
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder, Slip, Step
from tests.world import World, on

DAY = timedelta(days=1)
#: A Monday after Tết, so that what is due lies on both sides of a long holiday.
FIRST_DAY = date(2017, 2, 13)
PDF = b"%PDF-1.7\n" + b"0" * 4096
Run = Callable[[datetime], object]
Prepare = Callable[["Stage"], Act]
ACTS: dict[str, Prepare] = {}


@dataclass
class Stage:
    """The world, the day, the number of the round (which makes every paper's number and every token its own)."""

    world: World
    random: Random
    day: date = FIRST_DAY
    round: int = 0

    @property
    def at(self) -> datetime:
        """The instant of the round's act: after everything that was prepared for it."""
        return on(self.day, 9 + self.round % 8, self.round % 60)

    @property
    def token(self) -> str:
        """The token of the round's form."""
        return f"biểu mẫu {self.round}"

    def go_on(self) -> None:
        """The next round; each begins a day later when a job was there."""
        self.round += 1
        self.world.papers = self.round * 20

    def next_working_day(self) -> None:
        """Jobs act on working days, a ladder one step a day."""
        self.day += DAY
        while not gazette.calendar().is_working(self.day):
            self.day += DAY

    def who(self, username: str) -> Actor:
        """The actor of the name of sign-in."""
        return self.world.actor(username)

    def directive(self, *codes: str, ago: int = 14, due: int = 7, **more: object) -> Document:
        """A directive of some days ago with one task, due so many days from now, entered when it was issued."""
        day = self.day - ago * DAY
        given = self.world.given(*codes, due_on=self.day + due * DAY)
        return self.world.directive(given, at=on(day), issued_on=day, **more)

    def task(self, *codes: str, ago: int = 14, due: int = 7, **more: object) -> Task:
        """Its one task."""
        return self.directive(*codes, ago=ago, due=due, **more).tasks.get()

    def assignment(self, *, ago: int = 14, due: int = 7, **more: object) -> Assignment:
        """The one assignment of a new task of the department of finance."""
        return self.task("STC", ago=ago, due=due, **more).assignments.select_related("task__matter", "unit").get()

    def sent(self, **more: object) -> Assignment:
        """A result that waits for its appraisal."""
        assignment = self.assignment(**more)
        self.world.send(assignment, at=on(self.day - DAY), completed_on=self.day - DAY)
        return assignment

    def returned(self) -> Assignment:
        """A task that its unit gave back."""
        assignment = self.assignment()
        tasks.return_task(
            by=self.who("stc"), at=on(self.day - DAY), assignment=assignment, reason="không đúng chức năng"
        )
        return assignment

    def ladder(self) -> Ladder:
        """A unit that is urged: overdue for a month, its ladder open."""
        field = self.world.register.fields.get(code="TC")
        document = self.directive("STC", ago=60, due=-40, field=field)
        found = urging.open_ladder(at=on(self.day - 39 * DAY), document=document, unit=self.world.units["STC"])
        assert found is not None
        return found

    def climbed(self, step: str) -> Ladder:
        """The ladder carried to the step; every slip on the way is issued."""
        ladder, day, calendar = self.ladder(), self.day - 38 * DAY, gazette.calendar()
        while ladder.step != step:
            if calendar.is_working(day):
                if ladder.step == Step.SLIP:
                    urging.prepare_slip(at=on(day), ladder=ladder)
                elif ladder.step == Step.ISSUE:
                    urging.issue_slip(by=self.who("chanhvp"), at=on(day, 10), slip=self.slip(ladder))
                else:
                    urging.escalate(at=on(day), ladder=ladder)
            day += DAY
            assert day < self.day, (step, ladder.step)
            ladder = Ladder.objects.select_related("matter", "register__office", "register__keeper").get(pk=ladder.pk)
        return ladder

    def slip(self, ladder: Ladder) -> Slip:
        """The draft of the ladder."""
        return Slip.objects.waiting().select_related("ladder__matter").get(ladder=ladder)

    def act(self, name: str, run: Run, *, pause: timedelta = timedelta(0), **more: object) -> Act:
        """The act at the instant of the round; tried again after the pause."""
        return Act(name, run, self.at, self.at + pause, **more)  # type: ignore[arg-type]


def act(prepare: Prepare) -> Prepare:
    """Take the act in; its name is the function's, with the room before it."""
    ACTS[prepare.__name__.replace("__", ".")] = prepare
    return prepare


def name_of(prepare: Prepare) -> str:
    """The name under which the act is reported."""
    return prepare.__name__.replace("__", ".")


def stored(name: str = "van-ban.pdf") -> StoredFile:
    """A file, written as an upload is."""
    return files.write(name, [PDF[:1024], PDF[1024:]], "application/pdf", is_main=True)


def recall() -> World:
    """The world of the database at hand, by the names that the tests use."""
    world = World(Register.objects.select_related("keeper", "office", "edition").get(code="TTH"), {})
    world.units = {unit.code: unit for unit in Unit.objects.all()}
    posts = Post.objects.select_related("person", "unit").order_by("-id")
    world.posts = {post.person.username: post for post in posts}
    world.people = {person.username: person for person in Person.objects.all()}
    return world
