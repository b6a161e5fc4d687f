"""A regulation laid out for reading: plain dictionaries, and lines made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dondoc.console import words
from dondoc.regulation import TABLES, TOPICS, Article, Limit, Profile, Silent, Value
from dondoc.regulation.citations import Citation
from dondoc.regulation.differences import Side
from dondoc.regulation.written import as_json, written


def cite(places: tuple[Citation, ...]) -> str:
    """Several citations in one text: ``Đ8.k1.e PL2``."""
    return " ".join(str(place) for place in places)


def article(row: Article) -> dict[str, str]:
    """One place of the regulation."""
    return {
        "article": str(row.citation),
        "in_words": row.citation.in_words(words.language()),
        "gist": row.gist,
        "kind": row.kind,
        "answer": row.answer,
    }


def summary(name: str, folder: Path, profile: Profile) -> dict[str, Any]:
    """What the list says of a regulation."""
    law = profile.instrument
    return {
        "id": name,
        "name": profile.name,
        "edition": profile.edition,
        "number": law.number,
        "issuer": law.issuer,
        "issued_on": law.issued_on.isoformat(),
        "effective_from": law.effective_from.isoformat(),
        "ends_on": law.ends_on.isoformat() if law.ends_on else None,
        "checked_on": law.checked_on.isoformat(),
        "folder": str(folder),
    }


def everything(folder: Path, profile: Profile) -> dict[str, Any]:
    """Every value with its article and reading, and every silence with its declaration."""
    return {
        **summary(profile.id, folder, profile),
        "limits": {name: _limit(limit) for name, limit in profile.limits.items() if isinstance(limit, Limit)},
        "values": dict(_values(profile)),
        "forms": {
            name: {"serves": form.serves, "title": form.title, "symbol": form.symbol, "article": cite(form.article)}
            for name, form in profile.forms.items()
        },
        "vocabulary": dict(profile.vocabulary),
        "silent": dict(profile.silent),
    }


def _limit(limit: Limit) -> list[dict[str, Any]]:
    return [
        {
            "value": str(case.span),
            "direction": case.direction.value,
            "counts_from": case.counts_from.value,
            "when": sorted(tag.value for tag in case.when),
            "match": "all" if case.match_all else "any",
            "cutoff": case.cutoff.isoformat("minutes") if case.cutoff else None,
            "article": cite(case.article),
            "reading": case.reading,
        }
        for case in limit.cases
    ]


def _values(profile: Profile) -> Iterator[tuple[str, dict[str, Any]]]:
    for topic in TOPICS:
        found = profile.topic(topic)
        if isinstance(found, Value):
            yield topic, {"value": written(found.value), "article": cite(found.article), "reading": found.reading}
    for name in TABLES:
        found = profile.topic(name)
        if not isinstance(found, Silent):
            rows = found if isinstance(found, tuple) else (found,)
            shown = [
                {key: value for key, value in written(row).items() if value not in (None, [], "", {})} for row in rows
            ]
            for row in shown:
                row.pop("article", None)
                row.pop("reading", None)
            readings = dict.fromkeys(getattr(row, "reading", "") for row in rows)
            article = tuple(dict.fromkeys(place for row in rows for place in row.article))
            value = as_json(shown if isinstance(found, tuple) else shown[0])
            yield name, {"value": value, "article": cite(article), "reading": " ".join(filter(None, readings))}


def side(said: Side) -> dict[str, Any]:
    """What one of two regulations says of a topic."""
    if said.is_silent:
        return {"silent": said.silence}
    return {"value": as_json(said.value), "article": cite(said.article)}


def side_line(said: Side) -> str:
    """The same in one line."""
    if said.is_silent:
        return f"– {said.silence}".rstrip()
    cited = f"  [{cite(said.article)}]" if said.article else ""
    return _plain(as_json(said.value)) + cited


def as_lines(shown: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield f"{shown['number']} ({shown['edition']}), {shown['issued_on']}, {shown['effective_from']}"
    yield shown["name"]
    for name, cases in shown["limits"].items():
        for case in cases:
            when = f" [{', '.join(case['when'])}]" if case["when"] else ""
            cutoff = f", {case['cutoff']}" if case["cutoff"] else ""
            yield f"\nlimits.{name}{when}: {case['value']} {case['direction']} {case['counts_from']}{cutoff}"
            yield from _grounds(case)
    for topic, row in shown["values"].items():
        yield f"\n{topic}: {_plain(row['value'])}"
        yield from _grounds(row)
    for name, form in shown["forms"].items():
        yield f"\nforms.{name}: {form['title']} ({form['symbol']})\n    {form['article']}"
    for topic, declaration in shown["silent"].items():
        yield f"\n{topic}: –\n    {declaration}"


def _grounds(row: dict[str, Any]) -> Iterator[str]:
    yield f"    {row['article']}"
    if row["reading"]:
        yield f"    {row['reading']}"


#: What a column says where nothing is written: not worth a word.
_UNWRITTEN = {"match": "any", "on_silence": "nothing", "direction": "after"}


def _plain(value: object) -> str:
    if isinstance(value, dict):
        written_ones = {key: item for key, item in value.items() if not _is_unwritten(key, item)}
        return ", ".join(f"{key} = {_plain(item)}" for key, item in written_ones.items())
    if isinstance(value, list):
        return ("; " if any(isinstance(item, dict) for item in value) else ", ").join(map(_plain, value)) or "–"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _is_unwritten(key: str, item: object) -> bool:
    return item in (None, "", {}) or (item == [] and key != "levels") or _UNWRITTEN.get(key) == item
