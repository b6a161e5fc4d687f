"""The department of Ho Chi Minh City on Thursday 1 June 2017."""

from __future__ import annotations

import pytest

from tests.authorities import Authority, make_authority


@pytest.fixture
def hcm(db: None) -> Authority:
    """The department under 1236/QĐ-STNMT-VP."""
    return make_authority("hcm")
