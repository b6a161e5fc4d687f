"""`bench/run`: fill a database, serve it, measure every row of design 8, tell what was found; nothing is left running."""

from __future__ import annotations

import argparse
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from bench import changing, databases, exporting, facts, house, measuring, outcome, pages
from bench.bare import Bare
from bench.changing import Scene
from bench.databases import Database
from bench.facts import Facts
from bench.house import House
from bench.measuring import Counted
from bench.outcome import FAILED, Outcome, Row
from bench.pages import Page
from dondoc.clock import local, now
from dondoc.demo.province import PASSWORD

FILL_CAP = 3600.0


class OutOfTime(BaseException):
    """The whole run has taken as long as it may; not an error that a row could swallow."""


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="bench/run", description="Measure the budgets of the design beside hand-written SQL on the same data."
    )  # fmt: skip
    parser.add_argument(
        "--tasks", type=int, default=2000, metavar="N", help="how many tasks to simulate (default 2000)"
    )
    parser.add_argument(
        "--years", type=int, default=4, metavar="Y", help="of work: fewer years, more that is open (default 4)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the simulation (default 1)")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found here as well")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table for bench/README.md here")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the filled database in this folder")
    parser.add_argument(
        "--reuse", type=Path, metavar="DIR", help="take the database that --keep left; what changes it runs on a copy"
    )
    parser.add_argument("--only", metavar="TEXT", help="only rows whose name holds the text (also: pages, changes)")
    parser.add_argument(
        "--cap", type=float, default=90, metavar="MINUTES", help="end after so long, with what was found (default 90)"
    )
    parser.add_argument(
        "--demo", action="store_true", help="fill with the demo instead of simulating: a quick look, no figures"
    )
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """0 when every row was measured and meets its budget; 1 otherwise."""
    given = arguments(words)
    found = Outcome({})
    end_in_order()
    signal.setitimer(signal.ITIMER_REAL, given.cap * 60)
    try:
        with ExitStack() as stack:
            _run(given, found, stack)
    except OutOfTime:
        found.notes.append(f"cut short after {given.cap:.0f} minutes")
    except KeyboardInterrupt:
        found.notes.append("interrupted")
    signal.setitimer(signal.ITIMER_REAL, 0)
    return tell(given, found)


def end_in_order() -> None:
    """A closed terminal or SIGTERM ends what was started, as Ctrl-C does; so does the cap."""

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    def over(*_args: object) -> None:
        raise OutOfTime

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    signal.signal(signal.SIGALRM, over)


def tell(given: argparse.Namespace, found: Outcome) -> int:
    """Print and write what was found; 0 when all of it is as it should be."""
    if found.machine:
        print("\n" + outcome.table(found))
        if given.json:
            found.write(given.json)
        if given.markdown:
            given.markdown.write_text(outcome.table(found, markdown=True) + "\n", encoding="utf-8")
    bad = [row for row in found.rows if row.verdict in (FAILED, outcome.MISSES)]
    return 1 if bad or found.notes or not found.rows else 0


def folder(given: argparse.Namespace, stack: ExitStack) -> Path:
    """Where the data lie: the folder that was named, else one that goes with the run."""
    if chosen := given.reuse or given.keep:
        chosen.mkdir(parents=True, exist_ok=True)
        return Path(chosen).resolve()
    place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dondoc-bench-")))
    place.chmod(0o755)  # PostgreSQL runs as another user when we are root
    return place


def _run(given: argparse.Namespace, found: Outcome, stack: ExitStack) -> None:
    place = folder(given, stack)
    open_database = databases.sqlite if given.database == "sqlite" else databases.postgresql
    database = stack.enter_context(open_database(place))
    home = House(database, place)
    if given.reuse is None:
        fill(home, given, found)
    bare = Bare(database)
    stack.callback(bare.close)
    known = facts.gather(bare)
    found.machine.update(machine(database, bare, known))
    wanted = given.only or ""
    if wanted != "changes":
        _unchanging(home, bare, known, found, given)
    if wanted != "pages":
        bare.close()
        _changing(home, known, found, given)


