"""`dondoc simulate`: a province of any size."""

from __future__ import annotations

import argparse
import json
import sys
import time

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot, demo
from dondoc.console.parsing import a_count, add_json, an_instant, describe
from dondoc.console.words import gettext as _

LONGEST_YEARS = 9


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Fill an empty database with an invented province of any size, to learn what the machine carries: units, people in\n"
        "every role, directives of five tasks on average, and everything that happened to them until yesterday, with duties,\n"
        "journal (sealed), notices, slips. The rows are those that the verbs would write. The same number, seed, years and\n"
        "day give the same rows. It is a demo database from then on (`dondoc tick --at` works); a database with a real\n"
        "register is refused. The work is one transaction: a command that is killed leaves the database as it was.\n"
        "\n"
        "Shares: 8 of 100 tasks that are still open on the last day are overdue (a unit is past its date and has sent no\n"
        "result); 10 of 100 were late; 8 had their date moved, 3 were returned, 6 of 100 results were sent back; 5 have no\n"
        "date. Everybody signs in with the password of the demo where DONDOC_DEMO=1 (or DONDOC_DEBUG=1) was set when it\n"
        "was made, and nobody does otherwise: chutich, chanhvp, chuyenvien1, theodoi1, stc, stc.cv, x001 …",
        "DONDOC_DEMO=1 dondoc simulate --tasks 2000",
        "DONDOC_DEMO=1 dondoc simulate --tasks 100000 --seed 7 --json",
        "dondoc simulate --tasks 50 --reset     (throw a demo or an earlier simulation away and begin anew)",
    )
    parser.add_argument("--tasks", type=a_count, required=True, metavar="N", help="how many tasks")
    parser.add_argument(
        "--seed", type=a_count, default=1, metavar="S", help="another seed, another province (default 1)"
    )
    parser.add_argument(
        "--years", type=a_count, default=4, metavar="Y",
        help="over how many years they are spread (default 4); fewer years, more tasks that are open at once",
    )  # fmt: skip
    parser.add_argument(
        "--at", type=an_instant, metavar="INSTANT", help="as if it were this day: the last one is the day before"
    )
    parser.add_argument("--reset", action="store_true", help="empty a demo database first")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the province is there; 1 when the database is not empty, or holds a real register."""
    boot(tables=False)
    from dondoc.console import preparing

    if given.years > LONGEST_YEARS:
        raise exits.Told(_("--years: nhiều nhất %(most)s năm.") % {"most": LONGEST_YEARS}, exits.USAGE)
    preparing.database()
    door, began = demo(), time.monotonic()
    progress = Progress(began)
    counts = door.simulate(
        tasks=given.tasks,
        seed=given.seed,
        years=given.years,
        at=given.at or now(),
        reset=given.reset,
        told=progress.tell,
    )
    seconds = round(time.monotonic() - began, 1)
    if given.json:
        said = {"tasks": given.tasks, "seed": given.seed, "years": given.years, "seconds": seconds, "rows": counts}
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return exits.OK
    for name, count in counts.items():
        print(f"{count:>12,}  {name}")
    total = sum(counts.values())
    print(_("Đã mô phỏng %(tasks)s nhiệm vụ, %(rows)s hàng, trong %(seconds)s giây.") % {
        "tasks": given.tasks, "rows": total, "seconds": seconds,
    })  # fmt: skip
    return exits.OK


class Progress:
    """Says how far it is, on the side of the errors, so that the figures stay clean."""

    def __init__(self, began: float) -> None:
        self.began, self.said = began, 0

    def tell(self, what: str, done: int, all_of_them: int) -> None:
        """A line for each tenth of the tasks, and for each step after them."""
        tenth = done * 10 // all_of_them if all_of_them else 0
        if all_of_them and tenth == self.said:
            return
        self.said = tenth
        passed = f"{time.monotonic() - self.began:8.1f} s"
        print(
            f"{passed}  {what} {done:,}/{all_of_them:,}" if all_of_them else f"{passed}  {what}",
            file=sys.stderr,
            flush=True,
        )
