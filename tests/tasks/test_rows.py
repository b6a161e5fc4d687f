"""Rows of the intake without a script, tables pasted from a spreadsheet, and what is said beside a task being written."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.tasks import pasting
from dondoc.tasks.forms import rows as form_rows
from tests.entry import entry_url, row, sent
from tests.world import World


def _data(**given: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data[name] = value
    return data


def _contents(data: QueryDict) -> list[str]:
    return [values["content"][0] for _number, values in form_rows.rows_of(data) if "content" in values]


def test_rows_stand_in_the_order_of_the_page_whatever_their_numbers() -> None:
    """A doubled row has a higher number and stands below its model; the numbers are given anew."""
    data = _data(**{"t-0-content": "một", "t-7-content": "một nữa", "t-1-content": "hai", "code": "5"})
    fresh = form_rows.filled(data)
    assert _contents(fresh) == ["một", "một nữa", "hai"]
    assert (fresh["t-1-content"], fresh["t-TOTAL_FORMS"], fresh["code"]) == ("một nữa", "3", "5")


def test_a_row_that_was_opened_and_left_is_no_task() -> None:
    """Blank rows go, the last one stays so that the form has a place to write."""
    data = _data(**{"t-0-content": "một", "t-1-content": " ", "t-1-due_kind": "by"})
    assert _contents(form_rows.filled(data)) == ["một"]
    assert len(form_rows.rows_of(form_rows.filled(_data(**{"t-0-content": "", "t-1-content": ""})))) == 1


def test_rows_are_added_doubled_and_taken_away_without_a_script(world: World, at_work, clock) -> None:
    """Every button is a submit button; nothing is found missing yet and nothing typed is lost."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    form = sent(row(0, content="Việc thứ nhất", units=""), row(1, content="Việc thứ hai"), code="")
    added = client.post(url, form | {"do": "add"})
    page = added.content.decode()
    assert added.status_code == 200 and 'name="t-2-content"' in page and "Chưa" not in _alerts(page)
    doubled = client.post(url, form | {"do": "double-0"}).content.decode()
    assert doubled.count("Việc thứ nhất") == 2 and doubled.index("Việc thứ hai") > doubled.rindex("Việc thứ nhất")
    removed = client.post(url, form | {"do": "remove-0"}).content.decode()
    assert "Việc thứ nhất" not in removed and "Việc thứ hai" in removed
    assert not Document.objects.exists()


def _alerts(page: str) -> str:
    return "".join(part.split("</div>")[0] for part in page.split('role="alert"')[1:])


