"""The department on Monday 6 June 2022."""

from __future__ import annotations

import pytest

from tests.authorities import Authority, make_authority


@pytest.fixture
def department(db: None) -> Authority:
    """The department of agriculture of Kon Tum with its Office, divisions and attached bodies."""
    return make_authority("ktm")
