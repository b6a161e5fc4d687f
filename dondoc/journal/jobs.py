"""What the worker does for the journal: seal what is committed, mail what is waiting."""

from __future__ import annotations

import hashlib
import logging
import smtplib
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from dondoc.journal import actions, mail, sentences
from dondoc.journal.models import Notice, Unmailed, Unsealed

log = logging.getLogger(__name__)
SEAL_AT_ONCE = 5000
SEALS_OF_A_TURN = 50_000
MAILS_OF_A_TURN = 20
#: A mail about what is long past helps nobody; the application still shows it.
TOO_OLD = timedelta(days=3)
TELL_AGAIN = timedelta(hours=1)
_told: dict[str, datetime] = {}


def seal_all(at: datetime) -> int:
    """Seal every register that has unsealed entries."""
    sealed = 0
    for register_id in list(Unsealed.objects.order_by().values_list("register_id", flat=True).distinct()):
        while sealed < SEALS_OF_A_TURN:
            done = actions.seal(register_id, at, most=SEAL_AT_ONCE)
            sealed += done
            if done < SEAL_AT_ONCE:
                break
    return sealed


class Outcome(StrEnum):
    """What the mail server said."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    UNREACHABLE = "unreachable"


def deliver_mail(at: datetime, *, most: int = MAILS_OF_A_TURN) -> int:
    """Send waiting notices at least once, with a Message-ID that stays the same when one is sent again; says how many.

    Each is claimed first, so that two workers never send the same one. An address that is refused stops nobody else; what is
    refused for the moment is tried again later; a server that cannot be reached is left alone for a minute.
    """
    if not settings.EMAIL_HOST or _is_held(at):
        return 0
    sent, connection = 0, get_connection()
    try:
        for _ in range(most):
            notice = actions.claim_mail(at)
            if notice is None or not _deliver(notice, connection, at):
                break
            sent += notice.mailed_at is not None
    finally:
        connection.close()
    return sent


def _is_held(at: datetime) -> bool:
    """Whether no mail may leave; the log says so once an hour."""
    if not mail.is_held():
        return False
    last = _told.get("held")
    if last is None or not last <= at < last + TELL_AGAIN:
        _told["held"] = at
        log.warning("the outbox of this restored copy is held: no mail leaves until `dondoc outbox release`")
    return True


def _deliver(notice: Notice, connection: BaseEmailBackend, at: datetime) -> bool:
    """Deal with one notice; False when the server cannot be reached and the rest may wait."""
    found = mail.address_of(notice.recipient_id)
    if found is None or not found[0]:
        actions.mark_unmailed(notice, Unmailed.NO_ADDRESS)
        return True
    if at - notice.created_at > TOO_OLD:
        actions.mark_unmailed(notice, Unmailed.TOO_OLD)
        return True
    outcome = _send(notice, *found, connection)
    if outcome is Outcome.TAKEN:
        notice.mailed_at = at
        actions.mark_mailed(notice, at)
    elif outcome is Outcome.REFUSED:
        actions.mark_unmailed(notice, Unmailed.REFUSED)
    elif outcome is Outcome.LATER:
        actions.mail_later(notice, at)
    else:
        actions.pause_mail(notice, at)
        return False
    return True


def _send(notice: Notice, address: str, language: str, connection: BaseEmailBackend) -> Outcome:
    with translation.override(language):
        subject, body = sentences.notice(notice)
    stable = hashlib.sha256(f"{notice.key}|{notice.recipient_id}".encode()).hexdigest()[:32]
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=f"{body}\n\n{settings.BASE_URL}{notice.url}\n",
        to=[address],
        headers={"Message-ID": f"<{stable}@dondoc>"},
        connection=connection,
    )
    try:
        connection.open()
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        return Outcome.REFUSED if codes and min(codes) >= 500 else Outcome.LATER
    except smtplib.SMTPDataError as error:
        return Outcome.REFUSED if error.smtp_code >= 500 else Outcome.LATER
    except (smtplib.SMTPException, OSError) as error:
        log.warning("the mail server does not serve: %s", type(error).__name__)
        connection.close()
        return Outcome.UNREACHABLE
    except (ValueError, IndexError) as error:  # an address or a header that no mail can have
        log.warning("notice %s cannot be a mail: %s", notice.pk, type(error).__name__)
        return Outcome.REFUSED
    return Outcome.TAKEN
