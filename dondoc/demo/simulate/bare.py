"""Filling tables without their indexes and foreign keys, and putting these back: of millions of rows that costs a third.

Both databases change their tables inside the one transaction of the simulation: whatever ends it, they are as they were.
What is put back is read from the database itself, so that no index of a later migration is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from dondoc.demo.simulate.tables import GIVEN
from dondoc.tasks import fulltext

#: Below this many tasks the indexes stay: dropping them would cost more than it saves.
WORTH = 5_000
Told = Callable[[str, int, int], None]


def is_worth(tasks: int) -> bool:
    """Whether so many tasks are written into bare tables."""
    return tasks >= WORTH


@contextmanager
def unhurried(tasks: int) -> Iterator[None]:
    """Around the whole transaction: SQLite needs no second copy of what goes into an empty file, and checks keys at the end."""
    if not is_worth(tasks) or connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    usual = str(connection.settings_dict["OPTIONS"]["init_command"])
    with connection.cursor() as cursor:
        for statement in ("journal_mode=DELETE", "foreign_keys=OFF", "cache_size=-131072"):
            cursor.execute(f"PRAGMA {statement}").fetchall()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in [*usual.split(";"), "PRAGMA foreign_keys=ON"]:
                cursor.execute(statement).fetchall()


@contextmanager
def tables(tasks: int, told: Told) -> Iterator[None]:
    """Within the block the tables are bare, if so many tasks make it worth the while; after it they are as before."""
    if not is_worth(tasks):
        yield
    elif connection.vendor == "postgresql":
        yield from _postgresql(told)
    else:
        yield from _sqlite(told)


def _names() -> list[str]:
    return [model._meta.db_table for model in GIVEN]


def _run(statements: list[str], told: Told, what: str) -> None:
    with connection.cursor() as cursor:
        for place, statement in enumerate(statements, start=1):
            cursor.execute(statement)
            told(what, place, len(statements))


#: Foreign keys of the tables and to them, their unique constraints, then the indexes that belong to no constraint.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f'
FROM pg_constraint WHERE contype IN ('f', 'u') AND (conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[]))
ORDER BY contype = 'f' DESC, conrelid, conname"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid = ANY(%s::regclass[])
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
ORDER BY indrelid, indexrelid"""


def _postgresql(told: Told) -> Iterator[None]:
    with connection.cursor() as cursor:
        # What the founding left to be checked at the end of the transaction is checked now: such tables cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(CONSTRAINTS, [_names(), _names()])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [_names()])
        indexes = cursor.fetchall()
        for table, name, _definition, _foreign in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        # They are empty. A table that was emptied in this transaction takes rows that are frozen from the beginning.
        cursor.execute(f"TRUNCATE {', '.join(_names())}")
    yield
    keys = [f'ALTER TABLE {row[0]} ADD CONSTRAINT "{row[1]}" {row[2]}' for row in reversed(constraints)]
    statistics = [f"ANALYZE {name}" for name in _names()]
    _run([definition for _name, definition in indexes] + keys + statistics, told, "indexes, keys, statistics")


def _sqlite(told: Told) -> Iterator[None]:
    with connection.cursor() as cursor:
        places = ", ".join("%s" for _ in GIVEN)
        cursor.execute(
            f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({places}) AND sql IS NOT NULL "
            "AND type IN ('index', 'trigger') ORDER BY type, name",
            _names(),
        )
        found = cursor.fetchall()
        for kind, name, _sql in found:
            cursor.execute(f'DROP {kind} "{name}"')
    yield
    _run([sql for kind, _name, sql in found if kind == "index"], told, "indexes")
    connection.check_constraints(_names())
    _run(list(fulltext.SQLITE), told, "full text")
