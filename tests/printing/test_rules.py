"""How numbers, dates and lists are written (Decree 30/2020, Annex I)."""

from datetime import date
from decimal import Decimal

import pytest

from dondoc.printing import Column, Paragraph, Table, rules
from tests.printing.papers import paper
from tests.world import on


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 1, 5), "ngày 05 tháng 01 năm 2017"),
        (date(2017, 2, 28), "ngày 28 tháng 02 năm 2017"),
        (date(2017, 3, 9), "ngày 09 tháng 3 năm 2017"),
        (date(2017, 9, 10), "ngày 10 tháng 9 năm 2017"),
        (date(2017, 12, 1), "ngày 01 tháng 12 năm 2017"),
    ],
)
def test_f2_leading_zero_for_days_below_ten_and_months_one_and_two(day: date, words: str) -> None:
    """Annex I, section II: the date rule."""
    assert rules.date_words(day) == words


def test_f2_missing_number_and_date_leave_room() -> None:
    """They are written in by hand when the paper is issued."""
    sheet = rules.compose(paper(number="", issued_on=None))
    assert sheet.number_line.startswith("Số: \u00a0\u00a0") and sheet.number_line.endswith("/UBND-TC")
    assert sheet.place_line.startswith("Thừa Thiên Huế, ngày\u00a0\u00a0")


@pytest.mark.parametrize(("number", "written"), [("5", "05"), ("9", "09"), ("10", "10"), ("05", "05"), ("12a", "12a")])
def test_f2_number_below_ten_has_a_leading_zero(number: str, written: str) -> None:
    """Annex I, section II: the number rule."""
    assert rules.number_line(paper(number=number)) == f"Số: {written}/UBND-TC"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (Decimal("12.50"), "12,50"),
        (date(2016, 9, 5), "05/09/2016"),
        (on("2016-09-05", 17, 30), "05/09/2016 17:30"),
        ("=1+1", "=1+1"),
    ],
)
def test_f2_cells_are_written_the_vietnamese_way(cell: object, text: str) -> None:
    """Point for thousands, comma for decimals, day before month."""
    assert rules.shown(cell) == text  # type: ignore[arg-type]


def test_f2_lists_close_with_semicolons_and_a_stop() -> None:
    """Annex I, box 9b; what was typed with marks gets them once."""
    assert rules.listed(["Như trên;", "- Sở Tài chính", "", "Lưu: VT."]) == [
        "- Như trên;",
        "- Sở Tài chính;",
        "- Lưu: VT.",
    ]


def test_f2_one_addressee_on_the_line_several_in_a_list() -> None:
    """Annex I, box 9a."""
    assert rules.compose(paper()).addressees == ("Sở Tài chính",)
    assert rules.compose(paper(addressees=("A", "B"))).addressees == ("- A;", "- B.")


def test_f2_body_ends_with_the_closing_mark_once() -> None:
    """Annex I: a document ends with "./."."""
    for text in ("Hết", "Hết.", "Hết./."):
        (words,) = rules.compose(paper(blocks=(Paragraph(text),))).blocks
        assert isinstance(words, rules.Words) and words.text == "Hết./."


def test_f2_numbered_paragraphs_count_and_begin_again() -> None:
    """HUE Appendix II numbers its tasks from 1."""
    blocks = (Paragraph("a", "numbered"), Paragraph("b", "numbered"), Paragraph("x"), Paragraph("c", "numbered"))
    texts = [block.text for block in rules.compose(paper(blocks=blocks)).blocks if isinstance(block, rules.Words)]
    assert texts == ["1. a", "2. b", "x", "1. c./."]


def test_f2_letter_has_its_subject_under_the_number() -> None:
    """Annex I, box 5b: "V/v" once, and no name of a type."""
    for abstract in ("về việc đôn đốc", "V/v đôn đốc", "đôn đốc"):
        sheet = rules.compose(paper(title="", abstract=abstract))
        assert (sheet.subject, sheet.title, sheet.abstract) == ("V/v đôn đốc", "", "")


def test_f2_urgency_marks_have_the_widths_of_the_decree() -> None:
    """Annex I, box 10b; both spellings of "hỏa"."""
    found = {mark: rules.compose(paper(urgency=mark)).urgency_width for mark in ("khẩn", "Thượng khẩn", "Hoả tốc")}
    assert found == {"khẩn": 20, "Thượng khẩn": 40, "Hoả tốc": 30}


@pytest.mark.parametrize("text", ["\x00a\x0b\x1f", "a\ufffe\uffff", "\ud800a", "\u202ea\u202c\u2066", "a\x85"])
def test_f2_characters_that_break_or_deceive_are_gone(text: str) -> None:
    """Control characters, surrogates, and those that turn the direction of reading."""
    assert rules.safe(text) == "a"


def test_f2_decomposed_text_becomes_nfc() -> None:
    """Annex I, section I: Unicode after TCVN 6909:2001."""
    assert rules.safe("đo\u0302n đo\u0302\u0301c") == "đôn đốc"


def test_tables_refuse_what_does_not_fit() -> None:
    column = Column("A", 10)
    with pytest.raises(ValueError, match="2 cells"):
        Table((column, column), ((1,),))
    with pytest.raises(ValueError, match="span 1"):
        Table((column,), (), groups=(("G", 2),))
    with pytest.raises(ValueError, match="width"):
        Column("A", 0)
    with pytest.raises(ValueError, match="style"):
        Paragraph("a", "bold")  # type: ignore[arg-type]


def test_f2_widths_fill_the_page() -> None:
    """Between the margins, upright and landscape."""
    for landscape, width in ((False, 165), (True, 252)):
        (grid,) = rules.compose(
            paper(landscape=landscape, blocks=(Table((Column("A", 1), Column("B", 2)), ()),))
        ).blocks
        assert isinstance(grid, rules.Grid)
        assert sum(grid.widths) == pytest.approx(width, abs=0.02)
