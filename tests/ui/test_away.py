"""The database is away for a moment: a page to try again that keeps what was typed; sent again it counts once (design 8)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.tasks.models import Fact
from dondoc.ui.away import is_away
from tests.entry import entry_url, pdf, sent
from tests.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    """The province, committed."""
    return make_world()


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Any]:
    """A block in which the database cannot be reached: the next connection fails for real."""

    @contextmanager
    def gone() -> Iterator[None]:
        changes = {"NAME": str(tmp_path / "nowhere" / "db")} if connection.vendor == "sqlite" else {"PORT": "1"}
        with monkeypatch.context() as patch:
            connection.close()
            for name, value in changes.items():
                patch.setitem(connection.settings_dict, name, value)
            yield
        connection.close()

    return gone


def signed_in(world: World, username: str) -> Client:
    """A client that shows the page of a fault, as a server would."""
    client = Client(raise_request_exception=False)
    client.force_login(world.people[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


def carried(page: str) -> dict[str, str]:
    """What the page keeps in hidden fields."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    return {name: html.unescape(value) for name, value in found}


def test_c1_what_was_typed_stays_and_counts_once(world: World, clock: Any, away: Callable[[], Any]) -> None:
    """Sent while the database is away: 503, the words in the page with the form's token; sent again, twice: one fact."""
    assignment = world.assignment("STC")
    client, url = signed_in(world, "stc"), reverse("tasks:act", args=[assignment.pk, "tinh-hinh"])
    token = client.get(url).content.decode().split('name="token" value="')[1].split('"')[0]
    typed = {"text": 'Đã có "số liệu"\n12 phòng <b>', "percent": "60", "paper_sent_on": "", "token": token}
    with away():
        answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "5"
    assert f'action="{url}"' in page and carried(page) == typed
    assert not Fact.objects.filter(kind="progress_reported").exists()
    for _ in range(2):
        assert client.post(url, carried(page)).status_code == 302
    assert Fact.objects.get(kind="progress_reported").text.startswith("Đã có")


def test_a_page_that_is_read_offers_to_try_again(world: World, clock: Any, away: Callable[[], Any]) -> None:
    """No traceback, no page of the desk: a link to the same address with its question."""
    client = signed_in(world, "stc")
    with away():
        answer = client.get("/?trang=2")
    page = answer.content.decode()
    assert answer.status_code == 503 and 'href="/?trang=2"' in page and "Traceback" not in page
    assert client.get("/").status_code == 200


def test_files_must_be_chosen_again_but_the_words_stay(world: World, clock: Any, away: Callable[[], Any]) -> None:
    """Nobody knows who sends them while the database is away, so no file is taken; the text of the same form arrives."""
    client = signed_in(world, "chuyenvien")
    url = entry_url(client)
    with away():
        answer = client.post(url, sent(files=[pdf()]))
    page = answer.content.decode()
    assert answer.status_code == 503 and "Tệp đính kèm cần được chọn lại" in page
    assert carried(page)["abstract"] == "về việc điều hành ngân sách"
    again = client.post(url, {**carried(page), "files_lost": "1"})
    assert again.status_code == 422 and not Document.objects.exists()
    assert client.post(url, {**carried(page), "files": [pdf()]}).status_code == 302
    assert Document.objects.get().attachments.count() == 1


def test_a_password_is_never_carried(world: World, away: Callable[[], Any]) -> None:
    """Signing in meets the fault too: the name stays, the password does not."""
    client = Client(raise_request_exception=False)
    with away():
        answer = client.post(reverse("account_login"), {"login": "stc", "password": "bí mật lắm"})
    assert answer.status_code == 503
    assert carried(answer.content.decode()) == {"login": "stc"} and "bí mật" not in answer.content.decode()


def test_faults_of_the_program_are_not_called_a_moment() -> None:
    """A table that is missing will be missing in a moment too."""
    with pytest.raises(Exception) as fault, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    assert not is_away(fault.value)
    assert not is_away(ValueError()) and not is_away(None)
    assert is_away(OperationalError("server closed the connection unexpectedly"))
