"""A simulated province is sound, the same for the same seed, and is only ever written into an empty or a toy database."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from dondoc.clock import local_date
from dondoc.console import invariants
from dondoc.demo import province, queries
from dondoc.demo.simulate import acts, bare, load
from dondoc.demo.simulate.load import Wanted
from dondoc.demo.simulate.plan import Script
from dondoc.demo.simulate.province import Province
from dondoc.demo.simulate.tables import GIVEN
from dondoc.jobs import tick
from dondoc.journal import queries as journal
from dondoc.journal.models import Entry, Unsealed
from dondoc.regulation import Refused, load_profile
from dondoc.tasks import deadlines, search
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Audience, Task
from dondoc.units.models import Actor, Person, Post, Register, Role, Unit
from dondoc.urging.models import Slip
from dondoc.workdays import load_calendar
from tests.world import ROOT, make_world, on

NOW = on("2026-11-25")
SMALL = Wanted(150, 3, NOW, years=2)


def silent(what: str, done: int, all_of_them: int) -> None:
    """Nobody watches a test."""


def fingerprint() -> dict[str, str]:
    """A hash over every row of every table that is filled in bulk, as the database gives them."""
    found = {}
    with connection.cursor() as cursor:
        for model in GIVEN:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY id')
            found[model._meta.db_table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


@pytest.fixture
def simulated(transactional_db: None) -> dict[str, int]:
    """A small province."""
    return load.simulate(SMALL, silent)


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_everything_that_must_be_true_is_true(simulated: dict[str, int]) -> None:
    """Invariants, projections, dates, the journal: the province is a sound database, and marked as a toy."""
    assert list(invariants.problems()) == []
    assert all(journal.verify(number, at=NOW) == [] for number in journal.registers())
    assert not Unsealed.objects.exists()
    assert queries.is_here()
    assert simulated["tasks_task"] == Task.objects.count() == 150
    assert simulated["journal_entry"] == Entry.objects.count()
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_next_row_of_every_table_gets_a_free_number(simulated: dict[str, int]) -> None:
    """What was copied with its numbers leaves the sequences behind it: verbs go on writing."""
    if connection.vendor != "postgresql":
        return  # SQLite takes the next number after the highest
    with connection.cursor() as cursor:
        for model in GIVEN:
            table = model._meta.db_table
            cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')), (SELECT max(id) FROM {table})")
            following, highest = cursor.fetchone()
            assert following > (highest or 0), table


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_same_seed_writes_the_same_bytes() -> None:
    """Size, seed, years and day say everything: also what the verbs draw by lot. Another seed is another province."""
    wanted = Wanted(40, 5, NOW, years=1)
    load.simulate(wanted, silent)
    first = fingerprint()
    for again, same in ((wanted, True), (replace(wanted, seed=6), False)):
        call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
        load.simulate(again, silent)
        assert (fingerprint() == first) is same


@pytest.mark.django_db(transaction=True)
def test_bare_tables_get_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes, constraints, triggers that are taken off for many tasks are the same afterwards, and the search finds."""
    before = structure()
    monkeypatch.setattr(bare, "WORTH", 1)
    load.simulate(Wanted(60, 2, NOW, years=1), silent)
    assert structure() == before
    assert list(invariants.problems()) == []
    word = Task.objects.latest("pk").content.split()[0]
    chief = Actor.of(Post.objects.select_related("unit", "person").get(person__username="chanhvp"))
    assert search.search(chief, word).count >= 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Audience.objects.create(task=Task.objects.all()[0], unit=Audience.objects.all()[0].unit, reason="holder")
        Audience.objects.create(task=Task.objects.all()[0], unit=Audience.objects.all()[0].unit, reason="holder")


