"""Simulating: an empty database in, a province out; one transaction, so that a killed command leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date, start_of_day
from dondoc.demo import queries
from dondoc.demo.simulate import acts, bare, deciding, entering, urging, working
from dondoc.demo.simulate.acts import Act, TaskAct
from dondoc.demo.simulate.books import Books
from dondoc.demo.simulate.days import SEALS, Days
from dondoc.demo.simulate.founding import found, load_law
from dondoc.demo.simulate.ledger import Ledger
from dondoc.demo.simulate.mix import Mix
from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.plan import FOUNDED, YEARS, Script
from dondoc.demo.simulate.province import Province
from dondoc.demo.simulate.tables import Store
from dondoc.demo.simulate.wire import opened
from dondoc.demo.simulate.writer import Handler, Writer
from dondoc.gazette.models import Edition
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Person, Register

UNREAD = timedelta(days=3)
"""Notices of the last days are unread, older ones were read."""

HANDLERS: dict[type[Act], Handler] = {
    acts.Enter: entering.enter,
    acts.TakeOver: working.take_over,
    acts.Return: working.give_back,
    acts.Report: working.report,
    acts.AskReason: working.ask_reason,
    acts.AskUpdate: working.ask_update,
    acts.Explain: working.explain,
    acts.Send: working.send,
    acts.Accept: deciding.accept,
    acts.SendBack: deciding.send_back,
    acts.Reopen: deciding.reopen,
    acts.Decline: deciding.decline,
    acts.Reassign: deciding.reassign,
    acts.Move: deciding.move,
    acts.Withdraw: deciding.withdraw,
    acts.OpenLadder: urging.open_ladder,
    acts.CloseLadder: urging.close_ladder,
    acts.PrepareSlip: urging.prepare_slip,
    acts.IssueSlip: urging.issue_slip,
    acts.WithholdSlip: urging.withhold_slip,
    acts.Escalate: urging.escalate,
    acts.Instruct: urging.instruct,
    acts.Urge: urging.urge,
}


@dataclass(frozen=True)
class Wanted:
    """What is to be simulated: so many tasks by the seed, in so many years before the day of the instant."""

    tasks: int
    seed: int
    at: datetime
    years: int = YEARS
    mix: Mix = field(default_factory=Mix)
    province: Province | None = None

    @property
    def who(self) -> Province:
        """The bodies and people of the province."""
        return self.province or Province.of(self.tasks)

    @property
    def founded_at(self) -> datetime:
        """When the province was founded: some weeks before its first day."""
        return start_of_day(local_date(self.at) - timedelta(days=365 * self.years) - FOUNDED)

    def script(self, edition: Edition) -> Script:
        """The script under the law of the edition and the newest calendar."""
        return Script(
            self.tasks, self.seed, local_date(self.at), gazette.law(edition), gazette.calendar(), self.years, self.mix,
            self.who,
        )  # fmt: skip


Told = Callable[[str, int, int], None]


def simulate(wanted: Wanted, told: Told, *, reset: bool = False) -> dict[str, int]:
    """Fill an empty database; ``told`` hears which step is done, and how many tasks of how many are written.

    With ``reset`` a demo database is emptied first. Says how many rows of each table were written, the most first.

    Raises:
        Refused: somebody or some register is there already; it is no demo that is to be emptied.
    """
    if reset and not queries.is_here() and Register.objects.exists():
        raise Refused(Refusal("demo.is_real", {}, None))
    if not reset and (Register.objects.exists() or Person.objects.exists()):
        raise Refused(Refusal("demo.not_empty", {}, None))
    with bare.unhurried(wanted.tasks), transaction.atomic():
        if reset:
            call_command("flush", interactive=False, verbosity=0)
        edition = load_law(wanted.founded_at)
        script = wanted.script(edition)
        with opened(frozen=bare.is_worth(wanted.tasks)) as way:
            store = Store(way.send)
            ledger = Ledger(store, way, wanted.seed, read_before(script.days))
            founded = Moment(wanted.founded_at, way)
            ledger.sealed_at = founded.text
            register = found(wanted.who, edition, ledger, founded)
            told("units, people", 0, 0)
            with bare.tables(wanted.tasks, told):
                play(script, Books(register, way, script.days.on[0]), store, ledger, told)
                way.close()
    return dict(sorted(store.counts().items(), key=lambda item: -item[1]))


def read_before(days: Days) -> datetime:
    """What was told before this instant has been read."""
    return days.starts[days.last] - UNREAD


def play(script: Script, books: Books, store: Store, ledger: Ledger, told: Told) -> None:
    """Write the rows of every act of the script."""
    writer, day = Writer(store, books, ledger), None
    for act in script.acts():
        if isinstance(act, acts.Seal):
            store.flush()
            told("tasks", writer.tasks, script.tasks)
            continue
        moment = writer.now(act)
        if moment.day != day:
            day = moment.day
            ledger.sealed_at = books.wire.instant(start_of_day(day) + timedelta(minutes=SEALS))
        HANDLERS[type(act)](writer, act)
        if isinstance(act, acts.Enter):
            writer.entered(act)
        else:
            writer.played(act.directive, act.task if isinstance(act, TaskAct) else 0)
    urging.number_series(writer)
    ledger.close()
    store.flush(1)
