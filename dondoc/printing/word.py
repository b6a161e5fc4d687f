"""Word by python-docx: every size, rule and width is written into the file, so that Word and LibreOffice agree."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dondoc.printing import rules
from dondoc.printing.paper import OfficialPaper
from dondoc.printing.rules import Grid, Sheet, Words
from dondoc.printing.word_tables import add_grid, borderless, set_font

CENTRE, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
RED = RGBColor(0xE0, 0, 0)
# Mean widths of Times New Roman bold in parts of the size, to measure a rule by the text above it.
UPPER, LOWER = 0.67, 0.49
MM_PER_POINT = 25.4 / 72
MOTTO_MM = 56.1


def to_docx(paper: OfficialPaper) -> bytes:
    """The paper as a Word file in Times New Roman."""
    sheet = rules.compose(paper)
    document = docx.Document()
    _page(document, sheet)
    _styles(document)
    _properties(document, sheet)
    _heading(document, sheet)
    _title(document, sheet)
    _addressees(document, sheet)
    for place, block in enumerate(sheet.blocks, start=1):
        if isinstance(block, Grid):
            add_grid(document, block, keep=place == len(sheet.blocks))
        else:
            _words(document, block, keep=place == len(sheet.blocks))
    _foot(document, sheet)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    sides = Mm(rules.SHORT_SIDE), Mm(rules.LONG_SIDE)
    section.page_width, section.page_height = sides[::-1] if sheet.landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(rules.TOP), Mm(rules.BOTTOM)
    section.left_margin, section.right_margin = Mm(rules.LEFT), Mm(rules.RIGHT)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    set_font(normal.element.get_or_add_rPr())
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _properties(document: Any, sheet: Sheet) -> None:
    properties = document.core_properties
    properties.title = f"{sheet.title} {sheet.abstract}".strip()[:255] or sheet.subject[:255]
    properties.author = properties.last_modified_by = sheet.issuer[:255]
    properties.comments = ""
    properties.language = "vi-VN"


def _line(holder: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0) -> Any:
    """A centred line in a cell or in the document; the first of a cell fills its empty paragraph."""
    paragraphs = holder.paragraphs
    empty = len(paragraphs) == 1 and not paragraphs[0].runs and not hasattr(holder, "sections")
    paragraph = paragraphs[0] if empty else holder.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return paragraph


def _borders(
    paragraph: Any, sides: tuple[str, ...], *, colour: str = "000000", space: int = 0, eighths: int = 6
) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _rule(holder: Any, length: float, width: float) -> None:
    """A rule of ``length`` mm in the middle of ``width`` mm: the upper border of a paragraph hardly higher than it."""
    paragraph = _line(holder, "", 1)
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    form.space_before = Pt(2)
    form.left_indent = form.right_indent = Mm(max(0.0, (width - length) / 2))
    _borders(paragraph, ("top",))


def _text_mm(text: str, size: float, mean: float, width: float) -> float:
    return min(len(text) * mean * size * MM_PER_POINT, width)


def _heading(document: Any, sheet: Sheet) -> None:
    """Boxes 1 to 4, the subject of a letter (5b) and the mark of urgency (10b)."""
    widths = (sheet.width * rules.HEAD_SHARE, sheet.width * (1 - rules.HEAD_SHARE))
    table = borderless(document, 2, widths)
    left, right = table.rows[0].cells
    if sheet.parent:
        _line(left, sheet.parent, 12)
    _line(left, sheet.issuer, 12, bold=True)
    _rule(left, _text_mm(sheet.issuer, 12, UPPER, widths[0]) * 0.4, widths[0])
    _line(right, rules.NATION, 12, bold=True)
    _line(right, rules.MOTTO, 13, bold=True)
    _rule(right, MOTTO_MM, widths[1])
    left, right = table.rows[1].cells
    _line(left, sheet.number_line, 13, before=4)
    if sheet.subject:
        _line(left, sheet.subject, 12, before=6)
    if sheet.urgency:
        _mark(left, sheet, widths[0])
    _line(right, sheet.place_line, 13, italic=True, before=4)
    _line(document, "", 6)


def _mark(cell: Any, sheet: Sheet, width: float) -> None:
    _line(cell, "", 6)
    paragraph = _line(cell, sheet.urgency, 13, bold=True)
    paragraph.runs[0].font.color.rgb = RED
    side = Mm((width - sheet.urgency_width) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    _borders(paragraph, ("top", "left", "bottom", "right"), colour="E00000", space=3, eighths=8)


def _title(document: Any, sheet: Sheet) -> None:
    """Box 5a with its rule."""
    if not sheet.title:
        return
    _line(document, sheet.title, 14, bold=True, before=6)
    if sheet.abstract:
        _line(document, sheet.abstract, 14, bold=True)
    text = sheet.abstract or sheet.title
    _rule(document, _text_mm(text, 14, LOWER if sheet.abstract else UPPER, sheet.width) * 0.38, sheet.width)
    _line(document, "", 6)


def _addressees(document: Any, sheet: Sheet) -> None:
    """Box 9a: one on the same line, several under each other behind dashes below the colon."""
    if len(sheet.addressees) == 1:
        _line(document, f"Kính gửi: {sheet.addressees[0]}", 14).paragraph_format.space_after = Pt(10)
        return
    for place, words in enumerate(["Kính gửi:", *sheet.addressees] if sheet.addressees else []):
        paragraph = _line(document, words, 14)
        paragraph.alignment = LEFT
        form = paragraph.paragraph_format
        form.left_indent = Mm(sheet.width * 0.22 + (22 if place else 0))
        form.first_line_indent = Mm(-3) if place else None
        form.space_after = Pt(10 if place == len(sheet.addressees) else 2)


def _words(document: Any, words: Words, *, keep: bool) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(3)
    form.line_spacing = 1.1
    form.keep_with_next = keep or words.style == "heading" or None
    paragraph.alignment = CENTRE if words.style == "centre" else JUSTIFY
    if words.style != "centre":
        form.first_line_indent = Mm(12.7)
    run = paragraph.add_run(words.text)
    run.bold = words.style == "heading" or None
    run.italic = words.style == "italic" or None


def _foot(document: Any, sheet: Sheet) -> None:
    """Boxes 9b and 7, which no page break parts; small print below."""
    _line(document, "", 8).paragraph_format.keep_with_next = True
    widths = (sheet.width * rules.FOOT_SHARE, sheet.width * (1 - rules.FOOT_SHARE))
    left, right = borderless(document, 1, widths).rows[0].cells
    if sheet.recipients:
        _line(left, "Nơi nhận:", 12, bold=True, italic=True).alignment = LEFT
        for words in sheet.recipients:
            paragraph = _line(left, words, 11)
            paragraph.alignment = LEFT
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(2), Mm(-2)
    for words in sheet.authority_lines:
        _line(right, words, 14, bold=True)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, sheet.signer, 14, bold=True)
    if sheet.note:
        paragraph = _line(document, sheet.note, 9, italic=True, before=8)
        paragraph.alignment = LEFT
