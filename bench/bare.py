"""The hand-written SQL of a page, run as a program without a framework would: one connection, rows fetched, nothing else.

A file holds statements in the order in which they run. Each is headed ``-- :name`` and may take lists of what an earlier one
gave (``-- :parts tasks=rows.task``). ``:word`` is a parameter, ``IN :word`` a list. ``NAME.VENDOR.sql`` holds where the two
databases need other words. What a file gives is compared with what the page shows:

- columns called ``shown`` are, in order, the addresses of the rows;
- statements whose name begins with ``count``, and ``helping``, give numbers (a row of named columns, or rows of name and n);
- ``grid`` gives the cells of a grid, ``history`` how many lines a task file shows.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench.databases import Database

HISTORY = 40  # lines that a task file shows at first
FOLDER = Path(__file__).resolve().parent / "sql"
_HEAD = re.compile(r"^-- :(\w+)(.*)$", re.MULTILINE)
_LIST = re.compile(r"\bIN :([a-z_]+)")
_WORD = re.compile(r"(?<!:):([a-z_]+)")


@dataclass(frozen=True)
class Statement:
    """A statement, and which lists it takes from which column of an earlier one."""

    name: str
    sql: str
    lists: tuple[tuple[str, str, str], ...]


@dataclass
class Given:
    """What the statements of a file gave."""

    shown: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    grid: dict[tuple[int, str, str], int] = field(default_factory=dict)


def read(name: str, vendor: str) -> list[Statement]:
    """The statements of a file for the vendor."""
    own = FOLDER / f"{name}.{vendor}.sql"
    text = (own if own.exists() else FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    pieces = _HEAD.split(text)[1:]
    found = []
    for at in range(0, len(pieces), 3):
        lists = [part.partition("=") for part in pieces[at + 1].split()]
        wanted = tuple((word, *source.split(".", 1)) for word, _, source in lists)
        found.append(Statement(pieces[at], _spoken(pieces[at + 2].strip(), vendor), wanted))
    return found


def _spoken(sql: str, vendor: str) -> str:
    if vendor == "sqlite":
        return _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", sql)
    sql = _LIST.sub(r"= ANY(:\1)", sql.replace("%", "%%"))
    return _WORD.sub(r"%(\1)s", sql)


class Bare:
    """A connection that runs the statements of files."""

    def __init__(self, database: Database) -> None:
        self.vendor = database.vendor
        if self.vendor == "sqlite":
            path = database.url.removeprefix("sqlite:///")
            self.lite = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)
            # As the program opens the file (databases.named).
            self.lite.execute("PRAGMA cache_size=-16000")
            self.lite.execute("PRAGMA mmap_size=67108864")
        else:
            # Like the program's connection: no statement is prepared ahead.
            self.server = psycopg.connect(database.url, autocommit=True, prepare_threshold=None)

    def close(self) -> None:
        """The end."""
        (self.lite if self.vendor == "sqlite" else self.server).close()

    def rows(self, sql: str, **words: Any) -> list[tuple[Any, ...]]:
        """The rows of a question of the measurement's own, written like those of the files."""
        return self._run(_spoken(sql, self.vendor), words)[1]

    def run(self, statements: Sequence[Statement], words: Mapping[str, Any]) -> tuple[Given, float]:
        """What the statements give, and how many seconds they took together."""
        given, columns = Given(), dict[tuple[str, str], list[Any]]()
        begun = time.perf_counter()
        told = []
        for statement in statements:
            lists = {word: columns[source, column] for word, source, column in statement.lists}
            names, rows = self._run(statement.sql, {**words, **lists})
            for wanted in {(source, column) for later in statements for _, source, column in later.lists}:
                if wanted[0] == statement.name:
                    place = names.index(wanted[1])
                    columns[wanted] = list({row[place] for row in rows if row[place] is not None})
            told.append((statement.name, names, rows))
        seconds = time.perf_counter() - begun
        for name, names, rows in told:
            _take(given, name, names, rows)
        return given, seconds

    def _run(self, sql: str, words: Mapping[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
        if self.vendor == "sqlite":
            found = self.lite.execute(sql, {name: _plain(value) for name, value in words.items()})
            return [column[0] for column in found.description], found.fetchall()
        cursor = self.server.execute(sql, words)
        return [column.name for column in cursor.description or ()], cursor.fetchall()


def _plain(value: Any) -> Any:
    """A value as the program stores it in SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list) else value


def _take(given: Given, name: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if "shown" in names:
        given.shown += [row[names.index("shown")] for row in rows]
    if name == "grid":
        given.grid = {(row[0], row[2], row[3]): row[4] for row in rows}
    if name == "history":
        given.numbers["history"] = min(len(rows), HISTORY)
    if name.startswith("count") or name == "helping":
        if list(names) == ["name", "n"]:
            given.numbers.update({row[0]: row[1] for row in rows})
        elif rows:
            given.numbers.update(dict(zip(names, rows[0], strict=True)))
