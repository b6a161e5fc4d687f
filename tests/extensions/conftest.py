"""The cast under a regulation that knows extension and adjustment."""

import pytest

from tests.extensions.district import adopt
from tests.world import World


@pytest.fixture
def district(world: World) -> World:
    """The register under the regulation 553 of 2021."""
    return adopt(world)
