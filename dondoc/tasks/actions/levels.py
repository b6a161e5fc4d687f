"""The levels at which a sent result is confirmed: each is a duty with its holder and its limit. Parts of verbs (C4)."""

from __future__ import annotations

from datetime import datetime

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.regulation import Silent
from dondoc.tasks import confirmations, rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Confirmer, Task
from dondoc.units.models import Role
from dondoc.units.queries import people_in

LEVEL_DUTIES = (DutyKind.APPRAISE, DutyKind.CONFIRM)


def open_level(assignment: Assignment, at: datetime) -> None:
    """The duty of whoever confirms next, within the limit from the moment in which it is their turn."""
    task, awaits = assignment.task, assignment.awaits
    holder = confirmations.holder(assignment, awaits, at)
    duties.open_duty(
        task.matter, kind=holder.kind, holder_unit=holder.unit, holder_post=holder.post, holder_role=holder.role,
        edition=task.edition, limit="confirmation", event_at=at, tags=confirmations.limit_tags(assignment, "confirmation"),
        article=article_of(assignment), at=at,
    )  # fmt: skip


def article_of(assignment: Assignment) -> str:
    """On what a level rests: the article of appraising where the monitor does it, else that of the case which names the level."""
    task = assignment.task
    if assignment.awaits == Confirmer.MONITOR:
        return writing.cite(task, "appraise")
    law = gazette.law(task.edition)
    tags = () if isinstance(law.confirmation, Silent) else confirmations.tags_of(
        assignment, {tag for case in law.confirmation for tag in case.when}
    )  # fmt: skip
    case = law.confirmation_case(tags)
    return writing.cite(task, "appraise") if isinstance(case, Silent) else " ".join(map(str, case.article))


def settle_levels(task: Task, at: datetime, *, done: bool) -> None:
    """Nobody owes a confirmation for whom no sent result waits any more: it was done, or need not be done.

    A duty is one per task and holder: it stays open while the result of another unit waits for the same holder.
    """
    sent = task.assignments.filter(state=rules.SENT)
    waiting = set()
    for assignment in sent:
        assignment.task = task
        waiting.add(confirmations.holder_key(assignment))
    for duty in Duty.objects.open().filter(matter=task.matter, kind__in=LEVEL_DUTIES).select_related("holder_unit"):
        if (duty.kind, duty.holder_unit_id) in waiting:
            continue
        if done:
            duties.discharge(task.matter, duty.kind, at=at, holder_unit=duty.holder_unit)
        else:
            duties.void(task.matter, at=at, kinds=[duty.kind], holder_unit=duty.holder_unit)


def tell_level(assignment: Assignment, act: Act, key: str) -> None:
    """A notice to whoever confirms next."""
    task, unit = assignment.task, assignment.unit.name
    holder = confirmations.holder(assignment, assignment.awaits, act.at)
    if not holder.role:
        writing.tell_office("task.result_sent", task, act, key, unit=unit)
        return
    people = people_in([holder.unit], [Role(holder.role)], local_date(act.at))
    writing.post_notice("task.result_sent", task, people, act, key, unit=unit)
