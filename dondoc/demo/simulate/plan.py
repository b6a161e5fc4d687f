"""The script of a province: every act of every directive in the order of time, from size, seed and day alone. Pure.

A directive's life is drawn as soon as it is entered, from a seed of its own; the acts of all are merged, so that never more is
held than what is still to come of the directives under way.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import NamedTuple

from dondoc.demo.simulate import acts
from dondoc.demo.simulate.acts import Act, Enter, TaskAct, TaskPlan
from dondoc.demo.simulate.days import OPENS, SEALS, Days
from dondoc.demo.simulate.ladders import Steps, climb
from dondoc.demo.simulate.lives import Life, Scene, Track
from dondoc.demo.simulate.mix import TASK_WEIGHTS, TASKS, Chances, Mix
from dondoc.demo.simulate.papers import LEADERS, Clerk
from dondoc.demo.simulate.province import Province
from dondoc.regulation import Profile
from dondoc.tasks import deadlines
from dondoc.tasks.deadlines import TaskInput
from dondoc.workdays import Calendar

YEARS = 4
FOUNDED = timedelta(days=30)
FIRST_PLACE = 8
"""The first directive is entered on this working day; what it answers to was issued before."""
LATER = "Chủ tịch UBND tỉnh đồng ý lùi thời hạn do phải khảo sát bổ sung."
ELSEWHERE = "Nhiệm vụ đã được lồng vào kế hoạch khác."


@dataclass(frozen=True)
class Script:
    """What is simulated: so many tasks, by the seed, in the years before the day, under the law and the calendar."""

    tasks: int
    seed: int
    today: date
    law: Profile
    calendar: Calendar
    years: int = YEARS
    mix: Mix = field(default_factory=Mix)
    province: Province = field(default_factory=lambda: Province(0, 0, 3, 2))

    @cached_property
    def days(self) -> Days:
        """The working days."""
        return Days.until(self.today, self.years, self.calendar)

    def acts(self) -> Iterator[Act]:
        """Every act until yesterday, in the order of time."""
        return Author(self).acts()


class Waiting(NamedTuple):
    """What is still to come of a directive, the next act last."""

    at: datetime
    number: int
    rest: list[Act]


class Author:
    """Writes the script, day by day."""

    def __init__(self, script: Script) -> None:
        self.script, self.days = script, script.days
        self.clerk = Clerk(script.province, script.mix, self.days)
        self.chances = Chances(script.mix, self.days)
        self.steps = Steps(script.law, script.calendar)
        names = {body.code: body.name for body in script.province.bodies}
        heads = {"unit_head", "office_head"}
        self.names = names
        self.dues: dict[tuple[object, ...], date | None] = {}
        self.signers = {who.unit: name for who, name in script.province.cast if who.role in heads}
        self.people = {who.username: name for who, name in script.province.cast}
        self.clerks = [who.username for who, _name in script.province.cast if who.role == "office_officer"]

    def acts(self) -> Iterator[Act]:
        """Directives are spread evenly over the days; their acts are merged."""
        waiting: list[Waiting] = []
        written, number = 0, 0
        days, total = self.days, self.script.tasks
        for place in range(FIRST_PLACE, days.last + 1):
            until = total * (place - FIRST_PLACE + 1) // (days.last - FIRST_PLACE + 1)
            while written < until:
                number += 1
                draw = Random(self.script.seed * 1_000_003 + number)
                count = min(draw.choices(TASKS, TASK_WEIGHTS)[0], total - written)
                written += count
                rest = self.directive(draw, number, place, count)
                heapq.heappush(waiting, Waiting(rest[-1].at, number, rest))
            evening = days.at(place, SEALS)
            while waiting and waiting[0].rest[-1].at < evening:
                _at, first, rest = waiting[0]
                yield rest.pop()
                if rest:
                    heapq.heapreplace(waiting, Waiting(rest[-1].at, first, rest))
                else:
                    heapq.heappop(waiting)
            yield acts.Seal(evening, 0)

    def directive(self, draw: Random, number: int, place: int, count: int) -> list[Act]:
        """Every act under one directive entered on the day, the first last."""
        late = draw.random() < self.script.mix.late_entry
        issued = place - (draw.randint(3, 5) if late else draw.randint(0, 2))
        clerk, leader = draw.choice(self.clerks), draw.choice(LEADERS)
        paper = self.clerk.paper(draw, issued, count, clerk, self.people[leader])
        entered = self.days.at(place, OPENS + draw.randrange(500))
        scene = Scene(
            number, self.days, draw, self.chances, self.script.law, paper.issued_on, entered, place, clerk, self.names, self.signers
        )  # fmt: skip
        found: list[Act] = []
        tracks: dict[str, list[Track]] = {}
        for task in paper.tasks:
            found += self._task(scene, task, tracks)
        for unit, own in tracks.items():
            found += climb(scene, self.steps, unit, self.script.province.scopes[unit], own)
        found.sort(key=lambda act: act.at)
        about = Counter(act.task for act in found if isinstance(act, TaskAct))
        coming = (len(found), *(about[task.ordinal] for task in paper.tasks))
        return [*reversed(found), Enter(entered, number, clerk, paper, coming)]

    def _task(self, scene: Scene, task: TaskPlan, tracks: dict[str, list[Track]]) -> list[Act]:
        draw, days = scene.draw, self.days
        due_on = self._due(task, scene.issued)
        first, withdrawn = due_on, None
        moved: tuple[datetime, int] | None = None
        later: list[Act] = []
        chance = draw.random()
        if due_on is not None and chance < self.script.mix.moved:
            moved, due_on, later = self._move(scene, task, due_on)
        elif chance > 1 - self.script.mix.withdrawn:
            withdrawn = scene.place + draw.randint(5, 20)
        chosen: set[str] = set()
        lives = [
            Life(scene, task, unit, scene.entered, scene.place, due_on, first, moved, withdrawn, chosen=chosen)
            for unit in task.leads
        ]
        found: list[Act] = list(later)
        for life in lives:
            life.live()
            for heir in life.heirs:
                lives.append(heir)
        if withdrawn is not None and withdrawn <= days.last:
            at = days.at(withdrawn, scene.minute())
            found.append(acts.Withdraw(at, scene.number, task.ordinal, scene.clerk, ELSEWHERE))
            for life in lives:
                life.track.turns.append((at, "ended", None))
        for life in lives:
            life.ask_reasons()
            found += life.acts
            tracks.setdefault(life.unit, []).append(life.track)
        return [*found, *self._partners(scene, task, lives, withdrawn)]

    def _due(self, task: TaskPlan, issued: date) -> date | None:
        if task.due_kind == "by":
            return task.due_on
        key = (task.due_kind, task.due_on, task.due_span, issued)
        if key not in self.dues:
            given = TaskInput("", (), due_kind=task.due_kind, due_on=task.due_on, due_span=task.due_span)
            found = deadlines.read(given, issued_on=issued, law=self.script.law, calendar=self.script.calendar)
            self.dues[key] = found.due_on
        return self.dues[key]

    def _move(self, scene: Scene, task: TaskPlan, due_on: date) -> tuple[tuple[datetime, int] | None, date, list[Act]]:
        """The deadline is moved before it has passed, if there is time left for it."""
        days, draw = self.days, scene.draw
        place = max(scene.place + 3, days.from_date(due_on) - draw.randint(1, 4))
        if place > days.last or days.on[place] > due_on:
            return None, due_on, []
        at, later = days.at(place, scene.minute()), days.on[days.from_date(due_on) + draw.randint(8, 30)]
        return (at, place), later, [acts.Move(at, scene.number, task.ordinal, "chanhvp", later, LATER)]

    def _partners(self, scene: Scene, task: TaskPlan, lives: list[Life], withdrawn: int | None) -> Iterator[Act]:
        """Partners report while nobody has sent a result."""
        days, draw, mix = self.days, scene.draw, self.script.mix
        ends = [until for life in lives for _since, until, _turn in life.work if until is not None]
        ends += [withdrawn] if withdrawn is not None else []
        until = min([*ends, days.last + 1, scene.place + 60])
        for unit in task.partners:
            for _ in range(draw.randint(*mix.partner_reports)):
                if until - scene.place > 2:
                    place = draw.randrange(scene.place + 1, until)
                    percent = draw.choice((20, 40, 50, 60, 80))
                    text = draw.choice(PARTNER)
                    yield acts.Report(days.at(place, scene.minute()), scene.number, task.ordinal, unit, text, percent)


PARTNER = (
    "Đã gửi số liệu cho đơn vị chủ trì.",
    "Đã cử cán bộ tham gia tổ công tác.",
    "Đã có ý kiến bằng văn bản về dự thảo.",
)
