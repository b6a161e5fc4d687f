"""The verbs of duties: open, discharge, void, reschedule. Verbs of upper rooms call them in their own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from dondoc import gazette
from dondoc.clock import end_of_day, local_date
from dondoc.duties import queries, rules
from dondoc.duties.models import Duty, DutyOutcome, Matter
from dondoc.gazette.models import Edition
from dondoc.units.models import Post, Register, Unit


def open_matter(*, kind: str, register: Register, at: datetime, root: Matter | None = None) -> Matter:
    """Open the matter that a thing will carry its duties under; ``root`` is the matter above, at whatever height it stands."""
    return Matter.objects.create(
        kind=kind, register=register, parent=root, root_id=root.trunk_id if root else None, opened_at=at
    )


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
    fresh: bool = False,
) -> Duty:
    """Open a duty once per matter, kind and holder; with ``limit`` the law counts the date from the event.

    A silent limit gives no date and its declaration as the reading; the duty is there all the same. ``fresh``: the matter was
    opened in this transaction, and nobody else can have opened it.
    """
    standing = Duty.objects.open().filter(matter=matter, kind=kind, holder_unit=holder_unit)
    if not fresh and (found := standing.first()) is not None:
        return found
    if event_on is None and event_at is not None:
        event_on = local_date(event_at)
    labels, version = sorted(set(tags)), gazette.current_calendar()
    due = rules.Due(due_on, article, reading, "", None, False)
    if limit and event_on is not None:
        due = queries.count(edition, limit, event_on, event_at, labels, version)
    try:
        with transaction.atomic(savepoint=not fresh):
            return Duty.objects.create(
                matter=matter, root_id=matter.trunk_id, register_id=matter.register_id, kind=kind,
                holder_unit=holder_unit, holder_post=holder_post, holder_role=holder_role, limit=limit,
                due_on=due.due_on, article=due.article or article, reading=due.reading or reading, event_on=event_on,
                event_at=event_at, tags=labels, trace=due.trace, edition=edition, calendar_version=version,
                provisional=due.provisional, opened_at=at,
            )  # fmt: skip
    except IntegrityError:
        if not fresh and (found := standing.first()) is not None:  # somebody was faster
            return found
        raise


def discharge(
    matter: Matter, kind: str, *, at: datetime, holder_unit: Unit | None = None, done_on: date | None = None
) -> int:
    """Close the open duties of the kind as done; says how many.

    ``done_on`` is the day of something that is recorded only now (a letter that was sent, a result document that was signed):
    it decides whether the duty was done in time. Without it the day of ``at`` does.

    Raises:
        ValueError: a day after ``at``: nothing is done before it happens.
    """
    day = local_date(at)
    if done_on is not None and done_on > day:
        raise ValueError(f"matter {matter.pk}: {kind} cannot be done on {done_on}, after {day}")
    earlier = done_on if done_on != day else None
    return _close(matter, [kind], DutyOutcome.DISCHARGED, at, holder_unit, earlier)


def done_earlier(matter: Matter, kind: str, *, done_on: date) -> int:
    """What was closed as done turns out to have been done on an earlier day: that day counts; says for how many."""
    later = Q(done_on__gt=done_on) | Q(done_on=None, closed_at__gte=end_of_day(done_on))
    closed = Duty.objects.filter(matter=matter, kind=kind, outcome=DutyOutcome.DISCHARGED)
    return closed.filter(later).update(done_on=done_on)


def void(matter: Matter, *, at: datetime, kinds: Iterable[str] | None = None, holder_unit: Unit | None = None) -> int:
    """Close open duties of the matter that need not be done any more."""
    return _close(matter, kinds, DutyOutcome.VOIDED, at, holder_unit)


def _close(
    matter: Matter,
    kinds: Iterable[str] | None,
    outcome: str,
    at: datetime,
    holder_unit: Unit | None,
    done_on: date | None = None,
) -> int:
    found = Duty.objects.open().filter(matter=matter)
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    if holder_unit is not None:
        found = found.filter(holder_unit=holder_unit)
    return found.update(closed_at=at, outcome=outcome, done_on=done_on)


def void_under(root: Matter, *, at: datetime) -> int:
    """Close every open duty of the matter and of everything under it, in whatever room it arose; says how many."""
    return queries.open_under(root).update(closed_at=at, outcome=DutyOutcome.VOIDED)


def reschedule(
    duty: Duty,
    *,
    at: datetime,
    reason: str,
    event_on: date | None = None,
    due_on: date | None = None,
    event_at: datetime | None = None,
    tags: Iterable[str] | None = None,
    calendar: int | None = None,
) -> Duty:
    """Move a duty to a new event (or a new fixed date); the earlier date stays beside it with the reason.

    A duty whose date the law counts moves with its event only. ``calendar`` is the version whose change is the reason.

    Raises:
        ValueError: a fixed date for a duty that the law counts: its date would no longer follow from its inputs.
    """
    before = duty.due_on
    if duty.limit and event_on is None and event_at is None:
        raise ValueError(f"duty {duty.pk}: the law counts its date; give the new event")
    if duty.limit:
        day = event_on or (local_date(event_at) if event_at else duty.event_on)
        assert day is not None
        duty.tags = duty.tags if tags is None else sorted(set(tags))
        duty.event_on, duty.event_at, duty.calendar_version = day, event_at, gazette.current_calendar()
        put(duty, queries.count(duty.edition, duty.limit, day, event_at, duty.tags, duty.calendar_version))
    else:
        duty.due_on, duty.event_on = due_on, event_on or duty.event_on
        if calendar is not None:
            duty.calendar_version = gazette.current_calendar()
    if duty.due_on != before:
        duty.earlier = [*duty.earlier, rules.moved(before, at=at, reason=reason, calendar=calendar)]
    duty.save()
    return duty


def put(duty: Duty, due: rules.Due) -> None:
    """Write what was counted into the columns of the duty, without saving it."""
    duty.due_on, duty.trace, duty.provisional = due.due_on, due.trace, due.provisional
    duty.article, duty.reading = due.article or duty.article, due.reading or duty.reading


def hand_to(duty: Duty, post: Post | None) -> Duty:
    """The duty is another post's of the same unit: it was written down under the wrong name."""
    if duty.holder_post != post:
        duty.holder_post = post
        duty.save(update_fields=["holder_post"])
    return duty


def free_of_ended_posts(today: date) -> int:
    """Open duties of posts that are held no more belong to their unit again; says how many."""
    ended = Duty.objects.open().filter(holder_post__valid_until__lt=today)
    return ended.update(holder_post=None)


def blank_reasons(root: Matter) -> None:
    """Blank what was written as the reason of a moved date under the matter (a purge); the dates stay."""
    for duty in Duty.objects.filter(root_id=root.trunk_id).exclude(earlier=[]):
        duty.earlier = [{**move, "reason": ""} for move in duty.earlier]
        duty.save(update_fields=["earlier"])


def done_on_day(matter: Matter, kind: str, *, holder_unit: Unit, done_on: date) -> int:
    """What the unit did last is found to have been done on another day: that day counts; says for how many (none or one)."""
    closed = Duty.objects.filter(matter=matter, kind=kind, holder_unit=holder_unit, outcome=DutyOutcome.DISCHARGED)
    return Duty.objects.filter(pk__in=closed.order_by("-pk").values("pk")[:1]).update(done_on=done_on)


def erase(root: Matter) -> int:
    """Take every duty of the matter away: it said which unit and by when of something that should not be held (a removal)."""
    return Duty.objects.filter(root_id=root.trunk_id).delete()[0]
