"""The walk through a regulation: every article, clause, point and appendix, and what answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dondoc.regulation.citations import Citation, CitationError
from dondoc.regulation.columns import Columns
from dondoc.regulation.locator import Locator, near, parse
from dondoc.regulation.profile import TABLES, TOPICS, Profile
from dondoc.regulation.schema import Article, Silent
from dondoc.regulation.terms import LIMIT_NAMES

ARTICLES = "articles.toml"
KINDS = ("value", "verb", "silence", "outside", "scope")
#: Kinds whose answer is one name or several; the others give a reason in words.
NAMING = frozenset({"value", "verb", "silence"})
_VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def read_articles(text: str) -> tuple[Article, ...]:
    """Read the walk: citation, gist, what answers it."""
    where, found = Locator(ARTICLES, text), []
    columns = Columns(where, ())
    data = parse(ARTICLES, text)
    for key in data:
        try:
            citation = Citation.parse(key)
        except CitationError as error:
            raise where.error((key,), f"{error}.") from error
        found.append(_article(columns, citation, key, columns.table(data, key, ())))
    return tuple(found)


def _article(columns: Columns, citation: Citation, key: str, row: Mapping[str, Any]) -> Article:
    columns.where.check_keys(row, ("gist", "note", *KINDS), (key,))
    kinds = [kind for kind in KINDS if kind in row]
    if len(kinds) != 1:
        raise columns.where.error((key,), f"“{key}” cần gist và đúng một trong {', '.join(KINDS)}.")
    kind, gist = kinds[0], columns.text(row, "gist", (key,))
    note = columns.text(row, "note", (key,), needed=False)
    if kind not in NAMING:
        return Article(citation, gist, kind, columns.text(row, kind, (key,)), note=note)
    given = {kind: [row[kind]] if isinstance(row[kind], str) else row[kind]}
    names = columns.texts(given, kind, (key,))
    if not names:
        raise columns.where.error((key, kind), f"“{kind}” chưa ghi tên.")
    for name in names:
        if kind == "verb" and not _VERB.fullmatch(name):
            raise columns.where.error((key, kind), f"“{name}” không phải tên một việc, viết như tasks.take_over.")
    return Article(citation, gist, kind, ", ".join(names), names, note)


def check_answers(text: str, profile: Profile) -> None:
    """Refuse an answer that names no topic, a value where the profile is silent, a silence where it speaks."""
    where = Locator(ARTICLES, text)
    topics = [*TOPICS, *TABLES, *(f"limits.{name}" for name in LIMIT_NAMES)]
    stated = {*(f"forms.{name}" for name in profile.forms), "vocabulary", "instrument"}
    stated |= {name for name in topics if not isinstance(profile.topic(name), Silent)}
    stated |= {f"cites.{act}" for act, found in profile.cites.items() if not isinstance(found, Silent)}
    for article in profile.articles:
        if article.kind not in {"value", "silence"}:
            continue
        known = stated if article.kind == "value" else set(profile.silent)
        for name in article.answers:
            if name not in known:
                said = "không có giá trị nào tên" if article.kind == "value" else "[silent] không khai"
                path = (str(article.citation), article.kind)
                raise where.error(path, f"{said} “{name}”.", near(name, sorted(known)))
