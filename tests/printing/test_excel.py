"""The Excel file, read again by another library."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dondoc.clock import ZONE
from dondoc.printing import Column, to_xlsx
from tests.world import on

COLUMNS = (Column("STT", 12, "center"), Column("Nội dung", 80), Column("Hạn", 25))


def read(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def sheet_xml(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_f4_numbers_and_dates_are_real() -> None:
    """DTP 5: a reader sums and sorts them; an instant is shown by the clock of Vietnam."""
    rows = [(1, "Báo cáo", date(2016, 11, 16)), (2.5, None, on("2016-11-16", 15, 30))]
    assert read(to_xlsx("Danh sách", COLUMNS, rows)) == [
        ["Danh sách", "", ""],
        ["STT", "Nội dung", "Hạn"],
        [1.0, "Báo cáo", date(2016, 11, 16)],
        [2.5, "", on("2016-11-16", 15, 30).astimezone(ZONE).replace(tzinfo=None)],
    ]


def test_f4_note_stands_above_the_header() -> None:
    """The day and the anchor of a report stay with its numbers."""
    rows = read(to_xlsx("Danh sách", COLUMNS, [], note="Đến hết ngày 16/11/2016"))
    assert [row[0] for row in rows] == ["Danh sách", "Đến hết ngày 16/11/2016", "STT"]


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "http://example.vn", "007", "\t=1"]
)
def test_f4_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    """What people typed is a text cell, whatever it begins with."""
    content = to_xlsx("T", COLUMNS, [(1, text, None)])
    assert read(content)[2][1] == text.replace("\t", " ")
    assert "<f>" not in sheet_xml(content) and "hyperlink" not in sheet_xml(content)


def test_f4_header_is_frozen_filtered_and_repeated_in_print() -> None:
    """Usable on screen and on paper."""
    content = to_xlsx("T", COLUMNS, [(1, "a", None)])
    xml = sheet_xml(content)
    assert 'ySplit="2"' in xml and 'state="frozen"' in xml and '<autoFilter ref="A2:C3"/>' in xml
    with ZipFile(BytesIO(content)) as package:
        assert "Print_Titles" in package.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (float("nan"), "nan"),
        (10**18, "1000000000000000000"),
        (date(1899, 5, 1), "01/05/1899"),
        (True, "True"),
        ("a" * 40_000, "a" * 32_766 + "…"),
        ("đo\u0302n\x00\ud800", "đôn"),
    ],
)
def test_f4_what_excel_cannot_hold_becomes_text(cell: object, shown: str) -> None:
    """Nothing is silently lost or rounded."""
    assert read(to_xlsx("T", COLUMNS, [(1, cell, None)]))[2][1] == shown  # type: ignore[list-item]


def test_f4_a_row_with_too_few_cells_is_an_error() -> None:
    """A column never slips under another header."""
    with pytest.raises(ValueError):
        to_xlsx("T", COLUMNS, [(1, "a")])


def test_f4_many_rows_stay_in_constant_memory() -> None:
    """20,000 rows from a generator: far less is held than the rows weigh."""

    def rows() -> Iterator[tuple[int, str, None]]:
        for n in range(20_000):
            yield n, f"Nội dung số {n} " + "x" * 200, None

    tracemalloc.start()
    content = to_xlsx("T", COLUMNS, rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(read(content)) == 20_002
    assert peak < 8 * 1024 * 1024


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60), st.text(max_size=40))
def test_f4_odd_text_never_breaks_the_file(one: str, two: str) -> None:
    """Whatever stands in a cell, the row after it is there."""
    rows = read(to_xlsx(two, COLUMNS, [(one, two, one), (1, "sau", None)], note=one))
    assert rows[-1] == [1.0, "sau", ""]
