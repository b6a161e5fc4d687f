"""Papers that the tests of the layout set."""

from datetime import date

from dondoc.printing import Column, OfficialPaper, Paragraph, Table

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Đơn vị", 60),
    *(Column(word, 15, "center") for word in ["Trong hạn", "Quá hạn"] * 3),
)
GROUPS = (("", 1), ("", 1), ("Chưa thực hiện", 2), ("Đang thực hiện", 2), ("Đã hoàn thành", 2))


def paper(**changes: object) -> OfficialPaper:
    """A notice slip of the Office to one department."""
    given: dict[str, object] = {
        "parent": "Ủy ban nhân dân tỉnh Thừa Thiên Huế",
        "issuer": "Văn phòng",
        "number": "5",
        "symbol": "UBND-TC",
        "place": "Thừa Thiên Huế",
        "issued_on": date(2017, 1, 5),
        "title": "Phiếu báo",
        "abstract": "",
        "addressees": ("Sở Tài chính",),
        "blocks": (
            Paragraph("Văn phòng xin thông báo 02 nhiệm vụ chưa thực hiện như sau:"),
            Paragraph("Báo cáo thu, chi ngân sách / 16/11/2016 / Chưa thực hiện", "numbered"),
            Paragraph("Lập dự toán / 18/11/2016 / Đang thực hiện", "numbered"),
            Paragraph("Đề nghị Sở Tài chính nghiêm túc thực hiện."),
        ),
        "authority_lines": ("Chánh Văn phòng",),
        "signer": "Trần Thị Ví Dụ",
        "recipients": ("Như trên", "Lưu: VT, TH"),
        **changes,
    }
    return OfficialPaper(**given)  # type: ignore[arg-type]


def report(rows: int, **changes: object) -> OfficialPaper:
    """A report with a table of so many units and a total."""
    units = tuple((n, f"Ủy ban nhân dân huyện số {n}", n, 0, 12, 3, 1234, 2) for n in range(1, rows + 1))
    table = Table(COLUMNS, (*units, (None, "Tổng cộng", 1, 2, 3, 4, 5, 6)), groups=GROUPS, total=True)
    return paper(
        title="Báo cáo", abstract="Tổng hợp kết quả thực hiện nhiệm vụ", number="", symbol="BC-VPUB", addressees=(),
        blocks=(Paragraph("Văn phòng báo cáo tình hình thực hiện như sau:"), table), **changes,
    )  # fmt: skip
