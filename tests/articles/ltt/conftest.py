"""The invented province of Lạc Thuỷ on Monday 2 March 2026: a sixth authority, whose regulation lies outside the program."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.units.models import Role, UnitKind
from tests import authorities
from tests.authorities import Authority, Cast, make_authority

LTT = Cast(
    profile="../tests/regulation/sixth/ltt-6-2025",
    day=date(2026, 3, 2),
    name="Sổ theo dõi của UBND tỉnh Lạc Thuỷ",
    code="LTT",
    place="Lạc Thuỷ",
    symbol="UBND-TH",
    bodies=(
        ("UBND", "Uỷ ban nhân dân tỉnh Lạc Thuỷ", "UBND tỉnh", UnitKind.AUTHORITY),
        ("VP", "Văn phòng Uỷ ban nhân dân tỉnh", "Văn phòng", UnitKind.OFFICE),
        ("SXD", "Sở Xây dựng", "", UnitKind.DEPARTMENT),
        ("XTH", "Uỷ ban nhân dân xã Tân Hoà", "Xã Tân Hoà", UnitKind.COMMUNE),
    ),
    people=(
        ("chutich", "Nguyễn Văn Mẫu", "UBND", Role.LEADER, "Chủ tịch"),
        ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
        ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
        ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Người theo dõi"),
        ("sxd", "Hoàng Văn Thử", "SXD", Role.UNIT_HEAD, "Giám đốc Sở"),
        ("sxd-cb", "Võ Thị Mẫu", "SXD", Role.UNIT_OFFICER, "Chuyên viên"),
        ("xth", "Đỗ Văn Dụ", "XTH", Role.UNIT_HEAD, "Chủ tịch xã"),
    ),
    fields=(("XD", "Xây dựng"),),
    followed=("SXD", "XTH"),
)


@pytest.fixture
def ltt(db: None, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The province under 6/2025/QĐ-UBND."""
    monkeypatch.setitem(authorities.CASTS, "ltt", LTT)
    return make_authority("ltt")
