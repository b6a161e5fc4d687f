"""Pages and files of Appendix V: who may, what a wrong day says, that each number on the page opens its list."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.reports import queries
from dondoc.tasks.models import AssignmentState
from tests.reports.conftest import DUE, Story
from tests.reports.test_grid import every_span
from tests.world import World, on

PAGES = ["/bao-cao/phu-luc-v/", "/bao-cao/phu-luc-v/danh-sach/", "/bao-cao/phu-luc-v/van-ban/"]
FILES = [f"/bao-cao/phu-luc-v.{ending}" for ending in ("docx", "pdf", "xlsx")]
DAY = "2016-11-22"


@pytest.fixture(autouse=True)
def at_the_end(clock) -> None:
    clock.move_to(on("2016-11-30", 10, 30))


def text_of(answer) -> str:
    return unescape(answer.content.decode())


# who may


def test_f2_units_and_the_administrator_see_no_report(story: Story, at_work) -> None:
    """The table of `units.access`: numbers of all units are for the authority and its inspectors."""
    for who in ("stc", "stc-cb", "pdien", "quantri"):
        client = at_work(who)
        for address in (*PAGES, *FILES):
            answer = client.get(address)
            assert (answer.status_code, "Số liệu tổng hợp" in text_of(answer)) == (403, True), (who, address)


def test_f2_nobody_sees_a_report_without_signing_in(story: Story) -> None:
    """Pages and files alike."""
    for address in (*PAGES, *FILES):
        assert Client().get(address).status_code == 302


def test_f2_the_authority_and_its_inspector_see_reports(story: Story, at_work) -> None:
    """HUE 9.2: the Office makes it, the leaders look at it."""
    for who in ("chutich", "chanhvp", "chuyenvien", "theodoi", "kiemtra"):
        client = at_work(who)
        for address in (*PAGES, *FILES):
            assert client.get(address, {"ngay": DAY}).status_code == 200, (who, address)


def test_f2_reports_are_only_looked_at(story: Story, at_work) -> None:
    """Nothing can be sent to these addresses."""
    client = at_work("chutich")
    for address in (*PAGES, *FILES):
        assert client.post(address).status_code == 405


# the page


def test_f2_page_shows_today_by_default_and_says_that_the_day_is_not_over(story: Story, at_work) -> None:
    """HUE 9.2, on demand: the numbers of today still move."""
    answer = at_work("chutich").get(PAGES[0])
    assert answer.context["form"]["ngay"].value() == date(2016, 11, 30)
    text = text_of(answer)
    assert "Ngày chưa kết thúc: số liệu đến 30/11/2016 10:30." in text


def test_f2_every_number_on_the_page_opens_a_list_of_that_length(story: Story, at_work) -> None:
    """Design 7; followed as a reader would follow them."""
    client = at_work("chutich")
    text = client.get(PAGES[0], {"ngay": DAY}).content.decode()
    links = re.findall(r'<a href="(/bao-cao/phu-luc-v/(?:danh-sach|van-ban)/\?[^"]*)">(\d+)', text)
    assert len(links) == 2 + 2 + 5 * 7
    for address, number in links:
        answer = client.get(unescape(address))
        assert answer.context["count"] == int(number), address
        assert len(answer.context["page"].rows) == int(number)


def test_f2_page_names_the_journal_as_anchor(story: Story, at_work) -> None:
    """Design 1.4: the head hash goes into each report."""
    from dondoc.journal.queries import head_hash

    text = text_of(at_work("chutich").get(PAGES[0], {"ngay": DAY}))
    assert head_hash(story.world.register.pk) in text
    assert "Số liệu ghi nhận đến hết ngày 22/11/2016, không thay đổi về sau." in text


def test_f2_page_says_what_was_corrected_later(story: Story, at_work) -> None:
    """Design 1.3: beside the numbers, never in them."""
    client = at_work("chanhvp")
    assert "lượt giao được ghi nhận muộn hoặc điều chỉnh" in text_of(client.get(PAGES[0], {"ngay": DAY}))
    assert "Chưa có gì ghi nhận muộn" in text_of(client.get(PAGES[0], {"ngay": "2016-11-29"}))


def test_f2_a_unit_with_nothing_left_keeps_its_row(story: Story, at_work) -> None:
    """HUE Appendix V: a row for each unit; zero is shown and is a link too."""
    text = text_of(at_work("chutich").get(PAGES[0], {"ngay": DAY}))
    row = text[text.index("Quảng Điền</th>") :].split("</tr>")[0]
    assert re.findall(r">(\d+)<span", row) == ["0"] * 7


# a wrong day


def test_f2_a_wrong_day_is_one_sentence_and_stays_typed(world: World, at_work) -> None:
    """A clear sentence, nothing typed is lost, no half a table."""
    client = at_work("chutich")
    told = {
        "2016-12-01": "Ngày 01/12/2016 chưa đến",
        "31/02/2016": "Ngày chưa đúng",
        "😀": "Ngày chưa đúng",
        "": "bắt buộc",
    }
    for typed, sentence in told.items():
        answer = client.get(PAGES[0], {"ngay": typed})
        text = text_of(answer)
        assert answer.status_code == 422
        assert sentence in text, typed
        assert typed in text and "<table" not in text


def test_f2_a_file_of_a_wrong_day_is_refused(world: World, at_work) -> None:
    """Lists and files refuse it like the page."""
    client = at_work("chutich")
    for typed, sentence in (("2016-12-01", "01/12/2016 chưa đến"), ("x", "“x” không hợp lệ")):
        for address in (*PAGES[1:], *FILES):
            answer = client.get(address, {"ngay": typed})
            assert (answer.status_code, sentence in text_of(answer)) == (409, True), (typed, address)


@pytest.mark.parametrize("name", ["don-vi", "trang-thai", "han", "sua", "sau"])
def test_f2_an_address_that_no_page_gave_out_is_no_page(world: World, at_work, name: str) -> None:
    """Names of cells and keys of pages are checked, not trusted."""
    client = at_work("chutich")
    for value in ("x", "999999", "-1", "2016-11-22_1", "2016-11-22T00:00:00+00:00_a", "'", "😀", "9" * 17, "9" * 5000):
        assert client.get(PAGES[1], {"ngay": DAY, name: value}).status_code == 404, value


def test_f2_an_early_day_has_an_empty_grid(world: World, at_work) -> None:
    """Nothing was assigned yet; the first day that a date can hold is one too."""
    client = at_work("chutich")
    assert "Chưa đơn vị nào" in text_of(client.get(PAGES[0], {"ngay": "01/01/2016"}))
    for address in FILES:
        assert client.get(address, {"ngay": "0001-01-01"}).status_code == 200


# files


def test_f2_files_are_attachments_with_a_name(story: Story, at_work) -> None:
    """Word, PDF and Excel (HUE Appendix V, design F2)."""
    client = at_work("chutich")
    for address, start in zip(FILES, (b"PK", b"%PDF", b"PK"), strict=True):
        answer = client.get(address, {"ngay": DAY})
        assert answer.content.startswith(start)
        ending = address.rsplit(".", 1)[1]
        assert answer["Content-Disposition"] == f'attachment; filename="phu-luc-v-2016-11-22.{ending}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get("/bao-cao/phu-luc-v.exe").status_code == 404


# lists


def test_f2_lists_page_by_key(world: World, at_work) -> None:
    """Fifty rows, then the next fifty; nothing twice."""
    every_span(world.assignment("STC"), [(AssignmentState.NOT_STARTED, DUE, None)] * 60)
    client = at_work("chutich")
    first = client.get(PAGES[1], {"ngay": "2016-11-18", "han": "qua-han"})
    second = client.get(PAGES[1], {"ngay": "2016-11-18", "han": "qua-han", "sau": first.context["page"].following})
    shown = [[span.pk for span in answer.context["page"].rows] for answer in (first, second)]
    assert [len(rows) for rows in shown] == [50, 11]
    assert not set(shown[0]) & set(shown[1])
    assert "sau=" in first.content.decode() and second.context["page"].following == ""


def test_f2_list_shows_the_state_as_recorded_then(story: Story, at_work) -> None:
    """On the 17th the result was sent and is shown so, although it was accepted later."""
    answer = at_work("chutich").get(PAGES[1], {"ngay": "2016-11-17", "trang-thai": "dang-thuc-hien", "han": "qua-han"})
    states = {span.assignment_id: span.state for span in answer.context["page"].rows}
    assert states == {story.late.pk: "sent", story.in_time.pk: "in_progress"}


def test_f2_queries_do_not_grow_with_rows(world: World, at_work) -> None:
    """Design 8: at most 20 queries, none that grows with rows."""
    assignment, client = world.assignment("STC"), at_work("chutich")

    def taken(address: str) -> int:
        with CaptureQueriesContext(connection) as queries_of:
            assert client.get(address, {"ngay": "2016-11-18"}).status_code == 200
        return len(queries_of)

    client.get(PAGES[0])
    few = {address: taken(address) for address in (*PAGES, *FILES)}
    every_span(assignment, [(AssignmentState.NOT_STARTED, DUE, None)] * 200)
    assert {address: taken(address) for address in few} == few
    assert max(few.values()) <= 20


def test_f2_addresses_have_names() -> None:
    """Names in English, paths in unaccented Vietnamese."""
    assert [reverse(f"reports:{name}") for name in ("appendix-v", "behind", "directives")] == PAGES
    assert [reverse("reports:file", args=[ending]) for ending in ("docx", "pdf", "xlsx")] == FILES


def test_f2_the_page_is_the_sum_of_the_grid(story: Story, at_work) -> None:
    """What the dashboard includes is what the page shows: the partial needs a grid and nothing else."""
    from django.template.loader import render_to_string

    grid = queries.grid(story.world.register, date.fromisoformat(DAY))
    partial = render_to_string("reports/_grid.html", {"grid": grid})
    assert partial in at_work("chutich").get(PAGES[0], {"ngay": DAY}).content.decode()
