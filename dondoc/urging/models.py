"""Tables of urging: the ladder and what carries it, slips with their lines, urgings recorded, instructions."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.duties.models import Matter
from dondoc.gazette.models import CalendarVersion
from dondoc.tasks.models import Assignment, AssignmentState, Fact
from dondoc.units import access
from dondoc.units.models import Actor, Post, Register, Unit
from dondoc.urging import rules


class Step(models.TextChoices):
    """What comes next on a ladder."""

    SLIP = rules.SLIP, _("Chờ đến kỳ lập phiếu báo")
    ISSUE = rules.ISSUE, _("Phiếu báo chờ phát hành")
    ESCALATION = rules.ESCALATION, _("Đã đủ phiếu báo, chờ hết hạn để báo cáo lãnh đạo")
    INSTRUCTION = rules.INSTRUCTION, _("Chờ ý kiến xử lý của lãnh đạo")
    FOLLOW_UP = rules.FOLLOW_UP, _("Chờ kết quả theo ý kiến của lãnh đạo")
    REST = rules.REST, _("Không còn bước tiếp theo")


def _reads(actor: Actor, relation: str) -> bool:
    return actor.role in access.ROLES and access.allows(actor.role, relation, access.SEE_TASK)


def seen_by(actor: Actor, *, register: str, unit: str, received: Q | None = None) -> Q:
    """What the actor may see: the own register for its leaders, Office and inspectors; else what concerns the own unit.

    ``register`` and ``unit`` name the columns; ``received`` narrows what a unit sees of it.
    """
    seen = Q(pk__in=[])
    if actor.register is not None and _reads(actor, access.OWN_AUTHORITY):
        seen |= Q(**{register: actor.register})
    if (actor.register is None or actor.is_among_others) and _reads(actor, access.LEAD):
        seen |= Q(**{f"{unit}__in": actor.unit_ids}) & (received or Q())
    return seen


class LadderQuerySet(models.QuerySet["Ladder"]):
    """Ways to read ladders."""

    def visible_to(self, actor: Actor) -> LadderQuerySet:
        """Those of the own register, or of the own unit; never about a purged paper."""
        return self.filter(seen_by(actor, register="register", unit="unit"), document__purged_at=None)

    def open(self) -> LadderQuerySet:
        """Ladders that no job has closed yet."""
        return self.filter(closed_at=None)

    def standing(self) -> LadderQuerySet:
        """Open ladders that a task still carries; what is not among them has lapsed, whether or not it is closed yet."""
        return self.open().filter(Exists(LadderItem.objects.standing().filter(ladder=OuterRef("pk"))))

    def lapsed(self) -> LadderQuerySet:
        """Open ladders that nothing carries any more: a result was sent, the date moved, the assignment ended."""
        return self.open().exclude(Exists(LadderItem.objects.standing().filter(ladder=OuterRef("pk"))))


class Ladder(models.Model):
    """The urging of one unit about one directive, in one round. `step`, `next_on` are projections of slips and verbs."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="ladder")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="ladders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    counted_from = models.DateField(
        help_text="due date of the first overdue task, or the day on which it was given again"
    )
    step = models.CharField(max_length=12, choices=Step)
    next_on = models.DateField(null=True, help_text="last day of the running limit; null while a person is waited for")
    stepped_on = models.DateField(help_text="day of the latest step of the program: one a day")
    calendar_version = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = LadderQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(fields=["step", "next_on"], condition=Q(closed_at=None), name="ladder_next"),
            models.Index(fields=["register", "step", "id"], condition=Q(closed_at=None), name="ladder_of_register"),
            models.Index(fields=["unit", "id"], name="ladder_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit", "round"], name="ladder_round_once"),
            models.UniqueConstraint(fields=["document", "unit"], condition=Q(closed_at=None), name="one_open_ladder"),
        ]

    def __str__(self) -> str:
        return f"{self.document.code} – {self.unit.name} ({self.round})"


class LadderItemQuerySet(models.QuerySet["LadderItem"]):
    """Ways to read what carries ladders."""

    def standing(self) -> LadderItemQuerySet:
        """Tasks that still carry their ladder: unfinished, with the same due date, and no result sent since."""
        same = Assignment.objects.unfinished().filter(
            pk=OuterRef("assignment"), due_on=OuterRef("due_on"), task__document__purged_at=None
        )
        answered = Fact.objects.filter(
            assignment=OuterRef("assignment"), kind="result_sent", recorded_at__gt=OuterRef("since")
        )
        return self.filter(Exists(same), ~Exists(answered), is_carrying=True)


class LadderItem(models.Model):
    """A task that the ladder began with, or that its latest slip lists; earlier ones stay as history."""

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="items")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="ladder_items")
    due_on = models.DateField()
    since = models.DateTimeField()
    is_carrying = models.BooleanField(default=True)

    objects = LadderItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["ladder", "assignment"], name="ladder_item_once")]


class SlipState(models.TextChoices):
    """How a slip stands; derived from its columns, never stored."""

    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã phát hành")
    WITHHELD = "withheld", _("Chưa phát hành theo ý kiến Chánh Văn phòng")
    LAPSED = "lapsed", _("Không còn căn cứ phát hành")


