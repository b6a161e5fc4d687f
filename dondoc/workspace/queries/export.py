"""The register as a list of any length: read a portion at a time, with the columns that its page shows and more."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dondoc.documents.models import Urgency
from dondoc.duties.models import Duty, DutyKind
from dondoc.printing import Cell, Column
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import Assignment, Part
from dondoc.ui.templatetags.ui import STATES
from dondoc.units.models import Actor
from dondoc.workspace.queries import register, whys
from dondoc.workspace.queries.subjects import code_of, place_of

CHUNK = 1000

TASK = (
    "pk", "matter_id", "content", "ordinal", "clause", "due_on", "due_text", "opened_at", "closed_at", "document__number",
    "document__symbol", "document__kind", "document__issued_on", "document__urgency", "document__from_superior",
    "monitor__person__full_name",
)  # fmt: skip
PART = ("task_id", "unit_id", "unit__short_name", "unit__name", "part", "state", "due_on", "sent_at", "completed_on")


class _Task(NamedTuple):
    """The columns of `TASK`."""

    pk: int
    matter: int
    content: str
    ordinal: int
    clause: str
    due_on: date | None
    due_text: str
    opened_at: Any
    closed_at: Any
    number: str
    symbol: str
    kind: str
    issued_on: date
    urgency: str
    superior: bool
    monitor: str | None


class _Part(NamedTuple):
    """The columns of `PART`."""

    task: int
    unit: int
    short: str
    name: str
    part: str
    state: str
    due_on: date | None
    sent_at: Any
    completed_on: date | None


class _Next(NamedTuple):
    """The open duty that is due first: what, when, under which article."""

    kind: str
    due_on: date | None
    article: str


def columns() -> tuple[Column, ...]:
    """The header, in the reader's language."""
    return (
        Column(_("Văn bản"), 30), Column(_("Ngày ban hành"), 22, "center"), Column(_("Điểm, khoản"), 24),
        Column(_("Nội dung nhiệm vụ"), 110), Column(_("Đơn vị"), 44), Column(_("Phối hợp"), 34),
        Column(_("Tình trạng"), 28), Column(_("Thời hạn"), 22, "center"), Column(_("Trong hạn hay quá hạn"), 20, "center"),
        Column(_("Số ngày còn lại"), 14, "right"), Column(_("Ngày cập nhật"), 22, "center"),
        Column(_("Ngày gửi kết quả"), 22, "center"), Column(_("Ngày hoàn thành"), 22, "center"),
        Column(_("Người theo dõi"), 34), Column(_("Độ khẩn"), 18, "center"), Column(_("Việc tiếp theo"), 34),
        Column(_("Hạn của việc"), 22, "center"), Column(_("Căn cứ"), 34),
    )  # fmt: skip


def is_by_unit(given: Mapping[str, Any]) -> bool:
    """Whether a row is a unit's part of a task, and not a task."""
    return given.get("view") == "assignment"


def count_up_to(actor: Actor, given: Mapping[str, Any], today: date, most: int) -> int:
    """How many rows the list has, counted as far as one more than ``most``."""
    read = register.assignments_of if is_by_unit(given) else register.tasks_of
    return read(actor, given, today).order_by().values("pk")[: most + 1].count()


def rows(actor: Actor, given: Mapping[str, Any], today: date) -> Iterator[tuple[Cell, ...]]:
    """Every row of the list in its order; four queries for each portion, whatever the length."""
    return _by_unit(actor, given, today) if is_by_unit(given) else _by_task(actor, given, today)


def _by_task(actor: Actor, given: Mapping[str, Any], today: date) -> Iterator[tuple[Cell, ...]]:
    found = register.tasks_of(actor, given, today)
    cited = _Citations()
    for portion in _portions(found, register.order_of(given), TASK, 0):
        tasks = [_Task(*row) for row in portion]
        parts, partners = _parts(tasks, actor, given)
        duties = _duties([task.matter for task in tasks], actor)
        for task in tasks:
            yield _row(task, parts[task.pk], partners[task.pk], duties.get((task.matter, 0)), today, cited)


def _by_unit(actor: Actor, given: Mapping[str, Any], today: date) -> Iterator[tuple[Cell, ...]]:
    found = register.assignments_of(actor, given, today)
    names = (*(f"task__{name}" for name in TASK), *PART, "pk")
    cited = _Citations()
    for portion in _portions(found, register.order_of(given, "task__"), names, len(names) - 1):
        pairs = [(_Task(*row[: len(TASK)]), _Part(*row[len(TASK) : -1])) for row in portion]
        duties = _duties({task.matter for task, _own in pairs}, actor, by_unit=True)
        for task, own in pairs:
            yield _row(task, [own], [], duties.get((task.matter, own.unit)), today, cited)


