"""Tables of editions and calendar versions; rows are written once."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class WrittenOnce(models.QuerySet[M]):
    """Rows that stay: no bulk change, no deletion."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("what was stored is never changed: load a new one")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("what was stored is never deleted")


class Immutable(models.Model):
    """A row that is written once and stays."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if self.pk is not None:
            raise TypeError("what was stored is never changed: load a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("what was stored is never deleted")


class Edition(Immutable):
    """A regulation as it was loaded: its files' texts and their hash."""

    profile_id = models.CharField(max_length=60)
    label = models.CharField(max_length=120, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    sources = models.JSONField()
    loaded_at = models.DateTimeField()

    objects = WrittenOnce["Edition"].as_manager()

    def __str__(self) -> str:
        return self.label


class TextKind(models.TextChoices):
    """What is kept beside an edition and is no part of it: it changes no date."""

    SCENARIOS = "scenarios", "scenarios"
    OFFICIAL = "official", "official"


class TextBeside(Immutable):
    """The scenarios that came with an edition, or the official text that an authority attached: file names and texts.

    A later row of the same kind takes the place of the earlier one, which stays.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=10, choices=TextKind)
    sources = models.JSONField()
    hash = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    objects = WrittenOnce["TextBeside"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["edition", "kind", "-id"], name="text_beside")]


class LoadAttempt(Immutable):
    """That a folder was to be loaded, and what was wrong with it; without a message it was loaded or was there already."""

    folder = models.CharField(max_length=80)
    at = models.DateTimeField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.CharField(max_length=160, blank=True)
    line = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    suggestion = models.CharField(max_length=160, blank=True)

    objects = WrittenOnce["LoadAttempt"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["folder", "-id"], name="load_attempt_of")]


class CalendarVersion(Immutable):
    """The working calendar as it held from a moment on: its yearly files' texts, the changes of the Office already in them.

    ``follows`` is the version before; two of them never follow the same one, so that of two changes at once one is refused.
    ``files`` is the hash of the yearly files that came with the program, ``amendments`` what the Office changed over them, in
    its order: on, kind, name, decision, confirmed, reason, at.
    """

    calendar_id = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    sources = models.JSONField()
    loaded_at = models.DateTimeField()
    files = models.CharField(max_length=20)
    amendments = models.JSONField(default=list)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    objects = WrittenOnce["CalendarVersion"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_id"], condition=models.Q(follows=None), name="calendar_begins_once"
            )
        ]

    def __str__(self) -> str:
        return self.version
