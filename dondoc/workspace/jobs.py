"""What `tick` does for the desk: one reminder per person, duty and occasion, on working days, to those responsible now (D3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from dondoc import gazette
from dondoc.clock import local
from dondoc.duties.models import Duty, may_do
from dondoc.jobs import actions as jobs
from dondoc.jobs.models import PeriodicRun
from dondoc.journal import actions as journal
from dondoc.journal.actions import Message
from dondoc.units.models import AUTHORITY_ROLES, UNIT_ROLES, Deputy, Post, Role
from dondoc.workspace import rules
from dondoc.workspace.queries.subjects import Subject, subjects_of
from dondoc.workspace.sentences import NOW, SOON, kind_of_notice

RULE = "reminders"
AHEAD = 2
"""Working days before the date on which the first reminder goes out: a service of the program, no regulation sets it."""
FROM_HOUR = time(7, 0)
"""Nobody is reminded at night."""
BATCH = 500
HEADS = (Role.OFFICE_HEAD, Role.UNIT_HEAD, Role.LEADER)
RESPONSIBLE = AUTHORITY_ROLES | UNIT_ROLES


@dataclass(frozen=True)
class Responsible:
    """Who acts for posts and units on a day, read once: holders and their deputies."""

    of_post: dict[int, set[int]]
    of_role: dict[tuple[int, str], set[int]]

    @classmethod
    def on(cls, day: date) -> Responsible:
        """Three queries for the whole installation."""
        of_post: dict[int, set[int]] = defaultdict(set)
        of_role: dict[tuple[int, str], set[int]] = defaultdict(set)
        held = Post.objects.held_on(day).filter(role__in=RESPONSIBLE).order_by()
        places = {pk: (unit, role) for pk, unit, role in held.values_list("pk", "unit_id", "role")}
        acting = [
            *held.filter(person__is_active=True).values_list("pk", "person_id"),
            *Deputy.objects.acting_on(day).filter(person__is_active=True).values_list("post_id", "person_id"),
        ]
        for post, person in acting:
            if post in places:
                of_post[post].add(person)
                of_role[places[post]].add(person)
        return cls(dict(of_post), dict(of_role))

    def for_duty(self, duty: Duty) -> set[int]:
        """The holder of the post and deputies, else the holders of the role, else everybody of the unit; never nobody.

        When nobody holds the post any more, the heads of the unit are told in their stead.
        """
        if duty.holder_post_id is not None:
            found = self.of_post.get(duty.holder_post_id, set())
            return found or self._of(duty.holder_unit_id, HEADS)
        roles = [duty.holder_role] if duty.holder_role else [role for role in RESPONSIBLE if may_do(role, duty.kind)]
        return self._of(duty.holder_unit_id, roles)

    def _of(self, unit: int, roles: Iterable[str]) -> set[int]:
        return {person for role in roles for person in self.of_role.get((unit, role), ())}


def remind(at: datetime, dry_run: bool) -> int:
    """Tell of what ends now and of what ends within two working days; once a day, caught up once after an outage."""
    day, period = local(at).date(), local(at).date().isoformat()
    if local(at).time() < FROM_HOUR:
        return 0
    found = rules.occasions(day, _last_run(), gazette.calendar(), ahead=AHEAD)
    if found is None or PeriodicRun.objects.filter(rule=RULE, period=period).exists():
        return 0
    messages = list(_messages(found, Responsible.on(day)))
    if dry_run:
        return sum(len(message.recipients) for message in messages)
    with transaction.atomic():
        if not jobs.once(RULE, period, at):
            return 0
        return journal.post_many(messages, at=at)


def _last_run() -> date | None:
    last = PeriodicRun.objects.filter(rule=RULE).aggregate(last=Max("period"))["last"]
    return date.fromisoformat(last) if last else None


def _messages(found: rules.Occasions, responsible: Responsible) -> Iterator[Message]:
    for occasion, days in ((NOW, found.now), (SOON, found.soon)):
        duties = Duty.objects.due_between(days.first, days.last).select_related("matter").order_by("pk")
        batch: list[Duty] = []
        for duty in duties.iterator(chunk_size=BATCH):
            batch.append(duty)
            if len(batch) == BATCH:
                yield from _told(batch, occasion, responsible)
                batch = []
        yield from _told(batch, occasion, responsible)


def _told(batch: list[Duty], occasion: str, responsible: Responsible) -> Iterator[Message]:
    subjects = subjects_of(duty.matter for duty in batch)
    for duty in batch:
        subject = subjects.get(duty.matter_id)
        if subject is None or duty.due_on is None:
            continue
        yield Message(
            kind=kind_of_notice(occasion, duty.kind),
            recipients=sorted(responsible.for_duty(duty)),
            params={"about": _about(subject), "due_on": duty.due_on, "article": duty.article},
            url=subject.url,
            key=f"reminder:{duty.pk}:{occasion}:{duty.due_on}",
            matter_id=duty.root_id,
        )


def _about(subject: Subject) -> str:
    return " ".join(part for part in (subject.code, subject.place) if part)
