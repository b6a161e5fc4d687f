"""Tables in Word: widths on the grid and on every cell, a header that repeats, rows that are never split.

Rows are built as XML: the ways of python-docx to reach a cell walk the whole table each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dondoc.printing.rules import Grid

FONT = "Times New Roman"
TWIPS_PER_MM = 1440 / 25.4
KEPT = 2  # rows of a table that ends the paper and go with the signature


def set_font(run_properties: Any) -> None:
    """Times New Roman for every script, and Vietnamese as the language."""
    fonts = run_properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    run_properties.append(language)


def borderless(document: Any, rows: int, widths: Sequence[float]) -> Any:
    """A table without lines and inner margins, its widths in mm set on grid and cells; its rows are never split."""
    table = document.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _side_margins(table, 0)
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        for cell in table.columns[place].cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _side_margins(table: Any, mm: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_with(f"w:{side}", w=str(round(mm * TWIPS_PER_MM)), type="dxa"))
    table._tbl.tblPr.append(margins)


def add_grid(document: Any, grid: Grid, *, keep: bool = False) -> None:
    """The table with its lines; with ``keep`` its last rows stay on the page of what follows."""
    table = document.add_table(0, len(grid.widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _side_margins(table, 1.2)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    rows = _head_rows(grid)
    for place, row in enumerate(grid.rows, start=1):
        heavy, kept = grid.total and place == len(grid.rows), keep and place > len(grid.rows) - KEPT
        parts = zip(row, grid.widths, grid.aligns, strict=True)
        rows.append(_row([_cell(*part, grid.size, bold=heavy, keep=kept) for part in parts]))
    for row in rows:
        table._tbl.append(row)
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Pt(6)
    after.paragraph_format.keep_with_next = keep or None


def _head_rows(grid: Grid) -> list[Any]:
    """One or two header rows; a cell of two lines is merged down, a group spans its columns."""
    made = []
    first, *second = grid.head
    tall: dict[int, bool] = {}
    cells, at = [], 0
    for head in first:
        width = sum(grid.widths[at : at + head.columns])
        merge = "restart" if head.lines == 2 else ""
        cells.append(_cell(head.text, width, "center", grid.size, bold=True, span=head.columns, merge=merge))
        tall.update({place: head.lines == 2 for place in range(at, at + head.columns)})
        at += head.columns
    made.append(_row(cells, header=True))
    if second:
        below = iter(second[0])
        cells = [
            _cell("", width, "center", grid.size, merge="continue")
            if tall[place]
            else _cell(next(below).text, width, "center", grid.size, bold=True)
            for place, width in enumerate(grid.widths)
        ]
        made.append(_row(cells, header=True))
    return made


def _row(cells: Sequence[Any], *, header: bool = False) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    row.extend(cells)
    return row


def _with(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _cell(
    text: str, width: float, align: str, size: int, *,
    bold: bool = False, span: int = 1, merge: str = "", keep: bool = False,
) -> Any:  # fmt: skip
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_with("w:tcW", w=str(round(width * TWIPS_PER_MM)), type="dxa"))
    if span > 1:
        properties.append(_with("w:gridSpan", val=str(span)))
    if merge:
        properties.append(_with("w:vMerge", val=merge))
    properties.append(_with("w:vAlign", val="center"))
    cell.append(properties)
    for words in text.split("\n"):
        cell.append(_paragraph(words, align, size, bold=bold, keep=keep))
    return cell


def _paragraph(text: str, align: str, size: int, *, bold: bool, keep: bool) -> Any:
    paragraph = OxmlElement("w:p")
    form = OxmlElement("w:pPr")
    if keep:
        form.append(OxmlElement("w:keepNext"))
    form.append(_with("w:spacing", before="30", after="30"))
    form.append(_with("w:jc", val=align))
    paragraph.append(form)
    if text:
        run, look = OxmlElement("w:r"), OxmlElement("w:rPr")
        if bold:
            look.append(OxmlElement("w:b"))
        look.append(_with("w:sz", val=str(size * 2)))
        run.append(look)
        words = OxmlElement("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        paragraph.append(run)
    return paragraph
