"""What date a limit of a regulation gives, or a span without any regulation: the answer day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.lawbook.queries.statements import cited, limit_in_words, statements_of
from dondoc.lawbook.wordings import EVENTS, LIMITS
from dondoc.regulation import Silent, deadline
from dondoc.regulation.profile import Profile
from dondoc.regulation.terms import LIMIT_NAMES, Tag
from dondoc.workdays import Calendar, Direction, Span, Trace, count

#: A longer way is shown by its ends and by the days that were skipped.
MOST_DAYS = 62


@dataclass(frozen=True)
class Step:
    """A day on the way: counted as the so-many-th, skipped with the reason and the decision, or the day of the event."""

    on: date
    kind: str
    number: int = 0
    name: str = ""
    decision: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Answer:
    """The date, how it was counted, and under which articles; ``silence`` where the regulation sets no time."""

    due_on: date | None
    trace: Trace | None = None
    steps: tuple[Step, ...] = ()
    is_long: bool = False
    said: str = ""
    event: str = ""
    articles: str = ""
    anchor: str = ""
    reading: str = ""
    silence: str = ""

    @property
    def skipped(self) -> tuple[Step, ...]:
        """The days that were not counted."""
        return tuple(step for step in self.steps if step.kind == "skipped")


def by_law(edition: Edition, limit: str, on: date, *, at: time | None, tags: Iterable[str]) -> Answer:
    """The limit of the regulation, counted from the event under the newest calendar."""
    law, calendar, chosen = gazette.law(edition), gazette.calendar(), frozenset(map(Tag, tags))
    found = deadline(law, limit, on, calendar, at=at, tags=sorted(chosen))
    if isinstance(found, Silent):
        return Answer(None, silence=found.declaration, event=str(LIMITS.get(limit, limit)))
    stated = law.limits[limit]
    said = "" if isinstance(stated, Silent) else limit_in_words(stated.case(chosen))
    steps, is_long = _steps(found.trace, calendar)
    return Answer(
        found.due_on, found.trace, steps, is_long, said=said, event=str(EVENTS.get(found.counts_from, found.counts_from)),
        articles=cited(found.article), anchor=statements_of(edition)[f"limits.{limit}"].anchor, reading=found.reading,
    )  # fmt: skip


def by_span(span: Span, on: date, direction: Direction) -> Answer:
    """A span that no regulation names, counted by the Civil Code 2015, articles 146 to 148."""
    calendar = gazette.calendar()
    trace = count(span, on, calendar, direction=direction)
    steps, is_long = _steps(trace, calendar)
    return Answer(trace.due_on, trace, steps, is_long)


def _steps(trace: Trace, calendar: Calendar) -> tuple[tuple[Step, ...], bool]:
    length = abs((trace.due_on - trace.start_on).days)
    steps = tuple(_days(trace, calendar))
    if length <= MOST_DAYS:
        return steps, False
    return tuple(step for step in steps if step.kind != "counted" or step.on == trace.due_on), True


def _days(trace: Trace, calendar: Calendar) -> Iterator[Step]:
    """From the event to the date, whichever comes first in time."""
    numbers = {day: place for place, day in enumerate(trace.counted, start=1)}
    skipped = {off.on: off for off in trace.skipped}
    ahead = trace.due_on >= trace.start_on
    one = timedelta(days=1 if ahead else -1)
    day = trace.start_on
    while True:
        if day in skipped and day != trace.start_on:
            off = skipped[day]
            yield Step(day, "skipped", 0, off.name, off.decision, off.confirmed)
        elif day in numbers:
            yield Step(day, "counted", numbers[day])
        elif day == trace.start_on:
            off_name = calendar.why_off(day)
            yield Step(
                day, "event", name=off_name.name if off_name else "", decision=off_name.decision if off_name else ""
            )
        elif day == trace.due_on:
            yield Step(day, "rolled")
        if day == trace.due_on:
            return
        day += one


def limits_of(law: Profile) -> list[tuple[str, str]]:
    """The limits that the regulation sets, for a choice."""
    return [(name, str(LIMITS.get(name, name))) for name in LIMIT_NAMES if not isinstance(law.limits[name], Silent)]


def tags_of(law: Profile) -> list[Tag]:
    """The circumstances that some limit of the regulation asks for."""
    known = {
        tag for limit in law.limits.values() if not isinstance(limit, Silent) for case in limit.cases for tag in case.when
    }  # fmt: skip
    return [tag for tag in Tag if tag in known]
