"""The verbs of papers: enter, expect, attach, number, ask for a purge and carry it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from dondoc import gazette
from dondoc.clock import ZONE, local_date
from dondoc.documents import files as disk
from dondoc.documents import permissions, rules
from dondoc.documents.models import (
    Attachment,
    Document,
    DocumentRole,
    ExpectedDocument,
    IssuedNumber,
    NumberSeries,
    Purge,
    Reader,
)
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind, MatterKind
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
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
    refusal = rules.refusal_to_enter(paper, today=local_date(at), is_directive=role == DocumentRole.DIRECTIVE)
    if refusal is not None:
        raise Refused(refusal)
    document = Document(
        register=register,
        edition=register.edition,
        role=role,
        kind=paper.kind,
        number=clean_line(paper.number),
        symbol=clean_line(paper.symbol),
        abstract=clean_text(paper.abstract),
        issued_on=paper.issued_on,
        issued_at=datetime.combine(paper.issued_on, paper.issued_time, ZONE) if paper.issued_time else None,
        received_at=paper.received_at,
        issuer=clean_line(paper.issuer),
        signer=clean_line(paper.signer),
        directing_leader=clean_line(paper.directing_leader),
        drafter=paper.drafter,
        submitted_by=paper.submitted_by,
        field=paper.field,
        urgency=paper.urgency,
        from_superior=paper.from_superior,
        other_information=clean_text(paper.other_information),
        entered_at=at,
        entered_by=by.post,
        form_token=token,
    )
    if role == DocumentRole.DIRECTIVE:
        document.matter = duties.open_matter(kind=MatterKind.DIRECTIVE, register=register, at=at)
    document.fill_keys()
    document.save()
    document.related.set(paper.related)
    attach(document, files, by=by, at=at)
    return document


def attach(document: Document, files: Iterable[StoredFile], *, by: Actor, at: datetime) -> list[Attachment]:
    """Make stored files known as attachments of the paper."""
    return [
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


def let_read(document: Document, units: Iterable[Unit]) -> None:
    """Let units read the paper; a unit that may already is passed over."""
    Reader.objects.bulk_create([Reader(document=document, unit=unit) for unit in units], ignore_conflicts=True)


def settle_entry(document: Document, *, tags: Iterable[str], at: datetime) -> None:
    """The entry of a directive opens and discharges the drafter's entry duty, on time or late (HUE 7.1, Appendix I)."""
    waiting = ExpectedDocument.objects.filter(
        register_id=document.register_id,
        symbol_key=document.symbol_key,
        issued_on=document.issued_on,
        document=None,
    ).first()
    if waiting is not None:
        waiting.document = document
        waiting.save(update_fields=["document"])
        duties.discharge(waiting.matter, DutyKind.ENTER_DIRECTIVE, at=at)
        return
    assert document.matter is not None
    duties.open_duty(
        document.matter,
        kind=DutyKind.ENTER_DIRECTIVE,
        holder_unit=document.register.office,
        holder_post=document.drafter,
        edition=document.edition,
        limit="entry",
        event_on=document.issued_on,
        event_at=document.issued_at,
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
        paper = PaperInput("letter", issued_on, number, symbol, abstract="-", urgency=urgency)
        if refusal := rules.refusal_to_enter(paper, today=local_date(at), is_directive=True):
            raise Refused(refusal)
        key = symbol_key(f"{number}/{symbol}")[:120]
        listed = ExpectedDocument.objects.filter(register=register, symbol_key=key, issued_on=issued_on).exists()
        entered = Document.objects.filter(
            register=register, role=DocumentRole.DIRECTIVE, symbol_key=key, issued_on=issued_on
        ).exists()
        if listed or entered:
            raise Refused(Refusal("document.listed_already", {"code": f"{number}/{symbol}"}, None))
        matter = duties.open_matter(kind=MatterKind.EXPECTED_DOCUMENT, register=register, at=at)
        expected = ExpectedDocument.objects.create(
            matter=matter, register=register, number=number, symbol=symbol, symbol_key=key,
            issued_on=issued_on, urgency=urgency, drafter=drafter, listed_at=at,
        )  # fmt: skip
        duties.open_duty(
            matter, kind=DutyKind.ENTER_DIRECTIVE, holder_unit=register.office, holder_post=drafter,
            edition=register.edition, limit="entry", event_on=issued_on,
            tags=rules.entry_tags(paper, tasks=1, units=1), at=at,
        )  # fmt: skip
        journal.record(
            "document.expected", register_id=register.pk, stamp=by.stamp, at=at, matter_id=matter.pk,
            root_id=matter.pk, payload={"code": expected.code, "issued_on": issued_on}, cites="Đ7.k1",
        )  # fmt: skip
        return expected


def dismiss_expected(*, by: Actor, at: datetime, expected: ExpectedDocument) -> ExpectedDocument:
    """The document gives no task: it needs no entry; its duty is voided and it leaves the list."""
    with transaction.atomic():
        duties.lock(expected.matter)
        require(permissions.can_enter(by), "permission.enter_directive")
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
    Document.objects.filter(pk=document.pk).update(
        number=str(row.last).zfill(2), symbol_key=symbol_key(f"{row.last:02d}/{document.symbol}")[:120]
    )
    return row.last


def refuse_secret(*, by: Actor) -> Refusal:
    """The refusal with the article for a paper that is secret; nothing is stored (G1)."""
    register = by.register or Register.objects.order_by("id").first()
    assert register is not None
    return rules.refusal_to_enter_secret(gazette.law(register.edition))


def ask_purge(*, by: Actor, at: datetime, document: Document) -> Purge:
    """Ask for the removal of a secret that slipped in; another person must carry it out."""
    with transaction.atomic():
        require(permissions.can_ask_purge(by, document), "permission.ask_purge")
        standing = document.purges.filter(confirmed_at=None, declined_at=None).first()
        if standing is not None:
            return standing
        assert by.person is not None
        purge = Purge.objects.create(register=document.register, document=document, asked_by=by.person, asked_at=at)
        journal.record(
            "purge.asked", register_id=document.register_id, stamp=by.stamp, at=at,
            matter_id=document.matter_id, root_id=document.matter_id, payload={"document": document.pk},
            cites="Đ6.k2",
        )  # fmt: skip
        return purge


def blank(document: Document, *, at: datetime) -> None:
    """Blank everything the paper says and remove its files; number series and dates of acts stay. Part of a purge."""
    for attachment in document.attachments.filter(purged_at=None):
        disk.path_of(attachment.stored_as).unlink(missing_ok=True)
        attachment.name, attachment.sha256, attachment.size, attachment.purged_at = "", "", 0, at
        attachment.save()
    for name in ("number", "symbol", "abstract", "issuer", "signer", "directing_leader", "other_information"):
        setattr(document, name, "")
    document.related.clear()
    document.purged_at = at
    document.fill_keys()
    document.save()
    ExpectedDocument.objects.filter(document=document).update(number="", symbol="", symbol_key=f"purged-{document.pk}")
