"""`dondoc demo`: the invented province."""

from __future__ import annotations

import argparse

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot, demo
from dondoc.console.parsing import describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Fill a new database with an invented province: units, people in every role and three months of work up to\n"
        "today. Where it is already there nothing changes. A database with a real register is refused.",
        "DONDOC_DEMO=1 dondoc demo",
        "DONDOC_DEMO=1 dondoc demo --reset     (throw the demo's work away and begin anew, relative to today)",
    )
    parser.add_argument("--reset", action="store_true", help="empty a demo database and fill it anew")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the demo is there; 1 when the database is a real one."""
    boot(tables=False)
    from dondoc.console import preparing

    preparing.database()
    door = demo()
    if door.is_here() and not given.reset:
        print(_("Dữ liệu minh hoạ đã có sẵn, không thay đổi gì (dondoc demo --reset để làm lại từ đầu)."))
    else:
        print(_("Đang tạo dữ liệu minh hoạ; mất chừng nửa phút…"), flush=True)
        counts = door.reset(now()) if given.reset else door.load(now())
        said = _(
            "Đã tạo tỉnh minh hoạ: %(units)s đơn vị, %(people)s người, %(directives)s văn bản, %(tasks)s nhiệm vụ."
        )
        print(said % counts)
    return exits.OK
