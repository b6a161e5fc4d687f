"""Pages of urging: who may open them, what they show, how files come out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import docx
import pypdf
import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.documents import uploads
from dondoc.tasks import actions as tasks
from dondoc.urging import actions, queries
from dondoc.urging.models import Channel, Instruction, Ladder, Slip, Urging
from tests.urging.climb import CASE, FIRST, OPENS, climb, issue, tick, waiting
from tests.world import CAST, World, on

SignIn = Callable[[str], Client]
EVERYBODY = [row[0] for row in CAST]
AUTHORITY = {"chutich", "chanhvp", "chuyenvien", "theodoi", "kiemtra"}


@pytest.fixture
def drafted(world: World, clock: time_machine.Traveller) -> World:
    """Tuesday 22 November 2016: the first slip to the department of finance waits."""
    world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    tick(FIRST)
    clock.move_to(FIRST)
    return world


def statuses(at_work: SignIn, address: str) -> dict[str, int]:
    """What everybody gets who asks for the address."""
    return {who: at_work(who).get(address).status_code for who in EVERYBODY}


def test_d1_a_draft_is_seen_by_the_authority_only(drafted: World, at_work: SignIn) -> None:
    """Design 6: for everybody else a draft does not exist; its files do not exist for anybody."""
    slip = waiting()
    assert statuses(at_work, reverse("urging:slip", args=[slip.pk])) == {
        who: 200 if who in AUTHORITY else 404 for who in EVERYBODY
    }
    for name in ("urging:slip-word", "urging:slip-pdf"):
        assert set(statuses(at_work, reverse(name, args=[slip.pk])).values()) == {404}


def test_d1_an_issued_slip_is_seen_by_its_unit(drafted: World, at_work: SignIn) -> None:
    """HUE Appendix II: the unit it is addressed to reads it and takes it as Word and PDF; other units do not."""
    slip = issue(drafted, waiting(), FIRST)
    readers = AUTHORITY | {"stc", "stc-cb"}
    for name in ("urging:slip", "urging:slip-word", "urging:slip-pdf"):
        found = statuses(at_work, reverse(name, args=[slip.pk]))
        assert found == {who: 200 if who in readers else 404 for who in EVERYBODY}, name


def test_d1_the_list_of_the_head_of_the_office(drafted: World, at_work: SignIn) -> None:
    """HUE 8.1e: drafts first, with what is needed to sign; others see the list and no button."""
    address = reverse("urging:slips")
    page = at_work("chanhvp").get(address).content.decode()
    assert "Sở Tài chính" in page
    assert "Ký, phát hành các phiếu đã chọn" in page
    assert "Ký, phát hành các phiếu đã chọn" not in at_work("theodoi").get(address).content.decode()
    assert "Sở Tài chính" not in at_work("sxd").get(address).content.decode()
    issue(drafted, waiting(), FIRST)
    assert "Không có phiếu báo nào chờ phát hành" in at_work("chanhvp").get(address).content.decode()
    assert "01/UBND-TC" in at_work("chanhvp").get(address, {"xem": "da-phat-hanh"}).content.decode()
    assert "01/UBND-TC" in at_work("stc").get(address).content.decode()


def test_d1_several_slips_are_issued_at_once(world: World, at_work: SignIn, clock: time_machine.Traveller) -> None:
    """HUE 8.1e: what is refused is told and waits on, the others are issued; a second click issues nothing more."""
    for code in ("TC", "TC", None):
        world.directive(world.given("STC"), field=code and world.register.fields.get(code=code))
    tick(OPENS)
    tick(FIRST)
    clock.move_to(FIRST)
    chosen = list(Slip.objects.waiting().values_list("pk", flat=True))
    client, data = at_work("chanhvp"), {"slip": [*chosen, "x", "99999999999999999999"], "token": "t" * 32}
    page = client.post(reverse("urging:issue-several"), data, follow=True).content.decode()
    assert "Đã phát hành 2 phiếu báo" in page
    assert "chưa ghi lĩnh vực" in page
    client.post(reverse("urging:issue-several"), data)
    assert [slip.document.code for slip in Slip.objects.issued()] == ["01/UBND-TC", "02/UBND-TC"]
    assert at_work("theodoi").post(reverse("urging:issue-several"), {"slip": chosen}).status_code == 403


def test_d1_a_slip_is_issued_with_a_chosen_field(world: World, at_work: SignIn, clock: time_machine.Traveller) -> None:
    """HUE Appendix II: where the directive names no field the head of the Office chooses one on the page."""
    world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    clock.move_to(FIRST)
    slip, client = waiting(), at_work("chanhvp")
    assert "Lĩnh vực của phiếu báo" in client.get(reverse("urging:slip", args=[slip.pk])).content.decode()
    refused = client.post(reverse("urging:issue", args=[slip.pk]), {})
    assert refused.status_code == 409
    field = world.register.fields.get(code="XD")
    page = client.post(reverse("urging:issue", args=[slip.pk]), {"field": field.pk}, follow=True).content.decode()
    assert "01/UBND-XD" in page


def test_d1_word_and_pdf_say_what_was_signed(drafted: World, at_work: SignIn) -> None:
    """HUE Appendix II: the official layout holds number, date, addressee, lines and signer."""
    slip = issue(drafted, waiting(), FIRST)
    client = at_work("stc")
    word = client.get(reverse("urging:slip-word", args=[slip.pk]))
    assert word["Content-Disposition"] == 'attachment; filename="phieu-bao-01-UBND-TC.docx"'
    document = docx.Document(io.BytesIO(word.content))
    said = "\n".join(
        [p.text for p in document.paragraphs]
        + [p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    )
    pdf = client.get(reverse("urging:slip-pdf", args=[slip.pk]))
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    for words in (
        "PHIẾU BÁO", "01/UBND-TC", "Sở Tài chính", "ngày 22 tháng 11 năm 2016",
        "Báo cáo tình hình thu, chi ngân sách / 16/11/2016 / Chưa thực hiện", "CHÁNH VĂN PHÒNG", "Trần Thị Ví Dụ",
    ):  # fmt: skip
        assert words in said, words
        assert "".join(words.split()) in "".join(read.split()), words


def test_d1_withholding_asks_for_a_reason_and_keeps_what_was_typed(drafted: World, at_work: SignIn) -> None:
    """HUE 8.1e, reading: a reason is kept and shown; an empty one is asked for; only the head decides."""
    slip = waiting()
    address = reverse("urging:withhold", args=[slip.pk])
    assert at_work("theodoi").post(address, {"reason": "x"}).status_code == 403
    empty = at_work("chanhvp").post(address, {"reason": "  "})
    assert empty.status_code == 422
    at_work("chanhvp").post(address, {"reason": "Đơn vị đã điện báo"})
    assert "Đơn vị đã điện báo" in at_work("chanhvp").get(reverse("urging:slip", args=[slip.pk])).content.decode()
    assert at_work("stc").get(reverse("urging:slip", args=[slip.pk])).status_code == 404


def test_d1_a_lapsed_draft_says_so_and_is_not_issued(drafted: World, at_work: SignIn) -> None:
    """HUE 8.1e, reading: the result came in a minute before."""
    slip = waiting()
    drafted.send(slip.lines.get().assignment, at=FIRST)
    client, address = at_work("chanhvp"), reverse("urging:slip", args=[slip.pk])
    assert "không còn căn cứ" in client.get(address).content.decode()
    assert "Ký, phát hành" not in client.get(address).content.decode()
    refused = client.post(reverse("urging:issue", args=[slip.pk]), {})
    assert refused.status_code == 409
    assert "không còn căn cứ" in refused.content.decode()


@pytest.mark.parametrize("kind", ["task", "directive"])
def test_d2_urging_is_recorded_on_a_page(drafted: World, at_work: SignIn, kind: str) -> None:
    """Requirement D2: from the task or from the whole directive; a mistake keeps what was typed."""
    assignment = waiting().lines.get().assignment
    directive = assignment.task.document
    address = (
        reverse("urging:record-for-task", args=[assignment.pk])
        if kind == "task"
        else reverse("urging:record-for-directive", args=[directive.pk, assignment.unit_id])
    )
    found = statuses(at_work, address)
    assert {who for who, status in found.items() if status == 200} == {"chanhvp", "chuyenvien", "theodoi"}
    client = at_work("theodoi")
    typed = {"channel": "telephone", "occurred_on": "2016-11-23", "text": "Gọi cho Giám đốc Sở", "token": "k" * 32}
    wrong = client.post(address, typed)
    assert (wrong.status_code, "Gọi cho Giám đốc Sở" in wrong.content.decode()) == (422, True)
    assert client.post(address, {**typed, "occurred_on": "22/11/2016"}).status_code == 302
    assert client.post(address, {**typed, "occurred_on": "22/11/2016"}).status_code == 302  # a double click
    urging = Urging.objects.get()
    assert (urging.channel, urging.occurred_on) == (Channel.TELEPHONE, date(2016, 11, 22))
    assert urging.assignment_id == (assignment.pk if kind == "task" else None)


def test_d2_a_letter_is_named_and_attached(drafted: World, at_work: SignIn) -> None:
    """HUE Appendix I.4, design 1.5: the signed letter is taken after the question of secrecy; the unit reads it."""
    assignment = waiting().lines.get().assignment
    address = reverse("urging:record-for-task", args=[assignment.pk])
    client = at_work("theodoi")
    assert "do-mat" in client.get(address).content.decode()
    answered = f"{address}?{uploads.ANSWER}={uploads.answer_for(drafted.people['theodoi'].pk)}"
    letter = io.BytesIO(b"%PDF-1.4 cong van don doc")
    letter.name = "công văn đôn đốc.pdf"
    data = {
        "channel": "written", "occurred_on": "2016-11-22", "text": "Đề nghị báo cáo", "code": "512/VP-TH",
        "signer": "Trần Thị Ví Dụ", "files": letter,
    }  # fmt: skip
    assert client.post(answered, data).status_code == 302
    document = Urging.objects.get().document
    assert (document.code, [file.name for file in document.attachments.all()]) == (
        "512/VP-TH",
        ["công văn đôn đốc.pdf"],
    )
    file = document.attachments.get()
    taken = at_work("stc").get(reverse("documents:download", args=[file.pk]))
    assert b"".join(taken.streaming_content) == b"%PDF-1.4 cong van don doc"
    assert at_work("sxd").get(reverse("documents:download", args=[file.pk])).status_code == 404
    named = client.post(address, {**data, "channel": "telephone", "files": ""})
    assert named.status_code == 422


@pytest.fixture
def case(world: World, clock: time_machine.Traveller) -> Ladder:
    """Thursday 8 December 2016: the department of finance is before the Chairman."""
    assignment = world.assignment("STC")
    stc = world.actor("stc")
    tasks.report_progress(by=stc, at=on("2016-11-14"), assignment=assignment, text="Đã thu thập số liệu", percent=40)
    tasks.explain_delay(by=stc, at=on("2016-11-18"), assignment=assignment, reason="Thiếu số liệu của huyện")
    actions.record_urging(
        by=world.actor("theodoi"), at=on("2016-11-18"), directive=assignment.task.document, unit=assignment.unit,
        channel=Channel.MEETING, text="Nhắc tại giao ban tuần", occurred_on=date(2016, 11, 18),
    )  # fmt: skip
    ladder = climb(world, assignment)
    clock.move_to(CASE)
    return ladder


def test_d1_the_case_holds_everything_the_leader_needs(case: Ladder, at_work: SignIn) -> None:
    """HUE 8.1e: directive, unit, tasks with dates and reasons, progress, urgings, slips with dates, the form."""
    address = reverse("urging:case", args=[case.pk])
    assert statuses(at_work, address) == {
        who: 200 if who in AUTHORITY else 403 if who in {"stc", "stc-cb"} else 404 for who in EVERYBODY
    }
    page = at_work("chutich").get(address).content.decode()
    for words in (
        str(case.document), "Sở Tài chính", "Thiếu số liệu của huyện", "Đã thu thập số liệu", "40%", "16/11/2016",
        "Nhắc tại giao ban tuần", "Phiếu báo lần 1", "Phiếu báo lần 3", "22/11/2016", "02/12/2016", "Cho ý kiến",
    ):  # fmt: skip
        assert words in page, words
    assert "Cho ý kiến" not in at_work("chanhvp").get(address).content.decode()
    assert "Sở Tài chính" in at_work("chutich").get(reverse("urging:cases")).content.decode()


def test_d1_the_leader_instructs_on_the_page(case: Ladder, at_work: SignIn) -> None:
    """HUE 8.1e: a mistake keeps the words; a double click gives one instruction; the Office may not."""
    address = reverse("urging:case", args=[case.pk])
    assert at_work("chanhvp").post(address, {"text": "Ý kiến"}).status_code == 403
    client = at_work("chutich")
    typed = {"text": "Giám đốc Sở báo cáo trực tiếp", "follow_up_on": "2016-12-01", "token": "i" * 32}
    wrong = client.post(address, typed)
    assert (wrong.status_code, "Giám đốc Sở báo cáo trực tiếp" in wrong.content.decode()) == (422, True)
    for _time in range(2):
        assert client.post(address, {**typed, "follow_up_on": "2016-12-16"}).status_code == 302
    assert Instruction.objects.get().follow_up_on == date(2016, 12, 16)
    late = client.post(address, {"text": "Ý kiến thứ hai", "token": "j" * 32})
    assert (late.status_code, "Ý kiến thứ hai" in late.content.decode()) == (422, True)


def test_d1_the_task_file_shows_the_ladder(case: Ladder, world: World) -> None:
    """HUE 8.1e: slips, the case and the instruction stand in the task file; a stranger's panel is empty."""
    actions.instruct(by=world.actor("chutich"), at=CASE, ladder=case, text="Giám đốc Sở báo cáo trực tiếp")
    task = case.items.get().assignment.task
    shown = {
        who: render_to_string("urging/_ladder.html", {"panel": queries.panel(task, world.actor(who))})
        for who in ("chanhvp", "stc", "sxd")
    }
    for who in ("chanhvp", "stc"):
        for words in ("Phiếu báo lần 1", "Giám đốc Sở báo cáo trực tiếp", "Nhắc tại giao ban tuần"):
            assert words in shown[who], (who, words)
    assert "Ghi việc đôn đốc" in shown["chanhvp"]
    assert "Ghi việc đôn đốc" not in shown["stc"]
    assert shown["sxd"].strip() == ""


