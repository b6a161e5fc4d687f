"""The strict loader: TOML to frozen values; every mistake is told with file, line and the likely meaning."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from dondoc.regulation.articles import ARTICLES, check_answers, read_articles
from dondoc.regulation.citations import Citation
from dondoc.regulation.columns import Columns
from dondoc.regulation.contradictions import check_together
from dondoc.regulation.kinds import One, read_row
from dondoc.regulation.locator import Locator, ProfileError, parse, unfinished
from dondoc.regulation.profile import (
    CONFIRMING_ROLE,
    ROLES_OF_SCHEMA_1,
    TABLES,
    TOPICS,
    UNKNOWN_TO_SCHEMA_1,
    Profile,
)
from dondoc.regulation.schema import Article, Confirmation, Instrument, Silent, Value
from dondoc.regulation.tables import read_forms, read_limit, read_table
from dondoc.regulation.terms import ACTS, ACTS_OF_SCHEMA_1, LIMIT_NAMES, LIMITS_OF_SCHEMA_1, VOCABULARY
from dondoc.regulation.topics import Topic

PROFILE = "profile.toml"
SCHEMA = 2
SCHEMAS = (1, 2)
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FRAME = ("schema", "id", "name", "edition", "instrument", "silent", "limits", "vocabulary", "forms", "cites")
T = TypeVar("T")


class _Reader:
    def __init__(self, texts: Mapping[str, str]) -> None:
        for name in (PROFILE, ARTICLES):
            if name not in texts:
                raise ProfileError(name, 1, "thiếu tệp này trong thư mục quy chế.")
        self.where = Locator(PROFILE, texts[PROFILE])
        self.data = parse(PROFILE, texts[PROFILE])
        self.articles_text = texts[ARTICLES]
        self.articles = read_articles(texts[ARTICLES])
        self.columns = Columns(self.where, [article.citation for article in self.articles])
        self.silent: dict[str, str] = {}
        self.used: set[str] = set()
        self.schema = SCHEMA

    def profile(self) -> Profile:
        self._check_frame()
        declared = self.columns.table(self.data, "silent", ())
        self.silent = {topic: self.columns.text(declared, topic, ("silent",)) for topic in declared}
        limits = self.columns.table(self.data, "limits", ())
        self.where.check_keys(limits, LIMIT_NAMES, ("limits",))
        vocabulary, vocabulary_article = self._vocabulary()
        said = self._said()
        profile = Profile(
            id=self._id(), name=self.columns.text(self.data, "name", ()),
            edition=self.columns.text(self.data, "edition", ()), schema=self.schema,
            instrument=self._instrument(), limits=self._limits(limits), said=said, vocabulary=vocabulary,
            vocabulary_article=vocabulary_article, forms=read_forms(self.columns, self.data), cites=self._cites(),
            silent={self._now(topic): words for topic, words in self.silent.items()},
            articles=tuple(map(self._renamed, self.articles)),
        )  # fmt: skip
        self.where.check_keys(self.silent, self.used, ("silent",))
        check_together(profile, self.where, self.columns)
        check_answers(self.articles_text, profile)
        return profile

    def _check_frame(self) -> None:
        """The schema that the text is written for, and that every table is of it."""
        schema = self.data.get("schema")
        if type(schema) is not int or schema not in SCHEMAS:
            raise self.where.error(("schema",), f"cần “schema = {SCHEMA}” ở dòng đầu.")
        self.schema = schema
        spoken = {**TOPICS, **TABLES}
        for key in self.data:
            if schema == 1 and key in spoken and spoken[key].since > 1:
                raise self.where.error((key,), f"“{key}” có từ schema 2: hãy đổi dòng đầu thành “schema = 2”.")
            if schema > 1 and key == CONFIRMING_ROLE:
                raise self.where.error((key,), f"từ schema 2, “{key}” được thay bằng các bảng [[confirmation]].")
        older = [CONFIRMING_ROLE] if schema == 1 else []
        known = [name for name, each in spoken.items() if each.since <= schema]
        self.where.check_keys(self.data, [*FRAME, *known, *older], ())

    def _id(self) -> str:
        found = self.columns.text(self.data, "id", ())
        if not ID.fullmatch(found):
            raise self.where.error(("id",), "“id” gồm chữ thường không dấu, số và gạch nối, như hue-71-2016.")
        return found

    def _spoken(self, topic: str, read: Callable[[], T], *, since: int = 1) -> T | Silent:
        """The topic's value, or its silence when that is declared; neither and both are refused."""
        head, _, rest = topic.partition(".")
        stated = rest in self.data.get(head, {}) if rest else head in self.data
        if since > self.schema and not stated and topic not in self.silent:
            return Silent(topic, UNKNOWN_TO_SCHEMA_1)
        self.used.add(topic)
        if stated and topic in self.silent:
            raise self.where.error(("silent", topic), f"“{topic}” vừa có giá trị vừa khai là không quy định.")
        if stated:
            return read()
        if topic in self.silent:
            return Silent(self._now(topic), self.silent[topic])
        message = f"“{topic}” chưa có: hãy ghi giá trị, hoặc khai trong [silent] nếu quy chế không quy định."
        raise self.where.error(("silent",), message)

    def _said(self) -> dict[str, Any]:
        """Every topic and every table that a profile declares."""
        said: dict[str, Any] = {
            name: self._spoken(name, partial(self._value, name, topic), since=topic.since)
            for name, topic in TOPICS.items()
        }
        for name, table in TABLES.items():
            read = partial(read_table, self.columns, self.data, name, table)
            said[name] = self._spoken(name, read, since=table.since)
        if self.schema == 1:
            said["confirmation"] = self._spoken(CONFIRMING_ROLE, self._confirming_role)
        return said

    def _value(self, name: str, topic: Topic[Any]) -> Value[Any]:
        data, path = self.columns.table(self.data, name, ()), (name,)
        self.where.check_keys(data, ("value", "article", "reading"), path)
        value = topic.kind.read(self.columns, data, "value", path)
        reading = self.columns.text(data, "reading", path, needed=False)
        return Value(value, self.columns.cites(data, path), reading)

    def _confirming_role(self) -> tuple[Confirmation, ...]:
        """What schema 1 says of who confirms: one case of one level."""
        found = self._value(CONFIRMING_ROLE, Topic(One(ROLES_OF_SCHEMA_1)))
        case = Confirmation(
            levels=(found.value,), article=found.article, reading=found.reading, when=frozenset(), match_all=False
        )
        return (case,)

    def _now(self, topic: str) -> str:
        """How the schema calls today what an older text names."""
        return "confirmation" if self.schema == 1 and topic == CONFIRMING_ROLE else topic

    def _renamed(self, article: Article) -> Article:
        answers = tuple(map(self._now, article.answers))
        return article if answers == article.answers else replace(article, answers=answers, answer=", ".join(answers))

    def _limits(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._spoken(
                f"limits.{name}", partial(read_limit, self.columns, data, name),
                since=1 if name in LIMITS_OF_SCHEMA_1 else 2,
            )
            for name in LIMIT_NAMES
        }  # fmt: skip

    def _instrument(self) -> Instrument:
        return read_row(Instrument, self.columns, self.columns.table(self.data, "instrument", ()), ("instrument",))

    def _cites(self) -> dict[str, tuple[Citation, ...] | Silent]:
        """Where the regulation speaks of each act; an act that it does not know is declared silent."""
        data = self.columns.table(self.data, "cites", ())
        self.where.check_keys(data, ACTS, ("cites",))
        return {
            act: self._spoken(f"cites.{act}", partial(self._cite, data, act), since=1 if act in ACTS_OF_SCHEMA_1 else 2)
            for act in ACTS
        }

    def _cite(self, data: Mapping[str, Any], act: str) -> tuple[Citation, ...]:
        return self.columns.citations(data[act], ("cites", act))

    def _vocabulary(self) -> tuple[dict[str, str], tuple[Citation, ...]]:
        data, path = self.columns.table(self.data, "vocabulary", ()), ("vocabulary",)
        self.where.check_keys(data, ("article", *VOCABULARY), path)
        return {word: self.columns.text(data, word, path) for word in VOCABULARY}, self.columns.cites(data, path)


