"""`dondoc rebuild`: projections from facts."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import add_json, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Facts are kept and never overwritten; columns for quick reading are projections of them. Prove that they are\n"
        "equal, or write them anew: assignments, spans, ends and deadlines of tasks, audience, search keys.",
        "dondoc rebuild --check",
        "dondoc rebuild --write      (task by task under lock; people may go on working)",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="only compare; print each difference")
    what.add_argument("--write", action="store_true", help="restore what differs")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when equal or restored; 1 when --check found differences."""
    boot()
    from dondoc.console import invariants
    from dondoc.tasks import rebuild

    if given.write:
        count = rebuild.write()
        print(json.dumps({"restored": count}) if given.json else _("Đã viết lại %(count)s hàng.") % {"count": count})
        return exits.OK
    found = list(invariants.projections())
    if given.json:
        print(json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(problem)
        print(_("%(count)s chỗ khác với các sự kiện") % {"count": len(found)})
    return exits.PROBLEMS if found else exits.OK
