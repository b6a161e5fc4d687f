"""Looking for a text everywhere: behind every address as every role, in every row, file, session and mail."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dondoc.classified.models import ClassifiedPaper
from dondoc.documents.models import Attachment, Document
from dondoc.tasks.models import Assignment, Task
from dondoc.workspace import steps
from dondoc.workspace.models import Export
from tests.world import World

BACKEND = "django.contrib.auth.backends.ModelBackend"
SLUGS = {
    "ending": ["docx", "xlsx", "csv", "pdf"],
    "verb": sorted({w.slug for w in vars(steps).values() if isinstance(w, steps.Way)}),
}
#: Queries that lists and searches understand; what is looked for is never in them.
QUERIES = {
    "/tim/": ["", "?q=ZQX", "?q=409", "?q=hoathach", "?q=mat"],
    "/van-ban/tim/": ["?q=409", "?q=ZQX", "?q=hoathach"],
    "/so-theo-doi/": ["", "?q=hoathach", "?view=assignment", "?state=all"],
    "/thong-bao/": ["", "?unread=1"],
}  # fmt: skip


def _paths(resolver: URLResolver, path: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _paths(entry, here)
        elif isinstance(entry, URLPattern) and "(?P" not in here:
            yield here


def _numbers(path: str) -> list[int]:
    """What a number in the path stands for: the newest row that it can mean, or one that there is not."""
    of = {
        "van-ban-mat/": ClassifiedPaper, "van-ban/": Document, "tep/": Attachment, "viec/": Assignment,
        "giao-viec/": Assignment, "nhiem-vu/": Task, "so-theo-doi/": Export,
    }  # fmt: skip
    for start, kind in of.items():
        if path.startswith(start):
            return [kind.objects.order_by("-pk").values_list("pk", flat=True).first() or 1]
    return [Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 1]


_PATTERN: dict[str, str] = {}
#: Addresses that nobody can look at: they are answered with 405 before anything is done (tests/architecture says so).
_ONLY_POSTED: set[str] = set()


def addresses() -> list[str]:
    """Every address of the program with something in each place that varies, and lists with their queries."""
    found = []
    for path in dict.fromkeys(_paths(get_resolver())):
        if path in _ONLY_POSTED or "logout" in path:
            continue
        parts = re.findall(r"<(\w+):(\w+)>", path)
        choices = [_numbers(path) if kind == "int" else SLUGS.get(name, ["x"]) for kind, name in parts]
        for values in product(*choices):
            filled = path
            for value in values:
                filled = re.sub(r"<\w+:\w+>", str(value), filled, count=1)
            address = "/" + filled.lstrip("/")
            _PATTERN[address] = path
            found += [address + query for query in QUERIES.get(address, [""])]
    return found


def signed_in(world: World, name: str) -> Client:
    """A client of the person; nobody's where the name is empty."""
    client = Client(raise_request_exception=False)
    if name:
        client.force_login(world.people[name], backend=BACKEND)
    return client


def seen_by(world: World, name: str) -> dict[str, str]:
    """What each address answers to the person: status, headers and body, archives unpacked."""
    client, found = signed_in(world, name), {}
    for address in addresses():
        answer = client.get(address)
        if answer.status_code == 405:
            _ONLY_POSTED.add(_PATTERN[address.partition("?")[0]])
            continue
        assert answer.status_code < 500, (name, address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = " ".join(f"{key}: {value}" for key, value in answer.items())
        cookies = answer.cookies.output()
        found[address] = f"{answer.status_code} {headers} {cookies} {unpacked(body)}"
    return found


def unpacked(body: bytes) -> str:
    """The text of a body; of an archive (Word, Excel) that of its members."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return body.decode("utf-8", "replace")


def places_of(marks: Iterable[str], seen: dict[str, str]) -> list[str]:
    """The addresses whose answer holds one of the marks."""
    wanted = list(marks)
    return [address for address, text in seen.items() if any(mark in text for mark in wanted)]


def plain(text: str) -> str:
    """An answer without what differs each time: tokens, nonces, signed answers, cookies."""
    text = re.sub(r"Set-Cookie:[^\n]*", "", text)
    text = re.sub(r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"", "", text)
    text = re.sub(r'data-owner="[^"]*"', "", text)
    return re.sub(r"[\w:.\-]{24,}", "", text)


def tables_with(marks: Iterable[str]) -> set[str]:
    """The tables of the database, the full-text index among them, of which a row holds one of the marks."""
    wanted, found = list(marks), set()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            names = [row[0] for row in cursor.fetchall()]
        else:
            names = connection.introspection.table_names(cursor)
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            for row in cursor.fetchall():
                text = " ".join(_text(value) for value in row)
                if any(mark.lower() in text.lower() for mark in wanted):
                    found.add(name)
                    break
    return found


def _text(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def sessions() -> str:
    """What the sessions hold, unpacked."""
    return " ".join(str(row.get_decoded()) for row in Session.objects.all())


def on_disk(*folders: Path) -> str:
    """Names and contents of all files."""
    paths = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return " ".join(f"{path} {unpacked(path.read_bytes())}" for path in paths)


def mails() -> str:
    """Everything that left by mail: headers, subject, body."""
    return " ".join(str(message.message()) + message.subject + str(message.body) for message in mail.outbox)


def media() -> tuple[Path, ...]:
    """Where attachments lie, and where uploads arrive."""
    return (Path(settings.FILES_DIR), Path(settings.FILE_UPLOAD_TEMP_DIR or settings.FILES_DIR))


def first_difference(one: str, other: str) -> str:
    """Where two answers part, for the sentence of a failed test."""
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(place - 80, 0) : place + 80]}… ≠ …{other[max(place - 80, 0) : place + 80]}…"
