"""The spellings under which a unit is known, in falling order of trust. Pure: knows no table."""

from __future__ import annotations

import re

from dondoc.wording import acronym, fold


def plain(text: str) -> str:
    """The words of a text without accents, punctuation or case: what spellings of a name have in common."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _initials(text: str, *, skip: str = "") -> str:
    return "".join(word[0] for word in plain(text).split() if word != skip)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def spellings(name: str, short_name: str, code: str) -> tuple[tuple[str, ...], ...]:
    """Three tiers: the name; the short name and the code; the acronyms, with and without "và"."""
    short, made = plain(short_name), []
    for text in (name, short_name):
        made += [plain(acronym(text)) if text else "", _initials(text), _initials(text, skip="va")]
    first = _once([plain(name)])
    second = _once([short, short.replace(" ", ""), plain(code)])
    return first, second, _once([word for word in made if len(word) > 1])
