"""The Word file, opened again."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.printing import Column, Paragraph, Table, to_docx
from tests.printing.papers import paper, report


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def words(document: Any) -> str:
    """All text in the order of the body, tables included."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


def test_f2_page_has_the_margins_of_the_decree() -> None:
    """Annex I, section I: A4, 20-25, 20-25, 30-35 and 15-20 mm."""
    section = opened(to_docx(paper())).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    wide = opened(to_docx(paper(landscape=True))).sections[0]
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)


def test_f2_page_number_in_the_top_margin_but_not_on_page_one() -> None:
    """Annex I, section I."""
    section = opened(to_docx(paper())).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_f2_head_is_a_table_of_two_columns() -> None:
    """Boxes 1 to 4: sizes, bold and italic as Annex I prescribes them."""
    table = opened(to_docx(paper())).tables[0]
    (issuer, nation), (number, place) = ([cell.paragraphs for cell in row.cells] for row in table.rows)
    runs = [p.runs[0] for p in (*issuer[:2], *nation[:2], number[0], place[0])]
    assert [(run.text, run.font.size.pt, bool(run.bold), bool(run.italic)) for run in runs] == [
        ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", 12, False, False),
        ("VĂN PHÒNG", 12, True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("Số: 05/UBND-TC", 13, False, False),
        ("Thừa Thiên Huế, ngày 05 tháng 01 năm 2017", 13, False, True),
    ]
    assert all("w:pBdr" in cell[-1]._p.xml for cell in (issuer, nation))


def test_f2_font_is_times_new_roman_for_every_script() -> None:
    """Annex I, section I."""
    fonts = opened(to_docx(paper())).styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_f2_body_is_justified_with_first_line_indent() -> None:
    """Annex I, box 6: 1.27 cm, 6 pt between paragraphs, 1 to 1.5 lines."""
    body = next(p for p in opened(to_docx(paper())).paragraphs if p.text.startswith("Văn phòng xin"))
    assert body.alignment is not None and body.alignment.name == "JUSTIFY"
    assert body.paragraph_format.first_line_indent == Mm(12.7)
    assert 1 <= body.paragraph_format.line_spacing <= 1.5
    assert body.paragraph_format.space_before + body.paragraph_format.space_after >= Pt(6)


def test_f2_foot_has_recipients_left_and_signature_right() -> None:
    """Annex I, boxes 9b and 7."""
    left, right = opened(to_docx(paper())).tables[-1].rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, TH."]
    assert [line for line in right.text.split("\n") if line] == ["CHÁNH VĂN PHÒNG", "Trần Thị Ví Dụ"]
    assert [p.runs[0].font.size.pt for p in left.paragraphs] == [12, 11, 11]


def test_f2_table_repeats_its_header_and_splits_no_row() -> None:
    """A long table is read on every page."""
    table = opened(to_docx(report(40))).tables[1]
    assert len(table.rows) == 2 + 40 + 1
    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert headers == [True, True, *[False] * 41]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_f2_table_widths_stand_on_the_grid_and_on_every_cell() -> None:
    """LibreOffice ignores cell widths that disagree with the grid."""
    table = opened(to_docx(report(3))).tables[1]
    assert not table.autofit
    grid = [column.width for column in table.columns]
    assert sum(grid) == pytest.approx(Mm(165), abs=Mm(1))
    for row in table.rows[2:]:
        assert [cell.width for cell in row.cells] == [pytest.approx(width, abs=1000) for width in grid]


def test_f2_groups_span_and_tall_cells_merge() -> None:
    """HUE Appendix V: a header of two lines."""
    table = opened(to_docx(report(1))).tables[1]
    first, second = ([cell.text for cell in row.cells] for row in table.rows[:2])
    assert first == ["STT", "Đơn vị", *["Chưa thực hiện"] * 2, *["Đang thực hiện"] * 2, *["Đã hoàn thành"] * 2]
    assert second == ["STT", "Đơn vị", *["Trong hạn", "Quá hạn"] * 3]
    assert table.rows[-1].cells[1].paragraphs[0].runs[0].bold


def test_f2_letter_and_urgency_mark() -> None:
    """Annex I, boxes 5b and 10b: bright red in a single frame."""
    document = opened(to_docx(paper(title="", abstract="về việc đôn đốc", urgency="KHẨN")))
    cell = document.tables[0].rows[1].cells[0]
    assert "V/v đôn đốc" in cell.text and "PHIẾU" not in words(document)
    mark = next(p for p in cell.paragraphs if p.text == "KHẨN")
    assert mark._p.pPr.find(qn("w:pBdr")) is not None
    assert str(mark.runs[0].font.color.rgb) == "E00000"


def test_f2_thousand_rows_are_all_there() -> None:
    """Design 8 measures a thousand rows."""
    assert len(opened(to_docx(report(1000))).tables[1].rows) == 1003


ODD = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)


@settings(max_examples=60, deadline=None)
@given(ODD, ODD, ODD)
def test_f2_odd_text_never_breaks_the_file(one: str, two: str, three: str) -> None:
    """Markup, control characters and lone surrogates: the file opens and holds what can be shown."""
    table = Table((Column(two, 10), Column("B", 10)), ((one, three),))
    made = opened(to_docx(paper(abstract=one, signer=two, blocks=(Paragraph(three), table), recipients=(one, two))))
    assert len(made.tables) == 3


def test_f2_markup_is_text() -> None:
    """Text of people is data."""
    odd = '<w:b/> & "]]>" {{ 7*7 }} &#0;'
    assert odd in words(opened(to_docx(paper(blocks=(Paragraph(odd, "italic"),)))))
