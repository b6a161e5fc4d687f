"""Verbs cite by meaning: the numbers of articles stand in the profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from dondoc.regulation import ACTS, ProfileError, Silent, load_profile_texts, profile_texts

FOLDER = Path(__file__).resolve().parents[2] / "profiles" / "hue-71-2016"


@pytest.fixture
def texts() -> dict[str, str]:
    """The files of the HUE profile."""
    return profile_texts(FOLDER)


def test_every_act_is_cited_from_a_listed_article(texts: dict[str, str]) -> None:
    """Design 4.1: no citation that articles.toml does not list."""
    law = load_profile_texts(texts)
    listed = {str(article.citation) for article in law.articles}
    assert set(law.cites) == set(ACTS)
    assert {part for act in ACTS for part in law.cite(act).split()} <= listed
    assert law.cite("explain_delay") == "Đ10.k2 PL4"


def test_a_silent_act_cites_nothing(texts: dict[str, str]) -> None:
    """Design 4.2: silence is declared."""
    texts["profile.toml"] = texts["profile.toml"].replace(
        '"limits.confirmation"', '"cites.reopen" = "Không nói đến việc mở lại."\n"limits.confirmation"'
    )
    with pytest.raises(ProfileError, match="vừa có giá trị vừa khai"):
        load_profile_texts(texts)
    texts["profile.toml"] = texts["profile.toml"].replace('reopen            = "Đ8.k1.a"\n', "")
    law = load_profile_texts(texts)
    assert isinstance(law.cites["reopen"], Silent)
    assert law.cite("reopen") == ""


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('reopen            = "Đ8.k1.a"', "", "“cites.reopen” chưa có"),
        ('reopen            = "Đ8.k1.a"', 'reopenn = "Đ8.k1.a"', "Có phải ý là “reopen”"),
        ('reopen            = "Đ8.k1.a"', 'reopen = "Đ8.k1.z"', "không có trong articles.toml"),
        ('reopen            = "Đ8.k1.a"', 'reopen = "điều 8"', "không phải trích dẫn"),
        ('reopen            = "Đ8.k1.a"', "reopen = 8", "không phải trích dẫn"),
        ('reopen            = "Đ8.k1.a"', "reopen = []", "không phải trích dẫn"),
    ],
)
def test_a_wrong_citation_is_told(texts: dict[str, str], was: str, now: str, told: str) -> None:
    """Design 4.3: with file and line, and what was probably meant."""
    assert was in texts["profile.toml"]
    texts["profile.toml"] = texts["profile.toml"].replace(was, now)
    with pytest.raises(ProfileError, match=told) as refused:
        load_profile_texts(texts)
    assert refused.value.file == "profile.toml" and refused.value.line > 1
