"""A list is taken out of the register: at once when it is short, else by the worker, with its file kept for a day.

The list is of one moment (`queries.snapshot`). What is written on the way lies in a folder of its own that goes with the
work, or with the next sweep when the process was killed. A purge removes every kept file, and a file that was being made
meanwhile is made again: what was purged is in none of them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc import printing
from dondoc.clock import local, local_date
from dondoc.documents import files
from dondoc.documents.models import Purge
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.printing import Cell
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor, Register
from dondoc.units.permissions import can_switch_to, require
from dondoc.units.queries import book_of
from dondoc.workspace import permissions
from dondoc.workspace.models import Ending, Export
from dondoc.workspace.queries import export as lists
from dondoc.workspace.queries.snapshot import snapshot

KIND = "register-export"
#: Rows that are sent at once: making them holds up nobody, and up to here the page of the register counts exactly.
AT_ONCE = 1000
SHEET_ROWS = 1_000_000
"""What a sheet of Excel holds, with room for the lines above the rows."""
ABANDONED = timedelta(hours=1)
PORTION = 1024 * 1024


@dataclass(frozen=True)
class Chosen:
    """What an address asks for: as the lists take it, in the reader's words, and as the journal keeps it."""

    given: Mapping[str, Any]
    said: str
    recorded: str


#: Reads the address as the actor may use it on the day.
Reader = Callable[[Actor, str, date], Chosen]


@dataclass(frozen=True)
class Listed:
    """A list that was made at once: its name, its content, what kind of file it is."""

    name: str
    content: bytes
    ending: str


def export_now(
    *, by: Actor, at: datetime, ending: str, address: str, read: Reader, token: str | None = None
) -> Listed | None:
    """Make a short list and give it; None when it is long: then `ask_export` is asked.

    Raises:
        Refused: the role sees no register; an unknown kind of file.
    """
    _require(by, ending)
    chosen = read(by, address, local_date(at))
    if lists.count_up_to(by, chosen.given, local_date(at), AT_ONCE) > AT_ONCE:
        return None
    row = _new(by, at, ending, address, token)
    with _scratch() as folder:
        path = folder / row.file_name
        with snapshot():
            count = _write(row, by, chosen, at, path)
        content = path.read_bytes()
    with transaction.atomic():
        if token and (first := Export.objects.filter(form_token=token).first()) is not None:
            return Listed(first.file_name, content, ending)  # the form was sent twice, and written down once
        row.taken_at = row.made_at = row.gone_at = at
        row.rows, row.size = count, len(content)
        row.save()
        _record(row, by, chosen, at)
    return Listed(row.file_name, content, ending)


def ask_export(*, by: Actor, at: datetime, ending: str, address: str, token: str | None = None) -> Export:
    """Have the worker make a list of any length; the person is told when its file can be fetched.

    Raises:
        Refused: the role sees no register; an unknown kind of file.
    """
    with transaction.atomic():
        if token and (first := Export.objects.filter(form_token=token).first()) is not None:
            return first
        _require(by, ending)
        row = _new(by, at, ending, address, token)
        row.save()
        jobs.enqueue(KIND, {"export": row.pk}, at=at, key=f"{KIND}:{row.pk}")
        return row


def _require(by: Actor, ending: str) -> None:
    require(permissions.can_see_register(by) and by.person is not None, "permission.see_register")
    if ending not in Ending.values:
        raise Refused(Refusal("export.ending_unknown", {"ending": ending[:10]}, None))


def _new(by: Actor, at: datetime, ending: str, address: str, token: str | None) -> Export:
    book = by.register or book_of(by.unit)
    if book is None or by.person is None or by.post is None:
        raise Refused(Refusal("permission.see_register", {}, None))
    return Export(
        register=book,
        person=by.person,
        post=by.post,
        ending=ending,
        address=address[:2000],
        asked_at=at,
        form_token=token,
    )


def make_export(export_id: int, *, at: datetime, read: Reader) -> None:
    """Make the file of an export that was asked for, as its person may see the register now. Safe to do twice.

    Worked outside any transaction: reading takes as long as it takes, only the end is written, at once.
    """
    row = Export.objects.select_related("register", "person", "post__person", "post__unit").get(pk=export_id)
    if row.made_at is not None or row.failed:
        return
    by = Actor.of(row.post, person=row.person)
    try:
        _require(by, row.ending)
        require(can_switch_to(row.person, row.post, local_date(at)), "permission.see_register")
        while not _made(row, by, at, read):
            pass
    except Refused as refused:
        _fail(row, by, refused.refusal.code, at)
    except OSError:  # a full disk: nothing is tried over and over behind the person's back
        _fail(row, by, "export.disk", at)


