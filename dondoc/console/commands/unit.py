"""`dondoc unit`: units, groups and fields of work."""

from __future__ import annotations

import argparse
import json
from typing import Any

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import a_count, a_date, add_json, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Units that receive tasks, groups of units, and fields of work.",
        'dondoc unit add STC "Sở Tài chính" --kind department --short "Sở TC" --parent UBND',
        'dondoc unit group "các sở" STC SXD SYT',
        'dondoc unit field TC "Tài chính"',
        'dondoc unit rename SKHDT "Sở Quy hoạch" --decision "Quyết định 12/QĐ-UBND"',
        'dondoc unit end PDIEN --on 2025-06-30 --to QDIEN --decision "Nghị quyết 1675/NQ-UBTVQH15"',
        "dondoc unit list",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = commands.add_parser("add", help="add a unit", allow_abbrev=False)
    describe(add, "Add a unit.", 'dondoc unit add STC "Sở Tài chính" --kind department --parent UBND')
    add.add_argument("code", metavar="CODE", help="short code, unique")
    add.add_argument("name", metavar="NAME", help="full name")
    add.add_argument("--kind", default="department", help="department (default), district, commune, division, office …")
    add.add_argument("--short", default="", help="the usual short name")
    add.add_argument("--parent", metavar="CODE", help="the superior unit")
    add.add_argument("--from", dest="since", type=a_date, metavar="DATE", help="exists from (default today)")
    add.add_argument("--position", type=a_count, default=1, metavar="N", help="place in lists")
    add.set_defaults(run=run_add)
    group = commands.add_parser("group", help="name several units at once", allow_abbrev=False)
    describe(group, "Give several units one name for the unit picker.", 'dondoc unit group "các huyện" PDIEN QDIEN')
    group.add_argument("name", metavar="NAME", help="name of the group")
    group.add_argument("codes", metavar="CODE", nargs="+", help="codes of its units")
    group.set_defaults(run=run_group)
    field = commands.add_parser("field", help="add a field of work", allow_abbrev=False)
    describe(field, "Add a field of work; its code stands in the numbers of slips.", 'dondoc unit field TC "Tài chính"')
    field.add_argument("code", metavar="CODE", help="code")
    field.add_argument("name", metavar="NAME", help="name")
    field.set_defaults(run=run_field)
    for command in (group, field):
        command.add_argument("--register", metavar="CODE", help="of which register, when there are several")
    _configure_mergers(commands)
    listing = commands.add_parser("list", help="list the units", allow_abbrev=False)
    describe(listing, "List the units that exist today.")
    add_json(listing)
    listing.set_defaults(run=run_list)


def _configure_mergers(commands: Any) -> None:
    """What a decision does to a unit that is there."""
    rename = commands.add_parser("rename", help="give a unit the name that a decision gives it", allow_abbrev=False)
    describe(rename, "Rename a unit; its tasks are found under the new name soon after.")
    rename.add_argument("code", metavar="CODE", help="code of the unit")
    rename.add_argument("name", metavar="NAME", help="the new full name")
    rename.add_argument("--short", default="", help="the usual short name")
    rename.set_defaults(run=run_rename)
    end = commands.add_parser("end", help="end a unit whose work others take over", allow_abbrev=False)
    describe(
        end, "End a unit after a day; the Office then passes its open tasks to a successor on the page of the unit."
    )
    end.add_argument("code", metavar="CODE", help="code of the unit")
    end.add_argument("--on", type=a_date, metavar="DATE", required=True, help="its last day")
    end.add_argument("--to", metavar="CODE", action="append", required=True, help="a successor (may be repeated)")
    end.set_defaults(run=run_end)
    for command in (rename, end):
        command.add_argument("--decision", metavar="TEXT", required=True, help="the decision that says so")


def run_add(given: argparse.Namespace) -> int:
    """0 when the unit is there."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    unit = actions.create_unit(
        by=None, at=now(), name=given.name, code=given.code, kind=beginning.kind_of(given.kind),
        short_name=given.short, parent=beginning.unit_of(given.parent) if given.parent else None,
        valid_from=given.since, position=given.position,
    )  # fmt: skip
    print(_("Đã lập đơn vị %(name)s (mã %(code)s).") % {"name": unit.name, "code": unit.code})
    return exits.OK


def run_group(given: argparse.Namespace) -> int:
    """0 when the group is there."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    members = [beginning.unit_of(code) for code in given.codes]
    register = beginning.register_of_code(given.register)
    group = actions.create_group(by=None, at=now(), register=register, name=given.name, members=members)
    print(_("Đã lập nhóm %(name)s gồm %(count)s đơn vị.") % {"name": group.name, "count": len(members)})
    return exits.OK


def run_field(given: argparse.Namespace) -> int:
    """0 when the field is there."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    register = beginning.register_of_code(given.register)
    field = actions.create_field(by=None, at=now(), register=register, code=given.code, name=given.name)
    print(_("Đã lập lĩnh vực %(field)s.") % {"field": field})
    return exits.OK


def run_rename(given: argparse.Namespace) -> int:
    """0 when the unit has its new name."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    unit = beginning.unit_of(given.code)
    actions.rename_unit(by=None, at=now(), unit=unit, name=given.name, short_name=given.short, decision=given.decision)
    print(_("%(code)s có tên mới: %(name)s.") % {"code": unit.code, "name": unit.name})
    return exits.OK


def run_end(given: argparse.Namespace) -> int:
    """0 when the unit ends on the day."""
    boot()
    from dondoc.console import beginning
    from dondoc.units import actions

    unit, heirs = beginning.unit_of(given.code), [(beginning.unit_of(code), "") for code in given.to]
    actions.abolish_unit(by=None, at=now(), unit=unit, on=given.on, successors=heirs, decision=given.decision)
    names = "; ".join(heir.name for heir, _field in heirs)
    print(_("%(name)s chấm dứt sau ngày %(on)s; kế thừa: %(heirs)s.") % {
        "name": unit.name, "on": f"{given.on:%d/%m/%Y}", "heirs": names
    })  # fmt: skip
    return exits.OK


def run_list(given: argparse.Namespace) -> int:
    """0 with the units of today."""
    boot()
    from dondoc.clock import today
    from dondoc.units.models import Unit

    columns = ("code", "name", "short_name", "kind", "parent__code")
    rows = list(Unit.objects.valid_on(today()).values(*columns))
    if given.json:
        print(json.dumps([{**row, "parent": row.pop("parent__code")} for row in rows], ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row['code']:<12} {row['kind']:<11} {row['name']}")
    return exits.OK
