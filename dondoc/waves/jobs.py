"""What the worker does for waves: ask before a tick issues anything, go on when the Office has decided."""

from __future__ import annotations

from datetime import datetime

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.jobs import actions as jobs
from dondoc.jobs import registry, tick
from dondoc.jobs.registry import Forecast, Passage
from dondoc.units.models import Register
from dondoc.waves import actions, rules
from dondoc.waves.models import Wave

RULE = "wave"
MINUTES = 5


class Waves(registry.Gate):
    """Unusually much waits; what the Office decided is carried out, as far as it has seen it."""

    def let_through(self, at: datetime, forecast: Forecast, *, dry_run: bool) -> Passage:
        """See `registry.Gate`. A wave that grew far beyond what was decided about is held anew."""
        found = previews(forecast)
        standing = {wave.register_id: wave for wave in Wave.objects.unfinished()}
        held, quiet = set(), set()
        for register_id in sorted({*found, *standing}):
            preview, wave = found.get(register_id), standing.get(register_id)
            if wave is not None and wave.decision:
                if preview is not None and preview.count > wave.count + wave.allowed:
                    held.add(register_id)
                    if not dry_run:
                        actions.finish(wave, at=at)
                        actions.hold(register_id, preview, allowed=wave.allowed, at=at)
                elif wave.decision == rules.HUSH:
                    quiet.add(register_id)
            elif wave is not None:
                held.add(register_id)
                if preview is not None and not dry_run:
                    actions.count_again(wave, preview, at=at)
            elif preview is not None and _is_unusual(register_id, preview, at):
                held.add(register_id)
                if not dry_run:
                    actions.hold(register_id, preview, allowed=actions.limit_of(register_id, local_date(at)), at=at)
        return Passage(frozenset(held), frozenset(quiet))

    def passed(self, at: datetime, forecast: Forecast, passage: Passage) -> None:
        """Add up what went out on the day; a decided wave ends when it was time to tell people."""
        decided = {wave.register_id: wave for wave in Wave.objects.unfinished().exclude(decision="")}
        counts = [(register, found.count) for register, found in previews(forecast).items()]
        free = [(register, count) for register, count in counts if register not in passage.held]
        actions.add_up([pair for pair in free if pair[0] not in decided], at=at)
        if rules.is_time(at, gazette.calendar()):
            for register_id, wave in decided.items():
                if register_id not in passage.held:
                    actions.finish(wave, at=at)


def previews(forecast: Forecast) -> dict[int, rules.Preview]:
    """What each register would get."""
    return dict(
        rules.previews(
            (name, portion.register_id, portion.unit_id, portion.day, portion.count, portion.matter_id)
            for name, portions in forecast.items()
            for portion in portions
        )
    )


def _is_unusual(register_id: int, preview: rules.Preview, at: datetime) -> bool:
    day = local_date(at)
    return actions.gone_on(register_id, day) + preview.count > actions.limit_of(register_id, day)


def waiting(at: datetime) -> list[tuple[str, int, int]]:
    """What waits for an Office, or would be held now: the register's name, how many acts, of how many units. Writes nothing."""
    forecast = {name: list(ahead(at)) for name, ahead in registry.AHEAD.items()}
    held = Waves().let_through(at, forecast, dry_run=True).held
    found = previews(forecast)
    names = dict(Register.objects.filter(pk__in=held).order_by("pk").values_list("pk", "name"))
    return [(names[pk], found[pk].count, len(found[pk].units)) for pk in sorted(held) if pk in found]


def go_on(at: datetime) -> None:
    """The worker's chore: a tick soon after a decision, by whichever worker asks first; again when one was killed in it."""
    decided = Wave.objects.unfinished().exclude(decision="").order_by("pk").first()
    if decided is None or not rules.is_time(at, gazette.calendar()):
        return
    period = at.replace(minute=at.minute // MINUTES * MINUTES, second=0, microsecond=0)
    if jobs.once(RULE, f"{decided.pk}:{period:%Y%m%d%H%M}", at):
        tick.tick(at)
