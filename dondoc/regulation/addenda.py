"""An authority's own decision that fills silences of a regulation: read strictly, and laid over the regulation.

An addendum is a folder with `addendum.toml` (its instrument, the regulation that it fills, the topics that it states, in the
words of `profile.toml`) and `articles.toml` (the walk through the decision). It states only what the regulation is silent about.
Its articles are cited as ``BS1.Đ2.k1``: clause 1 of article 2 of the first addendum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from dondoc.regulation.articles import ARTICLES, read_articles
from dondoc.regulation.citations import Citation
from dondoc.regulation.columns import Columns
from dondoc.regulation.contradictions import check_together
from dondoc.regulation.kinds import read_row
from dondoc.regulation.loader import PROFILE, SCHEMA, load_profile_texts
from dondoc.regulation.locator import Locator, ProfileError, parse
from dondoc.regulation.profile import TABLES, TOPICS, Profile
from dondoc.regulation.schema import Article, Instrument, Silent, Value
from dondoc.regulation.tables import read_limit, read_table
from dondoc.regulation.terms import ACTS, LIMIT_NAMES

ADDENDUM = "addendum.toml"
FRAME = ("schema", "base", "edition", "name", "instrument", "limits", "cites")
#: More than this an authority puts into a new edition of its regulation.
MOST = 9


@dataclass(frozen=True)
class Addendum:
    """What an addendum is: which decision, which regulation it fills, which topics it states."""

    base: str
    edition: str
    name: str
    instrument: Instrument
    states: tuple[str, ...]
    articles: tuple[Article, ...]


def addendum_texts(folder: Path) -> dict[str, str]:
    """The texts of an addendum; raises ProfileError for a file that is missing or no UTF-8 text."""
    found = {}
    for name in (ADDENDUM, ARTICLES):
        try:
            found[name] = (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise ProfileError(name, 1, "thiếu tệp này trong thư mục văn bản bổ sung.") from error
        except UnicodeDecodeError as error:
            raise ProfileError(name, 1, "tệp không phải chữ UTF-8.") from error
    return found


def base_of(texts: Mapping[str, str]) -> str:
    """The id of the regulation that an addendum fills."""
    columns = _columns(texts, ())
    return columns.text(parse(ADDENDUM, texts[ADDENDUM]), "base", ())


def with_addendum(texts: Mapping[str, str], addendum: Mapping[str, str]) -> dict[str, str]:
    """The texts of a regulation and of an addendum as one edition keeps them; an older text of the same decision gives way.

    Raises:
        ProfileError: the addendum is wrong, or states what the regulation or another addendum states.
    """
    number = _head(addendum, ()).instrument.number
    parts = [part for part in _parts(texts) if _head(part, ()).instrument.number != number]
    if len(parts) >= MOST:
        raise ProfileError(ADDENDUM, 1, f"đã có {MOST} văn bản bổ sung: hãy nạp một bản mới của quy chế.")
    found = {name: text for name, text in texts.items() if "/" not in name}
    for ordinal, part in enumerate([*parts, addendum], start=1):
        found |= {f"{ordinal}/{name}": part[name] for name in (ADDENDUM, ARTICLES)}
    load_texts(found)
    return found


def load_texts(texts: Mapping[str, str]) -> Profile:
    """The regulation of an edition with every addendum that is part of it; raises ProfileError."""
    profile = load_profile_texts({name: text for name, text in texts.items() if "/" not in name})
    for ordinal, part in enumerate(_parts(texts), start=1):
        profile = _laid_over(profile, part, ordinal)
    return profile


def addenda_of(texts: Mapping[str, str]) -> tuple[Addendum, ...]:
    """The addenda that are part of an edition, in their order."""
    return tuple(_head(part, read_articles(part[ARTICLES])) for part in _parts(texts))


def _parts(texts: Mapping[str, str]) -> list[Mapping[str, str]]:
    ordinals = sorted({name.split("/")[0] for name in texts if "/" in name})
    return [{name: texts[f"{ordinal}/{name}"] for name in (ADDENDUM, ARTICLES)} for ordinal in ordinals]


def _columns(texts: Mapping[str, str], articles: tuple[Article, ...]) -> Columns:
    return Columns(Locator(ADDENDUM, texts[ADDENDUM]), [article.citation for article in articles])


def _head(texts: Mapping[str, str], articles: tuple[Article, ...]) -> Addendum:
    data, columns = parse(ADDENDUM, texts[ADDENDUM]), _columns(texts, articles)
    where = columns.where
    if data.get("schema") != SCHEMA:
        raise where.error(("schema",), f"cần “schema = {SCHEMA}” ở dòng đầu.")
    where.check_keys(data, [*FRAME, *TOPICS, *TABLES], ())
    limits, cites = columns.table(data, "limits", ()), columns.table(data, "cites", ())
    where.check_keys(limits, LIMIT_NAMES, ("limits",))
    where.check_keys(cites, ACTS, ("cites",))
    states = [name for name in data if name in TOPICS or name in TABLES]
    states += [f"limits.{name}" for name in limits] + [f"cites.{name}" for name in cites]
    if not states:
        raise where.error((), "văn bản bổ sung chưa quy định điều gì.")
    return Addendum(
        base=columns.text(data, "base", ()), edition=columns.text(data, "edition", ()), name=columns.text(data, "name", ()),
        instrument=read_row(Instrument, columns, columns.table(data, "instrument", ()), ("instrument",)),
        states=tuple(states), articles=articles,
    )  # fmt: skip


def _laid_over(base: Profile, texts: Mapping[str, str], ordinal: int) -> Profile:
    """The regulation with what the addendum states where it was silent."""
    articles = read_articles(texts[ARTICLES])
    head, columns, data = _head(texts, articles), _columns(texts, articles), parse(ADDENDUM, texts[ADDENDUM])
    where = columns.where
    if head.base != base.id:
        raise where.error(("base",), f"văn bản này bổ sung “{head.base}”, không phải “{base.id}”.", base.id)
    if head.instrument.effective_from < base.instrument.effective_from:
        raise where.error(("instrument", "effective_from"), "có hiệu lực trước quy chế mà nó bổ sung.")
    said, limits, cites = dict(base.said), dict(base.limits), dict(base.cites)
    for name in head.states:
        _refuse_stated(base, name, columns)
        table, _, key = name.partition(".")
        if table == "limits" and key:
            limits[key] = _of(read_limit(columns, data["limits"], key), ordinal)
        elif table == "cites" and key:
            cites[key] = _of(columns.citations(data["cites"][key], ("cites", key)), ordinal)
        else:
            said[name] = _of(_read(columns, data, name), ordinal)
    found = replace(
        base, said=said, limits=limits, cites=cites, edition=f"{base.edition}, bổ sung theo {head.instrument.number} {head.edition}",
        silent={topic: words for topic, words in base.silent.items() if topic not in head.states},
        articles=(*base.articles, *_of(articles, ordinal)),
    )  # fmt: skip
    check_together(found, where, columns)
    return found


def _refuse_stated(base: Profile, name: str, columns: Columns) -> None:
    if not isinstance(stated := base.topic(name), Silent):
        cited = getattr(stated, "article", ())
        place = f" ({'; '.join(citation.in_words() for citation in cited)})" if cited else ""
        message = f"“{name}” đã được quy định{place}: văn bản bổ sung chỉ lấp chỗ quy chế không quy định."
        raise columns.where.error(tuple(name.split(".")), message)


def _read(columns: Columns, data: Mapping[str, Any], name: str) -> Any:
    if name in TABLES:
        return read_table(columns, data, name, TABLES[name])
    row, path = columns.table(data, name, ()), (name,)
    columns.where.check_keys(row, ("value", "article", "reading"), path)
    value = TOPICS[name].kind.read(columns, row, "value", path)
    return Value(value, columns.cites(row, path), columns.text(row, "reading", path, needed=False))


def _of(value: Any, ordinal: int) -> Any:
    """The value with every citation in it marked as one of the addendum."""
    if isinstance(value, Citation):
        return replace(value, addendum=ordinal)
    if isinstance(value, tuple):
        return tuple(_of(item, ordinal) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _of(getattr(value, field.name), ordinal) for field in fields(value)})
    return value


__all__ = [
    "ADDENDUM", "PROFILE", "Addendum", "addenda_of", "addendum_texts", "base_of", "load_texts", "with_addendum",
]  # fmt: skip
