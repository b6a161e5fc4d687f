"""The archive: a tar of the database, the files and, last, the manifest; readable by any tar when it is not encrypted.

Members, in this order: ``database.sqlite3.gz`` or ``database.dump`` (custom format of pg_dump); a file of each attachment as
``files/<first two characters>/<name>.<SHA-256>``; ``manifest.<SHA-256>.json``. Every member but the database bears its hash
in its name; the manifest has that of the database, and the number, bytes and one hash over the names of all files.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tarfile import TarInfo
from typing import IO, Any, Protocol

from dondoc.backups import cipher
from dondoc.backups.cipher import Key
from dondoc.regulation import Refusal, Refused

FORMAT = 1
PORTION = 1024 * 1024
LONGEST_MANIFEST = 64 * 1024 * 1024
DATABASES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
FILE = re.compile(r"^files/(?P<folder>[A-Za-z0-9_-]{2})/(?P<name>(?P=folder)[A-Za-z0-9_.-]*)\.(?P<hash>[0-9a-f]{64})$")
MANIFEST = re.compile(r"^manifest\.(?P<hash>[0-9a-f]{64})\.json$")


@dataclass(frozen=True)
class Head:
    """The end of a register's journal: its number and hash; register 0 is the installation itself."""

    register: int
    code: str
    number: int
    hash: str


@dataclass(frozen=True)
class Facts:
    """What the snapshot says of itself."""

    vendor: str
    server: str
    tool: str
    heads: tuple[Head, ...]
    editions: tuple[tuple[str, str], ...]
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, int]


@dataclass(frozen=True)
class Files:
    """Number, bytes, and a hash over the names of the members, which carry the hashes of their contents."""

    count: int
    bytes: int
    names: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says it holds."""

    program: str
    created_at: str
    backup: int
    facts: Facts
    database_size: int
    database_hash: str
    files: Files
    #: Attachments whose file was not in the store, or was not what it was: number, and which of the two.
    missing: tuple[tuple[int, str], ...] = ()
    #: How often it was begun anew because something was purged meanwhile.
    begun_anew: int = 0
    format: int = FORMAT

    def written(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest as it was written.

    Raises:
        Refused: it is none, or of a later format.
    """
    try:
        found: dict[str, Any] = json.loads(content)
        if found["format"] > FORMAT:
            raise Refused(Refusal("backup.newer_format", {"format": found["format"], "known": FORMAT}, None))
        facts = found.pop("facts")
        facts["heads"] = tuple(Head(**head) for head in facts["heads"])
        facts["editions"] = tuple((label, value) for label, value in facts["editions"])
        facts["migrations"] = tuple((room, name) for room, name in facts["migrations"])
        missing = tuple((number, why) for number, why in found.pop("missing"))
        return Manifest(facts=Facts(**facts), files=Files(**found.pop("files")), missing=missing, **found)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(Refusal("backup.not_one", {}, None)) from error


class Source(Protocol):
    """Whatever bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes."""


@dataclass
class Counted:
    """Passes bytes on, and knows how many they were and their hash."""

    out: cipher.Sink | None = None
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes, /) -> int:
        """Pass on and count."""
        if self.out is not None:
            self.out.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    @property
    def hash(self) -> str:
        """SHA-256 of everything so far."""
        return str(self.digest.hexdigest())


