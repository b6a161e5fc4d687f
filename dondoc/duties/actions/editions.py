"""Open duties go over to another edition of the regulation: each keeps its old date with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dondoc import gazette
from dondoc.duties import rules
from dondoc.duties.actions.calendars import line_of
from dondoc.duties.editions import under_edition
from dondoc.duties.models import Duty
from dondoc.gazette.models import Edition
from dondoc.journal.actions import Line


def move_to_edition(
    duties: Iterable[Duty], edition: Edition, *, at: datetime, reason: str, move: int
) -> tuple[int, list[Line]]:
    """Write what `under_edition` says of each; gives how many dates changed and their lines for the journal.

    Under the locks of their roots. ``move`` is the number under which the earlier dates are kept, so that people can be told.
    """
    version, lines = gazette.current_calendar(), []
    for moved in under_edition(duties, edition):
        duty, due, before = moved.duty, moved.due, moved.duty.due_on
        duty.edition, duty.article = edition, due.article
        if moved.counted:
            duty.reading, duty.trace, duty.provisional = due.reading, due.trace, due.provisional
            duty.due_on, duty.calendar_version = due.due_on, version
        if duty.due_on != before:
            kept = rules.moved(before, at=at, reason=reason)
            duty.earlier = [*duty.earlier, {**kept, "move": move}]
            lines.append(line_of(duty, reason))
        duty.save()
    return len(lines), lines
