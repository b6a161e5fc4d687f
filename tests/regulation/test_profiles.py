"""Every regulation in `profiles/` as data: every case holds, every value is guarded, every place is answered.

The files of a profile are walked by what the schema declares, so a new folder is tried without a new test.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from dondoc.regulation import LIMIT_NAMES, TABLES, TOPICS, Profile, ProfileError, Silent, Tag, load_profile_texts
from dondoc.regulation.kinds import Kind, Rows, Word, columns_of
from dondoc.regulation.scenarios import Scenario, failure, scenarios
from dondoc.regulation.schema import Confirmation, Form, Instrument, LimitCase
from dondoc.workdays import Calendar
from tests.regulation.conftest import ROOT

Place = tuple[str | int, ...]
# Words for the reader: nothing is decided by them.
PROSE = {"schema", "id", "edition", "reading", "title", "label", "instead", "checked_on"}
POINTS = "abcdđeghiklmnopqrstuvxy"
OUTLINES = Path(__file__).parent / "outlines"


@dataclass(frozen=True)
class Folder:
    """A profile's files; read once."""

    path: Path

    @cached_property
    def profile_text(self) -> str:
        return (self.path / "profile.toml").read_text(encoding="utf-8")

    @cached_property
    def articles_text(self) -> str:
        return (self.path / "articles.toml").read_text(encoding="utf-8")

    @cached_property
    def data(self) -> dict[str, Any]:
        return tomllib.loads(self.profile_text)

    @cached_property
    def law(self) -> Profile:
        return self.loaded(self.profile_text)

    @cached_property
    def cases(self) -> list[Scenario]:
        return list(scenarios(self.path))

    @cached_property
    def values(self) -> dict[Place, Any]:
        """Every value that a scenario must guard, by its path."""
        return {place: value for place, value in leaves(self.data) if guarded(place)}

    def loaded(self, text: str) -> Profile:
        """The profile with another text of its values."""
        return load_profile_texts({"profile.toml": text, "articles.toml": self.articles_text})


@cache
def folders() -> dict[str, Folder]:
    """The profiles of the repository by id, and the invented one that uses whatever the schema can say."""
    found = [*(ROOT / "profiles").glob("*/profile.toml"), *(Path(__file__).parent / "sixth").glob("*/profile.toml")]
    return {path.parent.name: Folder(path.parent) for path in sorted(found)}


ALL = sorted(folders())