def profile_texts(folder: Path) -> dict[str, str]:
    """The texts that make an edition; raises ProfileError for a file that is no UTF-8 text."""
    found = {}
    for name in (PROFILE, ARTICLES):
        if (folder / name).exists():
            try:
                found[name] = (folder / name).read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise ProfileError(name, 1, "tệp không phải chữ UTF-8.") from error
    return found


def load_profile_texts(texts: Mapping[str, str]) -> Profile:
    """Load a profile from its files' texts; raises ProfileError, also where something is still to be written."""
    for wrong in unfinished(texts):
        raise wrong
    return _Reader(texts).profile()


def read_draft(texts: Mapping[str, str]) -> Profile:
    """The profile of a text in which something may still be to be written: for checking it, never for adopting it."""
    return _Reader(texts).profile()


def load_profile(folder: Path) -> Profile:
    """Load a profile from its folder; raises ProfileError."""
    return load_profile_texts(profile_texts(folder))


def profile_hash(texts: Mapping[str, str]) -> str:
    """The hash of an edition: sha256 over the names and texts in their order."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    return digest.hexdigest()


def available(*roots: Path) -> dict[str, Path]:
    """The profiles in the folders, by their id; of two with one id that in the folder named first."""
    found: dict[str, Path] = {}
    for root in roots:
        for path in sorted(root.glob(f"*/{PROFILE}")):
            found.setdefault(path.parent.name, path.parent)
    return found
