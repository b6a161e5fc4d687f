"""Who appoints a deputy for whose absence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.regulation.refusals import Refused
from dondoc.units import actions
from dondoc.units.forms import posts_within_reach
from tests.units.conftest import AT, DAY, Province

#: Whose absence → who of the Office may appoint.
OFFICE_APPOINTS_FOR = {
    "chutich": {"chanhvp"},
    "chanhvp": {"chanhvp"},
    "kiemtra": {"chanhvp"},
    "quantri": set(),
    "chuyenvien": {"chanhvp", "chuyenvien"},
    "theodoi": {"chanhvp", "chuyenvien"},
    "giamdoc": {"chanhvp", "chuyenvien"},
    "canbo": {"chanhvp", "chuyenvien"},
}


@pytest.mark.parametrize("absent", OFFICE_APPOINTS_FOR)
@pytest.mark.parametrize("who", ["chanhvp", "chuyenvien"])
def test_h1_who_appoints_for_whom(province: Province, who: str, absent: str) -> None:
    """Design 6, HUE 8.2: for leaders, inspectors and the head only the head (or they themselves); officers for the others."""
    given = {"post": province.posts[absent], "person": province.people["huyen"], "valid_from": DAY, "valid_until": DAY}
    offered = posts_within_reach(province.actor(who), DAY).contains(given["post"])
    assert offered is (who in OFFICE_APPOINTS_FOR[absent])
    if who in OFFICE_APPOINTS_FOR[absent]:
        deputy = actions.appoint_deputy(by=province.actor(who), at=AT, **given)
        assert deputy.appointed_by == province.people[who]
        return
    with pytest.raises(Refused) as caught:
        actions.appoint_deputy(by=province.actor(who), at=AT, **given)
    assert caught.value.refusal.code == "permission.appoint_deputy"
    given["valid_until"] = DAY + timedelta(days=1)
    standing = actions.appoint_deputy(by=None, at=AT, **given)
    with pytest.raises(Refused):
        actions.end_deputy(by=province.actor(who), at=AT, deputy=standing)
