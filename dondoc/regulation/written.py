"""Values of a regulation as its files write them: plain texts, numbers, lists and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any

from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import Law, MatchAll, columns_of
from dondoc.workdays import Span


def written(value: Any) -> Any:
    """The value in the words of the file: a row by the names of its columns, a span with its unit, tags in their order."""
    if isinstance(value, Law):
        return {
            key: ("all" if getattr(value, name) else "any")
            if isinstance(kind, MatchAll)
            else written(getattr(value, name))
            for key, (name, kind) in columns_of(type(value)).items()
        }
    if isinstance(value, Mapping):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [written(item) for item in value]
    return str(value) if isinstance(value, Citation | Span | StrEnum) else value


def as_json(value: Any) -> Any:
    """The same for machines: dates and hours as texts."""
    if isinstance(value, Mapping):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value
