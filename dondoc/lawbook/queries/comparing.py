"""Two regulations side by side, topic by topic, with the articles of each and what only one of them says."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.gazette.models import Edition
from dondoc.lawbook import rules
from dondoc.lawbook.queries.statements import Line, Statement, cited, statements_of

#: In the order of the page.
KINDS = ("limits", "values", "tables", "names", "forms", "acts")


@dataclass(frozen=True)
class Said:
    """A line of one side, with its articles in words, and whether the other side does not say it."""

    line: Line
    articles: str
    is_own: bool


@dataclass(frozen=True)
class Row:
    """A topic: what each side says, or its silence."""

    topic: str
    anchor: str
    name: str
    differs: bool
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    left_silent: bool
    right_silent: bool


@dataclass(frozen=True)
class Group:
    """Topics of one kind."""

    kind: str
    rows: list[Row]

    @property
    def differing(self) -> int:
        """On how many topics the two differ."""
        return sum(row.differs for row in self.rows)


def side_by_side(left: Edition, right: Edition, *, only_differences: bool) -> list[Group]:
    """The groups in their order; topics on which both are silent are left out.

    Acts are compared by whether the regulations know them: under which number an article stands is no difference of content.
    """
    ours, theirs = statements_of(left), statements_of(right)
    found = rules.pairs(_compared(ours), _compared(theirs))
    rows: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for pair in found:
        mine, other = ours.get(pair.topic), theirs.get(pair.topic)
        if not (mine and mine.lines) and not (other and other.lines):
            continue
        if only_differences and not pair.differs:
            continue
        known = mine or other
        assert known is not None  # one of them speaks
        rows[known.kind].append(
            Row(
                pair.topic, known.anchor, known.name, pair.differs, _side(mine, pair.only_left, known.kind),
                _side(other, pair.only_right, known.kind), not (mine and mine.lines), not (other and other.lines),
            )
        )  # fmt: skip
    return [Group(kind, rows[kind]) for kind in KINDS if rows[kind]]


def _compared(said: dict[str, Statement] | object) -> dict[str, tuple[str, ...]]:
    assert isinstance(said, dict)
    return {
        topic: ((statement.name,) if statement.lines else ()) if statement.kind == "acts" else statement.said
        for topic, statement in said.items()
    }


def _side(statement: Statement | None, own: frozenset[str], kind: str) -> tuple[Said, ...]:
    if statement is None:
        return ()
    shown = "" if kind == "acts" else None
    return tuple(
        Said(line, cited(line.articles) if shown is None else "", line.text in own or (kind == "acts" and bool(own)))
        for line in statement.lines
    )
