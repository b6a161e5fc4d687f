"""The removal of a secret that slipped in: asked by one person, decided by a second (design 1.5)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import files as disk
from dondoc.documents import permissions
from dondoc.documents.actions import following
from dondoc.documents.actions.papers import locked
from dondoc.documents.models import Document, ExpectedDocument, Purge
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor, Role
from dondoc.units.permissions import require
from dondoc.units.queries import people_in


def ask_purge(*, by: Actor, at: datetime, document: Document) -> Purge:
    """Ask for the removal of a secret that slipped in; another person must carry it out, and is told."""
    with transaction.atomic():
        document = locked(document)
        require(permissions.can_ask_purge(by, document), "permission.ask_purge")
        if document.purged_at is not None:
            raise Refused(Refusal("document.purged", {}, None))
        standing = document.purges.filter(confirmed_at=None, declined_at=None).first()
        if standing is not None:
            return standing
        assert by.person is not None
        purge = Purge.objects.create(register=document.register, document=document, asked_by=by.person, asked_at=at)
        _record_purge("purge.asked", purge, by, at)
        register = document.register
        second = people_in([register.office, register.keeper], [Role.OFFICE_HEAD, Role.LEADER], local_date(at))
        journal.post(
            "purge.asked", recipients=[person for person in second if person != by.person.pk], params={},
            url=reverse("tasks:purge", args=[document.pk]), key=f"purge:{purge.pk}", at=at,
        )  # fmt: skip
        return purge


def decline_purge(*, by: Actor, at: datetime, purge: Purge) -> Purge:
    """The second person finds no secret: the paper stays as it is; the request stays in the journal."""
    with transaction.atomic():
        purge = standing_purge(purge)
        require(permissions.can_confirm_purge(by, purge.document), "permission.confirm_purge")
        purge.declined_at = at
        purge.save(update_fields=["declined_at"])
        _record_purge("purge.declined", purge, by, at)
        return purge


def standing_purge(purge: Purge) -> Purge:
    """The request as it is now, with its paper locked.

    Raises:
        Refused: somebody has decided it already.
    """
    locked(purge.document)
    purge = Purge.objects.select_related("document__register", "document__edition", "document__matter").get(pk=purge.pk)
    if purge.confirmed_at is not None or purge.declined_at is not None:
        raise Refused(Refusal("purge.not_asked", {}, None))
    return purge


def settle_purge(purge: Purge, *, by: Actor, at: datetime, mails: int) -> Purge:
    """The second person has carried it out. Part of `tasks.actions.confirm_purge`, after everything is blank."""
    assert by.person is not None
    purge.confirmed_by, purge.confirmed_at, purge.mails_sent = by.person, at, mails
    purge.save(update_fields=["confirmed_by", "confirmed_at", "mails_sent"])
    _record_purge("purge.carried_out", purge, by, at, mails=mails)
    return purge


def _record_purge(verb: str, purge: Purge, by: Actor, at: datetime, **payload: object) -> None:
    matter = purge.document.matter_id
    journal.record(
        verb, register_id=purge.register_id, stamp=by.stamp, at=at, matter_id=matter, root_id=matter,
        payload={"document": purge.document_id, **payload}, cites=gazette.law(purge.document.edition).cite("purge"),
    )  # fmt: skip


def blank(document: Document, *, at: datetime) -> None:
    """Blank everything the paper says and remove its files; number series and dates of acts stay. Part of a purge."""
    following.files_went(list(document.attachments.all()))
    for attachment in document.attachments.filter(purged_at=None):
        # After the commit: a purge that fails must not have removed a file. A crash between leaves an orphan to the sweep.
        transaction.on_commit(partial(disk.remove, attachment.stored_as))
        attachment.name, attachment.sha256, attachment.size, attachment.purged_at = "", "", 0, at
        attachment.save()
    for name in ("number", "symbol", "abstract", "issuer", "signer", "directing_leader", "other_information"):
        setattr(document, name, "")
    document.related.clear()
    document.related_by.clear()
    document.purged_at = at
    document.fill_keys()
    document.save()
    ExpectedDocument.objects.filter(document=document).update(number="", symbol="", symbol_key=f"purged-{document.pk}")
