"""What the Office puts right in the browser: words, a deadline, another unit, the end, the directive itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.duties.models import Duty
from dondoc.journal.models import Entry
from dondoc.tasks import actions
from dondoc.tasks.models import Fact, Task
from tests.entry import answered, pdf, row
from tests.world import World, on

PAGES = ["tasks:correct", "tasks:move-due-date", "tasks:end", "tasks:give"]


@pytest.mark.parametrize("name", PAGES)
def test_h5_only_the_office_puts_right(world: World, at_work, clock, name) -> None:
    """The unit may read its task and sees no such form; a stranger does not learn that it exists."""
    url = reverse(name, args=[world.task("STC").pk])
    assert at_work("stc").get(url).status_code == 403
    assert at_work("sxd").get(url).status_code == 404
    assert at_work("chuyenvien").get(url).status_code == 200


@pytest.mark.parametrize("name", ["tasks:move-due-date", "tasks:end", "tasks:give"])
def test_no_form_for_a_task_that_has_ended(world: World, at_work, clock, name) -> None:
    """What is over is not moved, ended or given again."""
    task = world.task("STC")
    actions.end_task(by=world.actor("chuyenvien"), at=on("2016-11-07", 8), task=task, reason="Trùng nhiệm vụ")
    answer = at_work("chuyenvien").get(reverse(name, args=[task.pk]))
    assert answer.status_code == 409 and "đã kết thúc" in answer.content.decode()


def test_h5_words_are_put_right_with_a_trace(world: World, at_work, clock) -> None:
    """HUE 8.1a: the form shows the words as they are; the journal keeps what they were."""
    task = world.task("STC")
    client, url = at_work("chuyenvien"), reverse("tasks:correct", args=[task.pk])
    assert task.content in client.get(url).content.decode()
    form = {
        "content": "Báo cáo thu ngân sách",
        "clause": "2",
        "product": "",
        "task_class": "must_submit",
        "reason": "nhầm",
    }
    assert client.post(url, form).status_code == 302
    entry = Entry.objects.get(verb="task.corrected")
    assert entry.payload.body["was"]["content"] == task.content and entry.payload.body["reason"] == "nhầm"
    assert client.post(url, form | {"content": ""}).status_code == 422


def test_a_deadline_is_moved_once_however_often_the_form_is_sent(world: World, at_work, clock) -> None:
    """HUE 8.1b: the token counts; a date before the directive is told beside what was typed."""
    task = world.task("STC")
    client, url = at_work("chuyenvien"), reverse("tasks:move-due-date", args=[task.pk])
    form = {"due_on": "30/11/2016", "text": "Công văn xin lùi hạn", "token": "phieu-gia-han"}
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    assert Fact.objects.filter(kind="due_date_moved").count() == 1
    answer = client.post(url, form | {"due_on": "01/11/2016", "token": "khac"})
    assert answer.status_code == 422 and "Công văn xin lùi hạn" in answer.content.decode()


def test_a_task_is_withdrawn_with_its_reason(world: World, at_work, clock) -> None:
    """HUE 8.1a: the page says what follows; the unit owes nothing any more."""
    task = world.task("STC")
    client, url = at_work("chuyenvien"), reverse("tasks:end", args=[task.pk])
    assert "không bị đôn đốc nữa" in client.get(url).content.decode()
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "Văn bản đã bị thay thế"}).status_code == 302
    task.refresh_from_db()
    assert task.closed_at is not None and not Duty.objects.open().exists()


def test_b4_one_of_several_units_is_released(world: World, at_work, clock) -> None:
    """The others go on; the last one that answers is not released alone."""
    task = world.task("PDIEN", "QDIEN")
    first, last = task.assignments.order_by("id")
    client = at_work("chuyenvien")
    url = reverse("tasks:end-part", args=[first.pk])
    assert at_work("pdien").get(url).status_code == 403
    assert client.get(url).status_code == 200 and client.post(url, {"text": "Không có dự án"}).status_code == 302
    assert client.get(url).status_code == 409
    refused = client.post(reverse("tasks:end-part", args=[last.pk]), {"text": "Không có dự án"})
    assert refused.status_code == 422
    last.refresh_from_db()
    assert last.state == "not_started"


def test_b4_a_further_unit_gets_the_task(world: World, at_work, clock) -> None:
    """HUE 6.1c: a partner beside a lead unit; one more beside several; it may read the directive and is told."""
    led, several = world.task("STC"), world.task("PDIEN", "QDIEN")
    client = at_work("chuyenvien")
    page = client.get(reverse("tasks:give", args=[led.pk])).content.decode()
    assert "Sở Tài chính (chủ trì)" in page and 'value="each"' not in page
    form = {"unit": "so xay dung", "part": "coordinating", "token": "phieu-giao-them"}
    for _ in range(2):
        assert client.post(reverse("tasks:give", args=[led.pk]), form).status_code == 302
    assert sorted(led.assignments.values_list("unit__code", "part")) == [("STC", "lead"), ("SXD", "coordinating")]
    assert at_work("sxd").get(reverse("workspace:directive", args=[led.document_id])).status_code == 200
    each = form | {"part": "each", "token": "phieu-khac"}
    assert client.post(reverse("tasks:give", args=[led.pk]), each).status_code == 422
    assert client.post(reverse("tasks:give", args=[several.pk]), each).status_code == 302
    again = client.post(reverse("tasks:give", args=[several.pk]), each | {"token": "phieu-ba"})
    assert again.status_code == 422 and "đã được giao nhiệm vụ này" in again.content.decode()


def _particulars(task: Task, **changes: str) -> dict[str, str]:
    paper = task.document
    return {
        "kind": paper.kind, "code": paper.code, "issued_on": f"{paper.issued_on:%d/%m/%Y}", "urgency": paper.urgency,
        "abstract": paper.abstract, "issuer": paper.issuer, "signer": paper.signer, **changes,
    }  # fmt: skip


def test_h5_the_directive_itself_is_put_right(world: World, at_work, clock) -> None:
    """HUE 8.1a: number, abstract and a forgotten file; was and now stand in the journal, search follows."""
    task = world.task("STC")
    client = at_work("chuyenvien")
    url = answered(client, reverse("tasks:correct-directive", args=[task.document_id]))
    form = _particulars(task, code="999/UBND-XD", abstract="về thu ngân sách quý IV", reason="ghi nhầm số")
    assert client.post(url, form | {"files": [pdf("bản ký.pdf")]}).status_code == 302
    task.refresh_from_db()
    assert (task.document.code, task.document.attachments.get().name) == ("999/UBND-XD", "bản ký.pdf")
    assert Task.objects.matching("999/UBND-XD").get() == task
    body = Entry.objects.get(verb="document.corrected").payload.body
    assert body["was"]["symbol"] == "UBND-TC" and body["now"]["symbol"] == "UBND-XD" and body["files"] == ["bản ký.pdf"]


def test_h5_a_corrected_date_moves_what_was_counted_from_it(world: World, at_work, clock) -> None:
    """HUE 6.1đ, 7.1: the relative deadline and the entry limit are counted again; the fixed one stays; units are told."""
    document = world.directive(
        world.given("STC", due_kind="relative", due_on=None, due_span="5wd"), world.given("SXD"), number="77"
    )
    relative, fixed = document.tasks.order_by("ordinal")
    client = at_work("chuyenvien")
    url = answered(client, reverse("tasks:correct-directive", args=[document.pk]))
    assert client.post(url, _particulars(relative, issued_on="03/11/2016", reason="ghi nhầm ngày")).status_code == 302
    relative.refresh_from_db()
    fixed.refresh_from_db()
    assert (relative.due_on, fixed.due_on) == (date(2016, 11, 10), date(2016, 11, 16))
    assert relative.due_kind == "relative" and relative.due_trace["start_on"] == "2016-11-03"
    entry = Duty.objects.get(matter=document.matter, kind="enter_directive")
    assert (entry.due_on, entry.earlier[0]["due_on"]) == (date(2016, 11, 7), "2016-11-09")
    refused = client.post(url, _particulars(relative, issued_on="31/10/2017"))
    assert refused.status_code == 422


def test_h5_a_correction_is_the_offices(world: World, at_work, clock) -> None:
    """A unit may read the directive and corrects nothing; a result is not corrected here."""
    task = world.task("STC")
    url = reverse("tasks:correct-directive", args=[task.document_id])
    assert at_work("stc").get(url).status_code == 403 and at_work("sxd").get(url).status_code == 404
    result = world.send(task.assignments.get(), at=on("2016-11-07", 8)).document
    assert at_work("chuyenvien").get(reverse("tasks:correct-directive", args=[result.pk])).status_code == 404


def test_h5_nothing_changed_is_said(world: World, at_work, clock) -> None:
    """The same particulars again leave no trace and move nothing."""
    task = world.task("STC")
    client = at_work("chuyenvien")
    url = answered(client, reverse("tasks:correct-directive", args=[task.document_id]))
    page = client.post(url, _particulars(task), follow=True).content.decode()
    assert "Không có gì thay đổi" in page and not Entry.objects.filter(verb="document.corrected").exists()


def test_h5_a_forgotten_task_is_added(world: World, at_work, clock) -> None:
    """HUE 6.1d, 8.1a: given like the others, numbered after them, once; a unit adds none, and secrecy is asked first."""
    document = world.task("STC").document
    path = reverse("tasks:add-task", args=[document.pk])
    assert at_work("stc").get(path).status_code == 403 and at_work("sxd").get(path).status_code == 404
    client = at_work("chuyenvien")
    assert client.get(path).status_code == 302
    url = answered(client, path)
    form = row(content="Việc bị sót", units="so xay dung") | {"token": "phieu-them"}
    wrong = client.post(url, form | {"t-0-units": "Sở Lạ"})
    assert wrong.status_code == 422 and "Việc bị sót" in wrong.content.decode() and "Sở Lạ" in wrong.content.decode()
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    added = document.tasks.get(ordinal=2)
    assert (added.content, added.assignments.get().unit.code, document.tasks.count()) == ("Việc bị sót", "SXD", 2)
