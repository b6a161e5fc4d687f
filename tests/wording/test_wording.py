"""Vietnamese words: what is stored, what is searched, in which order lists stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc import wording

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đôn đốc", "don doc"),
        ("ĐÔN ĐỐC", "don doc"),
        (unicodedata.normalize("NFD", "Uỷ ban nhân dân"), "uy ban nhan dan"),
        ("Ủy ban", "uy ban"),
        ("nghiêng ngửa ượt ẵm", "nghieng ngua uot am"),
    ],
)
def test_fold_drops_every_mark(written: str, folded: str) -> None:
    assert wording.fold(written) == folded


def test_tokens_are_words_without_signs() -> None:
    assert wording.tokens("Số 438/TB-UBND: đôn đốc (khẩn)_gấp") == [
        "so",
        "438",
        "tb",
        "ubnd",
        "don",
        "doc",
        "khan",
        "gap",
    ]


@given(WORDS)
def test_fold_is_stable(text: str) -> None:
    once = wording.fold(text)
    assert wording.fold(once) == once
    assert wording.fold(wording.nfc(text)) == once


@given(WORDS)
def test_a_cleaned_line_is_one_visible_line(text: str) -> None:
    line = wording.clean_line(text)
    assert line == wording.clean_line(line) == wording.nfc(line)
    assert line == line.strip() and "  " not in line
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Co", "Zl", "Zp"}


def test_what_turns_or_hides_text_is_dropped_and_emoji_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert wording.clean_line("báo\u202ecáo\u200b\ufeff \x00 ngân\u00adsách") == "báocáo ngânsách"
    assert wording.clean_line(f"họp {family}") == f"họp {family}"


def test_clean_text_keeps_paragraphs() -> None:
    assert wording.clean_text("một\r\n\r\n\r\n\r\nhai  ba\rbốn ") == "một\n\nhai ba\nbốn"


@pytest.mark.parametrize(
    ("written", "number", "symbol"),
    [
        ("438/TB-UBND", "438", "TB-UBND"),
        ("Số: 438 / TB-UBND", "438", "TB-UBND"),
        ("so 71/2016/QĐ-UBND", "71", "2016/QĐ-UBND"),
        ("Số71/CT", "71", "CT"),
        ("438", "438", ""),
        ("TB-UBND", "", "TB-UBND"),
        ("SONGHUONG/KH", "SONGHUONG", "KH"),
        ("", "", ""),
    ],
)
def test_a2_number_and_symbol(written: str, number: str, symbol: str) -> None:
    """HUE article 6.1a: number and symbol, however they were typed."""
    assert wording.parse_symbol(written) == (number, symbol)


@pytest.mark.parametrize("written", ["438/TB-UBND", "0438 / tb-ubnd", "438/TB\u2013UBND", "438/TB \u2014 UBND"])
def test_one_document_has_one_symbol_key(written: str) -> None:
    assert wording.symbol_key(written) == "438/tb-ubnd"


def test_symbol_key_keeps_a_lone_zero() -> None:
    assert wording.symbol_key("0/CT") == "0/ct"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Sở Tài chính", "STC"),
        ("Sở Kế hoạch và Đầu tư", "SKHĐT"),
        ("Ban Quản lý các khu công nghiệp", "BQLKCN"),
        ("", ""),
    ],
)
def test_acronyms(name: str, short: str) -> None:
    assert wording.acronym(name) == short


def test_lists_stand_in_vietnamese_order() -> None:
    """Numbers by size, then a ă â b c d đ e ê …, and only then the tones: ngang huyền hỏi ngã sắc nặng."""
    order = ["Phường 2", "Phường 10", "Phường An", "ma", "mà", "mả", "mã", "má", "mạ", "mạ vàng", "măng", "mâm", "nghe"]
    more = ["da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"]
    for listed in (order[3:], order[:3], more):
        assert sorted(reversed(listed), key=wording.sort_key) == listed


def test_the_order_key_fits_its_column() -> None:
    assert len(wording.sort_key("Sở Văn hoá, Thể thao và Du lịch " * 20)) <= wording.LONGEST_SORT_KEY == 500


@given(WORDS)
def test_the_order_key_never_fails(text: str) -> None:
    assert set(wording.sort_key(text)) <= set("0123456789!")
