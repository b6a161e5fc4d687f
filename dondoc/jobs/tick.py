"""What the days bring: every room's rules are asked in their order; safe to run twice and by two workers at once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dondoc.jobs import actions, registry

log = logging.getLogger(__name__)
RULE = "tick"
MINUTES = 15


class RulesFailed(Exception):
    """Some rules failed; the others did what was due. ``counts`` are theirs, ``failed`` the reasons by rule."""

    def __init__(self, counts: Mapping[str, int], failed: Mapping[str, Exception]) -> None:
        self.counts, self.failed = dict(counts), dict(failed)
        super().__init__(", ".join(f"{name}: {type(error).__name__}" for name, error in failed.items()))


def tick(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Let every rule do what is due at the instant; says how many acts each did, or would do when ``dry_run``.

    Raises:
        RulesFailed: after all rules were asked, when some of them failed.
    """
    counts: dict[str, int] = {}
    failed: dict[str, Exception] = {}
    for name, rule in registry.RULES.items():
        try:
            counts[name] = rule(at, dry_run)
        except Exception as error:
            log.exception("rule %s failed", name)
            failed[name] = error
    if failed:
        raise RulesFailed(counts, failed)
    return counts


def tick_now_and_then(at: datetime) -> None:
    """The worker's chore: a tick each quarter of an hour, by whichever worker asks first."""
    period = at.replace(minute=at.minute // MINUTES * MINUTES, second=0, microsecond=0)
    if actions.once(RULE, period.isoformat(), at):
        tick(at)
        with transaction.atomic():
            actions.forget(RULE, at)
            actions.sweep(at)
