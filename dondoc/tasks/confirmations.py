"""Who confirms a result, one level after another: the case of the regulation that the tags of the directive choose (C4); what else
the regulation lets the Office do with it (C6, outcomes).

A text that says nothing about confirmation leaves it to the Office; one that states no level closes a task with its result.
A drafting unit confirms only where one is known; without it the Office does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import DocumentKind
from dondoc.documents.rules import URGENT_MARKS
from dondoc.duties.models import DutyKind
from dondoc.regulation import Silent, Tag
from dondoc.tasks import rules, updating
from dondoc.tasks.models import Assignment, Confirmer, Task
from dondoc.units.models import Post, Role, Unit

#: Where the text says nothing the Office closes (reading of C4).
WHERE_SILENT = (Confirmer.OFFICE.value,)
OFFICE_LEVELS = frozenset({Confirmer.OFFICE, Confirmer.OFFICE_DIVISION})


def drafting_unit_id(task: Task) -> int | None:
    """The unit that drafted the directive; the Office and the authority itself are none."""
    drafted_by = task.document.submitted_by_id
    if drafted_by is None or drafted_by in {task.register.office_id, task.register.keeper_id}:
        return None
    return drafted_by


#: What chooses a case: each tag and the question whether the task has it.
CHOOSES: dict[Tag, Callable[[Assignment], bool]] = {
    Tag.URGENT: lambda row: row.task.document.urgency in URGENT_MARKS,
    Tag.EXPRESS: lambda row: row.task.document.urgency == "express",
    Tag.HANDWRITTEN: lambda row: row.task.document.kind == DocumentKind.HANDWRITTEN,
    Tag.CONCLUSION: lambda row: row.task.document.kind in {DocumentKind.CONCLUSION, DocumentKind.BRIEFING},
    Tag.SUPERIOR_SOURCE: lambda row: row.task.document.from_superior,
    Tag.DRAFTED_BY_UNIT: lambda row: drafting_unit_id(row.task) is not None,
    Tag.WITHOUT_DUE_DATE: lambda row: row.due_on is None,
    Tag.SEVERAL_UNITS: lambda row: row.task.assignments.answering().exclude(state=rules.ENDED).count() > 1,
    Tag.SEVERAL_TASKS: lambda row: row.task.document.tasks.count() > 1,
}  # fmt: skip


def tags_of(assignment: Assignment, wanted: Iterable[Tag]) -> tuple[str, ...]:
    """Of the tags that the law asks about those that the task has."""
    return tuple(sorted(tag.value for tag in set(wanted) if tag in CHOOSES and CHOOSES[tag](assignment)))


def limit_tags(assignment: Assignment, name: str) -> tuple[str, ...]:
    """The tags by which a limit chooses its case; none where no case asks."""
    limit = gazette.law(assignment.task.edition).limits[name]
    return () if isinstance(limit, Silent) else tags_of(assignment, {tag for case in limit.cases for tag in case.when})


def levels(assignment: Assignment) -> tuple[str, ...]:
    """The roles that confirm the assignment's result one after another; none: the result itself closes the task."""
    law = gazette.law(assignment.task.edition)
    if isinstance(law.confirmation, Silent):
        return WHERE_SILENT
    tags = tags_of(assignment, {tag for case in law.confirmation for tag in case.when})
    found = law.levels(tags)
    assert not isinstance(found, Silent)
    known = drafting_unit_id(assignment.task) is not None
    return tuple(role if known or role != Confirmer.DRAFTING_UNIT else Confirmer.OFFICE.value for role in found)


def awaiting(role: str) -> str:
    """How a row says for whom it waits: the monitor is not written down."""
    return Confirmer.MONITOR.value if role == "monitor" else role


def level_after(assignment: Assignment) -> str | None:
    """Who confirms after the level at which the sent result is; None when it is the last one."""
    sent = assignment.facts.filter(kind="result_sent").last()
    if sent is None:
        return None
    passed = assignment.facts.filter(kind="level_accepted", pk__gt=sent.pk).count()
    found = levels(assignment)
    return awaiting(found[passed + 1]) if passed + 1 < len(found) else None


@dataclass(frozen=True)
class Holder:
    """Whose duty a level is: of a post of the unit, or of everybody there who has the role, or may do it."""

    kind: str
    unit: Unit
    post: Post | None = None
    role: str = ""


def holder(assignment: Assignment, awaits: str, at: datetime) -> Holder:
    """Who must confirm at the level."""
    task = assignment.task
    office = task.register.office
    match awaits:
        case Confirmer.MONITOR:
            return Holder(DutyKind.APPRAISE, office, monitor_on(task, at))
        case Confirmer.OFFICE_DIVISION:
            return Holder(DutyKind.CONFIRM, office, monitor_on(task, at))
        case Confirmer.UNIT_HEAD:
            return Holder(DutyKind.CONFIRM, assignment.unit, role=Role.UNIT_HEAD)
        case Confirmer.DRAFTING_UNIT if task.document.submitted_by is not None:
            return Holder(DutyKind.CONFIRM, task.document.submitted_by, role=Role.UNIT_HEAD)
        case Confirmer.LEADER:
            return Holder(DutyKind.CONFIRM, task.register.keeper, role=Role.LEADER)
        case _:
            return Holder(DutyKind.CONFIRM, office)


def holder_key(assignment: Assignment) -> tuple[str, int | None]:
    """The kind and the unit of the duty that the sent result waits for, without reading either."""
    task, awaits = assignment.task, assignment.awaits
    if awaits == Confirmer.MONITOR:
        return DutyKind.APPRAISE, task.register.office_id
    units = {
        Confirmer.UNIT_HEAD: assignment.unit_id,
        Confirmer.DRAFTING_UNIT: task.document.submitted_by_id,
        Confirmer.LEADER: task.register.keeper_id,
    }
    return DutyKind.CONFIRM, units.get(Confirmer(awaits), task.register.office_id)


def monitor_on(task: Task, at: datetime) -> Post | None:
    """The task's monitor while the post is held; None leaves a duty to the whole Office."""
    post, day = task.monitor, local_date(at)
    if post is None or not (post.valid_from <= day and (post.valid_until is None or post.valid_until >= day)):
        return None
    return post


def reading_drafter(task: Task) -> int | None:
    """The drafting unit where it may have to confirm, and therefore sees the task."""
    if task.document.submitted_by_id is None:
        return None
    stated = gazette.law(task.edition).confirmation
    cases = () if isinstance(stated, Silent) else stated
    asked = any(Confirmer.DRAFTING_UNIT.value in case.levels for case in cases)
    return drafting_unit_id(task) if asked else None


def may_enter_for(assignment: Assignment, day: date) -> bool:
    """Whether the regulation lets the Office enter for the unit: it is not connected on the day, or the Office updates for all."""
    law = gazette.law(assignment.task.edition)
    if updating.by_office(law):
        return True
    knows = not isinstance(law.limits["proxy-entry"], Silent) or bool(law.cite("enter_for_unit"))
    return knows and not assignment.unit.is_connected_on(day)


def outcomes_of(assignment: Assignment) -> list[str]:
    """The other ends that the regulation knows and that are possible now: a part of a result only when one was sent."""
    stated = gazette.law(assignment.task.edition).outcomes
    known = () if isinstance(stated, Silent) else stated.value
    is_sent = assignment.state == rules.SENT
    return [name for name in rules.OTHER_OUTCOMES if name in known and (is_sent or name != rules.PARTIAL)]
