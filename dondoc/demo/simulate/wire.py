"""How values go into the database: instants, dates and JSON as texts, rows in portions by COPY or by prepared statement."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any, Protocol

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from dondoc.demo.simulate.tables import Row, Table

#: Portions that wait for PostgreSQL while the next ones are written.
AHEAD = 6


class Wire(Protocol):
    """The way into one kind of database."""

    def instant(self, at: datetime) -> str:
        """An instant as the column takes it."""

    def json(self, value: object) -> str:
        """A JSON value as the column takes it."""

    def send(self, table: Table, rows: list[Row]) -> None:
        """Write a portion."""

    def close(self) -> None:
        """Everything that was sent is written."""

    def abort(self) -> None:
        """What was sent and is not yet written need not be written."""


class Sqlite:
    """Prepared statements: a portion is one call."""

    def instant(self, at: datetime) -> str:
        """Naive, in UTC, as Django keeps it."""
        return at.isoformat(" ")[:-6]

    def json(self, value: object) -> str:
        """As Django keeps it."""
        return json.dumps(value)

    def send(self, table: Table, rows: list[Row]) -> None:
        """One prepared statement for all rows; constants stand in the statement."""
        given = ", ".join("?" for _ in range(len(table.columns) - len(table.constants)))
        constants = "".join(f", {_literal(value)}" for value in table.constants)
        names = ", ".join(f'"{name}"' for name in table.columns)
        raw = connection.connection
        raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({given}{constants})', rows)

    def close(self) -> None:
        """Nothing waits."""

    def abort(self) -> None:
        """Nothing waits."""


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"


class Postgres:
    """COPY in a thread of its own: while PostgreSQL takes a portion the next one is written."""

    def __init__(self, *, frozen: bool) -> None:
        connection.ensure_connection()
        self.options = f"NULL '{NULL}'{', FREEZE' if frozen else ''}"
        self.raw: Any = connection.connection
        self.portions: queue.Queue[tuple[str, bytes] | None] = queue.Queue(maxsize=AHEAD)
        self.error: BaseException | None = None
        self.models: set[type[Model]] = set()
        self.thread = threading.Thread(target=self._copy, name="copy", daemon=True)
        self.thread.start()

    def instant(self, at: datetime) -> str:
        """With its zone."""
        return at.isoformat(" ")

    def json(self, value: object) -> str:
        """Unescaped: jsonb keeps characters, not their spelling."""
        return json.dumps(value, ensure_ascii=False)

    def send(self, table: Table, rows: list[Row]) -> None:
        """Hand the portion to the thread."""
        if self.error is not None:
            raise self.error
        self.models.add(table.model)
        names = ", ".join(f'"{name}"' for name in table.columns)
        self.portions.put(
            (f'COPY "{table.name}" ({names}) FROM STDIN WITH ({self.options})', lines(rows, table.constants))
        )

    def _copy(self) -> None:
        while (portion := self.portions.get()) is not None:
            if self.error is None:
                try:
                    with self.raw.cursor() as cursor, cursor.copy(portion[0]) as copy:
                        copy.write(portion[1])
                except BaseException as error:  # told to the writer, which ends
                    self.error = error

    def close(self) -> None:
        """Wait for the thread; an error of its is raised here."""
        if self.thread.is_alive():
            self.portions.put(None)
            self.thread.join()
        if self.error is not None:
            raise self.error
        # COPY brought its own numbers: the next row that a verb writes must get a free one.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [*self.models]):
                cursor.execute(statement)

    def abort(self) -> None:
        """The thread ends after the portion that it is at; the connection is free again."""
        self.error = self.error or RuntimeError("the simulation was given up")
        if self.thread.is_alive():
            self.portions.put(None)
            self.thread.join()


NULL = "None"
"""How Python writes nothing, and what COPY is told to take for NULL: no column holds this word alone."""


def lines(rows: list[Row], constants: tuple[Any, ...] = ()) -> bytes:
    """Rows as COPY reads them: columns apart by tabs, lines by line ends; texts that hold one of these are escaped."""
    given = len(rows[0])
    width = given + len(constants)
    form = "\t".join(["%s"] * given + [str(value).replace("%", "%%") for value in constants]) + "\n"
    text = (form * len(rows)) % tuple(chain.from_iterable(rows))
    if "\\" in text or text.count("\n") != len(rows) or text.count("\t") != len(rows) * (width - 1):
        text = "".join("\t".join([_escaped(value) for value in (*row, *constants)]) + "\n" for row in rows)
    return text.encode()


def _escaped(value: Any) -> str:
    text = str(value).replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


@contextmanager
def opened(*, frozen: bool) -> Iterator[Wire]:
    """The way into the database at hand; whatever ends the block, nothing is written after it.

    ``frozen`` says that the tables are emptied in this transaction, before anything is sent.
    """
    way = Postgres(frozen=frozen) if connection.vendor == "postgresql" else Sqlite()
    try:
        yield way
    except BaseException:
        way.abort()
        raise
