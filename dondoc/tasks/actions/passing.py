"""A unit ended: its open tasks go on with a successor, by an act of the Office (HUE 7.2d, 8.1a; design 6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties.models import Matter
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import rules
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.correcting import end_part, follow_monitor, settle_waiting
from dondoc.tasks.actions.entering import give
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Part, Task
from dondoc.tasks.successions import grounds_of, left_by
from dondoc.units.models import UNIT_ROLES, Actor, Field, Register, Unit
from dondoc.units.permissions import can_hand_over, require
from dondoc.units.queries import people_in, successors_on

PASS_ON = "tasks-pass-on"
#: So many go with the click; a district may have left thousands, and the worker does the rest.
PORTION = 50


def pass_on(*, by: Actor, at: datetime, former: Unit, heir: Unit, field: Field | None = None) -> int:
    """The open tasks that an ended unit left go to one of its successors, of all its work or of one field; says how many.

    The history keeps both, deadlines stay, the successor takes each over and is told once. What waits for the Office (a sent
    result, a return) is decided first and stays. Nothing left (the same form twice) changes nothing and gives 0.

    Raises:
        Refused: not the Office; the unit still exists; no successor of it on the day, or the authority itself.
    """
    day = local_date(at)
    with transaction.atomic():
        require(can_hand_over(by), "permission.correct_task")
        assert by.register is not None  # can_hand_over
        register = Register.objects.select_for_update(no_key=True).get(pk=by.register.pk)  # of two clicks one waits
        article = gazette.law(register.edition).cite("correct_task")
        if former.valid_until is None or former.valid_until >= day:
            raise Refused(Refusal("succession.still_exists", {"unit": former.name}, None))
        if heir not in successors_on(former, day):
            raise Refused(Refusal("succession.no_heir", {"unit": former.name, "heir": heir.name}, None))
        if heir.pk == register.keeper_id:
            raise Refused(Refusal("succession.authority", {"heir": heir.name}, None))
        count = left_by(former, register, field).count()
        if not count:
            return 0
        told = {"unit": former.name, "to": heir.name, "count": count, "decision": grounds_of(former)}
        journal.record(
            "succession.passed_on", register_id=register.pk, stamp=by.stamp, at=at, payload=told, cites=article
        )
        journal.post(
            "succession.passed_on", recipients=people_in([heir], UNIT_ROLES, day), params=told,
            url=reverse("workspace:desk"), at=at, key=f"passed-on:{former.pk}:{heir.pk}:{at.isoformat()}",
        )  # fmt: skip
        pass_further(register, former, heir, field, Act(by, at))
        return count


def pass_further(register: Register, former: Unit, heir: Unit, field: Field | None, act: Act) -> None:
    """Some of what the unit still holds goes to the successor; the worker is asked for the rest."""
    waiting = left_by(former, register, field).order_by("pk")
    portion = list(waiting.values_list("pk", flat=True)[:PORTION])
    roots = Task.objects.filter(assignments__in=portion).values("matter__root")
    list(
        Matter.objects.select_for_update().filter(pk__in=roots).order_by("pk")
    )  # in one order: no two wait for each other
    why = f"Kế thừa {former.name} theo {grounds_of(former)}"
    rows = waiting.filter(pk__in=portion).select_related(
        "unit", "task__matter", "task__document", "task__edition", "task__field", "task__monitor__person",
        "task__register__keeper", "task__register__office",
    )  # fmt: skip
    for assignment in rows:
        _pass(assignment, heir, act, why)
    if len(portion) == PORTION and waiting.exists():
        assert act.by.person is not None and act.by.post is not None  # pass_on: an officer
        rest = {"register": register.pk, "former": former.pk, "heir": heir.pk, "field": field.pk if field else None}
        jobs.enqueue(PASS_ON, {**rest, "person": act.by.person.pk, "post": act.by.post.pk}, at=act.at)


def _pass(assignment: Assignment, heir: Unit, act: Act, why: str) -> None:
    """One part: where the successor has the task already the two parts become one; a partner that inherits it answers for it."""
    task = assignment.task
    standing = task.assignments.exclude(state=rules.ENDED).select_related("unit").filter(unit=heir).first()
    rises = standing is not None and standing.part == Part.COORDINATING and assignment.part != Part.COORDINATING
    if standing is not None and rises:
        standing.task = task
        end_part(standing, act, why)
    end_part(assignment, act, why)
    follow_monitor(task, assignment.unit, heir, local_date(act.at))
    if standing is None or rises:
        give(task, heir, assignment.part, act, replaces=assignment, quiet=True)
    settle_waiting(task, act.at)
    writing.close_if_finished(task)
    writing.refresh_keys(task)
    writing.refresh_audience(task)
    told = {"to": heir.name, "reason": why}
    writing.tell_journal("task.passed_on", task, act, told, unit=assignment.unit, acts="correct_task")
