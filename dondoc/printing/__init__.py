"""The official document layout of Decree 30/2020/NĐ-CP as Word and PDF, and plain tables as Excel or CSV; knows no room and no table.

A room above describes its paper (``OfficialPaper`` with paragraphs and tables) and gets the bytes of a file. What the decree
prescribes stands here once: sizes, rules, the place of number and date, the leading zeros, "Kính gửi", "Nơi nhận", "./.".
All text is data: it can hold no markup, no formula and no control character.

Words: parent (cơ quan chủ quản), issuer (cơ quan ban hành), symbol (ký hiệu), abstract (trích yếu), addressee (nơi gửi đến),
recipient (nơi nhận), authority lines (quyền hạn, chức vụ của người ký), urgency (mức độ khẩn).
"""

from dondoc.printing.csv import write_csv
from dondoc.printing.excel import to_xlsx, write_xlsx
from dondoc.printing.fonts import font_note
from dondoc.printing.paper import Cell, Column, OfficialPaper, Paragraph, Table
from dondoc.printing.pdf import to_pdf
from dondoc.printing.word import to_docx

__all__ = [
    "Cell", "Column", "OfficialPaper", "Paragraph", "Table", "font_note", "to_docx", "to_pdf", "to_xlsx", "write_csv",
    "write_xlsx",
]  # fmt: skip
