"""Tables of matters and duties."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from dondoc.clock import ZONE, local_date
from dondoc.duties import rules
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.units import access
from dondoc.units.models import AUTHORITY_ROLES, UNIT_ROLES, Actor, Post, Register, Unit


class MatterKind(models.TextChoices):
    """What can carry a duty."""

    DIRECTIVE = "directive", _("Văn bản giao nhiệm vụ")
    EXPECTED_DOCUMENT = "expected_document", _("Văn bản đã phát hành, chờ cập nhật")
    TASK = "task", _("Nhiệm vụ")
    LADDER = "ladder", _("Đôn đốc")
    CLASSIFIED = "classified", _("Văn bản mật")
    REPORT = "report", _("Báo cáo")
    PROPOSAL = "proposal", _("Đề nghị về nhiệm vụ")


class DutyKind(models.TextChoices):
    """What somebody must do."""

    ENTER_DIRECTIVE = "enter_directive", _("Cập nhật văn bản giao nhiệm vụ")
    TAKE_OVER = "take_over", _("Tiếp nhận nhiệm vụ")
    CARRY_OUT = "carry_out", _("Thực hiện nhiệm vụ")
    UPDATE_RESULT = "update_result", _("Cập nhật kết quả thực hiện")
    UPDATE_PERIODIC = "update_periodic", _("Cập nhật tình hình định kỳ")
    EXPLAIN_DELAY = "explain_delay", _("Nêu lý do quá hạn")
    APPRAISE = "appraise", _("Thẩm định kết quả")
    CONFIRM = "confirm_result", _("Xác nhận kết quả")
    ENTER_FOR_UNIT = "enter_for_unit", _("Cập nhật kết quả thay đơn vị")
    CORRECT_RETURN = "correct_return", _("Xử lý nhiệm vụ được chuyển lại")
    URGE = "urge", _("Đôn đốc bằng văn bản")
    ISSUE_SLIP = "issue_slip", _("Ký, phát hành phiếu báo")
    INSTRUCT = "instruct", _("Cho ý kiến xử lý")
    CARRY_OUT_CLASSIFIED = "carry_out_classified", _("Thực hiện nhiệm vụ mật")
    SUBMIT_PROPOSAL = "submit_proposal", _("Trình lãnh đạo đề nghị của đơn vị")
    DECIDE_PROPOSAL = "decide_proposal", _("Quyết định, trả lời đề nghị")


#: What a whole unit must do, and not every role of it may do: the verb of the access table by which a role is chosen.
VERB_OF_KIND = {
    DutyKind.APPRAISE: access.APPRAISE,
    DutyKind.CONFIRM: access.CONFIRM_LEVEL,
    DutyKind.ENTER_FOR_UNIT: access.ENTER_FOR_UNIT,
    DutyKind.CORRECT_RETURN: access.DECIDE_RETURN,
    DutyKind.SUBMIT_PROPOSAL: access.SUBMIT_PROPOSAL,
}


def may_do(role: str, kind: str) -> bool:
    """Whether somebody of the role may do what a duty of the kind asks of the whole unit."""
    verb = VERB_OF_KIND.get(DutyKind(kind))
    return verb is None or access.allows(role, access.OWN_AUTHORITY, verb)


class Matter(models.Model):
    """Whatever can carry a duty; the thing itself holds a one-to-one to its matter.

    ``parent`` is the matter directly above (a task's directive, an extension request's task), ``root`` the one at the top of
    the tree, which verbs lock; both are None at the top.
    """

    kind = models.CharField(max_length=20, choices=MatterKind)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    opened_at = models.DateTimeField()

    @property
    def trunk_id(self) -> int:
        """The matter at the top: its own number when it has no root."""
        return self.root_id or self.pk


class DutyOutcome(models.TextChoices):
    """How a duty ended. Whether it was in time is derived from its dates, never stored."""

    OPEN = "", _("đang mở")
    DISCHARGED = "discharged", _("đã làm")
    VOIDED = "voided", _("không còn phải làm")


class DutyQuerySet(models.QuerySet["Duty"]):
    """Ways to read duties."""

    def open(self) -> DutyQuerySet:
        """Duties that are still to be done."""
        return self.filter(closed_at=None)

    def due_between(self, first: date, last: date) -> DutyQuerySet:
        """Open duties whose date lies in the span, both days included."""
        return self.open().filter(due_on__gte=first, due_on__lte=last)

    def for_actor(self, actor: Actor) -> DutyQuerySet:
        """What the actor must do: the post's own duties (a deputy acts for the post), those of the unit that are for the
        actor's role, and those that name neither post nor role. The latter are for the roles that work on content and may
        do what they ask: an inspector or the technical administrator who has a post in the same unit has nothing to do
        with them, and a monitoring officer does not decide what a unit returned.
        """
        roles = [actor.role, ""] if actor.role in AUTHORITY_ROLES | UNIT_ROLES else [actor.role]
        mine = Q(holder_post__isnull=True, holder_role__in=roles)
        if actor.role in AUTHORITY_ROLES and (
            others := [kind for kind in VERB_OF_KIND if not may_do(actor.role, kind)]
        ):
            mine &= ~Q(kind__in=others)
        if actor.post is not None:
            mine |= Q(holder_post=actor.post)
        return self.open().filter(mine, holder_unit=actor.unit)

    def with_day_done(self) -> DutyQuerySet:
        """Each with the date in Vietnam on which it was done: ``day_done``, None while it is open."""
        return self.annotate(day_done=Coalesce("done_on", TruncDate("closed_at", tzinfo=ZONE)))

    def done_in_time(self) -> DutyQuerySet:
        """Duties that were done on or before their date, or that had none."""
        done = self.with_day_done().filter(outcome=DutyOutcome.DISCHARGED)
        return done.filter(Q(day_done__lte=F("due_order")))

    def done_late(self) -> DutyQuerySet:
        """Duties that were done after their date."""
        return self.with_day_done().filter(Q(day_done__gt=F("due_order")), outcome=DutyOutcome.DISCHARGED)

    def overdue(self, today: date) -> DutyQuerySet:
        """Open duties whose last day is over."""
        return self.open().filter(due_on__lt=today)


class Duty(models.Model):
    """Who must do what about which matter, by when, under which article, with the inputs of the date."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="duties")
    root = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=DutyKind)
    holder_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    holder_role = models.CharField(max_length=20, blank=True, help_text="when any holder of the role may do it")
    due_on = models.DateField(null=True)
    due_order = models.GeneratedField(
        expression=Coalesce(F("due_on"), Value(date.max, output_field=models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
    )
    """What desks page by: the date, and the end of all days where none is set."""
    limit = models.CharField(max_length=30, blank=True)
    event_on = models.DateField(null=True)
    event_at = models.DateTimeField(null=True)
    article = models.CharField(max_length=80)
    reading = models.TextField(blank=True)
    tags = models.JSONField(default=list)
    trace = models.JSONField(null=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    calendar_version = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, null=True, related_name="+")
    provisional = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    done_on = models.DateField(
        null=True, help_text="the day of what was only recorded later; null: the day of closed_at"
    )
    outcome = models.CharField(max_length=12, choices=DutyOutcome, blank=True)
    earlier = models.JSONField(default=list, help_text="dates that were moved: due_on, moved_at, reason, calendar")

    objects = DutyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["holder_unit", "due_order", "id"], condition=Q(closed_at=None), name="duty_desk"),
            models.Index(fields=["register", "kind", "due_on"], condition=Q(closed_at=None), name="duty_tick"),
            models.Index(fields=["root", "kind"], name="duty_root"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind", "holder_unit"],
                condition=Q(closed_at=None),
                name="one_open_duty_per_matter_kind_holder",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="closed_duty_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(outcome=DutyOutcome.DISCHARGED), name="only_what_was_done_has_its_day"
            ),
        ]

    def day_of_doing(self) -> date | None:
        """The day in Vietnam on which it was done, which may lie before the day on which it was recorded; None otherwise."""
        if self.closed_at is None or self.outcome != DutyOutcome.DISCHARGED:
            return None
        return self.done_on or local_date(self.closed_at)

    def was_in_time(self) -> bool | None:
        """Whether it was done on or before its date; None while it is open, and when it need not be done any more."""
        done_on = self.day_of_doing()
        return None if done_on is None else rules.was_in_time(self.due_on, done_on)
