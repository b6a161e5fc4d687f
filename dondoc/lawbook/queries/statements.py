"""What a regulation says, in words: every topic, limit, table, form and act that the schema declares, with articles and readings.

Nothing here knows which topics there are: the declarations of `regulation` are walked, so what a later schema adds is shown too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.lawbook.wordings import EVENTS, LIMITS, TAGS, TOPICS, VERBS, VOCABULARY, column_of, words_of
from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import Law, columns_of
from dondoc.regulation.profile import TABLES, Profile
from dondoc.regulation.profile import TOPICS as DECLARED
from dondoc.regulation.schema import Case, LimitCase, Silent, Value
from dondoc.regulation.terms import Event, Tag
from dondoc.ui.templatetags.spans import span_in_words
from dondoc.workdays import Direction, Span

#: Columns that a line says elsewhere: the articles and the reading stand beside it, the title begins it.
BESIDE = frozenset({"article", "reading", "match", "title", "name", "wording"})


@dataclass(frozen=True)
class Line:
    """One thing that is said: in words, where, and how an unclear place is read."""

    text: str
    articles: tuple[Citation, ...]
    reading: str = ""


@dataclass(frozen=True)
class Statement:
    """What a regulation says of a topic, or its declaration that it says nothing; ``kind`` groups the topics on the pages."""

    topic: str
    kind: str
    name: str
    lines: tuple[Line, ...]
    silence: str = ""

    @property
    def anchor(self) -> str:
        """The name of its place on a page."""
        return "v-" + re.sub(r"[^a-z0-9]+", "-", self.topic.lower())

    @property
    def articles(self) -> tuple[Citation, ...]:
        """Every place that it cites, each once."""
        return tuple(dict.fromkeys(place for line in self.lines for place in line.articles))

    @property
    def said(self) -> tuple[str, ...]:
        """Its words without the articles: what two regulations are compared by."""
        return tuple(line.text for line in self.lines)


def language() -> str:
    """The reader's language as citations know it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def cited(citations: Iterable[Citation]) -> str:
    """Citations in the reader's words."""
    return "; ".join(citation.in_words(language()) for citation in citations)


def statements(law: Profile) -> Mapping[str, Statement]:
    """Everything that the regulation says or is silent about, by topic, in the order of the pages."""
    return {statement.topic: statement for statement in _all(law)}


_known: dict[tuple[str, str], Mapping[str, Statement]] = {}


def statements_of(edition: Edition) -> Mapping[str, Statement]:
    """The same of a stored edition; it never changes, so its words are kept per language."""
    key = (edition.hash, language())
    if key not in _known:
        _known[key] = statements(gazette.law(edition))
    return _known[key]


def _all(law: Profile) -> Iterator[Statement]:
    for name, limit in law.limits.items():
        yield _statement(f"limits.{name}", "limits", limit, () if isinstance(limit, Silent) else _cases(limit.cases))
    for name in (*DECLARED, *TABLES):
        value = law.topic(name)
        yield _statement(name, "values" if name in DECLARED else "tables", value, _lines(name, value))
    yield Statement("vocabulary", "names", name_of("vocabulary"), tuple(_vocabulary(law)))
    for number, form in law.forms.items():
        yield Statement(f"forms.{number}", "forms", name_of(f"forms.{number}"), (Line(form.title, form.article),))
    for act, places in law.cites.items():
        lines = () if isinstance(places, Silent) else (Line(cited(places), places),)
        yield _statement(f"cites.{act}", "acts", places, lines)


def _statement(topic: str, kind: str, value: object, lines: Iterable[Line]) -> Statement:
    silence = value.declaration if isinstance(value, Silent) else ""
    return Statement(topic, kind, name_of(topic), tuple(lines), silence)


def name_of(topic: str) -> str:
    """What a topic of the schema is called."""
    table, dot, key = topic.partition(".")
    if table == "forms" and dot:
        return _("Mẫu Phụ lục %(number)s") % {"number": key}
    names: Mapping[str, object] = {"limits": LIMITS, "cites": VERBS}.get(table, TOPICS) if dot else TOPICS
    return str(names.get(key if dot else topic, key or topic))


