"""Handlers, chores and rules of one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dondoc.jobs import registry


@pytest.fixture(autouse=True)
def own_registry() -> Iterator[None]:
    """What a test registers is forgotten after it; the rooms' own chores and rules rest meanwhile."""
    kept = dict(registry.HANDLERS), list(registry.CHORES), dict(registry.RULES)
    registry.CHORES.clear()
    registry.RULES.clear()
    yield
    registry.HANDLERS.clear()
    registry.HANDLERS.update(kept[0])
    registry.CHORES[:] = kept[1]
    registry.RULES.clear()
    registry.RULES.update(kept[2])
