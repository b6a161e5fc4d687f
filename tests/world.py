"""A small province under the real regulation, and its verbs with everything left out that a test does not care about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from dondoc.clock import ZONE
from dondoc.documents.models import Document
from dondoc.documents.rules import PaperInput
from dondoc.gazette import actions as gazette
from dondoc.tasks import actions as tasks
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, Fact, Task
from dondoc.units import actions as units
from dondoc.units.models import Actor, Person, Post, Register, Role, Unit, UnitKind

ROOT = Path(__file__).resolve().parent.parent
SINCE = date(2010, 1, 1)
ISSUED_ON = date(2016, 11, 7)  # Monday
PASSWORD = "sông Hương núi Ngự"

BODIES = [
    ("UBND", "Uỷ ban nhân dân tỉnh Thừa Thiên Huế", "UBND tỉnh", UnitKind.AUTHORITY),
    ("VP", "Văn phòng Uỷ ban nhân dân tỉnh", "VP UBND tỉnh", UnitKind.OFFICE),
    ("STC", "Sở Tài chính", "Sở TC", UnitKind.DEPARTMENT),
    ("SXD", "Sở Xây dựng", "", UnitKind.DEPARTMENT),
    ("SKHDT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", UnitKind.DEPARTMENT),
    ("PDIEN", "Uỷ ban nhân dân huyện Phong Điền", "Huyện Phong Điền", UnitKind.DISTRICT),
    ("QDIEN", "Uỷ ban nhân dân huyện Quảng Điền", "Huyện Quảng Điền", UnitKind.DISTRICT),
]
CAST = [
    ("chutich", "Nguyễn Văn Mẫu", "UBND", Role.LEADER, "Chủ tịch"),
    ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
    ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
    ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Chuyên viên theo dõi"),
    ("stc", "Hoàng Văn Thử", "STC", Role.UNIT_HEAD, "Giám đốc"),
    ("stc-cb", "Võ Thị Mẫu", "STC", Role.UNIT_OFFICER, "Chuyên viên"),
    ("sxd", "Đỗ Văn Dụ", "SXD", Role.UNIT_HEAD, "Giám đốc"),
    ("skhdt", "Phan Thị Thí", "SKHDT", Role.UNIT_HEAD, "Giám đốc"),
    ("pdien", "Đặng Văn Thử", "PDIEN", Role.UNIT_HEAD, "Chủ tịch"),
    ("qdien", "Bùi Văn Mẫu", "QDIEN", Role.UNIT_HEAD, "Chủ tịch"),
    ("kiemtra", "Bùi Thị Thử", "VP", Role.INSPECTOR, "Tổ kiểm tra"),
    ("quantri", "Ngô Văn Dụ", "VP", Role.ADMINISTRATOR, "Quản trị"),
]


def on(day: date | str, hour: int = 9, minute: int = 0) -> datetime:
    """The instant of the wall clock in Vietnam."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


AT = on(ISSUED_ON)


@dataclass
class World:
    """What the tests name by code and by name of sign-in."""

    register: Register
    units: dict[str, Unit]
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    papers: int = 0

    def actor(self, username: str) -> Actor:
        """The actor of the person's post."""
        return Actor.of(self.posts[username])

    def paper(self, **changes: Any) -> PaperInput:
        """A paper with a number of its own."""
        self.papers += 1
        given = {
            "kind": "letter",
            "issued_on": ISSUED_ON,
            "number": str(100 + self.papers),
            "symbol": "UBND-TC",
            "abstract": "về việc điều hành ngân sách",
            "issuer": "UBND tỉnh Thừa Thiên Huế",
            "signer": "Nguyễn Văn Mẫu",
            **changes,
        }
        return PaperInput(**given)

    def given(self, *codes: str, coordinating: tuple[str, ...] = (), **changes: Any) -> TaskInput:
        """A task for the units, due by Wednesday 16 November 2016 unless the test says otherwise."""
        values = {
            "content": "Báo cáo tình hình thu, chi ngân sách",
            "due_on": date(2016, 11, 16),
            "mode": "lead" if len(codes) == 1 else "each",
            **changes,
        }
        return TaskInput(
            units=tuple(self.units[code] for code in codes or ("STC",)),
            coordinating=tuple(self.units[code] for code in coordinating),
            **values,
        )

    def directive(
        self, *given: TaskInput, at: datetime = AT, by: str = "chuyenvien", files: Any = (), **paper: Any
    ) -> Document:
        """Register a directive; one task for the department of finance when none is given."""
        return tasks.register_directive(
            by=self.actor(by), at=at, paper=self.paper(**paper), tasks=given or [self.given("STC")], files=files
        )

    def task(self, *codes: str, at: datetime = AT, **changes: Any) -> Task:
        """The one task of a new directive."""
        return self.directive(self.given(*codes, **changes), at=at).tasks.get()

    def assignment(self, *codes: str, at: datetime = AT, **changes: Any) -> Assignment:
        """The one assignment of a new task."""
        return self.task(*codes, at=at, **changes).assignments.exclude(part="coordinating").get()

    def send(self, assignment: Assignment, *, at: datetime, by: str = "stc", completed_on: date | None = None) -> Fact:
        """The unit sends a result whose document bears the date (by default the day of sending)."""
        paper = self.paper(
            kind="report",
            issued_on=completed_on or at.astimezone(ZONE).date(),
            symbol="BC-STC",
            abstract="kết quả thực hiện",
            issuer="Sở Tài chính",
        )
        return tasks.send_result(by=self.actor(by), at=at, assignment=assignment, paper=paper)

    def accept(self, assignment: Assignment, *, at: datetime, by: str = "theodoi") -> Fact:
        """The monitor accepts the result."""
        return tasks.accept_result(by=self.actor(by), at=at, assignment=assignment)


def make_world(at: datetime = AT) -> World:
    """The province with its regulation and calendars, from the files of the repository."""
    gazette.load_calendars(ROOT / "calendars", at)
    edition = gazette.load_edition(ROOT / "profiles" / "hue-71-2016", at)
    made: dict[str, Unit] = {}
    for place, (code, name, short, kind) in enumerate(BODIES):
        made[code] = units.create_unit(
            by=None, at=at, name=name, code=code, kind=kind, short_name=short, valid_from=SINCE,
            parent=made.get("UBND"), position=place,
        )  # fmt: skip
    register = units.create_register(
        by=None, at=at, name="Sổ theo dõi của UBND tỉnh", code="TTH", keeper=made["UBND"], office=made["VP"],
        edition=edition, place="Thừa Thiên Huế",
    )  # fmt: skip
    world = World(register, made)
    for username, full_name, code, role, title in CAST:
        person = units.create_person(
            by=None, at=at, username=username, full_name=full_name, email=f"{username}@example.vn"
        )
        world.people[username] = person
        world.posts[username] = units.appoint(
            by=None, at=at, person=person, unit=made[code], role=role, title=title, valid_from=SINCE
        )
    units.create_field(by=None, at=at, register=register, code="TC", name="Tài chính")
    units.create_field(by=None, at=at, register=register, code="XD", name="Xây dựng")
    units.create_group(
        by=None, at=at, register=register, name="Các huyện", aliases=["the districts", "UBND các huyện"],
        members=[made["PDIEN"], made["QDIEN"]],
    )  # fmt: skip
    units.set_scope(by=None, at=at, post=world.posts["theodoi"], scopes=[(made["STC"], None), (made["SXD"], None)])
    return world
