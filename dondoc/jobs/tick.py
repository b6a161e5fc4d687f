"""What the days bring: every room's rules are asked in their order; safe to run twice and by two workers at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from dondoc.jobs import actions, registry

log = logging.getLogger(__name__)
RULE, GATE = "tick", "gate"
MINUTES = 15


class RulesFailed(Exception):
    """Some rules failed; the others did what was due. ``counts`` are theirs, ``failed`` the reasons by rule."""

    def __init__(self, counts: Mapping[str, int], failed: Mapping[str, Exception]) -> None:
        self.counts, self.failed = dict(counts), dict(failed)
        super().__init__(", ".join(f"{name}: {type(error).__name__}" for name, error in failed.items()))


def tick(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Let every rule do what is due at the instant; says how many acts each did, or would do when ``dry_run``.

    What sends nothing to anybody is done first. Then the rules that do say what they would send, the gate says which
    registers wait for a person to look at it, and the rest goes out.

    Raises:
        RulesFailed: after all rules were asked, when some of them failed.
    """
    asked = _Asked(at, dry_run)
    for name in registry.RULES:
        if name not in registry.AHEAD:
            asked.act(name)
    asked.issue()
    if asked.failed:
        raise RulesFailed(asked.counts, asked.failed)
    return {name: asked.counts[name] for name in registry.RULES}


class _Asked:
    """One tick: what each rule did, and which failed."""

    def __init__(self, at: datetime, dry_run: bool) -> None:
        self.at, self.dry_run = at, dry_run
        self.counts: dict[str, int] = {}
        self.failed: dict[str, Exception] = {}

    def act(self, name: str, *passage: registry.Passage) -> None:
        """Let a rule act, or count."""
        with self._told(name):
            self.counts[name] = registry.RULES[name](self.at, self.dry_run, *passage)

    def issue(self) -> None:
        """The rules that send something, for the registers that do not wait."""
        forecast = self._forecast()
        passage, gates = registry.OPEN, registry.GATES if forecast else []
        for gate in gates:
            with self._told(GATE):
                passage = gate.let_through(self.at, forecast, dry_run=self.dry_run)
        if GATE in self.failed:
            return
        for name, portions in forecast.items():
            if self.dry_run:
                self.counts[name] = sum(row.count for row in portions if row.register_id not in passage.held)
            else:
                self.act(name, passage)
        if not self.dry_run and not self.failed:
            for gate in gates:
                with self._told(GATE):
                    gate.passed(self.at, forecast, passage)

    def _forecast(self) -> dict[str, list[registry.Portion]]:
        found: dict[str, list[registry.Portion]] = {}
        for name in registry.RULES:
            if name in registry.AHEAD:
                with self._told(name):
                    found[name] = list(registry.AHEAD[name](self.at))
        return found

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            log.exception("rule %s failed", name)
            self.failed[name] = error


def tick_now_and_then(at: datetime) -> None:
    """The worker's chore: a tick each quarter of an hour, by whichever worker asks first."""
    period = at.replace(minute=at.minute // MINUTES * MINUTES, second=0, microsecond=0)
    if actions.once(RULE, period.isoformat(), at):
        tick(at)
        with transaction.atomic():
            actions.forget(RULE, at)
            actions.sweep(at)
