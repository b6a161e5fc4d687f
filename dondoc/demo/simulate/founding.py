"""Founding the province by the verbs of its rooms, as it was long before its first directive."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from dondoc.demo import province as demo
from dondoc.demo.simulate import province
from dondoc.demo.simulate.province import Province
from dondoc.gazette import actions as gazette
from dondoc.journal import jobs as sealing
from dondoc.regulation import available
from dondoc.units import actions as units
from dondoc.units.models import Person, Register, Unit, UnitKind

SINCE = date(2010, 1, 1)
SALT = "dondoc-mo-phong"
"""The password of a simulated province is written on its sign-in page: its hash need not differ from one to the next."""


def found(who: Province, at: datetime) -> Register:
    """Calendars, regulation, bodies, register, people; and the journal of it sealed."""
    gazette.load_calendars(settings.CALENDARS_DIR, at)
    edition = gazette.load_edition(available(*settings.PROFILES_DIRS)[demo.REGULATION], at)
    made = _bodies(who, at)
    register = units.create_register(
        by=None, at=at, name=province.REGISTER, code=demo.MARK, keeper=made["UBND"], office=made["VP"], edition=edition,
        place=demo.PLACE,
    )  # fmt: skip
    for code, name in demo.FIELDS:
        units.create_field(by=None, at=at, register=register, code=code, name=name)
    for name, aliases, bodies in demo.GROUPS:
        members = [made[code] for code, _name, _short in bodies]
        units.create_group(by=None, at=at, register=register, name=name, aliases=aliases, members=members)
    _people(who, made, at)
    sealing.seal_all(at)
    return register


def _bodies(who: Province, at: datetime) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for place, body in enumerate(who.bodies):
        made[body.code] = units.create_unit(
            by=None, at=at, name=body.name, code=body.code, kind=UnitKind(body.kind), short_name=body.short,
            valid_from=SINCE, position=place, parent=made[body.parent] if body.parent else None,
        )  # fmt: skip
    return made


def _people(who: Province, made: dict[str, Unit], at: datetime) -> None:
    posts = {}
    for someone, name in who.cast:
        person = units.create_person(by=None, at=at, username=someone.username, full_name=name)
        posts[someone.username] = units.appoint(
            by=None,
            at=at,
            person=person,
            unit=made[someone.unit],
            role=someone.role,
            title=someone.title,
            valid_from=SINCE,
        )
    bound: dict[str, list[str]] = {}
    for code, monitor in who.scopes.items():
        bound.setdefault(monitor, []).append(code)
    for monitor, codes in bound.items():
        units.set_scope(by=None, at=at, post=posts[monitor], scopes=[(made[code], None) for code in codes])
    Person.objects.update(password=password())


def password() -> str:
    """One hash for everybody, where the settings say that the database is a toy; else nobody can sign in."""
    if settings.DEMO or settings.DEBUG:
        return make_password(demo.PASSWORD, salt=SALT)
    return f"{UNUSABLE_PASSWORD_PREFIX}{SALT}"
