"""Many duties at once: what `tick` asks of hundreds of units, what a change of the calendar moves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc import gazette
from dondoc.duties import queries, rules
from dondoc.duties.actions.matters import put
from dondoc.duties.models import Duty, DutyOutcome, Matter
from dondoc.gazette.models import Edition
from dondoc.units.models import Unit

BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """A duty that is to be opened, with its date if it has one and the article that asks for it."""

    matter: Matter
    kind: str
    holder_unit: Unit
    edition: Edition
    due_on: date | None
    article: str
    reading: str


def open_many(wanted: Sequence[Wanted], *, at: datetime) -> None:
    """Open each once per matter, kind and holder; under the locks of their roots. A few statements for all."""
    matters, kinds = {row.matter.pk for row in wanted}, {row.kind for row in wanted}
    standing = Duty.objects.open().filter(matter__in=matters, kind__in=kinds)
    known = set(standing.values_list("matter_id", "kind", "holder_unit_id"))
    version = gazette.current_calendar()
    Duty.objects.bulk_create(
        [
            Duty(
                matter=row.matter, root_id=row.matter.trunk_id, register_id=row.matter.register_id, kind=row.kind,
                holder_unit=row.holder_unit, due_on=row.due_on, article=row.article, reading=row.reading,
                edition=row.edition, calendar_version=version, opened_at=at,
            )
            for row in wanted
            if (row.matter.pk, row.kind, row.holder_unit.pk) not in known
        ],
        batch_size=BATCH,
    )  # fmt: skip


def reschedule_many(moves: Iterable[tuple[Duty, date]], *, at: datetime, reason: str, calendar: int) -> None:
    """Move duties to a new event (what the law counts) or to a new fixed date, because the calendar changed.

    As `reschedule` does with one; those that get the same date, trace and history are written by one statement.
    """
    rows, newest = list(moves), gazette.current_calendar()
    assert newest is not None  # it has changed
    for duty, day in rows:
        if duty.limit:
            duty.event_on, duty.event_at = day, None
    counted = {duty.pk: due for duty, due in queries.counted_under([duty for duty, _day in rows], newest)}
    alike: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty, day in rows:
        before = duty.due_on
        if duty.limit:
            put(duty, counted[duty.pk])
        else:
            duty.due_on = day
        if duty.due_on != before:
            duty.earlier = [*duty.earlier, rules.moved(before, at=at, reason=reason, calendar=calendar)]
        kept = [duty.due_on, duty.event_on, duty.event_at, duty.trace, duty.earlier, duty.article, duty.reading]
        alike[json.dumps(kept, sort_keys=True, default=str)].append(duty)
    for same in alike.values():
        first = same[0]
        Duty.objects.filter(pk__in=[duty.pk for duty in same]).update(
            due_on=first.due_on, event_on=first.event_on, event_at=first.event_at, trace=first.trace,
            provisional=first.provisional, earlier=first.earlier, article=first.article, reading=first.reading,
            calendar_version=newest,
        )  # fmt: skip


def void_many(numbers: Sequence[int], *, at: datetime) -> int:
    """Close the open duties of the numbers that need not be done any more; says how many."""
    found = Duty.objects.open().filter(pk__in=list(numbers)) if numbers else Duty.objects.none()
    return found.update(closed_at=at, outcome=DutyOutcome.VOIDED)
