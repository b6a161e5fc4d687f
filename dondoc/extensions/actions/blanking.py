"""A purge of a paper that was secret: what proposals say about it is blanked too (design 1.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.extensions.models import Proposal


def blank(*, at: datetime, paper: Document) -> int:
    """Blank the words of proposals about the directive, or of the one whose letter or reply the paper is; dates stay.

    Called in the transaction of the purge, which is a verb of a room below and blanks what lies there. Says how many.
    """
    with transaction.atomic():
        found = Proposal.objects.filter(Q(task__document=paper) | Q(letter=paper) | Q(reply=paper))
        for proposal in found.filter(task__document=paper).select_related("letter", "reply"):
            for document in (proposal.letter, proposal.reply):
                if document is not None and document.purged_at is None:
                    documents.blank(document, at=at)
        spoken = found.exclude(reason="", wanted_content="", opinion="", answer="")
        return spoken.update(reason="", wanted_content="", opinion="", answer="")
