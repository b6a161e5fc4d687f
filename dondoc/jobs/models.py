"""Tables of jobs and of periods that were worked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Something to do later: claimed by a conditional update, held under a lease, retried, parked after five failures."""

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True, unique=True)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    parked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dropped = models.CharField(max_length=300, blank=True, help_text="why it was given up instead of being done")

    class Meta:
        ordering = ["run_at", "id"]
        indexes = [
            models.Index(fields=["run_at", "id"], condition=Q(done_at=None, parked_at=None), name="jobs_waiting")
        ]


class PeriodicRun(models.Model):
    """A periodic rule was worked for a period; unique, so that two workers do it once."""

    rule = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "period"], name="rule_once_per_period")]


class Worker(models.Model):
    """A worker as it last told of itself. One that ends in order takes its row away; one that was killed leaves it behind."""

    name = models.CharField(max_length=60, unique=True)
    host = models.CharField(max_length=120)
    pid = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"
