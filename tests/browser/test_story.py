"""The main job, told in a browser: from the directive to the Chairman's desk (HUE 5 to 8, Appendices I, II, V)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dondoc import printing
from dondoc.documents.models import Document
from dondoc.jobs.tick import tick
from dondoc.tasks.models import Assignment, Task
from dondoc.urging.models import Slip
from tests.world import World, on

Desk = Callable[..., Page]

TASKS = (
    # content, units as typed, partners, way, kind of deadline, its value
    ("Báo cáo tình hình thu, chi ngân sách", "so tai chinh", "", "lead", "by", "16/11/2016"),
    ("Rà soát các khoản chi chưa cần thiết", "STC", "Sở KH&ĐT", "lead", "before", "25/11/2016"),
    ("Thẩm định dự toán công trình trường học", "sxd", "so tai chinh", "lead", "relative", "10"),
    ("Lập đề án sắp xếp trụ sở", "SKHDT", "", "lead", "staged", "Dự thảo | 30/11/2016\nTrình | 15/12/2016"),
    ("Thường xuyên kiểm tra việc chi tiêu", "stc", "", "lead", "none", ""),
    ("Công khai dự toán của huyện", "các huyện", "", "each", "by", "30/11/2016"),
    ("Tổng hợp nhu cầu vốn năm 2017", "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "lead", "by", "12/12/2016"),
    ("Quyết toán các dự án hoàn thành", "Sở Xây dựng", "", "lead", "by", "20/12/2016"),
)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """The signed file of the directive."""
    paper = printing.OfficialPaper(
        parent="", issuer="UBND TỈNH THỪA THIÊN HUẾ", number="6941", symbol="UBND-TC", place="Thừa Thiên Huế",
        issued_on=date(2016, 11, 7), title="", abstract="điều hành ngân sách những tháng cuối năm",
        blocks=(printing.Paragraph("Giao các cơ quan thực hiện."),), signer="Nguyễn Văn Mẫu",
    )  # fmt: skip
    path = tmp_path / "6941 UBND-TC điều hành.pdf"
    path.write_bytes(printing.to_pdf(paper))
    return path


def choose(page: Page, field: str, typed: str) -> None:
    """Type into a unit picker and take the first that it offers with Enter."""
    box = page.locator(f"[name={field}]")
    box.click()
    box.press_sequentially(typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Enter")


def write_task(page: Page, place: int, task: tuple[str, ...]) -> None:
    """One task as an officer types it."""
    content, units, partners, mode, kind, value = task
    page.locator(f"[name=t-{place}-content]").fill(content)
    choose(page, f"t-{place}-units", units)
    if partners:
        choose(page, f"t-{place}-coordinating", partners)
    page.locator(f"[name=t-{place}-mode]").select_option(mode)
    page.locator(f"[name=t-{place}-due_kind]").select_option(kind)
    field = {"by": "due_on", "before": "due_on", "relative": "due_days", "staged": "stages"}.get(kind)
    if field:
        page.locator(f"[name=t-{place}-{field}]").fill(value)


def begin_entry(page: Page, code: str) -> None:
    """Answer the question of secrecy and write the directive's own particulars."""
    page.get_by_role("link", name="Cập nhật văn bản").first.click()
    page.get_by_role("button", name="Không, tiếp tục").press("Enter")
    page.locator("[name=code]").fill(code)
    page.locator("[name=issued_on]").fill("07/11/2016")
    page.locator("[name=abstract]").fill("điều hành ngân sách những tháng cuối năm 2016")
    page.locator("[name=signer]").fill("Nguyễn Văn Mẫu")
    page.locator("[name=field]").select_option(label="TC – Tài chính")


def register(page: Page, signed: Path) -> None:
    """Eight tasks in one sitting, saved from the keyboard."""
    begin_entry(page, "6941/UBND-TC")
    page.locator("[name=files]").set_input_files(signed)
    for place, task in enumerate(TASKS):
        if place:
            page.keyboard.press("Alt+n")
        write_task(page, place, task)
    expect(page.locator("[data-preview=due]").nth(1)).to_contain_text("24/11/2016")  # "before the 25th"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/van-ban/*/")


