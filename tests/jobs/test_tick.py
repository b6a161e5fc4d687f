"""The tick: every rule is asked, each quarter of an hour once, and a rule that fails stops no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dondoc.jobs import actions, registry, tick
from dondoc.jobs.models import Job, PeriodicRun
from tests.rivals import together

AT = datetime(2016, 11, 7, 2, 7, 31, tzinfo=UTC)


def test_every_rule_is_asked_in_its_order_with_the_instant() -> None:
    asked: list[tuple[str, datetime, bool]] = []
    for name in ("b", "a"):
        registry.rule(name, lambda at, dry, name=name: asked.append((name, at, dry)) or len(name))
    assert tick.tick(AT, dry_run=True) == {"b": 1, "a": 1}
    assert asked == [("b", AT, True), ("a", AT, True)]


def test_a_rule_that_fails_is_told_after_the_others_have_acted() -> None:
    def fall(_at: datetime, _dry: bool) -> int:
        raise ValueError("no")

    registry.rule("fall", fall)
    registry.rule("count", lambda _at, _dry: 3)
    with pytest.raises(tick.RulesFailed, match="fall: ValueError") as caught:
        tick.tick(AT)
    assert caught.value.counts == {"count": 3} and set(caught.value.failed) == {"fall"}


@pytest.mark.django_db
def test_the_worker_ticks_once_each_quarter_of_an_hour() -> None:
    asked: list[datetime] = []
    registry.rule("count", lambda at, _dry: len(asked) if asked.append(at) else 0)
    for minutes in (0, 1, 7, 8, 15, 30):
        tick.tick_now_and_then(AT + timedelta(minutes=minutes))
    assert [(at - AT).total_seconds() / 60 for at in asked] == [0, 8, 30]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_ticks() -> None:
    asked: list[datetime] = []
    registry.rule("count", lambda at, _dry: len(asked) if asked.append(at) else 0)
    together(lambda: tick.tick_now_and_then(AT), lambda: tick.tick_now_and_then(AT))
    assert asked == [AT]


@pytest.mark.django_db
def test_a_tick_sweeps_what_is_long_done() -> None:
    tick.tick_now_and_then(AT)
    actions.enqueue("count", {}, at=AT)
    actions.finish(actions.claim("an", AT), AT)
    tick.tick_now_and_then(AT + actions.KEPT + timedelta(hours=1))
    assert PeriodicRun.objects.count() == 1 and not Job.objects.exists()
