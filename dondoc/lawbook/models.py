"""Tables of the life of a regulation: adoptions, moves of open tasks, who opened the calculator to everybody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dondoc.gazette.models import Edition
from dondoc.units.models import Post, Register


class Adoption(models.Model):
    """The decision that a register keeps to an edition from a day on; applied on that day, or withdrawn before it."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="adoptions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    decision = models.CharField(max_length=300)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register"], condition=Q(applied_at=None, withdrawn_at=None), name="one_adoption_waits"
            )
        ]


class Move(models.Model):
    """That open tasks of a register go over to an edition: asked by whom and why, how far the work has come.

    ``after`` is the last directive that was moved; ``directives``, ``tasks`` and ``dates`` count what was done.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    form_token = models.CharField(max_length=64, unique=True)
    after = models.BigIntegerField(default=0)
    directives = models.PositiveIntegerField(default=0)
    tasks = models.PositiveIntegerField(default=0)
    dates = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register"], condition=Q(finished_at=None), name="one_move_at_a_time")
        ]


class OpenCalculator(models.Model):
    """That the authority lets everybody use the calculator with its regulation, without signing in."""

    register = models.OneToOneField(Register, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