class Writer:
    """Writes an archive member by member into a stream; one that is given up writes no more."""

    def __init__(self, out: cipher.Sink, mtime: int) -> None:
        self.mtime, self.count, self.bytes, self.names = mtime, 0, 0, hashlib.sha256()
        self.out: cipher.Sink | None = out
        self.tar = tarfile.open(fileobj=self, mode="w|", format=tarfile.PAX_FORMAT)  # type: ignore[call-overload]

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is not None:
            self.out = None
        self.tar.close()

    def write(self, data: bytes, /) -> int:
        """What the tar writes goes on to the stream."""
        if self.out is not None:
            self.out.write(data)
        return len(data)

    def _add(self, name: str, size: int, content: IO[bytes]) -> None:
        about = TarInfo(name)
        about.size, about.mode, about.mtime = size, 0o600, self.mtime
        self.tar.addfile(about, content)

    def database(self, vendor: str, path: Path) -> tuple[int, str]:
        """The database; gives its size and hash."""
        seen = Counted()
        with path.open("rb") as file:
            while portion := file.read(PORTION):
                seen.write(portion)
            file.seek(0)
            self._add(DATABASES[vendor], seen.size, file)
        return seen.size, seen.hash

    def file(self, stored_as: str, sha256: str, size: int, content: IO[bytes]) -> None:
        """The file of an attachment, whose hash has been checked."""
        name = f"files/{stored_as[:2]}/{stored_as}.{sha256}"
        self._add(name, size, content)
        self.count, self.bytes = self.count + 1, self.bytes + size
        self.names.update(f"{name}\n".encode())

    @property
    def files(self) -> Files:
        """What was written of files so far."""
        return Files(self.count, self.bytes, self.names.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """The manifest, and the end."""
        content = manifest.written()
        self._add(f"manifest.{hashlib.sha256(content).hexdigest()}.json", len(content), io.BytesIO(content))
        self.tar.close()


@dataclass(frozen=True)
class Member:
    """A member as it is read: what it is, and its content while it is its turn."""

    kind: str
    name: str
    size: int
    portions: Iterator[bytes]


Visitor = Callable[[Member], None]


def read(path: Path, key: Key | None, visit: Visitor) -> Manifest:
    """Read the archive once from end to end, show each member but the manifest to the visitor, and prove every hash.

    The visitor gets portions before the hash of the member is known: what it keeps counts only when this returns.

    Raises:
        Refused: not an archive, a key is missing or wrong, cut off, altered; it says where.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(Refusal("backup.unreadable", {"path": str(path), "why": error.strerror}, None)) from error
    with file:
        stream: Source = file
        if cipher.is_sealed(file):
            if key is None:
                raise Refused(Refusal("backup.key_missing", {}, None))
            stream = cipher.Opener(file, key)
        try:
            manifest = _read(stream, visit)
            while stream.read(PORTION):  # the end of the tar is not yet the end of the archive
                pass
        except (tarfile.TarError, EOFError) as error:
            raise Refused(Refusal("backup.altered", {"place": file.tell()}, None)) from error
    return manifest


def _read(stream: Source, visit: Visitor) -> Manifest:
    count, size, names = 0, 0, hashlib.sha256()
    database, manifest = Counted(), None
    try:
        opened = tarfile.open(fileobj=stream, mode="r|")  # type: ignore[call-overload]
    except tarfile.TarError as error:
        raise Refused(Refusal("backup.not_one", {}, None)) from error
    with opened as tar:
        for about in tar:
            content = tar.extractfile(about) if about.isreg() else None
            if content is None or manifest is not None:
                raise Refused(Refusal("backup.not_one", {}, None))
            if found := FILE.match(about.name):
                _visit(about, Member("file", found["name"], about.size, iter(())), content, found["hash"], visit)
                count, size = count + 1, size + about.size
                names.update(f"{about.name}\n".encode())
            elif about.name in DATABASES.values() and not database.size:
                _visit(about, Member("database", about.name, about.size, iter(())), content, None, visit, database)
            elif (found := MANIFEST.match(about.name)) and about.size <= LONGEST_MANIFEST:
                manifest = _manifest(content, found["hash"])
            else:
                raise Refused(Refusal("backup.not_one", {}, None))
    if manifest is None:
        raise Refused(Refusal("backup.cut" if database.size else "backup.not_one", {"place": size}, None))
    _compare(manifest, database, Files(count, size, names.hexdigest()))
    return manifest


def _visit(
    about: TarInfo, member: Member, content: Any, expected: str | None, visit: Visitor, seen: Counted | None = None
) -> None:
    seen = seen or Counted()

    def portions() -> Iterator[bytes]:
        while portion := content.read(PORTION):
            seen.write(portion)
            yield portion

    following = portions()
    visit(Member(member.kind, member.name, member.size, following))
    for _rest in following:  # what the visitor did not want is read all the same
        pass
    if seen.size != about.size or (expected is not None and seen.hash != expected):
        raise Refused(Refusal("backup.member_altered", {"name": about.name}, None))


def _manifest(content: Any, expected: str) -> Manifest:
    text = content.read()
    if hashlib.sha256(text).hexdigest() != expected:
        raise Refused(Refusal("backup.member_altered", {"name": "manifest"}, None))
    return read_manifest(text)


def _compare(manifest: Manifest, database: Counted, files: Files) -> None:
    if (database.size, database.hash) != (manifest.database_size, manifest.database_hash):
        raise Refused(Refusal("backup.member_altered", {"name": DATABASES[manifest.facts.vendor]}, None))
    if files != manifest.files:
        raise Refused(Refusal("backup.member_altered", {"name": "files"}, None))
