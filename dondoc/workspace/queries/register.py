"""The register as lists: rows as plain values, pages by key, counts only as far as they are cheap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.urls import reverse

from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import OWING, Assignment, Outcome, Part, Task
from dondoc.units.models import Actor
from dondoc.workspace import rules
from dondoc.workspace.queries.subjects import code_of, place_of

PAGE = 50
COUNTED = 1000
SHOWN = 260
UNITS_SHOWN = 2

#: What a choice of the filter means in states: the rows of the grid first, then the finer ones.
STATES = {
    "not_started": (task_rules.NOT_STARTED, task_rules.RETURNED),
    "in_progress": (task_rules.IN_PROGRESS, task_rules.SENT),
    "unfinished": (task_rules.NOT_STARTED, task_rules.IN_PROGRESS, task_rules.RETURNED),
    "done": (task_rules.DONE,),
    "sent": (task_rules.SENT,),
    "returned": (task_rules.RETURNED,),
    "ended": (task_rules.ENDED,),
}
#: Those in which nothing is sent or done.
RUNNING = ("not_started", "unfinished", "returned")


class Held(NamedTuple):
    """A unit's part on a row: its name, the state to show, whether it is past its deadline (a partner never is), and how it
    ended or was rated where the regulation tells such things apart.
    """

    unit: str
    state: str
    is_past: bool
    said: str = ""


class Row(NamedTuple):
    """A line of the register."""

    url: str
    content: str
    code: str
    place: str
    issued_on: date
    due_on: date | None
    days: int | None
    held: Sequence[Held]
    more: int
    monitor: str
    is_urgent: bool
    from_superior: bool
    is_closed: bool


@dataclass(frozen=True)
class Page:
    """A page of rows, how many there are (None: more than were counted), where the next page begins."""

    rows: list[Row]
    count: int | None
    after: str


TASK_COLUMNS = (
    "pk", "short", "ordinal", "clause", "due_on", "document__number", "document__symbol", "document__kind", "document__issued_on",
    "document__urgency", "document__from_superior", "monitor__person__full_name", "closed_at",
)  # fmt: skip
CLOSED_AT = TASK_COLUMNS.index("closed_at")
NAMED = ("unit__short_name", "unit__name", "state", "due_on", "completed_on", "outcome", "ratings", "part", "unit_id")


def timeliness(wanted: str, today: date, state: str = "") -> Q:
    """`tasks.rules.cell` as a condition: what is sent or done by its date of completion, the rest by today.

    With a ``state`` of the filter in which nothing is sent or done, the one condition that is left lets an index answer.
    """
    if state in RUNNING:
        return Q(due_on__lt=today) if wanted == task_rules.PAST else Q(due_on=None) | Q(due_on__gte=today)
    finished = Q(state__in=[task_rules.DONE, task_rules.SENT], completed_on__isnull=False)
    running = ~Q(state__in=[task_rules.DONE, task_rules.SENT, task_rules.ENDED]) | Q(
        state__in=[task_rules.DONE, task_rules.SENT], completed_on=None
    )
    if wanted == task_rules.PAST:
        return finished & Q(completed_on__gt=F("due_on")) | running & Q(due_on__lt=today)
    none = Q(due_on=None) & ~Q(state=task_rules.ENDED)
    return none | finished & Q(completed_on__lte=F("due_on")) | running & Q(due_on__gte=today)


def assignment_conditions(given: Mapping[str, Any], today: date) -> Q:
    """What the filter asks of a unit's part; an empty condition when it asks nothing."""
    wanted = Q()
    if given.get("unit"):
        wanted &= Q(unit=given["unit"])
    if given.get("part") == Part.COORDINATING:
        wanted &= Q(part=Part.COORDINATING)
    elif given.get("part"):
        wanted &= Q(part__in=OWING)
    if given.get("state"):
        wanted &= Q(state__in=STATES[given["state"]])
    if given.get("timeliness"):
        # Partners owe nothing by date: no deadline is theirs to keep or to miss.
        wanted &= timeliness(given["timeliness"], today, given.get("state", "")) & Q(part__in=OWING)
    return wanted


