"""The table of proposals: what was asked, that it was submitted, how it ended."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.duties.models import Matter
from dondoc.extensions import rules
from dondoc.tasks.models import Assignment, Fact, Task
from dondoc.units import access
from dondoc.units.models import Actor, Post, Register, Unit


class Kind(models.TextChoices):
    """What is proposed."""

    EXTENSION = rules.EXTENSION, _("Gia hạn")
    ADJUSTMENT = rules.ADJUSTMENT, _("Điều chỉnh nhiệm vụ")


class Ending(models.TextChoices):
    """How a proposal ended; nothing while it is open."""

    GRANTED = rules.GRANTED, _("Đồng ý")
    OTHER_DATE = rules.OTHER_DATE, _("Cho thời hạn khác")
    REFUSED = rules.REFUSED, _("Không đồng ý")
    CONSENTED = rules.CONSENTED, _("Coi như đồng ý vì không trả lời trong hạn")
    WITHDRAWN = rules.WITHDRAWN, _("Đã rút")
    LAPSED = rules.LAPSED, _("Không còn căn cứ")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Ways to read proposals."""

    def visible_to(self, actor: Actor) -> ProposalQuerySet:
        """All of the own register for its authority and inspectors; a unit sees what it proposed and what was proposed about
        its own part; never about a purged paper.
        """
        seen = Q(pk__in=[])
        if actor.register is not None and access.reads(actor.role, access.OWN_AUTHORITY):
            seen |= Q(register=actor.register)
        if (actor.register is None or actor.is_among_others) and access.reads(actor.role, access.LEAD):
            seen |= Q(unit__in=actor.unit_ids) | Q(assignment__unit__in=actor.unit_ids)
        return self.filter(seen, task__document__purged_at=None)

    def with_ground(self) -> ProposalQuerySet:
        """Each with ``has_ground``: open, and no fact has overtaken it; what pages ask of every row they show."""
        return self.annotate(has_ground=Exists(Proposal.objects.standing().filter(pk=OuterRef("pk"))))

    def open(self) -> ProposalQuerySet:
        """Those that nobody has closed yet."""
        return self.filter(closed_at=None)

    def standing(self) -> ProposalQuerySet:
        """Open ones whose ground still holds; what is open and not among them has lapsed, whether or not it is closed yet."""
        return self.open().filter(~Exists(_overtaken()), task__closed_at=None, task__document__purged_at=None)

    def lapsed(self) -> ProposalQuerySet:
        """Open ones without ground: the task was closed, returned, ended or given to another, its date was moved."""
        gone = Q(Exists(_overtaken())) | Q(task__closed_at__isnull=False) | Q(task__document__purged_at__isnull=False)
        return self.open().filter(gone)

    def favourable(self) -> ProposalQuerySet:
        """Those that were granted, with the date asked for or another one, or by silence."""
        return self.filter(outcome__in=rules.FAVOURABLE)


def _overtaken() -> models.QuerySet[Fact]:
    since = Q(recorded_at__gt=OuterRef("asked_at"))
    return Fact.objects.filter(since, assignment=OuterRef("assignment"), kind__in=rules.LAPSING)


class Proposal(models.Model):
    """A unit's (or the Office's) proposal about the unit's part in a task; its three parts are each written once.

    ``due_was`` is the due date when it was made, ``ask_by`` the last day to ask as it was counted then.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="proposal")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="proposals")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="who proposes")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.TextField(_("lý do"), max_length=5000)
    due_was = models.DateField(null=True)
    wanted_due_on = models.DateField(null=True)
    wanted_content = models.TextField(_("nội dung đề nghị"), max_length=5000, blank=True)
    wanted_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    ask_by = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="proposal")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    opinion = models.TextField(_("ý kiến của Văn phòng"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Ending, blank=True)
    granted_due_on = models.DateField(null=True)
    answer = models.TextField(_("nội dung trả lời"), max_length=5000, blank=True)
    reply = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="answered_proposal")
    ask_token = models.CharField(max_length=64, null=True, unique=True)
    submit_token = models.CharField(max_length=64, null=True, unique=True)
    decide_token = models.CharField(max_length=64, null=True, unique=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["register", "id"], name="proposal_of_register"),
            models.Index(fields=["register", "id"], condition=Q(closed_at=None), name="proposal_open"),
            models.Index(fields=["unit", "id"], name="proposal_of_unit"),
            models.Index(fields=["task", "asked_at", "id"], name="proposal_of_task"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind"], condition=Q(closed_at=None), name="one_open_proposal_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="closed_proposal_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(granted_due_on=None) | Q(outcome__in=sorted(rules.FAVOURABLE)),
                name="only_a_yes_gives_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.task}"

    @property
    def asked_on(self) -> date:
        """The day on which it was made, in Vietnam."""
        return local_date(self.asked_at)

    @property
    def is_late(self) -> bool:
        """It came after the last day to ask."""
        return rules.is_late(self.asked_on, self.ask_by)

    @property
    def is_extension(self) -> bool:
        """It asks for more time in the terms of the regulation."""
        return self.kind == Kind.EXTENSION
