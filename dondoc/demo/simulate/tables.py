"""The tables that are filled in bulk: which columns the writer gives, and what stands in the others; rows wait in portions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Field, GeneratedField, JSONField, Max, Model

from dondoc.documents.models import Document, IssuedNumber, NumberSeries, Reader
from dondoc.duties.models import Duty, Matter
from dondoc.journal.models import Entry, Notice, Payload, Seal
from dondoc.tasks.models import Assignment, Audience, Fact, Span, Stage, Task
from dondoc.urging.models import Instruction, Ladder, LadderItem, Slip, SlipLine, Urging

Row = Sequence[Any]
PORTION = 4000

#: The columns that the writer gives, in the order of its rows; every other column takes the default of its model.
GIVEN: dict[type[Model], str] = {
    Matter: "id kind register_id root_id parent_id opened_at",
    Document: "id matter_id register_id edition_id role kind number symbol abstract issued_on issuer signer drafter_id "
    "field_id urgency entered_at entered_by_id symbol_key folded",
    Document.related.through: "id from_document_id to_document_id",
    Reader: "id document_id unit_id",
    Task: "id matter_id register_id document_id ordinal clause content product task_class mode due_kind due_trace "
    "field_id monitor_id synthesiser_id edition_id opened_at due_on due_order closed_at folded spelled",
    Stage: "id task_id ordinal content due_on",
    Assignment: "id task_id unit_id part replaces_id state due_on taken_over_at sent_at completed_on closed_at is_started",
    Fact: "id assignment_id kind occurred_at recorded_at by_post_id by_unit_id due_on completed_on text percent document_id",
    Span: "id assignment_id task_id register_id unit_id part since until state due_on sent_at completed_on closed_at",
    Audience: "id task_id unit_id reason",
    Duty: "id matter_id root_id register_id kind holder_unit_id holder_post_id holder_role due_on limit event_on event_at "
    "article reading tags trace edition_id calendar_version_id provisional opened_at closed_at done_on outcome earlier",
    Entry: "id register_id verb matter_id root_id person_id post_id unit_id occurred_at recorded_at cites digest",
    Payload: "id entry_id salt body",
    Seal: "id entry_id register_id number previous hash sealed_at",
    Notice: "id recipient_id kind params url key matter_id created_at read_at mail_after unmailed",
    Ladder: "id matter_id register_id document_id unit_id round counted_from step next_on stepped_on calendar_version_id "
    "opened_at escalated_at closed_at",
    LadderItem: "id ladder_id assignment_id due_on since is_carrying",
    Slip: "id ladder_id ordinal counted_from limit_on prepared_at issued_at issued_by_id document_id given content "
    "withheld_at withheld_by_id withheld_because lapsed_at",
    SlipLine: "id slip_id ordinal assignment_id content due_on state",
    Urging: "id register_id directive_id unit_id ladder_id channel text occurred_on recorded_at by_post_id document_id",
    Instruction: "id ladder_id text follow_up_on given_at by_post_id",
    NumberSeries: "id register_id year series last",
    IssuedNumber: "id series_id number document_id issued_at",
}


def _default(field: Field[Any, Any]) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, JSONField) and value is not None else value


class Table:
    """A table that takes rows; ``next`` gives the number of the next one."""

    def __init__(self, model: type[Model]) -> None:
        fields = {f.attname: f for f in model._meta.concrete_fields if not isinstance(f, GeneratedField)}
        names = GIVEN[model].split()
        others = [name for name in fields if name not in names]
        self.model, self.name = model, model._meta.db_table
        self.columns = [str(fields[name].column) for name in (*names, *others)]
        self.constants = tuple(_default(fields[name]) for name in others)
        self.last: int = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.rows: list[Row] = []
        self.add = self.rows.append
        self.count = 0

    def next(self) -> int:
        """The number of the next row."""
        self.last += 1
        return self.last


class Store:
    """All tables; what waits goes to ``send`` in portions, a whole day's rows of a busy table at once."""

    def __init__(self, send: Callable[[Table, list[Row]], None]) -> None:
        self.send = send
        self.tables = {model: Table(model) for model in GIVEN}

    def flush(self, least: int = PORTION) -> None:
        """Send the rows of each table in which at least so many wait."""
        for table in self.tables.values():
            if len(table.rows) >= least:
                table.count += len(table.rows)
                self.send(table, table.rows.copy())
                table.rows.clear()

    def counts(self) -> dict[str, int]:
        """How many rows were written, by table."""
        return {table.name: table.count for table in self.tables.values()}