def task_conditions(given: Mapping[str, Any], prefix: str = "") -> Q:
    """What the filter asks of the task and its directive."""
    paths = {
        "field": "field", "monitor": "monitor", "task_class": "task_class", "due_from": "due_on__gte", "due_to": "due_on__lte",
        "issued_from": "document__issued_on__gte", "issued_to": "document__issued_on__lte", "urgency": "document__urgency",
        "superior": "document__from_superior",
    }  # fmt: skip
    wanted = Q()
    for name, path in paths.items():
        if given.get(name):
            wanted &= Q(**{prefix + path: given[name]})
    return wanted


def order_of(given: Mapping[str, Any], prefix: str = "") -> tuple[str, str]:
    """The keys by which the list is read: by date, or by the instant of entry, the newest first."""
    return (f"-{prefix}opened_at", "-pk") if given.get("sort") == "entry" else (f"{prefix}due_order", "pk")


def tasks_of(actor: Actor, given: Mapping[str, Any], today: date) -> QuerySet[Task]:
    """The tasks that the reader may see and the filter asks for."""
    tasks: QuerySet[Task] = Task.objects.visible_to(actor).filter(task_conditions(given))
    if given.get("status", "open") != "all":
        tasks = tasks.filter(closed_at__isnull=given.get("status", "open") == "open")
    held = assignment_conditions(given, today)
    if held:
        mine = Q() if actor.register is not None else Q(unit=actor.unit)
        parts = Assignment.objects.filter(held, mine, task=OuterRef("pk"))
        if actor.register is not None and not (given.get("unit") or given.get("part")):
            parts = parts.answering()  # a task is in the state of those who owe its result
        if given.get("state") != "ended":
            parts = parts.exclude(state=task_rules.ENDED)
        tasks = tasks.filter(Exists(parts))
    return tasks


def page_of_tasks(actor: Actor, given: Mapping[str, Any], today: date, *, after: str = "") -> Page:
    """A row for each task."""
    tasks, order = tasks_of(actor, given, today), order_of(given)
    window = _after(tasks, after, order).order_by(*order)[: PAGE + 1]
    rows = list(window.annotate(short=Left("content", SHOWN)).values_list(*TASK_COLUMNS, order[0].lstrip("-")))
    parts_of = _parts(rows[:PAGE], actor, today, given)
    shown = [_row(row, parts_of[row[0]], today) for row in rows[:PAGE]]
    return Page(shown, _counted(tasks), _next(rows, row_pk=0))


def assignments_of(actor: Actor, given: Mapping[str, Any], today: date) -> QuerySet[Assignment]:
    """The assignments that the reader may see and the filter asks for: what Appendix V counts."""
    held = Assignment.objects.all()
    held = held.filter(task__register=actor.register) if actor.register is not None else held.filter(unit=actor.unit)
    if given.get("part") != Part.COORDINATING:
        held = held.answering()
    held = held.filter(assignment_conditions(given, today), task_conditions(given, "task__"))
    if given.get("state") != "ended":
        held = held.exclude(state=task_rules.ENDED)
    if given.get("status", "open") != "all":
        is_open = Q(closed_at=None)
        if given.get("part") == Part.COORDINATING:  # a partner's part ends with the task
            is_open &= Q(task__closed_at=None)
        held = held.filter(is_open if given.get("status", "open") == "open" else ~is_open)
    return held


def page_of_assignments(actor: Actor, given: Mapping[str, Any], today: date, *, after: str = "") -> Page:
    """A row for each unit that was given a task."""
    held, order = assignments_of(actor, given, today), order_of(given, "task__")
    window = _after(held, after, order).order_by(*order)[: PAGE + 1]
    columns = tuple(
        "short" if name == "short" else "task__due_on" if name == "due_on" else f"task__{name}" for name in TASK_COLUMNS
    )
    found = window.annotate(short=Left("task__content", SHOWN)).values_list(
        *columns, *NAMED, "pk", order[0].lstrip("-")
    )
    rows = list(found)
    width = len(TASK_COLUMNS)
    shown = [_row(row[:width], _Parts([_part(row[width:], row[:width], today)]), today) for row in rows[:PAGE]]
    return Page(shown, _counted(held), _next(rows, row_pk=-2))


def task_rows(tasks: QuerySet[Task], actor: Actor, today: date) -> list[Row]:
    """All tasks of a short list, in its order."""
    rows = list(tasks.annotate(short=Left("content", SHOWN)).values_list(*TASK_COLUMNS))
    parts_of = _parts(rows, actor, today, {})
    return [_row(row, parts_of[row[0]], today) for row in rows]