def test_a1_b1_b2_eight_tasks_in_one_sitting(desk: Desk, world: World, signed: Path) -> None:
    """HUE 4, 6.1, 7.1: every kind of deadline, leads and partners, groups expanded to one assignment per unit."""
    page = desk("chuyenvien")
    register(page, signed)
    expect(page.locator("main")).to_contain_text("Quyết toán các dự án hoàn thành")
    document = Document.objects.get(number="6941")
    assert document.attachments.get().name == signed.name
    due = list(document.tasks.order_by("ordinal").values_list("due_on", flat=True))
    by = [date(2016, 11, 16), date(2016, 11, 24), date(2016, 11, 21), None, None]  # 10 days from Monday: Monday 21
    assert due == [*by, date(2016, 11, 30), date(2016, 12, 12), date(2016, 12, 20)]
    districts = Assignment.objects.filter(task__ordinal=6).values_list("unit__code", "part")
    assert sorted(districts) == [("PDIEN", "each"), ("QDIEN", "each")]


def test_a2_a_twin_is_flagged_before_it_is_saved(desk: Desk, world: World) -> None:
    """HUE 6.1a: the same number, symbol, issuer and year; what was typed stays, and she may save it all the same."""
    world.directive(number="6941", symbol="UBND-TC", issuer=world.register.keeper.name)
    page = desk("chuyenvien")
    begin_entry(page, "6941/UBND-TC")
    write_task(page, 0, TASKS[0])
    page.keyboard.press("Control+Enter")
    page.get_by_label("Vẫn cập nhật").wait_for()
    assert Document.objects.count() == 1
    expect(page.locator("[name=t-0-content]")).to_have_value(TASKS[0][0])


def test_g1_a_secret_is_refused_before_anything_is_stored(desk: Desk, world: World) -> None:
    """HUE 5, 6.2: the first question; yes ends it, with the article and what to do instead."""
    page = desk("chuyenvien")
    page.get_by_role("link", name="Cập nhật văn bản").first.click()
    page.get_by_role("button", name="Có, văn bản mật").click()
    expect(page.locator("main")).to_contain_text("Điều 5")
    assert not Document.objects.exists()


def test_c2_c4_c5_from_the_units_desk_to_the_accepted_result(desk: Desk, world: World, clock) -> None:
    """HUE 7.2, Appendices I.3, III: take over, report, send, sent back with what is missing, sent again, accepted."""
    task = world.task("STC")
    unit = desk("stc")
    expect(unit.locator("main")).to_contain_text("16/11/2016")
    unit.goto(unit.url.rstrip("/") + f"/nhiem-vu/{task.pk}/")
    unit.get_by_role("button", name="Tiếp nhận").first.click()
    unit.get_by_role("link", name="Báo cáo tình hình").first.click()
    unit.locator("[name=text]").fill("Đang tổng hợp số liệu")
    unit.locator("main form button[type=submit]").first.click()
    expect(unit.locator("main")).to_contain_text("Đang tổng hợp số liệu")
    send(unit, "12/BC-STC", "Báo cáo lần một")
    clock.move_to(on("2016-11-08"))
    judge(desk("theodoi"), task, "Yêu cầu bổ sung", "Thiếu số liệu chi")
    unit = desk("stc")
    unit.goto(unit.url.rstrip("/") + f"/nhiem-vu/{task.pk}/")
    expect(unit.locator("main")).to_contain_text("Thiếu số liệu chi")
    send(unit, "13/BC-STC", "Báo cáo lần hai")
    judge(desk("theodoi"), task, "Xác nhận kết quả", "")
    task.refresh_from_db()
    assert task.closed_at is not None
    unit.reload()
    expect(unit.locator("main")).to_contain_text("Báo cáo lần một")  # nothing of the first report is lost
    expect(unit.locator("main")).to_contain_text("Đã hoàn thành")