def leaves(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every single value of the file with its path; lists of values are one value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def guarded(path: Place) -> bool:
    """Whether a scenario must notice a change: not of words for the reader, but of the titles and words of forms."""
    if path[0] == "silent" or path == ("name",) or path[-1] in PROSE - {"title"}:
        return False
    return path[-1] != "title" or path[0] == "forms"


def kind_of(path: Place) -> Kind[Any] | None:
    """What the schema lets the column hold; None for what is read otherwise (citations of acts, the words of forms)."""
    head, key = str(path[0]), str(path[-1])
    if head in TOPICS:
        return TOPICS[head].kind if key == "value" else None
    shapes: dict[str, Any] = {"limits": LimitCase, "forms": Form, "instrument": Instrument}
    shape = shapes.get(head) or (TABLES[head].law if head in TABLES else None)
    for part in [part for part in path[1:-1] if isinstance(part, str)] if head in TABLES else []:
        column = columns_of(shape)[part][1]
        if not isinstance(column, Rows):
            return column
        shape = column.of
    return columns_of(shape)[key][1] if shape and key in columns_of(shape) else None


def other_places(law: Profile, value: Any) -> Iterator[Any]:
    """Other articles of the regulation beside or instead of the cited ones."""
    cited = [value] if isinstance(value, str) else value
    other = next(str(article.citation) for article in reversed(law.articles) if str(article.citation) not in cited)
    yield [*cited, other]
    yield [*cited[:-1], other]


def other_words(path: Place, value: str, kind: Kind[Any] | None) -> Iterator[Any]:
    """Another choice, another span, another word."""
    if kind is not None and kind.choices:
        yield from (choice for choice in kind.choices if choice != value)
    elif found := re.fullmatch(r"(\d+)(wd|d|m)", value):
        yield f"{int(found[1]) + 1}{found[2]}"
        if value not in {"1wd", "1d"}:  # these two end on the same day: a span of days moves off a day off
            yield found[1] + {"wd": "d", "d": "wd", "m": "wd"}[found[2]]
        yield "same day"
    elif value == "same day":
        yield "1wd"
    elif path[-1] == "needed":
        yield "if_any" if value == "always" else "always"
    else:
        yield value + ("x" if isinstance(kind, Word) else " khác")


def others(law: Profile, path: Place, value: Any) -> Iterator[Any]:
    """Other things that could have been written instead."""
    kind = kind_of(path)
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value - 1
    elif isinstance(value, date):
        yield value + timedelta(days=1)
        yield value - timedelta(days=1)
    elif isinstance(value, time):
        yield value.replace(minute=value.minute + 1)
        yield value.replace(hour=value.hour - 1)
    elif path[-1] == "article" or path[0] == "cites":
        yield from other_places(law, value)
    elif path[-1] == "when":
        yield [tag for tag in Tag if tag not in value][:1]
        yield value[:-1]
        yield value[1:]
    elif isinstance(value, list):
        yield value[:-1]
        yield value[1:]
        yield [*value, *[choice for choice in (kind.choices if kind else ()) if choice not in value][:1]]
    else:
        yield from other_words(path, value, kind)


def put(data: dict[str, Any], path: Place, value: Any) -> dict[str, Any]:
    """The profile with one value changed."""
    copied = json.loads(json.dumps(data, default=lambda day: {"$": day.isoformat()}), object_hook=_undate)
    inner = copied
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return copied


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


def as_text(data: dict[str, Any]) -> str:
    """A profile as TOML, one line for each of its keys."""
    return "\n".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in data.items())


def each(what: str) -> list[Any]:
    """The cases or the values of every profile, each with the profile's id, named for the report of the tests."""
    found = []
    for name, folder in folders().items():
        for item in getattr(folder, what):
            label = item.label if isinstance(item, Scenario) else ".".join(map(str, item))
            found.append(pytest.param(name, item, id=f"{name}:{label}"))
    return found


@pytest.mark.parametrize(("name", "case"), each("cases"))
def test_a_scenario_holds(name: str, case: Scenario, days: Calendar) -> None:
    assert failure(case, folders()[name].law, days) is None


@pytest.mark.parametrize(("name", "path"), each("values"))
def test_each_value_is_guarded_by_a_scenario(name: str, path: Place, days: Calendar) -> None:
    """Design 4.8: whatever else is written there, a scenario fails or the loader refuses."""
    folder, tried = folders()[name], 0
    for other in others(folder.law, path, folder.values[path]):
        if other == folder.values[path]:
            continue
        tried += 1
        try:
            law = folder.loaded(as_text(put(folder.data, path, other)))
        except ProfileError:
            continue
        assert any(failure(case, law, days) for case in folder.cases), f"{path} = {other!r}: no scenario notices"
    assert tried


@pytest.mark.parametrize("name", ALL)
def test_the_mutations_begin_from_the_profile_itself(name: str) -> None:
    folder = folders()[name]
    assert folder.loaded(as_text(folder.data)) == folder.law
    assert folder.law.id == name
    assert len(folder.values) > 60


