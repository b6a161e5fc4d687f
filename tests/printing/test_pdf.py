"""The PDF, read again."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dondoc.printing import Column, Paragraph, Table, font_note, fonts, to_pdf
from tests.printing.papers import paper, report

A4 = (595.276, 841.89)
PACKAGED = fonts.choose(system=False)


def read(content: bytes) -> tuple[PdfReader, list[str]]:
    reader = PdfReader(BytesIO(content))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_f2_slip_is_one_a4_page_with_everything() -> None:
    """Decree 30/2020, Annex I: each box says what it must."""
    reader, (text,) = read(to_pdf(paper(urgency="KHẨN", note="Số liệu đến hết ngày 05/01/2017")))
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4, abs=0.1)
    for words in [
        "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/UBND-TC",
        "Thừa Thiên Huế, ngày 05 tháng 01 năm 2017",
        "PHIẾU BÁO",
        "Kính gửi: Sở Tài chính",
        "1. Báo cáo thu, chi ngân sách / 16/11/2016 / Chưa thực hiện",
        "Đề nghị Sở Tài chính nghiêm túc thực hiện./.",
        "- Lưu: VT, TH.",
        "CHÁNH VĂN PHÒNG",
        "Trần Thị Ví Dụ",
        "KHẨN",
        "Số liệu đến hết ngày 05/01/2017",
    ]:
        assert words in text


def test_f2_landscape_turns_the_page() -> None:
    """Annex I, section I: landscape for wide tables."""
    reader, _ = read(to_pdf(paper(landscape=True)))
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4[::-1], abs=0.1)


def test_f2_forty_rows_repeat_the_header_and_number_the_pages() -> None:
    """Annex I, section I: numbers from page 2 on, in the top margin."""
    reader, pages = read(to_pdf(report(40)))
    assert len(reader.pages) >= 2
    assert all("STT Đơn vị" in page or "Đơn vị" in page for page in pages)
    assert not pages[0].startswith("1 ") and pages[1].startswith("2 ")
    whole = " ".join(pages)
    assert all(f"Ủy ban nhân dân huyện số {n}" in whole for n in range(1, 41)) and "1.234" in whole


@pytest.mark.parametrize("rows", range(24, 34))
def test_f2_signature_is_never_alone_on_a_page(rows: int) -> None:
    """Wherever the page breaks, the total stands on the page of the signature, under the header."""
    _, pages = read(to_pdf(report(rows)))
    assert "Tổng cộng" in pages[-1] and "CHÁNH VĂN PHÒNG" in pages[-1] and "Đơn vị" in pages[-1]
    whole = " ".join(pages)
    assert all(whole.count(f"huyện số {n} ") == 1 for n in range(1, rows + 1))


def test_f2_file_is_an_archive_pdf() -> None:
    """PDF/A-2a when dated; a draft without a date is plain PDF."""

    def standard(content: bytes) -> bool:
        return b"pdfaid" in PdfReader(BytesIO(content)).xmp_metadata.stream.get_data()  # type: ignore[union-attr]

    assert standard(to_pdf(paper()))
    assert not standard(to_pdf(paper(issued_on=None)))


def test_f2_no_time_of_making_stands_in_the_file() -> None:
    """The same paper gives the same bytes: a report can be made again and compared."""
    assert to_pdf(paper()) == to_pdf(paper())


def test_f2_packaged_font_when_no_twin_is_installed() -> None:
    """The paper is complete with Noto Serif too, on one page."""
    assert (PACKAGED.family, PACKAGED.is_twin) == ("Noto Serif", False)
    _, (text,) = read(to_pdf(paper(), face=PACKAGED))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "Đề nghị Sở Tài chính" in text


def test_f2_missing_twin_is_said_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Annex I asks for Times New Roman: the administrator is told when it cannot be had."""
    fonts.typeface.cache_clear()
    monkeypatch.setattr(fonts, "TWINS", ("No Such Family",))
    try:
        assert "Noto Serif" in font_note()
    finally:
        fonts.typeface.cache_clear()


def test_f2_markup_of_typst_is_text() -> None:
    """Text of people is data: it is neither run nor set as markup."""
    odd = '#panic("x") *đậm* $x^2$ = 1. [a] @b <c> `d` \\u{41} // e'
    table = Table((Column("A", 10),), ((odd,),))
    _, pages = read(to_pdf(paper(blocks=(Paragraph(odd, "heading"), table), signer="#eval(1)")))
    whole = " ".join(pages)
    assert "#panic" in whole and "*đậm*" in whole and "#eval(1)" in whole and "$x^2$" in whole


ODD = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=40)


@settings(max_examples=40, deadline=None)
@given(ODD, ODD, ODD)
def test_f2_odd_text_never_breaks_the_file(one: str, two: str, three: str) -> None:
    """Markup, control characters, characters without a glyph: there is a PDF with its pages."""
    table = Table((Column(two, 10), Column("B", 10)), ((one, three),))
    reader, _ = read(to_pdf(paper(abstract=one, signer=two, blocks=(Paragraph(three), table), recipients=(one, two))))
    assert len(reader.pages) >= 1
