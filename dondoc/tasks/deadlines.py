"""How a deadline is read from what a directive says: by, before, relative, staged, none (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dondoc.regulation import Profile, Refusal, Silent
from dondoc.workdays import Calendar, Span, count, strict_before


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


def refusal_to_assign(task: TaskInput, *, ordinal: int, issued_on: date) -> Refusal | None:
    """What is missing or impossible in a task as written; the ordinal tells the reader which one."""
    at = {"ordinal": ordinal}
    if not task.content.strip():
        return Refusal("task.content_missing", at, "Đ6.k1.d")
    if not task.units:
        return Refusal("task.unit_missing", at, "Đ6.k1.c")
    if task.mode == "lead" and len(task.units) > 1:
        return Refusal("task.several_leads", at, None)
    if set(task.units) & set(task.coordinating):
        return Refusal("task.leads_and_coordinates", at, None)
    if task.due_kind in {"by", "before"}:
        if task.due_on is None:
            return Refusal("task.due_missing", at, "Đ6.k1.đ")
        if task.due_on < issued_on:
            return Refusal("task.due_before_issue", {**at, "due_on": task.due_on}, None)
    if task.due_kind == "relative" and not task.due_span:
        return Refusal("task.due_missing", at, "Đ6.k1.đ")
    return None
