"""What rooms above do about the files of papers, in the transaction in which files come and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from dondoc.documents.models import Attachment

Came = Callable[[Sequence[Attachment], datetime], object]
Went = Callable[[Sequence[Attachment]], object]
FOLLOWERS: dict[str, tuple[Came, Went]] = {}


def follow_files(name: str, *, came: Came, went: Went) -> None:
    """Let a room above hear of files that a paper took, and of those that a purge removes (before they are blank)."""
    FOLLOWERS[name] = (came, went)


def files_came(attachments: Sequence[Attachment], at: datetime) -> None:
    """A paper took the files."""
    for came, _went in FOLLOWERS.values():
        came(attachments, at)


def files_went(attachments: Sequence[Attachment]) -> None:
    """A purge removes the files."""
    for _came, went in FOLLOWERS.values():
        went(attachments)
