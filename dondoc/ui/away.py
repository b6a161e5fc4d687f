"""When the database is away for a moment: what is such a fault, and what is the program's own."""

from __future__ import annotations

from django.db import Error, InterfaceError, InternalError, OperationalError

#: Of SQLite: another process holds it too long, its disk is full or gone. Everything else is a fault of the program.
SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")
#: Of PostgreSQL: "read only transaction", said by a server that led until a moment ago and does so no more.
FOLLOWS = "25006"


def is_away(error: BaseException | None) -> bool:
    """Whether the same request may well succeed in a moment: no connection, a leader that changes, a full disk, a deadlock."""
    if not isinstance(error, Error):
        return False
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__
    if isinstance(error, InternalError):
        return getattr(cause, "sqlstate", None) == FOLLOWS
    if not isinstance(error, OperationalError):
        return False
    name = getattr(cause, "sqlite_errorname", None)
    return name is None or name.startswith(SQLITE)
