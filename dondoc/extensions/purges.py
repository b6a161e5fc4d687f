"""What a purge of a letter or a reply alone reaches: they stand under no matter of their own (design 1.5)."""

from __future__ import annotations

from django.db.models import Q

from dondoc.documents.models import Document
from dondoc.extensions.models import Proposal
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.purges import Reach


def reach_of(paper: Document) -> Reach:
    """What was said of a proposal whose letter or reply the paper is: its lines of the journal and its notices."""
    entries: list[int] = []
    keys: list[str] = []
    for proposal in Proposal.objects.filter(Q(letter=paper) | Q(reply=paper)).select_related("task__matter"):
        told = Entry.objects.filter(root_id=proposal.task.matter.trunk_id, verb__startswith=f"{proposal.kind}.")
        entries += told.filter(payload__body__proposal=proposal.pk).values_list("pk", flat=True)
        ends = Notice.objects.filter(key__startswith=f"{proposal.kind}.", key__endswith=f":{proposal.pk}")
        keys += ends.order_by("key").values_list("key", flat=True).distinct()
    return Reach(tuple(entries), tuple(keys))
