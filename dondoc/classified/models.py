"""Tables of classified papers: the columns that a regulation can list, and nothing that could hold a sentence."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import DocumentKind
from dondoc.duties.models import Matter
from dondoc.gazette.models import Edition
from dondoc.units import access
from dondoc.units.models import Actor, Person, Post, Register, Role, Unit

#: Who sees all classified papers of the register by the post alone.
OVERSEERS = frozenset({Role.LEADER, Role.OFFICE_HEAD})


class CustodianQuerySet(models.QuerySet["Custodian"]):
    """Ways to read custodians."""

    def standing(self) -> CustodianQuerySet:
        """Those who are named now."""
        return self.filter(ended_at=None)


class Custodian(models.Model):
    """An officer of the Office who is named to keep the classified papers of the register, from an instant until another."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = CustodianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "post"], condition=Q(ended_at=None), name="custodian_once")
        ]


class ClassifiedPaperQuerySet(models.QuerySet["ClassifiedPaper"]):
    """Ways to read classified papers."""

    def visible_to(self, actor: Actor) -> ClassifiedPaperQuerySet:
        """Papers that the actor may see; for everybody else there are none.

        Leaders and the head of the Office: the register's; an officer who is named: the register's; a monitor: those that the
        post monitors; the head of a unit (a leader, where the unit is an authority itself): those of which the unit is a lead.
        """
        now = ClassifiedVersion.objects.current().filter(paper=OuterRef("pk"))
        seen = Q(pk__in=[])
        if actor.role not in access.ROLES:
            return self.none()
        if access.allows(actor.role, access.LEAD, access.SEE_CLASSIFIED):
            seen |= Q(Exists(now.filter(leads__unit__in=actor.unit_ids)))
        if actor.register is not None and access.allows(actor.role, access.OWN_AUTHORITY, access.SEE_CLASSIFIED):
            own = Q(register=actor.register)
            if actor.role not in OVERSEERS:
                named = Custodian.objects.standing().filter(register=actor.register, post=actor.post)
                own &= Q(Exists(named)) | Q(Exists(now.filter(monitor=actor.post)))
            seen |= own
        return self.filter(seen)


class ClassifiedPaper(models.Model):
    """A secret directive of which the regulation lets particulars be held: the place of its versions and its duties."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="classified_paper")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    form_token = models.CharField(max_length=64, null=True, unique=True)
    purged_at = models.DateTimeField(null=True)

    objects = ClassifiedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["register", "-id"], name="classified_list")]


class ClassifiedVersionQuerySet(models.QuerySet["ClassifiedVersion"]):
    """Ways to read versions."""

    def current(self) -> ClassifiedVersionQuerySet:
        """Of each paper the version that holds."""
        return self.filter(replaced_at=None)


class ClassifiedVersion(models.Model):
    """What was held of a classified paper from an instant until it was replaced: exactly the fields that regulations list."""

    paper = models.ForeignKey(ClassifiedPaper, on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=DocumentKind, blank=True)
    number = models.CharField(_("số"), max_length=6, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=31, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    signer = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    monitor = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    task_count = models.PositiveSmallIntegerField(_("tổng số nhiệm vụ"), null=True)
    due_on = models.DateField(_("thời hạn hoàn thành"), null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = ClassifiedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["paper"], condition=Q(replaced_at=None), name="classified_version_current")
        ]
        indexes = [models.Index(fields=["monitor"], condition=Q(replaced_at=None), name="classified_monitored")]

    @property
    def code(self) -> str:
        """Number and symbol as they are written."""
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number or self.symbol


class ClassifiedLead(models.Model):
    """A unit that a version says was given the paper's tasks; ``done_on``: the day on which they were carried out."""

    version = models.ForeignKey(ClassifiedVersion, on_delete=models.CASCADE, related_name="leads")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "unit"], name="classified_lead_once")]


class ClassifiedRemoval(models.Model):
    """The removal of a classified paper that should not be held: asked by one person, carried out by another (design 1.5)."""

    paper = models.ForeignKey(ClassifiedPaper, on_delete=models.PROTECT, related_name="removals")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    mails_sent = models.PositiveIntegerField(default=0, help_text="mails that had left already; they name nothing")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("asked_by")),
                name="classified_removal_by_two",
            ),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(confirmed_at=None, declined_at=None), name="one_classified_removal_asked"
            ),
        ]
