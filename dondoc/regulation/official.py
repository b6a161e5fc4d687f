"""What an official text says at each of its places: the words between one heading and the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from dondoc.regulation.citations import Citation, roman
from dondoc.regulation.compare import places

_ARTICLE = re.compile(r"^Điều [0-9]", re.IGNORECASE)
_BREAK = re.compile(r"^(?:Chương|CHƯƠNG|Mục|MỤC) [IVXLC0-9]+\b")


def sections(text: str) -> Mapping[Citation, str]:
    """The words of each article, clause, point, appendix and item as the parser of `compare` finds them; its first line is the
    heading. A place that the parser infers without a heading of its own has no words.
    """
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).splitlines()]
    first = re.compile(r"^Điều 1[.:]", re.IGNORECASE)
    begins = [place for place, line in enumerate(lines) if first.match(line)]
    lines = lines[begins[-1] if begins else 0 :]
    found = _places(lines, places(text))
    if not found:
        return {}
    ends = [*(start for _citation, start in found[1:]), len(lines)]
    return {citation: _words(lines[start:end]) for (citation, start), end in zip(found, ends, strict=True)}


def _places(lines: list[str], shown: list[Citation]) -> list[tuple[Citation, int]]:
    """Where each place begins: the next line after the place before that has its heading."""
    found: list[tuple[Citation, int]] = []
    begin = 0
    for citation in shown:
        heading = _heading(citation)
        at = next((place for place in range(begin, len(lines)) if heading.match(lines[place])), None)
        if at is None or (citation.article and citation.clause and _leaves(lines, begin, at)):
            continue
        found.append((citation, at))
        begin = at + 1
    return found


def _leaves(lines: list[str], begin: int, at: int) -> bool:
    """Whether the way to the line leads past the heading of another article."""
    return any(_ARTICLE.match(line) for line in lines[begin:at])


def _heading(citation: Citation) -> re.Pattern[str]:
    if citation.appendix is not None and citation.item is not None:
        return re.compile(rf"^{citation.item}\s*\|$")
    if citation.appendix is not None:
        number = f"(?:{roman(citation.appendix)}|{citation.appendix})"
        return re.compile(rf"^(?:PHỤ LỤC(?: SỐ)? {number}\b|\(?(?:Ban hành )?kèm theo)", re.IGNORECASE)
    if citation.point is not None:
        return re.compile(rf"^{citation.point}\)\s")
    if citation.clause is not None:
        return re.compile(rf"^{citation.clause}\.\s")
    return re.compile(rf"^Điều {citation.article}[.:]", re.IGNORECASE)


def _words(lines: list[str]) -> str:
    """The lines without the heading of a chapter that stands below them."""
    kept: list[str] = []
    for line in lines:
        if kept and _BREAK.match(line):
            break
        kept.append(line)
    return "\n".join(line for line in kept if line)