def send(page: Page, code: str, text: str) -> None:
    """The unit sends its result with the result document."""
    page.get_by_role("link", name="Gửi kết quả").first.click()
    page.get_by_role("button", name="Không, tiếp tục").click()
    page.locator("[name=code]").fill(code)
    page.locator("[name=issued_on]").fill("07/11/2016")
    page.locator("[name=abstract]").fill("kết quả thực hiện")
    page.locator("[name=signer]").fill("Hoàng Văn Thử")
    page.locator("[name=text]").fill(text)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/nhiem-vu/*/")


def judge(page: Page, task: Task, verb: str, words: str) -> None:
    """The monitoring officer appraises."""
    page.goto(page.url.rstrip("/") + f"/nhiem-vu/{task.pk}/")
    page.get_by_role("link", name=verb).first.click()
    page.locator("[name=text]").fill(words)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/nhiem-vu/*/")


def test_d1_up_the_ladder_to_the_chairmans_desk(desk: Desk, world: World, clock) -> None:
    """HUE 8.1e, Appendices I.4, II: three slips, each issued by a named person; then the Chairman gives an instruction."""
    task = world.directive(field=world.register.fields.get(code="TC")).tasks.get()
    # Due Wednesday 16; slips on Tuesday 22, Monday 28 and Friday 2; the case on Thursday 8.
    for ordinal, day in enumerate(("2016-11-22", "2016-11-28", "2016-12-02"), start=1):
        tick(on("2016-11-17", 8)) if ordinal == 1 else None
        tick(on(day, 8))
        clock.move_to(on(day))
        head = desk("chanhvp")
        head.get_by_role("link", name="Phiếu báo").first.click()
        head.get_by_role("link", name=f"Lần {ordinal}").click()
        head.get_by_role("button", name="Ký, phát hành").click()
        expect(head.get_by_role("link", name="Word")).to_be_visible()
        assert Slip.objects.filter(ordinal=ordinal, issued_by=world.posts["chanhvp"]).exists()
    with head.expect_download() as download:
        head.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    tick(on("2016-12-08", 8))
    clock.move_to(on("2016-12-08"))
    leader = desk("chutich")
    leader.get_by_role("link", name="Xem, cho ý kiến").first.click()
    expect(leader.locator("main")).to_contain_text(task.content)
    leader.locator("[name=text]").fill("Giám đốc Sở trực tiếp báo cáo trước ngày 12/12/2016")
    leader.get_by_role("button", name="Cho ý kiến").click()
    unit = desk("stc")
    unit.goto(unit.url.rstrip("/") + f"/nhiem-vu/{task.pk}/")
    expect(unit.locator("main")).to_contain_text("Giám đốc Sở trực tiếp báo cáo")


def test_f2_appendix_v_every_number_opens_its_list(desk: Desk, world: World) -> None:
    """HUE Appendix V: the grid as of a day; a number opens the tasks that it counts."""
    task = world.task("STC")
    head = desk("chanhvp")
    head.goto(head.url.rstrip("/") + "/bao-cao/phu-luc-v/")
    row = head.locator("tr", has_text="Sở Tài chính")
    row.get_by_role("link", name="1").first.click()
    expect(head.locator("main")).to_contain_text(task.content)


def test_b3_nothing_typed_is_lost_without_javascript(desk: Desk, world: World) -> None:
    """Without JavaScript the entry works, and an error keeps what was typed."""
    page = desk("chuyenvien", javascript=False)
    begin_entry(page, "7001/UBND-TC")
    page.locator("[name=t-0-content]").fill("Báo cáo nhanh")
    page.locator("[name=t-0-units]").fill("Sở Tài chánh")
    page.get_by_role("button", name="Lưu văn bản và giao việc").click()
    expect(page.locator("main")).to_contain_text("Sở Tài chánh")
    expect(page.locator("[name=t-0-content]")).to_have_value("Báo cáo nhanh")
    page.locator("[name=t-0-units]").fill("so tai chinh")
    page.locator("[name=t-0-due_kind]").select_option("none")
    page.get_by_role("button", name="Lưu văn bản và giao việc").click()
    page.wait_for_url("**/van-ban/*/")
    assert Task.objects.get().content == "Báo cáo nhanh"
