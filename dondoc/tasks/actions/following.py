"""What follows a change elsewhere, in portions: the words by which tasks are found after a new name of a unit."""

from __future__ import annotations

from django.db import transaction

from dondoc.duties.models import Matter
from dondoc.tasks.models import Assignment, Task
from dondoc.units.models import Unit

BATCH = 200


def follow_rename(unit: int, after: int) -> int | None:
    """Write the search keys of some of the unit's tasks anew; the last one's number, or None when none is left.

    Open and closed ones: what a unit did long ago is looked for under the name it has today, too. Safe to do twice.
    """
    having = Assignment.objects.filter(unit=unit, replaced_by=None).values("task")
    numbers = list(Task.objects.filter(pk__in=having, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        roots = Task.objects.filter(pk__in=numbers).values("matter__root")
        list(
            Matter.objects.select_for_update().filter(pk__in=roots).order_by("pk")
        )  # in one order: no two wait for each other
        held: dict[int, list[Unit]] = {number: [] for number in numbers}
        for row in Assignment.objects.filter(task__in=numbers, replaced_by=None).select_related("unit"):
            held[row.task_id].append(row.unit)
        tasks = list(Task.objects.filter(pk__in=numbers).select_related("document"))
        for task in tasks:
            task.fill_keys(held[task.pk])
        Task.objects.bulk_update(tasks, ["folded", "spelled"], batch_size=BATCH)
    return numbers[-1] if len(numbers) == BATCH else None