def verb_of(name: str) -> str:
    """A verb of the program by its full name (``tasks.take_over``) or by the act, in words."""
    key = name.rpartition(".")[2]
    return str(VERBS.get(key, key))


def _cases(cases: Iterable[LimitCase]) -> Iterator[Line]:
    for case in cases:
        yield Line(when(case) + limit_in_words(case), case.article, case.reading)


def limit_in_words(case: LimitCase) -> str:
    """How long, before or after what, from which hour on the next day, what its passing means."""
    event = str(EVENTS.get(case.counts_from, case.counts_from))
    said = _("%(span)s trước %(event)s") if case.direction is Direction.BEFORE else _("%(span)s kể từ %(event)s")
    text = said % {"span": span_in_words(case.span), "event": event}
    if case.cutoff is not None:
        text += _(" (từ %(hour)s trở đi: ngày làm việc tiếp theo)") % {"hour": f"{case.cutoff:%H:%M}"}
    if case.on_silence == "consent":
        text += _("; quá thời hạn mà không trả lời thì coi như đồng ý")
    return text


def when(case: Case) -> str:
    """Which circumstances choose the case, with a colon; nothing for the base case."""
    if not case.when:
        return ""
    joint = _(" và ") if case.match_all else _(" hoặc ")
    return joint.join(str(TAGS.get(tag, tag)) for tag in sorted(case.when)) + ": "


def _lines(topic: str, value: Any) -> Iterator[Line]:
    if isinstance(value, Silent):
        return
    if isinstance(value, Value):
        yield Line(_words(topic, value.value), value.article, value.reading)
        return
    for row in value if isinstance(value, tuple) else (value,):
        yield from _row(topic, row)


def _row(topic: str, row: Law) -> Iterator[Line]:
    """A row of a table: its title, then each column that holds something; rows inside it are lines of their own."""
    begins = when(row) if isinstance(row, Case) else ""
    title = getattr(row, "title", "") or getattr(row, "label", "")
    parts: list[str] = []
    inner: list[Law] = []
    for key, (name, _kind) in columns_of(type(row)).items():
        value = getattr(row, name)
        if key in BESIDE or (isinstance(row, Case) and key == "when") or _is_nothing(value):
            continue
        if isinstance(value, tuple) and isinstance(value[0], Law):
            inner += value
        elif key != "label":
            parts.append(f"{column_of(key)} {_words(topic, value)}")
    if isinstance(row, Case) and not parts:
        parts.append(_("không ai phải xác nhận riêng"))
    if parts or title:
        text = begins + (f"{title}: " if title and parts else title) + "; ".join(parts)
        yield Line(text, getattr(row, "article", ()), getattr(row, "reading", ""))
    for part in inner:
        yield from _row(topic, part)


def _is_nothing(value: object) -> bool:
    return value is None or value is False or value in ("", (), frozenset(), {})


def _words(topic: str, value: Any) -> str:
    """A value in words; lists and tables part by part."""
    if isinstance(value, Span):
        return span_in_words(value)
    if isinstance(value, Citation):
        return value.in_words(language())
    if isinstance(value, Tag):
        return str(TAGS.get(value, value))
    if isinstance(value, Event):
        return str(EVENTS.get(value, value))
    if isinstance(value, Enum):
        return words_of(topic, value.value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return ", ".join(f"{words_of(topic, key)}: {_words(topic, item)}" for key, item in value.items())
    if isinstance(value, tuple | frozenset):
        items = value if isinstance(value, tuple) else sorted(value)
        return ", ".join(_words(topic, item) for item in items)
    return words_of(topic, value)


def _vocabulary(law: Profile) -> Iterator[Line]:
    for key, name in law.vocabulary.items():
        yield Line(f"{VOCABULARY.get(key, key)}: {name}", law.vocabulary_article)
