"""The table of lists that somebody took out of the register."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.clock import local
from dondoc.units.models import Actor, Person, Post, Register

KEPT = timedelta(hours=24)
"""How long a finished file can be fetched; then it is removed."""


class Ending(models.TextChoices):
    """What kind of file it is."""

    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"


class ExportQuerySet(models.QuerySet["Export"]):
    """Ways to read exports."""

    def visible_to(self, actor: Actor) -> ExportQuerySet:
        """Those that the person asked for in the post for which they act now: another post sees another list."""
        if actor.person is None or actor.post is None:
            return self.none()
        return self.filter(person=actor.person, post=actor.post)

    def on_desk(self, at: datetime) -> ExportQuerySet:
        """Those that are being made, and those whose file can be fetched."""
        return self.filter(gone_at=None, failed="", asked_at__gt=at - 2 * KEPT)

    def old(self, at: datetime) -> ExportQuerySet:
        """Those whose file has been kept long enough."""
        return self.filter(gone_at=None, made_at__lt=at - KEPT)


class Export(models.Model):
    """A list that somebody took out of the register: who, when, by which filter, how many rows; for a day its file.

    ``address`` is the filter as the register's page had it. Short lists are sent at once and leave no file.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(_("loại tệp"), max_length=4, choices=Ending)
    address = models.CharField(max_length=2000, blank=True)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, help_text="the moment whose state the rows show")
    made_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    stored_as = models.CharField(max_length=60, blank=True)
    failed = models.CharField(max_length=60, blank=True, help_text="the code of the refusal")
    gone_at = models.DateTimeField(null=True, help_text="when its file was removed, or was sent without being kept")
    form_token = models.CharField(max_length=64, null=True, unique=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["person", "-asked_at"], condition=Q(gone_at=None), name="export_of_person"),
            models.Index(fields=["made_at"], condition=Q(gone_at=None), name="export_kept"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """What the file is called on the machine of whoever fetches it."""
        return f"so-theo-doi-{local(self.asked_at):%Y%m%d-%H%M%S}.{self.ending}"

    @property
    def is_ready(self) -> bool:
        """Whether its file can be fetched."""
        return bool(self.stored_as) and self.gone_at is None
