"""What every verb of the room shares: lock and read again, carry the ladder on, tell the journal and the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import translation

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.journal import actions as journal
from dondoc.units.models import Actor, Post, Role
from dondoc.units.queries import monitor_for, people_for, people_in
from dondoc.urging import queries
from dondoc.urging.models import Ladder, LadderItem, Slip, SlipLine
from dondoc.urging.queries import Owed

#: Who was asked for already in a tick, by what was asked: the same few people are told of hundreds of ladders.
People = dict[tuple[object, ...], list[int]]


@dataclass(frozen=True)
class Act:
    """Who acts when, the form's token, whether nobody is told, who is known already, as one value."""

    by: Actor
    at: datetime
    token: str | None = None
    quiet: bool = False
    known: People | None = None


def locked(ladder: Ladder) -> Ladder:
    """The ladder as it is now, with its directive's matter locked: one decision at a time."""
    duties.lock(ladder.matter)
    parts = Ladder.objects.select_related(*queries.LADDER_PARTS).defer(*queries.SOURCES)
    return parts.get(pk=ladder.pk)


def stands(ladder: Ladder) -> bool:
    """Whether a task still carries the ladder."""
    return Ladder.objects.standing().filter(pk=ladder.pk).exists()


def put_on(slip: Slip, owed: Sequence[Owed], at: datetime, *, fresh: bool = False) -> None:
    """Write the slip's lines anew from what is owed (a ``fresh`` slip has none); these tasks carry the ladder from now on."""
    if not fresh:
        SlipLine.objects.filter(slip=slip).delete()
    SlipLine.objects.bulk_create(
        SlipLine(slip=slip, ordinal=place, assignment=a, content=a.task.content, due_on=a.due_on, state=a.state)
        for place, a in enumerate((row.assignment for row in owed), start=1)
        if a.due_on is not None
    )
    carry(slip.ladder, owed, at)


def carry(ladder: Ladder, owed: Iterable[Owed], at: datetime, *, fresh: bool = False) -> None:
    """These tasks carry the ladder from now on (a ``fresh`` one has none yet); the earlier ones stay as history."""
    dates = {row.assignment.pk: row.assignment.due_on for row in owed if row.assignment.due_on is not None}
    known = {} if fresh else {row.assignment_id: row for row in LadderItem.objects.filter(ladder=ladder)}
    for pk, row in known.items():
        row.is_carrying = pk in dates
        if row.is_carrying:
            row.due_on, row.since = dates[pk], at
    LadderItem.objects.bulk_update(known.values(), ["is_carrying", "due_on", "since"])
    LadderItem.objects.bulk_create(
        LadderItem(ladder=ladder, assignment_id=pk, due_on=due_on, since=at)
        for pk, due_on in dates.items()
        if pk not in known
    )


def move_on(ladder: Ladder) -> None:
    """Write what comes next as the projection by which `tick` finds it."""
    coming = queries.coming(ladder, gazette.calendar())
    ladder.step, ladder.next_on = coming.step, coming.on
    ladder.calendar_version = gazette.current_calendar()
    ladder.save()


def monitor_of(ladder: Ladder, owed: Iterable[Owed], day: date, known: People | None = None) -> Post | None:
    """The monitor of the first of the tasks, else the officer bound to the unit or field (HUE 8.1đ)."""
    for row in owed:
        monitor = row.assignment.task.monitor
        if monitor is not None and people_of_monitor(ladder, monitor, day, known):
            return monitor
    return monitor_for(ladder.register, ladder.unit, ladder.document.field, day)


def in_vietnamese(label: object) -> str:
    """A label as papers and the journal keep it: in the source language, whoever acts."""
    with translation.override("vi"):
        return str(label)


def tell_journal(verb: str, ladder: Ladder, act: Act, payload: Mapping[str, object], *, cites: str = "") -> None:
    """One journal entry about a ladder, under its directive."""
    journal.record(
        verb, register_id=ladder.register_id, stamp=act.by.stamp, at=act.at, matter_id=ladder.matter_id,
        root_id=ladder.matter.trunk_id, payload={"ladder": ladder.pk, "unit": ladder.unit.name, **payload}, cites=cites,
    )  # fmt: skip


def _in(unit_id: int, roles: Sequence[str], day: date, known: People | None) -> list[int]:
    """`people_in`, asked once where what is known is kept."""
    if known is None:
        return people_in([unit_id], roles, day)
    key = (unit_id, *roles, day)
    if key not in known:
        known[key] = people_in([unit_id], roles, day)
    return known[key]


def unit_people(ladder: Ladder, day: date, known: People | None = None) -> list[int]:
    """Head and officers of the unit."""
    return _in(ladder.unit_id, [Role.UNIT_HEAD, Role.UNIT_OFFICER], day, known)


def monitor_people(ladder: Ladder, owed: Iterable[Owed], day: date) -> list[int]:
    """The monitor, or the whole Office when nobody is bound to the unit."""
    return people_of_monitor(ladder, monitor_of(ladder, owed, day), day)


def people_of_monitor(ladder: Ladder, monitor: Post | None, day: date, known: People | None = None) -> list[int]:
    """Whoever acts for the monitor, or the whole Office when there is none."""
    if monitor is None:
        return _in(ladder.register.office_id, [Role.OFFICE_OFFICER, Role.MONITOR], day, known)
    if known is None:
        return people_for(monitor, day)
    key = ("post", monitor.pk, day)
    if key not in known:
        known[key] = people_for(monitor, day)
    return known[key]


def office_heads(ladder: Ladder, day: date, known: People | None = None) -> list[int]:
    """Who signs slips."""
    return _in(ladder.register.office_id, [Role.OFFICE_HEAD], day, known)


def leaders(ladder: Ladder, day: date, known: People | None = None) -> list[int]:
    """Who instructs."""
    return _in(ladder.register.keeper_id, [Role.LEADER], day, known)


def post(
    kind: str, ladder: Ladder, people: Iterable[int], act: Act, key: str, *, url: str = "", **params: object
) -> None:
    """Post into the outbox, unless the act is a quiet one; who acted is not told of their own act."""
    if act.quiet:
        return
    mine = act.by.person.pk if act.by.person else None
    document = ladder.document
    journal.post(
        kind, recipients=[person for person in people if person != mine],
        params={"code": str(document), "unit": ladder.unit.name, **params},
        url=url or reverse("workspace:directive", args=[document.pk]), key=key, matter_id=ladder.matter.trunk_id,
        at=act.at,
    )  # fmt: skip


def day_of(act: Act) -> date:
    """The day of the act in Vietnam."""
    return local_date(act.at)
