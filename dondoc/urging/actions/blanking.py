"""A purge of a paper that was secret: what urging says about it is blanked too (design 1.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.urging.models import Instruction, Slip, SlipLine, Urging


def blank(*, at: datetime, paper: Document) -> int:
    """Blank slips, urgings and instructions about the directive, or what the purged letter or slip itself said.

    Numbers and dates stay. Called in the transaction of the purge, which is a verb of a room below and blanks what lies
    there. Says how many were blanked.
    """
    with transaction.atomic():
        slips = Slip.objects.filter(Q(ladder__document=paper) | Q(document=paper))
        urgings = Urging.objects.filter(Q(directive=paper) | Q(document=paper))
        for thing in [*slips.exclude(document=None), *urgings.exclude(document=None)]:
            if thing.document is not None and thing.document.purged_at is None:
                documents.blank(thing.document, at=at)
        SlipLine.objects.filter(slip__in=slips).update(content="")
        told = slips.exclude(content=None, withheld_because="").update(content=None, withheld_because="")
        told += urgings.exclude(text="").update(text="")
        return told + Instruction.objects.filter(ladder__document=paper).exclude(text="").update(text="")
