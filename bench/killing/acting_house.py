"""The verbs of units and people, of regulations and the calendar, of the journal, as they are killed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bench.killing.stage import DAY, Stage, act
from bench.killing.victims import Act
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty
from dondoc.gazette import actions as gazette
from dondoc.gazette.models import Edition
from dondoc.gazette.queries import current_calendar
from dondoc.journal import actions as journal
from dondoc.units import actions as units
from dondoc.units.models import Person, Role, Unit, UnitKind
from dondoc.workdays import Change, DayKind
from tests.world import PASSWORD, ROOT, on


def _unit(stage: Stage) -> Unit:
    code = f"D{stage.round}"
    return units.create_unit(
        by=None, at=on(stage.day, 8), name=f"Sở Thử {code}", code=code, kind=UnitKind.DEPARTMENT,
        parent=stage.world.units["UBND"], valid_from=stage.day - 400 * DAY,
    )  # fmt: skip


def _person(stage: Stage, mark: str = "") -> Person:
    name = f"thu{stage.round}{mark}"
    return units.create_person(
        by=None, at=on(stage.day, 8), username=name, full_name=f"Thử {name}", email=f"{name}@a.vn"
    )


@act
def units__create_person(stage: Stage) -> Act:
    """An account."""
    name = f"moi{stage.round}"
    return stage.act(
        "units.create_person",
        lambda at: units.create_person(by=None, at=at, username=name, full_name="Người Mới", password=PASSWORD),
        refused=("person.username_taken",),
    )


@act
def units__set_password(stage: Stage) -> Act:
    """A lost password."""
    person = _person(stage)
    return stage.act(
        "units.set_password",
        lambda at: units.set_password(by=None, at=at, person=person, password=PASSWORD),
        twice=True,
    )


@act
def units__appoint(stage: Stage) -> Act:
    """A post."""
    person, unit = _person(stage), stage.world.units["SXD"]
    return stage.act(
        "units.appoint",
        lambda at: units.appoint(by=None, at=at, person=person, unit=unit, role=Role.UNIT_OFFICER, title="Chuyên viên"),
        refused=("post.held_already",),
    )


@act
def units__end_post(stage: Stage) -> Act:
    """Held for the last time today."""
    post = units.appoint(
        by=None, at=on(stage.day, 8), person=_person(stage), unit=stage.world.units["SXD"], role=Role.UNIT_OFFICER,
        title="Chuyên viên", valid_from=stage.day - DAY,
    )  # fmt: skip
    return stage.act(
        "units.end_post", lambda at: units.end_post(by=None, at=at, post=post, on=stage.day),
        refused=("post.ended_already",),
    )  # fmt: skip


@act
def units__appoint_deputy(stage: Stage) -> Act:
    """For an absence."""
    post, person, by = stage.world.posts["skhdt"], _person(stage), stage.who("chanhvp")
    first = stage.day + (100 + 10 * stage.round) * DAY
    return stage.act(
        "units.appoint_deputy",
        lambda at: units.appoint_deputy(
            by=by, at=at, post=post, person=person, valid_from=first, valid_until=first + 3 * DAY
        ),
    )


@act
def units__end_deputy(stage: Stage) -> Act:
    """The holder is back."""
    first = stage.day + (100 + 10 * stage.round) * DAY
    deputy = units.appoint_deputy(
        by=stage.who("chanhvp"), at=on(stage.day, 8), post=stage.world.posts["skhdt"], person=_person(stage),
        valid_from=first, valid_until=first + 3 * DAY,
    )  # fmt: skip
    by = stage.who("chanhvp")
    return stage.act("units.end_deputy", lambda at: units.end_deputy(by=by, at=at, deputy=deputy))


@act
def units__set_scope(stage: Stage) -> Act:
    """Whose tasks an officer follows: the old list goes, the new one comes."""
    post, world = stage.world.posts["chuyenvien"], stage.world
    scopes = [(world.units[code], None) for code in ("PDIEN", "QDIEN", "SKHDT")[: 1 + stage.round % 3]]
    units.set_scope(by=None, at=on(stage.day, 8), post=post, scopes=[(world.units["SXD"], None)])
    # Sent twice it is written twice, each time the same whole list: it is the list that counts.
    return stage.act(
        "units.set_scope", lambda at: units.set_scope(by=None, at=at, post=post, scopes=scopes), twice=True
    )


@act
def units__change_language(stage: Stage) -> Act:
    """Pages in English."""
    person = _person(stage)
    return stage.act(
        "units.change_language", lambda at: units.change_language(person=person, at=at, language="en"), twice=True
    )


@act
def units__create_unit(stage: Stage) -> Act:
    """A body."""
    code, parent = f"M{stage.round}", stage.world.units["UBND"]
    return stage.act(
        "units.create_unit",
        lambda at: units.create_unit(by=None, at=at, name="Sở Mới", code=code, kind=UnitKind.DEPARTMENT, parent=parent),
        refused=("unit.code_taken",),
    )


@act
def units__rename_unit(stage: Stage) -> Act:
    """A new name by decision."""
    unit = _unit(stage)
    return stage.act(
        "units.rename_unit",
        lambda at: units.rename_unit(by=None, at=at, unit=unit, name="Sở Đổi Tên", decision="QĐ 1"), twice=True,
    )  # fmt: skip


@act
def units__abolish_unit(stage: Stage) -> Act:
    """Ended; its work and its posts end with it."""
    unit, successor = _unit(stage), stage.world.units["SXD"]
    units.appoint(
        by=None, at=on(stage.day, 8), person=_person(stage), unit=unit, role=Role.UNIT_HEAD, title="Giám đốc",
        valid_from=stage.day - DAY,
    )  # fmt: skip
    return stage.act(
        "units.abolish_unit",
        lambda at: units.abolish_unit(
            by=None, at=at, unit=unit, on=stage.day, successors=[(successor, "")], decision="QĐ 2"
        ),
        refused=("unit.already_abolished",),
    )


@act
def units__create_register(stage: Stage) -> Act:
    """A book of its own."""
    keeper, edition, code = _unit(stage), stage.world.register.edition, f"S{stage.round}"
    office = stage.world.units["VP"]
    return stage.act(
        "units.create_register",
        lambda at: units.create_register(
            by=None, at=at, name="Sổ", code=code, keeper=keeper, office=office, edition=edition, place="Huế"
        ),
        refused=("register.kept_already",),
    )


@act
def units__create_group(stage: Stage) -> Act:
    """Many units under one name."""
    world, name = stage.world, f"Nhóm {stage.round}"
    members = [world.units["STC"], world.units["SXD"]]
    return stage.act(
        "units.create_group",
        lambda at: units.create_group(by=None, at=at, register=world.register, name=name, members=members),
        refused=("group.name_taken",),
    )


@act
def units__create_field(stage: Stage) -> Act:
    """A field of work."""
    register, code = stage.world.register, f"L{stage.round}"
    return stage.act(
        "units.create_field",
        lambda at: units.create_field(by=None, at=at, register=register, code=code, name="Lĩnh vực"),
        refused=("field.code_taken",),
    )


@act
def gazette__load_edition(stage: Stage) -> Act:
    """Another edition of the regulation."""
    folder = _draft(stage)
    return stage.act("gazette.load_edition", lambda at: gazette.load_edition(folder, at))


def _draft(stage: Stage) -> Path:
    """The regulation under another label, in a folder of its own."""
    import shutil
    import tempfile

    folder = Path(tempfile.gettempdir()) / f"dondoc-kills-{Edition.objects.count()}-{stage.round}" / "hue-71-2016"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(ROOT / "profiles" / "hue-71-2016", folder)
    profile = folder / "profile.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('edition = "bản 2"', f'edition = "bản {stage.round + 3}"', 1), encoding="utf-8")
    return folder


@act
def duties__amend_calendar(stage: Stage) -> Act:
    """A late holiday; counting again is left to the worker."""
    by, seen = stage.who("chanhvp"), current_calendar()
    change = Change(_plain_day(stage), DayKind.OFF, "Nghỉ phòng chống bão", "Công điện 05")
    return stage.act(
        "duties.amend_calendar",
        lambda at: duties.amend_calendar(by=by, at=at, changes=[change], reason="Bão", seen=seen),
    )


def _plain_day(stage: Stage):  # type: ignore[no-untyped-def]
    from dondoc import gazette as read

    day, calendar = stage.day + DAY, read.calendar()
    while not calendar.is_working(day):
        day += DAY
    return day


@act
def duties__free_of_ended_posts(stage: Stage) -> Act:
    """What a post held that is held no more belongs to its unit again."""
    post = stage.world.posts["theodoi"]
    found = Duty.objects.open().filter(matter=stage.sent().task.matter)
    ended = units.appoint(
        by=None, at=on(stage.day, 8), person=_person(stage), unit=post.unit, role=Role.OFFICE_OFFICER, title="CV",
        valid_from=stage.day - 9 * DAY, valid_until=stage.day - DAY,
    )  # fmt: skip
    found.update(holder_post=ended)
    return stage.act("duties.free_of_ended_posts", lambda at: duties.free_of_ended_posts(stage.day))


@act
def journal__mark_read(stage: Stage) -> Act:
    """Everything seen."""
    stage.assignment()
    person = stage.world.people["stc"].pk

    def run(at: datetime) -> object:
        return journal.mark_read(person, at)

    return stage.act("journal.mark_read", run)
