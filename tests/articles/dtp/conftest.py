"""The province of Đồng Tháp on Thursday 8 January 2026."""

from __future__ import annotations

import pytest

from tests.authorities import Authority, make_authority


@pytest.fixture
def dtp(db: None) -> Authority:
    """The province under 1298/QĐ-UBND-HC."""
    return make_authority("dtp")
