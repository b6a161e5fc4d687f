"""Tables of what is trusted and of what was found about the signatures of files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Attachment
from dondoc.signatures import rules
from dondoc.units.models import Person


class Scheme(models.TextChoices):
    """For whom the authority of a certificate issues: state agencies and citizens have roots of their own."""

    PUBLIC_SERVICE = "public_service", _("chuyên dùng công vụ")
    PUBLIC = "public", _("công cộng")
    OTHER = "other", _("khác (nội bộ, thử nghiệm)")


class TrustStore(models.Model):
    """One row: how often the store was changed. Whoever changes it, or writes what was validated under it, locks this row."""

    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.version}"


class Certificate(models.Model):
    """A certificate in the trust store. A chain may end at an anchor; one that is none only helps to reach an anchor.

    A certificate that was removed keeps its row, with who, when and why.
    """

    fingerprint = models.CharField(max_length=64)
    der = models.BinaryField()
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500)
    serial = models.CharField(max_length=80)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    is_anchor = models.BooleanField()
    scheme = models.CharField(max_length=20, choices=Scheme, default=Scheme.PUBLIC_SERVICE)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    form_token = models.CharField(max_length=64, null=True, unique=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], condition=Q(removed_at=None), name="certificate_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def fingerprint_shown(self) -> str:
        """The SHA-256 as authorities print it."""
        return rules.in_groups(self.fingerprint)


class State(models.TextChoices):
    """How far the validation of a file is."""

    WAITING = "waiting", _("đang chờ kiểm tra")
    CHECKED = "checked", _("đã kiểm tra")
    FAILED = "failed", _("không kiểm tra được")


class ValidationQuerySet(models.QuerySet["Validation"]):
    """Ways to read validations."""

    def due(self, version: int) -> ValidationQuerySet:
        """Files that wait, and signed ones that were validated under another version of the trust store."""
        stale = Q(state=State.CHECKED, is_signed=True) & ~Q(store_version=version)
        return self.filter(Q(state=State.WAITING) | stale)


class Validation(models.Model):
    """What is known of the signatures of one file, a PDF; read only beside the file, by whoever may read its paper.

    ``moment`` is the instant as of which certificates were judged: when the file was received. Goes with the file in a purge.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="validation")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True, help_text="why it could not be looked at")
    is_signed = models.BooleanField(default=False)
    found = models.JSONField(default=list)
    more = models.PositiveIntegerField(default=0)
    moment = models.DateTimeField()
    store_version = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    objects = ValidationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.state}"

    @property
    def signatures(self) -> tuple[rules.Signature, ...]:
        """What was found of each signature, in the order of signing."""
        return tuple(rules.signature_of(told) for told in self.found)
