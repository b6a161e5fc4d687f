"""Beginning a real installation, and the few things an administrator does before the pages can be used."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from dondoc.clock import local_date
from dondoc.console import exits, law
from dondoc.console.words import gettext as _
from dondoc.gazette import actions as gazette
from dondoc.units import actions as units
from dondoc.units.models import Field, Person, Post, Register, Role, Unit, UnitKind


@dataclass(frozen=True)
class Beginning:
    """What must be known of an installation."""

    regulation: str
    authority: str
    authority_code: str
    office: str
    office_code: str
    register: str
    register_code: str
    place: str
    admin: str
    admin_name: str


def names() -> list[str]:
    """The fields of a beginning, in the order in which they are asked."""
    return [field.name for field in fields(Beginning)]


def begin(given: Beginning, password: str, at: datetime) -> Register:
    """Load calendars and regulation, create authority, Office, register and administrator: all or nothing."""
    with transaction.atomic():
        gazette.load_calendars(settings.CALENDARS_DIR, at)
        edition = gazette.load_edition(law.folder_of(given.regulation), at)
        authority = units.create_unit(
            by=None, at=at, name=given.authority, code=given.authority_code, kind=UnitKind.AUTHORITY
        )
        office = units.create_unit(
            by=None,
            at=at,
            name=given.office,
            code=given.office_code,
            kind=UnitKind.OFFICE,
            parent=authority,
            position=1,
        )
        register = units.create_register(
            by=None, at=at, name=given.register, code=given.register_code, keeper=authority, office=office,
            edition=edition, place=given.place,
        )  # fmt: skip
        person = units.create_person(by=None, at=at, username=given.admin, full_name=given.admin_name)
        units.set_password(by=None, at=at, person=person, password=password)
        units.appoint(
            by=None, at=at, person=person, unit=office, role=Role.ADMINISTRATOR, title=str(Role.ADMINISTRATOR.label)
        )
        return register


def unit_of(code: str) -> Unit:
    """The unit of the code; an unknown one is told with the known codes."""
    if (unit := Unit.objects.filter(code=code).first()) is not None:
        return unit
    known = ", ".join(Unit.objects.order_by("position", "id").values_list("code", flat=True)[:60])
    raise exits.Told(_("Không có đơn vị mã “%(code)s”; có: %(known)s.") % {"code": code, "known": known}, exits.USAGE)


def person_of(username: str) -> Person:
    """The person of the name of sign-in."""
    if (person := Person.objects.filter(username=username.lower()).first()) is not None:
        return person
    raise exits.Told(_("Không có tài khoản “%(username)s”.") % {"username": username}, exits.USAGE)


def register_of_code(code: str | None) -> Register:
    """The register of the code; without a code the only one."""
    known = list(Register.objects.order_by("id"))
    found = [register for register in known if code in (None, register.code)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(register.code for register in known) or "–"
    raise exits.Told(_("Hãy nêu mã sổ bằng --register; có: %(codes)s.") % {"codes": listed}, exits.USAGE)


def field_of(register: Register, code: str) -> Field:
    """The field of work of the code in the register."""
    if (field := register.fields.filter(code=code).first()) is not None:
        return field
    known = ", ".join(register.fields.values_list("code", flat=True)) or "–"
    raise exits.Told(_("Không có lĩnh vực “%(code)s”; có: %(known)s.") % {"code": code, "known": known}, exits.USAGE)


def post_of(person: Person, unit: Unit | None, at: datetime) -> Post:
    """The post that the person holds today, in the unit when one is named."""
    held = Post.objects.held_on(local_date(at)).filter(person=person)
    if unit is not None:
        held = held.filter(unit=unit)
    found = list(held.select_related("unit", "person")[:2])
    if len(found) == 1:
        return found[0]
    said = _("%(person)s giữ nhiều vị trí, hãy nêu --unit.") if found else _("%(person)s không giữ vị trí nào.")
    raise exits.Told(said % {"person": person.full_name}, exits.USAGE)


def role_of(text: str) -> str:
    """The role of the name; an unknown one is told with the known names."""
    if text in Role.values:
        return text
    known = ", ".join(Role.values)
    raise exits.Told(_("Không có vai trò “%(role)s”; có: %(known)s.") % {"role": text, "known": known}, exits.USAGE)


def kind_of(text: str) -> str:
    """The kind of unit of the name; an unknown one is told with the known names."""
    if text in UnitKind.values:
        return text
    known = ", ".join(UnitKind.values)
    raise exits.Told(_("Không có loại đơn vị “%(kind)s”; có: %(known)s.") % {"kind": text, "known": known}, exits.USAGE)


def people(day: date) -> list[dict[str, str]]:
    """Everybody with the posts of the day."""
    rows = []
    for person in Person.objects.order_by("username"):
        held = Post.objects.held_on(day).filter(person=person).select_related("unit")
        posts = "; ".join(f"{post.role} {post.unit.code} ({post.title})" for post in held)
        rows.append({"username": person.username, "name": person.full_name, "posts": posts})
    return rows