def structure() -> list[tuple[str, ...]]:
    """Every index, constraint and trigger as the database describes it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
            indexes = cursor.fetchall()
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2, 3"
            )
            return [*indexes, *cursor.fetchall()]
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_a_simulation_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction: whatever ends it, the database is empty as before, its indexes are there, and it takes the next one."""
    before = structure()
    monkeypatch.setattr(bare, "WORTH", 1)

    def ended(what: str, done: int, all_of_them: int) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load.simulate(Wanted(60, 2, NOW, years=1), ended)
    assert not Register.objects.exists() and not Person.objects.exists() and not Entry.objects.exists()
    assert structure() == before
    load.simulate(Wanted(20, 2, NOW, years=1), silent)
    assert Task.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_everybody_signs_in_only_where_the_settings_say_that_it_is_a_toy(settings) -> None:
    """One known password in demo mode; otherwise nobody can sign in."""
    settings.DEMO = True
    load.simulate(Wanted(10, 1, NOW, years=1), silent)
    for username in ("chutich", "theodoi1", "stc.cv"):
        assert authenticate(username=username, password=province.PASSWORD) == Person.objects.get(username=username)
    settings.DEMO = settings.DEBUG = False
    load.simulate(Wanted(10, 1, NOW, years=1), silent, reset=True)
    assert not any(person.has_usable_password() for person in Person.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_real_register_is_neither_filled_nor_emptied() -> None:
    """Whoever mistakes a real register for a toy loses nothing; a demo is filled anew only when that is asked for."""
    world = make_world()
    before = (Unit.objects.count(), Person.objects.count())
    for reset, code in ((False, "demo.not_empty"), (True, "demo.is_real")):
        with pytest.raises(Refused) as refused:
            load.simulate(Wanted(10, 1, NOW), silent, reset=reset)
        assert refused.value.refusal.code == code
    assert (Unit.objects.count(), Person.objects.count()) == before
    assert Register.objects.get() == world.register


@pytest.mark.django_db(transaction=True)
def test_d1_the_days_go_on_from_where_it_ends() -> None:
    """HUE 8.1e: a tick on the day after finds the work of one day, not that of years; two weeks of ticks keep it sound."""
    load.simulate(SMALL, silent)
    first = tick.tick(NOW, dry_run=True)
    assert sum(count for name, count in first.items() if name.startswith("urging")) <= 3
    for day in range(15):
        tick.tick(NOW + timedelta(days=day))
    assert Slip.objects.filter(prepared_at__gt=NOW).exists()
    assert not [problem for problem in invariants.problems() if problem.check != "journal"]


def test_the_shares_are_those_that_are_told() -> None:
    """8 of 100 open tasks are overdue, directives have five tasks on average, all of it within the years and on working days."""
    law, calendar = load_profile(ROOT / "profiles" / "hue-71-2016"), load_calendar(ROOT / "calendars")
    script = Script(12_000, 4, NOW.date(), law, calendar, 2, province=Province.of(12_000))
    entered: dict[tuple[int, int], date | None] = {}
    done: set[tuple[int, int]] = set()
    last = None
    for act in script.acts():
        assert last is None or last <= act.at
        last = act.at
        assert calendar.is_working(local_date(act.at)) and act.at < NOW
        if isinstance(act, acts.Enter):
            entered |= {(act.directive, task.ordinal): due_of(script, act.paper, task) for task in act.paper.tasks}
        elif isinstance(act, acts.Move):
            entered[act.directive, act.task] = act.due_on
        elif isinstance(act, acts.Accept | acts.Withdraw | acts.Send):
            done.add((act.directive, act.task))
        elif isinstance(act, acts.Reopen | acts.SendBack):
            done.discard((act.directive, act.task))
    open_ones = {key: due_on for key, due_on in entered.items() if key not in done}
    overdue = [key for key, due_on in open_ones.items() if due_on is not None and due_on < NOW.date()]
    assert len(entered) == 12_000
    assert 4.7 < 12_000 / len({number for number, _task in entered}) < 5.3
    assert 0.05 < len(overdue) / len(open_ones) < 0.12


def due_of(script: Script, paper: acts.PaperPlan, task: acts.TaskPlan) -> date | None:
    """The deadline that the directive sets."""
    given = TaskInput("", (), due_kind=task.due_kind, due_on=task.due_on, due_span=task.due_span)
    return deadlines.read(given, issued_on=paper.issued_on, law=script.law, calendar=script.calendar).due_on
