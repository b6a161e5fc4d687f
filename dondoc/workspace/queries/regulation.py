"""The regulation for people: its values in words with their articles and readings, its silences, and every article answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.regulation import Article, Citation, LimitCase, Profile, SecrecyLaw, Silent, SlipLaw, Value
from dondoc.units.models import Register
from dondoc.workdays import Direction
from dondoc.workspace.queries import whys
from dondoc.workspace.wordings import ANSWERS, EVENTS, LIMITS, TAGS, TOPICS, VERBS, words_of


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

    anchor: str
    article: str
    gist: str
    kind: object
    answer: str
    values: tuple[tuple[str, object], ...]
    depth: int


@dataclass(frozen=True)
class RegulationPage:
    """The page of a regulation."""

    law: Profile
    register: Register
    limits: list[Stated]
    values: list[Stated]
    silences: list[tuple[str, object, str]]
    articles: list[Answered]


def page_of(register: Register) -> RegulationPage:
    """The regulation that the register adopted, as it was loaded."""
    law = gazette.law(register.edition)
    return RegulationPage(
        law=law,
        register=register,
        limits=list(_limits(law)),
        values=list(_values(law)),
        silences=[(_anchor(topic), name_of(topic), said) for topic, said in law.silent.items()],
        articles=[_answered(article) for article in law.articles],
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
    span, event = whys.span_in_words(case.span), str(EVENTS[case.counts_from])
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
        value = getattr(law, topic, None)
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


def _answered(article: Article) -> Answered:
    topics = [part.strip() for part in article.answer.split(",")] if article.kind == "value" else []
    citation = article.citation
    return Answered(
        anchor=f"d-{str(citation).replace('.', '-').replace('đ', 'dd').replace('Đ', 'D')}",
        article=citation.in_words(whys.language()),
        gist=article.gist,
        kind=ANSWERS[article.kind],
        answer="" if topics else _verbs(article.answer) if article.kind == "verb" else article.answer,
        values=tuple((_anchor(topic), name_of(topic)) for topic in topics),
        depth=sum(part is not None for part in (citation.clause, citation.point, citation.item)),
    )


def _verbs(answer: str) -> str:
    """The verbs of an answer by the names that the pages give them."""
    parts = [re.sub(r"\s*\(.*?\)", "", part).strip() for part in re.split(r",(?![^(]*\))", answer)]
    return "; ".join(dict.fromkeys(str(VERBS.get(part.partition(":")[0].rpartition(".")[2], part)) for part in parts))
