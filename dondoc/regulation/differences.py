"""Two regulations, or two editions of one, side by side: what each says of every topic, with its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dondoc.regulation.citations import Citation
from dondoc.regulation.profile import TABLES, TOPICS, Profile
from dondoc.regulation.schema import Limit, Silent, Value
from dondoc.regulation.terms import ACTS, LIMIT_NAMES
from dondoc.regulation.written import written


@dataclass(frozen=True)
class Side:
    """What one of them says: the value as its file writes it, or the declaration of its silence; and the articles."""

    value: Any
    article: tuple[Citation, ...]
    silence: str

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing."""
        return self.value is None


@dataclass(frozen=True)
class Pair:
    """What two regulations say of one topic."""

    topic: str
    left: Side
    right: Side

    @property
    def differs(self) -> bool:
        """Whether they say different things; two silences are alike, and articles have other numbers in every text."""
        return bool(self.left.value != self.right.value)


def side_by_side(left: Profile, right: Profile) -> tuple[Pair, ...]:
    """Every topic, limit, table, form and act of two regulations, in the order of the schema."""
    forms = dict.fromkeys([*(f.serves for f in left.forms.values()), *(f.serves for f in right.forms.values())])
    names = [
        *(f"limits.{name}" for name in LIMIT_NAMES), *TOPICS, *TABLES, *(f"forms.{purpose}" for purpose in forms),
        *(f"cites.{act}" for act in ACTS), "vocabulary",
    ]  # fmt: skip
    return tuple(Pair(name, side(left, name), side(right, name)) for name in names)


def side(profile: Profile, name: str) -> Side:
    """What a regulation says of a topic by its dotted name; forms go by what they are for, acts by whether they are known."""
    head, _, rest = name.partition(".")
    if head == "forms":
        form = profile.form_for(rest)
        return Side(None, (), "") if form is None else Side(form.title, form.article, "")
    if name == "vocabulary":
        return Side(dict(profile.vocabulary), profile.vocabulary_article, "")
    found = profile.topic(name)
    if isinstance(found, Silent):
        return Side(None, (), found.declaration)
    if head == "cites":
        return Side(True, found, "")
    if isinstance(found, Limit):
        return Side([_without(case) for case in found.cases], _articles(found.cases), "")
    if isinstance(found, Value):
        return Side(written(found.value), found.article, "")
    rows = found if isinstance(found, tuple) else (found,)
    shown = [_without(row) for row in rows]
    return Side(shown if isinstance(found, tuple) else shown[0], _articles(rows), "")


def _without(row: Any) -> dict[str, Any]:
    """A row as it is written, without its articles and its reading, which are every text's own."""
    return {key: value for key, value in written(row).items() if key not in {"article", "reading"}}


def _articles(rows: tuple[Any, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(place for row in rows for place in row.article))


def differences(left: Profile, right: Profile) -> Iterator[Pair]:
    """The topics of which they say different things."""
    return (pair for pair in side_by_side(left, right) if pair.differs)
