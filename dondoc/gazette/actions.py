"""The verbs of the gazette: load a regulation, load the calendar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.regulation import load_profile_texts, profile_hash, profile_texts
from dondoc.workdays import load_calendar_texts


class EditionConflict(ValueError):
    """The same edition label with another content."""


def load_edition(folder: Path, at: datetime) -> Edition:
    """Check a profile and store it as an edition; the same content is stored once.

    Raises:
        ProfileError: the profile is wrong. EditionConflict: its label is taken by another content.
    """
    texts = profile_texts(folder)
    profile, digest = load_profile_texts(texts), profile_hash(texts)
    with transaction.atomic():
        standing = Edition.objects.filter(hash=digest).first()
        if standing is not None:
            return standing
        label = profile.label
        if Edition.objects.filter(label=label).exists():
            if not settings.DEBUG:
                raise EditionConflict(f"{label}: đã nạp với nội dung khác; hãy ghi “edition” mới trong profile.toml")
            label = f"{label} ({digest[:8]})"
        return Edition.objects.create(profile_id=profile.id, label=label, hash=digest, sources=texts, loaded_at=at)


def load_calendars(folder: Path, at: datetime) -> CalendarVersion:
    """Check the yearly files and store them as a version of the calendar; the same content is stored once."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    calendar = load_calendar_texts(texts)
    with transaction.atomic():
        standing = CalendarVersion.objects.filter(version=calendar.version).first()
        return standing or CalendarVersion.objects.create(
            calendar_id=calendar.id, version=calendar.version, sources=texts, loaded_at=at
        )
