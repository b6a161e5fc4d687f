"""The small PDF files of the demo, in the official layout; each says that it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dondoc import printing
from dondoc.demo.plan import PlannedPaper
from dondoc.demo.province import AUTHORITY, PLACE
from dondoc.documents import files
from dondoc.documents.rules import PaperInput, StoredFile

TITLES = {
    "conclusion": "THÔNG BÁO",
    "plan": "KẾ HOẠCH",
    "decision": "QUYẾT ĐỊNH",
    "directive": "CHỈ THỊ",
    "telegram": "CÔNG ĐIỆN",
    "handwritten": "PHIẾU CHUYỂN",
}
INVENTED = "Dữ liệu minh hoạ, không có giá trị pháp lý."


def signed_file(paper: PlannedPaper, day: date, signer: str, title: str) -> StoredFile:
    """The signed file of a paper, written beside the others."""
    letter = printing.OfficialPaper(
        parent="", issuer=paper.issuer if paper.from_superior else AUTHORITY[1], number=paper.number,
        symbol=paper.symbol, place=PLACE, issued_on=day, title=TITLES.get(paper.kind, ""), abstract=paper.abstract,
        blocks=(
            printing.Paragraph("UBND tỉnh, Chủ tịch UBND tỉnh giao các cơ quan, địa phương thực hiện:"),
            *(printing.Paragraph(task.content + ".", "numbered") for task in paper.tasks),
        ),
        authority_lines=(title.upper(),), signer=signer, recipients=("Các cơ quan được giao", "Lưu: VT"),
        urgency="HỎA TỐC" if paper.urgency == "express" else "", note=INVENTED,
    )  # fmt: skip
    name = f"{paper.number or 'but-phe'}-{paper.symbol or 'phieu-chuyen'}.pdf"
    return files.write(name, [printing.to_pdf(letter)], "application/pdf", is_main=True)


def directive_file(
    issuer: str, giver: str, paper: PaperInput, place: str, signer: str, title: str, contents: Sequence[str]
) -> StoredFile:
    """The signed file of a directive of whatever authority."""
    letter = printing.OfficialPaper(
        parent="", issuer=issuer, number=paper.number, symbol=paper.symbol, place=place, issued_on=paper.issued_on,
        title=TITLES.get(paper.kind, ""), abstract=paper.abstract,
        blocks=(
            printing.Paragraph(f"{giver} giao các đơn vị thực hiện:"),
            *(printing.Paragraph(content + ".", "numbered") for content in contents),
        ),
        authority_lines=(title.upper(),), signer=signer, recipients=("Các đơn vị được giao", "Lưu: VT"), note=INVENTED,
    )  # fmt: skip
    name = f"{paper.number or 'but-phe'}-{paper.symbol or 'phieu-chuyen'}.pdf"
    return files.write(name, [printing.to_pdf(letter)], "application/pdf", is_main=True)


def result_file(number: str, symbol: str, issuer: str, day: date, abstract: str, signer: str, title: str) -> StoredFile:
    """The signed result document of a unit."""
    letter = printing.OfficialPaper(
        parent="UBND tỉnh", issuer=issuer, number=number, symbol=symbol, place=PLACE, issued_on=day, title="BÁO CÁO",
        abstract=abstract, blocks=(printing.Paragraph("Đơn vị báo cáo kết quả thực hiện nhiệm vụ được giao."),),
        authority_lines=(title.upper(),), signer=signer, recipients=("Văn phòng UBND tỉnh", "Lưu: VT"), note=INVENTED,
    )  # fmt: skip
    return files.write(f"{number}-{symbol}.pdf", [printing.to_pdf(letter)], "application/pdf", is_main=True)
