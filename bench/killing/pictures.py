"""The whole database as rows, and what an act changed, in a form in which two runs of the same act are equal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

#: What no act of the register writes; and how much went out on a day, which is counted after it went out: what a killed tick had
#: sent is missing in this measure of the usual.
ASIDE = {"django_session", "django_content_type", "usersessions_usersession", "jobs_worker", "waves_volume"}
#: Chosen by lot, or following from what was.
BY_LOT = {"salt", "digest", "hash", "previous", "stored_as", "password"}
#: What the queue and the outbox note about tries; a second try is no second effect.
TRIES = {
    "jobs_job": {"attempts", "leased_by", "lease_until", "run_at", "error"},
    "journal_notice": {"mail_attempts", "mail_after"},
}
#: Numbers that refer to a table which the room does not know.
FAR = {
    "matter_id": "duties_matter", "root_id": "duties_matter", "person_id": "units_person", "unit_id": "units_unit",
    "post_id": "units_post", "recipient_id": "units_person", "register_id": "units_register", "entry_id": "journal_entry",
    "last_entry_id": "journal_entry",
}  # fmt: skip
#: Columns in whose words numbers of rows stand.
WORDED = {"body", "params", "url", "key", "earlier"}

Row = tuple[Any, ...]
Picture = dict[str, dict[Any, Row]]
Changes = Counter[tuple[Any, ...]]


@cache
def tables() -> dict[str, tuple[str, list[models.Field[Any, Any]]]]:
    """Every table with its key and its columns."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if (
            meta.db_table not in ASIDE
            and meta.app_label not in {"auth", "operations", "backups"}
            and meta.pk is not None
        ):
            found[meta.db_table] = (meta.pk.column, list(meta.concrete_fields))
    return found


def take() -> Picture:
    """Every row of every table at one moment: a session whose client was killed may be in the middle of its COMMIT."""
    picture: Picture = {}
    stands_alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if stands_alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, (key, columns) in tables().items():
            names = ", ".join(connection.ops.quote_name(name) for name in [key, *(one.column for one in columns)])
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")
            picture[table] = {row[0]: row[1:] for row in cursor.fetchall()}
    _forget_turns(picture)
    return picture


def _forget_turns(picture: Picture) -> None:
    """Which quarter of an hour ticked, which day swept: a turn that was killed is followed by the next one.

    Reminders stay: they are told once a day, and by one row.
    """
    columns = [one.column for one in tables()["jobs_periodicrun"][1]]
    rule = columns.index("rule")
    runs = picture["jobs_periodicrun"]
    picture["jobs_periodicrun"] = {pk: row for pk, row in runs.items() if row[rule] == "reminders"}


def changes(before: Picture, after: Picture, *, timeless: bool = False) -> Changes:
    """New, changed and gone rows, each once per occurrence; ``timeless`` leaves the instants out."""
    fresh = {table: after[table].keys() - before[table].keys() for table in after}
    found: Changes = Counter()
    for table, (_key, columns) in tables().items():
        was, now = before[table], after[table]
        for pk in fresh[table]:
            found[("new", table, tuple(_masked(table, columns, now[pk], fresh, timeless)))] += 1
        for pk, row in now.items():
            if pk in was and was[pk] != row:
                told = _masked(table, columns, row, fresh, timeless)
                moved = tuple(part for part, old, new in zip(told, was[pk], row, strict=True) if old != new and part)
                if moved:
                    found[("changed", table, pk, moved)] += 1
        for pk in was.keys() - now.keys():
            found[("gone", table, pk)] += 1
    return found


def _masked(
    table: str, columns: list[models.Field[Any, Any]], row: Row, fresh: dict[str, Any], timeless: bool
) -> Iterator[tuple[str, Any] | None]:
    for column, value in zip(columns, row, strict=True):
        name = column.column
        if column.primary_key and not column.is_relation:
            yield None
        elif name in TRIES.get(table, ()) or (timeless and isinstance(column, models.DateTimeField)):
            yield None if name in TRIES.get(table, ()) else (name, value is not None)
        else:
            yield name, _value(column, value, fresh)


def _value(column: models.Field[Any, Any], value: Any, fresh: dict[str, Any]) -> Any:
    target = FAR.get(column.column)
    if column.is_relation and column.related_model is not None and not isinstance(column.related_model, str):
        target = column.related_model._meta.db_table
    if target is not None and value in fresh.get(target, ()):
        return "→ new"
    if column.name in BY_LOT:
        return "*" if value else value
    if column.name in WORDED and isinstance(value, str):
        return re.sub(r"\d+", "#", value)
    return str(value) if isinstance(value, list | dict) else value


def told(found: Changes, most: int = 12) -> list[str]:
    """The changes in short, for a report about what should not be."""
    lines = []
    for change, count in sorted(found.items(), key=str)[:most]:
        lines.append(f"{count}× {' '.join(str(part)[:160] for part in change)}")
    return lines
