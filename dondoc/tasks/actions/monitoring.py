"""Who follows a task: another monitoring officer for one task, or for everything an officer followed (HUE 6.1e, 8.1đ)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind, Matter
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import permissions
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.entering import is_monitor
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Task
from dondoc.tasks.queries import followed_by
from dondoc.units import access
from dondoc.units.models import Actor, Post, Register
from dondoc.units.permissions import can_hand_over, require
from dondoc.units.queries import people_for

#: What the monitor of a task is to do; it goes with the task to the next one.
MONITOR_DUTIES = (DutyKind.APPRAISE,)
#: What some regulations put under the monitor's name and others leave to the Office or to somebody else.
NAMED_DUTIES = (DutyKind.CONFIRM, DutyKind.UPDATE_RESULT, DutyKind.ENTER_FOR_UNIT)
HAND_OVER = "tasks-hand-over"
#: So many go with the click; an officer who leaves may have followed thousands, and the worker does the rest.
PORTION = 100


def change_monitor(*, by: Actor, at: datetime, task: Task, monitor: Post) -> Task:
    """The Office lets another of its officers follow the task; what waits for the former one waits for the new one.

    Raises:
        Refused: not the Office; a post that is none of the Office's, or is not held on the day; the task has ended.
    """
    act = Act(by, at)
    with transaction.atomic():
        task, _ = writing.begin_task(task, act)
        permissions.require_on(by, task, access.CORRECT_TASK)
        if not is_monitor(monitor, task.register, local_date(at)):
            writing.refuse("task.monitor_not_office", task, "set_monitors", ordinal=task.ordinal, monitor=str(monitor))
        if task.monitor == monitor:
            return task
        if task.closed_at is not None:
            writing.refuse("task.closed")
        _follow(task, monitor, act)
        key = f"monitor:{task.pk}:{monitor.pk}:{at.isoformat()}"
        writing.post_notice("task.monitor_changed", task, people_for(monitor, local_date(at)), act, key)
        return task


def _follow(task: Task, monitor: Post, act: Act) -> None:
    former, task.monitor = task.monitor, monitor
    task.save(update_fields=["monitor"])
    own = Q(kind__in=MONITOR_DUTIES)
    if former is not None:
        own |= Q(kind__in=NAMED_DUTIES, holder_post=former)
    for duty in Duty.objects.open().filter(own, matter=task.matter):
        duties.hand_to(duty, monitor)
    if former is not None and not followed_by(former).filter(document=task.document_id).exists():
        # The written urging is one for the directive and the unit: it goes along with the last of the tasks.
        for duty in Duty.objects.open().filter(root=task.matter.trunk_id, kind=DutyKind.URGE, holder_post=former):
            duties.hand_to(duty, monitor)
    payload = {"was": str(former) if former else "", "monitor": str(monitor)}
    writing.tell_journal("task.monitor_changed", task, act, payload, acts="set_monitors")


def hand_over(*, by: Actor, at: datetime, former: Post, monitor: Post) -> int:
    """Every open task of the register that one officer followed is followed by another; says how many.

    The first go at once, the others by the worker in portions; each says so in its own history, the new officer is told once.
    Nothing left to hand over (the same form twice) changes nothing and gives 0.

    Raises:
        Refused: not the Office; the same officer; a post that is none of the Office's, or is not held on the day.
    """
    with transaction.atomic():
        require(can_hand_over(by), "permission.correct_task")
        assert by.register is not None  # can_hand_over
        register = Register.objects.select_for_update(no_key=True).get(pk=by.register.pk)  # of two clicks one waits
        article = gazette.law(register.edition).cite("set_monitors")
        if former == monitor:
            raise Refused(Refusal("monitor.same", {"monitor": str(monitor)}, article or None))
        if not is_monitor(monitor, register, local_date(at)):
            raise Refused(Refusal("monitor.not_office", {"monitor": str(monitor)}, article or None))
        count = followed_by(former, register).count()
        if not count:
            return 0
        told = {"was": str(former), "monitor": str(monitor), "count": count}
        journal.record(
            "monitor.handed_over", register_id=register.pk, stamp=by.stamp, at=at, payload=told, cites=article
        )
        mine = by.person.pk if by.person else None
        journal.post(
            "monitor.handed_over", recipients=[p for p in people_for(monitor, local_date(at)) if p != mine],
            params={"was": str(former), "count": count}, key=f"handed-over:{former.pk}:{monitor.pk}:{at.isoformat()}",
            url=f"{reverse('workspace:register')}?monitor={monitor.pk}", at=at,
        )  # fmt: skip
        hand_on(register, former, monitor, Act(by, at))
        return count


def hand_on(register: Register, former: Post, monitor: Post, act: Act) -> None:
    """Some of the tasks that the former officer still follows go to the new one; the worker is asked for the rest."""
    waiting = followed_by(former, register).order_by("pk")
    portion = list(waiting.values_list("pk", flat=True)[:PORTION])
    roots = Task.objects.filter(pk__in=portion).values("matter__root")
    list(
        Matter.objects.select_for_update().filter(pk__in=roots).order_by("pk")
    )  # in one order: no two wait for each other
    for task in waiting.filter(pk__in=portion).select_related(
        "matter", "document", "register", "edition", "monitor__person"
    ):
        _follow(task, monitor, act)
    if len(portion) == PORTION and waiting.exists():
        assert act.by.person is not None and act.by.post is not None  # hand_over: an officer
        rest = {"register": register.pk, "former": former.pk, "monitor": monitor.pk}
        jobs.enqueue(HAND_OVER, {**rest, "person": act.by.person.pk, "post": act.by.post.pk}, at=act.at)
