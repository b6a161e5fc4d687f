"""The outbox before a real mail server: at least once, never twice in normal operation, nobody blocked by another."""

from __future__ import annotations

import smtplib
import socket
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import get_connection

from dondoc.journal import actions, jobs, mail
from dondoc.journal.models import Notice, Unmailed
from tests.journal.conftest import AT, Sink
from tests.rivals import PATIENCE, process, together

People = dict[int, tuple[str, str] | None]
MINUTE = timedelta(minutes=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spoken")]


def tell(*recipients: int, key: str = "k", held: bool = False, **params: object) -> None:
    """Put a notice into the outbox."""
    shown = {"code": "101/UBND-TC", "due_on": "2016-11-16", **params}
    message = actions.Message("test.told", recipients, shown, "/nhiem-vu/5/", key, matter_id=4, held=held)
    actions.post_many([message], at=AT)


def test_d3_a_notice_is_mailed_with_its_sentence_and_its_address(sink: Sink, people: People) -> None:
    """HUE articles 7.2a and 8.2: a unit is told in time, by e-mail as well."""
    tell(1)
    assert jobs.deliver_mail(AT) == 1
    (mail,) = sink.mails
    assert mail["To"] == "nguoi1@example.vn" and mail["Subject"] == "Nhiệm vụ 101/UBND-TC"
    assert mail.get_content().split() == ["Hạn:", "16/11/2016", "https://don-doc.example.vn/nhiem-vu/5/"]
    assert Notice.objects.get().mailed_at == AT
    assert jobs.deliver_mail(AT + MINUTE) == 0 and len(sink.mails) == 1


def test_one_bad_address_does_not_block_the_others(sink: Sink, people: People) -> None:
    sink.refuse["nguoi2@example.vn"] = ["550 không có người này"]
    people[3] = ("một hai ba", "vi")
    people[4] = ("a@example.vn\nBcc: tatca@example.vn", "vi")
    people[5] = ("", "vi")
    people[6] = None
    for recipient in range(1, 8):
        tell(recipient)
    jobs.deliver_mail(AT)
    assert [mail["To"] for mail in sink.mails] == ["nguoi1@example.vn", "nguoi7@example.vn"]
    assert "tatca@example.vn" not in sink.tried
    why = dict(Notice.objects.values_list("recipient_id", "unmailed"))
    assert {why[n] for n in (2, 3, 4)} == {Unmailed.REFUSED}
    assert {why[n] for n in (5, 6)} == {Unmailed.NO_ADDRESS}
    assert not Notice.objects.waiting().exists()


def test_no_particular_can_turn_into_a_header(sink: Sink, people: People) -> None:
    tell(1, code="101\r\nBcc: tatca@example.vn")
    jobs.deliver_mail(AT)
    assert sink.mails[0]["Subject"] == "Nhiệm vụ 101 Bcc: tatca@example.vn" and sink.mails[0]["Bcc"] is None
    assert sink.tried == ["nguoi1@example.vn"]


def test_a_temporary_refusal_is_tried_again_each_time_later(sink: Sink, people: People) -> None:
    sink.refuse["nguoi1@example.vn"] = ["451 lát nữa", "450 lát nữa", "250 OK"]
    tell(1)
    at, waits = AT, []
    for _ in range(2):
        assert jobs.deliver_mail(at) == 0
        waits.append(Notice.objects.get().mail_after - at)
        assert jobs.deliver_mail(at + MINUTE / 2) == 0  # not before its time
        at += waits[-1]
    assert waits == [MINUTE, 4 * MINUTE]
    del sink.refuse["nguoi1@example.vn"]
    assert jobs.deliver_mail(at) == 1 and len(sink.mails) == 1


def test_a_refused_content_is_given_up_and_a_temporary_one_is_not(sink: Sink, people: People) -> None:
    sink.content_refusals += ["554 thư rác", "452 hết chỗ"]
    tell(1)
    tell(2)
    jobs.deliver_mail(AT)
    assert dict(Notice.objects.values_list("recipient_id", "unmailed")) == {1: "refused", 2: ""}
    assert jobs.deliver_mail(AT + MINUTE) == 1
    assert [mail["To"] for mail in sink.mails] == ["nguoi2@example.vn"]


def test_a_server_that_is_not_there_is_left_alone_for_a_minute(settings: Any, people: People) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", probe.getsockname()[1]
    tell(1)
    tell(2)
    assert jobs.deliver_mail(AT) == 0
    assert list(Notice.objects.values_list("mail_after", "mail_attempts")) == [(AT + MINUTE, 0)] * 2


def test_mail_goes_on_when_the_server_is_back(sink: Sink, settings: Any, people: People) -> None:
    tell(1)
    there = settings.EMAIL_PORT
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    assert jobs.deliver_mail(AT) == 0
    settings.EMAIL_PORT = there
    assert jobs.deliver_mail(AT + MINUTE) == 1


def test_held_notices_stay_until_they_are_released(sink: Sink, people: People) -> None:
    tell(1, held=True)
    tell(2)
    assert jobs.deliver_mail(AT) == 1
    assert actions.release(["k"], at=AT + MINUTE) == 1
    assert jobs.deliver_mail(AT) == 0
    assert jobs.deliver_mail(AT + MINUTE) == 1
    assert [mail["To"] for mail in sink.mails] == ["nguoi2@example.vn", "nguoi1@example.vn"]


def test_g1_what_was_withdrawn_is_not_mailed(sink: Sink, people: People) -> None:
    """HUE articles 5 and 6.2: what was purged leaves by no mail any more."""
    tell(1, key="a")
    tell(1, key="b")
    assert jobs.deliver_mail(AT, most=1) == 1
    assert actions.blank([4], AT) == 1  # one mail had left already
    assert jobs.deliver_mail(AT) == 0
    assert {str(params) for params in Notice.objects.values_list("params", flat=True)} == {"{}"}


def test_what_is_long_past_is_not_mailed_any_more(sink: Sink, people: People) -> None:
    """Mail that is configured months after the start does not send the months."""
    tell(1)
    assert jobs.deliver_mail(AT + jobs.TOO_OLD + MINUTE) == 0
    assert Notice.objects.get().unmailed == Unmailed.TOO_OLD and sink.mails == []


def test_without_a_mail_server_nothing_is_tried(people: People, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    tell(1)
    assert jobs.deliver_mail(AT) == 0
    assert Notice.objects.waiting().count() == 1


def test_the_same_key_is_told_to_a_person_once(sink: Sink, people: People) -> None:
    tell(1, 2, 1)
    tell(2, 3)
    tell(1, key="other")
    assert Notice.objects.count() == 4
    assert jobs.deliver_mail(AT) == 4
    assert len({mail["Message-ID"] for mail in sink.mails}) == 4


def test_mails_go_in_small_batches_so_that_a_worker_can_stop(sink: Sink, people: People) -> None:
    for number in range(30):
        tell(1, key=f"k{number}")
    assert jobs.deliver_mail(AT) == jobs.MAILS_OF_A_TURN == 20
    assert jobs.deliver_mail(AT) == 10


def test_the_language_of_the_reader_is_spoken(sink: Sink, people: People) -> None:
    people[1] = ("nguoi1@example.vn", "en")
    tell(1)
    Notice.objects.update(kind="nobody.knows", withdrawn_at=None)
    jobs.deliver_mail(AT)
    assert sink.mails[0]["Subject"] == "nobody.knows"  # an unknown kind is named, and nothing fails


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_no_mail_twice(sink: Sink, people: People) -> None:
    for number in range(24):
        tell(1 + number % 3, key=f"k{number}")
    sent = together(lambda: jobs.deliver_mail(AT), lambda: jobs.deliver_mail(AT))
    assert sum(sent) == 24 == len(sink.mails)
    assert len({mail["Message-ID"] for mail in sink.mails}) == 24


KILLED = """
import sys
from datetime import UTC, datetime
from django.conf import settings
from dondoc.journal import jobs, mail

settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
mail.address_of = lambda number: (f"nguoi{number}@example.vn", "vi")
jobs.deliver_mail(datetime(2016, 11, 7, 2, 0, tzinfo=UTC))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_sending_repeats_one_mail_under_the_same_number(
    sink: Sink, people: People, settings: Any
) -> None:
    """Design 5: delivered at least once; a crash can repeat one mail, which its Message-ID shows."""
    tell(1)
    sink.answer_at_once.clear()
    with process(KILLED, str(settings.EMAIL_PORT)) as other:
        assert sink.arrived.wait(PATIENCE)
        other.kill()
        other.wait(PATIENCE)
    sink.answer_at_once.set()
    assert Notice.objects.get().mailed_at is None
    assert jobs.deliver_mail(AT + MINUTE) == 0  # still under the lease of the one who was killed
    assert jobs.deliver_mail(AT + actions.MAIL_LEASE) == 1
    first, second = sink.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_the_sink_is_a_real_server(sink: Sink, settings: Any) -> None:
    with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT, timeout=PATIENCE) as client:
        assert client.noop()[0] == 250
    client = get_connection()
    assert client.open() is True
    client.close()
    assert mail.address_of(1) is None
