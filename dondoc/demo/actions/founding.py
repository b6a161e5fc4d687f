"""Founding the province: units, people, posts, register, fields, groups, scopes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from dondoc.demo import province
from dondoc.demo.province import Someone
from dondoc.gazette import actions as gazette
from dondoc.regulation import available
from dondoc.units import actions as units
from dondoc.units.models import Actor, Field, Person, Post, Register, Unit, UnitKind

SINCE = date(2010, 1, 1)


@dataclass
class Province:
    """The founded province: what the days need, by code and by name of sign-in."""

    register: Register
    units: dict[str, Unit]
    posts: dict[str, Post] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """The actor of the person's post, asked for once."""
        if username not in self.actors:
            self.actors[username] = Actor.of(self.posts[username])
        return self.actors[username]

    def head_of(self, unit: Unit) -> Actor:
        """The head of a unit."""
        return self.actor(unit.code.lower())

    def officer_of(self, unit: Unit) -> Actor:
        """The officer of a unit."""
        return self.actor(f"{unit.code.lower()}.cv")


def found(at: datetime, names: Iterator[str] | None = None) -> Province:
    """Found the province at the instant, with everybody in their posts since long before; each takes the next of the names."""
    names = iter(province.names(len(province.cast()))) if names is None else names
    gazette.load_calendars(settings.CALENDARS_DIR, at)
    edition = gazette.load_edition(available(*settings.PROFILES_DIRS)[province.REGULATION], at)
    made = _bodies(at)
    register = units.create_register(
        by=None, at=at, name=province.REGISTER, code=province.MARK, keeper=made["UBND"], office=made["VP"],
        edition=edition, place=province.PLACE,
    )  # fmt: skip
    founded = Province(register, made)
    for code, name in province.FIELDS:
        founded.fields[code] = units.create_field(by=None, at=at, register=register, code=code, name=name)
    for name, aliases, bodies in province.GROUPS:
        members = [made[code] for code, _name, _short in bodies]
        units.create_group(by=None, at=at, register=register, name=name, aliases=aliases, members=members)
    people(founded, province.cast(), names, at)
    for username, codes in province.SCOPES.items():
        scopes = [(made[code], None) for code in codes]
        units.set_scope(by=None, at=at, post=founded.posts[username], scopes=scopes)
    return founded


def _bodies(at: datetime) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    rows = [(*province.AUTHORITY, UnitKind.AUTHORITY), (*province.OFFICE, UnitKind.OFFICE)]
    rows += [(*body, UnitKind(kind)) for kind, bodies in province.kinds() for body in bodies]
    for place, (code, name, short, kind) in enumerate(rows):
        made[code] = units.create_unit(
            by=None, at=at, name=name, code=code, kind=kind, short_name=short, valid_from=SINCE, position=place,
            parent=made.get("UBND"),
        )  # fmt: skip
    return made


def people(founded: Province, cast: Sequence[Someone], names: Iterator[str], at: datetime) -> None:
    """Everybody of the cast with the next of the names and the one password of all, in their posts."""
    made: list[Person] = []
    for someone in cast:
        person = units.create_person(by=None, at=at, username=someone.username, full_name=next(names))
        made.append(person)
        founded.posts[someone.username] = units.appoint(
            by=None, at=at, person=person, unit=founded.units[someone.unit], role=someone.role, title=someone.title,
            valid_from=SINCE,
        )  # fmt: skip
    Person.objects.filter(pk__in=[person.pk for person in made]).update(password=_hashed())


@cache
def _hashed() -> str:
    """The one password of all is no secret: it is hashed once, because a hundred argon2 hashes take longer than the rest."""
    return make_password(province.PASSWORD)
