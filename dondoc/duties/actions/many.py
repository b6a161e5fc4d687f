"""Many duties at once, whose date no law counts: what `tick` asks of hundreds of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc import gazette
from dondoc.duties.models import Duty, Matter
from dondoc.gazette.models import Edition
from dondoc.units.models import Unit

BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """A duty that is to be opened, with its date if it has one and the article that asks for it."""

    matter: Matter
    kind: str
    holder_unit: Unit
    edition: Edition
    due_on: date | None
    article: str
    reading: str


def open_many(wanted: Sequence[Wanted], *, at: datetime) -> None:
    """Open each once per matter, kind and holder; under the locks of their roots. A few statements for all."""
    matters, kinds = {row.matter.pk for row in wanted}, {row.kind for row in wanted}
    standing = Duty.objects.open().filter(matter__in=matters, kind__in=kinds)
    known = set(standing.values_list("matter_id", "kind", "holder_unit_id"))
    version = gazette.current_calendar()
    Duty.objects.bulk_create(
        [
            Duty(
                matter=row.matter, root_id=row.matter.trunk_id, register_id=row.matter.register_id, kind=row.kind,
                holder_unit=row.holder_unit, due_on=row.due_on, article=row.article, reading=row.reading,
                edition=row.edition, calendar_version=version, opened_at=at,
            )
            for row in wanted
            if (row.matter.pk, row.kind, row.holder_unit.pk) not in known
        ],
        batch_size=BATCH,
    )  # fmt: skip