def rows_of(tasks: Sequence[Task], actor: Actor, today: date) -> list[Row]:
    """The rows of tasks that were found already, in their order."""
    order = {task.pk: place for place, task in enumerate(tasks)}
    rows = list(Task.objects.filter(pk__in=order).annotate(short=Left("content", SHOWN)).values_list(*TASK_COLUMNS))
    rows.sort(key=lambda row: order[row[0]])
    parts_of = _parts(rows, actor, today, {})
    return [_row(row, parts_of[row[0]], today) for row in rows]


def _after(found: QuerySet[Any], after: str, order: tuple[str, str]) -> QuerySet[Any]:
    """The rows behind the key; an address that somebody tampered with shows the first page."""
    key = rules.read_key(after)
    if key is None:
        return found
    name = order[0].lstrip("-")
    value: date | datetime | None = _instant(key.order) if name.endswith("opened_at") else rules.as_day(key.order)
    if value is None:
        return found
    side = "lt" if order[0].startswith("-") else "gt"
    return found.filter(Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": key.pk}))


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _next(rows: Sequence[tuple[Any, ...]], *, row_pk: int) -> str:
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    return str(rules.Key(last[-1].isoformat(), last[row_pk]))


def _counted(found: QuerySet[Any]) -> int | None:
    count = found.order_by().values("pk")[: COUNTED + 1].count()
    return count if count <= COUNTED else None


class _Part(NamedTuple):
    """A unit's part, and whether a day still runs for it: who helps, or has sent its result, has no days left to count."""

    held: Held
    runs: bool


class _Parts(NamedTuple):
    """The parts that a row tells of, late ones first."""

    parts: Sequence[_Part]

    @property
    def shown(self) -> list[Held]:
        return sorted((part.held for part in self.parts), key=lambda held: not held.is_past)[:UNITS_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.parts) - UNITS_SHOWN)

    @property
    def runs(self) -> bool:
        return any(part.runs for part in self.parts)


def _parts(rows: Iterable[tuple[Any, ...]], actor: Actor, today: date, given: Mapping[str, Any]) -> dict[int, _Parts]:
    """The units of each task: for a unit its own part, else those that owe a result."""
    tasks = {row[0]: row for row in rows}
    held: dict[int, list[_Part]] = defaultdict(list)
    own: dict[int, list[_Part]] = defaultdict(list)
    if tasks:
        parts = Assignment.objects.filter(task__in=list(tasks)).order_by("unit__position", "pk")
        if given.get("state") != "ended":
            parts = parts.exclude(state=task_rules.ENDED)
        if given.get("unit"):
            parts = parts.filter(unit=given["unit"])
        mine = actor.unit.pk if actor.register is None else None
        for task, *values in parts.values_list("task_id", *NAMED):
            part, unit = values[-2:]
            if unit == mine:
                own[task].append(_part(values, tasks[task], today))
            elif part != Part.COORDINATING or given.get("unit"):
                held[task].append(_part(values, tasks[task], today))
    return {pk: _Parts(own[pk] or held[pk]) for pk in tasks}


def _part(values: Sequence[Any], row: Sequence[Any], today: date) -> _Part:
    short, name, state, due_on, completed_on, outcome, ratings, part, *_ = values
    cell = task_rules.cell(state, due_on=due_on, completed_on=completed_on, as_of=today)
    owes = part != Part.COORDINATING
    is_past = owes and cell is not None and cell[1] == task_rules.PAST
    shown = task_rules.shown(state, part=part, task_closed=row[CLOSED_AT] is not None)
    ended = [str(Outcome(outcome).label)] if outcome else []
    said = "; ".join([*ended, *(ratings or {}).values()])
    return _Part(Held(short or name, shown, is_past, said), owes and state in STATES["unfinished"])


def _row(row: Sequence[Any], parts: _Parts, today: date) -> Row:
    pk, short, ordinal, clause, due_on, number, symbol, kind, issued_on, urgency, superior, monitor, closed_at = row[
        :13
    ]
    return Row(
        url=reverse("workspace:task", args=[pk]),
        content=short,
        code=code_of(number, symbol, kind),
        place=place_of(clause, ordinal),
        issued_on=issued_on,
        due_on=due_on,
        days=(due_on - today).days if due_on is not None and parts.runs else None,
        held=parts.shown,
        more=parts.more,
        monitor=monitor or "",
        is_urgent=urgency != "normal",
        from_superior=superior,
        is_closed=closed_at is not None,
    )
