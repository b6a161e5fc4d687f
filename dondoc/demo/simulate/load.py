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
from dondoc.demo.simulate.founding import found
from dondoc.demo.simulate.ledger import Ledger
from dondoc.demo.simulate.mix import Mix
from dondoc.demo.simulate.plan import FOUNDED, YEARS, Script
from dondoc.demo.simulate.province import Province
from dondoc.demo.simulate.tables import Store
from dondoc.demo.simulate.wire import wire
from dondoc.demo.simulate.writer import Handler, Writer
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

    def script(self, register: Register) -> Script:
        """The script under the register's law and the newest calendar."""
        return Script(
            self.tasks, self.seed, local_date(self.at), gazette.law(register.edition), gazette.calendar(), self.years,
            self.mix, self.who,
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
        register = found(wanted.who, wanted.founded_at)
        told("units, people", 0, 0)
        with bare.tables(wanted.tasks, told):
            return play(wanted, register, told)


def read_before(days: Days) -> datetime:
    """What was told before this instant has been read."""
    return days.starts[days.last] - UNREAD


def play(wanted: Wanted, register: Register, told: Told) -> dict[str, int]:
    """Write the rows of every act of the script."""
    script, way = wanted.script(register), wire()
    store = Store(way.send)
    version = gazette.current_calendar()
    assert version is not None
    days = script.days
    books = Books(register, way, days.on[0], version)
    ledger = Ledger(store, books, wanted.seed, read_before(days))
    writer = Writer(store, books, ledger)
    day = None
    for act in script.acts():
        if isinstance(act, acts.Seal):
            store.flush()
            told("tasks", writer.tasks, wanted.tasks)
            continue
        moment = writer.now(act)
        if moment.day != day:
            day = moment.day
            ledger.sealed_at = way.instant(start_of_day(day) + timedelta(minutes=SEALS))
        HANDLERS[type(act)](writer, act)
        if isinstance(act, acts.Enter):
            writer.entered(act)
        else:
            writer.played(act.directive, act.task if isinstance(act, TaskAct) else 0)
    urging.number_series(writer)
    ledger.close()
    store.flush(1)
    way.close()
    return dict(sorted(store.counts().items(), key=lambda item: -item[1]))
