"""Scenarios beside a profile: given, then; run by the tests and by ``dondoc regulation check``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dondoc.regulation.limits import deadline
from dondoc.regulation.schema import Profile, Silent
from dondoc.workdays import Calendar


@dataclass(frozen=True)
class Scenario:
    """One case of an article."""

    file: str
    article: str
    name: str
    limit: str
    given: dict[str, Any]
    then: dict[str, Any]

    @property
    def label(self) -> str:
        """``Đ7.k1/văn bản thường ...``."""
        return f"{self.article}/{self.name}"


def scenarios(folder: Path) -> Iterator[Scenario]:
    """All cases beside a profile."""
    for path in sorted((folder / "scenarios").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data["case"]:
            yield Scenario(path.name, data["article"], case["name"], case["limit"], case["given"], case["then"])


def failure(scenario: Scenario, profile: Profile, calendar: Calendar) -> str | None:
    """None when the case holds, else what came out instead."""
    given = scenario.given
    found = deadline(profile, scenario.limit, given["from"], calendar, at=given.get("at"), tags=given.get("tags", ()))
    if isinstance(found, Silent):
        return None if scenario.then.get("silent") else f"quy chế không quy định: {found.declaration}"
    if scenario.then.get("silent"):
        return f"có giá trị: {found.due_on}"
    articles = [str(citation) for citation in found.article]
    if found.due_on != scenario.then["due_on"]:
        return f"ra ngày {found.due_on:%d/%m/%Y}, mong đợi {scenario.then['due_on']:%d/%m/%Y}"
    return None if scenario.then["article"] in articles else f"dẫn {articles}, mong đợi {scenario.then['article']}"
