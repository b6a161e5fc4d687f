"""Tables of entries, seals and notices."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet["Entry"]):
    """Entries are evidence: no bulk change, no deletion."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("a journal entry is never changed")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("a journal entry is never deleted")


class Entry(models.Model):
    """One thing that was done. Numbers of persons and units only; what was said lies in the payload."""

    register_id = models.BigIntegerField(db_index=True)
    verb = models.CharField(max_length=60)
    matter_id = models.BigIntegerField(null=True)
    root_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    on_behalf_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    cites = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["root_id", "id"], name="entries_of_root"),
            models.Index(fields=["register_id", "id"], name="entries_of_register"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if self.pk is not None:
            raise TypeError("a journal entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("a journal entry is never deleted")


class Unsealed(models.Model):
    """An entry that waits for its number: written with the entry, gone with its seal, so that nobody searches millions."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="unsealed")
    register_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["register_id", "entry"], name="unsealed_of_register")]


class Payload(models.Model):
    """What the entry says, apart from it so that a purge can blank it; the entry keeps the salted digest."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=32)
    body = models.JSONField(null=True)
    blanked_at = models.DateTimeField(null=True)


class SealHead(models.Model):
    """The end of a register's chain; the sealer locks this row."""

    register_id = models.BigIntegerField(unique=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    last_entry_id = models.BigIntegerField(default=0)


class Seal(models.Model):
    """The number and the hash of a committed entry in its register's chain."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    register_id = models.BigIntegerField()
    number = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register_id", "number"], name="seal_number_once")]


class Unmailed(models.TextChoices):
    """Why a notice is not mailed and never will be."""

    NO = "", "–"
    NO_ADDRESS = "no_address", _("người nhận không có địa chỉ thư")
    REFUSED = "refused", _("máy chủ thư không nhận")
    TOO_OLD = "too_old", _("đã quá lâu")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Ways to read notices."""

    def waiting(self) -> NoticeQuerySet:
        """Notices that are still to be mailed."""
        return self.filter(mailed_at=None, held=False, withdrawn_at=None, unmailed=Unmailed.NO)


class Notice(models.Model):
    """One message to one person: shown in the application, and mailed when there is an address.

    ``mail_after`` is when the next attempt may be made: the moment of posting, the end of the lease of whoever is sending it,
    or a later time after a failure.
    """

    recipient_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=160)
    matter_id = models.BigIntegerField(null=True, db_index=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_after = models.DateTimeField()
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    unmailed = models.CharField(max_length=12, choices=Unmailed, default=Unmailed.NO, blank=True)
    held = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient_id", "key"], name="notice_once_per_key")]
        indexes = [
            models.Index(fields=["recipient_id", "-created_at"], name="notices_of_person"),
            # Every page tells how many there are: without it all that a person was ever told would be read each time.
            models.Index(
                fields=["recipient_id", "-created_at", "-id"], condition=Q(read_at=None), name="notices_unread"
            ),
            models.Index(
                fields=["mail_after", "id"],
                condition=Q(mailed_at=None, held=False, withdrawn_at=None, unmailed=""),
                name="outbox",
            ),
        ]