@pytest.mark.parametrize("name", ALL)
def test_each_case_of_a_table_is_tried(name: str) -> None:
    """Design 4.5: cases are tried in order; each case of a limit and of confirmation is chosen by some scenario."""
    law, chosen = folders()[name].law, set()
    for case in folders()[name].cases:
        tags = frozenset(case.given.get("tags", ()))
        if case.about == "limit" and not isinstance(found := law.limits[case.key], Silent):
            chosen.add(id(found.case(tags)))
        elif (case.about, case.key) == ("ask", "confirmation") and not isinstance(law.confirmation, Silent):
            chosen.add(id(law.confirmation_case(tags)))
    limits = [case for limit in law.limits.values() if not isinstance(limit, Silent) for case in limit.cases]
    confirming: tuple[Confirmation, ...] = () if isinstance(law.confirmation, Silent) else law.confirmation
    asked = confirming if law.schema > 1 else ()
    missed = [case for case in (*limits, *asked) if id(case) not in chosen]
    assert not missed


@pytest.mark.parametrize("name", ALL)
def test_each_silent_limit_is_asked(name: str) -> None:
    """Design 4.2: silence is declared, and a scenario asks for it: a later edition that speaks is noticed."""
    folder = folders()[name]
    asked = {case.key for case in folder.cases if case.about == "limit" and case.then.get("silent")}
    assert {topic.removeprefix("limits.") for topic in folder.data["silent"] if topic.startswith("limits.")} <= asked


@pytest.mark.parametrize("name", ALL)
def test_a_verb_that_answers_a_place_exists(name: str) -> None:
    """Design 4.1: what answers a place can be called."""
    for article in folders()[name].law.articles:
        for answer in article.answers if article.kind == "verb" else ():
            room, verb = answer.split(".")
            assert callable(getattr(import_module(f"dondoc.{room}.actions"), verb)), article.citation


@pytest.mark.parametrize("name", ALL)
def test_every_value_stands_at_a_place_that_it_answers(name: str) -> None:
    """Design 4.1: the walk and the values name each other."""
    law = folders()[name].law
    answered = {answer for article in law.articles if article.kind == "value" for answer in article.answers}
    stated = [topic for topic in (*TOPICS, *TABLES) if not isinstance(law.topic(topic), Silent)]
    stated += [f"limits.{limit}" for limit in LIMIT_NAMES if not isinstance(law.limits[limit], Silent)]
    stated += [f"forms.{form}" for form in law.forms]
    assert set(stated) <= answered | {"confirmation" if "confirming_role" in answered else ""}


@pytest.mark.parametrize("name", ALL)
def test_every_place_of_the_text_is_walked(name: str) -> None:
    """Design 4.1: `outlines/` holds the places of each official text, as `dondoc regulation compare` finds them in it."""
    outline = (OUTLINES / f"{name.partition('-')[0]}.txt").read_text(encoding="utf-8").split()
    assert [str(article.citation) for article in folders()[name].law.articles] == outline


@pytest.mark.parametrize("name", ALL)
def test_every_place_has_a_gist_of_its_own(name: str) -> None:
    articles = folders()[name].law.articles
    assert all(len(article.gist) >= 4 for article in articles)
    assert all(len(article.answer) >= 6 for article in articles if article.kind in {"outside", "scope"})


@pytest.mark.parametrize("name", ALL)
def test_the_walk_goes_in_the_order_of_the_regulation(name: str) -> None:
    keys = [
        (c.appendix or 0, c.article or 0, c.clause or 0, POINTS.find(c.point) + 1 if c.point else 0, c.item or 0)
        for c in (article.citation for article in folders()[name].law.articles)
    ]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", ALL)
def test_every_reading_is_explained_in_the_notes(name: str) -> None:
    """Design 4.7: the reading, its reason and date stand beside the article."""
    folder = folders()[name]
    notes = (folder.path / "NOTES.md").read_text(encoding="utf-8")
    read = [path for path, value in leaves(folder.data) if path[-1] == "reading" and value]
    assert read
    for path in read:
        topic = ".".join(str(part) for part in path[:-1] if not isinstance(part, int))
        assert f"`{topic}`" in notes, f"NOTES.md does not explain {topic}"