def machine(database: Database, bare: Bare, known: Facts) -> dict[str, object]:
    """What the figures were found on."""
    question = "SELECT sqlite_version()" if database.vendor == "sqlite" else "SHOW server_version"
    version = str(bare.rows(question)[0][0]).split()[0]
    return outcome.machine(database.vendor, version, known.tasks, databases.size_mib(database), local(now()))


def fill(home: House, given: argparse.Namespace, found: Outcome) -> None:
    """As an administrator would: one command into the empty database; then the day's tick, so that nothing is left over."""
    words = (
        ["demo"]
        if given.demo
        else ["simulate", "--tasks", str(given.tasks), "--seed", str(given.seed), "--years", str(given.years)]
    )
    print(f"dondoc {' '.join(words)} …", flush=True)
    filled = home.run(*words, cap=FILL_CAP, DONDOC_DEMO="1")  # with the demo's password for everybody
    ticked = home.run("tick", cap=FILL_CAP)
    databases.checkpoint(home.database)
    text = f"filled by `dondoc {' '.join(words)}` in {filled.seconds:.0f} s ({filled.peak:.0f} MiB), first tick {ticked.seconds:.1f} s"
    print(text, flush=True)
    (home.folder / "filled.txt").write_text(text + "\n", encoding="utf-8")


def _unchanging(home: House, bare: Bare, known: Facts, found: Outcome, given: argparse.Namespace) -> None:
    wanted = [page for page in pages.pages_of(bare, known) if _is_wanted(page.name, given.only)]
    counted = _count(home, bare, known, found, wanted, given)
    with house.serving(home) as server:
        browsers = measuring.sign_in(server.port, known, PASSWORD)
        for page in wanted:
            if page.name in counted:
                one = partial(measuring.measure, page, browsers, bare, server, counted[page.name])
                _keep(found, given, page.name, one)
        if _is_wanted("Word", given.only):
            _keep(found, given, "Word report", lambda: measuring.words_of_reports(browsers, known, home))
        if _is_wanted("memory", given.only):
            _keep(found, given, "memory", lambda: measuring.memory(server))


def _count(
    home: House, bare: Bare, known: Facts, found: Outcome, wanted: Sequence[Page], given: argparse.Namespace
) -> dict[str, Counted]:
    """The queries of each page, by a server of its own; a page that shows other rows than its SQL is a failure."""
    counted: dict[str, Counted] = {}
    with house.serving(home, settings="bench.settings", count=1) as server:
        browsers = measuring.sign_in(server.port, known, PASSWORD)

        def count(page: Page) -> Iterable[Row]:
            counted[page.name] = measuring.count(page, browsers, bare)
            return ()

        for page in wanted:
            _keep(found, given, page.name, partial(count, page))
    return counted


def _changing(home: House, known: Facts, found: Outcome, given: argparse.Namespace) -> None:
    parts: list[tuple[str, Callable[[Scene], Iterable[Row]]]] = [
        ("report a result", changing.reports), ("tick", changing.tick), ("holiday", changing.holiday), ("export", exporting.export),
    ]  # fmt: skip
    wanted = [(name, part) for name, part in parts if given.only == "changes" or _is_wanted(name, given.only)]
    if not wanted:
        return
    with scene(home, known) as there:
        for name, part in wanted:
            _keep(found, given, name, partial(part, there))
        _keep(found, given, "memory", lambda: measuring.memory(there.server))


@contextmanager
def scene(home: House, known: Facts) -> Iterator[Scene]:
    """A copy of the data with a server on it and everybody signed in, for what changes them."""
    with ExitStack() as stack:
        second = House(stack.enter_context(databases.copy(home.database)), home.folder)
        server = stack.enter_context(house.serving(second))
        bare = Bare(second.database)
        stack.callback(bare.close)
        yield Scene(second, server, bare, known, measuring.sign_in(server.port, known, PASSWORD))


def _is_wanted(name: str, only: str | None) -> bool:
    return only is None or only == "pages" or only in name


def _keep(found: Outcome, given: argparse.Namespace, name: str, measured: Callable[[], Iterable[Row]]) -> None:
    """Take the rows as they come; what fails is a row too, and the run goes on."""
    try:
        for row in measured():
            measuring.keep(found, row, given.json)
    except Exception as error:
        measuring.keep(found, Row(name, "", FAILED, note=f"{type(error).__name__}: {error}"), given.json)