class SlipQuerySet(models.QuerySet["Slip"]):
    """Ways to read slips."""

    def visible_to(self, actor: Actor) -> SlipQuerySet:
        """All of the own register for its authority; a unit sees those that were issued to it."""
        issued = Q(issued_at__isnull=False)
        seen = seen_by(actor, register="ladder__register", unit="ladder__unit", received=issued)
        return self.filter(seen, ladder__document__purged_at=None)

    def issued(self) -> SlipQuerySet:
        """Slips that were issued."""
        return self.filter(issued_at__isnull=False)

    def waiting(self) -> SlipQuerySet:
        """Drafts on ladders that still stand: what the head of the Office has to decide."""
        undecided = self.filter(issued_at=None, withheld_at=None, lapsed_at=None)
        return undecided.filter(Exists(Ladder.objects.standing().filter(pk=OuterRef("ladder"))))


class Slip(models.Model):
    """A notice slip (HUE Appendix II): prepared by the program, issued or withheld by a named person.

    `content` is what was printed when it was issued, so that its words and numbers never change; its lines are `SlipLine`.
    """

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="slips")
    ordinal = models.PositiveSmallIntegerField()
    counted_from = models.DateField()
    limit_on = models.DateField(help_text="last day of the limit after which the slip is due")
    prepared_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="slip")
    given = models.PositiveSmallIntegerField(null=True, help_text="tasks that the directive gives the unit")
    content = models.JSONField(null=True)
    withheld_at = models.DateTimeField(null=True)
    withheld_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    withheld_because = models.TextField(max_length=2000, blank=True)
    lapsed_at = models.DateTimeField(null=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ["prepared_at", "id"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(issued_at=None, withheld_at=None, lapsed_at=None), name="slip_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ladder"],
                condition=Q(issued_at=None, withheld_at=None, lapsed_at=None),
                name="one_slip_waits_per_ladder",
            ),
            models.UniqueConstraint(
                fields=["ladder", "ordinal"], condition=Q(withheld_at=None), name="slip_ordinal_once"
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, document=None)
                | Q(issued_at__isnull=False, document__isnull=False, withheld_at=None, lapsed_at=None),
                name="issued_slip_has_document",
            ),
            models.CheckConstraint(condition=Q(withheld_at=None) | Q(lapsed_at=None), name="slip_withheld_or_lapsed"),
        ]

    def __str__(self) -> str:
        return f"{self.ladder} – {self.ordinal}"

    @property
    def state(self) -> str:
        """Draft, issued, withheld or lapsed, as the row says; whether a draft still stands `waiting` tells."""
        if self.issued_at is not None:
            return SlipState.ISSUED
        if self.withheld_at is not None:
            return SlipState.WITHHELD
        return SlipState.LAPSED if self.lapsed_at is not None else SlipState.DRAFT

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(SlipState(self.state).label)


class SlipLine(models.Model):
    """A line of a slip as it was when the slip was prepared, then issued: task, date required, state."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="lines")
    ordinal = models.PositiveSmallIntegerField()
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    content = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=14, choices=AssignmentState)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["slip", "assignment"], name="slip_line_once")]


class Channel(models.TextChoices):
    """How a unit was urged (D2)."""

    WRITTEN = "written", _("Văn bản")
    TELEPHONE = "telephone", _("Điện thoại")
    LETTER = "letter", _("Thư")
    MEETING = "meeting", _("Cuộc họp")
    EMAIL = "email", _("Thư điện tử")
    FAX = "fax", _("Fax")
    SOFTWARE = "software", _("Phần mềm")
    INSPECTION = "inspection", _("Kiểm tra")
    REPORT = "report", _("Báo cáo")


class UrgingQuerySet(models.QuerySet["Urging"]):
    """Ways to read urgings."""

    def visible_to(self, actor: Actor) -> UrgingQuerySet:
        """All of the own register for its authority; a unit sees how it was urged itself."""
        return self.filter(seen_by(actor, register="register", unit="unit"), directive__purged_at=None)


class Urging(models.Model):
    """Somebody urged a unit, about a directive or about one of its tasks; recorded beside the ladder or without one."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="urgings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="urgings")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, null=True, related_name="urgings")
    channel = models.CharField(max_length=12, choices=Channel)
    text = models.TextField(max_length=2000)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="urging")
    form_token = models.CharField(max_length=64, null=True, unique=True)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_on", "id"]
        indexes = [models.Index(fields=["directive", "unit", "occurred_on", "id"], name="urging_in_order")]


class InstructionQuerySet(models.QuerySet["Instruction"]):
    """Ways to read instructions."""

    def visible_to(self, actor: Actor) -> InstructionQuerySet:
        """Those of visible ladders: the authority, and the unit to which the instruction speaks."""
        return self.filter(ladder__in=Ladder.objects.visible_to(actor))


class Instruction(models.Model):
    """What the leader decided about a case; part of the task file."""

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="instructions")
    text = models.TextField(max_length=5000)
    follow_up_on = models.DateField(null=True, help_text="without a result by this day the case comes back")
    given_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    form_token = models.CharField(max_length=64, null=True, unique=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "id"]
        indexes = [models.Index(fields=["-given_at", "-id"], name="instruction_latest")]
