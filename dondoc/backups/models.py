"""Tables of backups that were asked for and made, and of restorations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.units.models import Person


class State(models.TextChoices):
    """How far a backup is, and how it ended."""

    WAITING = "waiting", _("chờ tiến trình nền")
    RUNNING = "running", _("đang lập")
    GOOD = "good", _("tốt")
    INCOMPLETE = "incomplete", _("thiếu tệp")
    FAILED = "failed", _("không lập được")


COPIES = (State.GOOD, State.INCOMPLETE)


class Backup(models.Model):
    """A backup: asked for by the schedule (its key says of which day) or by a person, worked by one process under a lease.

    ``snapshot_at`` is a moment before the database was copied; what was committed by then is in it. ``gone_at`` is when the
    archive was removed to make room. The failure is a code with parameters, spoken in the reader's language.
    """

    key = models.CharField(max_length=40, null=True, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    snapshot_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=400, blank=True)
    file_name = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    heads = models.JSONField(default=list)
    files = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    encrypted = models.BooleanField(default=False)
    begun_anew = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    reason_params = models.JSONField(default=dict)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="one_backup_at_a_time"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="waiting"), name="one_backup_asked_for"),
        ]
        indexes = [models.Index(fields=["state", "-snapshot_at"], name="backups_by_state")]

    def __str__(self) -> str:
        return self.file_name or f"{self.pk}"


class Restoration(models.Model):
    """This database came out of an archive; no mail leaves it until a person has released its outbox."""

    archive = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    program = models.CharField(max_length=40)
    heads = models.JSONField(default=list)
    restored_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-restored_at", "-id"]

    def __str__(self) -> str:
        return self.archive
