"""What a column of a profile may hold, and how it is read: the shape of each table is declared once, by these."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from dondoc.regulation.citations import Citation
from dondoc.regulation.columns import Columns
from dondoc.regulation.locator import Path, near
from dondoc.regulation.terms import PLACEHOLDERS, Tag
from dondoc.workdays import Span, SpanError

T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Law:
    """A declared shape: a row of a table, each column with what it may hold."""

    def fault(self) -> tuple[str, str] | None:
        """Which column does not go with the others, and why; None when all is well."""
        return None


L = TypeVar("L", bound=Law)


class Kind(Protocol[T_co]):
    """What a column holds. ``choices`` is the closed list, empty where anything may be written."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The closed list."""

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> T_co:
        """The value of the column; raises ProfileError with the line and the likely meaning."""


@dataclass(frozen=True)
class Text:
    """Words; nothing where they need not be there."""

    needed: bool = True
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> str:
        """See `Kind.read`."""
        return columns.text(row, key, path, needed=self.needed)


@dataclass(frozen=True)
class Word:
    """A name by which the row is asked for: small letters without accents, digits, underscores."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> str:
        """See `Kind.read`."""
        found = columns.text(row, key, path)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", found):
            message = f"“{key}” = {found!r}: tên gồm chữ thường không dấu, số và gạch dưới, như unit_results."
            raise columns.where.error((*path, key), message)
        return found


@dataclass(frozen=True)
class Texts:
    """A list of words."""

    needed: bool = False
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[str, ...]:
        """See `Kind.read`."""
        found = columns.texts(row, key, path)
        if self.needed and not found:
            raise columns.where.error((*path, key), f"“{key}” là danh sách chữ trong ngoặc vuông, ít nhất một mục.")
        return found


@dataclass(frozen=True)
class YesNo:
    """True or false; ``otherwise`` where nothing is written."""

    otherwise: bool | None = None
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> bool:
        """See `Kind.read`."""
        return columns.yes_no(row, key, path, otherwise=self.otherwise)


@dataclass(frozen=True)
class One:
    """One of a closed list; ``otherwise`` where nothing is written."""

    choices: tuple[str, ...]
    otherwise: str | None = None

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> str:
        """See `Kind.read`."""
        if key not in row and self.otherwise is not None:
            return self.otherwise
        return columns.choice(row, key, path, self.choices)


@dataclass(frozen=True)
class Several:
    """Some of a closed list, each once; where they need not be there, also none."""

    choices: tuple[str, ...]
    needed: bool = True
    empty: bool = False  # the key must be there and may hold an empty list

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[str, ...]:
        """See `Kind.read`."""
        if self.empty and row.get(key) == []:
            return ()
        return columns.several(row, key, path, self.choices, needed=self.needed)


class Member(Generic[E]):
    """A member of a closed list that the program has a type for."""

    def __init__(self, of: type[E], otherwise: E | None = None) -> None:
        self.of, self.otherwise = of, otherwise
        self.choices: tuple[str, ...] = tuple(member.value for member in of)

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> E:
        """See `Kind.read`."""
        given = row if self.otherwise is None else {key: self.otherwise.value, **row}
        return columns.member(given, key, path, self.of)


class Members(Generic[E]):
    """Some members of such a list."""

    def __init__(self, of: type[E]) -> None:
        self.of = of
        self.choices: tuple[str, ...] = tuple(member.value for member in of)

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[E, ...]:
        """See `Kind.read`."""
        return tuple(self.of(value) for value in columns.several(row, key, path, self.choices))


@dataclass(frozen=True)
class Tags:
    """The tags that choose a case; none for the base case."""

    choices: tuple[str, ...] = tuple(tag.value for tag in Tag)

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> frozenset[Tag]:
        """See `Kind.read`."""
        return frozenset(map(Tag, columns.several(row, key, path, self.choices, needed=key in row)))


@dataclass(frozen=True)
class MatchAll:
    """Whether all tags of a case must be there: written ``any`` (as when nothing is written) or ``all``."""

    choices: tuple[str, ...] = ("any", "all")

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> bool:
        """See `Kind.read`."""
        return columns.choice({key: "any", **row}, key, path, self.choices) == "all"


@dataclass(frozen=True)
class Number:
    """A whole number between two others; None where it need not be there and is not."""

    least: int
    most: int
    otherwise: int | None = None
    needed: bool = True
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> int | None:
        """See `Kind.read`."""
        if key not in row and (not self.needed or self.otherwise is not None):
            return self.otherwise
        return columns.number(row, key, path, least=self.least, most=self.most)


@dataclass(frozen=True)
class Day:
    """A date; None where it need not be there and is not."""

    needed: bool = True
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> date | None:
        """See `Kind.read`."""
        return columns.day(row, key, path) if self.needed or key in row else None


@dataclass(frozen=True)
class Hour:
    """An hour of the day, or None."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> time | None:
        """See `Kind.read`."""
        found = row.get(key)
        if found is not None and type(found) is not time:
            raise columns.where.error((*path, key), f"“{key}” là giờ, viết như {key} = 15:00:00.")
        return found


