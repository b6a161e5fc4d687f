"""A purge of a directive that was secret: what urging says about it is blanked too (design 1.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.urging.models import Instruction, Slip, SlipLine, Urging


def blank(*, at: datetime, directive: Document) -> int:
    """Blank slips, urgings and instructions about the directive; numbers and dates stay. Says how many were blanked.

    The purge itself is a verb of a room below and blanks what lies there; no page shows what is left from that moment on.
    """
    with transaction.atomic():
        slips = Slip.objects.filter(ladder__document=directive)
        urgings = Urging.objects.filter(directive=directive)
        for thing in [*slips.exclude(document=None), *urgings.exclude(document=None)]:
            if thing.document is not None and thing.document.purged_at is None:
                documents.blank(thing.document, at=at)
        SlipLine.objects.filter(slip__in=slips).update(content="")
        told = slips.exclude(content=None, withheld_because="").update(content=None, withheld_because="")
        told += urgings.exclude(text="").update(text="")
        return told + Instruction.objects.filter(ladder__document=directive).exclude(text="").update(text="")
