"""What the days bring: every room's rules are asked in their order; safe to run twice and by two workers at once."""

from __future__ import annotations

from datetime import datetime

from dondoc.jobs import actions, registry


def tick(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Let every rule do what is due at the instant; says how many acts each did, or would do when ``dry_run``."""
    return {name: rule(at, dry_run) for name, rule in registry.RULES.items()}


def tick_now_and_then(at: datetime) -> None:
    """The worker's chore: a tick each quarter of an hour, by whichever worker asks first."""
    period = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    if actions.once("tick", period.isoformat(), at):
        tick(at)
