"""What a purge of a letter or a slip alone reaches: they stand under no matter of their own (design 1.5)."""

from __future__ import annotations

from dondoc.documents.models import Document
from dondoc.journal.models import Entry
from dondoc.tasks.purges import Reach
from dondoc.urging.models import Slip, Urging

SLIP_ENTRIES = ("slip.prepared", "slip.issued", "slip.withheld")


def reach_of(paper: Document) -> Reach:
    """What was said of an urging letter or of a slip alone: its lines of the journal and its notices."""
    entries: list[int] = []
    keys: list[str] = []
    for urging in Urging.objects.filter(document=paper).select_related("directive"):
        told = Entry.objects.filter(root_id=urging.directive.matter_id, verb="urging.recorded")
        entries += told.filter(payload__body__urging=urging.pk).values_list("pk", flat=True)
        keys.append(f"urging:{urging.pk}")
    for slip in Slip.objects.filter(document=paper).select_related("ladder"):
        told = Entry.objects.filter(matter_id=slip.ladder.matter_id, verb__in=SLIP_ENTRIES)
        entries += told.filter(payload__body__slip=slip.ordinal).values_list("pk", flat=True)
        keys += [f"slip-{what}:{slip.pk}" for what in ("prepared", "issued", "withheld")]
    return Reach(tuple(entries), tuple(keys))
