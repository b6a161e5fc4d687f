"""`dondoc regulation load`: store an edition from a folder, and let a register adopt it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dondoc.clock import now, today
from dondoc.console import exits, law
from dondoc.console.boot import boot
from dondoc.console.parsing import a_date, add_json, describe
from dondoc.console.words import gettext as _
from dondoc.regulation import ProfileError

if TYPE_CHECKING:
    from dondoc.gazette.models import Edition


def configure(commands: Any) -> None:
    """Describe the arguments."""
    loading = commands.add_parser("load", help="store an edition, and adopt it", allow_abbrev=False)
    describe(
        loading,
        "Check a regulation (or an addendum) strictly, run its scenarios and store it as an edition; what was stored before\n"
        "stays. A mistake is told with file, line and what was probably meant. With --register the register keeps to the\n"
        "edition from the day on; open tasks keep theirs until the Office moves them.",
        "dondoc regulation load /etc/dondoc/quy-che/abc-12-2027",
        'dondoc regulation load abc-12-2027 --register UBND --from 2027-01-01 --decision "Quyết định 12/2027/QĐ-UBND"',
    )
    loading.add_argument(
        "regulation", metavar="ID|FOLDER", help="id of a regulation, or a folder with profile.toml or addendum.toml"
    )
    loading.add_argument("--register", metavar="CODE", help="the register that adopts it")
    loading.add_argument("--from", dest="from_on", type=a_date, metavar="DATE", help="adopted from (default today)")
    loading.add_argument("--decision", metavar="TEXT", default="", help="the decision that says so")
    add_json(loading)
    loading.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the edition is stored (and adopted); 1 with the mistake."""
    folder = _folder(given.regulation)
    boot()
    from dondoc.lawbook import actions

    try:
        edition = actions.load_folder(by=None, at=now(), folder=folder)
    except ProfileError as error:
        raise exits.Told(law.where(folder, error)) from error
    adopted = _adopt(given, edition) if given.register else ""
    if given.json:
        print(json.dumps({"edition": edition.label, "hash": edition.hash, "adopted": adopted}, ensure_ascii=False))
    else:
        print(_("Đã nạp %(edition)s.") % {"edition": edition.label} + (f" {adopted}" if adopted else ""))
    return exits.OK


def _folder(text: str) -> Path:
    from dondoc.regulation.addenda import ADDENDUM

    return Path(text) if (Path(text) / ADDENDUM).is_file() else law.folder_of(text)


def _adopt(given: argparse.Namespace, edition: Edition) -> str:
    from dondoc.console import beginning
    from dondoc.lawbook import actions

    register = beginning.register_of_code(given.register)
    day = given.from_on or today()
    actions.adopt(by=None, at=now(), register=register, edition=edition, from_on=day, decision=given.decision)
    return _("%(register)s áp dụng từ %(on)s.") % {"register": register.code, "on": f"{day:%d/%m/%Y}"}
