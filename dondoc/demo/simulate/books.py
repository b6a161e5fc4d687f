"""What the writer looks up again and again: who is told, who monitors, what an act cites, which date the law gives; asked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local
from dondoc.demo.simulate.wire import Wire
from dondoc.duties import rules as duty_rules
from dondoc.gazette.models import CalendarVersion
from dondoc.journal.stamps import Stamp
from dondoc.regulation import Form, Profile
from dondoc.tasks import deadlines, fulltext
from dondoc.tasks.deadlines import TaskInput
from dondoc.units.models import Actor, Field, Post, Register, Role, Unit
from dondoc.units.queries import monitors_reader, people_for, people_in, superiors
from dondoc.urging import rules as urging_rules
from dondoc.urging.actions.writing import in_vietnamese
from dondoc.urging.models import Channel
from dondoc.urging.papers import state_words
from dondoc.wording import fold
from dondoc.workdays import Calendar

MARK = 987_654_321
"""A number that no address holds otherwise."""
MOST_WORDS = 10_000
"""Texts whose words are kept."""
MOST_COUNTED = 3_000
"""Dates that are kept with the way in which they were counted."""


@dataclass(frozen=True)
class Due:
    """A counted date as the columns of a duty take it."""

    due_on: date | None
    due_text: str | None
    article: str
    reading: str
    trace: str | None
    provisional: bool


@dataclass
class Books:
    """The founded province as the writer needs it; nobody comes or goes while it is simulated."""

    register: Register
    wire: Wire
    day: date
    cites: dict[str, str] = field(default_factory=dict)
    dues: dict[tuple[object, ...], Due] = field(default_factory=dict)
    deadlines: dict[tuple[object, ...], tuple[date | None, str | None]] = field(default_factory=dict)
    told: dict[int, list[int]] = field(default_factory=dict)
    monitors: dict[tuple[int, int], Post | None] = field(default_factory=dict)
    above: dict[int, list[int]] = field(default_factory=dict)
    spoken: dict[str, tuple[str, str]] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    next_steps: dict[tuple[date, int], urging_rules.Next] = field(default_factory=dict)

    @cached_property
    def law(self) -> Profile:
        """The regulation of the register."""
        return gazette.law(self.register.edition)

    @cached_property
    def version(self) -> CalendarVersion:
        """The newest version of the calendar."""
        found = gazette.current_calendar()
        assert found is not None  # founded with it
        return found

    @cached_property
    def calendar(self) -> Calendar:
        """The newest calendar."""
        return gazette.calendar(self.version)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by code."""
        return {unit.code: unit for unit in Unit.objects.select_related("parent__parent")}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Fields of work by code."""
        return {row.code: row for row in Field.objects.filter(register=self.register)}

    @cached_property
    def posts(self) -> dict[str, Post]:
        """Posts by the name of sign-in."""
        return {post.person.username: post for post in Post.objects.select_related("person", "unit")}

    @cached_property
    def stamps(self) -> dict[str, Stamp]:
        """What the journal keeps of everybody; the program itself under the empty name."""
        found = {name: Stamp(post.person_id, post.id, post.unit_id) for name, post in self.posts.items()}
        return {**found, "": Actor.system(self.register).stamp}

    def cite(self, act: str) -> str:
        """The articles on which the act rests."""
        if act not in self.cites:
            self.cites[act] = self.law.cite(act)
        return self.cites[act]

    def people(self, unit: Unit) -> list[int]:
        """Head and officers of the unit."""
        if unit.id not in self.told:
            self.told[unit.id] = people_in([unit], [Role.UNIT_HEAD, Role.UNIT_OFFICER], self.day)
        return self.told[unit.id]

    @cached_property
    def office_people(self) -> list[int]:
        """The whole Office, where no monitor is named."""
        return people_in([self.register.office], [Role.OFFICE_OFFICER, Role.MONITOR], self.day)

    @cached_property
    def office_heads(self) -> list[int]:
        """Who signs slips."""
        return people_in([self.register.office], [Role.OFFICE_HEAD], self.day)

    @cached_property
    def leaders(self) -> list[int]:
        """Who instructs."""
        return people_in([self.register.keeper], [Role.LEADER], self.day)

    def office(self, monitor: Post | None) -> list[int]:
        """The monitor, or the whole Office when none is named."""
        if monitor is None:
            return self.office_people
        if -monitor.id not in self.told:
            self.told[-monitor.id] = people_for(monitor, self.day)
        return self.told[-monitor.id] or self.office_people

    @cached_property
    def _deciders(self) -> list[int]:
        return people_in([self.register.office], [Role.OFFICE_HEAD, Role.OFFICE_OFFICER], self.day)

    def deciders(self, monitor: Post | None) -> list[int]:
        """Head and officers of the Office, who decide, and the monitor who follows."""
        return list(dict.fromkeys([*self._deciders, *(self.office(monitor) if monitor is not None else [])]))

    @cached_property
    def _monitor(self) -> object:
        return monitors_reader(self.register, self.day)

    def monitor_for(self, unit: Unit, of: Field) -> Post | None:
        """The officer bound to the unit, else to the field (HUE 8.1đ)."""
        key = (unit.id, of.id)
        if key not in self.monitors:
            self.monitors[key] = self._monitor(unit, of)  # type: ignore[operator]
        return self.monitors[key]

    def superiors(self, unit: Unit) -> list[int]:
        """Units above that may see what the unit is given."""
        if unit.id not in self.above:
            self.above[unit.id] = [row.pk for row in superiors(unit, self.register)]
        return self.above[unit.id]

    def deadline(self, kind: str, due_on: date | None, span: str, issued_on: date) -> tuple[date | None, str | None]:
        """A deadline as a directive sets it, with its trace as the column takes it."""
        key = (kind, due_on, span, issued_on)
        if key not in self.deadlines:
            given = TaskInput("", (), due_kind=kind, due_on=due_on, due_span=span)
            found = deadlines.read(given, issued_on=issued_on, law=self.law, calendar=self.calendar)
            _keep_few(self.deadlines)
            self.deadlines[key] = found.due_on, self.wire.json(found.trace) if found.trace is not None else None
        return self.deadlines[key]

    def due(self, limit: str, event_on: date, event_at: datetime | None = None, tags: tuple[str, ...] = ()) -> Due:
        """The date that the law gives; what has the same inputs is counted once. The hour counts only where it can matter."""
        hour = local(event_at).time() if event_at is not None and self._knows_hours(limit) else None
        key = (limit, event_on, hour, tags)
        if key not in self.dues:
            _keep_few(self.dues)
            self.dues[key] = self._count(limit, event_on, hour, tags)
        return self.dues[key]

    def _knows_hours(self, limit: str) -> bool:
        law = self.law.limits[limit]
        return any(case.cutoff is not None for case in getattr(law, "cases", ()))

    def _count(self, limit: str, event_on: date, hour: time | None, tags: tuple[str, ...]) -> Due:
        found = duty_rules.due_by_law(self.law, limit, event_on, self.calendar, at=hour, tags=tags)
        trace = self.wire.json(found.trace) if found.trace is not None else None
        text = found.due_on.isoformat() if found.due_on else None
        return Due(found.due_on, text, found.article, found.reading, trace, found.provisional)

    def coming(self, start: date, issued: int) -> urging_rules.Next:
        """The next step of a ladder."""
        key = (start, issued)
        if key not in self.next_steps:
            self.next_steps[key] = urging_rules.next_step(self.law, self.calendar, start=start, issued=issued)
        return self.next_steps[key]

    def words(self, text: str) -> tuple[str, str]:
        """The text as the full text holds it: without marks, and as it is spelled; texts are put together from such pieces."""
        found = self.spoken.get(text)
        if found is None:
            if len(self.spoken) > MOST_WORDS:
                self.spoken.clear()
            found = self.spoken[text] = (fulltext.shadow(text), fulltext.spelled(text).strip())
        return found

    def fold(self, text: str) -> str:
        """The text without marks."""
        found = self.folded.get(text)
        if found is None:
            if len(self.folded) > MOST_WORDS:
                self.folded.clear()
            found = self.folded[text] = fold(text)
        return found

    def unit_words(self, unit: Unit) -> tuple[str, str]:
        """The names of the unit as a task's search key holds them."""
        return self.words(f"{unit.name} {unit.short_name} {unit.code}")

    @cached_property
    def units_by_name(self) -> dict[str, int]:
        """Numbers of units by their full name."""
        return {unit.name: unit.id for unit in self.units.values()}

    @cached_property
    def slip_form(self) -> Form:
        """The form of slips."""
        form = self.law.form_for(urging_rules.SLIP_FORM)
        assert form is not None  # the demo follows a regulation with slips
        return form

    @cached_property
    def addresses(self) -> dict[str, tuple[str, str]]:
        """Pages by name, as what stands before and after the number."""
        names = ("workspace:task", "workspace:directive", "urging:slip", "urging:case")
        parts = {name: reverse(name, args=[MARK]).split(str(MARK)) for name in names}
        return {name: (part[0], part[1]) for name, part in parts.items()}

    def state_words(self, state: str) -> str:
        """A state as slips say it."""
        if state not in self.said:
            self.said[state] = state_words(state)
        return self.said[state]

    def channel_words(self, channel: str) -> str:
        """A channel as the journal keeps it."""
        if channel not in self.said:
            self.said[channel] = in_vietnamese(Channel(channel).label)
        return self.said[channel]

    def url(self, name: str, number: int) -> str:
        """The address of a page."""
        before, after = self.addresses[name]
        return f"{before}{number}{after}"


def _keep_few(counted: dict[Any, Any]) -> None:
    """Days come in their order: what was counted long ago is not asked for again, and a trace is two kilobytes."""
    if len(counted) >= MOST_COUNTED:
        counted.clear()
