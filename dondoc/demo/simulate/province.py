"""Who there is in a simulated province: the demo's bodies, and communes, divisions and people as its size asks. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dondoc.demo import province as demo
from dondoc.demo.province import Someone

REGISTER = "Sổ theo dõi nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao (mô phỏng)"
MOST_COMMUNES, TASKS_A_COMMUNE = 150, 200
MOST_DIVISIONS, TASKS_A_DIVISION = 6, 3_000
STAFF = 8
"""People in a division: they keep the accounts of a large authority many; tasks are given to the body above."""
MOST_MONITORS, MOST_OFFICERS, TASKS_A_DESK = 15, 12, 50_000


@dataclass(frozen=True)
class Body:
    """A unit: code, names, kind, the code of the unit above."""

    code: str
    name: str
    short: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Province:
    """Bodies and people. Tasks are given to departments, other bodies, districts and communes, never to divisions."""

    communes: int
    divisions: int
    monitors: int
    officers: int

    @classmethod
    def of(cls, tasks: int) -> Province:
        """The province that so many tasks keep busy: 34 bodies for few, about 370 with 2,000 people for very many."""
        return cls(
            communes=min(MOST_COMMUNES, tasks // TASKS_A_COMMUNE),
            divisions=min(MOST_DIVISIONS, tasks // TASKS_A_DIVISION),
            monitors=min(MOST_MONITORS, 3 + tasks // TASKS_A_DESK),
            officers=min(MOST_OFFICERS, 2 + tasks // TASKS_A_DESK),
        )

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Every unit, superiors first."""
        top = demo.AUTHORITY[0]
        rows = [Body(*demo.AUTHORITY, "authority", ""), Body(*demo.OFFICE, "office", top)]
        rows += [Body(*row, kind, top) for kind, bodies in demo.kinds() for row in bodies]
        for number in range(1, self.communes + 1):
            above = demo.DISTRICTS[number % len(demo.DISTRICTS)][0]
            rows.append(
                Body(f"X{number:03d}", f"Uỷ ban nhân dân xã Mẫu {number}", f"UBND xã Mẫu {number}", "commune", above)
            )
        for code, _name, short in (*demo.DEPARTMENTS, *demo.DISTRICTS):
            for number in range(1, self.divisions + 1):
                rows.append(Body(f"{code}.P{number}", f"Phòng chuyên môn {number} {short}", "", "division", code))
        return tuple(rows)

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """Codes of the units that may be given tasks."""
        return tuple(body.code for body in self.bodies if body.kind in {"department", "other", "district", "commune"})

    def communes_of(self, district: str) -> tuple[str, ...]:
        """Codes of the communes below a district."""
        return self._below.get(district, ())

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for body in self.bodies:
            if body.kind == "commune":
                found.setdefault(body.parent, []).append(body.code)
        return {code: tuple(codes) for code, codes in found.items()}

    @cached_property
    def names(self) -> dict[str, Body]:
        """Bodies by code."""
        return {body.code: body for body in self.bodies}

    @cached_property
    def scopes(self) -> dict[str, str]:
        """The monitoring officer bound to each unit that may be given tasks (HUE 8.1đ)."""
        return {code: f"theodoi{1 + place % self.monitors}" for place, code in enumerate(self.holders)}

    @cached_property
    def cast(self) -> tuple[tuple[Someone, str], ...]:
        """Everybody with a name: the centre, a head and an officer of each unit, the staff of the divisions."""
        people = list(self._people())
        names = demo.names(len(demo.FAMILIES) * len(demo.GIVEN))
        return tuple(
            (someone, names[place] if place < len(names) else f"{names[place % len(names)]} {1 + place // len(names)}")
            for place, someone in enumerate(people)
        )

    def _people(self) -> Iterator[Someone]:
        known = {someone.username for someone in demo.CENTRE}
        yield from demo.CENTRE
        for stem, role, title, count in (
            ("theodoi", "monitor", "Chuyên viên theo dõi", self.monitors),
            ("chuyenvien", "office_officer", "Chuyên viên Văn phòng", self.officers),
        ):
            rows = [Someone(f"{stem}{n}", demo.OFFICE[0], role, title) for n in range(1, count + 1)]
            yield from (someone for someone in rows if someone.username not in known)
        for body in self.bodies:
            low = body.code.lower()
            if body.code in self.scopes:
                title = "Chủ tịch" if body.kind == "commune" else demo.HEADS.get(body.code, "Giám đốc")
                yield Someone(low, body.code, "unit_head", title)
                yield Someone(f"{low}.cv", body.code, "unit_officer", "Chuyên viên")
            elif body.kind == "division":
                yield Someone(low, body.code, "unit_head", "Trưởng phòng")
                yield from (Someone(f"{low}.{n}", body.code, "unit_officer", "Chuyên viên") for n in range(1, STAFF))
