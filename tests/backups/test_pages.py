"""The administrator's page: who may open it, what it tells, its buttons; the banners of every page of the administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.backups import queries
from dondoc.backups.models import Backup, Restoration
from dondoc.journal.models import Entry
from tests.world import AT, CAST, World

LIST = "/quan-tri/sao-luu/"


def _copy(**changes: Any) -> Backup:
    """A copy that was made an hour ago."""
    made = AT - timedelta(hours=1)
    given = {
        "asked_at": made, "started_at": made, "snapshot_at": made, "ended_at": made, "state": "good", "size": 5_000_000,
        "folder": "/backup", "file_name": f"dondoc-20161107-08000{Backup.objects.count()}.tar", "files": 7, **changes,
    }  # fmt: skip
    return Backup.objects.create(**given)


def test_h3_only_the_administrator_sees_the_page(world: World, at_work, clock) -> None:
    """Nobody else opens it or asks for a copy; nobody else has banners about it."""
    for username, *_rest in CAST:
        allowed = username == "quantri"
        client = at_work(username)
        assert client.get(LIST).status_code == (200 if allowed else 403), username
        assert client.post(reverse("backups:make")).status_code == (409 if allowed else 403)
        assert client.post(reverse("backups:release"), {"sure": "1"}).status_code == (409 if allowed else 403)
        assert ("Chưa có bản sao lưu nào" in client.get(reverse("units:me")).content.decode()) is allowed
    assert not Backup.objects.exists()


def test_h3_a_copy_is_asked_for_on_the_page(world: World, at_work, clock, settings, tmp_path) -> None:
    """The row says who asked, the worker will make it; a second press asks for no second one; without a folder a sentence."""
    client = at_work("quantri")
    page = client.get(LIST).content.decode()
    assert "DONDOC_BACKUP_TO" in page and "Sao lưu ngay" not in page
    assert "Chưa đặt thư mục" in client.post(reverse("backups:make")).content.decode()
    settings.BACKUP_TO = str(tmp_path)
    for _ in range(2):
        assert client.post(reverse("backups:make")).status_code == 302
    asked = Backup.objects.get()
    assert (asked.state, asked.asked_by) == ("waiting", world.people["quantri"])
    assert Entry.objects.get(verb="backup.asked").person_id == world.people["quantri"].pk
    page = client.get(LIST).content.decode()
    assert "chờ tiến trình nền" in page and "Ngô Văn Dụ" in page and "disabled" in page


def test_h3_age_size_and_reasons_are_told(world: World, at_work, clock) -> None:
    """When, how big, which file; why one failed, in the reader's words; what a copy lacks; nothing of what a task says."""
    _copy(size=12_000_000)
    _copy(missing=2, state="incomplete")
    _copy(
        state="failed",
        file_name="",
        size=0,
        snapshot_at=None,
        reason="backup.disk",
        reason_params={"path": "/backup", "why": "No space left"},
    )
    page = at_work("quantri").get(LIST).content.decode()
    assert "07/11/2016 08:00" in page and "4,8" in page and "thiếu tệp (2)" in page
    assert "Không ghi được vào /backup: No space left." in page
    for sentence in ("thiếu tệp: kho tệp đã mất", "nhỏ hơn hẳn bản trước"):
        assert sentence in page


def test_h3_the_banner_stands_on_every_page_of_the_administrator(world: World, at_work, clock, settings) -> None:
    """Until there is a good copy again; the hours are set by the environment, 0 means that somebody else watches."""
    client = at_work("quantri")
    _copy()
    assert "Bản sao lưu" not in client.get(reverse("units:me")).content.decode()
    clock.move_to(AT + timedelta(hours=40))
    client = at_work("quantri")  # the session of yesterday is over
    assert "đã quá cũ" in client.get(reverse("units:me")).content.decode()
    settings.BACKUP_ALARM_HOURS = 0
    assert "đã quá cũ" not in client.get(reverse("units:me")).content.decode()


def test_h3_a_held_outbox_is_told_and_released_on_the_page(world: World, at_work, clock) -> None:
    """On every page of the administrator; the box must be ticked; who and when stays."""
    Restoration.objects.create(archive="dondoc-20161106-010000.tar", made_at=AT, program="0.1.0", restored_at=AT)
    client = at_work("quantri")
    assert "hộp thư đi đang bị giữ" in client.get(reverse("units:me")).content.decode()
    assert "dondoc-20161106-010000.tar" in client.get(LIST).content.decode()
    client.post(reverse("backups:release"))
    assert queries.outbox_is_held()
    client.post(reverse("backups:release"), {"sure": "1"})
    held = Restoration.objects.get()
    assert (held.released_by, held.released_at) == (world.people["quantri"], AT)
    assert "hộp thư đi đang bị giữ" not in client.get(reverse("units:me")).content.decode()
    assert "Ngô Văn Dụ, 07/11/2016 09:00" in client.get(LIST).content.decode()


def test_h3_copies_of_another_machine_count_for_nothing_here(world: World) -> None:
    """After a restoration only what was made here says that this machine is backed up."""
    _copy()
    assert queries.health(AT).alarms == ()
    Restoration.objects.create(archive="x.tar", made_at=AT, program="0.1.0", restored_at=AT)
    assert queries.health(AT).alarms == ("none",)
    here = _copy(ended_at=AT + timedelta(minutes=5), snapshot_at=AT + timedelta(minutes=1))
    found = queries.health(AT + timedelta(minutes=6))
    assert (found.alarms, found.last, found.age) == ((), here, timedelta(minutes=5))


@pytest.mark.parametrize("rows", [1, 70])
def test_h3_the_page_asks_as_much_for_many_as_for_one(world: World, at_work, clock, rows: int) -> None:
    """At most twenty queries; older ones come page by page, each once."""
    for number in range(rows):
        _copy(asked_by=world.people["quantri"], file_name=f"dondoc-20161107-0800{number:02}.tar")
    client = at_work("quantri")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(LIST).content.decode()
    assert len(asked) <= 20
    seen, pages = page.count("<code>dondoc-"), 1
    while "Các lần cũ hơn" in page:
        page = client.get(
            LIST + page.partition('href="?truoc=')[2].partition('"')[0].join(["?truoc=", ""])
        ).content.decode()
        seen, pages = seen + page.count("<code>dondoc-"), pages + 1
    assert (seen, pages) == (rows, 1 if rows == 1 else 3)
