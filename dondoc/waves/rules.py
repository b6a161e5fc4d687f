"""Pure decisions about waves: what an ordinary day is, what is unusually much, when something may go out at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from statistics import median

from dondoc.clock import local
from dondoc.regulation import Refusal
from dondoc.workdays import Calendar

FROM_HOUR = time(7, 0)
"""Nobody is reminded at night."""
DAYS = 20
"""So many of the latest days on which something went out make an ordinary day: four weeks."""
FEWEST_DAYS = 5
"""Of fewer days nobody can say what is ordinary: then only the least number counts."""
SAMPLES = 10
LONGEST_REASON = 500
SEND, HUSH = "send", "hush"


def is_time(at: datetime, calendar: Calendar) -> bool:
    """Whether the rules may tell somebody something at the instant: a working day, not at night."""
    here = local(at)
    return calendar.is_working(here.date()) and here.time() >= FROM_HOUR


def ordinary(days: Sequence[int]) -> int:
    """How much goes out on an ordinary day, from the latest days: the middle one, so that a single flood changes nothing."""
    return round(median(days[:DAYS])) if len(days) >= FEWEST_DAYS else 0


def limit(days: Sequence[int], *, least: int, times: int) -> int:
    """How much may go out on a day without anybody looking at it."""
    return max(least, times * ordinary(days))


@dataclass
class Preview:
    """What would go out for a register: by unit and rule, by rule and day, with a few of the matters concerned."""

    units: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    days: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    samples: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rule: str, unit: int, day: date, count: int, matter: int) -> None:
        """Take in what a rule would do for a unit because of a day."""
        self.units[unit][rule] += count
        self.days[rule][day.isoformat()] += count
        if len(self.samples[rule]) < SAMPLES and matter not in self.samples[rule]:
            self.samples[rule].append(matter)

    @property
    def count(self) -> int:
        """How many acts."""
        return sum(sum(rules.values()) for rules in self.units.values())

    def as_dict(self) -> dict[str, object]:
        """As the row keeps it."""
        plain = {str(unit): dict(rules) for unit, rules in self.units.items()}
        return {"units": plain, "days": {r: dict(d) for r, d in self.days.items()}, "samples": dict(self.samples)}


def previews(portions: Iterable[tuple[str, int, int, date, int, int]]) -> Mapping[int, Preview]:
    """What each register would get, from (rule, register, unit, day, count, matter)."""
    found: dict[int, Preview] = defaultdict(Preview)
    for rule, register, unit, day, count, matter in portions:
        found[register].add(rule, unit, day, count, matter)
    return found


def refusal_to_decide(*, decided: bool, decision: str, reason: str, seen: int, count: int, most: int) -> Refusal | None:
    """Why a wave cannot be decided so: somebody was faster; it has grown since it was seen; no reason was given."""
    if decided:
        return Refusal("wave.decided_already", {}, None)
    if decision not in {SEND, HUSH}:
        return Refusal("wave.decision_unknown", {"decision": decision[:20]}, None)
    if count > seen + most:
        return Refusal("wave.grown", {"seen": seen, "count": count}, None)
    if decision == HUSH and not reason:
        return Refusal("wave.reason_missing", {}, None)
    if len(reason) > LONGEST_REASON:
        return Refusal("wave.reason_too_long", {"most": LONGEST_REASON}, None)
    return None
