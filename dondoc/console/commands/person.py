"""`dondoc person`: accounts, posts, scopes, passwords."""

from __future__ import annotations

import argparse
import json
from typing import Any

from dondoc.clock import now, today
from dondoc.console import asking, exits
from dondoc.console.boot import boot
from dondoc.console.parsing import a_date, add_json, describe
from dondoc.console.words import gettext as _

ROLES = (
    "roles: leader, office_head, office_officer, monitor, unit_head, unit_officer, inspector,\n"
    "       administrator (technical: sees no content)"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        f"Accounts and posts. What a person may do follows from the role of the post and from its unit.\n\n{ROLES}",
        'dondoc person add lan.nt --name "Nguyễn Thị Lan" --unit STC --role unit_head --title "Giám đốc"',
        "dondoc person password lan.nt",
        "dondoc person scope an.lv --for STC --for :TC",
        "dondoc person list",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    giving, changing = _giving(commands), _changing(commands)
    for command in (*giving, *changing):
        command.add_argument("username", metavar="USERNAME", help="name of sign-in")
    listing = commands.add_parser("list", help="list the people", allow_abbrev=False)
    describe(listing, "List the people and the posts that they hold today.")
    add_json(listing)
    listing.set_defaults(run=run_list)


def _giving(commands: Any) -> list[argparse.ArgumentParser]:
    add = commands.add_parser("add", help="make an account and give it a post", allow_abbrev=False)
    describe(
        add, f"Make an account with a post. The password is asked for, or read from {asking.PASSWORD}.\n\n{ROLES}",
        'dondoc person add lan.nt --name "Nguyễn Thị Lan" --unit STC --role unit_head --title "Giám đốc"',
    )  # fmt: skip
    add.add_argument("--name", required=True, help="full name")
    add.add_argument("--email", default="", help="mail address for notices")
    add.set_defaults(run=run_add)
    post = commands.add_parser("post", help="give a person a further post", allow_abbrev=False)
    describe(post, f"Give a person a further post.\n\n{ROLES}")
    post.set_defaults(run=run_post)
    for command in (add, post):
        command.add_argument("--unit", metavar="CODE", required=True, help="the unit of the post")
        command.add_argument("--role", required=True, help="see above")
        command.add_argument("--title", required=True, help="as it stands in letters: Giám đốc, Chuyên viên …")
    return [add, post]


def _changing(commands: Any) -> list[argparse.ArgumentParser]:
    end = commands.add_parser("end", help="end a post", allow_abbrev=False)
    describe(end, "End a post: it is held for the last time on the day.", "dondoc person end lan.nt --on 2026-12-31")
    end.add_argument("--on", type=a_date, metavar="DATE", help="last day (default today)")
    end.set_defaults(run=run_end)
    scope = commands.add_parser("scope", help="whose tasks an officer of the Office monitors", allow_abbrev=False)
    describe(
        scope, "Bind an officer of the Office to units and fields; replaces what was bound before.",
        "dondoc person scope an.lv --for STC --for SXD --for :YT        (units, then a field)",
        "dondoc person scope an.lv --for STC:TC                         (a unit in one field only)",
    )  # fmt: skip
    scope.add_argument(
        "--for", dest="scopes", metavar="UNIT[:FIELD]", action="append", required=True, help="may be given repeatedly"
    )
    scope.set_defaults(run=run_scope)
    for command in (end, scope):
        command.add_argument("--unit", metavar="CODE", help="of which post, when the person holds several")
    password = commands.add_parser("password", help="set a new password", allow_abbrev=False)
    describe(password, f"Set a new password: asked for, or read from {asking.PASSWORD}.")
    password.set_defaults(run=run_password)
    return [end, scope, password]


def run_add(given: argparse.Namespace) -> int:
    """0 when the person can sign in."""
    boot()
    from django.db import transaction

    from dondoc.console import beginning
    from dondoc.units import actions

    unit, role, at = beginning.unit_of(given.unit), beginning.role_of(given.role), now()
    password = asking.password()
    with transaction.atomic():
        person = actions.create_person(by=None, at=at, username=given.username, full_name=given.name, email=given.email)
        actions.set_password(by=None, at=at, person=person, password=password)
        actions.appoint(by=None, at=at, person=person, unit=unit, role=role, title=given.title)
    said = _("Đã lập tài khoản %(username)s cho %(name)s, %(title)s, %(unit)s.")
    print(said % {"username": person.username, "name": person.full_name, "title": given.title, "unit": unit.name})
    return exits.OK


def run_post(given: argparse.Namespace) -> int:
    """0 when the person holds the post."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    person, unit = beginning.person_of(given.username), beginning.unit_of(given.unit)
    actions.appoint(by=None, at=now(), person=person, unit=unit, role=beginning.role_of(given.role), title=given.title)
    said = _("%(name)s giữ vị trí %(title)s tại %(unit)s.")
    print(said % {"name": person.full_name, "title": given.title, "unit": unit.name})
    return exits.OK


def run_end(given: argparse.Namespace) -> int:
    """0 when the post has its last day."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    unit = beginning.unit_of(given.unit) if given.unit else None
    post = beginning.post_of(beginning.person_of(given.username), unit, now())
    actions.end_post(by=None, at=now(), post=post, on=given.on or today())
    print(_("%(post)s: thôi giữ vị trí sau ngày %(on)s.") % {"post": post, "on": f"{given.on or today():%d/%m/%Y}"})
    return exits.OK


def run_scope(given: argparse.Namespace) -> int:
    """0 when the officer is bound."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions
    from dondoc.units.models import register_of

    unit = beginning.unit_of(given.unit) if given.unit else None
    post = beginning.post_of(beginning.person_of(given.username), unit, now())
    register = register_of(post.unit)
    pairs = []
    for text in given.scopes:
        code, _colon, field = text.partition(":")
        bound = beginning.field_of(register, field) if field and register is not None else None
        pairs.append((beginning.unit_of(code) if code else None, bound))
    scopes = actions.set_scope(by=None, at=now(), post=post, scopes=pairs)
    print(f"{post}: {'; '.join(map(str, scopes))}")
    return exits.OK


def run_password(given: argparse.Namespace) -> int:
    """0 when the new password is set."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    person = beginning.person_of(given.username)
    actions.set_password(by=None, at=now(), person=person, password=asking.password())
    print(_("Đã đặt mật khẩu mới cho %(name)s.") % {"name": person.full_name})
    return exits.OK


def run_list(given: argparse.Namespace) -> int:
    """0 with everybody."""
    boot()
    from dondoc.console import beginning

    rows = beginning.people(today())
    if given.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row['username']:<16} {row['name']:<28} {row['posts']}")
    return exits.OK
