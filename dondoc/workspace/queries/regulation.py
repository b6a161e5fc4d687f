"""The regulation for people: its values in words with their articles and readings, its silences, and every article answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.regulation import Article, Citation, LimitCase, Profile, ReportLaw, SecrecyLaw, Silent, SlipLaw, Value
from dondoc.ui.templatetags.spans import span_in_words
from dondoc.units.models import Register
from dondoc.workdays import Direction
from dondoc.workspace.queries import whys
from dondoc.workspace.wordings import ANSWERS, EVENTS, LIMITS, TAGS, TOPICS, VERBS, VOCABULARY, words_of


@dataclass(frozen=True)
class Stated:
    """A value of the regulation: its name, what it says in each case, its articles, how unclear places are read."""

    anchor: str
    name: object
    says: tuple[str, ...]
    article: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """An article: what it is about, what kind of answer it has, and the answer in words or as links to values."""

    article: str
    gist: str
    kind: object
    answer: str
    note: str
    values: tuple[tuple[str, object], ...]
    depth: int


@dataclass(frozen=True)
class Reported:
    """A line of the report calendar."""

    title: str
    by: str
    periods: str
    days: str
    is_on_demand: bool
    article: str
    reading: str


@dataclass(frozen=True)
class RegulationPage:
    """The page of a regulation."""

    law: Profile
    register: Register
    limits: list[Stated]
    values: list[Stated]
    reports: list[Reported]
    silences: list[tuple[str, object, str]]
    articles: list[Answered]


def page_of(register: Register) -> RegulationPage:
    """The regulation that the register adopted, as it was loaded."""
    law = gazette.law(register.edition)
    limits, values = list(_limits(law)), [*_values(law), *_vocabulary(law)]
    silences = [(_anchor(topic), name_of(topic), said) for topic, said in law.silent.items()]
    anchors = {
        *(row.anchor for row in (*limits, *values)),
        *(anchor for anchor, _name, _said in silences),
        _anchor("reports"),
    }
    return RegulationPage(
        law=law,
        register=register,
        limits=limits,
        values=values,
        reports=list(_reports(law)),
        silences=silences,
        articles=[_answered(article, anchors) for article in law.articles],
    )


def name_of(topic: str) -> object:
    """What a topic of the schema is called."""
    table, dot, key = topic.partition(".")
    if table == "limits" and dot:
        return LIMITS.get(key, key)
    if table == "forms" and dot:
        return _("Mẫu Phụ lục %(number)s") % {"number": key}
    if table == "cites" and dot:
        return VERBS.get(key, key)
    return TOPICS.get(topic, topic)


def _anchor(topic: str) -> str:
    return "v-" + re.sub(r"[^a-z0-9]+", "-", topic.lower())


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(citation.in_words(whys.language()) for citation in citations)


def _limits(law: Profile) -> Iterator[Stated]:
    for name, limit in law.limits.items():
        if isinstance(limit, Silent):
            continue
        citations = dict.fromkeys(citation for case in limit.cases for citation in case.article)
        yield Stated(
            anchor=_anchor(f"limits.{name}"),
            name=LIMITS.get(name, name),
            says=tuple(_case(case) for case in limit.cases),
            article=_cited(citations),
            readings=tuple(dict.fromkeys(case.reading for case in limit.cases if case.reading)),
        )


def _case(case: LimitCase) -> str:
    """A case of a limit in words: when, how long, from what."""
    span, event = span_in_words(case.span), str(EVENTS[case.counts_from])
    said = _("%(span)s trước %(event)s") if case.direction is Direction.BEFORE else _("%(span)s kể từ %(event)s")
    text = said % {"span": span, "event": event}
    if case.cutoff is not None:
        text += _(" (từ %(hour)s trở đi: ngày làm việc tiếp theo)") % {"hour": f"{case.cutoff:%H:%M}"}
    if not case.when:
        return text
    joint = _(" và ") if case.match_all else _(" hoặc ")
    return f"{joint.join(str(TAGS[tag]) for tag in sorted(case.when))}: {text}"


def _values(law: Profile) -> Iterator[Stated]:
    for topic, name in TOPICS.items():
        value = law.topic(topic)
        if isinstance(value, SecrecyLaw):
            secret = (words_of(topic, value.policy), value.instead)
            yield Stated(_anchor(topic), name, secret, _cited(value.article), _reading(value.reading))
        elif isinstance(value, SlipLaw):
            slips = tuple(_slips(value))
            yield Stated(_anchor(topic), name, slips, _cited(value.article), _reading(value.reading))
        elif isinstance(value, Value):
            yield Stated(
                _anchor(topic), name, _said(topic, value.value), _cited(value.article), _reading(value.reading)
            )
    for number, form in law.forms.items():
        topic = f"forms.{number}"
        yield Stated(_anchor(topic), name_of(topic), (form.title,), _cited(form.article), ())


def _slips(law: SlipLaw) -> Iterator[str]:
    yield _("%(n)s phiếu báo, rồi báo cáo %(whom)s") % {"n": law.slips, "whom": words_of("slips", law.escalate_to)}
    yield words_of("slips", law.grouped_by)


def _reading(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _said(topic: str, value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return ("; ".join(words_of(topic, item) for item in value),)
    return (words_of(topic, value),)


def _reports(law: Profile) -> Iterator[Reported]:
    if isinstance(law.reports, Silent):
        return
    for report in law.reports:
        yield Reported(
            title=report.title,
            by=words_of("reports", report.by),
            periods="; ".join(words_of("report_periods", kind.value) for kind in report.periods),
            days=_days(report),
            is_on_demand=report.on_demand,
            article=_cited(report.article),
            reading=report.reading,
        )


def _days(report: ReportLaw) -> str:
    """Between which days of the month, or by which, or nothing where the text sets none."""
    if report.first_day is not None and report.last_day is not None:
        return _("ngày %(first)s–%(last)s") % {"first": report.first_day, "last": report.last_day}
    return _("chậm nhất ngày %(last)s") % {"last": report.last_day} if report.last_day is not None else ""


def _vocabulary(law: Profile) -> Iterator[Stated]:
    if law.vocabulary:
        said = tuple(f"{VOCABULARY.get(key, key)}: {name}" for key, name in law.vocabulary.items())
        yield Stated(_anchor("vocabulary"), TOPICS["vocabulary"], said, _cited(law.vocabulary_article), ())


def _answered(article: Article, anchors: set[str]) -> Answered:
    named = [(_anchor(topic), name_of(topic)) for topic in article.answers] if article.kind == "value" else []
    said = article.answer
    if article.kind == "verb":
        said = "; ".join(dict.fromkeys(str(name_of(f"cites.{verb.rpartition('.')[2]}")) for verb in article.answers))
    citation = article.citation
    return Answered(
        article=citation.in_words(whys.language()),
        gist=article.gist,
        kind=ANSWERS[article.kind],
        answer="" if named else said,
        note=article.note,
        values=tuple((anchor if anchor in anchors else "", name) for anchor, name in named),
        depth=sum(part is not None for part in (citation.clause, citation.point, citation.item)),
    )
