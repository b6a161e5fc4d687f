"""The folders of regulations and addenda that the installation can load, and how the latest attempt at each ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dondoc.gazette.models import Edition, LoadAttempt
from dondoc.gazette.queries import latest_attempts
from dondoc.regulation import ProfileError, available, profile_hash, profile_texts
from dondoc.regulation.addenda import ADDENDUM


@dataclass(frozen=True)
class Folder:
    """A folder: what it is called, where it lies, whether it fills another regulation, whether this text is loaded already."""

    name: str
    where: str
    is_addendum: bool
    loaded: Edition | None
    standing: Edition | None
    attempt: LoadAttempt | None


def roots() -> list[Path]:
    """Where regulations are looked for."""
    return list(settings.PROFILES_DIRS)


def known() -> dict[str, Path]:
    """The folders that may be loaded, by name: regulations and addenda."""
    found = dict(available(*roots()))
    for root in roots():
        found |= {path.parent.name: path.parent for path in sorted(root.glob(f"*/{ADDENDUM}"))}
    return found


def shown() -> list[Folder]:
    """All of them, as the page shows them."""
    attempts = {attempt.folder: attempt for attempt in latest_attempts()}
    editions = list(Edition.objects.defer("sources").order_by("id"))
    by_hash = {edition.hash: edition for edition in editions}
    newest = {edition.profile_id: edition for edition in editions}
    return [
        Folder(
            name, str(path), (path / ADDENDUM).is_file(), _loaded(path, by_hash, attempts.get(name)),
            newest.get(name), attempts.get(name),
        )
        for name, path in sorted(known().items())
    ]  # fmt: skip


def _loaded(path: Path, by_hash: dict[str, Edition], attempt: LoadAttempt | None) -> Edition | None:
    """The edition that holds these very texts; of an addendum the one that the latest attempt made."""
    if (path / ADDENDUM).is_file():
        return attempt.edition if attempt is not None else None
    try:
        return by_hash.get(profile_hash(profile_texts(path)))
    except ProfileError:
        return None
