"""Citations have one form, and words in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.regulation import Citation, CitationError

NUMBER = st.integers(1, 999)
PLACES = st.one_of(
    st.builds(
        Citation,
        article=NUMBER,
        clause=st.none() | NUMBER,
        point=st.none() | st.sampled_from("abcdđeghiklmnopqrstuvxy"),
    ),
    st.builds(Citation, appendix=NUMBER, item=st.none() | NUMBER),
)


@given(PLACES)
def test_a_citation_reads_what_it_writes(place: Citation) -> None:
    assert Citation.parse(str(place)) == place


@given(st.text(max_size=12))
def test_any_text_is_a_citation_in_its_one_form_or_a_clear_error(text: str) -> None:
    try:
        assert str(Citation.parse(text)) == text
    except CitationError as error:
        assert "không phải trích dẫn" in str(error)


@pytest.mark.parametrize(
    "text", ["", "Đ", "Đ0", "Đ07", "Đ7.k0", "Đ7.2", "đ7.k1", "D7.k1", "Đ7.k1.", "Đ7.k1.ă", "PL", "PLI", "Đ٧"]
)
def test_other_ways_of_writing_are_refused(text: str) -> None:
    with pytest.raises(CitationError, match=r"Đ6\.k2\.c"):
        Citation.parse(text)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("Đ6.k2.c", "điểm c khoản 2 Điều 6", "point c, clause 2, Article 6"),
        ("Đ6.k1.đ", "điểm đ khoản 1 Điều 6", "point đ, clause 1, Article 6"),
        ("Đ5", "Điều 5", "Article 5"),
        ("Đ5.a", "điểm a Điều 5", "point a, Article 5"),
        ("PL1.m3", "mục 3 Phụ lục I", "Appendix I, item 3"),
        ("PL14", "Phụ lục XIV", "Appendix XIV"),
    ],
)
def test_words(text: str, vi: str, en: str) -> None:
    place = Citation.parse(text)
    assert (place.in_words(), place.in_words("en")) == (vi, en)
