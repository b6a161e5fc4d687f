"""A regulation article by article: its gist, the official text, the values it sets, what acts on it, its scenarios and readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.gazette.queries import official_text
from dondoc.lawbook.queries.scenes import Scene, scenes_of
from dondoc.lawbook.queries.statements import Line, Statement, language, statements_of, verb_of
from dondoc.lawbook.wordings import ANSWERS
from dondoc.regulation import Article, Citation, Silent
from dondoc.regulation.addenda import Addendum, addenda_of
from dondoc.regulation.profile import Profile
from dondoc.units.models import Register
from dondoc.wording import fold


@dataclass(frozen=True)
class Beside:
    """A value beside an article: the whole statement, and of its lines those that the article sets (all, where it is only named)."""

    statement: Statement
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Place:
    """An article, clause, point or item as the page shows it."""

    citation: Citation
    label: str
    anchor: str
    depth: int
    gist: str
    kind: str
    kind_word: object
    answer: str
    note: str
    official: str
    values: tuple[Beside, ...]
    silences: tuple[Statement, ...]
    acts: tuple[str, ...]
    scenes: Sequence[Scene]

    @property
    def readings(self) -> tuple[str, ...]:
        """How unclear words of the place are read, each once."""
        return tuple(dict.fromkeys(line.reading for value in self.values for line in value.lines if line.reading))


@dataclass(frozen=True)
class Chapter:
    """An article with its clauses and points, or an appendix with its items."""

    head: Place
    parts: list[Place] = field(default_factory=list)

    @property
    def places(self) -> list[Place]:
        """The head and its parts."""
        return [self.head, *self.parts]


@dataclass(frozen=True)
class RegulationPage:
    """The page of an edition."""

    edition: Edition
    law: Profile
    registers: list[Register]
    addenda: tuple[Addendum, ...]
    chapters: list[Chapter]
    silences: list[Statement]
    elsewhere: list[Statement]
    has_official: bool


def anchor_of(citation: Citation) -> str:
    """The name of a place on the page: Đ6.k2.c is d6-k2-c."""
    return fold(str(citation)).replace(".", "-")


def page_of(edition: Edition) -> RegulationPage:
    """The edition as it was loaded; the official text and the scenarios when there are any."""
    law, said, official, scenes = (
        gazette.law(edition),
        statements_of(edition),
        official_text(edition),
        scenes_of(edition),
    )
    setting = _setting(said)
    acts = _acts(law)
    chapters: list[Chapter] = []
    shown: set[str] = set()
    for article in law.articles:
        place = _place(article, said, setting, acts, official, scenes)
        shown |= {value.statement.topic for value in place.values}
        head = chapters[-1].head.citation if chapters else None
        if head is not None and _is_part(article.citation, head):
            chapters[-1].parts.append(place)
        else:
            chapters.append(Chapter(place))
    return RegulationPage(
        edition=edition, law=law, addenda=addenda_of(edition.sources),
        registers=list(Register.objects.filter(edition=edition).select_related("keeper").order_by("id")),
        chapters=chapters,
        silences=[row for row in said.values() if row.silence],
        elsewhere=[row for row in said.values() if row.lines and row.kind != "acts" and row.topic not in shown],
        has_official=bool(official),
    )  # fmt: skip


def _is_part(place: Citation, head: Citation) -> bool:
    same = (place.addendum, place.article, place.appendix) == (head.addendum, head.article, head.appendix)
    return same and (place.clause, place.point, place.item) != (None, None, None)


def _setting(said: Mapping[str, Statement]) -> Mapping[Citation, list[Beside]]:
    """By place, the statements of which it sets a line."""
    found: defaultdict[Citation, list[Beside]] = defaultdict(list)
    for statement in said.values():
        if statement.kind == "acts":
            continue
        for place in statement.articles:
            lines = tuple(line for line in statement.lines if place in line.articles)
            found[place].append(Beside(statement, lines))
    return found


def _acts(law: Profile) -> Mapping[Citation, list[str]]:
    found: defaultdict[Citation, list[str]] = defaultdict(list)
    for act, places in law.cites.items():
        for place in () if isinstance(places, Silent) else places:
            found[place].append(act)
    return found


def _place(
    article: Article,
    said: Mapping[str, Statement],
    setting: Mapping[Citation, list[Beside]],
    acts: Mapping[Citation, list[str]],
    official: Mapping[Citation, str],
    scenes: Mapping[Citation, Sequence[Scene]],
) -> Place:
    citation = article.citation
    values = {value.statement.topic: value for value in setting.get(citation, ())}
    for topic in article.answers if article.kind == "value" else ():
        if topic in said and topic not in values and said[topic].lines:
            values[topic] = Beside(said[topic], said[topic].lines)
    named = article.answers if article.kind == "verb" else ()
    return Place(
        citation=citation, label=citation.in_words(language()), anchor=anchor_of(citation),
        depth=sum(part is not None for part in (citation.clause, citation.point, citation.item)),
        gist=article.gist, kind=article.kind, kind_word=ANSWERS[article.kind],
        answer=article.answer if article.kind in {"outside", "scope"} else "", note=article.note,
        official=official.get(citation, ""), values=tuple(values.values()),
        silences=tuple(said[topic] for topic in article.answers if article.kind == "silence" and topic in said),
        acts=tuple(dict.fromkeys(verb_of(act) for act in [*named, *acts.get(citation, ())])),
        scenes=scenes.get(citation, ()),
    )  # fmt: skip
