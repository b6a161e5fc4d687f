"""Why each date of a page is what it is, with the editions fetched once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language

from dondoc.duties.models import Duty
from dondoc.duties.queries import Explanation, explain, in_words
from dondoc.gazette.models import Edition
from dondoc.workdays import Trace


def language() -> str:
    """The reader's language as citations know it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def set_editions(duties: Iterable[Duty], *known: Edition) -> None:
    """Give each duty its edition, those that are known, else without source texts; parsed law is kept by hash."""
    rows = list(duties)
    editions = {edition.pk: edition for edition in known}
    wanted = {duty.edition_id for duty in rows} - set(editions)
    if wanted:
        editions |= {row.pk: row for row in Edition.objects.filter(pk__in=wanted).defer("sources")}
    for duty in rows:
        duty.edition = editions[duty.edition_id]


def why(duty: Duty) -> Explanation:
    """The explanation of the duty's date in the reader's language."""
    return explain(duty, language())


def with_trace(found: Explanation, data: dict[str, Any] | None) -> Explanation:
    """The explanation of a deadline that the directive sets as a span: how the span was counted stands with the task."""
    if not data:
        return found
    trace = Trace.from_dict(data)
    return replace(
        found, event_on=trace.start_on, span=str(trace.span), counted=trace.counted, skipped=trace.skipped,
        provisional=trace.provisional,
    )  # fmt: skip


def cited(article: str) -> str:
    """Citations in the reader's words; nothing for none."""
    return in_words(article, language()) if article else ""
