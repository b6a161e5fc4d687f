"""Full text on two databases: the only code of the room that knows which database it talks to.

Both index the same shadow, `Task.folded`: words without marks, written by the application as plain ASCII with single
spaces, so that neither database's own idea of a word is ever asked and both find the same rows. SQLite keeps an FTS5 table
over it with three triggers; PostgreSQL a stored column of lexemes with a GIN index, made without its text parser (which would
read ``438/TB-UBND`` as a path and ``1e5`` as a number). A later migration that lets SQLite rebuild `tasks_task` must run
`create` again, because a table that is dropped takes its triggers with it; running it twice does no harm.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, DateTimeField, F, Func, OrderBy, Value

from dondoc.wording import nfc, tokens

LONGEST_WORD = 60
MOST_WORDS = 12

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS tasks_search USING fts5(folded, content='tasks_task', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', detail='none', columnsize=0)",
    "CREATE TRIGGER IF NOT EXISTS tasks_search_ai AFTER INSERT ON tasks_task BEGIN "
    "INSERT INTO tasks_search(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER IF NOT EXISTS tasks_search_ad AFTER DELETE ON tasks_task BEGIN "
    "INSERT INTO tasks_search(tasks_search, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER IF NOT EXISTS tasks_search_au AFTER UPDATE OF folded ON tasks_task "
    "WHEN old.folded IS NOT new.folded BEGIN "
    "INSERT INTO tasks_search(tasks_search, rowid, folded) VALUES ('delete', old.id, old.folded); "
    "INSERT INTO tasks_search(rowid, folded) VALUES (new.id, new.folded); END",
    "INSERT INTO tasks_search(tasks_search) VALUES ('rebuild')",
)
POSTGRESQL = (
    "ALTER TABLE tasks_task ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(folded, ' '), ''))) STORED",
    # Without a list of pending entries: a search after an import would read it whole.
    "CREATE INDEX IF NOT EXISTS tasks_search ON tasks_task USING gin (search) WITH (fastupdate = off)",
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of the database at hand; called by a migration."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def forget_deleted() -> None:
    """Let no word of what was blanked stay in the index (a purge): SQLite keeps deleted words, and no VACUUM takes them, until
    the parts of the index are merged. PostgreSQL's own VACUUM takes them with the row.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tasks_search(tasks_search) VALUES ('optimize')")


def words_of(text: str) -> list[str]:
    """The words that are indexed and asked for: folded, ASCII, of bounded length.

    A letter that folding leaves outside ASCII (another script) is written as its code, so that every database takes it for a
    letter and the beginning of a word stays the beginning of its code.
    """
    return ["".join(c if c.isascii() else f"u{ord(c):05x}" for c in word)[:LONGEST_WORD] for word in tokens(text)]


def shadow(text: str) -> str:
    """The folded words with single spaces."""
    return " ".join(words_of(text))


def spelled(text: str) -> str:
    """The words as they are spelled, lower case, a space before and after each: ``contains`` then finds whole words."""
    kept = "".join(char if char.isalnum() else " " for char in nfc(text).lower())
    return f" {' '.join(kept.split())} "


def by_entry(vendor: str) -> tuple[OrderBy, ...]:
    """The newest first, for rows that were chosen by their text.

    PostgreSQL guesses badly how many rows hold the beginning of a word, and would rather walk all tasks in the order of an
    index than ask the full text; an expression that no index can answer takes that choice away.
    """
    entered: F | Func = F("opened_at")
    if vendor == "postgresql":
        entered = Func(entered, template="(%(expressions)s + '0'::interval)", output_field=DateTimeField())
    return OrderBy(entered, descending=True), OrderBy(F("pk"), descending=True)


class Match(Func):
    """True for the rows whose shadow holds every word, the last as a beginning."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, text: str) -> None:
        self.words = words_of(text)[:MOST_WORDS]
        super().__init__(F("pk"), Value(" ".join(self.words)))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str | int, ...]]:
        """FTS5: ``"don" AND "doc"*``; the row numbers are those of the task."""
        key, params = compiler.compile(self.get_source_expressions()[0])
        phrase = " AND ".join(f'"{word}"' for word in self.words) + "*"
        return f"{key} IN (SELECT rowid FROM tasks_search WHERE tasks_search MATCH %s)", (*params, phrase)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[str]]:
        """A tsquery written by hand: ``'don' & 'doc':*``; no dictionary and no parser stand between."""
        key, params = compiler.compile(self.get_source_expressions()[0])
        phrase = " & ".join(f"'{word}'" for word in self.words) + ":*"
        return f"{key.rsplit('.', 1)[0]}.search @@ %s::tsquery", [*params, phrase]


class BeginsWith(Func):
    """True for the rows whose column begins with the text, asked so that the column's own index answers."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, text: str) -> None:
        self.text = text
        super().__init__(F(column))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str | int, ...]]:
        """A range: LIKE knows no index here, because it overlooks the case of letters."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"({column} >= %s AND {column} < %s)", (*params, self.text, *params, self.text + "\U0010ffff")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[str]]:
        """LIKE: answered by the index with pattern operators whatever the collation of the database is."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        escaped = self.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{column} LIKE %s", [*params, escaped + "%"]
