"""Which date each open duty would have under another edition of the regulation: the preview and the verb ask the same question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dondoc import gazette
from dondoc.clock import local
from dondoc.duties import queries, rules
from dondoc.duties.models import Duty, DutyKind
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.regulation.profile import Profile

#: On which act of the regulation a duty without a limit of its own rests, where its articles alone do not say it.
ACTS = {
    DutyKind.TAKE_OVER: "take_over", DutyKind.CARRY_OUT: "due_date", DutyKind.CORRECT_RETURN: "decide_return",
    DutyKind.ISSUE_SLIP: "issue_slip", DutyKind.INSTRUCT: "escalate", DutyKind.EXPLAIN_DELAY: "explain_delay",
}  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A duty as the other edition has it: what the law counts anew, or the same date under the articles of the other edition."""

    duty: Duty
    due: rules.Due
    counted: bool

    @property
    def changes(self) -> bool:
        """Whether its date is another one."""
        return self.due.due_on != self.duty.due_on


def under_edition(duties: Iterable[Duty], edition: Edition) -> Iterator[Moved]:
    """Each duty that can go over to the edition; what has the same inputs is counted once.

    A duty without a limit goes over when the other edition has articles for the act on which it rests; else it stays under the
    edition under which it arose, and so does one that rests on no act.
    """
    rows, version, new = list(duties), gazette.current_calendar(), gazette.law(edition)
    editions = Edition.objects.in_bulk({duty.edition_id for duty in rows})
    known: dict[tuple[object, ...], rules.Due] = {}
    for duty in rows:
        if duty.edition_id == edition.pk:
            continue
        if duty.limit and duty.event_on is not None:
            key = (duty.limit, duty.event_on, local(duty.event_at).time() if duty.event_at else None, tuple(duty.tags))
            if key not in known:
                known[key] = _counted(duty, edition, version)
            yield Moved(duty, known[key], counted=True)
        elif article := _article(duty, gazette.law(editions[duty.edition_id]), new):
            yield Moved(
                duty, rules.Due(duty.due_on, article, duty.reading, "", duty.trace, duty.provisional), counted=False
            )


def _counted(duty: Duty, edition: Edition, version: CalendarVersion | None) -> rules.Due:
    assert duty.event_on is not None  # asked above
    return queries.count(edition, duty.limit, duty.event_on, duty.event_at, duty.tags, version)


def _article(duty: Duty, old: Profile, new: Profile) -> str:
    """The articles of the other edition for the act on which the duty rests; nothing when that cannot be said for sure."""
    if not duty.article:
        return ""
    acts = [act for act in old.cites if old.cite(act) == duty.article]
    if (act := ACTS.get(DutyKind(duty.kind), "")) in acts:
        return new.cite(act)
    found = {new.cite(act) for act in acts}
    return found.pop() if len(found) == 1 else ""
