"""The scenarios of a regulation as its pages show them: what is given, the date that comes out today, its trace, whether it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.gazette.models import Edition, TextKind
from dondoc.gazette.queries import beside
from dondoc.lawbook.queries.statements import name_of
from dondoc.lawbook.wordings import EVENTS, TAGS, words_of
from dondoc.regulation import Citation, CitationError, Deadline, ProfileError, Silent, deadline
from dondoc.regulation.profile import Profile
from dondoc.regulation.scenarios import Scenario, failure, read_scenarios
from dondoc.regulation.terms import Event, Tag
from dondoc.workdays import Calendar


@dataclass(frozen=True)
class Scene:
    """A scenario: its name, what is given, what came out, the deadline with its trace if it asks for one, and what is wrong."""

    name: str
    about: str
    given: str
    outcome: str
    deadline: Deadline | None
    wrong: str


def scenes_of(edition: Edition) -> Mapping[Citation, Sequence[Scene]]:
    """The scenarios of the edition by the places that they are about: those whose articles they expect, else their own article."""
    law, calendar = gazette.law(edition), gazette.calendar()
    listed = {article.citation for article in law.articles}
    found: defaultdict[Citation, list[Scene]] = defaultdict(list)
    for scenario in _read(beside(edition, TextKind.SCENARIOS)):
        scene = _scene(scenario, law, calendar)
        for place in _places(scenario, listed):
            found[place].append(scene)
    return found


def _read(texts: Mapping[str, str]) -> list[Scenario]:
    """Files that can no longer be read are left out: they belonged to an older program."""
    found: list[Scenario] = []
    for name in sorted(texts):
        try:
            found += read_scenarios(name, texts[name])
        except ProfileError:
            continue
    return found


def _places(scenario: Scenario, listed: set[Citation]) -> list[Citation]:
    cited = scenario.then.get("article", [])
    names = [cited] if isinstance(cited, str) else list(cited)
    places = []
    for name in names or [scenario.article]:
        try:
            places.append(Citation.parse(name))
        except CitationError:
            continue
    known = [place for place in dict.fromkeys(places) if place in listed]
    return known or [place for place in [Citation.parse(scenario.article)] if place in listed]


def _scene(scenario: Scenario, law: Profile, calendar: Calendar) -> Scene:
    try:
        wrong = failure(scenario, law, calendar) or ""
    except (KeyError, ValueError) as error:
        wrong = str(error)
    counted = _deadline(scenario, law, calendar)
    outcome = "" if counted is not None else _outcome(scenario)
    return Scene(scenario.name, _about(scenario), _given(scenario.given), outcome, counted, wrong)


def _about(scenario: Scenario) -> str:
    if scenario.about == "limit":
        return name_of(f"limits.{scenario.key}")
    return name_of(scenario.key) if scenario.about == "topic" else ""


def _deadline(scenario: Scenario, law: Profile, calendar: Calendar) -> Deadline | None:
    if scenario.about != "limit":
        return None
    given = scenario.given
    event = next(name for name in given if name in set(Event))
    try:
        found = deadline(law, scenario.key, given[event], calendar, at=given.get("hour"), tags=given.get("tags", ()))
    except (KeyError, ValueError):
        return None
    return None if isinstance(found, Silent) else found


def _given(given: Mapping[str, Any]) -> str:
    parts = []
    for key, value in given.items():
        if key == "tags":
            parts.append(", ".join(str(TAGS.get(Tag(tag), tag)) for tag in value))
        elif key in set(Event):
            parts.append(f"{EVENTS.get(Event(key), key)} {_plain(value)}")
        elif key == "hour":
            parts.append(f"{value:%H:%M}")
        else:
            parts.append(f"{key} = {_plain(value)}")
    return "; ".join(parts)


def _outcome(scenario: Scenario) -> str:
    then = scenario.then
    if then.get("silent"):
        return _("quy chế không quy định")
    return _plain(then["is"] if "is" in then else then.get("answer", then.get("due_on")), scenario.key)


def _plain(value: Any, topic: str = "") -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list | tuple):
        return ", ".join(_plain(item, topic) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item, topic)}" for key, item in value.items())
    return words_of(topic.partition(".")[0], value)
