"""Files on the disk: written, synced and renamed before the commit that makes them known; orphans are swept."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dondoc.documents import rules
from dondoc.documents.models import Attachment, Document
from dondoc.documents.rules import StoredFile
from dondoc.regulation import Refusal, Refused
from dondoc.wording import clean_line

NAME_LIMIT = 180


def path_of(stored_as: str) -> Path:
    """Where the content lies, outside the web root."""
    return Path(settings.FILES_DIR) / stored_as[:2] / stored_as


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
    """Write content under a new unguessable name; a full disk is told as a refusal."""
    stored_as = secrets.token_hex(20)
    target = path_of(stored_as)
    digest, size = hashlib.sha256(), 0
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as out:
            for chunk in chunks:
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, target)
        _sync(target.parent)
    except OSError as error:
        with suppress(OSError):  # the disk that would not be written may not be tidied either; the sweep comes by
            part.unlink(missing_ok=True)
        raise Refused(Refusal("attachment.disk", {"name": name}, None)) from error
    return StoredFile(name, size, digest.hexdigest(), content_type, stored_as, is_main)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
        path_of(file.stored_as).unlink(missing_ok=True)


def discard_unused(files: Iterable[StoredFile], document: Document) -> None:
    """Remove those of the files that the document did not take: its form was sent twice and the first one stands."""
    files = list(files)
    names = [file.stored_as for file in files]
    taken = set(document.attachments.filter(stored_as__in=names).values_list("stored_as", flat=True))
    discard(file for file in files if file.stored_as not in taken)


def orphans(before: datetime) -> Iterator[Path]:
    """Files older than the instant that no attachment knows; one query per folder."""
    for folder in sorted(Path(settings.FILES_DIR).glob("??")):
        old = {path for path in folder.iterdir() if path.stat().st_mtime < before.timestamp()}
        known = Attachment.objects.filter(stored_as__startswith=folder.name, purged_at=None)
        names = set(known.values_list("stored_as", flat=True)) if old else set()
        yield from sorted(path for path in old if path.stem not in names)


def sweep(before: datetime) -> int:
    """Remove orphans older than the instant; says how many."""
    removed = 0
    for path in orphans(before):
        path.unlink(missing_ok=True)
        removed += 1
    return removed
