"""Spans as regulations write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.workdays import Span, SpanError, SpanUnit


@pytest.mark.parametrize("text", ["2wd", "10d", "3m", "same day", " 2wd "])
def test_a_span_reads_and_writes_itself(text: str) -> None:
    assert str(Span.parse(text)) == text.strip()


@pytest.mark.parametrize(
    "text", ["2", "", "wd", "0wd", "-2wd", "2 wd", "2h", "1000d", "2wd\n3", "٣wd", "same  day", "2WD"]
)
def test_a_bare_number_or_an_unknown_unit_is_refused_in_words(text: str) -> None:
    with pytest.raises(SpanError, match="ngày làm việc"):
        Span.parse(text)


@pytest.mark.parametrize(("amount", "unit"), [(0, SpanUnit.WORKING_DAY), (1, SpanUnit.SAME_DAY), (-1, SpanUnit.DAY)])
def test_an_impossible_span_cannot_be_built(amount: int, unit: SpanUnit) -> None:
    with pytest.raises(SpanError):
        Span(amount, unit)


@given(st.text(max_size=12))
def test_any_text_is_a_span_or_a_clear_error(text: str) -> None:
    try:
        assert str(Span.parse(text)) == text.strip()
    except SpanError as error:
        assert "không phải khoảng thời gian" in str(error)
