"""The district on Monday 7 June 2021."""

from __future__ import annotations

import pytest

from tests.authorities import Authority, make_authority


@pytest.fixture
def district(db: None) -> Authority:
    """The People's Committee of Ninh Hải with its Office, divisions and communes."""
    return make_authority("nhi")
