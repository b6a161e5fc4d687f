"""Which articles, clauses, points and appendices of an official text a profile does not list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.regulation.citations import Citation, roman
from dondoc.regulation.profile import Profile

_ARTICLE = re.compile(r"^Điều ([0-9]{1,3})[.:]", re.IGNORECASE)
_CLAUSE = re.compile(r"^([0-9]{1,2})\.\s+\S")
_POINT = re.compile(r"^(?:[-–]\s+)?([a-zđ])\)\s+\S")  # some copies set points as a list: "- a) …"
_CHAPTER = re.compile(r"^Chương [IVXLC0-9]+", re.IGNORECASE)
_APPENDIX = re.compile(r"^PHỤ LỤC(?: SỐ)? ([IVXLC]+|[0-9]{1,2})\b", re.IGNORECASE)
_ISSUED_WITH = re.compile(r"^\(?(?:Ban hành )?kèm theo", re.IGNORECASE)
_ITEM = re.compile(r"^([0-9]{1,2})\s*\|$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Comparison:
    """What the text has and the profile lacks, and the reverse."""

    missing: tuple[Citation, ...]
    not_in_text: tuple[Citation, ...]


def places(text: str) -> list[Citation]:
    """The articles, clauses, points, appendices and items of appendices that a text shows, in order.

    Some stored copies lack headings. Where clauses begin again at 1 (after a clause, or after the heading of a chapter) and
    the next article's heading stands nowhere, that article is inferred. Where no appendix has a heading, each line "(ban
    hành kèm theo …)" after the articles begins one. An item is a numbered cell of a table beside a cell with words.
    """
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).splitlines()]
    begins = [place for place, line in enumerate(lines) if (hit := _ARTICLE.match(line)) and hit[1] == "1"]
    lines = lines[begins[-1] if begins else 0 :]
    end = _end_of_articles(lines)
    found = [*_articles(lines[:end]), *_appendices(lines[end:])]
    return list(dict.fromkeys(found))


def _end_of_articles(lines: list[str]) -> int:
    """Where the appendices begin: at the first mark of one after the last article's heading."""
    last = max((place for place, line in enumerate(lines) if _ARTICLE.match(line)), default=0)
    marks = (
        place for place in range(last, len(lines)) if _APPENDIX.match(lines[place]) or _ISSUED_WITH.match(lines[place])
    )
    return next(marks, len(lines))


def _articles(lines: list[str]) -> Iterator[Citation]:
    headings = {int(hit[1]) for line in lines if (hit := _ARTICLE.match(line))}
    article, clause, chapter = 0, 0, False
    for line in lines:
        if hit := _ARTICLE.match(line):
            article, clause, chapter = int(hit[1]), 0, False
            yield Citation(article=article)
        elif _CHAPTER.match(line):
            chapter = True
        elif article and (hit := _CLAUSE.match(line)):
            if hit[1] == "1" and (clause or chapter) and article + 1 not in headings:
                article, clause, chapter = article + 1, 0, False
                yield Citation(article=article)
            if int(hit[1]) == clause + 1:
                clause += 1
                yield Citation(article=article, clause=clause)
        elif article and (hit := _POINT.match(line)):
            yield Citation(article=article, clause=clause or None, point=hit[1])


def _appendices(lines: list[str]) -> Iterator[Citation]:
    named = any(_APPENDIX.match(line) for line in lines)
    appendix, item = 0, 0
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if hit := _APPENDIX.match(line):
            appendix, item = _number(hit[1]), 0
            yield Citation(appendix=appendix)
        elif not named and _ISSUED_WITH.match(line):
            appendix, item = appendix + 1, 0
            yield Citation(appendix=appendix)
        elif appendix and (hit := _ITEM.match(line)) and int(hit[1]) == item + 1 and _LETTER.search(following):
            item += 1
            yield Citation(appendix=appendix, item=item)


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return next((number for number in range(1, 100) if roman(number) == written.upper()), 1)


def compare_text(profile: Profile, text: str) -> Comparison:
    """Compare an official text with the profile's walk through it."""
    shown = places(text)
    listed = [article.citation for article in profile.articles]
    return Comparison(
        missing=tuple(place for place in shown if place not in listed),
        not_in_text=tuple(place for place in listed if place not in shown),
    )
