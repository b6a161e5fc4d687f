"""What `tick` does for the desk: one reminder per person, duty and occasion, on working days, to those responsible now (D3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from dondoc import gazette
from dondoc.classified.sentences import DUTY as BARE
from dondoc.clock import local
from dondoc.duties.models import Duty, DutyKind, DutyQuerySet, may_do
from dondoc.jobs import actions as jobs
from dondoc.jobs.models import PeriodicRun
from dondoc.jobs.registry import OPEN, Passage, Portion
from dondoc.journal import actions as journal
from dondoc.journal.actions import Message
from dondoc.units.models import AUTHORITY_ROLES, UNIT_ROLES, Deputy, Post, Register, Role
from dondoc.waves.rules import is_time
from dondoc.workspace import rules
from dondoc.workspace.queries.subjects import Subject, subjects_of
from dondoc.workspace.sentences import NOW, SOON, kind_of_notice

RULE = "reminders"
AHEAD = 2
"""Working days before the date on which the first reminder goes out: a service of the program, no regulation sets it."""
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


@dataclass(frozen=True)
class Turn:
    """The registers that are reminded of the same days: they were last reminded on the same day."""

    registers: tuple[int, ...]
    found: rules.Occasions


def remind(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Tell of what ends now and of what ends within two working days; once a day, caught up once after an outage.

    Register by register, since one may wait while another goes on. Where what piled up is hushed, this day's own reminders go
    out as on any day. Messages are written in small transactions; what a killed tick has told already is not told again.
    """
    told, responsible = 0, Responsible.on(local(at).date())
    for turn in _turns(at, passage):
        if dry_run:
            told += sum(len(message.recipients) for message in _messages(turn, responsible))
            continue
        for batch in _batches(_messages(turn, responsible)):
            told += journal.post_many(batch, at=at)
        for register in turn.registers:
            jobs.once(_rule(register), local(at).date().isoformat(), at)
    return told


def remind_ahead(at: datetime) -> list[Portion]:
    """Of which duties people would be reminded, by their date."""
    portions = []
    for turn in _turns(at, OPEN):
        for _occasion, duties in _due(turn):
            # Classified papers stand in no preview: it says of which unit and day there are how many.
            seen = duties.exclude(kind=DutyKind.CARRY_OUT_CLASSIFIED)
            rows = seen.order_by().values_list("register_id", "holder_unit_id", "due_on")
            portions += [Portion(*row) for row in rows.annotate(count=Count("pk"), matter=Min("matter_id"))]
    return portions


def _rule(register_id: int) -> str:
    return f"{RULE}:{register_id}"


def _turns(at: datetime, passage: Passage) -> list[Turn]:
    """Who is to be reminded at the instant of which days; nobody at night, on a day off, a second time on a day."""
    day, calendar = local(at).date(), gazette.calendar()
    if not is_time(at, calendar):
        return []
    ran = _last_runs()
    alike: dict[date | None, list[int]] = defaultdict(list)
    for register in Register.objects.order_by("pk").values_list("pk", flat=True):
        last = ran.get(_rule(register), ran.get(RULE))
        if register not in passage.held and last != day:
            alike[None if register in passage.quiet else last].append(register)
    turns = []
    for last, registers in alike.items():
        found = rules.occasions(day, last, calendar, ahead=AHEAD)
        if found is not None:
            turns.append(Turn(tuple(registers), found))
    return turns


def _last_runs() -> dict[str, date]:
    """The day on which each register was last reminded; under the rule's own name what an earlier release wrote for all."""
    rows = PeriodicRun.objects.filter(Q(rule=RULE) | Q(rule__startswith=f"{RULE}:")).order_by()
    return {rule: date.fromisoformat(last) for rule, last in rows.values_list("rule").annotate(Max("period"))}


def _due(turn: Turn) -> Iterator[tuple[str, DutyQuerySet]]:
    for occasion, days in ((NOW, turn.found.now), (SOON, turn.found.soon)):
        if days.first <= days.last:
            yield occasion, Duty.objects.due_between(days.first, days.last).filter(register__in=turn.registers)


def _messages(turn: Turn, responsible: Responsible) -> Iterator[Message]:
    """By key, a portion at a time: no cursor is held while messages are written."""
    for occasion, duties in _due(turn):
        last = 0
        while batch := list(duties.filter(pk__gt=last).select_related("matter").order_by("pk")[:BATCH]):
            yield from _told(batch, occasion, responsible)
            last = batch[-1].pk


def _batches(messages: Iterable[Message]) -> Iterator[list[Message]]:
    found = iter(messages)
    while batch := list(islice(found, BATCH)):
        yield batch


def _told(batch: list[Duty], occasion: str, responsible: Responsible) -> Iterator[Message]:
    subjects = subjects_of(duty.matter for duty in batch)
    for duty in batch:
        subject = subjects.get(duty.matter_id)
        if subject is None or duty.due_on is None:
            continue
        told = sorted(responsible.for_duty(duty))
        if subject.is_bare:  # neither which, nor until when: that there is something to be done, and to sign in
            key = f"reminder:{duty.pk}:{occasion}:{len(duty.earlier)}"
            yield Message(BARE, told, {}, reverse("classified:list"), key, duty.root_id)
            continue
        yield Message(
            kind=kind_of_notice(occasion, duty.kind),
            recipients=told,
            params={"about": _about(subject), "due_on": duty.due_on, "article": duty.article},
            url=subject.url,
            key=f"reminder:{duty.pk}:{occasion}:{duty.due_on}",
            matter_id=duty.root_id,
        )


def _about(subject: Subject) -> str:
    return " ".join(part for part in (subject.code, subject.place) if part)
