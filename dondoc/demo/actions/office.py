"""What the Office and the leaders do: appraise, decide what was returned, urge, issue slips, instruct."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from dondoc.clock import local_date
from dondoc.demo import matters
from dondoc.demo.actions.days import Days
from dondoc.demo.actions.founding import Province
from dondoc.demo.actions.working import Errand, Units
from dondoc.demo.plan import Fate
from dondoc.documents.rules import PaperInput
from dondoc.tasks import actions as tasks
from dondoc.tasks import rules
from dondoc.tasks.models import Assignment, Task
from dondoc.units.models import Actor
from dondoc.urging import actions as urging
from dondoc.urging import queries
from dondoc.urging.models import Ladder

#: Slips of the last days wait for the signature, cases of the last days for the chairman.
SLIPS_WAIT, CASES_WAIT = 2, 8
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


@dataclass
class Office:
    """The Office at work."""

    founded: Province
    days: Days
    random: Random
    units: Units
    errands: dict[int, Errand] = field(default_factory=dict)
    withheld: int = 0
    letters: int = 0

    def monitor_of(self, task: Task) -> Actor:
        """The monitor of the task, else the head of the Office."""
        if task.monitor is None:
            return self.founded.actor("chanhvp")
        return self.founded.actor(task.monitor.person.username)

    def begin(self, errand: Errand) -> None:
        """Plan what the Office will do about the errand beside its daily work."""
        plan, given, due = self.days.plan, errand.given, errand.due or errand.given + 20
        self.errands[errand.assignment.pk] = errand
        if errand.fate is Fate.KEPT:
            plan(given + 4, 9, partial(self.keep, errand))
        if errand.fate is Fate.REASSIGNED:
            plan(given + 3, 9, partial(self.reassign, errand))
        if errand.fate is Fate.MOVED:
            plan(due - 3, 9, partial(self.move, errand))
        if errand.fate is Fate.WITHDRAWN:
            plan(given + 9, 9, partial(self.withdraw, errand))
        if errand.fate is Fate.REOPENED:
            plan(due + 6, 9, partial(self.reopen, errand))

    def appraise(self, place: int) -> None:
        """Each monitor looks at what waits since yesterday or longer."""
        since = self.days.at(place, 0)
        waiting = Assignment.objects.filter(task__register=self.founded.register, state=rules.SENT, sent_at__lt=since)
        for number in waiting.order_by("pk").values_list("pk", flat=True):
            if self.random.random() < 0.65:
                self.days.plan(place, 15, partial(self.decide, self.errands[number]))

    def decide(self, errand: Errand, at: datetime) -> None:
        """Accept the result, or send the first one back where that is its fate."""
        if self.units.now(errand) != rules.SENT:
            return
        by = self.monitor_of(errand.assignment.task)
        if errand.fate is Fate.SENT_BACK:
            errand.fate = Fate.ON_TIME
            tasks.send_back(by=by, at=at, assignment=errand.assignment, missing=self.random.choice(matters.MISSING))
            self.days.plan(self.days.past.index(local_date(at)) + 3, 15, partial(self.units.send, errand))
        else:
            tasks.accept_result(by=by, at=at, assignment=errand.assignment)

    def keep(self, errand: Errand, at: datetime) -> None:
        """The Office keeps a returned task with its unit."""
        if self.units.now(errand) == rules.RETURNED:
            tasks.decline_return(
                by=self.founded.actor("chuyenvien1"), at=at, assignment=errand.assignment,
                explanation="Nội dung thuộc chức năng của đơn vị; đề nghị tiếp tục thực hiện.",
            )  # fmt: skip

    def reassign(self, errand: Errand, at: datetime) -> None:
        """The Office gives a returned task to another department, which does it in time."""
        if self.units.now(errand) != rules.RETURNED:
            return
        has = set(errand.assignment.task.assignments.values_list("unit__code", flat=True))
        other = next(code for code in ("SNV", "STC", "SKHDT", "STP") if code not in has)
        successor = tasks.reassign(
            by=self.founded.actor("chuyenvien2"), at=at, assignment=errand.assignment, unit=self.founded.units[other],
            reason="Chuyển đúng cơ quan có chức năng.",
        )  # fmt: skip
        following = Errand(successor, Fate.ON_TIME, self.days.past.index(local_date(at)), errand.due)
        self.begin(following)
        self.units.begin(following)

    def move(self, errand: Errand, at: datetime) -> None:
        """The deadline is moved."""
        task = errand.assignment.task
        if errand.due is not None and self.units.is_working_on(errand):
            due_on = self.days.on(errand.due + 12)
            tasks.move_due_date(
                by=self.founded.actor("chanhvp"), at=at, task=task, due_on=due_on,
                reason="Chủ tịch UBND tỉnh đồng ý lùi thời hạn do phải khảo sát bổ sung.",
            )  # fmt: skip

    def withdraw(self, errand: Errand, at: datetime) -> None:
        """The task is withdrawn."""
        if self.units.is_working_on(errand):
            tasks.end_task(
                by=self.founded.actor("chuyenvien1"), at=at, task=errand.assignment.task,
                reason="Nhiệm vụ đã được lồng vào kế hoạch khác.",
            )  # fmt: skip

    def reopen(self, errand: Errand, at: datetime) -> None:
        """What was accepted turns out not to be done."""
        if self.units.now(errand) == rules.DONE:
            tasks.reopen(
                by=self.monitor_of(errand.assignment.task), at=at, assignment=errand.assignment,
                reason="Kiểm tra thực tế cho thấy một hạng mục chưa hoàn thành.",
            )  # fmt: skip

    def correct(self, at: datetime) -> None:
        """A wrong word is put right; the journal keeps what it was."""
        task = Task.objects.open().filter(register=self.founded.register).exclude(product="").order_by("-pk").first()
        if task is not None:
            tasks.correct_task(
                by=self.founded.actor("chuyenvien2"), at=at, task=task, changes={"product": f"{task.product} kèm biểu số liệu"},
                reason="Ghi thiếu so với văn bản giao.",
            )  # fmt: skip

    def urge(self, place: int) -> None:
        """Monitors urge those whose ladder began and whom nobody has urged yet."""
        mine = Ladder.objects.standing().filter(register=self.founded.register)
        for ladder in mine.filter(urgings=None, opened_at__lt=self.days.at(place, 7)):
            if self.random.random() < 0.7:
                self.days.plan(place, 10, partial(self.urge_once, ladder))

    def urge_once(self, ladder: Ladder, at: datetime) -> None:
        """By letter, telephone, mail or at a meeting."""
        day, channel = local_date(at), self.random.choice(CHANNELS)
        owed = queries.owed_on(ladder.document, ladder.unit, day)
        monitor = self.monitor_of(owed[0].assignment.task) if owed else self.founded.actor("theodoi1")
        letter = None
        if channel == "written":
            self.letters += 1
            letter = PaperInput(
                kind="letter", issued_on=day, number=str(300 + self.letters), symbol="VP-TH",
                abstract=f"đôn đốc thực hiện {ladder.document}", issuer=self.founded.units["VP"].name,
                signer=self.founded.posts["chanhvp"].person.full_name,
            )  # fmt: skip
        urging.record_urging(
            by=monitor, at=at, directive=ladder.document, unit=ladder.unit, channel=channel, text=SAID[channel],
            occurred_on=day, paper=letter,
        )  # fmt: skip

    def sign(self, place: int) -> None:
        """The head of the Office issues the slips of the morning; one is withheld, those of the last days wait."""
        if place > self.days.last - SLIPS_WAIT:
            return
        head = self.founded.actor("chanhvp")
        for number, slip in enumerate(queries.waiting_slips(head)):
            at = self.days.at(place, 8, 30) + timedelta(minutes=number)
            if self.withheld == 0 and place > self.days.last // 2:
                self.withheld += 1
                reason = "Đơn vị đã báo cáo bằng điện thoại, đang trình ký; lập lại phiếu nếu chưa có kết quả."
                urging.withhold_slip(by=head, at=at, slip=slip, reason=reason)
            else:
                urging.issue_slip(by=head, at=at, slip=slip)

    def instruct(self, place: int) -> None:
        """The chairman decides what lies on the desk for some days; the latest cases wait."""
        chairman = self.founded.actor("chutich")
        if place > self.days.last - CASES_WAIT:
            return
        ripe = self.days.at(place - 2, 8)
        for number, ladder in enumerate(queries.cases_for_leader(chairman).filter(escalated_at__lt=ripe)):
            follow_up_on = self.days.on(place + 15) if number % 3 != 2 else None
            at = self.days.at(place, 16, 30) + timedelta(minutes=number)
            urging.instruct(by=chairman, at=at, ladder=ladder, text=INSTRUCTION, follow_up_on=follow_up_on)


def assignments_of(task: Task) -> list[Assignment]:
    """Those that owe a result."""
    return list(task.assignments.answering().select_related("unit", "task__document", "task__monitor__person"))
