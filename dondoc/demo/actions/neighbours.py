"""The other authorities at work: each is founded under its own regulation and lives through the same days as the province."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.demo import matters
from dondoc.demo.actions.days import Days
from dondoc.demo.actions.founding import SINCE, Province, people
from dondoc.demo.neighbours import NEIGHBOURS, Given, Neighbour, Paper
from dondoc.demo.papers import directive_file
from dondoc.demo.plan import Fate
from dondoc.documents.rules import PaperInput
from dondoc.gazette import actions as loading
from dondoc.gazette.models import Edition
from dondoc.regulation import available
from dondoc.tasks import actions as tasks
from dondoc.tasks import ratings, rules, updating
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, Confirmer, Part
from dondoc.units import actions as units
from dondoc.units.models import Actor, Unit, UnitKind


@dataclass
class Neighbours:
    """The authorities beside the province; ``plan`` puts their whole work on the days."""

    founded: list[tuple[Neighbour, Province]]
    days: Days

    @classmethod
    def found(cls, at: datetime, days: Days, *, after: int, names: Iterator[str]) -> Neighbours:
        """Found them all; their units stand ``after`` those of the province in the lists."""
        folders = available(*settings.PROFILES_DIRS)
        made = []
        for neighbour in NEIGHBOURS:
            edition = loading.load_edition(folders[neighbour.regulation], at)
            founded = _found(neighbour, at, edition, after)
            people(founded, neighbour.cast(), names, at)
            followed = [(unit, None) for unit in list(founded.units.values())[2:]]
            units.set_scope(by=None, at=at, post=founded.posts[f"{neighbour.short}.theodoi"], scopes=followed)
            after += len(neighbour.bodies)
            made.append((neighbour, founded))
        return cls(made, days)

    def plan(self) -> None:
        """Every paper on its day."""
        for neighbour, founded in self.founded:
            work = Work(neighbour, founded, self.days)
            for number, paper in enumerate(neighbour.papers, start=1):
                issued = len(self.days.past) - paper.before
                self.days.plan(issued + paper.late, 10, partial(work.enter, paper, number, issued))


def _found(neighbour: Neighbour, at: datetime, edition: Edition, after: int) -> Province:
    made: dict[str, Unit] = {}
    keeper, office = neighbour.bodies[0][0], neighbour.bodies[1][0]
    for place, (body, name, short, kind) in enumerate(neighbour.bodies, start=after):
        made[body] = units.create_unit(
            by=None, at=at, name=name, code=neighbour.code(body), kind=UnitKind(kind), short_name=short,
            valid_from=SINCE, position=place, parent=made.get(keeper),
        )  # fmt: skip
    register = units.create_register(
        by=None, at=at, name=neighbour.register, code=neighbour.mark, keeper=made[keeper], office=made[office],
        edition=edition, place=neighbour.place,
    )  # fmt: skip
    founded = Province(register, made)
    for code, name in neighbour.fields:
        founded.fields[code] = units.create_field(by=None, at=at, register=register, code=code, name=name)
    return founded


@dataclass
class Work:
    """One authority's papers on their way: entered, carried out, reported, confirmed as its regulation wants it."""

    neighbour: Neighbour
    founded: Province
    days: Days
    results: int = 0

    def actor(self, who: str) -> Actor:
        """Somebody by the name without the authority."""
        return self.founded.actor(f"{self.neighbour.short}.{who}")

    def head(self, assignment: Assignment) -> Actor:
        """The head of the unit that has the task."""
        return self.actor(assignment.unit.code.partition("-")[2].lower())

    def enter(self, paper: Paper, number: int, issued: int, at: datetime) -> None:
        """The Office enters a paper and its tasks."""
        leader = self.founded.posts[f"{self.neighbour.short}.lanhdao"]
        is_handwritten = paper.kind == "handwritten"
        units_of = self.founded.units
        given = PaperInput(
            kind=paper.kind, issued_on=self.days.on(issued), number="" if is_handwritten else str(300 + number * 7),
            symbol=paper.symbol, abstract=paper.abstract, received_at=self.days.at(issued + paper.late, 9),
            issuer=paper.superior or units_of[self.neighbour.bodies[0][0]].name,
            signer="Thí Dụ Văn Phòng" if paper.superior else leader.person.full_name,
            directing_leader=f"{leader.person.full_name}, {leader.title}", field=self.founded.fields[paper.field],
            drafter=None if paper.drafted_by else self.founded.posts[f"{self.neighbour.short}.chuyenvien"],
            submitted_by=units_of[paper.drafted_by] if paper.drafted_by else None, urgency=paper.urgency,
            from_superior=bool(paper.superior),
        )  # fmt: skip
        keeper = self.founded.register.keeper
        signed = directive_file(
            given.issuer, keeper.short_name, given, self.neighbour.place, given.signer, leader.title,
            [task.content for task in paper.tasks],
        )  # fmt: skip
        document = tasks.register_directive(
            by=self.actor("chuyenvien"), at=at, paper=given, tasks=[self._task(task, issued) for task in paper.tasks],
            files=[signed],
        )  # fmt: skip
        place = issued + paper.late
        for task, planned in zip(document.tasks.order_by("ordinal"), paper.tasks, strict=True):
            for assignment in task.assignments.exclude(part=Part.COORDINATING):
                self.carry_out(assignment, planned, place, issued)

    def _task(self, given: Given, issued: int) -> TaskInput:
        units_of = self.founded.units
        return TaskInput(
            content=given.content, units=tuple(units_of[code] for code in given.leads),
            coordinating=tuple(units_of[code] for code in given.partners),
            mode="each" if len(given.leads) > 1 else "lead", product=given.product,
            due_kind="none" if given.after is None else "by",
            due_on=None if given.after is None else self.days.on(issued + given.after),
        )  # fmt: skip

    def carry_out(self, assignment: Assignment, given: Given, place: int, issued: int) -> None:
        """Plan what the unit does of its own accord."""
        due, plan = issued + (given.after or 30), self.days.plan
        plan(place + 1, 14, partial(self.take_over, assignment))
        plan(min(place + 4, due - 3), 15, partial(self.report, assignment))
        last = {Fate.ON_TIME: due - 1, Fate.LATE: due + 3, Fate.SENT_BACK: due - 2, Fate.WAITS: self.days.last}
        if given.fate in last:
            plan(last[given.fate], 14, partial(self.send, assignment, given.fate, place))

    def take_over(self, assignment: Assignment, at: datetime) -> None:
        """The unit takes the task over."""
        assignment.refresh_from_db()
        if assignment.state == rules.NOT_STARTED and assignment.taken_over_at is None:
            tasks.take_over(by=self.head(assignment), at=at, assignment=assignment)

    def report(self, assignment: Assignment, at: datetime) -> None:
        """The unit says how far it is."""
        assignment.refresh_from_db()
        if assignment.state in {rules.NOT_STARTED, rules.IN_PROGRESS}:
            text = matters.PROGRESS[assignment.pk % len(matters.PROGRESS)]
            tasks.report_progress(by=self.head(assignment), at=at, assignment=assignment, text=text, percent=50)

    def send(self, assignment: Assignment, fate: Fate, place: int, at: datetime) -> None:
        """The result goes in: from the unit, or entered by the Office where the regulation says that the Office does it."""
        assignment.refresh_from_db()
        self.results += 1
        unit, day, law = assignment.unit, local_date(at), gazette.law(assignment.task.edition)
        paper = PaperInput(
            kind="report", issued_on=day, number=str(40 + self.results), symbol=f"BC-{unit.code.partition('-')[2]}",
            abstract=f"kết quả thực hiện: {assignment.task.content[0].lower()}{assignment.task.content[1:]}",
            issuer=unit.name, signer=self.founded.posts[self.head_name(assignment)].person.full_name,
        )  # fmt: skip
        if updating.by_office(law):
            tasks.enter_result(
                by=self.actor("chuyenvien"), at=at, assignment=assignment, paper=paper, received_on=day,
                text="Đơn vị báo cáo bằng văn bản; Văn phòng cập nhật.",
            )  # fmt: skip
        else:
            tasks.send_result(
                by=self.head(assignment), at=at, assignment=assignment, paper=paper, text="Đã hoàn thành.",
            )  # fmt: skip
        if fate is not Fate.WAITS:
            self.days.plan(self.days.past.index(day) + 1, 14, partial(self.confirm, assignment, fate))

    def head_name(self, assignment: Assignment) -> str:
        """The name of sign-in of the unit's head."""
        return f"{self.neighbour.short}.{assignment.unit.code.partition('-')[2].lower()}"

    def confirm(self, assignment: Assignment, fate: Fate, at: datetime) -> None:
        """Whose turn it is accepts, or sends back once; the next level has its turn on the day after."""
        assignment.refresh_from_db()
        if assignment.state != rules.SENT:
            return
        place, by = self.days.past.index(local_date(at)), self.confirmer(assignment)
        law = gazette.law(assignment.task.edition)
        if fate is Fate.SENT_BACK:
            bad = {scale.name: ratings.choices(scale, accepts=False)[0] for scale in ratings.scales_of_refusal(law)}
            tasks.send_back(by=by, at=at, assignment=assignment, missing=matters.MISSING[0], rated=bad)
            self.days.plan(place + 3, 14, partial(self.send, assignment, Fate.LATE, place))
            return
        good = {scale.name: ratings.choices(scale, accepts=True)[-1] for scale in ratings.scales(law)}
        tasks.accept_result(by=by, at=at, assignment=assignment, rated=good)
        self.days.plan(place + 1, 14, partial(self.confirm, assignment, fate))

    def confirmer(self, assignment: Assignment) -> Actor:
        """Whose turn it is."""
        drafter = assignment.task.document.submitted_by
        names = {
            Confirmer.MONITOR: "theodoi", Confirmer.OFFICE: "chanhvp", Confirmer.OFFICE_DIVISION: "theodoi",
            Confirmer.LEADER: "lanhdao",
            Confirmer.DRAFTING_UNIT: drafter.code.partition("-")[2].lower() if drafter is not None else "chanhvp",
        }  # fmt: skip
        awaits = Confirmer(assignment.awaits)
        return self.head(assignment) if awaits is Confirmer.UNIT_HEAD else self.actor(names[awaits])
