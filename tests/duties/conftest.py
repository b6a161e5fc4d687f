"""Matters and duties without the rooms above them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from dondoc.duties import actions
from dondoc.duties.models import Duty, DutyKind, Matter, MatterKind
from tests.world import AT, World

MONDAY = date(2016, 11, 7)


@pytest.fixture
def matter(world: World) -> Matter:
    """A directive's matter."""
    return actions.open_matter(kind=MatterKind.DIRECTIVE, register=world.register, at=AT)


@pytest.fixture
def duty(world: World, matter: Matter) -> Callable[..., Duty]:
    """Open a duty of the department of finance about the matter, unless the test says otherwise."""

    def make(about: Matter | None = None, *, at: datetime = AT, unit: str = "STC", **given: Any) -> Duty:
        values = {"kind": DutyKind.UPDATE_RESULT, "limit": "update", "event_on": date(2016, 11, 16), **given}
        return actions.open_duty(
            about or matter, holder_unit=world.units[unit], edition=world.register.edition, at=at, **values
        )

    return make
