"""`dondoc check`: everything that must be true of any database."""

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
        "Test what must be true of any database and print one line for each problem. Reads only:\n"
        "  projections   assignments, spans, ends, deadlines, audience and search keys are what the facts say\n"
        "  spans         one open span per assignment\n"
        "  dates         every duty's date is what its inputs, regulation and calendar give\n"
        "  outcomes      closed duties say how they ended, nothing is left open under a closed task\n"
        "  appraisals    who must appraise what was sent\n"
        "  proposals     who must answer what was proposed, and that a granted date was moved\n"
        "  readers       whoever may see a task may read its directive\n"
        "  numbers       number series have no gap\n"
        "  attachments   every file is on the disk, and no other\n"
        "  journal       every chain holds\n"
        "  references    no row points to one that is not there",
        "dondoc check",
        "dondoc check --json",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when everything holds."""
    boot()
    from dondoc.console import invariants

    found = []
    for problem in invariants.problems():
        found.append(problem)
        if not given.json:
            print(problem)
    if given.json:
        body = {"checks": list(invariants.CHECKS), "problems": [asdict(problem) for problem in found]}
        print(json.dumps(body, ensure_ascii=False, indent=2))
    elif found:
        print(_("%(count)s điều không đúng") % {"count": len(found)})
    else:
        print(_("Mọi điều phải đúng đều đúng."))
    return exits.PROBLEMS if found else exits.OK
