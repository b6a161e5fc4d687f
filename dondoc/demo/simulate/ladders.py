"""The days of a ladder: begun, slips prepared and issued, brought to the leader, decided, closed; as the law counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dondoc.clock import local_date
from dondoc.demo.simulate import acts
from dondoc.demo.simulate.acts import LetterPlan, UnitAct
from dondoc.demo.simulate.days import DECIDE, SIGN, TICK, URGE
from dondoc.demo.simulate.lives import Scene, Track
from dondoc.regulation import Profile
from dondoc.urging import rules
from dondoc.workdays import Calendar

OVER = {"not_started", "in_progress", "returned"}
CHANNELS = ("written", "telephone", "written", "email", "meeting", "written")
SAID = {
    "written": "Văn phòng đề nghị đơn vị khẩn trương hoàn thành, báo cáo trong 03 ngày.",
    "telephone": "Đã gọi điện cho lãnh đạo đơn vị; đơn vị hứa gửi kết quả trong tuần.",
    "email": "Đã gửi thư điện tử nhắc việc.",
    "meeting": "Đã nhắc tại cuộc họp giao ban.",
}
INSTRUCTION = (
    "Giao thủ trưởng đơn vị trực tiếp chỉ đạo, hoàn thành trước thời hạn nêu trên; Văn phòng báo cáo lại kết quả."
)
WITHHELD = "Đơn vị đã báo cáo bằng điện thoại, đang trình ký; lập lại phiếu nếu chưa có kết quả."
UNFINISHED = {"assigned": True, "moved": True, "declined": True, "returned": True, "sent_back": True, "reopened": True}
RESTARTS = {"assigned", "sent_back", "reopened"}


class Steps:
    """The next step of a ladder by law, counted once for each day and number of slips."""

    def __init__(self, law: Profile, calendar: Calendar) -> None:
        self.law, self.calendar = law, calendar
        self.known: dict[tuple[date, int], rules.Next] = {}

    def next(self, start: date, issued: int) -> rules.Next:
        """What comes after so many issued slips, counted from the day."""
        key = (start, issued)
        if key not in self.known:
            self.known[key] = rules.next_step(self.law, self.calendar, start=start, issued=issued)
        return self.known[key]


@dataclass
class Standing:
    """An assignment as the ladder sees it at an instant: unfinished or not, its date, since when it is counted."""

    track: Track
    turns: list[tuple[datetime, str, date | None]]
    place: int = 0
    is_unfinished: bool = False
    due_on: date | None = None
    restarted: datetime | None = None
    sent_at: datetime | None = None

    def at(self, instant: datetime) -> Standing:
        """Everything that happened before the instant is known."""
        while self.place < len(self.turns) and self.turns[self.place][0] < instant:
            at, what, due_on = self.turns[self.place]
            self.place += 1
            self.is_unfinished = UNFINISHED.get(what, False)
            if what in {"assigned", "moved"}:
                self.due_on = due_on
            if what in RESTARTS:
                self.restarted = at
            elif what == "sent":
                self.sent_at = at
        return self

    def counted_from(self, day: date) -> date | None:
        """The day from which the unit is urged about it; None when it owes nothing on the day."""
        if not self.is_unfinished or self.due_on is None or self.due_on >= day:
            return None
        found = rules.counted_from(self.due_on, local_date(self.restarted) if self.restarted else None)
        return found if found < day else None

    def is_over(self) -> bool:
        """Nothing will happen to it any more, and it owes nothing."""
        return self.place >= len(self.turns) and not self.is_unfinished


@dataclass
class Ladder:
    """A round as it stands."""

    counted_from: date
    step: str
    next_on: date | None
    stepped: date
    carriers: list[tuple[Standing, date | None, datetime]] = field(default_factory=list)
    issued: int = 0
    due_at: int = 0
    """The place of the day on which the person whom the step waits for acts."""
    urge_at: int | None = None

    def stands(self) -> bool:
        """Whether a task still carries it, as of the instant to which its carriers were brought."""
        return any(
            row.is_unfinished and row.due_on == due_on and not (row.sent_at is not None and row.sent_at > since)
            for row, due_on, since in self.carriers
        )


@dataclass
class Climb:
    """The urging of one unit about one directive, day by day."""

    scene: Scene
    steps: Steps
    unit: str
    monitor: str
    rows: list[Standing]
    ladder: Ladder | None = None

    def days(self) -> Iterator[UnitAct]:
        """Every act of the Office, the program and the chairman about the unit, in the order of the days."""
        days = self.scene.days
        dues = [due for row in self.rows for _at, _what, due in row.turns if due is not None]
        for place in range(days.after(min(dues)), days.last + 1) if dues else ():
            tick = days.at(place, TICK)
            for row in self.rows:
                row.at(tick)
            yield from self._tick(place, days.on[place], tick)
            if self.ladder is not None:
                yield from self._office(place, days.on[place])
            elif all(row.is_over() for row in self.rows):
                return

    def _act(self, kind: type[UnitAct], place: int, minute: int, **said: object) -> UnitAct:
        at = self.scene.days.at(place, minute)
        return kind(at, self.scene.number, self.unit, **said)

    def _owed(self, day: date) -> list[tuple[date, Standing]]:
        found = [(row.counted_from(day), row) for row in self.rows]
        return [(since, row) for since, row in found if since is not None]

    def _tick(self, place: int, day: date, tick: datetime) -> Iterator[UnitAct]:
        """What the program does in the morning, in the order of its rules."""
        ladder = self.ladder
        if ladder is not None and not ladder.stands():
            yield self._act(acts.CloseLadder, place, TICK)
            ladder = self.ladder = None
        if ladder is None and (owed := self._owed(day)):
            first = min(since for since, _row in owed)
            ladder = self.ladder = Ladder(first, rules.REST, None, day)
            ladder.carriers = [(row, row.due_on, tick) for since, row in owed if since == first]
            self._count(ladder, first)
            if self.scene.chance(self.scene.chances.mix.urged):
                ladder.urge_at = place + self.scene.draw.randint(0, 2)
            yield self._act(acts.OpenLadder, place, TICK)
        if ladder is None or ladder.next_on is None or ladder.next_on >= day or ladder.stepped >= day:
            return
        if ladder.step == rules.SLIP:
            ladder.carriers = [(row, row.due_on, tick) for _since, row in self._owed(day)]
            ladder.step, ladder.next_on, ladder.stepped = rules.ISSUE, None, day
            ladder.due_at = place + self.scene.draw.choice((0, 0, 0, 1, 2))
            yield self._act(acts.PrepareSlip, place, TICK)
        elif ladder.step in {rules.ESCALATION, rules.FOLLOW_UP}:
            ladder.step, ladder.next_on, ladder.stepped = rules.INSTRUCTION, None, day
            decides = self.scene.chance(self.scene.chances.mix.instructed)
            ladder.due_at = place + self.scene.draw.randint(1, 6) if decides else self.scene.days.last + 1
            yield self._act(acts.Escalate, place, TICK)

    def _count(self, ladder: Ladder, start: date) -> None:
        coming = self.steps.next(start, ladder.issued)
        ladder.step, ladder.next_on = coming.step, coming.on

    def _office(self, place: int, day: date) -> Iterator[UnitAct]:
        """What people do before the units begin to work: what the ladder says is still so since the tick."""
        ladder, days = self.ladder, self.scene.days
        assert ladder is not None
        if ladder.step == rules.ISSUE and place >= ladder.due_at:
            if self.scene.chance(self.scene.chances.mix.withheld):
                yield self._act(acts.WithholdSlip, place, SIGN, reason=WITHHELD)
            else:
                at = days.at(place, SIGN)
                ladder.carriers = [(row, row.due_on, at) for _since, row in self._owed(day)]
                ladder.issued += 1
                yield self._act(acts.IssueSlip, place, SIGN)
            self._count(ladder, day)
        elif ladder.step == rules.INSTRUCTION and place >= ladder.due_at:
            back = days.on[place + 15] if self.scene.chance(0.67) else None
            ladder.step, ladder.next_on = (rules.FOLLOW_UP, back) if back else (rules.REST, None)
            yield self._act(acts.Instruct, place, DECIDE, text=INSTRUCTION, follow_up_on=back)
        if ladder.urge_at == place:
            channel = self.scene.draw.choice(CHANNELS)
            paper = self._letter(day) if channel == "written" and self.scene.chance(0.5) else None
            yield self._act(acts.Urge, place, URGE, by=self.monitor, channel=channel, text=SAID[channel], paper=paper)

    def _letter(self, day: date) -> LetterPlan:
        scene = self.scene
        return LetterPlan(
            kind="letter", number=str(scene.draw.randint(1, 2400)), symbol="VP-TH",
            abstract="đôn đốc thực hiện nhiệm vụ được giao", issued_on=day, issuer=scene.names["VP"], signer=scene.signers["VP"],
        )  # fmt: skip


def climb(scene: Scene, steps: Steps, unit: str, monitor: str, tracks: Sequence[Track]) -> list[UnitAct]:
    """Everything that happens about the unit's overdue tasks; nothing when none was ever late."""
    if not any(track.was_late for track in tracks):
        return []
    horizon = scene.days.starts[scene.days.last] + timedelta(days=1)
    rows = [Standing(track, sorted((t for t in track.turns if t[0] < horizon), key=lambda t: t[0])) for track in tracks]
    return list(Climb(scene, steps, unit, monitor, rows).days())
