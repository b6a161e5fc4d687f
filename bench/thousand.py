"""A Word file with a table of many rows through the program's own layout; prints the seconds. For `bench/run`."""

from __future__ import annotations

import sys
import time

from dondoc import printing

TITLES = ("STT", "Đơn vị", "Nội dung nhiệm vụ", "Thời hạn", "Trạng thái", "Kết quả")
WIDTHS = (11.0, 50.0, 70.0, 25.0, 30.0, 60.0)


def paper(rows: int) -> printing.OfficialPaper:
    """A report whose table has so many rows."""
    columns = tuple(printing.Column(title, width) for title, width in zip(TITLES, WIDTHS, strict=True))
    said = "Rà soát, báo cáo kết quả thực hiện, đề xuất giải pháp trong thời gian tới"
    lines = tuple(
        (n, f"Sở thứ {n % 40}", f"{said} (điểm {n})", "30/11/2026", "Đang thực hiện", said) for n in range(1, rows + 1)
    )
    return printing.OfficialPaper(
        parent="", issuer="UBND tỉnh Thí Dụ", number="", symbol="BC-UBND", place="Thí Dụ", issued_on=None, title="BÁO CÁO",
        abstract="Kết quả thực hiện nhiệm vụ", blocks=(printing.Table(columns, lines),), landscape=True,
    )  # fmt: skip


def main() -> None:
    """Make the file once; what is loaded at the first use counts."""
    begun = time.perf_counter()
    made = printing.to_docx(paper(int(sys.argv[1])))
    print(f"{time.perf_counter() - begun:.3f}" if made else "")


if __name__ == "__main__":
    main()
