"""Tables of waves and of how much went out on which day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.units import access
from dondoc.units.models import Actor, Person, Post, Register
from dondoc.waves import rules


class Decision(models.TextChoices):
    """What the Office said."""

    WAITING = "", _("chờ duyệt")
    SEND = rules.SEND, _("gửi tất cả")
    HUSH = rules.HUSH, _("bỏ thông báo tồn đọng")


class WaveQuerySet(models.QuerySet["Wave"]):
    """Ways to read waves."""

    def visible_to(self, actor: Actor) -> WaveQuerySet:
        """Those of the own register, for those who decide about them."""
        if not actor.is_office or not access.allows(actor.role, access.OWN_AUTHORITY, access.DECIDE_WAVE):
            return self.none()
        return self.filter(register=actor.register)

    def unfinished(self) -> WaveQuerySet:
        """Those that are not decided, or not gone out yet."""
        return self.filter(finished_at=None)

    def waiting(self) -> WaveQuerySet:
        """Those that the Office has to decide about."""
        return self.unfinished().filter(decision="")


class Wave(models.Model):
    """What a tick would send at once to the units of a register, and what the Office said; one at a time for a register.

    ``count`` and ``preview`` are brought up to date by each tick while it waits: what the Office has seen is what it allows.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when a tick last counted it")
    count = models.PositiveIntegerField()
    unit_count = models.PositiveIntegerField()
    allowed = models.PositiveIntegerField(help_text="how much may go out on a day without being looked at")
    preview = models.JSONField()
    decision = models.CharField(max_length=8, choices=Decision, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=rules.LONGEST_REASON, blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["register"], condition=Q(finished_at=None), name="one_wave_per_register"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | ~Q(decision="") & Q(decided_at__isnull=False),
                name="wave_decided_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register}: {self.count}"


class Volume(models.Model):
    """How many acts went out for a register on a day, waves apart: what makes an ordinary day."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "day"], name="volume_once_per_day")]
