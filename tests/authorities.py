"""A small authority under any of the regulations, made like the province of `world.py`: bodies, people, posts, a register.

``make_authority("hcm")`` gives a `World` whose papers and tasks have dates and names of that authority when a test leaves them out.
A further authority is a further row of `CASTS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from dondoc.clock import ZONE
from dondoc.documents.models import Document
from dondoc.documents.rules import PaperInput
from dondoc.gazette import actions as gazette
from dondoc.tasks import actions as tasks
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, Fact, Task
from dondoc.units import actions as units
from dondoc.units.models import Role, UnitKind
from tests.world import ROOT, SINCE, World, on


@dataclass(frozen=True)
class Cast:
    """Who is who in an authority: bodies (code, name, short name, kind), people (name of sign-in, name, body, role, title)."""

    profile: str
    day: date
    name: str
    code: str
    place: str
    symbol: str
    bodies: tuple[tuple[str, str, str, UnitKind], ...]
    people: tuple[tuple[str, str, str, Role, str], ...]
    fields: tuple[tuple[str, str], ...]
    followed: tuple[str, ...] = ()


HCM = Cast(
    profile="hcm-1236-2017",
    day=date(2017, 6, 1),  # a Thursday
    name="Sổ theo dõi của Sở Tài nguyên và Môi trường",
    code="STNMT",
    place="Thành phố Hồ Chí Minh",
    symbol="STNMT-QLĐ",
    bodies=(
        ("STNMT", "Sở Tài nguyên và Môi trường Thành phố Hồ Chí Minh", "Sở TNMT", UnitKind.AUTHORITY),
        ("VP", "Văn phòng Sở", "", UnitKind.OFFICE),
        ("QLD", "Phòng Quản lý đất", "", UnitKind.DIVISION),
        ("CTR", "Phòng Quản lý chất thải rắn", "", UnitKind.DIVISION),
        ("CCBVMT", "Chi cục Bảo vệ môi trường", "", UnitKind.DIVISION),
        ("TTCNTT", "Trung tâm Công nghệ thông tin", "", UnitKind.DIVISION),
    ),
    people=(
        ("giamdoc", "Nguyễn Văn Mẫu", "STNMT", Role.LEADER, "Giám đốc"),
        ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
        ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
        ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Chuyên viên theo dõi"),
        ("qld", "Hoàng Văn Thử", "QLD", Role.UNIT_HEAD, "Trưởng phòng"),
        ("qld-cb", "Võ Thị Mẫu", "QLD", Role.UNIT_OFFICER, "Chuyên viên"),
        ("ctr", "Đỗ Văn Dụ", "CTR", Role.UNIT_HEAD, "Trưởng phòng"),
        ("ctr-cb", "Phan Thị Thí", "CTR", Role.UNIT_OFFICER, "Chuyên viên"),
        ("ccbvmt", "Đặng Văn Thử", "CCBVMT", Role.UNIT_HEAD, "Chi cục trưởng"),
        ("quantri", "Ngô Văn Dụ", "VP", Role.ADMINISTRATOR, "Quản trị"),
    ),
    fields=(("DD", "Đất đai"), ("MT", "Môi trường")),
    followed=("QLD", "CTR"),
)
DTP = Cast(
    profile="dtp-1298-2013",
    day=date(2026, 1, 8),  # a Thursday; Saturday 10 January is worked in exchange
    name="Sổ theo dõi của UBND tỉnh Đồng Tháp",
    code="DTP",
    place="Đồng Tháp",
    symbol="UBND-KTTH",
    bodies=(
        ("UBND", "Uỷ ban nhân dân tỉnh Đồng Tháp", "UBND Tỉnh", UnitKind.AUTHORITY),
        ("VP", "Văn phòng Uỷ ban nhân dân Tỉnh", "VP UBND Tỉnh", UnitKind.OFFICE),
        ("STC", "Sở Tài chính", "", UnitKind.DEPARTMENT),
        ("SGTVT", "Sở Giao thông vận tải", "", UnitKind.DEPARTMENT),
        ("LVO", "Uỷ ban nhân dân huyện Lấp Vò", "Huyện Lấp Vò", UnitKind.DISTRICT),
    ),
    people=(
        ("chutich", "Nguyễn Văn Mẫu", "UBND", Role.LEADER, "Chủ tịch"),
        ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
        ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên soạn thảo"),
        ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Phòng chuyên môn"),
        ("stc", "Hoàng Văn Thử", "STC", Role.UNIT_OFFICER, "Tài khoản Sở Tài chính"),
        ("sgtvt", "Đỗ Văn Dụ", "SGTVT", Role.UNIT_OFFICER, "Tài khoản Sở Giao thông vận tải"),
        ("lvo", "Đặng Văn Thử", "LVO", Role.UNIT_OFFICER, "Tài khoản huyện Lấp Vò"),
        ("quantri", "Ngô Văn Dụ", "VP", Role.ADMINISTRATOR, "Quản trị"),
    ),
    fields=(("KT", "Kinh tế"), ("XD", "Xây dựng")),
    followed=("STC", "SGTVT"),
)
NHI = Cast(
    profile="nhi-553-2021",
    day=date(2021, 6, 7),  # a Monday
    name="Sổ theo dõi của UBND huyện Ninh Hải",
    code="NHI",
    place="Ninh Hải",
    symbol="UBND-TH",
    bodies=(
        ("UBND", "Uỷ ban nhân dân huyện Ninh Hải", "UBND huyện", UnitKind.AUTHORITY),
        ("VP", "Văn phòng Cấp ủy và Chính quyền huyện", "Văn phòng", UnitKind.OFFICE),
        ("TCKH", "Phòng Tài chính - Kế hoạch", "", UnitKind.DIVISION),
        ("TNMT", "Phòng Tài nguyên và Môi trường", "", UnitKind.DIVISION),
        ("THAI", "Uỷ ban nhân dân xã Thanh Hải", "Xã Thanh Hải", UnitKind.COMMUNE),
        ("KHAI", "Uỷ ban nhân dân thị trấn Khánh Hải", "Thị trấn Khánh Hải", UnitKind.COMMUNE),
    ),
    people=(
        ("chutich", "Nguyễn Văn Mẫu", "UBND", Role.LEADER, "Chủ tịch"),
        ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
        ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
        ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Chuyên viên theo dõi"),
        ("tckh", "Hoàng Văn Thử", "TCKH", Role.UNIT_HEAD, "Trưởng phòng"),
        ("tckh-cb", "Võ Thị Mẫu", "TCKH", Role.UNIT_OFFICER, "Công chức"),
        ("tnmt", "Đỗ Văn Dụ", "TNMT", Role.UNIT_HEAD, "Trưởng phòng"),
        ("thai", "Đặng Văn Thử", "THAI", Role.UNIT_HEAD, "Chủ tịch xã"),
        ("khai", "Bùi Văn Mẫu", "KHAI", Role.UNIT_HEAD, "Chủ tịch thị trấn"),
        ("quantri", "Ngô Văn Dụ", "VP", Role.ADMINISTRATOR, "Quản trị"),
    ),
    fields=(("KT", "Kinh tế"), ("MT", "Môi trường")),
    followed=("TCKH", "TNMT", "THAI", "KHAI"),
)
KTM = Cast(
    profile="ktm-2022",
    day=date(2022, 6, 6),  # a Monday
    name="Sổ theo dõi của Sở Nông nghiệp và Phát triển nông thôn",
    code="KTM",
    place="Kon Tum",
    symbol="SNN-KH",
    bodies=(
        ("SNN", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT", UnitKind.AUTHORITY),
        ("VP", "Văn phòng Sở", "", UnitKind.OFFICE),
        ("KHTC", "Phòng Kế hoạch - Tài chính", "", UnitKind.DIVISION),
        ("CCKL", "Chi cục Kiểm lâm", "", UnitKind.DIVISION),
        ("TTKN", "Trung tâm Khuyến nông", "", UnitKind.DIVISION),
    ),
    people=(
        ("giamdoc", "Nguyễn Văn Mẫu", "SNN", Role.LEADER, "Giám đốc"),
        ("chanhvp", "Trần Thị Ví Dụ", "VP", Role.OFFICE_HEAD, "Chánh Văn phòng"),
        ("chuyenvien", "Lê Thị Thử", "VP", Role.OFFICE_OFFICER, "Chuyên viên"),
        ("theodoi", "Phạm Văn Mẫu", "VP", Role.MONITOR, "Tổ theo dõi, đôn đốc"),
        ("khtc", "Hoàng Văn Thử", "KHTC", Role.UNIT_HEAD, "Trưởng phòng"),
        ("cckl", "Đỗ Văn Dụ", "CCKL", Role.UNIT_HEAD, "Chi cục trưởng"),
        ("cckl-cb", "Võ Thị Mẫu", "CCKL", Role.UNIT_OFFICER, "Chuyên viên"),
        ("ttkn", "Đặng Văn Thử", "TTKN", Role.UNIT_HEAD, "Giám đốc"),
        ("quantri", "Ngô Văn Dụ", "VP", Role.ADMINISTRATOR, "Quản trị"),
    ),
    fields=(("LN", "Lâm nghiệp"), ("TT", "Trồng trọt")),
    followed=("CCKL", "KHTC", "TTKN"),
)
CASTS = {cast.profile.partition("-")[0]: cast for cast in (HCM, DTP, NHI, KTM)}


@dataclass
class Authority(World):
    """The cast at work: what a test leaves out is of this authority, on its first day."""

    cast: Cast = field(default=HCM)

    @property
    def at(self) -> datetime:
        """Nine in the morning of the first day."""
        return on(self.cast.day)

    def paper(self, **changes: Any) -> PaperInput:
        """A letter of the authority with a number of its own, issued on the first day."""
        given = {
            "issued_on": self.cast.day,
            "symbol": self.cast.symbol,
            "abstract": "về việc giao nhiệm vụ",
            "issuer": self.register.keeper.name,
            **changes,
        }
        return super().paper(**given)

    def given(self, *codes: str, coordinating: tuple[str, ...] = (), **changes: Any) -> TaskInput:
        """A task for the units (the first one that the Office follows), due two weeks after the first day."""
        due = {"due_on": self.cast.day + timedelta(days=14)}
        return super().given(*(codes or self.cast.followed[:1]), coordinating=coordinating, **{**due, **changes})

    def directive(
        self, *given: TaskInput, at: datetime | None = None, by: str = "chuyenvien", files: Any = (), **paper: Any
    ) -> Document:
        """Register a directive; one task for the first followed unit when none is given."""
        return tasks.register_directive(
            by=self.actor(by), at=at or self.at, paper=self.paper(**paper), tasks=given or [self.given()], files=files
        )

    def task(
        self, *codes: str, at: datetime | None = None, paper: dict[str, Any] | None = None, **changes: Any
    ) -> Task:
        """The one task of a new directive."""
        return self.directive(self.given(*codes, **changes), at=at or self.at, **(paper or {})).tasks.get()

    def assignment(
        self, *codes: str, at: datetime | None = None, paper: dict[str, Any] | None = None, **changes: Any
    ) -> Assignment:
        """The one assignment of a new task."""
        task = self.task(*codes, at=at, paper=paper, **changes)
        return task.assignments.exclude(part="coordinating").get()

    def send(
        self, assignment: Assignment, *, at: datetime, by: str = "", completed_on: date | None = None, **paper: Any
    ) -> Fact:
        """The unit sends a result whose document bears the date (by default the day of sending)."""
        unit = assignment.unit
        sent = self.paper(
            **{
                "kind": "report",
                "issued_on": completed_on or at.astimezone(ZONE).date(),
                "symbol": f"BC-{unit.code}",
                "abstract": "kết quả thực hiện",
                "issuer": unit.name,
                **paper,
            }
        )
        username = by or next(name for name, _full, code, _role, _title in self.cast.people if code == unit.code)
        return tasks.send_result(by=self.actor(username), at=at, assignment=assignment, paper=sent)

    def confirm(self, assignment: Assignment, by: str, *, at: datetime, **how: Any) -> Fact:
        """Whose turn it is accepts the result as it stands."""
        row = Assignment.objects.select_related("task__matter", "task__register__office", "unit").get(pk=assignment.pk)
        return tasks.accept_result(by=self.actor(by), at=at, assignment=row, **how)


def make_authority(short: str, **changes: Any) -> Authority:
    """The authority whose regulation's folder begins with the name, with its regulation and calendars from the repository.

    ``changes`` are of its cast: another first day, for a register that begins in another year.
    """
    cast = replace(CASTS[short], **changes)
    at = on(cast.day)
    gazette.load_calendars(ROOT / "calendars", at)
    edition = gazette.load_edition(ROOT / "profiles" / cast.profile, at)
    made: dict[str, Any] = {}
    keeper = cast.bodies[0][0]
    for place, (code, name, short_name, kind) in enumerate(cast.bodies):
        made[code] = units.create_unit(
            by=None, at=at, name=name, code=code, kind=kind, short_name=short_name, valid_from=SINCE,
            parent=made.get(keeper), position=place,
        )  # fmt: skip
    register = units.create_register(
        by=None, at=at, name=cast.name, code=cast.code, keeper=made[keeper], office=made["VP"], edition=edition,
        place=cast.place,
    )  # fmt: skip
    authority = Authority(register, made, cast=cast)
    for username, full_name, code, role, title in cast.people:
        person = units.create_person(
            by=None, at=at, username=username, full_name=full_name, email=f"{username}@example.vn"
        )
        authority.people[username] = person
        authority.posts[username] = units.appoint(
            by=None, at=at, person=person, unit=made[code], role=role, title=title, valid_from=SINCE
        )
    for code, name in cast.fields:
        units.create_field(by=None, at=at, register=register, code=code, name=name)
    followed = [(made[code], None) for code in cast.followed]
    units.set_scope(by=None, at=at, post=authority.posts["theodoi"], scopes=followed)
    return authority
