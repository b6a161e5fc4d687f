"""A simulated province is sound, the same for the same seed, and is only ever written into an empty or a toy database."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection

from dondoc.console import invariants
from dondoc.demo import queries
from dondoc.demo.simulate import load
from dondoc.demo.simulate.load import Wanted
from dondoc.demo.simulate.tables import GIVEN
from dondoc.journal import queries as journal
from dondoc.journal.models import Entry, Unsealed
from dondoc.tasks.models import Task
from dondoc.units.models import Post, Role
from tests.world import on

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
