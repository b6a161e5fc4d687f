"""What the worker does for the journal: seal what is committed, mail what is waiting."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from dondoc.journal import mail, sentences
from dondoc.journal.actions import seal
from dondoc.journal.models import Entry, Notice


def seal_all(at: datetime) -> int:
    """Seal every register that has unsealed entries."""
    waiting = Entry.objects.filter(seal=None).order_by().values_list("register_id", flat=True).distinct()
    return sum(seal(register_id, at) for register_id in list(waiting))


def deliver_mail(at: datetime, *, most: int = 200) -> int:
    """Send waiting notices at least once, with a Message-ID that stays the same when one is sent again."""
    if not settings.EMAIL_HOST:
        return 0
    sent = 0
    waiting = Notice.objects.filter(mailed_at=None, held=False, withdrawn_at=None).order_by("id")[:most]
    for notice in waiting:
        address = mail.address_of(notice.recipient_id)
        if address is not None:
            _send(notice, *address)
            sent += 1
        Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=at)
    return sent


def _send(notice: Notice, address: str, language: str) -> None:
    stable = hashlib.sha256(f"{notice.key}|{notice.recipient_id}".encode()).hexdigest()[:32]
    with translation.override(language):
        subject, body = sentences.notice(notice)
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=f"{body}\n\n{settings.BASE_URL}{notice.url}\n",
        to=[address],
        headers={"Message-ID": f"<{stable}@dondoc>"},
    )
    message.send()
