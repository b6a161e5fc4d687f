"""`dondoc journal verify`: prove that the journal was not altered."""

from __future__ import annotations

import argparse
import json
from typing import Any

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import add_json, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(parser, "The journal is append-only and chained by hashes.", "dondoc journal verify")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = commands.add_parser("verify", help="compute every chain anew", allow_abbrev=False)
    describe(
        verify,
        "Compute the chain of every register anew and name the first break, altered payloads, missing numbers, and\n"
        "entries that wait for a seal for more than a minute (is the worker running?). Prints the hash at the end of each\n"
        "chain: keep it with your backups.",
        "dondoc journal verify",
        "dondoc journal verify --json",
    )
    add_json(verify)
    verify.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when every chain holds."""
    boot()
    from dondoc.console import invariants
    from dondoc.journal import queries

    rows: list[dict[str, Any]] = []
    for number in queries.registers():
        broken = [invariants.break_in_words(found) for found in queries.verify(number, at=now())]
        rows.append(
            {
                "register": number,
                "name": invariants.register_name(number),
                "entries": invariants.length(number),
                "head": queries.head_hash(number),
                "problems": broken,
            }
        )
    if given.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(_("%(name)s: %(entries)s dòng, mã cuối %(head)s") % row)
            for problem in row["problems"]:
                print(f"  {problem}")
    return exits.PROBLEMS if any(row["problems"] for row in rows) else exits.OK
