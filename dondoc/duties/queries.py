"""Why a duty has the date it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc import gazette
from dondoc.duties import rules
from dondoc.duties.models import Duty
from dondoc.regulation import Citation
from dondoc.workdays import Skipped, Trace


@dataclass(frozen=True)
class Explanation:
    """Everything the "why this date?" partial shows."""

    article: str
    article_in_words: str
    gist: str
    event_on: date | None
    span: str
    due_on: date | None
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    reading: str
    provisional: bool
    earlier: list[dict[str, str | None]]


def in_words(article: str, language: str = "vi") -> str:
    """Citations such as ``Đ7.k1 PL1.m4`` in words."""
    return "; ".join(Citation.parse(part).in_words(language) for part in article.split())


def explain(duty: Duty, language: str = "vi") -> Explanation:
    """The trace of the duty's date, read from what it stored."""
    law = gazette.law(duty.edition)
    gists = {str(article.citation): article.gist for article in law.articles}
    trace = Trace.from_dict(duty.trace) if duty.trace else None
    return Explanation(
        article=duty.article,
        article_in_words=in_words(duty.article, language),
        gist=" ".join(gists[part] for part in duty.article.split() if part in gists),
        event_on=duty.event_on,
        span=str(trace.span) if trace else "",
        due_on=duty.due_on,
        counted=trace.counted if trace else (),
        skipped=trace.skipped if trace else (),
        reading=duty.reading,
        provisional=duty.provisional,
        earlier=duty.earlier,
    )


def recount(duty: Duty) -> date | None:
    """The date that the stored inputs give today under the stored edition and calendar; must equal `due_on`."""
    if not duty.limit or duty.event_on is None or duty.calendar_version is None:
        return duty.due_on
    calendar = gazette.calendar(duty.calendar_version)
    return rules.due_by_law(gazette.law(duty.edition), duty.limit, duty.event_on, calendar, tags=duty.tags).due_on
