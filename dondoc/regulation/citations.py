"""Citations in one canonical form: ``Đ6.k2.c`` is "điểm c khoản 2 Điều 6"; ``PL1.m3`` "mục 3 Phụ lục I".

``BS1.Đ2`` is article 2 of the first addendum: an authority's own decision that fills silences of the regulation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = "[1-9][0-9]{0,2}"
_FORM = re.compile(
    rf"(?:BS(?P<addendum>[1-9])\.)?"
    rf"(?:Đ(?P<article>{_NUMBER})(?:\.k(?P<clause>{_NUMBER}))?(?:\.(?P<point>[a-zđ]))?"
    rf"|PL(?P<appendix>{_NUMBER})(?:\.m(?P<item>{_NUMBER}))?)"
)
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class CitationError(ValueError):
    """The text is no citation."""


def roman(number: int) -> str:
    """The number as appendices are numbered: 4 is IV."""
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


@dataclass(frozen=True)
class Citation:
    """A place in a regulation: article, clause, point; or appendix and item."""

    article: int | None = None
    clause: int | None = None
    point: str | None = None
    appendix: int | None = None
    item: int | None = None
    addendum: int | None = None

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read ``Đ6.k2.c`` or ``PL1.m3``; raises CitationError."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise CitationError(f"“{text}” không phải trích dẫn; viết như Đ6.k2.c (điểm c khoản 2 Điều 6) hoặc PL1.m3")
        number = {name: int(value) for name, value in found.groupdict().items() if value and name != "point"}
        return cls(point=found["point"], **number)

    def __str__(self) -> str:
        of = f"BS{self.addendum}." if self.addendum else ""
        if self.appendix is not None:
            return f"{of}PL{self.appendix}" + (f".m{self.item}" if self.item else "")
        clause = f".k{self.clause}" if self.clause else ""
        return f"{of}Đ{self.article}{clause}" + (f".{self.point}" if self.point else "")

    def in_words(self, language: str = "vi") -> str:
        """The citation as a jurist writes it, in Vietnamese or English."""
        if self.addendum is None:
            return self._place(language)
        number = f" {self.addendum}" if self.addendum > 1 else ""
        of = f"of addendum{number or ' 1'}" if language == "en" else f"văn bản bổ sung{number}"
        return f"{self._place(language)} {of}"

    def _place(self, language: str) -> str:
        if self.appendix is not None:
            number = roman(self.appendix)
            if language == "en":
                return f"Appendix {number}" + (f", item {self.item}" if self.item else "")
            return (f"mục {self.item} " if self.item else "") + f"Phụ lục {number}"
        if language == "en":
            parts = [
                f"point {self.point}" if self.point else "",
                f"clause {self.clause}" if self.clause else "",
            ]
            return ", ".join([*filter(None, parts), f"Article {self.article}"])
        parts = [f"điểm {self.point}" if self.point else "", f"khoản {self.clause}" if self.clause else ""]
        return " ".join([*filter(None, parts), f"Điều {self.article}"])
