"""Counting from spans: the grid as of a day, the list behind each number, what was recorded later.

`tasks.rules.cell` gives the meaning; ``with_cell`` is the same in SQL, and a test holds the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.http import Http404

from dondoc.clock import end_of_day
from dondoc.documents.models import Document, DocumentRole
from dondoc.reports import rules
from dondoc.reports.rules import Grid, Row
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import OWING, Fact, Span, SpanQuerySet, Task
from dondoc.units.models import Actor, Register, Unit

PAGE = 50
#: The states of spans that a row of the grid may hold.
STATES = {
    task_rules.NOT_STARTED: (task_rules.NOT_STARTED, task_rules.RETURNED),
    task_rules.IN_PROGRESS: (task_rules.IN_PROGRESS, task_rules.SENT, task_rules.DONE),
    task_rules.DONE: (task_rules.DONE,),
}
COUNTED = tuple(sorted(task_rules.OPEN_STATES | {task_rules.DONE}))


def counted(register: Register, day: date) -> SpanQuerySet:
    """What Appendix V counts as of the end of the day: assignments of those who owe a result, not ended by then."""
    return Span.objects.recorded_by(end_of_day(day)).filter(register=register, part__in=OWING, state__in=COUNTED)


def _halves(register: Register, day: date) -> tuple[SpanQuerySet, SpanQuerySet]:
    """`counted` in two: what still stands, and what was replaced after the day; an index answers each, and none both."""
    end = end_of_day(day)
    known = Span.objects.filter(register=register, part__in=OWING, state__in=COUNTED, since__lt=end)
    return known.filter(until=None), known.filter(until__isnull=False, until__gte=end)


def with_cell(spans: SpanQuerySet, day: date) -> QuerySet[Any]:
    """Annotate ``shown`` and ``timeliness``: the row and column in which `tasks.rules.cell` puts a span as of the day."""
    measured_by_result = Q(state__in=[task_rules.DONE, task_rules.SENT], completed_on__isnull=False)
    measured_on = Case(
        When(measured_by_result, then=F("completed_on")), default=Value(day, DateField()), output_field=DateField()
    )
    return spans.annotate(
        shown=Case(
            When(measured_by_result & Q(state=task_rules.DONE), then=Value(task_rules.DONE)),
            When(state__in=[task_rules.NOT_STARTED, task_rules.RETURNED], then=Value(task_rules.NOT_STARTED)),
            default=Value(task_rules.IN_PROGRESS),
            output_field=CharField(),
        ),
        measured_on=measured_on,
        timeliness=Case(
            When(due_on__lt=F("measured_on"), then=Value(task_rules.PAST)),
            default=Value(task_rules.WITHIN),
            output_field=CharField(),
        ),
    )


def counts(register: Register, day: date) -> dict[int, dict[tuple[str, str], int]]:
    """The number in each cell that is not zero, by unit: one query."""
    by_result = Q(state__in=[task_rules.DONE, task_rules.SENT], completed_on__isnull=False)
    measured_on = Case(When(by_result, then=F("completed_on")), default=Value(day, DateField()))
    late = Count("unit", filter=Q(due_on__lt=measured_on))
    standing, replaced = (
        half.order_by().annotate(dated=Q(completed_on__isnull=False)).values_list("unit_id", "state", "dated")
        .annotate(total=Count("unit"), past=late)
        for half in _halves(register, day)
    )  # fmt: skip
    found: dict[int, dict[tuple[str, str], int]] = {}
    for unit_id, state, dated, total, past in standing.union(replaced, all=True):
        place = task_rules.cell(state, due_on=None, completed_on=day if dated else None, as_of=day)
        if place is None:
            continue
        cells = found.setdefault(unit_id, {})
        for timeliness, count in ((task_rules.PAST, past), (task_rules.WITHIN, total - past)):
            if count:
                cells[place[0], timeliness] = cells.get((place[0], timeliness), 0) + count
    return found


def units_given(register: Register, day: date) -> QuerySet[Unit]:
    """Units that had an assignment by the end of the day, even if they have none left, in the order of units."""
    given = Span.objects.filter(register=register, unit=OuterRef("pk"), since__lt=end_of_day(day))
    return Unit.objects.filter(Exists(given.filter(part__in=OWING)))


def directives(register: Register, day: date) -> QuerySet[Document]:
    """Directives that had been entered by the end of the day; a purged one was issued all the same."""
    return Document.objects.filter(register=register, role=DocumentRole.DIRECTIVE, entered_at__lt=end_of_day(day))


def grid(register: Register, day: date) -> Grid:
    """Appendix V as of the end of the day, one row per unit that has or had assignments: three queries, whatever the size."""
    numbers = counts(register, day)
    units = units_given(register, day).values_list("pk", "name")
    rows = tuple(rules.row_of(pk, name, numbers.get(pk, {})) for pk, name in units)
    return Grid(rows, rules.sum_of(rows), directives(register, day).count(), day)


def totals(register: Register, day: date) -> Row:
    """The bottom line of the grid alone: one query."""
    return rules.sum_of(rules.row_of(pk, "", cells) for pk, cells in counts(register, day).items())


def cell(
    register: Register,
    day: date,
    unit: Unit | int | None = None,
    state: str | None = None,
    timeliness: str | None = None,
    *,
    actor: Actor,
) -> QuerySet[Any]:
    """The spans that a number of the grid counts, oldest first; what is None is not asked for."""
    found = with_cell(counted(register, day), day).filter(task__in=Task.objects.visible_to(actor))
    if unit is not None:
        found = found.filter(unit=unit)
    if state is not None:
        found = found.filter(shown=state, state__in=STATES[state])
    if timeliness is not None:
        found = found.filter(timeliness=timeliness)
    return found.order_by("since", "pk")


# What was recorded later


@dataclass(frozen=True)
class Later:
    """How many assignments of the grid were recorded about or corrected after its day, by kind; one may be in several."""

    any: int
    late: int
    moved: int
    reopened: int
    ended: int


def _facts_later(day: date, prefix: str = "") -> dict[str, Q]:
    """What a fact recorded after the day says about the day: it happened before, or it takes back what stood then."""

    def fact(**conditions: Any) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    kinds = {
        rules.LATE: fact(occurred_at__lt=end_of_day(day)) | fact(kind="result_sent", completed_on__lte=day),
        rules.MOVED: fact(kind="due_date_moved"),
        rules.REOPENED: fact(kind="reopened"),
        rules.ENDED: fact(kind="ended"),
    }
    taken_back = kinds[rules.LATE] | kinds[rules.MOVED] | kinds[rules.REOPENED] | kinds[rules.ENDED]
    return {rules.ANY: taken_back, **kinds}


def later(register: Register, day: date) -> Later:
    """What was corrected later: assignments of the grid about which a fact recorded since then says something else."""
    kinds = _facts_later(day, "assignment__facts__")
    # A span that was never replaced has no later fact that changed it: only the others are looked at.
    _standing, replaced = _halves(register, day)
    changed = replaced.filter(kinds[rules.ANY], assignment__facts__recorded_at__gte=end_of_day(day))
    found = changed.order_by().aggregate(
        **{name: Count("pk", filter=kind, distinct=True) for name, kind in kinds.items()}
    )
    return Later(**found)


def corrected(register: Register, day: date, kind: str = rules.ANY, *, actor: Actor) -> QuerySet[Any]:
    """The spans that a number of ``later`` counts."""
    facts = Fact.objects.filter(
        _facts_later(day)[kind], assignment=OuterRef("assignment"), recorded_at__gte=end_of_day(day)
    )
    return cell(register, day, actor=actor).filter(Exists(facts), until__isnull=False)


# Paging by key


@dataclass(frozen=True)
class Page:
    """Up to fifty rows, and the key behind which the next page begins (empty on the last)."""

    rows: list[Any]
    following: str


def page_of(found: QuerySet[Any], after: str, *, moment: str) -> Page:
    """The rows behind the key, in the order of the moment's column and the number of the row.

    Raises:
        Http404: a key that no page gave out.
    """
    found = found.order_by(moment, "pk")
    if after:
        instant, number = _read_key(after)
        found = found.filter(Q(**{f"{moment}__gt": instant}) | Q(**{moment: instant, "pk__gt": number}))
    rows = list(found[: PAGE + 1])
    following = _key(rows[PAGE - 1], moment) if len(rows) > PAGE else ""
    return Page(rows[:PAGE], following)


def _key(row: Model, moment: str) -> str:
    return f"{getattr(row, moment).isoformat()}_{row.pk}"


def _read_key(text: str) -> tuple[datetime, int]:
    instant, _, number = text.partition("_")
    try:
        read = datetime.fromisoformat(instant), int(number)
    except ValueError:
        raise Http404 from None
    if read[0].tzinfo is None:
        raise Http404
    return read


def list_page(found: QuerySet[Any], after: str) -> Page:
    """Fifty spans with the task, the directive and the unit that a line shows."""
    rows = found.select_related("task__document", "unit").defer("task__folded", "task__document__folded")
    return page_of(rows, after, moment="since")
