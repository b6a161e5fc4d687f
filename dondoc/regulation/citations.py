"""Citations in one canonical form: ``Đ6.k2.c`` is "điểm c khoản 2 Điều 6"; ``PL1.m3`` "mục 3 Phụ lục I"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"^(?:Đ(?P<article>\d+)(?:\.k(?P<clause>\d+))?(?:\.(?P<point>[a-zđ]))?"
                   r"|PL(?P<appendix>\d+)(?:\.m(?P<item>\d+))?)$")  # fmt: skip
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class CitationError(ValueError):
    """The text is no citation."""


@dataclass(frozen=True)
class Citation:
    """A place in a regulation: article, clause, point; or appendix and item."""

    article: int | None = None
    clause: int | None = None
    point: str | None = None
    appendix: int | None = None
    item: int | None = None

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read ``Đ6.k2.c`` or ``PL1.m3``; raises CitationError."""
        found = _FORM.match(text)
        if found is None:
            raise CitationError(f"“{text}” không phải trích dẫn; viết như Đ6.k2.c (điểm c khoản 2 Điều 6) hoặc PL1.m3")
        number = {name: int(value) for name, value in found.groupdict().items() if value and name != "point"}
        return cls(point=found["point"], **number)

    def __str__(self) -> str:
        if self.appendix is not None:
            return f"PL{self.appendix}" + (f".m{self.item}" if self.item else "")
        clause = f".k{self.clause}" if self.clause else ""
        return f"Đ{self.article}{clause}" + (f".{self.point}" if self.point else "")

    def in_words(self, language: str = "vi") -> str:
        """The citation as a jurist writes it, in Vietnamese or English."""
        if self.appendix is not None:
            appendix = ROMAN[self.appendix] if self.appendix < len(ROMAN) else str(self.appendix)
            if language == "en":
                return f"Appendix {appendix}" + (f", item {self.item}" if self.item else "")
            return (f"mục {self.item} " if self.item else "") + f"Phụ lục {appendix}"
        if language == "en":
            parts = [
                f"point {self.point}" if self.point else "",
                f"clause {self.clause}" if self.clause else "",
            ]
            return ", ".join([*filter(None, parts), f"Article {self.article}"])
        parts = [f"điểm {self.point}" if self.point else "", f"khoản {self.clause}" if self.clause else ""]
        return " ".join([*filter(None, parts), f"Điều {self.article}"])
