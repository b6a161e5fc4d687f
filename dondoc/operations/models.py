"""Tables of what was measured and of alarms."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

#: Names of measurements: how far each register's chain was verified, and how many duties there are.
JOURNAL, DUTIES = "journal", "duties"


class Measurement(models.Model):
    """What costs too much to be asked anew for each page: the last figures under a name, and when they were taken."""

    name = models.CharField(max_length=40, unique=True)
    figures = models.JSONField(default=dict)
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """A line of the state of the house became an alarm on a day; one row per line, subject and day, told once.

    ``ended_at`` is None while it lasts; an alarm that comes back on the same day goes on in its row and is not told again.
    """

    line = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "subject", "day"], name="alarm_once_per_day")]
        indexes = [models.Index(fields=["line", "subject"], condition=Q(ended_at=None), name="alarms_that_last")]

    def __str__(self) -> str:
        return f"{self.line} {self.subject}".strip()
