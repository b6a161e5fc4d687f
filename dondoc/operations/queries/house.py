"""The whole state of the house, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dondoc.jobs import queries as jobs
from dondoc.jobs.actions import ENDED
from dondoc.jobs.models import Job
from dondoc.operations import rules
from dondoc.operations.models import Alarm, Measurement
from dondoc.operations.queries import copies, evidence, places, work
from dondoc.operations.queries.lines import Line
from dondoc.operations.rules import State
from dondoc.units.models import Post, Role

PARKED_SHOWN = 20


@dataclass(frozen=True)
class Parked:
    """A job that waits for the administrator: of its error the class only, of its parameters nothing."""

    pk: int
    kind: str
    attempts: int
    parked_at: datetime
    error: str


@dataclass(frozen=True)
class House:
    """What the administrator looks at: lines by part of the page, parked jobs, since when each alarm lasts."""

    parts: dict[str, list[Line]]
    parked: list[Parked]
    asked_at: datetime

    def _count(self, state: State) -> int:
        return sum(line.state is state for lines in self.parts.values() for line in lines)

    @property
    def alarms(self) -> int:
        """How many lines are alarms."""
        return self._count(State.ALARM)

    @property
    def warnings(self) -> int:
        """How many lines deserve a look."""
        return self._count(State.WARNING)


def state_of(at: datetime) -> House:
    """Everything that the page shows; a fixed number of queries."""
    return House(parts(at), [shown(job) for job in jobs.parked()[:PARKED_SHOWN]], at)


def parts(at: datetime) -> dict[str, list[Line]]:
    """The lines, by the part of the page on which they stand."""
    measured = {found.name: found for found in Measurement.objects.all()}
    return {
        "work": work.lines(at),
        "evidence": evidence.lines(at, measured),
        "copies": copies.lines(at),
        "places": places.lines(at),
    }


def lines(at: datetime) -> list[Line]:
    """All lines."""
    return [line for part in parts(at).values() for line in part]


def worst_by_key(found: Iterable[Line]) -> dict[str, State]:
    """The worst state of each sort of line."""
    states: dict[str, State] = {}
    for line in found:
        states[line.key] = rules.worst([line.state, states.get(line.key, State.GOOD)])
    return states


def shown(job: Job) -> Parked:
    """The job as the page shows it."""
    assert job.parked_at is not None
    return Parked(job.pk, job.kind, job.attempts, job.parked_at, error_of(job))


def error_of(job: Job) -> str:
    """What may be told of the job's last error."""
    return _("tiến trình nền dừng giữa chừng") if job.error == ENDED else jobs.class_of_error(job)


def administrators(day: date) -> list[int]:
    """The people who hold a post of the technical administrator on the date."""
    held = Post.objects.held_on(day).filter(role=Role.ADMINISTRATOR, person__is_active=True)
    return sorted(set(held.values_list("person_id", flat=True)))


def lasting() -> dict[tuple[str, str], Alarm]:
    """Alarms that last, by line and subject."""
    return {(alarm.line, alarm.subject): alarm for alarm in Alarm.objects.filter(ended_at=None).order_by("pk")}
