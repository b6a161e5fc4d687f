"""What a profile can speak of: a topic has one value, a table one row or several; each is declared once, in `profile.Profile`.

The loader, the questions, the pages and the tests walk these declarations; none of them keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from dondoc.regulation.kinds import Kind, Law
from dondoc.regulation.schema import Silent, Value

if TYPE_CHECKING:
    from dondoc.regulation.profile import Profile

T = TypeVar("T")
L = TypeVar("L", bound=Law)


class Spoken:
    """Something that a profile says or is silent about; ``since`` is the schema that knows it first, ``asks`` what the writer of
    a profile looks for in the text.
    """

    name: str

    def __init__(self, since: int, asks: str) -> None:
        self.since, self.asks = since, asks

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name


class Topic(Spoken, Generic[T]):
    """A topic with one value: ``kind`` says what it may be."""

    def __init__(self, kind: Kind[T], *, since: int = 2, asks: str = "") -> None:
        super().__init__(since, asks)
        self.kind = kind

    @property
    def choices(self) -> tuple[str, ...]:
        """The closed list from which the value is taken; empty for yes or no."""
        return self.kind.choices

    @overload
    def __get__(self, profile: None, owner: type) -> Topic[T]: ...

    @overload
    def __get__(self, profile: Profile, owner: type) -> Value[T] | Silent: ...

    def __get__(self, profile: Profile | None, owner: type) -> Any:
        return self if profile is None else profile.said[self.name]


class Table(Spoken, Generic[L]):
    """A table of one row: ``law`` is the declared shape."""

    def __init__(self, law: type[L], *, since: int = 2, asks: str = "") -> None:
        super().__init__(since, asks)
        self.law = law

    @overload
    def __get__(self, profile: None, owner: type) -> Table[L]: ...

    @overload
    def __get__(self, profile: Profile, owner: type) -> L | Silent: ...

    def __get__(self, profile: Profile | None, owner: type) -> Any:
        return self if profile is None else profile.said[self.name]


class ListOf(Spoken, Generic[L]):
    """A table of several rows, told apart by their names, or cases tried in order."""

    def __init__(self, law: type[L], *, since: int = 2, asks: str = "") -> None:
        super().__init__(since, asks)
        self.law = law

    @overload
    def __get__(self, profile: None, owner: type) -> ListOf[L]: ...

    @overload
    def __get__(self, profile: Profile, owner: type) -> tuple[L, ...] | Silent: ...

    def __get__(self, profile: Profile | None, owner: type) -> Any:
        return self if profile is None else profile.said[self.name]


def topics_of(profile: type) -> Mapping[str, Topic[Any]]:
    """The topics of one value that a profile declares, by name."""
    return {name: topic for name, topic in vars(profile).items() if isinstance(topic, Topic)}


def tables_of(profile: type) -> Mapping[str, Table[Any] | ListOf[Any]]:
    """The tables that a profile declares, by name."""
    return {name: table for name, table in vars(profile).items() if isinstance(table, Table | ListOf)}