def _portions(
    found: QuerySet[Any], order: tuple[str, str], names: Sequence[str], pk: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The numbers of all rows in their order, sorted once (eight bytes each); then the rows themselves by their numbers.

    No order of the list needs an index of its own so, and no cursor stays open between two portions.
    """
    numbers = array("q", found.order_by(*order).values_list("pk", flat=True).iterator(chunk_size=CHUNK))
    for first in range(0, len(numbers), CHUNK):
        chosen = list(numbers[first : first + CHUNK])
        rows = {
            row[pk]: row for row in found.model._default_manager.filter(pk__in=chosen).order_by().values_list(*names)
        }
        yield [rows[number] for number in chosen if number in rows]


def _parts(
    tasks: Sequence[_Task], actor: Actor, given: Mapping[str, Any]
) -> tuple[dict[int, list[_Part]], dict[int, list[str]]]:
    """The units that a row tells of, as the page of the register does: a unit its own part, else those that owe a result."""
    held: dict[int, list[_Part]] = defaultdict(list)
    own: dict[int, list[_Part]] = defaultdict(list)
    partners: dict[int, list[str]] = defaultdict(list)
    found = Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("unit__position", "pk")
    if given.get("state") != "ended":
        found = found.exclude(state=task_rules.ENDED)
    if given.get("unit"):
        found = found.filter(unit=given["unit"])
    mine = actor.unit.pk if actor.register is None else None
    for row in found.values_list(*PART):
        part = _Part(*row)
        if part.part == Part.COORDINATING:
            partners[part.task].append(part.short or part.name)
        if part.unit == mine:
            own[part.task].append(part)
        elif part.part != Part.COORDINATING or given.get("unit"):
            held[part.task].append(part)
    told = {task.pk: own[task.pk] or held[task.pk] for task in tasks}
    return told, partners


def _duties(matters: Iterable[int], actor: Actor, *, by_unit: bool = False) -> dict[tuple[int, int], _Next]:
    """Of each matter (and unit) the open duty that is due first; a unit is told of its own duties."""
    found = Duty.objects.open().filter(matter__in=list(matters))
    if actor.register is None:
        found = found.filter(holder_unit=actor.unit)
    first: dict[tuple[int, int], _Next] = {}
    columns = ("matter_id", "holder_unit_id", "kind", "due_on", "article")
    for matter, unit, *rest in found.order_by("due_order", "pk").values_list(*columns):
        first.setdefault((matter, unit if by_unit else 0), _Next(*rest))
    return first


class _Citations(dict[str, str]):
    """Citations in the reader's words, each put into words once."""

    def __missing__(self, article: str) -> str:
        self[article] = whys.cited(article)
        return self[article]


def _row(
    task: _Task, parts: Sequence[_Part], partners: Sequence[str], duty: _Next | None, today: date, cited: _Citations
) -> tuple[Cell, ...]:
    past = [_is_past(part, today) for part in parts if part.part != Part.COORDINATING]
    runs = any(part.state in register.STATES["unfinished"] and part.part != Part.COORDINATING for part in parts)
    return (
        code_of(task.number, task.symbol, task.kind),
        task.issued_on,
        place_of(task.clause, task.ordinal),
        task.content,
        "; ".join(part.short or part.name for part in parts),
        "; ".join(partners),
        _states(task, parts),
        task.due_on if task.due_on is not None else task.due_text,
        (_("quá hạn") if any(past) else _("trong hạn")) if past else "",
        (task.due_on - today).days if task.due_on is not None and runs else None,
        task.opened_at,
        max((part.sent_at for part in parts if part.sent_at is not None), default=None),
        max((part.completed_on for part in parts if part.completed_on is not None), default=None),
        task.monitor or "",
        _urgency(task),
        str(DutyKind(duty.kind).label) if duty else "",
        duty.due_on if duty else None,
        cited[duty.article] if duty and duty.article else "",
    )


def _is_past(part: _Part, today: date) -> bool:
    cell = task_rules.cell(part.state, due_on=part.due_on, completed_on=part.completed_on, as_of=today)
    return cell is not None and cell[1] == task_rules.PAST


def _states(task: _Task, parts: Sequence[_Part]) -> str:
    """One word where all units stand alike, else each unit with its own."""
    closed = task.closed_at is not None
    words = [str(STATES[task_rules.shown(part.state, part=part.part, task_closed=closed)][1]) for part in parts]
    if len(set(words)) <= 1:
        return words[0] if words else ""
    return "; ".join(f"{part.short or part.name}: {word}" for part, word in zip(parts, words, strict=True))


def _urgency(task: _Task) -> str:
    said = [str(Urgency(task.urgency).label)] if task.urgency != Urgency.NORMAL else []
    return ", ".join([*said, *([_("cấp trên giao")] if task.superior else [])])
