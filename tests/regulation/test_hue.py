"""The regulation 71/2016/QĐ-UBND as data: every case holds, every value is guarded, every place is answered."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from dondoc.regulation import ACTS, LIMIT_NAMES, TOPICS, Profile, ProfileError, Silent, Tag, load_profile_texts
from dondoc.regulation.scenarios import Scenario, failure, scenarios
from dondoc.regulation.terms import (
    ESCALATION_ROLES,
    FORM_PURPOSES,
    NUMBER_SERIES,
    REPORTERS,
    SECRECY_POLICIES,
    SLIP_GROUPS,
    Event,
)
from dondoc.workdays import Calendar
from tests.regulation.conftest import HUE

CASES = list(scenarios(HUE))
DATA = tomllib.loads((HUE / "profile.toml").read_text(encoding="utf-8"))
ARTICLES = (HUE / "articles.toml").read_text(encoding="utf-8")
NOTES = (HUE / "NOTES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_scenario_holds(case: Scenario, hue: Profile, days: Calendar) -> None:
    assert failure(case, hue, days) is None


# Words for the reader: nothing is decided by them.
PROSE = {"schema", "id", "name", "edition", "reading", "title", "instead", "checked_on"}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every single value of the file with its path; lists of values are one value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def guarded(path: tuple[str | int, ...]) -> bool:
    """Whether a scenario must notice a change: not of words for the reader, but of the titles and words of forms."""
    if path[0] == "silent" or path[-1] in PROSE - {"title"} or (path[-1] == "title" and path[0] != "forms"):
        return False
    return not (path[0] == "reports" and path[-1] == "name")


VALUES = [(path, value) for path, value in leaves(DATA) if guarded(path)]
CHOICES = {
    "policy": SECRECY_POLICIES, "grouped_by": SLIP_GROUPS, "escalate_to": ESCALATION_ROLES, "by": REPORTERS,
    "series": NUMBER_SERIES, "serves": FORM_PURPOSES, "counts_from": tuple(Event), "direction": ("after", "before"),
}  # fmt: skip


def others(path: tuple[str | int, ...], value: Any) -> Iterator[Any]:
    """Other things that could have been written instead."""
    key = path[-1]
    choices = CHOICES.get(str(key)) or (TOPICS[str(path[0])].choices if path[0] in TOPICS and key == "value" else ())
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value - 1
    elif isinstance(value, date):
        yield value + timedelta(days=1)
        yield value - timedelta(days=1)
    elif key == "article" or path[0] == "cites":
        cited = [value] if isinstance(value, str) else value
        yield [*cited, "Đ13"]
        yield [*cited[:-1], "Đ13"]
    elif key == "when":
        yield [tag for tag in Tag if tag not in value][:1]
    elif isinstance(value, list):
        yield value[:-1]
        yield value[1:]
        yield [*value, *[choice for choice in choices if choice not in value][:1]]
    elif re.fullmatch(r"\d+wd", value):
        yield f"{int(value[:-2]) + 1}wd"
        yield value.replace("wd", "d")
        yield "same day"
    elif value == "same day":
        yield "1wd"
    elif choices:
        yield from (str(choice) for choice in choices if choice != value)
    else:
        yield value + " khác"


def put(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The profile with one value changed."""
    data = json.loads(json.dumps(DATA, default=lambda day: {"$": day.isoformat()}), object_hook=_undate)
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return data


def _undate(found: dict[str, Any]) -> Any:
    if set(found) == {"$"}:
        return time.fromisoformat(found["$"]) if ":" in found["$"] else date.fromisoformat(found["$"])
    return found


def as_toml(value: Any) -> str:
    """The value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date | time) else str(value)


@cache
def _text(data: str) -> Profile:
    return load_profile_texts({"profile.toml": data, "articles.toml": ARTICLES})


@pytest.mark.parametrize("path", [path for path, _ in VALUES], ids=lambda path: ".".join(map(str, path)))
def test_each_value_is_guarded_by_a_scenario(path: tuple[str | int, ...], days: Calendar) -> None:
    """Design 4.8: whatever else is written there, a scenario fails or the loader refuses."""
    value = dict(VALUES)[path]
    tried = 0
    for other in others(path, value):
        if other == value:
            continue
        tried += 1
        text = "\n".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in put(path, other).items())
        try:
            law = load_profile_texts({"profile.toml": text, "articles.toml": ARTICLES})
        except ProfileError:
            continue
        assert any(failure(case, law, days) for case in CASES), f"{path} = {other!r}: no scenario notices"
    assert tried


def test_the_mutations_begin_from_the_profile_itself(hue: Profile) -> None:
    text = "\n".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in DATA.items())
    assert _text(text) == hue
    assert len(VALUES) > 150


@pytest.mark.parametrize(("place", "name"), [(str(a.citation), n) for a in load_profile_texts(
    {"profile.toml": (HUE / "profile.toml").read_text(encoding="utf-8"), "articles.toml": ARTICLES}
).articles if a.kind == "verb" for n in a.answers])  # fmt: skip
def test_a_verb_that_answers_a_place_exists(place: str, name: str) -> None:
    """Design 4.1: what answers a place can be called."""
    room, verb = name.split(".")
    assert callable(getattr(import_module(f"dondoc.{room}.actions"), verb)), place


def test_every_value_stands_at_a_place_that_it_answers(hue: Profile) -> None:
    """Design 4.1: the walk and the values name each other."""
    answered: dict[str, set[str]] = {}
    for article in hue.articles:
        if article.kind == "value":
            for name in article.answers:
                answered.setdefault(name, set()).add(str(article.citation))
    stated = [name for name in (*TOPICS, "secrecy", "slips", "reports") if not isinstance(hue.topic(name), Silent)]
    stated += [f"limits.{name}" for name in LIMIT_NAMES if not isinstance(hue.limits[name], Silent)]
    stated += [f"forms.{name}" for name in hue.forms]
    for name in stated:
        assert name in answered, f"no place is answered by {name}"


def test_every_place_has_a_gist_of_its_own(hue: Profile) -> None:
    gists = [article.gist for article in hue.articles]
    assert all(len(gist) >= 4 for gist in gists) and len(hue.articles) == 92
    reasons = [article for article in hue.articles if article.kind in {"outside", "scope"}]
    assert all(len(article.answer) >= 6 for article in reasons)


def test_the_walk_goes_in_the_order_of_the_regulation(hue: Profile) -> None:
    points = "abcdđeghiklmnopqrstuvxy"
    keys = [
        (a.citation.appendix or 0, a.citation.article or 0, a.citation.clause or 0,
         points.find(a.citation.point) + 1 if a.citation.point else 0, a.citation.item or 0)
        for a in hue.articles
    ]  # fmt: skip
    assert keys == sorted(keys)


def test_every_reading_is_explained_in_the_notes(hue: Profile) -> None:
    """Design 4.7: the reading, its reason and date stand beside the article."""
    read = [path for path, value in leaves(DATA) if path[-1] == "reading" and value]
    assert read
    for path in read:
        name = ".".join(str(part) for part in path[:-1] if not isinstance(part, int))
        assert f"`{name}`" in NOTES, f"NOTES.md does not explain {name}"


def test_every_act_is_cited_or_declared_silent(hue: Profile) -> None:
    assert set(hue.cites) == set(ACTS)
