"""The page for people who write a regulation names everything that may be written."""

from __future__ import annotations

import pytest

from dondoc.regulation import LIMIT_NAMES, TOPICS, Event, PeriodKind, Tag
from dondoc.regulation.questions import QUESTIONS
from dondoc.regulation.scenarios import read_scenarios
from dondoc.regulation.schema import (
    ESCALATION_ROLES,
    NUMBER_SERIES,
    PLACEHOLDERS,
    REPORTERS,
    SECRECY_POLICIES,
    SLIP_GROUPS,
)
from tests.regulation.conftest import ROOT

PAGE = (ROOT / "docs" / "regulations.md").read_text(encoding="utf-8")
WORDS = [
    *LIMIT_NAMES, *Event, *Tag, *TOPICS, *PLACEHOLDERS, *QUESTIONS, *REPORTERS, *SLIP_GROUPS, *SECRECY_POLICIES,
    *NUMBER_SERIES, *ESCALATION_ROLES, *(need for question in QUESTIONS.values() for need in question.needs),
    *(choice for name, topic in TOPICS.items() if name != "directive_kinds" for choice in topic.choices),
    *(kind for kind in PeriodKind if kind != PeriodKind.NINE_MONTHS),
]  # fmt: skip


@pytest.mark.parametrize("word", sorted(set(map(str, WORDS))))
def test_the_page_names_what_may_be_written(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_the_case_of_the_page_can_be_read() -> None:
    start = PAGE.index('article = "Đ7"\ntitle')
    assert len(list(read_scenarios("trang.toml", PAGE[start : PAGE.index("```", start)]))) == 1
