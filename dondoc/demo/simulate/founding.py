"""Founding the province, as it was long before its first directive: the rows of the verbs of `units`, many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from dondoc import gazette
from dondoc.demo import province as demo
from dondoc.demo.simulate import province
from dondoc.demo.simulate.ledger import Ledger
from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.province import Province
from dondoc.gazette import actions as law
from dondoc.gazette.models import Edition
from dondoc.journal.stamps import Stamp
from dondoc.regulation import available
from dondoc.units.actions.writing import INSTALLATION, day_text
from dondoc.units.models import Field, Person, Post, Register, Scope, Unit, UnitGroup

SINCE = date(2010, 1, 1)
NOBODY = Stamp()
SALT = "dondoc-mo-phong"
"""The password of a simulated province is written on its sign-in page: its hash need not differ from one to the next."""


def load_law(at: datetime) -> Edition:
    """Calendars and regulation, from the files that came along."""
    law.load_calendars(settings.CALENDARS_DIR, at)
    return law.load_edition(available(*settings.PROFILES_DIRS)[demo.REGULATION], at)


def found(who: Province, edition: Edition, ledger: Ledger, moment: Moment) -> Register:
    """Bodies, register, fields, groups, people; and the journal of it."""
    made = _bodies(who, ledger, moment)
    register = Register.objects.create(
        name=province.REGISTER,
        code=demo.MARK,
        keeper=made["UBND"],
        office=made["VP"],
        edition=edition,
        place=demo.PLACE,
    )
    cites = gazette.law(edition).cite("set_monitors")

    def tell(verb: str, body: Mapping[str, object], act: str = "") -> None:
        ledger.record(verb, moment, NOBODY, body, act, register=register.pk)

    told = {"name": register.name, "keeper": made["UBND"].name, "edition": edition.label}
    tell("register.created", told)
    fields = [Field(register=register, code=code, name=name) for code, name in demo.FIELDS]
    for field in Field.objects.bulk_create(fields):
        tell("field.created", {"field_code": field.code, "name": field.name})
    for name, aliases, bodies in demo.GROUPS:
        group = UnitGroup(register=register, name=name, aliases=";".join(aliases))
        group.fill_keys()
        group.save()
        group.members.set([made[code] for code, _name, _short in bodies])
        tell("group.created", {"name": name, "count": len(bodies)})
    posts = _people(who, made, ledger, moment, register)
    for verb, body in _scopes(who, made, posts):
        tell(verb, body, cites)
    return register


def _bodies(who: Province, ledger: Ledger, moment: Moment) -> dict[str, Unit]:
    """Units, each level after the one above."""
    made: dict[str, Unit] = {}
    level: list[Unit] = []
    for place, body in enumerate(who.bodies):
        if body.parent and body.parent not in made:
            made |= {unit.code: unit for unit in Unit.objects.bulk_create(level)}
            level = []
        unit = Unit(
            name=body.name, code=body.code, kind=body.kind, short_name=body.short, valid_from=SINCE, position=place,
            parent=made[body.parent] if body.parent else None,
        )  # fmt: skip
        unit.fill_keys()
        level.append(unit)
        told = {"name": unit.name, "unit_code": unit.code, "on": day_text(SINCE)}
        ledger.record("unit.created", moment, NOBODY, told, "", register=INSTALLATION)
    return made | {unit.code: unit for unit in Unit.objects.bulk_create(level)}


def _people(
    who: Province, made: dict[str, Unit], ledger: Ledger, moment: Moment, register: Register
) -> dict[str, Post]:
    """Accounts and posts."""
    hashed = password()
    people = [
        Person(username=someone.username, full_name=name, date_joined=moment.at, password=hashed)
        for someone, name in who.cast
    ]
    Person.objects.bulk_create(people)
    posts = [
        Post(person=person, unit=made[someone.unit], role=someone.role, title=someone.title, valid_from=SINCE)
        for person, (someone, _name) in zip(people, who.cast, strict=True)
    ]
    for post in Post.objects.bulk_create(posts):
        name = post.person.full_name
        ledger.record(
            "person.created",
            moment,
            NOBODY,
            {"person": name, "username": post.person.username},
            "",
            register=INSTALLATION,
        )
        told = {"person": name, "title": post.title, "name": post.unit.name, "on": day_text(SINCE)}
        ledger.record("post.appointed", moment, NOBODY, told, "", register=register.pk)
    return {post.person.username: post for post in posts}


def _scopes(who: Province, made: dict[str, Unit], posts: dict[str, Post]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Which monitoring officer is bound to which units."""
    bound: dict[str, list[Unit]] = {}
    for code, monitor in who.scopes.items():
        bound.setdefault(monitor, []).append(made[code])
    for monitor, units in bound.items():
        post = posts[monitor]
        Scope.objects.bulk_create([Scope(post=post, unit=unit) for unit in units])
        said = "; ".join(unit.name for unit in units)
        yield "scope.set", {"person": post.person.full_name, "title": post.title, "scope": said}


def password() -> str:
    """One hash for everybody, where the settings say that the database is a toy; else nobody can sign in."""
    if settings.DEMO or settings.DEBUG:
        return make_password(demo.PASSWORD, salt=SALT)
    return f"{UNUSABLE_PASSWORD_PREFIX}{SALT}"
