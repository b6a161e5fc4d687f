"""Where the content of files lies: a folder, or a bucket of an object store that several machines share.

Both promise the same: what `put` has returned from survives a power cut and is read by every machine; half a file is never
seen under its name. Names are random (`files.write`); nothing is ever written twice under one. Every fault of the store
is an `OSError`, that of a name that is not there a `FileNotFoundError`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from django.conf import settings
from django.core.files.storage import storages

PORTION = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
#: The name of the store in ``STORAGES``, when it is a bucket.
BUCKET = "attachments"


class Shelf(Protocol):
    """What a store of files does."""

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep the content under the name for good."""

    def get(self, name: str) -> Iterator[bytes]:
        """The content, portion by portion; a name that is not there is told before the first one."""

    def size(self, name: str) -> int | None:
        """Bytes of the content; None when nothing lies there."""

    def remove(self, name: str) -> None:
        """Take the content away; no error when there is none."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every name with the instant of its writing, in the order of names; what a crash left half written too."""


class Folder:
    """Files below a folder, outside the web root: written beside their name, synced, renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where the content lies."""
        return self.root / name[:2] / name

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """See `Shelf.put`."""
        target = self.path(name)
        part = target.with_suffix(".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(part, "xb") as out:
                for chunk in chunks:
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, target)
            self._sync(target.parent)
        except OSError:
            with suppress(OSError):  # the disk that would not be written may not be tidied either; the sweep comes by
                part.unlink(missing_ok=True)
            raise

    def _sync(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def get(self, name: str) -> Iterator[bytes]:
        """See `Shelf.get`."""
        return self._portions(self.path(name).open("rb"))

    def _portions(self, file: Any) -> Iterator[bytes]:
        with file:
            while portion := file.read(PORTION):
                yield portion

    def size(self, name: str) -> int | None:
        """See `Shelf.size`."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """See `Shelf.remove`."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See `Shelf.names`."""
        for folder in sorted(self.root.glob("??")):
            for path in sorted(folder.iterdir()):
                with suppress(FileNotFoundError):  # removed since it was listed
                    yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)


class Bucket:
    """Objects of a bucket (S3): written by one request each, then read back and compared before anybody relies on them."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def _key(self, name: str) -> str:
        return f"{self.storage.location}/{name}".lstrip("/")

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """See `Shelf.put`. In one request: an object that was begun and not finished does not exist."""
        digest = hashlib.sha256()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            for chunk in chunks:
                body.write(chunk)
                digest.update(chunk)
            body.seek(0)
            with _faults(name):
                self.storage.bucket.put_object(Key=self._key(name), Body=body, ContentType="application/octet-stream")
        there = hashlib.sha256()
        for portion in self.get(name):
            there.update(portion)
        if there.digest() != digest.digest():
            with suppress(OSError):
                self.remove(name)
            raise OSError(f"{name}: the object store gives back something else")

    def get(self, name: str) -> Iterator[bytes]:
        """See `Shelf.get`."""
        with _faults(name):
            body = self.storage.bucket.Object(self._key(name)).get()["Body"]
        return self._portions(name, body)

    def _portions(self, name: str, body: Any) -> Iterator[bytes]:
        try:
            with _faults(name):
                yield from body.iter_chunks(PORTION)
        finally:
            body.close()

    def size(self, name: str) -> int | None:
        """See `Shelf.size`."""
        try:
            with _faults(name):
                return int(self.storage.bucket.Object(self._key(name)).content_length)
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """See `Shelf.remove`."""
        with _faults(name):
            self.storage.bucket.Object(self._key(name)).delete()

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See `Shelf.names`."""
        prefix = self._key("")
        with _faults(prefix):
            for found in self.storage.bucket.objects.filter(Prefix=prefix):
                yield found.key.removeprefix(prefix), found.last_modified


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """Faults of the object store as faults of a file system; their text may hold an address, so it is not carried on."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(name) from error
        raise OSError(f"{name}: the object store said {error.response.get('Error', {}).get('Code')}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(f"{name}: the object store does not answer ({type(error).__name__})") from error


def shelf() -> Shelf:
    """The store that the settings name."""
    if BUCKET in settings.STORAGES:
        return Bucket(storages[BUCKET])
    return Folder(Path(settings.FILES_DIR))