def _made(row: Export, by: Actor, at: datetime, read: Reader) -> bool:
    """Make and keep the file; False when something was purged meanwhile, and it must be made again."""
    with _scratch() as folder, translation.override(row.person.language):
        path, chosen = folder / row.file_name, read(by, row.address, local_date(at))
        with snapshot():
            purges = _purges()
            count = _write(row, by, chosen, at, path)
        stored = files.write(row.file_name, _portions(path), "application/octet-stream")
    with transaction.atomic():
        _one_at_a_time()
        if _purges() != purges:
            files.discard([stored])
            return False
        mine = Export.objects.filter(pk=row.pk, made_at=None, failed="")
        row.taken_at, row.made_at, row.rows, row.size, row.stored_as = at, at, count, stored.size, stored.stored_as
        if not mine.update(taken_at=at, made_at=at, rows=count, size=stored.size, stored_as=stored.stored_as):
            files.discard([stored])  # another worker was faster
            return True
        _record(row, by, chosen, at)
        _tell(row, "export.ready", at, rows=count)
    return True


def _purges() -> int:
    return Purge.objects.filter(confirmed_at__isnull=False).count()


def _one_at_a_time() -> None:
    """A purge and the end of an export follow one another; verbs that only name a register do not wait."""
    list(Register.objects.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def _write(row: Export, by: Actor, chosen: Chosen, at: datetime, path: Path) -> int:
    """Write the list into the file; says how many rows."""
    count = 0

    def counted(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        nonlocal count
        for count, cells in enumerate(rows, start=1):
            if row.ending == Ending.XLSX and count > SHEET_ROWS:
                raise Refused(Refusal("export.too_long", {"most": SHEET_ROWS}, None))
            yield cells

    found = counted(lists.rows(by, chosen.given, local_date(at)))
    title = f"{_('Sổ theo dõi')}: {row.register.name}"
    if row.ending == Ending.XLSX:
        printing.write_xlsx(path, title, lists.columns(), found, note=_note(by, chosen, at))
    else:
        with path.open("w", encoding="utf-8", newline="") as out:
            printing.write_csv(out, title, lists.columns(), found, note=_note(by, chosen, at))
    return count


def _note(by: Actor, chosen: Chosen, at: datetime) -> str:
    """When, by whom, by which filter."""
    who = ", ".join(part for part in (str(by.person), by.post.title if by.post else "", by.unit.name) if part)
    return _("Số liệu lúc %(at)s. Người xuất: %(who)s. Điều kiện: %(filter)s.") % {
        "at": f"{local(at):%H:%M %d/%m/%Y}", "who": who, "filter": chosen.said
    }  # fmt: skip


def _record(row: Export, by: Actor, chosen: Chosen, at: datetime) -> None:
    """Who took how much out of the register, by which filter: reading so much at once is an act."""
    ending = Ending(row.ending).label
    payload = {"rows": row.rows, "ending": ending, "filter": chosen.recorded, "export": row.pk}
    journal.record("register.exported", register_id=row.register_id, stamp=by.stamp, at=at, payload=payload)


def _tell(row: Export, kind: str, at: datetime, **params: object) -> None:
    told = {"asked_at": f"{local(row.asked_at):%H:%M %d/%m/%Y}", **params}
    journal.post(
        kind, recipients=[row.person_id], params=told, url=reverse("workspace:exports"), key=f"export:{row.pk}", at=at
    )


def _fail(row: Export, by: Actor, code: str, at: datetime) -> None:
    with transaction.atomic():
        if Export.objects.filter(pk=row.pk, made_at=None, failed="").update(failed=code[:60]):
            _tell(row, "export.failed", at)


def discard(*, at: datetime) -> int:
    """Remove every kept file: something was purged that one of them may hold. Part of the purge's transaction."""
    with transaction.atomic():
        _one_at_a_time()
        return _remove(Export.objects.filter(gone_at=None).exclude(stored_as=""), at)


def sweep(*, at: datetime) -> int:
    """Remove files that were kept for a day, and what a killed process left half written; says how many files."""
    for left in _root().iterdir() if _root().exists() else ():
        if left.stat().st_mtime < (at - ABANDONED).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    with transaction.atomic():
        return _remove(Export.objects.old(at), at)


def _remove(found: Iterable[Export], at: datetime) -> int:
    rows = list(found)
    for row in rows:
        if row.stored_as:
            files.remove(row.stored_as)
    Export.objects.filter(pk__in=[row.pk for row in rows]).update(gone_at=at, stored_as="")
    return len(rows)


def _root() -> Path:
    return Path(settings.VAR_DIR) / "exports"


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that only this process reads, and that goes with the block."""
    _root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_root()) as name:
        yield Path(name)


def _portions(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            yield portion
