"""The registry of sentences: every room hands in its own; the reader's language decides when they are spoken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Citation, CitationError, Refusal

Sentence = Any
REFUSALS: dict[str, Sentence] = {}
ENTRIES: dict[str, Sentence] = {}
NOTICES: dict[str, tuple[Sentence, Sentence]] = {}
BLANKED = _("nội dung đã được xoá theo quy định")


class _Params(dict[str, str]):
    """What is not known is shown as three dots instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def add(
    *,
    refusals: Mapping[str, Sentence] | None = None,
    entries: Mapping[str, Sentence] | None = None,
    notices: Mapping[str, tuple[Sentence, Sentence]] | None = None,
) -> None:
    """Take in a room's sentences."""
    REFUSALS.update(refusals or {})
    ENTRIES.update(entries or {})
    NOTICES.update(notices or {})


def _shown(params: Mapping[str, object]) -> _Params:
    return _Params({key: _cited(str(value)) if key == "article" else _show(value) for key, value in params.items()})


def _show(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and (day := _date(value)):
        return f"{day:%d/%m/%Y}"
    return "" if value is None else str(value)


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def refusal(refused: Refusal) -> str:
    """The sentence of a refusal with the article that it follows from."""
    sentence = str(REFUSALS.get(refused.code, refused.code)) % _shown(refused.params)
    if not refused.article:
        return sentence
    return f"{sentence} ({_cited(refused.article)})"


def _cited(articles: str) -> str:
    """Citations in the reader's words; what is none is shown as it was written."""
    try:
        return "; ".join(Citation.parse(part).in_words(_language()) for part in articles.split())
    except CitationError:
        return articles


def _language() -> str:
    return (get_language() or "vi")[:2]


def entry(row: Entry) -> str:
    """The sentence of a journal entry; a blanked payload says so."""
    if row.payload.body is None:
        return str(BLANKED)
    return str(ENTRIES.get(row.verb, row.verb)) % _shown(row.payload.body)


def notice(row: Notice) -> tuple[str, str]:
    """Subject and body of a notice."""
    if row.withdrawn_at is not None:
        return str(BLANKED), ""
    subject, body = NOTICES.get(row.kind, (row.kind, ""))
    shown = _shown(row.params)
    return str(subject) % shown, str(body) % shown
