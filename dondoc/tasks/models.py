"""Tables of tasks: the task, who has it, the facts, and the projections Span and Audience."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.duties.models import Matter
from dondoc.gazette.models import Edition
from dondoc.tasks import fulltext, rules
from dondoc.units import access
from dondoc.units.models import Actor, Field, Post, Register, Unit


class TaskClass(models.TextChoices):
    """HUE article 4: what is asked at the end."""

    MUST_SUBMIT = "must_submit", _("Phải trình")
    MUST_REPORT = "must_report", _("Phải báo cáo")
    CARRY_OUT = "carry_out", _("Chỉ thực hiện")


class DueKind(models.TextChoices):
    """How the deadline was set; "before" and "by" are two things."""

    BY = "by", _("Chậm nhất ngày")
    BEFORE = "before", _("Trước ngày")
    RELATIVE = "relative", _("Trong thời hạn kể từ ngày ban hành")
    STAGED = "staged", _("Theo từng giai đoạn")
    NONE = "none", _("Không thời hạn")


class AssignmentMode(models.TextChoices):
    """One lead unit with partners, or several units that each carry the task out."""

    LEAD = "lead", _("Một đơn vị chủ trì")
    EACH = "each", _("Nhiều đơn vị cùng thực hiện")


class TaskQuerySet(models.QuerySet["Task"]):
    """Ways to read tasks."""

    def visible_to(self, actor: Actor) -> TaskQuerySet:
        """The only way to read: the own register for its leaders, Office and inspectors; one join with Audience for units.

        An authority that is itself given tasks of another register reads these beside its own; that is asked only where
        several registers are kept, because the two together are a dearer question than either.
        """
        if actor.register is None:
            may = access.reads(actor.role, access.LEAD)
            return self.filter(audience__unit=actor.unit) if may else self.none()
        if not access.reads(actor.role, access.OWN_AUTHORITY):
            return self.none()
        own = self.filter(register=actor.register)
        if not (actor.is_among_others and access.reads(actor.role, access.LEAD)):
            return own
        given = Audience.objects.filter(unit__in=actor.unit_ids).exclude(task__register=actor.register)
        if not given.exists():
            return own
        return self.filter(Q(register=actor.register) | Q(pk__in=given.values("task")))

    def open(self) -> TaskQuerySet:
        """Tasks that are not closed."""
        return self.filter(closed_at=None)

    def matching(self, text: str) -> TaskQuerySet:
        """Tasks whose text, document or units hold every word (the last as a beginning), with or without accents."""
        return self.filter(fulltext.Match(text)) if fulltext.words_of(text) else self


class Task(models.Model):
    """One thing that a directive asks; content, class, deadline, product, monitor. Columns below `edition` are projections."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="task")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="tasks")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="tasks")
    ordinal = models.PositiveSmallIntegerField(_("thứ tự"))
    clause = models.CharField(_("điểm, khoản trong văn bản"), max_length=60, blank=True)
    content = models.TextField(_("nội dung nhiệm vụ"), max_length=5000)
    product = models.CharField(_("sản phẩm"), max_length=300, blank=True)
    task_class = models.CharField(_("loại nhiệm vụ"), max_length=12, choices=TaskClass, default=TaskClass.MUST_REPORT)
    mode = models.CharField(_("cách giao"), max_length=6, choices=AssignmentMode, default=AssignmentMode.LEAD)
    due_kind = models.CharField(_("cách đặt thời hạn"), max_length=10, choices=DueKind, default=DueKind.BY)
    due_text = models.CharField(_("thời hạn như văn bản ghi"), max_length=300, blank=True)
    due_trace = models.JSONField(null=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    monitor = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="monitored_tasks")
    synthesiser = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    other_information = models.TextField(max_length=2000, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_order = models.DateField(default=date.max, help_text="due_on, or the last of days: an order key is never null")
    closed_at = models.DateTimeField(null=True)
    folded = models.TextField(editable=False, help_text="the words without marks: what the full text index holds")
    spelled = models.TextField(editable=False, help_text="the same words as they are spelled: ranks the exact first")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_order", "id"]
        indexes = [
            models.Index(fields=["register", "due_order", "id"], condition=Q(closed_at=None), name="task_open_by_due"),
            models.Index(fields=["register", "-opened_at", "-id"], name="task_by_entry"),
            # Of whatever register: the list of a unit with a large share of all tasks walks it.
            models.Index(fields=["due_order", "id"], condition=Q(closed_at=None), name="task_open_by_day"),
            models.Index(fields=["document", "ordinal"], name="task_of_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document.code} – {self.ordinal}"

    def fill_keys(self, units: Iterable[Unit]) -> None:
        """Write order and search keys that follow from the columns and the names of the units that have the task."""
        self.due_order = self.due_on or date.max
        names = [name for unit in units for name in (unit.name, unit.short_name, unit.code)]
        text = " ".join([self.document.code, self.document.abstract, self.content, *names])
        self.folded, self.spelled = fulltext.shadow(text), fulltext.spelled(text)


class Stage(models.Model):
    """A stage of a long task (HUE 3.4): what by when; recorded, not a deadline of its own."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="stages")
    ordinal = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=300)
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["ordinal"]


class Part(models.TextChoices):
    """The unit's part in the task."""

    LEAD = "lead", _("Chủ trì")
    EACH = "each", _("Thực hiện")
    COORDINATING = "coordinating", _("Phối hợp")


#: The parts that owe a result; named, and not "all but the partners", so that an index answers.
OWING = (Part.LEAD, Part.EACH)
#: The states without a sent or accepted result.
UNFINISHED = (rules.NOT_STARTED, rules.IN_PROGRESS, rules.RETURNED)


class AssignmentState(models.TextChoices):
    """Projection of the facts (rules.step)."""

    NOT_STARTED = rules.NOT_STARTED, _("Chưa thực hiện")
    IN_PROGRESS = rules.IN_PROGRESS, _("Đang thực hiện")
    SENT = rules.SENT, _("Đã gửi kết quả, chờ thẩm định")
    DONE = rules.DONE, _("Đã hoàn thành")
    RETURNED = rules.RETURNED, _("Đơn vị chuyển lại")
    ENDED = rules.ENDED, _("Thôi giao")


class Confirmer(models.TextChoices):
    """Who confirms a sent result next; the monitor is not written down, so that most rows say nothing."""

    MONITOR = "", _("chuyên viên theo dõi")
    OFFICE = "office", _("Văn phòng")
    OFFICE_DIVISION = "office_division", _("phòng chuyên môn của Văn phòng")
    UNIT_HEAD = "unit_head", _("thủ trưởng đơn vị thực hiện")
    DRAFTING_UNIT = "drafting_unit", _("thủ trưởng đơn vị tham mưu văn bản")
    LEADER = "leader", _("lãnh đạo")


class Outcome(models.TextChoices):
    """How a part ended otherwise than by an accepted result."""

    PARTIAL = rules.PARTIAL, _("Đạt một phần")
    DECLINED = rules.DECLINED, _("Từ chối thực hiện")
    DROPPED = rules.DROPPED, _("Không thực hiện nữa")
    MERGED = rules.MERGED, _("Gộp vào nhiệm vụ khác")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Ways to read assignments."""

    def visible_to(self, actor: Actor) -> AssignmentQuerySet:
        """Assignments of visible tasks."""
        return self.filter(task__in=Task.objects.visible_to(actor))

    def answering(self) -> AssignmentQuerySet:
        """Those that owe a result: lead units and units that each carry the task out."""
        return self.filter(part__in=OWING)

    def unfinished(self) -> AssignmentQuerySet:
        """Those without a sent or accepted result."""
        return self.filter(state__in=UNFINISHED)

    def overdue_on(self, day: date) -> AssignmentQuerySet:
        """Those that owe a result whose due date lies before the day; that none is closed follows, and lets an index answer."""
        return self.answering().unfinished().filter(due_on__lt=day, closed_at=None)


class Assignment(models.Model):
    """A unit has a task or a part of it. The columns from `state` on are projections of the facts."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=14, choices=Part)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=14, choices=AssignmentState, default=AssignmentState.NOT_STARTED)
    due_on = models.DateField(null=True)
    taken_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    completed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_started = models.BooleanField(default=False)
    awaits = models.CharField(max_length=16, choices=Confirmer, blank=True, default="", db_default="")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="", db_default="")
    ratings = models.JSONField(null=True, help_text="scale of the regulation: word chosen")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["part", "unit__position", "id"]
        indexes = [
            models.Index(fields=["unit", "state", "due_on", "id"], name="assignment_of_unit"),
            # Partners' parts stay open with their task: without the part in front they would be most of what is read.
            models.Index(fields=["part", "state", "due_on", "id"], condition=Q(closed_at=None), name="assignment_owed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], condition=~Q(state=rules.ENDED), name="unit_has_task_once")
        ]

    def as_state(self) -> rules.State:
        """The projection as the pure value that `rules.step` continues."""
        return rules.State(
            state=self.state,
            due_on=self.due_on,
            taken_over_at=self.taken_over_at,
            sent_at=self.sent_at,
            completed_on=self.completed_on,
            closed_at=self.closed_at,
            is_started=self.is_started,
            awaits=self.awaits,
            outcome=self.outcome,
            ratings=self.ratings,
        )

    def timeliness_on(self, day: date) -> str:
        """Within or past the deadline as of the day; nothing for partners, who owe nothing by date, and for what has ended."""
        if self.part == Part.COORDINATING:
            return ""
        found = rules.cell(self.state, due_on=self.due_on, completed_on=self.completed_on, as_of=day)
        return found[1] if found else ""


class Fact(models.Model):
    """Something that happened to an assignment; never overwritten. A purge may blank `text` and nothing else."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in rules.FACT_KINDS])
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    text = models.TextField(max_length=5000, blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    paper_sent_on = models.DateField(null=True, help_text="a paper report sent in parallel")
    form_token = models.CharField(max_length=64, null=True, unique=True)
    awaits = models.CharField(max_length=16, blank=True, default="", db_default="", help_text="who confirms next")
    outcome = models.CharField(max_length=12, blank=True, default="", db_default="")
    ratings = models.JSONField(null=True, help_text="scale of the regulation: word chosen")
    other_task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+", help_text="merged into")

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["assignment", "recorded_at", "id"], name="facts_in_order")]

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Facts are evidence."""
        raise TypeError("a fact is never deleted")

    def as_value(self) -> rules.FactValue:
        """The fact as the rules see it."""
        return rules.FactValue(
            self.kind, self.occurred_at, self.recorded_at, self.due_on, self.completed_on, self.awaits, self.outcome,
            self.ratings,
        )  # fmt: skip


class SpanQuerySet(models.QuerySet["Span"]):
    """Ways to read spans."""

    def recorded_by(self, instant: datetime) -> SpanQuerySet:
        """What was recorded before the instant and not yet replaced: the register as it stood."""
        return self.filter(since__lt=instant).filter(Q(until=None) | Q(until__gte=instant))


class Span(models.Model):
    """One row per assignment and recorded interval: what the register said from `since` until before `until`."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="spans")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="spans")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=14, choices=Part)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=14, choices=AssignmentState)
    due_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    completed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="", db_default="")
    ratings = models.JSONField(null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [
            # Both hold every column that a grid counts by: it is counted from the index alone.
            models.Index(
                fields=["register", "state", "part", "unit", "due_on", "completed_on", "since"],
                condition=Q(until=None),
                name="span_standing",
            ),
            models.Index(
                fields=["register", "until", "since", "unit", "part", "state", "due_on", "completed_on"],
                condition=Q(until__isnull=False),
                name="span_replaced",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(until=None), name="one_open_span"),
        ]


class AudienceReason(models.TextChoices):
    """Why a unit may see a task."""

    HOLDER = "holder", _("được giao")
    COORDINATING = "coordinating", _("phối hợp")
    SYNTHESISER = "synthesiser", _("tổng hợp báo cáo")
    PARENT = "parent", _("cấp trên của đơn vị được giao")
    DRAFTER = "drafter", _("tham mưu văn bản giao nhiệm vụ")
    FORMER = "former", _("đã từng được giao")


class Audience(models.Model):
    """Which unit may see which task; one row per pair, written by verbs, indexed for the orders of the lists."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="audience")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=14, choices=AudienceReason)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="audience_once")]
        indexes = [models.Index(fields=["unit", "task"], name="audience_of_unit")]
