"""A real mail server for the tests, and short ways to write and to break a journal."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from dondoc.journal import actions, mail, sentences
from dondoc.journal.models import Entry
from dondoc.journal.stamps import Stamp

AT = datetime(2016, 11, 7, 2, 0, tzinfo=UTC)


class Sink:
    """Takes mails; ``refuse`` maps an address to the answers that it gets, one after the other."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.tried: list[str] = []
        self.refuse: dict[str, list[str]] = {}
        self.content_refusals: list[str] = []
        self.arrived = threading.Event()
        self.answer_at_once = threading.Event()
        self.answer_at_once.set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tried.append(address)
        if answers := self.refuse.get(address):
            return answers.pop(0) if len(answers) > 1 else answers[0]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.content_refusals:
            return self.content_refusals.pop(0)
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append(parsed)
        self.arrived.set()
        while not self.answer_at_once.is_set():
            await asyncio.sleep(0)
        return "250 taken"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server on this machine, and the program's settings for it."""
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.BASE_URL = "https://don-doc.example.vn"
    try:
        yield handler
    finally:
        handler.answer_at_once.set()
        controller.stop()


@pytest.fixture
def people() -> Iterator[dict[int, tuple[str, str] | None]]:
    """Addresses and languages by the number of the person; the room of people gives them otherwise."""
    known: dict[int, tuple[str, str] | None] = {n: (f"nguoi{n}@example.vn", "vi") for n in range(1, 10)}
    before, mail.address_of = mail.address_of, known.get
    yield known
    mail.address_of = before


@pytest.fixture
def spoken() -> Iterator[None]:
    """A notice, a verb and a refusal that only these tests know."""
    kept = dict(sentences.NOTICES), dict(sentences.ENTRIES), dict(sentences.REFUSALS)
    sentences.add(
        notices={"test.told": ("Nhiệm vụ %(code)s", "Hạn: %(due_on)s")},
        entries={"test.done": "đã làm %(what)s"},
        refusals={"test.refused": "Không được: %(what)s"},
    )
    yield
    for registry, content in zip((sentences.NOTICES, sentences.ENTRIES, sentences.REFUSALS), kept, strict=True):
        registry.clear()
        registry.update(content)


@pytest.fixture
def write(db: None) -> Callable[..., Entry]:
    """Write an entry about whatever."""

    def entry(what: str = "việc", *, register_id: int = 1, at: datetime = AT, **columns: Any) -> Entry:
        payload = {"what": what, "due_on": AT.date()}
        return actions.record(
            "test.done", register_id=register_id, stamp=Stamp(7, 8, 9), at=at, payload=payload, **columns
        )

    return entry
