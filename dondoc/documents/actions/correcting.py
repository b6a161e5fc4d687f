"""Putting the particulars of a paper right, with a trace of what they were (H5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import permissions, rules
from dondoc.documents.actions.papers import attach, columns_of, locked, refuse_long, refuse_paper
from dondoc.documents.models import Document, DocumentRole, ExpectedDocument
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind, DutyOutcome
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused, Tag
from dondoc.units.models import Actor, Field, Post, Unit
from dondoc.units.permissions import require
from dondoc.wording import clean_text

#: What the entry limit counts from, by what it chooses its case, and whose duty it is.
COUNTED = frozenset(
    {"issued_on", "issued_at", "received_at", "urgency", "drafter", "kind", "submitted_by", "from_superior", "origin"}
)


def correct_document(
    *,
    by: Actor,
    at: datetime,
    document: Document,
    paper: PaperInput,
    reason: str = "",
    files: Sequence[StoredFile] = (),
) -> dict[str, tuple[object, object]]:
    """Put wrong particulars of a paper right and add forgotten files; the journal keeps what it was (H5).

    Returns what changed as ``name: (was, now)``. The entry duty follows a corrected date, urgency or drafter. A file that
    the paper has already, by name and content, is not added again.

    Raises:
        Refused: not the Office; a paper whose content was removed; something missing, or a kind not followed.
    """
    with transaction.atomic():
        document = locked(document)
        require(permissions.can_correct(by, document), "permission.correct_document")
        if document.purged_at is not None:
            raise Refused(Refusal("document.purged", {}, None))
        is_directive = document.role == DocumentRole.DIRECTIVE
        law = gazette.law(document.edition)
        refuse_paper(paper, law=law, at=at, is_directive=is_directive)
        if is_directive and (refusal := rules.refusal_of_kind(law, paper.kind)):
            raise Refused(refusal)
        after = columns_of(paper)
        changed = {
            name: (getattr(document, name), now) for name, now in after.items() if getattr(document, name) != now
        }
        related = set(document.related.values_list("pk", flat=True))
        for name, (_was, now) in changed.items():
            setattr(document, name, now)
        document.fill_keys()
        refuse_long(document)
        document.save()
        if related != {other.pk for other in paper.related}:
            changed["related"] = (sorted(related), sorted(other.pk for other in paper.related))
            document.related.set(paper.related)
        added = attach(document, _not_there(document, files), by=by, at=at)
        if changed or added:
            _settle_entry(document, paper, changed, clean_text(reason), at)
            payload = {
                "code": document.code, "reason": clean_text(reason), "files": [file.name for file in added],
                "was": {name: _told(was) for name, (was, _now) in sorted(changed.items())},
                "now": {name: _told(now) for name, (_was, now) in sorted(changed.items())},
            }  # fmt: skip
            journal.record(
                "document.corrected", register_id=document.register_id, stamp=by.stamp, at=at, payload=payload,
                matter_id=document.matter_id, root_id=document.matter_id, cites=law.cite("correct_task"),
            )  # fmt: skip
        return changed


def _not_there(document: Document, files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those that the paper does not have yet: a form that got no answer is sent again, with its files."""
    known = set(document.attachments.filter(purged_at=None).values_list("name", "sha256"))
    return [file for file in files if (file.name, file.sha256) not in known]


def _told(value: object) -> object:
    return str(value) if isinstance(value, Post | Unit | Field) else value


def _settle_entry(
    document: Document, paper: PaperInput, changed: Mapping[str, object], reason: str, at: datetime
) -> None:
    """The entry duty counts from the corrected event, for the corrected drafter (HUE 7.1, Appendix I)."""
    if not COUNTED & set(changed):
        return
    standing = Duty.objects.filter(matter=document.matter, kind=DutyKind.ENTER_DIRECTIVE)
    for duty in standing.exclude(outcome=DutyOutcome.VOIDED):
        tags = rules.corrected_tags(duty.tags, paper, document.register)
        received = rules.entry_event(paper, gazette.law(document.edition), map(Tag, tags)) == "received"
        event_at = document.received_at if received else document.issued_at
        event_on = local_date(event_at) if received and event_at is not None else document.issued_on
        duties.reschedule(duty, at=at, reason=reason, event_on=event_on, event_at=event_at, tags=tags)
        duties.hand_to(duty, _drafter_of(document))


def _drafter_of(document: Document) -> Post | None:
    """Whose duty the entry was: the drafter's as the paper says, else as the list of issued papers said, else who entered it."""
    listed = ExpectedDocument.objects.filter(document=document).first()
    return document.drafter or (listed.drafter if listed is not None else None) or document.entered_by
