"""A wave as the Office sees it before deciding: by unit, by kind and day, with a few of the matters concerned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dondoc.clock import local_date
from dondoc.duties.models import Matter
from dondoc.units.models import Actor, Unit
from dondoc.waves.models import Wave
from dondoc.workspace import jobs
from dondoc.workspace.queries.subjects import Subject, subjects_of
from dondoc.workspace.sentences import WAVES

UNITS_SHOWN = 200
DAYS_SHOWN = 10


@dataclass(frozen=True)
class Kind:
    """What a rule would do: in words, how often, because of which days (the most first), some of what it is about."""

    label: object
    count: int
    days: list[tuple[date, int]]
    more_days: int
    samples: list[Subject]


@dataclass(frozen=True)
class Preview:
    """What would go out; ``piled_up`` of it because of days before today, which is what can be hushed."""

    wave: Wave
    kinds: list[Kind]
    units: list[tuple[str, int, list[tuple[object, int]]]]
    more_units: int
    today: int

    @property
    def piled_up(self) -> int:
        """What would not be told of when it is hushed."""
        return self.wave.count - self.today


def waiting(actor: Actor) -> list[Wave]:
    """Waves that the actor has to decide about: one query, none for those who decide nothing."""
    return list(Wave.objects.visible_to(actor).waiting().defer("preview"))


def preview_of(wave: Wave) -> Preview:
    """The stored preview in words: a query for each kind of matter, one for the units."""
    stored = wave.preview
    matters = {pk for found in stored["samples"].values() for pk in found}
    subjects = subjects_of(Matter.objects.filter(pk__in=matters))
    totals = sorted(((sum(rules.values()), int(unit)) for unit, rules in stored["units"].items()), reverse=True)
    shown = totals[:UNITS_SHOWN]
    names = dict(Unit.objects.filter(pk__in=[unit for _count, unit in shown]).values_list("pk", "name"))
    return Preview(
        wave=wave,
        kinds=[_kind(rule, days, stored["samples"].get(rule, ()), subjects) for rule, days in stored["days"].items()],
        units=[(names.get(unit, ""), count, _kinds_of(stored["units"][str(unit)])) for count, unit in shown],
        more_units=len(totals) - len(shown),
        today=_of_today(stored["days"].get(jobs.RULE, {}), local_date(wave.seen_at)),
    )


def _kinds_of(rules: dict[str, int]) -> list[tuple[object, int]]:
    return [(WAVES.get(rule, rule), count) for rule, count in rules.items()]


def _kind(rule: str, days: dict[str, int], samples: Iterable[int], subjects: dict[int, Subject]) -> Kind:
    ordered = sorted(((date.fromisoformat(day), count) for day, count in days.items()), key=lambda pair: -pair[1])
    about = [subjects[pk] for pk in samples if pk in subjects]
    return Kind(
        WAVES.get(rule, rule), sum(days.values()), sorted(ordered[:DAYS_SHOWN]), len(ordered[DAYS_SHOWN:]), about
    )


def _of_today(days: dict[str, int], today: date) -> int:
    """Reminders of dates that are still to come: they go out in any case."""
    return sum(count for day, count in days.items() if date.fromisoformat(day) >= today)
