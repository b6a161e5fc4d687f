"""Spans of time as regulations write them: a bare number is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class SpanError(ValueError):
    """The text is no span."""


class SpanUnit(StrEnum):
    """The unit of a span."""

    WORKING_DAY = "wd"
    DAY = "d"
    MONTH = "m"
    SAME_DAY = "same day"


_FORM = re.compile(r"([0-9]{1,3})(wd|d|m)")


@dataclass(frozen=True)
class Span:
    """``2wd`` two working days, ``10d`` ten days, ``3m`` three months, ``same day``."""

    amount: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if (self.amount > 0) == (self.unit is SpanUnit.SAME_DAY):
            raise SpanError(f"{self.amount} {self.unit.value}: không phải khoảng thời gian")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read a span; raises SpanError for a bare number or anything else."""
        cleaned = text.strip()
        if cleaned == SpanUnit.SAME_DAY:
            return cls(0, SpanUnit.SAME_DAY)
        found = _FORM.fullmatch(cleaned)
        if found is None or int(found[1]) == 0:
            raise SpanError(
                f"“{text}” không phải khoảng thời gian: hãy ghi cả đơn vị, ví dụ 2wd (ngày làm việc), 10d (ngày), "
                "3m (tháng), same day (trong ngày)"
            )
        return cls(int(found[1]), SpanUnit(found[2]))

    def __str__(self) -> str:
        return self.unit.value if self.unit is SpanUnit.SAME_DAY else f"{self.amount}{self.unit.value}"
