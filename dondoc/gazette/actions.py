"""The verbs of the gazette: load a regulation, load the calendar, store what the Office changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from dondoc.gazette.models import CalendarVersion, Edition, LoadAttempt, TextBeside, TextKind
from dondoc.gazette.queries import as_change, beside, current_calendar
from dondoc.jobs import actions as jobs
from dondoc.regulation import ProfileError, profile_hash, profile_texts
from dondoc.regulation.addenda import load_texts
from dondoc.workdays import (
    CalendarError,
    Change,
    calendar_texts,
    changed_texts,
    load_calendar_texts,
)

#: The kind of job that is added when the calendar changed: whoever stores dates that depend on it works it.
CALENDAR_CHANGED = "calendar-changed"


LONGEST_LABEL = 120


class EditionConflict(ValueError):
    """The same edition label with another content."""


class CalendarConflict(ValueError):
    """Somebody else changed the calendar at the same moment."""


def load_edition(folder: Path, at: datetime) -> Edition:
    """Check a profile and store it as an edition; the same content is stored once, whoever loads it.

    Raises:
        ProfileError: the profile is wrong. EditionConflict: its label is taken by another content.
    """
    stored = store_edition(profile_texts(folder), at)
    keep_beside(stored, TextKind.SCENARIOS, _scenario_texts(folder), at)
    return stored


def _scenario_texts(folder: Path) -> dict[str, str]:
    """The scenarios beside a profile; one that is no text is none of the edition's faults and is left out."""
    found = {}
    for path in sorted((folder / "scenarios").glob("*.toml")):
        try:
            found[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def keep_beside(edition: Edition, kind: TextKind, sources: Mapping[str, str], at: datetime) -> None:
    """Keep texts beside an edition; the same texts are kept once, no text at all is not kept."""
    if sources and dict(beside(edition, kind)) != dict(sources):
        digest = profile_hash(sources)
        TextBeside.objects.create(edition=edition, kind=kind, sources=dict(sources), hash=digest, added_at=at)


def note_attempt(
    folder: str, at: datetime, *, edition: Edition | None = None, error: ProfileError | None = None
) -> None:
    """Write down how loading a folder ended: the page of the administrator tells of the latest of each folder."""
    LoadAttempt.objects.create(
        folder=folder[:80], at=at, edition=edition, file=error.file[:160] if error else "", line=error.line if error else 0,
        message=error.message if error else "", suggestion=error.suggestion[:160] if error else "",
    )  # fmt: skip


def store_edition(texts: Mapping[str, str], at: datetime) -> Edition:
    """Check the texts of a regulation (with its addenda, if any) and store them as an edition; the same texts are stored once.

    Raises:
        ProfileError: the profile is wrong. EditionConflict: its label is taken by another content.
    """
    profile, digest = load_texts(texts), profile_hash(texts)
    if (standing := Edition.objects.filter(hash=digest).first()) is not None:
        return standing
    label = (
        profile.label
        if len(profile.label) <= LONGEST_LABEL
        else f"{profile.label[: LONGEST_LABEL - 11]}… ({digest[:8]})"
    )
    if (taken := Edition.objects.filter(label=label).first()) is not None:
        if taken.hash == digest:  # stored by a rival since we looked
            return taken
        if not settings.DEBUG:
            raise EditionConflict(f"{label}: đã nạp với nội dung khác; hãy ghi “edition” mới trong profile.toml")
        label = f"{label} ({digest[:8]})"
    try:
        with transaction.atomic():
            return Edition.objects.create(
                profile_id=profile.id, label=label, hash=digest, sources=dict(texts), loaded_at=at
            )
    except IntegrityError:
        standing = Edition.objects.filter(hash=digest).first()  # loaded by two at once
        if standing is None:
            raise EditionConflict(f"{label}: vừa được nạp với nội dung khác") from None
        return standing


def load_calendars(folder: Path, at: datetime) -> CalendarVersion:
    """Check the yearly files and store them as a version of the calendar; the files of the newest version are stored once.

    What the Office has changed stays changed: its amendments are put over the new files.
    """
    texts = calendar_texts(folder)
    files = load_calendar_texts(texts).version
    current = current_calendar()
    if current is not None and current.files == files:
        return current
    amendments = current.amendments if current is not None else []
    amended = changed_texts(texts, [as_change(row) for row in amendments])
    try:
        return _store(current, amended, files, amendments, at)
    except CalendarConflict:
        return load_calendars(folder, at)


def lock_calendar() -> CalendarVersion | None:
    """The newest version, locked until the transaction ends: one change of the calendar at a time."""
    while (current := current_calendar()) is not None:
        CalendarVersion.objects.select_for_update().only("pk").get(pk=current.pk)
        if current_calendar() == current:
            break
    return current


def amend_calendar(changes: Iterable[Change], *, reason: str, at: datetime) -> CalendarVersion:
    """Store the calendar with the changes as its newest version. Part of `duties.actions.amend_calendar`.

    Raises:
        CalendarError: a change that no calendar can hold. CalendarConflict: somebody else was faster.
    """
    current, changes = current_calendar(), tuple(changes)
    texts: Mapping[str, str] = current.sources if current is not None else {}
    rows = [{**_as_row(change), "reason": reason, "at": at.isoformat()} for change in changes]
    earlier = current.amendments if current is not None else []
    return _store(current, changed_texts(texts, changes), current.files if current else "", [*earlier, *rows], at)


def _store(
    current: CalendarVersion | None, texts: Mapping[str, str], files: str, amendments: list[Any], at: datetime
) -> CalendarVersion:
    calendar = load_calendar_texts(texts)
    try:
        with transaction.atomic():
            stored = CalendarVersion.objects.create(
                calendar_id=calendar.id, version=calendar.version, sources=dict(texts), loaded_at=at, files=files,
                amendments=amendments, follows=current,
            )  # fmt: skip
    except IntegrityError as error:
        raise CalendarConflict("the calendar was changed at the same moment") from error
    if current is not None:
        jobs.enqueue(CALENDAR_CHANGED, {"version": stored.pk}, at=at, key=f"{CALENDAR_CHANGED}:{stored.pk}")
    return stored


def _as_row(change: Change) -> dict[str, Any]:
    return {
        "on": change.on.isoformat(),
        "kind": change.kind.value,
        "name": change.name,
        "decision": change.decision,
        "confirmed": change.confirmed,
    }


__all__ = [
    "CALENDAR_CHANGED", "CalendarConflict", "CalendarError", "EditionConflict", "amend_calendar",
    "keep_beside", "load_calendars", "load_edition", "lock_calendar", "note_attempt", "store_edition",
]  # fmt: skip
