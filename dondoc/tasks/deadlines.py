"""How a deadline is read from what a directive says: by, before, relative, staged, none (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dondoc.regulation import Profile, Refusal, Silent
from dondoc.wording import clean_line
from dondoc.workdays import Calendar, Span, SpanError, count, strict_before

MODES = frozenset({"lead", "each"})
DUE_KINDS = frozenset({"by", "before", "relative", "staged", "none"})
UNLIMITED = frozenset({"staged", "none"})
CLASSES = ("must_submit", "must_report", "carry_out")
#: No directive sets a deadline further away; a later year is a slip of the hand.
MOST_YEARS = 30


@dataclass(frozen=True)
class StageInput:
    """A stage of a long task."""

    content: str
    due_on: date | None = None


@dataclass(frozen=True)
class TaskInput:
    """What somebody writes about a task; units, fields and posts are rows of `units`."""

    content: str
    units: tuple[Any, ...]
    coordinating: tuple[Any, ...] = ()
    mode: str = "lead"
    clause: str = ""
    product: str = ""
    task_class: str = "must_report"
    due_kind: str = "by"
    due_on: date | None = None
    due_span: str = ""
    due_text: str = ""
    field: Any = None
    monitor: Any = None
    synthesiser: Any = None
    other_information: str = ""
    stages: tuple[StageInput, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """The last day on which the task is within its deadline, and how it was read; None for no deadline."""

    due_on: date | None
    trace: dict[str, object] | None
    reading: str


def read(task: TaskInput, *, issued_on: date, law: Profile, calendar: Calendar) -> Deadline:
    """The deadline that the words of the directive set.

    "By D" gives D; "before D" gives the day before D unless the profile says that D itself still counts (a silent text is
    read by the plain word); a span is counted from the date of issue (Civil Code 2015, articles 147-148); staged and
    unlimited tasks have none (HUE 3.4).
    """
    if task.due_kind == "before" and task.due_on is not None:
        strict = law.strict_before
        if isinstance(strict, Silent):
            return Deadline(strict_before(task.due_on), None, strict.declaration)
        return Deadline(strict_before(task.due_on) if strict.value else task.due_on, None, strict.reading)
    if task.due_kind == "by":
        return Deadline(task.due_on, None, "")
    if task.due_kind == "relative":
        trace = count(Span.parse(task.due_span), issued_on, calendar)
        return Deadline(trace.due_on, trace.as_dict(), "")
    return Deadline(None, None, "")


def due_on_under(due_kind: str, due_on: date | None, old: Profile, new: Profile) -> date | None:
    """The last day of a deadline read under another regulation: only "before D" is read by the regulation; see `read`."""
    if due_kind != "before" or due_on is None:
        return due_on
    named = due_on + timedelta(days=1) if _is_strict(old) else due_on
    return strict_before(named) if _is_strict(new) else named


def _is_strict(law: Profile) -> bool:
    return isinstance(law.strict_before, Silent) or law.strict_before.value


def refusal_to_assign(task: TaskInput, *, ordinal: int, issued_on: date, law: Profile) -> Refusal | None:
    """What is missing or impossible in a task as written; the ordinal tells the reader which one."""
    at = {"ordinal": ordinal}
    if not clean_line(task.content):
        return Refusal("task.content_missing", at, law.cite("task_content") or None)
    if not task.units:
        return Refusal("task.unit_missing", at, law.cite("assign") or None)
    if task.mode not in MODES or task.due_kind not in DUE_KINDS:
        return Refusal("task.choice_unknown", at, None)
    if task.mode == "lead" and len(set(task.units)) > 1:
        return Refusal("task.several_leads", at, None)
    if set(task.units) & set(task.coordinating):
        return Refusal("task.leads_and_coordinates", at, None)
    if any(not clean_line(stage.content) for stage in task.stages):
        return Refusal("task.stage_empty", at, None)
    return refusal_of_class(task.task_class, law, ordinal=ordinal) or _refusal_of_dates(task, ordinal, issued_on, law)


def takes_unlimited(law: Profile) -> bool:
    """Whether the register takes tasks without a deadline; staged ones count as such (HUE 3.4; not DTP 3.3, HCM 2.2)."""
    excluded = law.excluded
    return isinstance(excluded, Silent) or "without_due_date" not in excluded.value


def refusal_of_class(task_class: str, law: Profile, *, ordinal: int) -> Refusal | None:
    """Whether the regulation knows the class; a silent text knows all."""
    known = CLASSES if isinstance(law.classes, Silent) else law.classes.value
    return None if task_class in known else Refusal("task.class_unknown", {"ordinal": ordinal}, None)


def _refusal_of_dates(task: TaskInput, ordinal: int, issued_on: date, law: Profile) -> Refusal | None:
    at, article = {"ordinal": ordinal}, law.cite("due_date") or None
    if task.due_kind in UNLIMITED and not takes_unlimited(law):
        return Refusal("task.due_missing", at, article)
    if task.due_kind in {"by", "before"}:
        if task.due_on is None:
            return Refusal("task.due_missing", at, article)
        strict = task.due_kind == "before" and _is_strict(law)
        last = task.due_on - timedelta(days=1) if strict and task.due_on > date.min else task.due_on
        return refusal_of_due_date(last, issued_on=issued_on, ordinal=ordinal)
    if task.due_kind == "relative":
        if not task.due_span:
            return Refusal("task.due_missing", at, article)
        try:
            Span.parse(task.due_span)
        except SpanError:
            return Refusal("task.due_span_unreadable", {**at, "span": task.due_span}, None)
    dated = [stage.due_on for stage in task.stages if stage.due_on is not None]
    refusals = (refusal_of_due_date(day, issued_on=issued_on, ordinal=ordinal) for day in dated)
    return next(filter(None, refusals), None)


def refusal_of_due_date(due_on: date, *, issued_on: date, ordinal: int) -> Refusal | None:
    """A deadline lies on or after the day of issue, and not so far away that somebody must have mistyped the year."""
    if due_on < issued_on:
        return Refusal("task.due_before_issue", {"ordinal": ordinal, "due_on": due_on}, None)
    if due_on.year > issued_on.year + MOST_YEARS:
        return Refusal("task.due_too_far", {"ordinal": ordinal, "years": MOST_YEARS}, None)
    return None
