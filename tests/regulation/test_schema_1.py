"""Texts that an installation stored before load for ever: `release_0_1/` is Huế's as release 0.1 stored it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dondoc.regulation import (
    ACTS,
    LIMIT_NAMES,
    TABLES,
    TOPICS,
    Profile,
    ProfileError,
    Silent,
    load_profile_texts,
    profile_texts,
)
from dondoc.regulation.profile import UNKNOWN_TO_SCHEMA_1

STORED = Path(__file__).parent / "release_0_1"


@pytest.fixture(scope="module")
def old() -> Profile:
    """The text as release 0.1 stored it."""
    return load_profile_texts(profile_texts(STORED))


def test_h3_what_it_said_it_says_today(old: Profile, hue: Profile) -> None:
    """Design 4.6: old schema numbers load for ever; the limits, forms, slips and topics are those of today's edition."""
    assert (old.schema, old.edition) == (1, "bản 1")
    assert old.limits["entry"] == hue.limits["entry"] and old.slips == hue.slips
    for name in ("on_time", "strict_before", "states", "directive_kinds", "return_to", "without_due_date", "secrecy"):
        assert old.topic(name) == hue.topic(name)


def test_h3_its_forms_were_known_by_their_number(old: Profile, hue: Profile) -> None:
    """There no form says what it is for; its number did."""
    assert {name: form.serves for name, form in old.forms.items()} == {
        name: form.serves for name, form in hue.forms.items()
    }


def test_h3_its_confirming_role_is_one_level(old: Profile) -> None:
    """HUE appendix I item 3: rooms ask for levels, whatever schema the text was written for."""
    assert old.levels(["several_units"]) == ("monitor",)
    assert [str(place) for place in old.confirmation_case().article] == ["PL1.m3"]
    assert old.topic("confirming_role").value == "monitor"
    assert next(row for row in old.articles if str(row.citation) == "PL1.m3").answers == ("confirmation",)


def test_h3_what_it_could_not_say_is_silent(old: Profile) -> None:
    """Design 4.2: silence is a type; the declaration says that the text is older than the question."""
    newer = [name for name, each in {**TOPICS, **TABLES}.items() if each.since > 1 and name != "confirmation"]
    assert newer
    for name in newer:
        assert old.topic(name) == Silent(name, UNKNOWN_TO_SCHEMA_1)
    assert isinstance(old.limits["return"], Silent) and isinstance(old.cites["pass_down"], Silent)
    assert set(old.limits) == set(LIMIT_NAMES) and set(old.cites) == set(ACTS) and old.cite("ask_extension") == ""


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("schema  = 1", "schema  = 2", "được thay bằng các bảng [[confirmation]]"),
        ("[overdue_reason]", '[accounts]\nvalue = "per_unit"\narticle = "Đ1"\n[overdue_reason]', "từ schema 2"),
        ('"monitor"\narticle = "PL1.m3"', '"unit"\narticle = "PL1.m3"', "phải là một trong"),
    ],
)
def test_h3_a_text_is_of_one_schema(was: str, now: str, words: str) -> None:
    """Whoever adds a table of schema 2 says so in the first line, and the older role gives way."""
    texts = profile_texts(STORED)
    assert was in texts["profile.toml"]
    with pytest.raises(ProfileError, match=re.escape(words)):
        load_profile_texts({**texts, "profile.toml": texts["profile.toml"].replace(was, now, 1)})


def test_h3_a_silence_about_the_role_stays_a_silence() -> None:
    """Declared under its older name, asked for by its new one."""
    texts = profile_texts(STORED)
    text = re.sub(r"(?s)\[confirming_role\].*?(?=\n\[)", "", texts["profile.toml"])
    text = text.replace("[silent]", '[silent]\nconfirming_role = "Không nói."', 1)
    articles = texts["articles.toml"].replace('value = "confirming_role"', 'silence = "confirming_role"')
    law = load_profile_texts({"profile.toml": text, "articles.toml": articles})
    assert law.levels() == Silent("confirmation", "Không nói.")
    assert law.silent["confirmation"] == "Không nói."
