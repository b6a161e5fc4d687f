"""A form is asked for by what it is for; its number in the regulation is data (design 1.1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dondoc.regulation import Profile, load_profile_texts, profile_texts
from dondoc.regulation.locator import ProfileError
from dondoc.regulation.terms import FORM_PURPOSES
from tests.regulation.conftest import HUE

DONDOC = Path(__file__).resolve().parents[2] / "dondoc"


def test_f2_each_form_says_what_it_is_for(hue: Profile) -> None:
    """HUE App. I, II, IV, V, VI: the purposes are those of the schema, each once; what is not prescribed is None."""
    found = {purpose: hue.form_for(purpose) for purpose in FORM_PURPOSES}
    assert {purpose: form.name for purpose, form in found.items() if form is not None} == {
        "entry": "I", "slip": "II", "unit_results": "IV", "synthesis": "V", "programme": "VI"
    }  # fmt: skip
    assert hue.form_for("minutes") is None


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ('serves  = "slip"', 'serves  = "notice"', "phải là một trong"),
        ('serves  = "slip"', 'serves  = "entry"', "đã có một mẫu khác dùng cho"),
        ('serves  = "slip"\n', "", "serves"),
    ],
)
def test_f2_a_form_without_a_purpose_of_its_own_does_not_load(was: str, now: str, words: str) -> None:
    """Design 4.3: the file, the line, and what was expected."""
    texts = profile_texts(HUE)
    assert was in texts["profile.toml"]
    with pytest.raises(ProfileError, match=words) as caught:
        load_profile_texts({**texts, "profile.toml": texts["profile.toml"].replace(was, now)})
    assert caught.value.line > 0


def test_f2_no_room_knows_the_number_of_a_form() -> None:
    """Another regulation numbers its forms otherwise: code asks `form_for`."""
    named = re.compile(r"\.forms(\[|\.get\()[\"']")
    rooms = [path for path in DONDOC.rglob("*.py") if path.parent.name != "regulation"]
    found = [str(path.relative_to(DONDOC)) for path in rooms if named.search(path.read_text("utf-8"))]
    assert not found, found
