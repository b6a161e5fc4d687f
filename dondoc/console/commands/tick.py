"""`dondoc tick`: do what the day brings, or only say what it would be."""

from __future__ import annotations

import argparse
import json

from dondoc.clock import local, now
from dondoc.console import exits
from dondoc.console.boot import boot, demo
from dondoc.console.parsing import add_json, an_instant, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Let every rule do what is due: urging, notice slips, reminders, periodic updates. The worker does this each\n"
        "quarter of an hour; a second tick does nothing twice. What is unusually much waits for the Office, on its desk.",
        "dondoc tick --dry-run",
        "dondoc tick --at 2026-12-01T08:00      (a demo database only)",
    )
    parser.add_argument("--dry-run", action="store_true", help="only count what would be done")
    parser.add_argument(
        "--at", type=an_instant, metavar="INSTANT",
        help="as if it were this date and hour in Vietnam (a date alone: 08:00); refused on a real database",
    )  # fmt: skip
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 with the number of acts of each rule; 1 when a rule failed."""
    boot()
    if given.at is not None and not demo().is_here():
        raise exits.Told(
            _("--at chỉ dùng trên cơ sở dữ liệu minh hoạ: trên sổ thật, ngày giờ là ngày giờ thật."), exits.USAGE
        )
    from dondoc.jobs import tick

    at, failed = given.at or now(), {}
    try:
        counts = tick.tick(at, dry_run=given.dry_run)
    except tick.RulesFailed as error:
        counts, failed = error.counts, {name: type(reason).__name__ for name, reason in error.failed.items()}
    from dondoc.waves import jobs as waves

    code, waiting = exits.PROBLEMS if failed else exits.OK, waves.waiting(at)
    if given.json:
        held = [{"register": name, "acts": count, "units": units} for name, count, units in waiting]
        said = {"at": at.isoformat(), "dry_run": given.dry_run, "acts": counts, "waiting": held, "failed": failed}
        print(json.dumps(said, ensure_ascii=False))
        return code
    print(f"{local(at):%d/%m/%Y %H:%M}" + (" " + _("(chỉ đếm, không làm)") if given.dry_run else ""))
    for name, count in counts.items():
        print(f"{count:>6}  {name}")
    for name, count, units in waiting:
        told = {"register": name, "count": count, "units": units}
        print(_("chờ Văn phòng duyệt (%(register)s): %(count)s việc nhắc, đôn đốc gửi %(units)s đơn vị") % told)
    for name, reason in failed.items():
        print(_("không chạy được: %(rule)s (%(reason)s)") % {"rule": name, "reason": reason})
    return code
