"""The clock of the demo: working days one after the other, and acts that wait for their day."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dondoc.clock import ZONE
from dondoc.workdays import Calendar

AHEAD = 60
Act = Callable[[datetime], None]


@dataclass
class Days:
    """Working days from the first of the demo to yesterday, and some after them, by their place."""

    past: list[date]
    ahead: list[date]
    waiting: list[tuple[int, int, int, Act]] = field(default_factory=list)
    counter: int = 0

    @classmethod
    def before(cls, today: date, span: timedelta, calendar: Calendar) -> Days:
        """The working days of the span before today, and the next ones."""
        days = [today - timedelta(days=n) for n in range(span.days, 0, -1)]
        later = [today + timedelta(days=n) for n in range(AHEAD * 2)]
        return cls([d for d in days if calendar.is_working(d)], [d for d in later if calendar.is_working(d)])

    @property
    def last(self) -> int:
        """The place of the last day that has passed."""
        return len(self.past) - 1

    def on(self, place: int) -> date:
        """The working day at the place; before the first it is the first."""
        every = [*self.past, *self.ahead]
        return every[min(max(place, 0), len(every) - 1)]

    def plan(self, place: int, hour: int, act: Act) -> None:
        """Let the act happen on the day; what lies after yesterday never happens."""
        if place <= self.last:
            self.counter += 1
            heapq.heappush(self.waiting, (max(place, 0), hour, self.counter, act))

    def live(self, place: int) -> None:
        """Let every act of the day happen, a minute or more after the other; an act may plan more for today and later."""
        at = self.at(place, 8)
        while self.waiting and self.waiting[0][0] <= place:
            _place, hour, _number, act = heapq.heappop(self.waiting)
            at = max(at + timedelta(minutes=1), self.at(place, hour))
            act(at)

    def at(self, place: int, hour: int, minute: int = 0) -> datetime:
        """The instant of the wall clock on the day."""
        return datetime.combine(self.on(place), time(hour, minute), tzinfo=ZONE)
