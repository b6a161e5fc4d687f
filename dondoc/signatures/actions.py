"""The verbs: files come and go, what was found is written; a certificate is trusted, or trusted no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dondoc.clock import local_date
from dondoc.documents.models import Attachment
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.signatures import permissions, rules
from dondoc.signatures.certificates import Read
from dondoc.signatures.models import Certificate, Scheme, State, TrustStore, Validation
from dondoc.units.models import Actor, Post, Role
from dondoc.units.permissions import require
from dondoc.wording import clean_line

#: Kinds of jobs.
ONE, ANEW = "validate-signatures", "validate-signatures-anew"
PDF = "application/pdf"
#: The journal of the installation itself.
INSTALLATION = 0
LONGEST_REASON = 300


def came(attachments: Iterable[Attachment], at: datetime) -> int:
    """PDFs were attached: each is validated in the background, under what is trusted then; says of how many."""
    rows = [Validation(attachment=file, moment=file.added_at) for file in attachments if file.content_type == PDF]
    for row in Validation.objects.bulk_create(rows):
        jobs.enqueue(ONE, {"validation": row.pk}, at=at)
    return len(rows)


def went(attachments: Iterable[Attachment]) -> None:
    """Files were removed in a purge: what their signatures say (names of signers) goes with them."""
    Validation.objects.filter(attachment__in=list(attachments)).delete()


def record(validation: Validation, report: rules.Report, *, version: int, at: datetime) -> bool:
    """Write what a check found, unless the store was changed meanwhile: then False, and it has to be looked at again.

    A file that is gone by now (a purge) takes nothing in.
    """
    with transaction.atomic():
        if _locked().version != version:
            return False
        Validation.objects.filter(pk=validation.pk).update(
            state=State.FAILED if report.reason else State.CHECKED, reason=report.reason,
            is_signed=bool(report.signatures), found=[rules.kept(one) for one in report.signatures], more=report.more,
            store_version=version, checked_at=at,
        )  # fmt: skip
        return True


def add_certificate(
    *, by: Actor, at: datetime, brought: Read, typed: str, scheme: str, token: str | None = None
) -> Certificate:
    """Trust a certificate whose fingerprint the administrator has compared; signed files are validated anew.

    ``typed`` is the end of its SHA-256, at least eight characters, as its authority publishes it.

    Raises:
        Refused: not the administrator; an unknown scheme; the fingerprint ends otherwise; it is in the store already.
    """
    with transaction.atomic():
        store = _locked()
        if token and (first := Certificate.objects.filter(form_token=token).first()) is not None:
            return first
        require(permissions.can_keep_trust_store(by) and by.person is not None, "permission.operate")
        assert by.person is not None
        if scheme not in Scheme.values:
            raise Refused(Refusal("certificate.scheme_unknown", {"scheme": scheme[:20]}, None))
        if not rules.confirms(typed, brought.fingerprint):
            raise Refused(Refusal("certificate.fingerprint_differs", {"count": rules.TYPED}, None))
        if Certificate.objects.filter(fingerprint=brought.fingerprint, removed_at=None).exists():
            raise Refused(Refusal("certificate.there_already", {"name": brought.name}, None))
        added = Certificate.objects.create(
            fingerprint=brought.fingerprint, der=brought.der, name=brought.name, subject=brought.subject,
            issuer=brought.issuer, serial=brought.serial, valid_from=brought.valid_from, valid_until=brought.valid_until,
            is_anchor=brought.is_anchor, scheme=scheme, added_at=at, added_by=by.person, form_token=token,
        )  # fmt: skip
        _changed(store, "certificate.added", added, by, at)
        return added


def remove_certificate(*, by: Actor, at: datetime, certificate: Certificate, reason: str) -> Certificate:
    """Trust a certificate no more, with the reason; signed files are validated anew, those under it lose their anchor.

    Raises:
        Refused: not the administrator; no reason; somebody has removed it already.
    """
    with transaction.atomic():
        store = _locked()
        require(permissions.can_keep_trust_store(by) and by.person is not None, "permission.operate")
        certificate = Certificate.objects.get(pk=certificate.pk)
        reason = clean_line(reason)[:LONGEST_REASON]
        if not reason:
            raise Refused(Refusal("certificate.reason_missing", {}, None))
        if certificate.removed_at is not None:
            raise Refused(Refusal("certificate.removed_already", {"name": certificate.name}, None))
        certificate.removed_at, certificate.removed_by, certificate.reason = at, by.person, reason
        certificate.save(update_fields=["removed_at", "removed_by", "reason"])
        _changed(store, "certificate.removed", certificate, by, at, reason=reason)
        return certificate


def _locked() -> TrustStore:
    """The one row of the store, locked: its changes and what is written under it are one after the other."""
    TrustStore.objects.get_or_create(pk=1)
    return TrustStore.objects.select_for_update().get(pk=1)


def _changed(store: TrustStore, verb: str, certificate: Certificate, by: Actor, at: datetime, **more: object) -> None:
    """The next version: validate anew, write it down, tell the other administrators."""
    store.version += 1
    store.save(update_fields=["version"])
    jobs.enqueue(ANEW, {"version": store.version}, at=at)
    payload = {"name": certificate.name, "fingerprint": certificate.fingerprint, "scheme": certificate.scheme, **more}
    journal.record(verb, register_id=INSTALLATION, stamp=by.stamp, at=at, payload=payload)
    held = Post.objects.held_on(local_date(at)).filter(role=Role.ADMINISTRATOR).values_list("person_id", flat=True)
    others = sorted({person for person in held if by.person is None or person != by.person.pk})
    journal.post(
        verb, recipients=others, params={"name": certificate.name, "who": by.person.full_name if by.person else ""},
        url=reverse("signatures:store"), key=f"{verb}:{certificate.pk}", at=at,
    )  # fmt: skip
