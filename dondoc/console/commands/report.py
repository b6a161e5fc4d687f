"""`dondoc report`: forms that a regulation prescribes, as of any day."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dondoc.clock import now, today
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import a_date, describe
from dondoc.console.words import gettext as _

FORMATS = ("text", "json", "docx", "xlsx", "pdf")


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Reports count what was recorded by the end of a day: the same day gives the same numbers for ever.",
        "dondoc report appendix-v --as-of 2026-10-31",
        "dondoc report appendix-v --as-of 2026-10-31 --format docx --out phu-luc-v.docx",
    )
    commands = parser.add_subparsers(title="commands", metavar="REPORT", required=True)
    grid = commands.add_parser("appendix-v", help="per unit: state × within or past the deadline", allow_abbrev=False)
    describe(
        grid,
        "The synthesis of Appendix V: for each unit how many tasks are not started, in progress, done, each within or past\n"
        "the deadline.",
        "dondoc report appendix-v --as-of 2026-10-31 --format json",
        "dondoc report appendix-v --as-of 31/10/2026 --format xlsx --out phu-luc-v.xlsx",
    )
    grid.add_argument("--as-of", type=a_date, required=True, metavar="DATE", help="as of the end of this day")
    grid.add_argument("--register", metavar="CODE", help="of which register, when there are several")
    grid.add_argument("--format", choices=FORMATS, default="text", help="text (default), json, docx, xlsx, pdf")
    grid.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    grid.add_argument("--out", type=Path, metavar="FILE", help="write into this file instead of printing")
    grid.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 with the report; 1 when the regulation prescribes no such form, or the day is yet to come."""
    boot()
    from dondoc.console import beginning, reporting
    from dondoc.regulation import Refused
    from dondoc.reports import rules

    if given.format in {"docx", "xlsx", "pdf"} and given.out is None and sys.stdout.isatty():
        raise exits.Told(_("Hãy nêu tên tệp bằng --out."), exits.USAGE)
    register = beginning.register_of_code(given.register)
    if refusal := rules.refusal_of_day(given.as_of, today=today()):
        raise Refused(refusal)
    made = reporting.make(register, given.as_of, now())
    content: str | bytes
    if given.format == "text":
        content = "\n".join(reporting.as_lines(made)) + "\n"
    elif given.format == "json":
        content = json.dumps(reporting.as_json(made), ensure_ascii=False, indent=2) + "\n"
    else:
        content = reporting.as_file(made, given.format)
    put(content, given.out)
    return exits.OK


def put(content: str | bytes, path: Path | None) -> None:
    """Print, or write into the file."""
    data = content.encode() if isinstance(content, str) else content
    if path is None:
        if isinstance(content, str):
            print(content, end="")
        else:
            sys.stdout.buffer.write(data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        said = _("Không ghi được %(file)s: %(error)s") % {"file": path, "error": error.strerror}
        raise exits.Told(said) from error
    print(_("Đã ghi %(file)s (%(size)s byte).") % {"file": path, "size": len(data)})
