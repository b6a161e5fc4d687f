"""The page for people who write a regulation names everything that may be written."""

from __future__ import annotations

import pytest

from dondoc.regulation import LIMIT_NAMES, TABLES, TOPICS, Event, PeriodKind, Tag, terms
from dondoc.regulation.kinds import columns_of
from dondoc.regulation.questions import QUESTIONS
from dondoc.regulation.scenarios import read_scenarios
from dondoc.regulation.schema import Form, Instrument
from tests.regulation.conftest import ROOT

PAGE = (ROOT / "docs" / "regulations.md").read_text(encoding="utf-8")
SHAPES = [*(table.law for table in TABLES.values()), Form, Instrument]
COLUMNS = [(key, kind) for shape in SHAPES for key, (_name, kind) in columns_of(shape).items()]
WORDS = [
    *LIMIT_NAMES, *Event, *Tag, *TOPICS, *TABLES, *terms.PLACEHOLDERS, *QUESTIONS, *PeriodKind, *terms.GRADES, *terms.ORIGINS,
    *(need for question in QUESTIONS.values() for need in (*question.needs, *question.takes)),
    *(choice for topic in TOPICS.values() for choice in topic.choices),
    *(choice for _key, kind in COLUMNS for choice in kind.choices),
    *(key for key, _kind in COLUMNS),
]  # fmt: skip
# Said in words of their own: the tables' heads, what a case is chosen by, what the page's first part shows.
ELSEWHERE = {"match", "any", "all", "article", "reading", "issuer", "issued_on", "effective_from", "checked_on", "file"}


@pytest.mark.parametrize("word", sorted(set(map(str, WORDS)) - ELSEWHERE))
def test_the_page_names_what_may_be_written(word: str) -> None:
    """Every word of the schema, be it a topic, a column or a choice."""
    assert any(f"`{opening}{word}{closing}`" in PAGE for opening, closing in (("", ""), ("[", "]"), ("[[", "]]")))


def test_the_case_of_the_page_can_be_read() -> None:
    start = PAGE.index('article = "Đ7"\ntitle')
    assert len(list(read_scenarios("trang.toml", PAGE[start : PAGE.index("```", start)]))) == 1
