"""A small province: an authority with its Office, departments and districts, and people in every role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from dondoc.gazette.models import Edition
from dondoc.regulation import profile_texts
from dondoc.units import actions
from dondoc.units.models import Actor, Person, Post, Register, Role, Unit, UnitKind

AT = datetime(2016, 9, 5, 2, 0, tzinfo=UTC)  # Monday 5 September 2016, 09:00 in Vietnam
DAY = date(2016, 9, 5)
SINCE = date(2010, 1, 1)
PASSWORD = "sông Hương núi Ngự"

UNITS = [
    ("STC", "Sở Tài chính", "Sở TC", UnitKind.DEPARTMENT),
    ("SKHDT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", UnitKind.DEPARTMENT),
    ("SLDTBXH", "Sở Lao động, Thương binh và Xã hội", "Sở LĐ-TB&XH", UnitKind.DEPARTMENT),
    ("SXD", "Sở Xây dựng", "", UnitKind.DEPARTMENT),
    ("PDIEN", "Uỷ ban nhân dân huyện Phong Điền", "Huyện Phong Điền", UnitKind.DISTRICT),
    ("QDIEN", "Uỷ ban nhân dân huyện Quảng Điền", "Huyện Quảng Điền", UnitKind.DISTRICT),
    ("HUE", "Uỷ ban nhân dân thành phố Huế", "Thành phố Huế", UnitKind.DISTRICT),
]

PEOPLE = [
    ("chutich", "Nguyễn Văn Cao", "UBND", Role.LEADER, "Chủ tịch"),
    ("chanhvp", "Trần Thị Ngọc", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
    ("chuyenvien", "Lê Thị Đào", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
    ("theodoi", "Phạm Văn Ổn", "VP", Role.MONITOR, "Chuyên viên theo dõi"),
    ("giamdoc", "Hoàng Văn Tài", "STC", Role.UNIT_HEAD, "Giám đốc"),
    ("canbo", "Võ Thị Chính", "STC", Role.UNIT_OFFICER, "Chuyên viên"),
    ("huyen", "Đặng Văn Phong", "PDIEN", Role.UNIT_HEAD, "Chủ tịch"),
    ("kiemtra", "Bùi Thị Tra", "VP", Role.INSPECTOR, "Tổ kiểm tra"),
    ("quantri", "Ngô Văn Kỹ", "VP", Role.ADMINISTRATOR, "Quản trị"),
]


@dataclass
class Province:
    """What the tests name by code and by name of sign-in."""

    register: Register
    units: dict[str, Unit]
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """The actor of the person's post."""
        return Actor.of(self.posts[username])


def make_edition(label: str = "hue-71-2016/1") -> Edition:
    """An edition row with the law of the HUE profile."""
    sources = profile_texts(Path(__file__).resolve().parents[2] / "profiles" / "hue-71-2016")
    return Edition.objects.create(
        profile_id="hue-71-2016", label=label, hash=label.ljust(64, "0"), sources=sources, loaded_at=AT
    )


@pytest.fixture
def province(db: None) -> Province:
    """The province on 5 September 2016."""
    made: dict[str, Unit] = {}

    def unit(code: str, name: str, kind: str, short: str = "", position: int = 0) -> None:
        made[code] = actions.create_unit(
            by=None,
            at=AT,
            name=name,
            code=code,
            kind=kind,
            short_name=short,
            valid_from=SINCE,
            parent=made.get("UBND"),
            position=position,
        )

    unit("UBND", "Uỷ ban nhân dân tỉnh Thừa Thiên Huế", UnitKind.AUTHORITY, "UBND tỉnh")
    unit("VP", "Văn phòng Uỷ ban nhân dân tỉnh", UnitKind.OFFICE, "VP UBND tỉnh", 1)
    for number, (code, name, short, kind) in enumerate(UNITS, start=2):
        unit(code, name, kind, short, number)
    register = actions.create_register(
        by=None,
        at=AT,
        name="Sổ theo dõi của UBND tỉnh",
        code="TTH",
        keeper=made["UBND"],
        office=made["VP"],
        edition=make_edition(),
        place="Thừa Thiên Huế",
    )
    place = Province(register=register, units=made)
    for username, full_name, code, role, title in PEOPLE:
        person = actions.create_person(by=None, at=AT, username=username, full_name=full_name)
        place.people[username] = person
        place.posts[username] = actions.appoint(
            by=None, at=AT, person=person, unit=made[code], role=role, title=title, valid_from=SINCE
        )
    actions.create_group(
        by=None,
        at=AT,
        register=register,
        name="Các huyện, thành phố Huế",
        aliases=["các huyện", "the districts", "UBND các huyện, thành phố"],
        members=[u for u in made.values() if u.kind == UnitKind.DISTRICT],
    )
    return place


@pytest.fixture(autouse=True)
def static_folder(settings) -> None:
    """The folder of static files exists, or whitenoise warns."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def signed_in(province: Province, client: Client):
    """A client signed in as the person with the name of sign-in."""

    def sign_in(username: str) -> Client:
        client.force_login(province.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def local_cache(settings) -> Iterator[None]:
    """A cache in memory, emptied: sign-in counts its failures there."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()
