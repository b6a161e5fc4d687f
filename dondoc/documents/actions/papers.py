"""Entering papers: write, attach, expect, number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from dondoc import gazette
from dondoc.clock import ZONE, local_date
from dondoc.documents import permissions, rules
from dondoc.documents.actions import following
from dondoc.documents.models import (
    Attachment,
    Document,
    DocumentKind,
    DocumentRole,
    ExpectedDocument,
    IssuedNumber,
    NumberSeries,
    Origin,
    Reader,
)
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind, MatterKind
from dondoc.journal import actions as journal
from dondoc.regulation import Profile, Refusal, Refused, Tag
from dondoc.units.models import Actor, Post, Register, Unit
from dondoc.units.permissions import require
from dondoc.wording import clean_line, clean_text, symbol_key


def write_document(
    *,
    register: Register,
    role: str,
    paper: PaperInput,
    files: Sequence[StoredFile],
    by: Actor,
    at: datetime,
    token: str | None = None,
) -> Document:
    """Write the row of a paper, its files and its matter when it is a directive. Called inside a verb's transaction."""
    refuse_paper(paper, law=gazette.law(register.edition), at=at, is_directive=role == DocumentRole.DIRECTIVE)
    document = Document(
        register=register, edition=register.edition, role=role, entered_at=at, entered_by=by.post, form_token=token,
        **columns_of(paper),
    )  # fmt: skip
    if role == DocumentRole.DIRECTIVE:
        document.matter = duties.open_matter(kind=MatterKind.DIRECTIVE, register=register, at=at)
    document.fill_keys()
    refuse_long(document)
    document.save()
    document.related.set(paper.related)
    attach(document, files, by=by, at=at)
    return document


def refuse_paper(paper: PaperInput, *, law: Profile, at: datetime, is_directive: bool) -> None:
    """Refuse what is missing or impossible on the face of the paper."""
    if paper.kind not in DocumentKind.values:
        raise Refused(Refusal("document.kind_unknown", {"kind": paper.kind}, None))
    if paper.origin and paper.origin not in Origin.values:
        raise Refused(Refusal("document.origin_unknown", {"origin": paper.origin}, None))
    refusal = rules.refusal_to_enter(paper, at=at, today=local_date(at), law=law, is_directive=is_directive)
    if refusal is not None:
        raise Refused(refusal)


def refuse_long(row: Model) -> None:
    """Refuse what is longer than its place, before a database does it with a sentence of its own (or not at all)."""
    for column in row._meta.concrete_fields:
        value, most = getattr(row, column.attname), column.max_length
        if most and isinstance(value, str) and column.editable and len(value) > most:
            what = str(column.verbose_name)
            raise Refused(Refusal("text.too_long", {"what": what, "limit": most, "length": len(value)}, None))


def columns_of(paper: PaperInput) -> dict[str, Any]:
    """What is written of a paper, as the columns of its row."""
    return {
        "kind": paper.kind,
        "number": clean_line(paper.number),
        "symbol": clean_line(paper.symbol),
        "abstract": clean_text(paper.abstract),
        "issued_on": paper.issued_on,
        "issued_at": datetime.combine(paper.issued_on, paper.issued_time, ZONE) if paper.issued_time else None,
        "received_at": paper.received_at,
        "issuer": clean_line(paper.issuer),
        "signer": clean_line(paper.signer),
        "directing_leader": clean_line(paper.directing_leader),
        "drafter": paper.drafter,
        "submitted_by": paper.submitted_by,
        "field": paper.field,
        "urgency": paper.urgency,
        "from_superior": paper.from_superior or bool(paper.origin),
        "origin": paper.origin,
        "other_information": clean_text(paper.other_information),
    }


def locked(document: Document) -> Document:
    """The paper as it is now, with its matter and its row locked, in this order."""
    if document.matter is not None:
        duties.lock(document.matter)
    rows = Document.objects.select_for_update(of=("self",))
    return rows.select_related("register", "edition", "matter").get(pk=document.pk)


def attach(document: Document, files: Iterable[StoredFile], *, by: Actor, at: datetime) -> list[Attachment]:
    """Make stored files known as attachments of the paper."""
    attached = [
        Attachment.objects.create(
            document=document,
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            content_type=file.content_type,
            stored_as=file.stored_as,
            is_main=file.is_main,
            added_at=at,
            added_by=by.post,
        )
        for file in files
    ]
    following.files_came(attached, at)
    return attached


def let_read(document: Document, units: Iterable[Unit]) -> None:
    """Let units read the paper; a unit that may already is passed over."""
    Reader.objects.bulk_create([Reader(document=document, unit=unit) for unit in units], ignore_conflicts=True)


