"""What the script adds to the intake and the forms: the picker, rows, drafts, one click; and that everybody can use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from dondoc.documents.models import Document
from dondoc.tasks.models import Assignment, Fact
from tests.entry import PDF
from tests.world import World, on

Desk = Callable[..., Page]


def _intake(page: Page) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/van-ban/tiep-nhan/")
    page.get_by_role("button", name="Không, tiếp tục").press("Enter")
    expect(page.locator("[name=t-0-content]")).to_be_visible()


def _particulars(page: Page, code: str = "438/UBND-TC") -> None:
    page.locator("[name=code]").fill(code)
    page.locator("[name=issued_on]").fill("07/11/2016")
    page.locator("[name=abstract]").fill("về việc điều hành ngân sách")


def _until_kept(page: Page, words: str) -> None:
    """Wait until the draft in the tab holds the words."""
    for _ in range(100):
        if words in page.evaluate("JSON.stringify(sessionStorage)"):
            return
        page.wait_for_timeout(50)
    pytest.fail("the draft was not kept")


def test_b1_the_picker_is_a_combobox(desk: Desk, world: World) -> None:
    """HUE 6.1c: arrows, Enter, Escape and Backspace as the ARIA pattern has them; a group stands for its units."""
    page = desk("chuyenvien")
    _intake(page)
    box = page.get_by_role("combobox", name="Đơn vị chủ trì hoặc thực hiện").first
    box.press_sequentially("so")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("so")
    box.fill("")
    box.press_sequentially("cac huyen")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Enter")
    expect(box).to_have_value("Các huyện; ")
    expect(page.locator("[data-preview=units]")).to_contain_text("Huyện Quảng Điền")
    box.press_sequentially("SXD")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Tab")
    expect(box).to_have_value("Các huyện; Sở Xây dựng; ")
    box.press("End")
    box.press("Backspace")
    expect(box).to_have_value("Các huyện; ")


def test_b1_rows_by_keyboard_with_a_way_back(desk: Desk, world: World) -> None:
    """Alt+N adds, Alt+K doubles, a row taken away comes back; Enter in a box saves nothing."""
    page = desk("chuyenvien")
    _intake(page)
    page.locator("[name=t-0-content]").fill("Việc thứ nhất")
    page.locator("[name=t-0-units]").press("Enter")
    page.keyboard.press("Alt+n")
    page.keyboard.type("Việc thứ hai")
    page.keyboard.press("Alt+k")
    contents = page.locator("textarea[name$=-content]:visible")
    expect(contents).to_have_count(3)
    expect(contents.nth(2)).to_have_value("Việc thứ hai")
    page.locator("[data-remove-row]:visible").nth(1).click()
    expect(contents).to_have_count(2)
    page.get_by_role("button", name="Hoàn tác").press("Enter")
    expect(contents).to_have_count(3)
    expect(contents.nth(1)).to_be_focused()
    assert not Document.objects.exists()


def test_b2_a_kind_of_deadline_shows_its_own_fields_and_its_last_day(desk: Desk, world: World) -> None:
    """HUE 4, 6.1đ: what the kind does not need is hidden and not sent; the last day is said while it is being written."""
    page = desk("chuyenvien")
    _intake(page)
    page.locator("[name=issued_on]").fill("07/11/2016")
    kind, due = page.locator("[name=t-0-due_kind]"), page.locator("[data-preview=due]").first
    page.locator("[name=t-0-due_on]").fill("25/11/2016")
    expect(due).to_contain_text("Thứ Sáu, 25/11/2016")
    kind.select_option("before")
    expect(due).to_contain_text("Thứ Năm, 24/11/2016")
    kind.select_option("relative")
    expect(page.locator("[name=t-0-due_on]")).to_be_hidden()
    page.locator("[name=t-0-due_days]").fill("5")
    expect(due).to_contain_text("Thứ Hai, 14/11/2016")
    due.get_by_text("Vì sao ngày này?").click()
    expect(due).to_contain_text("12/11/2016")
    kind.select_option("staged")
    expect(page.locator("[name=t-0-stages]")).to_be_visible()
    kind.select_option("by")
    expect(page.locator("[name=t-0-due_on]")).to_have_value("25/11/2016")


def test_nothing_typed_is_lost_when_the_session_runs_out(desk: Desk, world: World) -> None:
    """The draft stays in the tab: after signing in again the form stands there as it was, and is dropped when it is saved."""
    page = desk("chuyenvien")
    _intake(page)
    address = page.url
    _particulars(page)
    page.locator("[name=t-0-content]").fill("Việc thứ nhất")
    page.locator("[name=t-0-units]").fill("so tai chinh; ")
    page.locator("[name=t-0-due_kind]").select_option("none")
    page.keyboard.press("Alt+n")
    page.locator("[name=t-1-content]").fill("Việc thứ hai")
    page.locator("[name=t-1-units]").fill("SXD")
    page.locator("[name=t-1-due_on]").fill("30/11/2016")
    _until_kept(page, "30/11/2016")
    Session.objects.all().delete()
    page.goto(address)
    page.locator("input[name=login]").fill("chuyenvien")
    page.locator("input[name=password]").fill("sông Hương núi Ngự")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_text("Đã khôi phục nội dung nhập dở")).to_be_visible()
    expect(page.locator("[name=t-1-content]")).to_have_value("Việc thứ hai")
    expect(page.locator("[data-preview=due]").nth(1)).to_contain_text("30/11/2016")
    page.keyboard.press("Control+Enter")
    page.locator("[name=code]").press("Control+Enter")
    page.wait_for_url("**/van-ban/*/")
    assert Document.objects.get().tasks.count() == 2
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_a_form_that_was_sent_after_the_session_ran_out_is_handed_back(desk: Desk, world: World) -> None:
    """Sent without a session: signing in happens in a second tab, and the first one sends the same form again."""
    assignment = world.assignment("STC")
    page = desk("stc")
    page.goto(page.url.rstrip("/") + f"/viec/{assignment.pk}/tinh-hinh/")
    page.locator("[name=text]").fill("Đã có số liệu")
    Session.objects.all().delete()
    page.get_by_role("button", name="Báo cáo tình hình").click()
    expect(page.get_by_role("heading", name="nội dung chưa mất")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập trong thẻ mới").click()
    second = opened.value
    second.locator("input[name=login]").fill("stc")
    second.locator("input[name=password]").fill("sông Hương núi Ngự")
    second.locator("input[name=password]").press("Enter")
    second.wait_for_url(lambda url: "login" not in url)
    page.get_by_role("button", name="Gửi lại nội dung").click()
    page.wait_for_url("**/nhiem-vu/*/")
    assert Fact.objects.get(kind="progress_reported").text == "Đã có số liệu"


def test_a_double_click_is_one_directive(desk: Desk, world: World, tmp_path: Path) -> None:
    """Two clicks at once; the files of a refused form are still there for the next try."""
    scan = tmp_path / "Thông báo số 438.pdf"
    scan.write_bytes(PDF)
    page = desk("chuyenvien")
    _intake(page)
    _particulars(page, code="")
    page.locator("[name=files]").set_input_files(scan)
    page.locator("[name=t-0-content]").fill("Báo cáo")
    page.locator("[name=t-0-units]").fill("STC")
    page.locator("[name=t-0-due_kind]").select_option("none")
    save = page.get_by_role("button", name="Lưu văn bản và giao việc")
    save.click()
    expect(page.get_by_text("Thông báo số 438.pdf")).to_be_visible()
    expect(page.get_by_role("alert").first).to_be_focused()
    page.locator("[name=code]").fill("438/UBND-TC")
    save.dblclick()
    page.wait_for_url("**/van-ban/*/")
    assert Document.objects.get().attachments.get().name == "Thông báo số 438.pdf"


def _pages(world: World) -> list[tuple[str, str]]:
    late = world.assignment("STC", at=on("2016-11-07", 8))
    document = late.task.document_id
    return [
        ("chuyenvien", "/van-ban/tiep-nhan/"), ("chuyenvien", "/cho-cap-nhat/"), ("stc", f"/viec/{late.pk}/ket-qua/gui/"),
        ("stc", f"/viec/{late.pk}/tinh-hinh/"), ("chuyenvien", f"/van-ban/{document}/dinh-chinh/"),
        ("chuyenvien", f"/van-ban/{document}/xoa-noi-dung/"), ("chuyenvien", f"/nhiem-vu/{late.task_id}/giao-them/"),
        ("stc", "/tai-khoan/2fa/"), ("stc", "/tai-khoan/sessions/"), ("stc", "/tai-khoan/password/change/"),
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [(1440, "vi"), (390, "vi"), (390, "en")])
def test_forms_are_for_everybody(desk: Desk, world: World, width: int, language: str) -> None:
    """WCAG 2.2 AA by axe, no page wider than the window, at both widths and in both languages."""
    for person in world.people.values():
        person.language = language
        person.save()
    windows: dict[str, Page] = {}
    for who, path in _pages(world):
        page = windows[who] if who in windows else windows.setdefault(who, desk(who, width=width, language=language))
        page.goto("/".join(page.url.split("/")[:3]) + path)
        if "do-mat" in page.url:
            page.locator("button[value=no]").click()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert Assignment.objects.count() == 1
