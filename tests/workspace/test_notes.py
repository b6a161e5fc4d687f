"""Notices, the journal, the regulation as data, the state of the house."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.journal import actions as journal
from dondoc.journal.jobs import seal_all
from dondoc.journal.models import Notice
from tests.world import World, on

NOTICES = reverse("workspace:notices")


def unread(world: World, username: str) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(recipient_id=world.people[username].pk, read_at=None).count()


def bell(client) -> str:
    """What the bell at the top of the page says."""
    page = client.get(NOTICES).content.decode()
    found = re.search(r'href="/thong-bao/"[^>]*>.*?</svg>\s*([0-9+]*)', page, re.S)
    assert found is not None
    return found[1]


def test_d3_notices_are_read_by_their_owner_only(world: World, at_work, clock) -> None:
    """DTP 7.3: each person reads and marks their own; a number from another's list does nothing."""
    world.task("STC", coordinating=("SXD",))
    client = at_work("stc")
    page = client.get(NOTICES).content.decode()
    assert "Nhiệm vụ mới" in page
    assert "Thời hạn: 16/11/2016" in page
    assert bell(client) == "1"
    mine = Notice.objects.get(recipient_id=world.people["stc"].pk)
    at_work("sxd").post(NOTICES, {"notice": mine.pk})
    assert unread(world, "stc") == 1
    assert client.post(NOTICES, {"notice": mine.pk}).status_code == 302
    assert (unread(world, "stc"), unread(world, "sxd")) == (0, 1)
    assert "Bạn đã đọc mọi thông báo" in client.get(NOTICES + "?unread=1").content.decode()


def test_d3_all_are_marked_at_once_and_nothing_by_mistake(world: World, at_work, clock) -> None:
    """Bad input: a form without a choice, or with a number that is none, marks nothing."""
    for _ in range(3):
        world.task("STC")
    client = at_work("stc")
    for data in ({}, {"notice": "x"}, {"notice": "²"}):
        client.post(NOTICES, data)
        assert unread(world, "stc") == 3
    client.post(NOTICES, {"all": "1"})
    assert (unread(world, "stc"), unread(world, "stc-cb")) == (0, 3)


def test_d3_notices_page_by_key(world: World, at_work, clock) -> None:
    """Design 7: a hundred and twenty notices of one instant are three pages, nothing twice."""
    person = world.people["stc"].pk
    for number in range(120):
        journal.post(
            "task.assigned", recipients=[person], params={"code": f"{number}/X", "ordinal": 1}, url="/", key=f"k{number}",
            at=on("2016-11-07"),
        )  # fmt: skip
    client, seen, query = at_work("stc"), [], ""
    for _ in range(3):
        page = client.get(NOTICES + query).content.decode()
        seen += re.findall(r">Nhiệm vụ mới: (\d+)/X – 1</a>", page)
        following = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        query = following[1].replace("&amp;", "&") if following else ""
    assert query == ""
    assert len(seen) == len(set(seen)) == 120
    assert bell(client) == "99+"


def test_g1_a_withdrawn_notice_says_nothing(world: World, at_work, clock) -> None:
    """Design 1.5: after a purge the notices about it have no words and no link."""
    task = world.task("STC")
    journal.blank([task.matter.trunk_id], on("2016-11-08"))
    page = at_work("stc").get(NOTICES).content.decode()
    assert "đã được xoá" in page
    assert task.document.code not in page
    assert reverse("workspace:task", args=[task.pk]) not in page


def test_f6_the_journal_says_who_did_what_under_which_article(world: World, at_work, clock) -> None:
    """Design 1.4: newest first, by name and post, with the article and the number in the sealed chain."""
    task = world.task("STC")
    client = at_work("kiemtra")
    page = client.get(reverse("workspace:journal")).content.decode()
    assert "Lê Thị Thử, Chuyên viên" in page
    assert "khoản 1 Điều 7" in page
    assert reverse("workspace:task", args=[task.pk]) in page
    assert '<td class="number">…</td>' in page  # not sealed yet
    seal_all(on("2016-11-07", 10))
    page = client.get(reverse("workspace:journal")).content.decode()
    assert '<td class="number">…</td>' not in page
    assert "Đã niêm đến số" in page


def test_f6_the_journal_is_read_backwards_from_a_day(world: World, at_work, clock) -> None:
    """Design 7: the day is included to its end at 24:00; a day before everything is an empty page, a wrong one is told."""
    world.task("STC")
    world.task("SXD", at=on("2016-11-08", 23, 59))
    clock.move_to(on("2016-11-09"))
    client = at_work("chanhvp")
    url = reverse("workspace:journal")
    assert "Giao cho Sở Xây dựng" in client.get(url + "?until=2016-11-08").content.decode()
    assert "Giao cho Sở Xây dựng" not in client.get(url + "?until=07/11/2016").content.decode()
    assert "Không có dòng nhật ký nào" in client.get(url + "?until=2009-01-01").content.decode()
    assert "Ngày chưa đúng" in client.get(url + "?until=x").content.decode()


def test_h3_the_state_of_the_house(world: World, at_work, clock) -> None:
    """Design 8: the last tick, what waits to be sealed and mailed, the editions; a worker that stands still is seen."""
    world.task("STC")
    client = at_work("quantri")
    page = client.get(reverse("workspace:status")).content.decode()
    assert "71/2016/QĐ-UBND" in page
    assert "2016–2027" in page
    assert "tiến trình nền có chạy không" in page
    clock.shift(120)
    assert "tile past" in client.get(reverse("workspace:status")).content.decode()


def test_h3_a_leader_gets_no_link_that_would_be_refused(world: World, at_work, clock) -> None:
    """Design 6: the line about a paper that waits to be entered is there for all; the way to the list for those who enter."""
    documents.expect_document(
        by=world.actor("chuyenvien"), at=on("2016-11-07", 9), number="77", symbol="QĐ-UBND", issued_on=date(2016, 11, 7)
    )
    clock.move_to(on("2016-11-07", 10))
    journal, waiting = reverse("workspace:journal"), reverse("documents:expected")
    for username, offered in (("chutich", False), ("kiemtra", False), ("chuyenvien", True)):
        page = at_work(username).get(journal).content.decode()
        assert "77/QĐ-UBND" in page and (waiting in page) is offered, username
