"""Beginning a regulation: every question is asked, every example can be opened, nothing unfinished is loaded."""

from __future__ import annotations

import re

import pytest

from dondoc.regulation import ACTS, LIMIT_NAMES, TABLES, TOPICS, ProfileError, Silent, compare_text, load_profile_texts
from dondoc.regulation.drafts import copied, example, skeleton
from dondoc.regulation.loader import read_draft
from dondoc.regulation.locator import TO_WRITE, unfinished
from dondoc.regulation.scenarios import failure, fault, read_scenarios
from dondoc.regulation.terms import ACT_ASKS, LIMIT_ASKS
from dondoc.workdays import Calendar
from tests.regulation.test_compare import SAMPLE

EVERY = [*(f"limits.{name}" for name in LIMIT_NAMES), *TOPICS, *TABLES]


def test_every_topic_is_asked() -> None:
    """Design 4.2: each limit, topic, table and act stands in the skeleton once, to be answered or declared silent."""
    law = read_draft(skeleton("thu-12-2027"))
    assert set(law.silent) == {*EVERY, *(f"cites.{act}" for act in ACTS)}
    assert all(TO_WRITE in said and len(said) > 20 for said in law.silent.values())
    assert set(LIMIT_ASKS) == set(LIMIT_NAMES) and set(ACT_ASKS) == set(ACTS)


def test_what_is_unfinished_is_told_line_by_line_and_never_loaded() -> None:
    """Design 4.3: with file and line."""
    texts = skeleton("thu-12-2027")
    told = unfinished(texts)
    assert {wrong.file for wrong in told} == {
        "profile.toml",
        "articles.toml",
        "NOTES.md",
        "scenarios/dieu-01-hieu-luc.toml",
    }
    for wrong in told:
        assert TO_WRITE in texts[wrong.file].splitlines()[wrong.line - 1]
    with pytest.raises(ProfileError, match=TO_WRITE):
        load_profile_texts(texts)


@pytest.mark.parametrize("name", EVERY)
def test_an_example_can_be_opened(name: str) -> None:
    """Without its marks of comment an example loads: with the columns that must be there, and with every column."""
    texts = skeleton("thu-12-2027")
    for optional in (False, True):
        lines = [line.removeprefix("# ") for line in example(name)]
        if optional:
            lines = [line.removeprefix("# ") for line in lines if not re.match(r"# (fields|days|first_day) =", line)]
        block = "\n".join(line for line in lines if not line.startswith(("# ", "when =", "match =", "forms =")))
        assert block.count("\n") >= 2
        if name == "reminders":
            assert 'value = "3wd"' in block
        if "cutoff" in block:
            block = block.replace('"3wd"', '"same day"')
        if not re.match(r"limits\.(extension-answer|coordination|confirmation)$", name):
            block = block.replace('on_silence = "nothing"', "")
        profile = re.sub(rf'(?m)^"?{re.escape(name)}"? = .*\n', "", texts["profile.toml"], count=1)
        law = read_draft({**texts, "profile.toml": f"{profile}\n{block}\n"})
        assert not isinstance(law.topic(name), Silent)


def test_the_places_of_a_text_are_laid_out() -> None:
    """Design 4.1: the walk begins with every place that the official text shows, each beside its first words."""
    texts = skeleton("thu-12-2027", SAMPLE)
    law = read_draft(texts)
    assert compare_text(law, SAMPLE).missing == () == compare_text(law, SAMPLE).not_in_text
    assert '# 1. Quy chế này nói về sổ mượn sách.\n["Đ1.k1"]' in texts["articles.toml"]


def test_the_first_case_holds_once_the_day_is_written(days: Calendar) -> None:
    """The skeleton's scenario is one that a jurist goes on from."""
    texts = skeleton("thu-12-2027")
    (case,) = read_scenarios("dieu-01.toml", texts["scenarios/dieu-01-hieu-luc.toml"])
    law = read_draft(texts)
    assert fault(case, law) is None and failure(case, law, days) is None


def test_a_regulation_is_copied_as_a_beginning(texts: dict[str, str]) -> None:
    """An amended regulation starts from the one before: its instrument is to be written, its values stand."""
    found = copied(texts, "hue-99-2027")
    law = read_draft(found)
    assert (law.id, law.edition) == ("hue-99-2027", "bản 1") and not isinstance(law.limits["entry"], Silent)
    assert len(unfinished(found)) == 5
