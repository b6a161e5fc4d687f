"""Words of the stories: what is still to be done, what was done when, what one refusal says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import registry
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refusal, Refused
from dondoc.tasks.models import Assignment, Task
from tests.world import World


def open_duties(assignment: Assignment) -> dict[str, date | None]:
    """What the unit still owes for the task, and by when."""
    found = Duty.objects.open().filter(matter=assignment.task.matter, holder_unit=assignment.unit)
    return {duty.kind: duty.due_on for duty in found}


def office_duties(task: Task) -> dict[str, str | None]:
    """What the Office still owes for the task, and the name of sign-in of whoever holds the duty."""
    found = Duty.objects.open().filter(matter=task.matter, holder_unit=task.register.office)
    return {duty.kind: duty.holder_post.person.username if duty.holder_post else None for duty in found}


def entry_duty(document: Document) -> Duty:
    """The duty to enter the directive, discharged by the entry."""
    return Duty.objects.get(matter=document.matter, kind=DutyKind.ENTER_DIRECTIVE)


def in_time(duty: Duty) -> bool:
    """Whether the discharged duty was done by its date."""
    found = duty.was_in_time()
    assert found is not None
    return found


def verbs(task: Task) -> list[str]:
    """What the journal says was done with the task, in order."""
    return list(Entry.objects.filter(matter_id=task.matter_id).order_by("id").values_list("verb", flat=True))


def told(world: World, username: str) -> list[str]:
    """The kinds of notice that the person got, in order."""
    found = Notice.objects.filter(recipient_id=world.people[username].pk).order_by("id")
    return list(found.values_list("kind", flat=True))


def facts(assignment: Assignment) -> list[str]:
    """The kinds of the assignment's facts, in order."""
    return list(assignment.facts.values_list("kind", flat=True))


def now(assignment: Assignment) -> Assignment:
    """The assignment as it stands."""
    return Assignment.objects.select_related("task__matter", "task__register__office", "unit").get(pk=assignment.pk)


def tick(name: str) -> Callable[[datetime], int]:
    """A rule of the room's, run."""
    return lambda at: registry.RULES[f"tasks.{name}"](at, False)


@contextmanager
def refused(code: str, article: str | None = None) -> Iterator[list[Refusal]]:
    """The block is refused with the code, and with the article when one is named."""
    found: list[Refusal] = []
    with pytest.raises(Refused) as caught:
        yield found
    found.append(caught.value.refusal)
    assert caught.value.refusal.code == code
    if article is not None:
        assert caught.value.refusal.article == article
