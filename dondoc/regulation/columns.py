"""Reading single columns of a profile: text, day, number, choice, citation; each mistake with its line, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from dondoc.regulation.citations import Citation, CitationError
from dondoc.regulation.locator import Locator, Path, near

E = TypeVar("E", bound=StrEnum)


class Columns:
    """Reads columns of tables in one file; ``listed`` are the places that articles.toml knows."""

    def __init__(self, where: Locator, listed: Iterable[Citation]) -> None:
        self.where, self.listed = where, frozenset(listed)

    def table(self, data: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
        """A table, empty when it is not there."""
        value = data.get(key, {})
        if not isinstance(value, Mapping):
            raise self.where.error(
                (*path, key), f"“{key}” phải là một bảng, mở bằng [{'.'.join(map(str, (*path, key)))}]."
            )
        return value

    def rows(self, data: Mapping[str, Any], key: str, path: Path) -> list[Mapping[str, Any]]:
        """A list of tables."""
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            name = ".".join(map(str, (*path, key)))
            raise self.where.error((*path, key), f"“{key}” phải là các bảng, mỗi bảng mở bằng [[{name}]].")
        return value

    def text(self, data: Mapping[str, Any], key: str, path: Path, *, needed: bool = True) -> str:
        """A text; nothing when it need not be there."""
        value = data.get(key, "" if not needed else None)
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.where.error((*path, key), f"thiếu “{key}” (chữ trong ngoặc kép).")
        return value

    def day(self, data: Mapping[str, Any], key: str, path: Path) -> date:
        """A date without an hour."""
        value = data.get(key)
        if type(value) is not date:
            raise self.where.error(
                (*path, key), f"thiếu ngày “{key}”, viết như {key} = 2016-10-10 (không có ngoặc kép)."
            )
        return value

    def number(self, data: Mapping[str, Any], key: str, path: Path, *, least: int, most: int) -> int:
        """A whole number between two others."""
        value = data.get(key)
        if type(value) is not int or not least <= value <= most:
            raise self.where.error((*path, key), f"“{key}” phải là số nguyên từ {least} đến {most}.")
        return value

    def yes_no(self, data: Mapping[str, Any], key: str, path: Path, *, otherwise: bool | None = None) -> bool:
        """True or false."""
        value = data.get(key, otherwise)
        if not isinstance(value, bool):
            raise self.where.error((*path, key), f"“{key}” là true (có) hoặc false (không), không có ngoặc kép.")
        return value

    def choice(self, data: Mapping[str, Any], key: str, path: Path, choices: Iterable[str]) -> str:
        """One of a closed list."""
        return self.one_of(data.get(key), key, (*path, key), choices)

    def member(self, data: Mapping[str, Any], key: str, path: Path, kind: type[E]) -> E:
        """A member of a closed list that the program has a type for."""
        return kind(self.choice(data, key, path, [member.value for member in kind]))

    def one_of(self, value: object, key: str, path: Path, choices: Iterable[str]) -> str:
        """The value when it is in the closed list."""
        known = list(choices)
        if not isinstance(value, str) or value not in known:
            said = "chưa có" if value is None else f"= {value!r}"
            raise self.where.error(path, f"“{key}” {said}: phải là một trong {', '.join(known)}.", near(value, known))
        return value

    def several(
        self, data: Mapping[str, Any], key: str, path: Path, choices: Iterable[str], *, needed: bool = True
    ) -> tuple[str, ...]:
        """Some of a closed list, each once."""
        value, known = data.get(key, [] if not needed else None), list(choices)
        if not isinstance(value, list) or (needed and not value):
            raise self.where.error(
                (*path, key), f"“{key}” là danh sách trong ngoặc vuông, chọn trong {', '.join(known)}."
            )
        found = tuple(self.one_of(item, key, (*path, key), known) for item in value)
        if len(set(found)) != len(found):
            raise self.where.error((*path, key), f"“{key}” ghi một mục hai lần.")
        return found

    def texts(self, data: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
        """A list of texts, empty when it is not there."""
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.where.error((*path, key), f"“{key}” là danh sách chữ trong ngoặc vuông.")
        return tuple(value)

    def cites(self, data: Mapping[str, Any], path: Path) -> tuple[Citation, ...]:
        """The articles that set the value; a value without an article is refused."""
        if data.get("article") in (None, [], ""):
            raise self.where.error(path, "giá trị này chưa ghi “article”: mỗi giá trị phải có điều, khoản quy định.")
        return self.citations(data["article"], (*path, "article"))

    def citations(self, raw: object, path: Path) -> tuple[Citation, ...]:
        """One citation or a list of them, each of a place that articles.toml lists."""
        return tuple(self._citation(text, path) for text in (raw if isinstance(raw, list) and raw else [raw]))

    def _citation(self, text: object, path: Path) -> Citation:
        try:
            citation = Citation.parse(text if isinstance(text, str) else repr(text))
        except CitationError as error:
            raise self.where.error(path, f"{error}.") from error
        if citation not in self.listed:
            message = f"“{text}” ({citation.in_words()}) không có trong articles.toml."
            raise self.where.error(path, message, near(text, sorted(str(place) for place in self.listed)))
        return citation
