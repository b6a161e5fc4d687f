"""What follows when a limit passes and nobody acted: consent by silence, a missed update. Called by `tick`, safe to run twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.regulation import Silent
from dondoc.tasks import confirmations, rules
from dondoc.tasks.actions import appraising, writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Task
from dondoc.units.models import Actor


def consent_by_silence(*, at: datetime, numbers: Iterable[int]) -> int:
    """For each of the duties whose time has passed the results that wait for its holder count as confirmed; says how many.

    Each directive is locked and looked at again: whoever confirmed or refused meanwhile was faster, and a second worker finds
    the duty closed.
    """
    return sum(_consent(at, number) for number in numbers)


def _consent(at: datetime, number: int) -> int:
    with transaction.atomic():
        duty = Duty.objects.select_related("matter").get(pk=number)
        duties.lock(duty.matter)
        duty = Duty.objects.select_related("matter").get(pk=number)
        if duty.closed_at is not None or duty.due_on is None or duty.due_on >= local_date(at):
            return 0
        key, found = (duty.kind, duty.holder_unit_id), 0
        for assignment in _sent_under(duty):
            if confirmations.holder_key(assignment) == key:
                appraising.consent(at=at, assignment=assignment, by=Actor.system(assignment.task.register))
                found += 1
        return found


def _sent_under(duty: Duty) -> Iterable[Assignment]:
    """The sent results of the duty's task, each as it is when its turn comes."""
    task = Task.objects.get(matter=duty.matter_id)
    for number in list(task.assignments.filter(state=rules.SENT).order_by("pk").values_list("pk", flat=True)):
        yield _fetch(number)


def _fetch(number: int) -> Assignment:
    return Assignment.objects.select_related(
        "task__matter", "task__document__submitted_by", "task__register__office", "task__register__keeper",
        "task__edition", "task__monitor__person", "unit",
    ).get(pk=number)  # fmt: skip


def count_missed(*, at: datetime, numbers: Iterable[int]) -> int:
    """Each of the tasks whose update is missing after its last day counts as not done until the unit reports; says how many."""
    return sum(_count(at, number) for number in numbers)


def _count(at: datetime, number: int) -> int:
    with transaction.atomic():
        assignment = _fetch(number)
        duties.lock(assignment.task.matter)
        assignment = _fetch(number)
        if not _misses(assignment, at):
            return 0
        task = assignment.task
        act = Act(Actor.system(task.register), at)
        fact = writing.append(assignment, "update_missed", act)
        stated = gazette.law(task.edition).missed_update
        cites = "" if isinstance(stated, Silent) else " ".join(map(str, stated.article))
        writing.record("task.update_missed", task, act, {}, cites=cites, unit=assignment.unit)
        writing.tell_unit("task.update_missed", assignment, act, f"missed:{fact.pk}")
        writing.tell_office("task.update_missed", task, act, f"missed:{fact.pk}", unit=assignment.unit.name)
        return 1


def _misses(assignment: Assignment, at: datetime) -> bool:
    """It has not reported, and it was not said before that it missed the same limit."""
    open_now = Duty.objects.open().filter(matter=assignment.task.matter, kind=DutyKind.UPDATE_RESULT)
    duty = open_now.filter(due_on__lt=local_date(at)).first()
    if duty is None or assignment.state not in {rules.NOT_STARTED, rules.IN_PROGRESS}:
        return False
    return not assignment.facts.filter(kind="update_missed", recorded_at__gt=duty.opened_at).exists()
