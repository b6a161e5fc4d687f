"""Which articles, clauses and points of an official text a profile does not list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dondoc.regulation.citations import ROMAN, Citation
from dondoc.regulation.schema import Profile

_ARTICLE = re.compile(r"^Điều (\d+)\.", re.IGNORECASE)
_CLAUSE = re.compile(r"^(\d{1,2})\.\s+\S")
_POINT = re.compile(r"^([a-zđ])\)\s+\S")
_APPENDIX = re.compile(r"^PHỤ LỤC ([IVX]+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Comparison:
    """What the text has and the profile lacks, and the reverse."""

    missing: tuple[Citation, ...]
    not_in_text: tuple[Citation, ...]


def places(text: str) -> list[Citation]:
    """The articles, clauses, points and appendices that a text shows, in order.

    Some stored copies lack the headings of articles: where clauses begin again at 1 (after a clause, or after the heading
    of a chapter) and the next article's heading stands nowhere, that article is inferred.
    """
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).splitlines()]
    start = max((n for n, line in enumerate(lines) if (hit := _ARTICLE.match(line)) and hit[1] == "1"), default=0)
    lines = lines[start:]
    headings = {int(hit[1]) for line in lines if (hit := _ARTICLE.match(line))}
    found: list[Citation] = []
    article: int | None = None
    clause, chapter = 0, False
    for line in lines:
        if line.startswith("(Ban hành kèm theo") or _APPENDIX.match(line):
            article = None
            if (hit := _APPENDIX.match(line)) and hit[1].upper() in ROMAN:
                found.append(Citation(appendix=ROMAN.index(hit[1].upper())))
        elif hit := _ARTICLE.match(line):
            article, clause, chapter = int(hit[1]), 0, False
            found.append(Citation(article=article))
        elif line.startswith("Chương"):
            chapter = True
        elif article and (hit := _CLAUSE.match(line)):
            begins = hit[1] == "1" and (clause > 0 or chapter)
            if begins and article + 1 not in headings:
                article, clause, chapter = article + 1, 0, False
                found.append(Citation(article=article))
            if int(hit[1]) == clause + 1:
                clause = clause + 1
                found.append(Citation(article=article, clause=clause))
        elif article and (hit := _POINT.match(line)):
            found.append(Citation(article=article, clause=clause or None, point=hit[1]))
    return list(dict.fromkeys(found))


def compare_text(profile: Profile, text: str) -> Comparison:
    """Compare an official text with the profile's walk through it."""
    shown = places(text)
    listed = [article.citation for article in profile.articles]
    return Comparison(
        missing=tuple(place for place in shown if place not in listed),
        not_in_text=tuple(place for place in listed if place not in shown),
    )
