"""The verbs of duties: open, discharge, void, reschedule. Verbs of upper rooms call them in their own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local, local_date
from dondoc.duties import rules
from dondoc.duties.models import Duty, DutyOutcome, Matter
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.units.models import Post, Register, Unit


def open_matter(*, kind: str, register: Register, at: datetime, root: Matter | None = None) -> Matter:
    """Open the matter that a thing will carry its duties under."""
    return Matter.objects.create(kind=kind, register=register, root=root, opened_at=at)


def lock(matter: Matter) -> Matter:
    """Lock the matter at the top of the tree until the transaction ends: one decision at a time."""
    return Matter.objects.select_for_update().get(pk=matter.trunk_id)


def open_duty(
    matter: Matter,
    *,
    kind: str,
    holder_unit: Unit,
    edition: Edition,
    at: datetime,
    holder_post: Post | None = None,
    holder_role: str = "",
    limit: str = "",
    event_on: date | None = None,
    event_at: datetime | None = None,
    tags: Iterable[str] = (),
    due_on: date | None = None,
    article: str = "",
    reading: str = "",
) -> Duty:
    """Open a duty once per matter, kind and holder; with ``limit`` the law counts the date from the event."""
    standing = Duty.objects.open().filter(matter=matter, kind=kind, holder_unit=holder_unit).first()
    if standing is not None:
        return standing
    if event_on is None and event_at is not None:
        event_on = local_date(event_at)
    version = gazette.current_calendar()
    due = rules.Due(due_on, article, reading, "", None, False)
    if limit and event_on is not None:
        due = _count(edition, limit, event_on, event_at, tags, version)
    return Duty.objects.create(
        matter=matter,
        root_id=matter.trunk_id,
        register_id=matter.register_id,
        kind=kind,
        holder_unit=holder_unit,
        holder_post=holder_post,
        holder_role=holder_role,
        limit=limit,
        due_on=due.due_on,
        article=due.article or article,
        reading=due.reading or reading,
        event_on=event_on,
        event_at=event_at,
        tags=sorted(tags),
        trace=due.trace,
        edition=edition,
        calendar_version=version,
        provisional=due.provisional,
        opened_at=at,
    )


def _count(
    edition: Edition,
    limit: str,
    event_on: date,
    event_at: datetime | None,
    tags: Iterable[str],
    version: CalendarVersion | None,
) -> rules.Due:
    hour = local(event_at).time() if event_at else None
    return rules.due_by_law(gazette.law(edition), limit, event_on, gazette.calendar(version), at=hour, tags=tags)


def discharge(matter: Matter, kind: str, *, at: datetime, holder_unit: Unit | None = None) -> int:
    """Close the open duties of the kind as done; says how many."""
    return _close(matter, [kind], DutyOutcome.DISCHARGED, at, holder_unit)


def void(matter: Matter, *, at: datetime, kinds: Iterable[str] | None = None, holder_unit: Unit | None = None) -> int:
    """Close open duties of the matter that need not be done any more."""
    return _close(matter, kinds, DutyOutcome.VOIDED, at, holder_unit)


def _close(matter: Matter, kinds: Iterable[str] | None, outcome: str, at: datetime, holder_unit: Unit | None) -> int:
    found = Duty.objects.open().filter(matter=matter)
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    if holder_unit is not None:
        found = found.filter(holder_unit=holder_unit)
    return found.update(closed_at=at, outcome=outcome)


def void_under(root: Matter, *, at: datetime) -> int:
    """Close every open duty under the matter, in whatever room it arose."""
    tree = Duty.objects.open().filter(root_id=root.trunk_id)
    if root.root_id is not None:
        tree = tree.filter(matter=root)
    return tree.update(closed_at=at, outcome=DutyOutcome.VOIDED)


def reschedule(
    duty: Duty,
    *,
    at: datetime,
    reason: str,
    event_on: date | None = None,
    due_on: date | None = None,
    event_at: datetime | None = None,
    tags: Iterable[str] | None = None,
) -> Duty:
    """Move a duty to a new event (or a new fixed date); the earlier date stays beside it with the reason."""
    with transaction.atomic():
        before = duty.due_on
        version = gazette.current_calendar()
        if duty.limit and event_on is not None:
            duty.tags = duty.tags if tags is None else sorted(tags)
            due = _count(duty.edition, duty.limit, event_on, event_at, duty.tags, version)
            duty.due_on, duty.trace, duty.provisional = due.due_on, due.trace, due.provisional
            duty.event_on, duty.event_at, duty.calendar_version = event_on, event_at, version
        else:
            duty.due_on = due_on
            duty.event_on = event_on or duty.event_on
        if duty.due_on != before:
            was = before.isoformat() if before else None
            duty.earlier = [*duty.earlier, {"due_on": was, "moved_at": at.isoformat(), "reason": reason}]
        duty.save()
        return duty


def hand_to(duty: Duty, post: Post | None) -> Duty:
    """The duty is another post's of the same unit: it was written down under the wrong name."""
    if duty.holder_post != post:
        duty.holder_post = post
        duty.save(update_fields=["holder_post"])
    return duty


def blank_reasons(root: Matter) -> None:
    """Blank what was written as the reason of a moved date under the matter (a purge); the dates stay."""
    for duty in Duty.objects.filter(root_id=root.trunk_id).exclude(earlier=[]):
        duty.earlier = [{**move, "reason": ""} for move in duty.earlier]
        duty.save(update_fields=["earlier"])