def settle_entry(document: Document, paper: PaperInput, *, tags: Iterable[Tag], at: datetime) -> None:
    """The entry of a directive opens and discharges the drafter's entry duty, on time or late (HUE 7.1, Appendix I).

    A document that was listed as issued leaves the list; its duty, opened before its tasks were known, is replaced by this
    one. Without a named drafter the one who enters it counts as the drafter (HUE Appendix I.1).
    """
    assert document.matter is not None
    waiting = ExpectedDocument.objects.filter(
        register_id=document.register_id, symbol_key=document.symbol_key, issued_on=document.issued_on, document=None
    ).first()
    if waiting is not None:
        waiting.document = document
        waiting.save(update_fields=["document"])
        duties.void(waiting.matter, at=at)
    received = rules.entry_event(paper, gazette.law(document.edition), tags) == "received"
    duties.open_duty(
        document.matter,
        kind=DutyKind.ENTER_DIRECTIVE,
        holder_unit=document.register.office,
        holder_post=document.drafter or (waiting.drafter if waiting else None) or document.entered_by,
        edition=document.edition,
        limit="entry",
        event_on=None if received else document.issued_on,
        event_at=document.received_at if received else document.issued_at,
        tags=tags,
        at=at,
    )
    duties.discharge(document.matter, DutyKind.ENTER_DIRECTIVE, at=at)


def expect_document(
    *,
    by: Actor,
    at: datetime,
    number: str,
    symbol: str,
    issued_on: date,
    urgency: str = "normal",
    drafter: Post | None = None,
) -> ExpectedDocument:
    """List a document that is issued and not yet entered: opens the drafter's entry duty (HUE 7.1).

    Raises:
        Refused: not the Office; a date in the future; listed or entered already.
    """
    with transaction.atomic():
        require(permissions.can_enter(by), "permission.enter_directive")
        register = by.register
        assert register is not None
        # Two officers paste the same list: the second waits, and finds what the first has listed.
        Register.objects.select_for_update(no_key=True).get(pk=register.pk)
        number, symbol, law = clean_line(number), clean_line(symbol), gazette.law(register.edition)
        paper = PaperInput("letter", issued_on, number, symbol, abstract="-", urgency=urgency)
        refuse_paper(paper, law=law, at=at, is_directive=True)
        key = symbol_key(f"{number}/{symbol}")[:120]
        listed = ExpectedDocument.objects.filter(register=register, symbol_key=key, issued_on=issued_on).exists()
        entered = Document.objects.filter(
            register=register, role=DocumentRole.DIRECTIVE, symbol_key=key, issued_on=issued_on
        ).exists()
        if listed or entered:
            raise Refused(Refusal("document.listed_already", {"code": f"{number}/{symbol}"}, None))
        matter = duties.open_matter(kind=MatterKind.EXPECTED_DOCUMENT, register=register, at=at)
        expected = ExpectedDocument(
            matter=matter, register=register, number=number, symbol=symbol, symbol_key=key,
            issued_on=issued_on, urgency=urgency, drafter=drafter, listed_at=at,
        )  # fmt: skip
        refuse_long(expected)
        expected.save()
        duties.open_duty(
            matter, kind=DutyKind.ENTER_DIRECTIVE, holder_unit=register.office, holder_post=drafter,
            edition=register.edition, limit="entry", event_on=issued_on,
            tags=rules.entry_tags(paper, register, tasks=1, units=1), at=at,
        )  # fmt: skip
        journal.record(
            "document.expected", register_id=register.pk, stamp=by.stamp, at=at, matter_id=matter.pk,
            root_id=matter.pk, payload={"code": expected.code, "issued_on": issued_on},
            cites=law.cite("enter_directive"),
        )  # fmt: skip
        return expected


def expect_documents(
    *, by: Actor, at: datetime, rows: Iterable[Mapping[str, Any]], drafter: Post | None = None
) -> list[ExpectedDocument]:
    """List several documents, all of them or none; each row holds number, symbol, issued_on and urgency.

    Raises:
        Refused: as `expect_document`, for the first line that is refused.
    """
    with transaction.atomic():
        return [expect_document(by=by, at=at, drafter=drafter, **row) for row in rows]


def dismiss_expected(*, by: Actor, at: datetime, expected: ExpectedDocument) -> ExpectedDocument:
    """The document gives no task: it needs no entry; its duty is voided and it leaves the list."""
    with transaction.atomic():
        duties.lock(expected.matter)
        own = by.register is not None and by.register.pk == expected.register_id
        require(own and permissions.can_enter(by), "permission.enter_directive")
        expected.refresh_from_db()
        if expected.document_id is None and expected.no_tasks_at is None:
            expected.no_tasks_at = at
            expected.save(update_fields=["no_tasks_at"])
            duties.void(expected.matter, at=at)
            journal.record(
                "document.dismissed", register_id=expected.register_id, stamp=by.stamp, at=at,
                matter_id=expected.matter_id, root_id=expected.matter_id, payload={"code": expected.code},
            )  # fmt: skip
        return expected


def take_number(*, register: Register, year: int, series: str, document: Document, at: datetime) -> int:
    """Take the next number of a series; the last statement of the issuing transaction, so that no gap can arise."""
    row, _ = NumberSeries.objects.get_or_create(register=register, year=year, series=series)
    NumberSeries.objects.filter(pk=row.pk).update(last=F("last") + 1)
    row.refresh_from_db()
    IssuedNumber.objects.create(series=row, number=row.last, document=document, issued_at=at)
    document.number = f"{row.last:02d}"
    document.fill_keys()
    document.save(update_fields=["number", "symbol_key", "folded"])
    return row.last


def refuse_secret(*, by: Actor) -> Refusal:
    """The refusal with the article for a paper that is secret; nothing is stored (G1)."""
    register = by.register or Register.objects.order_by("id").first()
    assert register is not None
    return rules.refusal_to_enter_secret(gazette.law(register.edition))
