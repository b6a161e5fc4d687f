"""Tables of editions and calendar versions; rows are written once."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class Immutable(models.Model):
    """A row that is written once and stays."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if self.pk is not None:
            raise TypeError("an edition is never changed: load a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("an edition is never deleted")


class Edition(Immutable):
    """A regulation as it was loaded: its files' texts and their hash."""

    profile_id = models.CharField(max_length=60)
    label = models.CharField(max_length=120, unique=True)
    hash = models.CharField(max_length=64)
    sources = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label


class CalendarVersion(Immutable):
    """The working calendar as it was loaded: its yearly files' texts."""

    calendar_id = models.CharField(max_length=20)
    version = models.CharField(max_length=20, unique=True)
    sources = models.JSONField()
    loaded_at = models.DateTimeField()