def test_d1_the_next_step_says_why_on_that_day(drafted: World) -> None:
    """Issue 2, story 7: article, event, counted days; the unit is not told when the Office will sign."""
    issue(drafted, waiting(), FIRST)
    task = Ladder.objects.get().items.get().assignment.task
    office = render_to_string("urging/_ladder.html", {"panel": queries.panel(task, drafted.actor("chanhvp"))})
    for words in ("điểm e khoản 1 Điều 8", "23/11/2016, 24/11/2016, 25/11/2016", "Tính từ"):
        assert words in office, words
    unit = render_to_string("urging/_ladder.html", {"panel": queries.panel(task, drafted.actor("stc"))})
    assert "Vì sao ngày này?" not in unit


@pytest.mark.parametrize("name", ["urging:slips", "urging:cases", "urging:case", "urging:slip"])
def test_d1_pages_cost_the_same_however_long_they_are(
    world: World, at_work: SignIn, clock: time_machine.Traveller, name: str
) -> None:
    """Design 8: at most 20 queries, none that grows with rows."""
    who, costs = ("chutich" if "case" in name else "chanhvp"), []
    clock.move_to(CASE)
    for many in (1, 4):
        document = world.directive(
            *[world.given("STC") for _task in range(many)], field=world.register.fields.get(code="TC")
        )
        for _other in range(many):
            world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
        tick(CASE)
        subject = None
        if name == "urging:slip":
            tick(on("2016-12-09"))
            subject = Slip.objects.waiting().filter(ladder__document=document).get()
        elif name == "urging:case":
            Ladder.objects.filter(document=document).update(step="instruction", escalated_at=CASE)
            subject = Ladder.objects.get(document=document)
        elif name == "urging:cases":
            Ladder.objects.update(step="instruction", escalated_at=CASE)
        else:
            tick(on("2016-12-09"))
        client = at_work(who)
        address = reverse(name, args=[subject.pk] if subject else [])
        client.get(address)
        with CaptureQueriesContext(connection) as spent:
            assert client.get(address).status_code == 200
        costs.append(len(spent))
    assert costs[0] == costs[1] <= 20, costs
