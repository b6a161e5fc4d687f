"""The life of an assignment: taken over, reported, sent, appraised, asked about; returned, given away, opened again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from random import Random

from dondoc.demo import matters
from dondoc.demo.simulate import acts
from dondoc.demo.simulate.acts import HolderAct, LetterPlan, TaskPlan
from dondoc.demo.simulate.days import OPENS, TICK, Days, Hand
from dondoc.demo.simulate.mix import EARLY_DAYS, LATE_DAYS, STUCK_DAYS, UNDATED_DAYS, Chances
from dondoc.regulation import Profile, Silent
from dondoc.regulation.periods import period_of

SENT = "Đơn vị đã hoàn thành nhiệm vụ, gửi kèm văn bản kết quả."
KEPT = "Nội dung thuộc chức năng của đơn vị; đề nghị tiếp tục thực hiện."
GIVEN = "Chuyển đúng cơ quan có chức năng."
REOPENED = "Kiểm tra thực tế cho thấy một hạng mục chưa hoàn thành."
PERCENTS = (20, 40, 50, 60, 80)


@dataclass
class Track:
    """What the ladder must know of an assignment: when it began, was sent, sent back, ended; and its dates.

    ``turns`` are instants with what happened: assigned, moved, sent, sent_back, returned, declined, done, reopened, ended.
    """

    task: TaskPlan
    unit: str
    turns: list[tuple[datetime, str, date | None]] = field(default_factory=list)
    was_late: bool = False


@dataclass(frozen=True)
class Scene:
    """What every life of a directive shares."""

    number: int
    days: Days
    draw: Random
    chances: Chances
    law: Profile
    issued: date
    entered: datetime
    place: int
    clerk: str
    names: dict[str, str]
    signers: dict[str, str]

    def chance(self, share: float) -> bool:
        """Whether something of the share happens."""
        return self.draw.random() < share

    def minute(self) -> int:
        """Some minute of the working day."""
        return OPENS + int(self.draw.random() * 530)


@lru_cache(maxsize=4_000)
def abstract_of(content: str) -> str:
    """What a result document is about."""
    return f"kết quả thực hiện: {content[0].lower()}{content[1:]}"


@dataclass
class Life:
    """One assignment from the day on which it was given; ``due`` is the date that counts in the end, ``moved`` when it came."""

    scene: Scene
    task: TaskPlan
    unit: str
    begun: datetime
    place: int
    due_on: date | None
    first_due: date | None
    moved: tuple[datetime, int] | None = None
    withdrawn: int | None = None
    may_return: bool = True
    #: To whom the Office gave the task in place of another, whichever of its units returned it: nobody has it twice.
    chosen: set[str] = field(default_factory=set)
    acts: list[HolderAct] = field(default_factory=list)
    work: list[tuple[int, int | None, bool]] = field(default_factory=list)
    heirs: list[Life] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hand = Hand(self.scene.days, self.place, self.scene.minute() if self.place > self.scene.place else 1019)
        self.track = Track(self.task, self.unit, [(self.begun, "assigned", self.first_due)])
        if self.moved is not None and self.due_on is not None:
            self.track.turns.append((self.moved[0], "moved", self.due_on))

    def live(self) -> None:
        """Draw the whole life."""
        scene, draw = self.scene, self.scene.draw
        since, is_turn = self.place + 1, True
        free = self.may_return and self.due_on is not None and self.moved is None and self.withdrawn is None
        if free and scene.chance(scene.chances.mix.returned):
            decided = self._give_back(self.place + draw.randint(1, 2))
            if decided is None:
                return
            since, is_turn = decided + 1, False
        begin = since + draw.randint(0, 2)
        if scene.chance(scene.chances.mix.taken_over):
            self._do(acts.TakeOver, begin)
        finish = self._finish(begin)
        self._report(begin, finish)
        if finish is None:
            self.work.append((since, None, is_turn))
            return
        self._send(since, finish, is_turn=is_turn)

    def _do(self, kind: type[HolderAct], place: int, **said: object) -> datetime | None:
        """The act on the day, or as soon after as may be; what lies after the last day never happens."""
        at = self.hand.at(place, self.scene.minute())
        if at is not None:
            self.acts.append(kind(at, self.scene.number, self.task.ordinal, self.unit, **said))
        return at

    def _turn(self, at: datetime | None, what: str) -> None:
        if at is not None:
            self.track.turns.append((at, what, None))

    def _finish(self, begin: int) -> int | None:
        """The place on which the result is sent, if ever."""
        draw, mix, days = self.scene.draw, self.scene.chances.mix, self.scene.days
        if self.withdrawn is not None:
            return None
        if self.due_on is None:
            return begin + draw.randint(*UNDATED_DAYS) if self.scene.chance(mix.undated_done) else None
        due = days.from_date(self.due_on)
        if days.last - STUCK_DAYS < due <= days.last and self.scene.chance(self.scene.chances.stuck):
            return None
        if self.scene.chance(mix.late):
            return max(begin, due) + draw.randint(*LATE_DAYS)
        return max(begin + 1, due - draw.randint(*EARLY_DAYS))

    def _give_back(self, place: int) -> int | None:
        """The unit returns the task; the place on which the Office decided to keep it there, None when it goes elsewhere."""
        scene, draw = self.scene, self.scene.draw
        self.work.append((self.place + 1, place, True))
        self._turn(self._do(acts.Return, place, reason=draw.choice(matters.REASONS_RETURN)), "returned")
        self.track.was_late = True
        decided = self.hand.place + draw.randint(1, 3)
        others = [code for code in ("SNV", "STC", "SKHDT", "STP", "SNN", "SXD") if not self._has(code)]
        if scene.chance(scene.chances.mix.reassigned) and others:
            to = draw.choice(others)
            self.chosen.add(to)
            at = self._do(acts.Reassign, decided, by=scene.clerk, to=to, reason=GIVEN)
            self._turn(at, "ended")
            if at is not None:
                heir = Life(scene, self.task, to, at, self.hand.place, self.due_on, self.first_due, may_return=False)
                heir.hand.minute = self.hand.minute
                self.heirs.append(heir)
            return None
        at = self._do(acts.Decline, decided, by=scene.clerk, explanation=KEPT)
        self._turn(at, "declined")
        return self.hand.place if at is not None else None

    def _has(self, code: str) -> bool:
        task = self.task
        return code in task.leads or code in task.partners or code == task.synthesiser or code in self.chosen

    def _report(self, begin: int, finish: int | None) -> None:
        """Reports between the beginning and the end; tasks without a deadline report as the quarters ask."""
        scene, draw = self.scene, self.scene.draw
        end = finish if finish is not None else min(begin + 40, scene.days.last + 1)
        if self.withdrawn is not None:
            end = min(end, self.withdrawn)
        places = sorted(
            draw.randrange(begin, max(begin + 1, end)) for _ in range(draw.randint(*scene.chances.mix.reports))
        )
        wanted: list[tuple[int, str, date | None]] = [(place, "", None) for place in places]
        if self.due_on is None:
            wanted = sorted([*wanted, *self._asked(begin, finish, places)], key=lambda row: (row[0], row[1] == ""))
        for place, what, last_on in wanted:
            if what and last_on is not None:
                if place <= scene.days.last:
                    at = scene.days.at(place, TICK)
                    self.acts.append(acts.AskUpdate(at, scene.number, self.task.ordinal, self.unit, last_on))
            else:
                self._do(acts.Report, place, text=draw.choice(matters.PROGRESS), percent=draw.choice(PERCENTS))

    def _asked(self, begin: int, finish: int | None, told: list[int]) -> Iterator[tuple[int, str, date | None]]:
        """Updates of a task without a deadline: asked for on the first day of the last month of a quarter, then reported."""
        days, stated = self.scene.days, self.scene.law.without_due_date
        if isinstance(stated, Silent):
            return
        told = list(told)
        end = min(finish if finish is not None else days.last + 1, days.last + 1)
        if self.withdrawn is not None:
            end = min(end, self.withdrawn)
        period = period_of("quarter", days.on[self.place])
        while period is not None and (place := days.from_date(period.last_on.replace(day=1))) < end:
            begins = days.from_date(period.first_on)
            if place > self.place and days.on[place].month == period.last_on.month:
                if not any(begins <= day < place for day in told):
                    yield place, "ask", period.last_on
                    answer = max(begin, min(place + self.scene.draw.randint(0, 10), days.after(period.last_on) - 1))
                    if answer < end:
                        told.append(answer)
                        yield answer, "", None
            after = days.after(period.last_on)
            period = period_of("quarter", days.on[after]) if after < len(days.on) else None

    def _send(self, since: int, place: int, *, is_turn: bool, again: bool = False) -> None:
        """The result, its appraisal, and what may come after."""
        scene, draw, mix = self.scene, self.scene.draw, self.scene.chances.mix
        at = self._do(acts.Send, place, text=SENT, paper=self._letter(place)) if place <= scene.days.last else None
        self.work.append((since, self.hand.place if at is not None else None, is_turn))
        if at is None:
            return
        self._turn(at, "sent")
        decided = self.hand.place + draw.randint(1, 4)
        if not again and scene.chance(mix.sent_back):
            back = self._do(acts.SendBack, decided, missing=draw.choice(matters.MISSING))
            self._turn(back, "sent_back")
            if back is not None:
                self._send(self.hand.place + 1, self.hand.place + draw.randint(2, 8), is_turn=True, again=True)
            return
        self._turn(self._do(acts.Accept, decided), "done")
        if not again and scene.chance(mix.reopened):
            back = self._do(acts.Reopen, decided + draw.randint(4, 15), reason=REOPENED)
            self._turn(back, "reopened")
            if back is not None:
                self._send(self.hand.place + 1, self.hand.place + draw.randint(3, 12), is_turn=True, again=True)

    def _letter(self, place: int) -> LetterPlan:
        """The result document: of the day of sending, or one or two working days older."""
        scene, draw = self.scene, self.scene.draw
        written = max(scene.days.on[max(0, place - draw.choice((0, 0, 0, 1, 2)))], scene.issued)
        content = self.task.content
        return LetterPlan(
            kind="report", number=str(draw.randint(1, 2400)), symbol=f"BC-{self.unit}"[:60],
            abstract=abstract_of(content), issued_on=written,
            issuer=scene.names[self.unit], signer=scene.signers[self.unit],
        )  # fmt: skip

    def ask_reasons(self) -> None:
        """The reason of each delay: asked at the first tick after the date while the unit is at work, once per turn."""
        if self.due_on is None:
            return
        scene, days, draw = self.scene, self.scene.days, self.scene.draw
        overdue, asked = days.after(self.due_on), False
        for since, until, turn in self.work:
            asked = asked and not turn
            place = max(since, overdue)
            if asked or place > days.last or (until is not None and place > until):
                continue
            if self.withdrawn is not None and place > self.withdrawn:
                continue
            asked = self.track.was_late = True
            number, ordinal = scene.number, self.task.ordinal
            self.acts.append(acts.AskReason(days.at(place, TICK), number, ordinal, self.unit))
            said = place + draw.randint(0, 3)
            end = until if self.withdrawn is None else min(until or self.withdrawn, self.withdrawn)
            if scene.chance(scene.chances.mix.explained) and said <= days.last and (end is None or said < end):
                at, reason = days.at(said, scene.minute()), draw.choice(matters.REASONS_LATE)
                self.acts.append(acts.Explain(at, number, ordinal, self.unit, reason))
