"""Scenarios beside a profile: given, then; run by the tests and by ``dondoc regulation check``.

A case asks one of three things: a ``limit`` (which date?), a ``topic`` (which value?), or a question (``ask``: what follows?).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from dondoc.regulation.citations import Citation, CitationError
from dondoc.regulation.columns import Columns
from dondoc.regulation.kinds import columns_of
from dondoc.regulation.limits import deadline
from dondoc.regulation.locator import Locator, ProfileError, near, parse
from dondoc.regulation.profile import TABLES, Profile
from dondoc.regulation.questions import QUESTIONS
from dondoc.regulation.schema import Limit, Silent, Value
from dondoc.regulation.terms import LIMIT_NAMES, Event, Tag
from dondoc.regulation.topics import ListOf
from dondoc.regulation.written import written
from dondoc.workdays import Calendar

ABOUT = ("limit", "topic", "ask")
EVENTS = tuple(event.value for event in Event)


@dataclass(frozen=True)
class Scenario:
    """One case of an article: ``about`` is limit, topic or ask, ``key`` its name."""

    file: str
    line: int
    article: str
    name: str
    about: str
    key: str
    given: Mapping[str, Any]
    then: Mapping[str, Any]

    @property
    def label(self) -> str:
        """``Đ7.k1/văn bản thường ...``."""
        return f"{self.article}/{self.name}"


def scenarios(folder: Path) -> Iterator[Scenario]:
    """All cases beside a profile; raises ProfileError with file and line for one that is written wrongly."""
    for path in sorted((folder / "scenarios").glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ProfileError(path.name, 1, "tệp không phải chữ UTF-8.") from error
        yield from read_scenarios(path.name, text)


def read_scenarios(file: str, text: str) -> Iterator[Scenario]:
    """The cases of one file."""
    data, columns = parse(file, text), Columns(Locator(file, text), ())
    columns.where.check_keys(data, ("article", "title", "case"), ())
    article = columns.text(data, "article", ())
    try:
        Citation.parse(article)
    except CitationError as error:
        raise columns.where.error(("article",), f"{error}.") from error
    rows = columns.rows(data, "case", ())
    if not rows:
        raise columns.where.error((), "chưa có tình huống nào, mỗi tình huống mở bằng [[case]].")
    for place, row in enumerate(rows):
        yield _case(columns, article, row, ("case", place))


def _case(columns: Columns, article: str, row: Mapping[str, Any], path: tuple[str | int, ...]) -> Scenario:
    where = columns.where
    where.check_keys(row, ("name", *ABOUT, "given", "then"), path)
    about = [name for name in ABOUT if name in row]
    if len(about) != 1:
        raise where.error(path, f"tình huống hỏi đúng một điều: {', '.join(ABOUT)}.")
    known = {"limit": LIMIT_NAMES, "ask": tuple(QUESTIONS)}.get(about[0])
    key = columns.choice(row, about[0], path, known) if known else columns.text(row, about[0], path)
    given, then = columns.table(row, "given", path), columns.table(row, "then", path)
    check = {"limit": _check_limit, "topic": _check_topic, "ask": _check_question}[about[0]]
    check(columns, key, given, path)
    _check_then(columns, about[0], then, path)
    return Scenario(where.file, where.line(path), article, columns.text(row, "name", path), about[0], key, given, then)


def _check_limit(columns: Columns, _key: str, given: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
    inner = (*path, "given")
    columns.where.check_keys(given, (*EVENTS, "hour", "tags"), inner)
    events = [name for name in EVENTS if name in given]
    if len(events) != 1:
        raise columns.where.error(inner, f"“given” nêu đúng một sự kiện có ngày: {', '.join(EVENTS)}.")
    columns.day(given, events[0], inner)
    columns.several(given, "tags", inner, [tag.value for tag in Tag], needed=False)
    if type(given.get("hour", time())) is not time:
        raise columns.where.error((*inner, "hour"), "“hour” là giờ, viết như hour = 15:30:00.")


def _check_topic(columns: Columns, _key: str, given: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
    columns.where.check_keys(given, (), (*path, "given"))


def _check_question(columns: Columns, key: str, given: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
    question, inner = QUESTIONS[key], (*path, "given")
    columns.where.check_keys(given, [*question.needs, *question.takes], inner)
    for name, kind in {**question.needs, **question.takes}.items():
        if name in question.needs or name in given:
            kind.read(columns, given, name, inner)


def _check_then(columns: Columns, about: str, then: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
    says, inner = {"limit": "due_on", "topic": "is", "ask": "answer"}[about], (*path, "then")
    columns.where.check_keys(then, (says, "article", "silent"), inner)
    if ("silent" in then) == (says in then) or then.get("silent", True) is not True:
        raise columns.where.error(inner, f"“then” ghi {says} (và article), hoặc silent = true.")
    if about == "limit" and says in then:
        columns.day(then, says, inner)
    if "article" in then and not isinstance(then["article"], str | list):
        raise columns.where.error((*inner, "article"), "“article” là một trích dẫn hoặc danh sách trích dẫn.")


def failure(scenario: Scenario, profile: Profile, calendar: Calendar) -> str | None:
    """None when the case holds, else what came out instead."""
    ask = {"limit": _ask_limit, "topic": _ask_topic, "ask": _ask_question}[scenario.about]
    return ask(scenario, profile, calendar)


def fault(scenario: Scenario, profile: Profile) -> ProfileError | None:
    """What makes a case of no use: a date before the regulation was in force, an article that the regulation does not have."""
    listed = {str(article.citation) for article in profile.articles}
    cited = scenario.then.get("article", [])
    for place in [scenario.article, *([cited] if isinstance(cited, str) else cited)]:
        if place not in listed:
            message = f"{scenario.label}: “{place}” không có trong articles.toml."
            return ProfileError(scenario.file, scenario.line, message, near(place, sorted(listed)))
    begins = profile.instrument.effective_from
    for name, day in scenario.given.items():
        if type(day) is date and day < begins and scenario.key != "in_force" and name != "first_on":
            message = (
                f"{scenario.label}: “{name}” là {day:%d/%m/%Y}, trước ngày quy chế có hiệu lực {begins:%d/%m/%Y}: khi ấy "
                "chưa tính theo quy chế này."
            )
            return ProfileError(scenario.file, scenario.line, message, _same_day_later(day, begins))
    return None


def _same_day_later(day: date, begins: date) -> str:
    """The same day of the first year in which the regulation was in force on it; it is the year that is mistyped."""
    for year in (begins.year, begins.year + 1):
        try:
            found = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if found >= begins:
            return found.isoformat()
    return ""


def _ask_limit(scenario: Scenario, profile: Profile, calendar: Calendar) -> str | None:
    given = scenario.given
    event = next(name for name in EVENTS if name in given)
    found = deadline(profile, scenario.key, given[event], calendar, at=given.get("hour"), tags=given.get("tags", ()))
    if isinstance(found, Silent):
        return _judge_silence(scenario, found)
    if found.counts_from != event and not scenario.then.get("silent"):
        return f"tính từ {found.counts_from}, mong đợi {event}"
    return _judge(scenario, "due_on", found.due_on, found.article)


def _ask_topic(scenario: Scenario, profile: Profile, _calendar: Calendar) -> str | None:
    try:
        found, article = _look_up(profile, scenario.key)
    except (KeyError, AttributeError, IndexError):
        return f"hồ sơ không có “{scenario.key}”"
    if isinstance(found, Silent):
        return _judge_silence(scenario, found)
    return _judge(scenario, "is", found, article)


def _ask_question(scenario: Scenario, profile: Profile, calendar: Calendar) -> str | None:
    try:
        found = QUESTIONS[scenario.key].ask(profile, scenario.given, calendar)
    except KeyError as error:
        return f"hồ sơ không có {error}"
    if isinstance(found, Silent):
        return _judge_silence(scenario, found)
    return _judge(scenario, "answer", found.value, found.article)


def _look_up(profile: Profile, key: str) -> tuple[Any, tuple[Citation, ...]]:
    """The value of a dotted name (``on_time``, ``slips.number``, ``reports.synthesis.by``) and the articles that set it.

    Inside a table the names are those that the file writes.
    """
    found, rest = _topic(profile, key)
    article: tuple[Citation, ...] = getattr(found, "article", ())
    if key.startswith("vocabulary"):
        article = profile.vocabulary_article
    if isinstance(found, Silent | Limit):
        return found, article
    if isinstance(found, Value):
        return written(found.value), article
    for part in rest:
        found = found[part] if isinstance(found, Mapping) else _column(found, part)
        article = getattr(found, "article", article)
    return written(found), article


def _column(row: Any, part: str) -> Any:
    """A column by the name that the file writes, or a row of a list by its own name."""
    if isinstance(row, tuple):
        found = next((each for each in row if each.name == part), None)
        if found is None:
            raise KeyError(part)
        return found
    return getattr(row, columns_of(type(row))[part][0])


def _topic(profile: Profile, key: str) -> tuple[Any, list[str]]:
    head, *rest = key.split(".")
    if head in {"limits", "forms", "cites"} and rest:
        return profile.topic(f"{head}.{rest[0]}"), rest[1:]
    found = profile.topic(head)
    if isinstance(TABLES.get(head), ListOf) and rest and not isinstance(found, Silent):
        return _column(found, rest[0]), rest[1:]
    if head == "instrument":
        return _column(found, rest[0]), []
    return found, rest


def _judge_silence(scenario: Scenario, found: Silent) -> str | None:
    return None if scenario.then.get("silent") else f"quy chế không quy định: {found.declaration}"


def _judge(scenario: Scenario, says: str, found: Any, article: tuple[Citation, ...]) -> str | None:
    if scenario.then.get("silent"):
        return f"có giá trị: {_shown(found)}"
    wanted = scenario.then[says]
    if found != wanted or (type(found) is not type(wanted) and not isinstance(found, str)):
        return f"ra {_shown(found)}, mong đợi {_shown(wanted)}"
    cited = scenario.then.get("article", [])
    expected = {cited} if isinstance(cited, str) else set(cited)
    shown = [str(citation) for citation in article]
    return (
        None
        if set(shown) == expected
        else f"dẫn {', '.join(shown) or '–'}, mong đợi {', '.join(sorted(expected)) or '–'}"
    )


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else str(value)
