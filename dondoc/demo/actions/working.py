"""What the units do with what they are given: take over, return, report, explain, send; each according to its fate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random

from dondoc.clock import local_date
from dondoc.demo import matters
from dondoc.demo.actions.days import Days
from dondoc.demo.actions.founding import Province
from dondoc.demo.papers import result_file
from dondoc.demo.plan import Fate
from dondoc.documents.rules import PaperInput
from dondoc.tasks import actions as tasks
from dondoc.tasks import rules
from dondoc.tasks.models import Assignment

#: Out of so many results one carries its file: the demo's folder stays small.
WITH_FILE = 4


@dataclass
class Errand:
    """A unit's part of a task, the fate that it takes, the place of its deadline among the days (None: no deadline)."""

    assignment: Assignment
    fate: Fate
    given: int
    due: int | None


@dataclass
class Units:
    """The units at work."""

    founded: Province
    days: Days
    random: Random
    papers: int = 0

    def now(self, errand: Errand) -> str:
        """The state of the assignment at this moment."""
        errand.assignment.refresh_from_db()
        return errand.assignment.state

    def is_working_on(self, errand: Errand) -> bool:
        """Whether the unit still has something to send."""
        return self.now(errand) in {rules.NOT_STARTED, rules.IN_PROGRESS}

    def begin(self, errand: Errand) -> None:
        """Plan everything that the unit will do of its own accord."""
        draw, plan = self.random, self.days.plan
        if errand.fate in {Fate.REASSIGNED, Fate.KEPT, Fate.RETURNED}:
            plan(errand.given + 2, 10, partial(self.give_back, errand))
            if errand.fate is not Fate.KEPT:
                return
        first = errand.given + 1 + draw.randint(0, 2)
        plan(first, 11, partial(self.take_over, errand))
        finish = self.finishing_day(errand, first)
        if draw.random() < 0.6:
            plan((first + (finish or first + 8)) // 2 + 1, 14, partial(self.report, errand))
        if errand.due is None:
            plan(first + 18, 14, partial(self.report, errand))
            plan(first + 36, 14, partial(self.report, errand))
        elif finish is None or finish > errand.due:
            plan(errand.due + 2, 14, partial(self.explain, errand))
        if finish is not None:
            plan(finish, 15, partial(self.send, errand))

    def finishing_day(self, errand: Errand, first: int) -> int | None:
        """The day on which the result is sent, if ever."""
        draw = self.random
        if errand.fate in {Fate.NEVER, Fate.WITHDRAWN}:
            return None
        if errand.due is None:
            return errand.given + draw.randint(25, 60) if draw.random() < 0.5 else None
        if errand.fate is Fate.LATE:
            return errand.due + draw.randint(2, 12)
        due = errand.due + 12 if errand.fate is Fate.MOVED else errand.due
        return max(first, due - draw.randint(0, 4))

    def take_over(self, errand: Errand, at: datetime) -> None:
        """The officer takes the task over."""
        if self.is_working_on(errand) and errand.assignment.taken_over_at is None:
            tasks.take_over(by=self.founded.officer_of(errand.assignment.unit), at=at, assignment=errand.assignment)

    def give_back(self, errand: Errand, at: datetime) -> None:
        """The head returns the task with a reason."""
        if self.now(errand) == rules.NOT_STARTED:
            tasks.return_task(
                by=self.founded.head_of(errand.assignment.unit), at=at, assignment=errand.assignment,
                reason=self.random.choice(matters.REASONS_RETURN),
            )  # fmt: skip

    def report(self, errand: Errand, at: datetime) -> None:
        """The officer reports how far the unit is."""
        if self.is_working_on(errand):
            tasks.report_progress(
                by=self.founded.officer_of(errand.assignment.unit), at=at, assignment=errand.assignment,
                text=self.random.choice(matters.PROGRESS), percent=self.random.choice((20, 40, 50, 60, 80)),
            )  # fmt: skip

    def explain(self, errand: Errand, at: datetime) -> None:
        """The head says why the task is overdue; one unit in three does not."""
        if not self.is_working_on(errand) or self.random.random() < 0.33:
            return
        due_on = errand.assignment.due_on
        if due_on is not None and due_on < local_date(at):
            tasks.explain_delay(
                by=self.founded.head_of(errand.assignment.unit), at=at, assignment=errand.assignment,
                reason=self.random.choice(matters.REASONS_LATE),
            )  # fmt: skip

    def send(self, errand: Errand, at: datetime) -> None:
        """The head sends the result; its document may be a day or two older than the sending."""
        if not self.is_working_on(errand):
            return
        self.papers += 1
        unit, day = errand.assignment.unit, local_date(at)
        head = self.founded.head_of(unit)
        task = errand.assignment.task
        place = self.days.past.index(day)
        written = max(self.days.on(place - self.random.choice((0, 0, 0, 1, 2))), task.document.issued_on)
        number, symbol = str(100 + self.papers), f"BC-{unit.code}"
        abstract = f"kết quả thực hiện: {task.content[0].lower()}{task.content[1:]}"
        assert head.person is not None and head.post is not None
        signer, title = head.person.full_name, head.post.title
        files = []
        if self.papers % WITH_FILE == 0:
            files = [result_file(number, symbol, unit.name, written, abstract, signer, title)]
        tasks.send_result(
            by=head, at=at, assignment=errand.assignment, text="Đơn vị đã hoàn thành nhiệm vụ, gửi kèm văn bản kết quả.",
            files=files,
            paper=PaperInput(
                kind="report", issued_on=written, number=number, symbol=symbol, abstract=abstract, issuer=unit.name,
                signer=signer,
            ),
        )  # fmt: skip