def test_at_most_two_hundred_tasks(world: World, at_work, clock) -> None:
    """The two hundred and first is told; the rows stay on the page."""
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(*[row(n) for n in range(201)]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "nhiều nhất 200 nhiệm vụ" in page and 'name="t-200-content"' in page
    assert not Document.objects.exists()


TABLE = "Rà soát dự án\tSo Tai chinh\tSXD\ttrước 25/11/2016\nGiải phóng mặt bằng\tcác huyện\t\t10 ngày làm việc\n"


def test_b1_a_pasted_table_fills_the_rows(world: World, at_work, clock) -> None:
    """Content, units, coordinating units, deadline in words; what was typed before stays above."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    page = client.post(url, sent(row(content="Đã gõ tay"), do="paste", pasted=TABLE)).content.decode()
    assert page.index("Đã gõ tay") < page.index("Rà soát dự án") < page.index("Giải phóng mặt bằng")
    assert 'value="25/11/2016"' in page and "Thứ Năm, 24/11/2016" in page
    page = client.post(url, sent(row(content="", units="", due_on=""), do="paste", pasted=TABLE)).content.decode()
    assert 'name="t-1-content"' in page and 'name="t-2-content"' not in page


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("Rà soát dự án\tSở Tài chính\n", "Dòng 1 của bảng dán có 2 cột, cần 4 cột"),
        ("Rà soát\tSTC\t\t\nHai\tSTC\n", "Dòng 2 của bảng dán có 2 cột"),
        ("Nội dung\tĐơn vị\tThời hạn\nRà soát\tSTC\t20/11/2016\n", "Bảng dán thiếu cột “phối hợp”"),
        ("\tSTC\t\t20/11/2016\n", "Dòng 1 của bảng dán chưa có nội dung"),
        ("  \n", "Chưa dán gì"),
        ("Việc\tSTC\t\t\n" * 201, "bảng dán có 201 dòng"),
    ],
)
def test_a_bad_table_is_told_and_fills_nothing(world: World, at_work, clock, table, sentence) -> None:
    """Which line lacks which column; no half-filled form, and the table is still there to be mended."""
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(row(content="Đã gõ tay"), do="paste", pasted=table))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page, page
    assert "Đã gõ tay" in page and 'name="t-1-content"' not in page
    assert table.strip().split("\n")[0].split("\t")[0] in page


def test_headings_may_order_the_columns() -> None:
    """A first line of headings puts the columns in any order, with others beside them; a cell may hold line breaks."""
    table = 'TT\tThời hạn\tĐơn vị chủ trì\tNội dung nhiệm vụ\tPhối hợp\n1\t20/11/2016\tSTC\t"Hai\ndòng"\tSXD\n'
    rows, wrong = pasting.read_table(table)
    assert not wrong
    assert (rows[0].content, rows[0].units, rows[0].coordinating) == ("Hai\ndòng", "STC", "SXD")
    assert rows[0].due.on == date(2016, 11, 20)


@pytest.mark.parametrize(
    ("words", "kind", "on", "amount", "unit"),
    [
        ("20/11/2016", "by", date(2016, 11, 20), None, "wd"),
        ("chậm nhất ngày 15 tháng 11 năm 2016", "by", date(2016, 11, 15), None, "wd"),
        ("trước ngày 25/10/2016", "before", date(2016, 10, 25), None, "wd"),
        ("trong thời hạn 10 ngày làm việc kể từ ngày ban hành Thông báo này", "relative", None, 10, "wd"),
        ("30 ngày", "relative", None, 30, "d"),
        ("03 tháng", "relative", None, 3, "m"),
        ("trong tháng 11/2016", "by", date(2016, 11, 30), None, "wd"),
        ("quý IV/2016", "by", date(2016, 12, 31), None, "wd"),
        ("năm 2017", "by", date(2017, 12, 31), None, "wd"),
        ("", "none", None, None, "wd"),
        ("Không thời hạn", "none", None, None, "wd"),
    ],
)
def test_b2_deadlines_in_words(words, kind, on, amount, unit) -> None:
    """HUE 6.1đ: the words of directives of the province; "before" and "by" are two things."""
    found = pasting.read_due(words)
    assert (found.kind, found.on, found.amount, found.unit) == (kind, on, amount, unit)
    assert found.understood


def test_words_that_are_no_deadline_are_left_to_a_person() -> None:
    """What is not understood is kept as it was written, beside an empty date that must be filled in."""
    found = pasting.read_due("sau khi có ý kiến Bộ Tài chính")
    assert (found.kind, found.on, found.text, found.understood) == ("by", None, "sau khi có ý kiến Bộ Tài chính", False)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"due_kind": "before", "due_on": "25/11/2016"}, ["Thứ Năm, 24/11/2016", "liền trước ngày 25/11/2016"]),
        ({"due_kind": "by", "due_on": "20/11/2016"}, ["Chủ nhật, 20/11/2016", "được giữ nguyên"]),
        (
            {"due_kind": "relative", "due_days": "5", "due_unit": "wd"},
            ["Thứ Hai, 14/11/2016", "12/11/2016", "08/11/2016"],
        ),
        ({"due_kind": "by", "due_on": "04/11/2016"}, ["trước ngày ban hành"]),
        ({"due_kind": "none"}, ["Không có ngày cuối", "khoản 2 Điều 4"]),
    ],
)
def test_b2_the_last_day_is_said_with_its_reason(world: World, at_work, clock, query, told) -> None:
    """HUE 4.2, 6.1đ: the day, the days skipped, the reading; and by when the result is to be updated (HUE 7.2c)."""
    page = (
        at_work("chuyenvien").get(reverse("tasks:due-preview"), {"issued_on": "07/11/2016", **query}).content.decode()
    )
    for words in told:
        assert words in page, page
    assert "<html" not in page
    assert ("đơn vị cập nhật kết quả" in page) == (query["due_kind"] != "none")


@pytest.mark.parametrize(
    "query", [{}, {"due_kind": "by"}, {"due_kind": "x", "due_on": "1/1/2016"}, {"due_kind": "relative"}]
)
def test_nothing_is_said_while_nothing_is_known(world: World, at_work, clock, query) -> None:
    """A deadline half written has no last day, and no error either."""
    answer = at_work("chuyenvien").get(reverse("tasks:due-preview"), {"issued_on": "khi nào", **query})
    assert answer.status_code == 200 and not answer.content.strip()


def test_b1_units_are_understood_without_accents(world: World, at_work, clock) -> None:
    """Abbreviations, words without marks, groups; an unknown name is shown as unknown."""
    client = at_work("chuyenvien")
    page = client.get(reverse("tasks:units-preview"), {"units": "so tai chinh; cac huyen; Sở Lạ"}).content.decode()
    assert "Sở TC" in page and "3 đơn vị" in page and "không có “Sở Lạ”" in page and "Theo dõi: Phạm Văn Mẫu" in page
    assert not client.get(reverse("tasks:units-preview"), {"units": " "}).content.strip()


@pytest.mark.parametrize("name", ["tasks:due-preview", "tasks:units-preview"])
def test_previews_are_for_those_who_enter(world: World, at_work, clock, name) -> None:
    """A unit learns nothing from them."""
    assert at_work("stc").get(reverse(name), {"units": "STC"}).status_code == 403


def test_the_fragments_are_parts_of_the_page(world: World, at_work, clock) -> None:
    """The full page is the sum of its partials: what the fragment says stands in the page that was looked at."""
    client = at_work("chuyenvien")
    page = client.post(entry_url(client), sent(do="check")).content.decode()
    due = client.get(
        reverse("tasks:due-preview"), {"issued_on": "07/11/2016", "due_kind": "by", "due_on": "16/11/2016"}
    )
    units = client.get(reverse("tasks:units-preview"), {"units": "so tai chinh"})
    for fragment in (due, units):
        lines = [line.strip() for line in fragment.content.decode().splitlines() if line.strip()]
        assert lines and all(line in page for line in lines)
