"""Who follows a task: another monitoring officer for one task, or for everything an officer followed (HUE 6.1e, 8.1đ)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.tasks import permissions
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.entering import is_monitor
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Task
from dondoc.units import access
from dondoc.units.models import Actor, Post
from dondoc.units.queries import people_for

#: What the monitor of a task is to do; it goes with the task to the next one.
MONITOR_DUTIES = (DutyKind.APPRAISE, DutyKind.CORRECT_RETURN)


def change_monitor(*, by: Actor, at: datetime, task: Task, monitor: Post) -> Task:
    """The Office lets another of its officers follow the task; what waits for the former one waits for the new one.

    Raises:
        Refused: not the Office; a post that is none of the Office's, or is not held on the day.
    """
    act = Act(by, at)
    with transaction.atomic():
        task, _ = writing.begin_task(task, act)
        permissions.require_on(by, task, access.CORRECT_TASK)
        if not is_monitor(monitor, task.register, local_date(at)):
            writing.refuse("task.monitor_not_office", task, "set_monitors", ordinal=task.ordinal, monitor=str(monitor))
        former = task.monitor
        if former == monitor:
            return task
        task.monitor = monitor
        task.save(update_fields=["monitor"])
        for duty in Duty.objects.open().filter(matter=task.matter, kind__in=MONITOR_DUTIES):
            duties.hand_to(duty, monitor)
        payload = {"was": str(former) if former else "", "monitor": str(monitor)}
        writing.tell_journal("task.monitor_changed", task, act, payload, acts="set_monitors")
        key = f"monitor:{task.pk}:{monitor.pk}:{at.isoformat()}"
        writing.post_notice("task.monitor_changed", task, people_for(monitor, local_date(at)), act, key)
        return task


def hand_over(*, by: Actor, at: datetime, former: Post, monitor: Post) -> int:
    """Every open task of the register that one officer followed is followed by another; says how many.

    Task by task, each a decision of its own under its directive's lock: an officer who leaves may have followed thousands.
    """
    found = Task.objects.visible_to(by).open().filter(monitor=former).select_related("matter").order_by("pk")
    return sum(
        change_monitor(by=by, at=at, task=task, monitor=monitor).monitor_id == monitor.pk for task in list(found)
    )
