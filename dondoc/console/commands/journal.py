"""`dondoc journal verify`: prove that the journal was not altered."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
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
        "dondoc journal verify --anchor 9f86d081884c7d65…      (the hash of a backup or of a sent report)",
    )
    verify.add_argument(
        "--anchor", metavar="HASH", action="append", default=[],
        help="a hash that was kept elsewhere: at which entry the chain had it; may be given repeatedly",
    )  # fmt: skip
    add_json(verify)
    verify.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when every chain holds and had every hash that was kept."""
    boot()
    from dondoc.console import invariants
    from dondoc.journal import queries

    rows: list[dict[str, Any]] = []
    for number in queries.registers():
        rows.append(
            {
                "register": number,
                "name": invariants.register_name(number),
                "entries": invariants.length(number),
                "head": queries.head_hash(number),
                "anchors": {anchor: queries.number_of(number, anchor) for anchor in given.anchor},
                "problems": [invariants.break_in_words(found) for found in queries.verify(number, at=now())],
            }
        )
    lost = [anchor for anchor in given.anchor if not any(row["anchors"][anchor] for row in rows)]
    if given.json:
        print(json.dumps({"registers": rows, "unknown_anchors": lost}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(rows, lost)))
    return exits.PROBLEMS if lost or any(row["problems"] for row in rows) else exits.OK


def as_lines(rows: list[dict[str, Any]], lost: list[str]) -> Iterator[str]:
    """What a person reads."""
    for row in rows:
        yield _("%(name)s: %(entries)s dòng, mã cuối %(head)s") % row
        for problem in row["problems"]:
            yield f"  {problem}"
        for anchor, number in row["anchors"].items():
            if number is not None:
                yield "  " + _("mã %(anchor)s là của dòng %(number)s") % {"anchor": anchor, "number": number}
    for anchor in lost:
        yield _("không sổ nào từng có mã %(anchor)s: nhật ký đã bị thay bằng nhật ký khác") % {"anchor": anchor}
