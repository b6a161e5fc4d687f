"""A refusal is a value: what is refused, with what particulars, under which article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """``code`` names the sentence, ``params`` fill it, ``article`` is one citation or several, or None."""

    code: str
    params: Mapping[str, object]
    article: str | None


class Refused(Exception):
    """Raised by a verb that may not happen; carries the refusal to the page."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)
