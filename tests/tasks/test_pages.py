"""The short forms of the verbs: shown only to those who may act now, saying what happens next, sent once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.tasks import actions
from dondoc.tasks.models import Fact
from tests.entry import PDF, answered, pdf
from tests.world import World, on

SHORT = ["tinh-hinh", "chuyen-lai", "ly-do", "yeu-cau-bo-sung", "mo-lai", "giu-nguyen", "giao-lai", "xac-nhan"]
HOLDERS = {"tinh-hinh", "chuyen-lai", "ly-do"}


def _act(pk: int, verb: str) -> str:
    return reverse("tasks:act", args=[pk, verb])


@pytest.mark.parametrize("verb", SHORT)
def test_no_form_is_shown_for_what_the_role_refuses(world: World, at_work, clock, verb) -> None:
    """The leader may read every task and does none of this; a stranger does not learn that the task exists."""
    assignment = world.assignment("STC")
    url = _act(assignment.pk, verb)
    assert at_work("chutich").get(url).status_code == 403
    assert at_work("sxd").get(url).status_code == 404
    assert at_work("chuyenvien" if verb in HOLDERS else "stc").get(url).status_code == 403


@pytest.mark.parametrize("verb", ["yeu-cau-bo-sung", "mo-lai", "giu-nguyen", "xac-nhan", "ly-do"])
def test_no_form_is_shown_for_what_the_state_refuses(world: World, at_work, clock, verb) -> None:
    """Nothing was sent, accepted or returned, and the deadline has not passed: the page says so at once."""
    assignment = world.assignment("STC")
    who = "stc" if verb in HOLDERS else "chuyenvien" if verb == "giu-nguyen" else "theodoi"
    answer = at_work(who).get(_act(assignment.pk, verb))
    assert answer.status_code == 409
    assert "Chưa thực hiện" in answer.content.decode() or "chưa quá hạn" in answer.content.decode()


def test_there_is_no_such_verb(world: World, at_work, clock) -> None:
    """An address with another word is not found."""
    assert at_work("stc").get(_act(world.assignment("STC").pk, "khong-co")).status_code == 404


def test_c1_progress_is_reported_with_one_form_sent_twice(world: World, at_work, clock) -> None:
    """HUE 6.1g, 7.2b: the form cites its article in words, says what happens next, and counts once."""
    assignment = world.assignment("STC")
    client, url = at_work("stc"), _act(assignment.pk, "tinh-hinh")
    page = client.get(url).content.decode()
    assert "điểm b khoản 2 Điều 7" in page and "Đang thực hiện" in page and "Thứ Tư, 16/11/2016" in page
    token = page.split('name="token" value="')[1].split('"')[0]
    form = {"text": "Đã có số liệu 12 phòng", "percent": "60", "paper_sent_on": "05/11/2016", "token": token}
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    fact = Fact.objects.get(kind="progress_reported")
    assert (fact.text, fact.percent, fact.paper_sent_on) == ("Đã có số liệu 12 phòng", 60, date(2016, 11, 5))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "  "}, "Trường này là bắt buộc"),
        ({"percent": "101"}, "100"),
        ({"percent": "nhiều"}, "Viết một số từ 0 đến 100"),
        ({"paper_sent_on": "mai"}, "Ngày chưa đúng"),
        ({"text": "x" * 5001}, "5000"),
    ],
)
def test_bad_words_are_told_and_stay(world: World, at_work, clock, changes, sentence) -> None:
    """422, a sentence, the words still in the form, nothing written."""
    assignment = world.assignment("STC")
    form = {"text": "Đã có số liệu", "percent": "60", "paper_sent_on": "", **changes}
    answer = at_work("stc").post(_act(assignment.pk, "tinh-hinh"), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert "text" in changes or "Đã có số liệu" in page
    assert not Fact.objects.filter(kind="progress_reported").exists()


def test_b4_a_task_is_returned_and_given_to_another_unit(world: World, at_work, clock) -> None:
    """HUE 7.2d: the unit says why; the Office names the other unit without accents; the history keeps both."""
    assignment = world.assignment("STC")
    at_work("stc").post(_act(assignment.pk, "chuyen-lai"), {"text": "Không thuộc chức năng của Sở"})
    office, url = at_work("chuyenvien"), _act(assignment.pk, "giao-lai")
    assert "Hồ sơ giữ cả hai" in office.get(url).content.decode()
    refused = office.post(url, {"unit": "so xay dung; so tai chinh", "text": "Đúng chức năng"})
    assert refused.status_code == 422 and "Chỉ ghi một đơn vị" in refused.content.decode()
    assert office.post(url, {"unit": "so xay dung", "text": "Đúng chức năng"}).status_code == 302
    parts = [(a.unit.code, a.state) for a in assignment.task.assignments.order_by("id")]
    assert parts == [("STC", "ended"), ("SXD", "not_started")]


def test_two_officers_at_once_one_decision_and_one_polite_refusal(world: World, at_work, clock) -> None:
    """The second finds the form refused with the state in words; what was typed is still there."""
    assignment = world.assignment("STC")
    actions.return_task(by=world.actor("stc"), at=on("2016-11-07", 10), assignment=assignment, reason="Không đúng")
    assert at_work("chuyenvien").post(_act(assignment.pk, "giu-nguyen"), {"text": "Đúng chức năng"}).status_code == 302
    late = at_work("chanhvp").post(_act(assignment.pk, "giao-lai"), {"unit": "SXD", "text": "Giao cho Sở Xây dựng"})
    assert late.status_code in {302, 422}
    again = at_work("chanhvp").post(_act(assignment.pk, "giu-nguyen"), {"text": "Lời giải thích thứ hai"})
    page = again.content.decode()
    assert again.status_code == 422 and "Không làm được nữa" in page and "Lời giải thích thứ hai" in page


def test_c4_the_result_stands_above_the_appraisal(world: World, at_work, clock) -> None:
    """HUE Appendix I.3: the officer sees document, date, timeliness and files before confirming."""
    assignment = world.assignment("STC")
    clock.move_to(on("2016-11-17"))
    client = at_work("stc")
    url = answered(client, reverse("tasks:send-result", args=[assignment.pk]))
    client.post(url, _result(issued_on="15/11/2016", files=[pdf("Báo cáo.pdf")]))
    page = at_work("theodoi").get(_act(assignment.pk, "xac-nhan")).content.decode()
    assert "1204/BC-STC" in page and "15/11/2016" in page and "Trong hạn" in page and "Báo cáo.pdf" in page
    at_work("theodoi").post(_act(assignment.pk, "xac-nhan"), {"text": ""})
    assignment.refresh_from_db()
    assert assignment.state == "done"


def _result(**changes: object) -> dict[str, object]:
    return {
        "kind": "report", "code": "1204/BC-STC", "issued_on": "07/11/2016", "abstract": "Kết quả thu, chi ngân sách",
        "signer": "Hoàng Văn Thử", "text": "Đã hoàn thành", "paper_sent_on": "", "token": "phieu-ket-qua", **changes,
    }  # fmt: skip


def test_c1_the_deadline_stands_beside_the_date_that_decides(world: World, at_work, clock) -> None:
    """HUE 6.1g: the page says until which date the result document is within, with the reading."""
    assignment = world.assignment("STC")
    client = at_work("stc")
    page = client.get(answered(client, reverse("tasks:send-result", args=[assignment.pk]))).content.decode()
    assert "Thứ Tư, 16/11/2016" in page and "ghi ngày sau đó thì quá hạn" in page
    assert "delay_reason" not in page


def test_c2_the_reason_is_asked_in_the_same_form(world: World, at_work, clock) -> None:
    """HUE Appendix IV: overdue and not explained; a document dated in time needs no reason, a late one does."""
    assignment = world.assignment("STC")
    clock.move_to(on("2016-11-18"))
    client = at_work("stc")
    url = answered(client, reverse("tasks:send-result", args=[assignment.pk]))
    assert "delay_reason" in client.get(url).content.decode()
    refused = client.post(url, _result(issued_on="17/11/2016"))
    assert refused.status_code == 422 and "cần ghi lý do quá hạn" in refused.content.decode()
    client.post(url, _result(issued_on="17/11/2016", delay_reason="Chờ số liệu của Kho bạc"))
    kinds = list(assignment.facts.values_list("kind", "text"))
    assert ("delay_explained", "Chờ số liệu của Kho bạc") in kinds and kinds[-1][0] == "result_sent"


def test_c2_a_reason_that_was_given_is_not_asked_again(world: World, at_work, clock) -> None:
    """HUE Appendix IV: once per deadline."""
    assignment = world.assignment("STC")
    clock.move_to(on("2016-11-18"))
    client = at_work("stc")
    client.post(_act(assignment.pk, "ly-do"), {"text": "Chờ số liệu"})
    url = answered(client, reverse("tasks:send-result", args=[assignment.pk]))
    assert "delay_reason" not in client.get(url).content.decode()
    assert client.post(url, _result(issued_on="17/11/2016")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issued_on": "06/11/2016"}, "trước ngày giao nhiệm vụ"),
        ({"issued_on": "08/11/2016"}, "ở sau hôm nay"),
        ({"code": ""}, "bắt buộc"),
        ({"signer": ""}, "bắt buộc"),
        ({"files": [SimpleUploadedFile("kết quả.pdf", b"khong phai")]}, "không phải loại tệp"),
        ({"paper_sent_on": "09/11/2016"}, "09/11/2016"),
    ],
)
def test_c2_a_bad_result_is_told_and_keeps_its_files(world: World, at_work, clock, changes, sentence) -> None:
    """The sentence, the words and the good files stay; no result was sent."""
    assignment = world.assignment("STC")
    client = at_work("stc")
    files = [pdf("tốt.pdf"), *changes.get("files", [])]
    url = answered(client, reverse("tasks:send-result", args=[assignment.pk]))
    answer = client.post(url, _result(**changes) | {"files": files})
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "tốt.pdf" in page and "Kết quả thu, chi ngân sách" in page
    assert not Fact.objects.filter(kind="result_sent").exists()


def test_c2_a_result_sent_twice_is_one_result_with_its_files(world: World, at_work, clock) -> None:
    """A double click gets the first answer and leaves no second file."""
    assignment = world.assignment("STC")
    client = at_work("stc")
    url = answered(client, reverse("tasks:send-result", args=[assignment.pk]))
    for _ in range(2):
        assert client.post(url, _result(files=[pdf("Báo cáo.pdf")])).status_code == 302
    document = Document.objects.get(role="result")
    attachment = document.attachments.get()
    assert (attachment.name, attachment.size, attachment.is_main) == ("Báo cáo.pdf", len(PDF), True)


def test_c2_partners_and_finished_units_see_no_result_form(world: World, at_work, clock) -> None:
    """A partner reports progress; a second result is not sent while the first waits."""
    task = world.directive(world.given("STC", coordinating=("SXD",))).tasks.get()
    partner = task.assignments.get(part="coordinating")
    lead = task.assignments.get(part="lead")
    answer = at_work("sxd").get(reverse("tasks:send-result", args=[partner.pk]))
    assert answer.status_code in {403, 409}
    world.send(lead, at=on("2016-11-07", 8))
    assert at_work("stc").get(reverse("tasks:send-result", args=[lead.pk])).status_code == 409


def test_one_click_takes_over_and_a_second_is_told(world: World, at_work, clock) -> None:
    """HUE 7.2a: the second click is refused politely."""
    assignment = world.assignment("STC")
    client, url = at_work("stc"), reverse("tasks:take-over", args=[assignment.pk])
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 409 and client.get(url).status_code == 405
