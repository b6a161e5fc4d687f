"""Walking through an official text, also one whose stored copy lost headings."""

from __future__ import annotations

from dondoc.regulation import Profile, compare_text
from dondoc.regulation.compare import places

# An invented regulation. Articles 2 and 4 lost their headings, as stored copies do; appendices have none.
SAMPLE = """
QUYẾT ĐỊNH:
Điều 1. Ban hành quy chế.
Điều 2. Có hiệu lực từ ngày ký.
QUY CHẾ
(Ban hành kèm theo Quyết định)
Chương I
Điều 1. Phạm vi
1. Quy chế này nói về sổ mượn sách.
2. Áp dụng cho mọi phòng.
Nguyên tắc mượn:
1. Ghi đủ:
a) Tên sách;
b) Người mượn;
đ) Ngày trả.
2. Trả đúng hạn.
Điều 3. Thời hạn
Mười ngày, trừ:
a) Sách hiếm.
Chương II
TỔ CHỨC
1. Thủ thư giữ sổ.
2. Trưởng phòng kiểm tra.
Điều 5. Hiệu lực
(Ban hành kèm theo Quyết định)
TT |
VIỆC |
1 |
Ghi sổ |
2 |
Soát sổ |
BÁO CÁO
1 |
|
2 |
|
(Ban hành kèm theo Quyết định)
MẪU PHIẾU
1. ... /ngày trả
"""


def test_lost_headings_are_inferred() -> None:
    shown = " ".join(str(place) for place in places(SAMPLE))
    assert shown == (
        "Đ1 Đ1.k1 Đ1.k2 Đ2 Đ2.k1 Đ2.k1.a Đ2.k1.b Đ2.k1.đ Đ2.k2 Đ3 Đ3.a Đ4 Đ4.k1 Đ4.k2 Đ5 PL1 PL1.m1 PL1.m2 PL2"
    )


def test_named_appendices_are_taken_by_their_number() -> None:
    text = "Điều 1. Một\nPHỤ LỤC II\n(Ban hành kèm theo Quyết định)\n1 |\nViệc |\nPhụ lục số 4\n"
    assert [str(place) for place in places(text)] == ["Đ1", "PL2", "PL2.m1", "PL4"]


def test_points_that_a_copy_sets_as_a_list_are_seen() -> None:
    text = "Điều 1. Một\n1. Gồm:\n- a) Căn cứ;\n – đ) Thành phần.\n2. Khác, không có a) hay b).\n"
    assert " ".join(map(str, places(text))) == "Đ1 Đ1.k1 Đ1.k1.a Đ1.k1.đ Đ1.k2"


def test_an_empty_text_shows_nothing() -> None:
    assert places("") == places("không phải quy chế\n1. một\na) hai") == []


def test_a_text_is_compared_with_the_profile(hue: Profile) -> None:
    """Design 4.1: what the text has and articles.toml lacks, and the reverse."""
    found = compare_text(hue, "Điều 12. Khen thưởng\n4. Thêm một khoản.\nĐiều 14. Điều mới\n")
    assert [str(place) for place in found.missing] == ["Đ14"]
    assert "Đ1.k1" in map(str, found.not_in_text) and "Đ12" not in map(str, found.not_in_text)
