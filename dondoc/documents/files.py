"""Files: written for good before the commit that makes them known; orphans are swept. Where they lie: `shelf`."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dondoc.documents import rules
from dondoc.documents.models import Attachment, Document
from dondoc.documents.rules import StoredFile
from dondoc.documents.shelf import Folder, shelf
from dondoc.regulation import Refusal, Refused
from dondoc.wording import clean_line

log = logging.getLogger(__name__)
NAME_LIMIT = 180


def path_of(stored_as: str) -> Path:
    """Where the content lies when files are kept in a folder."""
    return Folder(Path(settings.FILES_DIR)).path(stored_as)


def store(upload: UploadedFile[Any], *, is_main: bool = False) -> StoredFile:
    """Check name, size and content, then write, sync and rename; refuses with a sentence and leaves nothing behind."""
    name = clean_line(Path(upload.name or "").name)[-NAME_LIMIT:]
    size = upload.size or 0
    if size == 0:
        raise Refused(Refusal("attachment.empty", {"name": name}, None))
    if size > settings.ATTACHMENT_BYTES:
        limit = settings.ATTACHMENT_BYTES // (1024 * 1024)
        raise Refused(Refusal("attachment.too_large", {"name": name, "limit": limit}, None))
    head = upload.read(16)
    upload.seek(0)
    content_type = rules.content_type_of(name, head)
    if content_type is None:
        raise Refused(Refusal("attachment.not_what_it_says", {"name": name}, None))
    return write(name, upload.chunks(), content_type, is_main=is_main)


def write(name: str, chunks: Iterable[bytes], content_type: str, *, is_main: bool = False) -> StoredFile:
    """Write content under a new unguessable name; a full disk, a store that does not answer is told as a refusal."""
    stored_as = secrets.token_hex(20)
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    try:
        shelf().put(stored_as, counted())
    except OSError as error:
        log.warning("a file could not be stored", exc_info=True)
        raise Refused(Refusal("attachment.disk", {"name": name}, None)) from error
    return StoredFile(name, size, digest.hexdigest(), content_type, stored_as, is_main)


def read(stored_as: str) -> Iterator[bytes]:
    """The content, portion by portion.

    Raises:
        FileNotFoundError: nothing lies there. Refused: the store does not answer.
    """
    try:
        return shelf().get(stored_as)
    except FileNotFoundError:
        raise
    except OSError as error:
        log.warning("a file could not be read", exc_info=True)
        raise Refused(Refusal("attachment.away", {}, None)) from error


def size_of(stored_as: str) -> int | None:
    """Bytes that lie there; None when nothing does. A store that does not answer is an `OSError`."""
    return shelf().size(stored_as)


def remove(stored_as: str) -> None:
    """Remove a file that nothing knows any more; what the store refuses to remove now is left to the sweep."""
    try:
        shelf().remove(stored_as)
    except OSError:
        log.warning("a file could not be removed and is left to the sweep", exc_info=True)


def store_all(uploads: Iterable[UploadedFile[Any]]) -> tuple[StoredFile, ...]:
    """Store several; the first is the document itself. When one is refused the others are removed again."""
    uploads = list(uploads)
    if len(uploads) > settings.ATTACHMENT_COUNT:
        raise Refused(Refusal("attachment.too_many", {"limit": settings.ATTACHMENT_COUNT}, None))
    stored: list[StoredFile] = []
    try:
        for place, upload in enumerate(uploads):
            stored.append(store(upload, is_main=place == 0))
    except Refused:
        discard(stored)
        raise
    return tuple(stored)


def store_each(uploads: Iterable[UploadedFile[Any]]) -> tuple[list[StoredFile], list[Refusal]]:
    """Store what can be stored; says of each other file why not."""
    stored, refused = [], []
    for upload in uploads:
        try:
            stored.append(store(upload))
        except Refused as error:
            refused.append(error.refusal)
    return stored, refused


def discard(files: Iterable[StoredFile]) -> None:
    """Remove stored files that no commit will make known."""
    for file in files:
        remove(file.stored_as)


def discard_unused(files: Iterable[StoredFile], document: Document) -> None:
    """Remove those of the files that the document did not take: its form was sent twice and the first one stands."""
    files = list(files)
    names = [file.stored_as for file in files]
    taken = set(document.attachments.filter(stored_as__in=names).values_list("stored_as", flat=True))
    discard(file for file in files if file.stored_as not in taken)


def orphans(before: datetime) -> Iterator[str]:
    """Names in the store older than the instant that no attachment knows; one query per first two characters."""
    for beginning, group in groupby(shelf().names(), key=lambda found: found[0][:2]):
        old = [name for name, written_at in group if written_at < before]
        known = Attachment.objects.filter(stored_as__startswith=beginning, purged_at=None)
        taken = set(known.values_list("stored_as", flat=True)) if old else set()
        yield from (name for name in old if name.removesuffix(".part") not in taken)


def sweep(before: datetime) -> int:
    """Remove orphans older than the instant; says how many."""
    removed = 0
    for name in orphans(before):
        remove(name)
        removed += 1
    return removed
