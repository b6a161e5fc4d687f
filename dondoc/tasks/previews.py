"""What will come of a task as it is being written: its last day with the reason, its units, its monitor. Nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from dondoc.duties.queries import in_words
from dondoc.duties.rules import due_by_law
from dondoc.regulation import Profile, Silent, Value
from dondoc.tasks import deadlines
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import DueKind
from dondoc.units.models import Field, Post, Unit
from dondoc.workdays import Calendar, Skipped, Trace

ReadUnits = Callable[[str], tuple[list[Unit], list[str]]]
ReadMonitor = Callable[[Unit, Field | None], Post | None]


@dataclass(frozen=True)
class UnitsPreview:
    """Who gets the task; a group stands as its units. ``monitor`` is who will follow it by unit and field."""

    units: tuple[Unit, ...]
    unknown: tuple[str, ...]
    is_expanded: bool
    monitor: Post | None

    @property
    def count(self) -> int:
        """How many units."""
        return len(self.units)


def preview_units(
    text: str, *, read_units: ReadUnits, read_monitor: ReadMonitor | None = None, field: Field | None = None
) -> UnitsPreview | None:
    """The units that the text names, groups expanded; None while nothing is written."""
    if not text.strip():
        return None
    units, unknown = read_units(text)
    pieces = [piece for piece in text.replace("\n", ";").split(";") if piece.strip()]
    monitor = read_monitor(units[0], field) if read_monitor is not None and units else None
    return UnitsPreview(tuple(units), tuple(unknown), len(units) + len(unknown) > len(pieces), monitor)


@dataclass(frozen=True)
class DuePreview:
    """The last day on which the task is within its deadline, and why; or what is wrong with the deadline."""

    kind: str
    due_on: date | None = None
    named_on: date | None = None
    trace: Trace | None = None
    day_off: Skipped | None = None
    reading: str = ""
    article: str = ""
    update_on: date | None = None
    update_article: str = ""
    is_before_issue: bool = False
    is_past: bool = False


def preview_due(
    task: TaskInput, *, issued_on: date | None, law: Profile, calendar: Calendar, today: date
) -> DuePreview | None:
    """What the deadline means under the regulation; None while it cannot be said yet."""
    if task.due_kind in {DueKind.STAGED, DueKind.NONE}:
        found = law.without_due_date
        reading = found.declaration if isinstance(found, Silent) else found.reading
        return DuePreview(task.due_kind, reading=reading, article=_article(found))
    if task.due_kind == DueKind.RELATIVE:
        if issued_on is None or not task.due_span:
            return None
    elif task.due_kind not in {DueKind.BY, DueKind.BEFORE} or task.due_on is None:
        return None
    due = deadlines.read(task, issued_on=issued_on or today, law=law, calendar=calendar)
    assert due.due_on is not None  # by, before and relative have a day
    off = None if due.trace else _day_off(due.due_on, calendar)
    rolls = law.rolls_fixed_dates
    update = due_by_law(law, "update", due.due_on, calendar)
    return DuePreview(
        task.due_kind, due.due_on, task.due_on, Trace.from_dict(due.trace) if due.trace else None, off,
        reading=due.reading or (rolls.reading if off and isinstance(rolls, Value) else ""),
        article=_cite(law.cite("due_date")), update_on=update.due_on, update_article=_cite(update.article),
        is_before_issue=issued_on is not None and due.due_on < issued_on, is_past=due.due_on < today,
    )  # fmt: skip


def _day_off(day: date, calendar: Calendar) -> Skipped | None:
    return calendar.why_off(day)


def _article(found: object) -> str:
    return _cite(" ".join(str(one) for one in found.article)) if isinstance(found, Value) else ""


def _cite(article: str) -> str:
    return in_words(article, get_language() or "vi") if article else ""
