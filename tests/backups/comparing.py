"""What a database and a store of files hold, as hashes that can be compared between two machines."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

#: Where a restoration itself writes, and what every request writes.
APART = {"backups_backup", "backups_restoration", "sqlite_sequence"}


def tables() -> dict[str, tuple[int, str]]:
    """Of each table the number of its rows and a hash over them, whatever their order."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(set(connection.introspection.table_names(cursor)) - APART):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def files() -> dict[str, str]:
    """Of each file its hash."""
    root = Path(settings.FILES_DIR)
    found = [path for path in root.rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
