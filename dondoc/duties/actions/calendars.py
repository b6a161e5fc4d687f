"""The calendar changes: the Office amends it, open duties are counted again, and everybody concerned is told once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import permissions, queries, rules
from dondoc.duties.actions.matters import put
from dondoc.duties.models import Duty, DutyKind
from dondoc.gazette import actions as gazette_actions
from dondoc.gazette.models import CalendarVersion
from dondoc.gazette.queries import as_change, days_between
from dondoc.journal import actions as journal
from dondoc.journal.actions import Line, Message
from dondoc.journal.stamps import Stamp
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor
from dondoc.units.permissions import require
from dondoc.wording import clean_line
from dondoc.workdays import Calendar, Change, DayKind

BATCH = 1000


def amend_calendar(
    *, by: Actor, at: datetime, changes: Iterable[Change], reason: str, seen: CalendarVersion | None = None
) -> CalendarVersion:
    """The Office adds, confirms or takes out days; open duties across them are counted again soon after.

    ``seen`` is the version that was on the page: a day that somebody else has changed since is refused. The same changes
    sent twice are stored once.

    Raises:
        Refused: not the Office; a day without its decision; a working day at no week-end; somebody was faster.
    """
    require(permissions.can_amend_calendar(by), "permission.amend_calendar")
    assert by.register is not None  # can_amend_calendar
    wanted = tuple(_clean(change) for change in changes)
    why = clean_line(reason)
    with transaction.atomic():
        current = gazette_actions.lock_calendar()
        calendar = gazette.calendar(current) if current is not None else gazette.WEEK_ENDS_ONLY
        before = gazette.calendar(seen) if seen is not None else calendar
        if current is not None and rules.changes_nothing(wanted, calendar):
            return current
        if refusal := rules.refusal_to_amend(wanted, reason=why, now=calendar, seen=before):
            raise Refused(refusal)
        try:
            stored = gazette_actions.amend_calendar(wanted, reason=why, at=at)
        except gazette_actions.CalendarConflict as error:
            raise Refused(Refusal("calendar.changed_meanwhile", {"on": wanted[0].on}, None)) from error
        days = "; ".join(_in_words(change) for change in wanted)
        journal.record(
            "calendar.amended", register_id=by.register.pk, stamp=by.stamp, at=at,
            payload={"days": days, "reason": why, "version": stored.pk},
        )  # fmt: skip
        return stored


def _clean(change: Change) -> Change:
    if change.kind is DayKind.PLAIN:
        return Change(change.on, DayKind.PLAIN)
    return Change(change.on, change.kind, clean_line(change.name), clean_line(change.decision), change.confirmed)


def _in_words(change: Change) -> str:
    what = {DayKind.OFF: "nghỉ", DayKind.WORKED: "làm bù", DayKind.PLAIN: "ngày bình thường"}[change.kind]
    named = f" – {change.name} ({change.decision})" if change.kind is not DayKind.PLAIN else ""
    return f"{change.on:%d/%m/%Y} {what}{named}" + ("" if change.confirmed else ", chưa xác nhận")


def reason_of(version: CalendarVersion) -> str:
    """Why the calendar is another one than before, in one line: it stands beside each date that was moved."""
    known = len(version.follows.amendments) if version.follows is not None else 0
    fresh = version.amendments[known:]
    if not fresh:
        return "Lịch làm việc được cập nhật"
    changes = [as_change(row) for row in fresh]
    reasons = "; ".join(dict.fromkeys(row["reason"] for row in fresh))
    return f"Lịch làm việc thay đổi: {'; '.join(_in_words(change) for change in changes)}. {reasons}"


def count_again(version: CalendarVersion, *, after: int, at: datetime, most: int = BATCH) -> int | None:
    """Count some open duties whose days the version says otherwise; gives the last one's number, None when none is left.

    Each that moves keeps its old date with the reason, and says so in its register's journal. Safe to do twice.
    """
    days = days_between(_before(version), gazette.calendar(version))
    newest = gazette.current_calendar()
    if days is None or newest is None:
        return None
    waiting = queries.open_across(*days).filter(pk__gt=after).order_by("pk").select_related("holder_unit")
    duties = list(waiting.select_for_update(of=("self",))[:most])
    why, lines = reason_of(version), []
    moves: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty, due in queries.counted_under(duties, newest):
        if due.trace == duty.trace and due.due_on == duty.due_on:
            continue
        before = duty.due_on
        put(duty, due)
        if duty.due_on != before:
            duty.earlier = [*duty.earlier, rules.moved(before, at=at, reason=why, calendar=version.pk)]
            lines.append(line_of(duty, why))
        moves[json.dumps([duty.trace, duty.earlier], sort_keys=True)].append(duty)
    for alike in moves.values():
        _write(alike, newest)
    journal.record_many(lines, stamp=Stamp(), at=at)
    return duties[-1].pk if len(duties) == most else None


def _write(alike: Sequence[Duty], newest: CalendarVersion) -> None:
    """One statement for all duties that got the same date, trace and history: of thousands most are alike."""
    first = alike[0]
    Duty.objects.filter(pk__in=[duty.pk for duty in alike]).update(
        due_on=first.due_on, trace=first.trace, provisional=first.provisional, earlier=first.earlier,
        calendar_version=newest,
    )  # fmt: skip


def _before(version: CalendarVersion) -> Calendar:
    return gazette.calendar(version.follows) if version.follows is not None else gazette.WEEK_ENDS_ONLY


@cache
def _label(kind: str) -> str:
    with translation.override("vi"):
        return str(DutyKind(kind).label)


def line_of(duty: Duty, why: str) -> Line:
    """The journal's line about a duty whose date was moved; its earlier date is written down already."""
    payload = {
        "duty": _label(duty.kind), "unit": duty.holder_unit.name, "was": duty.earlier[-1]["due_on"], "now": duty.due_on, "reason": why
    }  # fmt: skip
    return Line("duty.moved", duty.register_id, payload, duty.matter_id, duty.root_id, duty.article)


def tell_moved(version: CalendarVersion, *, at: datetime) -> int:
    """One message to each person some of whose open duties the version moved; says to how many."""
    holders: Counter[queries.Holder] = Counter()
    for holder, earlier in queries.moved_since(version):
        holders[holder] += any(move.get("calendar") == version.pk for move in earlier)
    counts: Counter[int] = Counter()
    for holder, moved in holders.items():
        for person in queries.people_of(holder, local_date(at)) if moved else ():
            counts[person] += moved
    why = reason_of(version)
    messages = [_message(person, count, why, version) for person, count in sorted(counts.items())]
    return journal.post_many(messages, at=at)


def _message(person: int, count: int, why: str, version: CalendarVersion) -> Message:
    params: dict[str, object] = {"count": count, "reason": why}
    return Message("calendar.duties_moved", _one(person), params, reverse("workspace:desk"), f"calendar:{version.pk}")


def _one(person: int) -> Sequence[int]:
    return (person,)