@dataclass(frozen=True)
class Length:
    """A span with its unit: ``2wd``, ``10d``, ``3m``, ``same day``."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> Span:
        """See `Kind.read`."""
        raw = row.get(key)
        if not isinstance(raw, str):
            number = type(raw) is int
            said = f"“{key}” = {raw!r}: số trần không được nhận" if number else f"thiếu “{key}”"
            message = f"{said}, hãy ghi số kèm đơn vị trong ngoặc kép."
            raise columns.where.error((*path, key), message, f"{raw}wd" * number)
        try:
            return Span.parse(raw)
        except SpanError as error:
            suggestion = f"{raw.strip()}wd" if raw.strip().isdecimal() else ""
            raise columns.where.error((*path, key), f"{error}.", suggestion) from error


@dataclass(frozen=True)
class DaysOfYear:
    """Fixed days of the year, written month-day: ``06-10``; none where nothing is written."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[str, ...]:
        """See `Kind.read`."""
        found = columns.texts(row, key, path)
        for text in found:
            try:
                date.fromisoformat(f"2000-{text}")
            except ValueError as error:
                message = f"“{key}”: “{text}” không phải ngày trong năm, viết tháng-ngày như 06-10 (ngày 10 tháng 6)."
                raise columns.where.error((*path, key), message) from error
        if list(found) != sorted(set(found)):
            raise columns.where.error((*path, key), f"“{key}” xếp từ đầu năm đến cuối năm, mỗi ngày một lần.")
        return found


@dataclass(frozen=True)
class Need:
    """Whether a paper must be there: ``always``, ``if_any``, or ``alternative:<group>``, of which group one is enough."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> str:
        """See `Kind.read`."""
        found = columns.text(row, key, path)
        head, _, group = found.partition(":")
        if found in {"always", "if_any"} or (head == "alternative" and group.isidentifier()):
            return found
        message = f"“{key}” là always (phải có), if_any (nếu có) hoặc alternative:tên_nhóm (một trong nhóm)."
        raise columns.where.error((*path, key), message, near(found, ("always", "if_any", "alternative:")))


@dataclass(frozen=True)
class Cites:
    """The articles that set the row; a row without an article is refused."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[Citation, ...]:
        """See `Kind.read`."""
        return columns.cites(row, path)


@dataclass(frozen=True)
class Choices:
    """A table that gives some of the keys one of the choices each; empty where it is not there."""

    keys: tuple[str, ...]
    choices: tuple[str, ...]

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> dict[str, str]:
        """See `Kind.read`."""
        table, inner = columns.table(row, key, path), (*path, key)
        columns.where.check_keys(table, self.keys, inner)
        return {name: columns.choice(table, name, inner, self.choices) for name in table}


@dataclass(frozen=True)
class Inline:
    """A table whose keys are free."""

    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> Mapping[str, Any]:
        """See `Kind.read`."""
        if key not in row:
            raise columns.where.error((*path, key), f"thiếu “{key}” (một bảng, có thể trống: {key} = {{}}).")
        return columns.table(row, key, path)


@dataclass(frozen=True)
class Wording:
    """The prescribed words of a form by name, or one text; what is to be filled in must be known."""

    table: bool = True
    choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> Any:
        """See `Kind.read`."""
        if not self.table:
            return filled(columns, columns.text(row, key, path), (*path, key))
        table, inner = columns.table(row, key, path), (*path, key)
        return {name: filled(columns, columns.text(table, name, inner), (*inner, name)) for name in table}


class Rows(Generic[L]):
    """A list of rows of another declared shape."""

    def __init__(self, of: type[L]) -> None:
        self.of = of
        self.choices: tuple[str, ...] = ()

    def read(self, columns: Columns, row: Row, key: str, path: Path) -> tuple[L, ...]:
        """See `Kind.read`."""
        rows = columns.rows(row, key, path)
        if not rows:
            name = ".".join(map(str, (*path, key)))
            raise columns.where.error((*path, key), f"chưa có dòng nào, mỗi dòng mở bằng [[{name}]].")
        return tuple(read_row(self.of, columns, inner, (*path, key, place)) for place, inner in enumerate(rows))


def filled(columns: Columns, text: str, path: Path) -> str:
    """The text when everything in it that is to be filled in is known."""
    try:
        text % dict.fromkeys(PLACEHOLDERS, "")
    except (KeyError, ValueError, TypeError) as error:
        known = ", ".join(f"%({name})s" for name in PLACEHOLDERS)
        message = f"chỗ điền trong “{path[-1]}” không đúng ({error}); chỉ có {known}; dấu phần trăm viết %%."
        raise columns.where.error(path, message) from error
    return text


def column(kind: Kind[Any], key: str = "", default: Any = dataclasses.MISSING) -> Any:
    """Declare a column of a table: what it holds, and how it is written where the code calls it otherwise."""
    return dataclasses.field(metadata={"kind": kind, "key": key}, default=default)


def columns_of(law: type[Law]) -> dict[str, tuple[str, Kind[Any]]]:
    """The columns of a declared shape by how they are written: the name in the code and what they hold."""
    return {
        each.metadata["key"] or each.name: (each.name, each.metadata["kind"])
        for each in dataclasses.fields(law)
        if "kind" in each.metadata
    }


def read_row(law: type[L], columns: Columns, row: Row, path: Path, **given: Any) -> L:
    """A row of a declared shape; ``given`` are what the file does not write in the row."""
    known = columns_of(law)
    columns.where.check_keys(row, known, path)
    made = law(**given, **{name: kind.read(columns, row, key, path) for key, (name, kind) in known.items()})
    if (wrong := made.fault()) is not None:
        raise columns.where.error((*path, wrong[0]), wrong[1])
    return made
