"""The files of Appendix V say what the grid says, in the official layout (HUE 9.2, Appendix V; Decree 30/2020)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from dondoc import printing
from dondoc.journal.queries import head_hash
from dondoc.reports import papers, queries
from tests.reports.conftest import Story
from tests.world import on

DAY = date(2016, 11, 22)
MADE = on("2016-11-25", 8, 5)


def made(story: Story, day: date = DAY) -> tuple[queries.Grid, printing.OfficialPaper, papers.Anchor]:
    register = story.world.register
    anchor = papers.Anchor(MADE, head_hash(register.pk))
    grid = queries.grid(register, day)
    return grid, papers.paper(grid, register, anchor), anchor


def test_f2_word_holds_the_grid_in_the_form_of_appendix_v(story: Story) -> None:
    """HUE Appendix V: its words, its columns, its numbers."""
    grid, paper, _ = made(story)
    document = docx.Document(BytesIO(printing.to_docx(paper)))
    head, table, _foot = document.tables
    assert "UBND TỈNH THỪA THIÊN HUẾ" in head.cell(0, 0).text
    assert head.cell(1, 0).text.endswith("/BC-VPUB")
    text = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert text[:3] == [
        "BÁO CÁO",
        "Tổng hợp kết quả thực hiện nhiệm vụ của UBND tỉnh, Chủ tịch UBND tỉnh",
        "Đến ngày 22/11/2016, UBND tỉnh Thừa Thiên Huế đã ban hành 7 văn bản giao nhiệm vụ; "
        "qua tổng hợp, Văn phòng UBND tỉnh báo cáo tình hình thực hiện như sau:",
    ]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Đơn vị", *["Chưa thực hiện"] * 2, *["Đang thực hiện"] * 2, *["Đã hoàn thành"] * 2]
    assert rows[1] == ["STT", "Đơn vị", *["Trong hạn", "Quá hạn"] * 3]
    assert rows[2:-1] == [[str(n), row.name, *map(str, row.counts)] for n, row in enumerate(grid.rows, start=1)]
    assert rows[-1] == ["", "Tổng cộng", *map(str, grid.total.counts)]


def test_f2_signed_by_the_head_of_the_office(story: Story) -> None:
    """HUE Appendix V; Decree 30/2020, boxes 7 and 9b."""
    _, paper, _ = made(story)
    foot = docx.Document(BytesIO(printing.to_docx(paper))).tables[-1].rows[0].cells
    assert foot[0].text.split("\n") == [
        "Nơi nhận:",
        "- Chủ tịch UBND tỉnh;",
        "- Các sở, ngành và địa phương;",
        "- Lưu: VT.",
    ]
    assert [line for line in foot[1].text.split("\n") if line] == ["CHÁNH VĂN PHÒNG", "Trần Thị Ví Dụ"]


def test_f2_pdf_says_the_same_on_a4(story: Story) -> None:
    """The same numbers, and the anchor in small print."""
    grid, paper, anchor = made(story)
    reader = PdfReader(BytesIO(printing.to_pdf(paper)))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for row in grid.rows:
        assert f"{row.name} {' '.join(map(str, row.counts))}" in text
    assert f"Tổng cộng {' '.join(map(str, grid.total.counts))}" in text
    assert anchor.head in text.replace(" ", "")
    assert round(float(reader.pages[0].mediabox.width)) == 595


def test_f2_excel_holds_numbers(story: Story) -> None:
    """Real numbers under the words of the form."""
    grid, _, anchor = made(story)
    content = papers.sheet(grid, story.world.register, anchor)
    title, note, head, *rows, total = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert title[0] == "Tổng hợp kết quả thực hiện nhiệm vụ của UBND tỉnh, Chủ tịch UBND tỉnh"
    assert anchor.head in str(note[0])
    assert head[2:4] == ["Chưa thực hiện – Trong hạn", "Chưa thực hiện – Quá hạn"]
    assert rows == [[float(n), row.name, *map(float, row.counts)] for n, row in enumerate(grid.rows, start=1)]
    assert total == ["", "Tổng cộng", *map(float, grid.total.counts)]


def test_f2_small_print_names_day_making_and_the_journal(story: Story) -> None:
    """Design 1.4: the head hash is the outside anchor of a sent report."""
    grid, _, anchor = made(story)
    assert papers.note(grid, anchor) == (
        "Số liệu ghi nhận đến hết ngày 22/11/2016; lập lúc 08:05 ngày 25/11/2016; "
        f"mã cuối của nhật ký: {head_hash(story.world.register.pk)}."
    )


def test_f2_a_day_that_has_not_ended_says_so(story: Story) -> None:
    """The numbers of today still move."""
    grid, _, anchor = made(story, date(2016, 11, 25))
    assert papers.recorded_until(grid, anchor) == "đến 08:05 ngày 25/11/2016 (ngày chưa kết thúc)"


def test_f2_papers_stay_vietnamese_for_an_english_reader(story: Story) -> None:
    """An official paper is in Vietnamese, whoever presses the button."""
    from django.utils import translation

    _, paper, _ = made(story)
    with translation.override("en"):
        assert made(story)[1] == paper
