"""Two regulations side by side."""

from __future__ import annotations

from dondoc.regulation import ACTS, LIMIT_NAMES, TABLES, TOPICS, Profile, load_profile
from dondoc.regulation.differences import differences, side_by_side
from tests.regulation.conftest import ROOT


def test_every_topic_stands_side_by_side(hue: Profile) -> None:
    """Whatever the schema declares is compared."""
    other = load_profile(ROOT / "profiles" / "nhi-553-2021")
    pairs = {pair.topic: pair for pair in side_by_side(hue, other)}
    assert {*TOPICS, *TABLES, "vocabulary"} <= set(pairs)
    assert {f"limits.{name}" for name in LIMIT_NAMES} | {f"cites.{act}" for act in ACTS} <= set(pairs)
    ask = pairs["limits.extension-ask"]
    assert ask.differs and ask.left.is_silent and ask.left.silence
    assert ask.right.value[0]["value"] == "3wd" and ask.right.value[0]["direction"] == "before"
    assert [str(place) for place in ask.right.article] == ["Đ6.k2.c"]
    assert not pairs["limits.update"].differs  # both three working days after the due date, each under its own article


def test_a_regulation_differs_in_nothing_from_itself(hue: Profile) -> None:
    """A silence is like a silence."""
    assert list(differences(hue, hue)) == []


def test_two_editions_differ_where_one_was_changed(hue: Profile) -> None:
    """What another edition changes is named, nothing else."""
    assert [pair.topic for pair in differences(hue, hue.saying(accounts=hue.update_by))] == ["accounts"]
