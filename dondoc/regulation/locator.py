"""Where a key stands in a TOML text, and how a mistake is told: file, line, what is wrong, what was probably meant."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]")
_KEY = re.compile(rf"^\s*({_DOTTED})\s*=\s*(.*)$")
_MULTILINE = ('"""', "'''")

# What tomllib says, in words for people who do not program; tried in order, the last takes the rest.
_SAYINGS = (
    ("Cannot overwrite a value", "khoá này đã ghi ở trên, mỗi khoá chỉ ghi một lần"),
    ("Cannot declare", "bảng này đã mở ở trên, mỗi bảng chỉ mở một lần"),
    ("Cannot redefine", "bảng này đã ghi xong ở trên, không thêm được nữa"),
    ("Cannot mutate", "bảng này đã ghi xong ở trên, không thêm được nữa"),
    ("Unterminated string", "chữ chưa đóng ngoặc kép"),
    ("Expected '='", "sau tên khoá phải là dấu ="),
    ("Invalid initial character for a key", "dòng này không bắt đầu bằng tên khoá"),
    (
        "Invalid value",
        "sau dấu = phải là chữ trong ngoặc kép, số, ngày, true hay false, hoặc danh sách trong ngoặc vuông",
    ),
    ("Unclosed array", "danh sách chưa đóng ngoặc vuông"),
    ("Unclosed inline table", "bảng trong dòng chưa đóng ngoặc nhọn"),
    ("Invalid date", "ngày này không có thật"),
    ("Duplicate inline table key", "khoá này ghi hai lần trong một bảng"),
    ("", "tệp không đúng cú pháp TOML"),
)


class ProfileError(ValueError):
    """A profile is wrong: where, what, and what was probably meant."""

    def __init__(self, file: str, line: int, message: str, suggestion: str = "") -> None:
        self.file, self.line, self.message, self.suggestion = file, line, message, suggestion
        super().__init__(f"{file}:{line}: {message}" + (f" Có phải ý là “{suggestion}”?" if suggestion else ""))


#: What a skeleton writes where its writer still has to: a text that has it is not loaded.
TO_WRITE = "CẦN ĐIỀN"


def unfinished(texts: Mapping[str, str]) -> list[ProfileError]:
    """The lines that still carry the mark, in the order of the files; lines of comment do not count."""
    return [
        ProfileError(name, number, f"chưa điền: {line.strip()[:100]}.")
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if TO_WRITE in line and not line.lstrip().startswith("#")
    ]


def parse(file: str, text: str) -> dict[str, Any]:
    """Read TOML; its own errors are told in the same form and in words."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else max(len(text.splitlines()), 1)
        said = next(words for start, words in _SAYINGS if str(error).startswith(start))
        raise ProfileError(file, line, f"{said}.") from error
    except (ValueError, RecursionError) as error:  # an impossible date; brackets without end
        raise ProfileError(file, 1, "tệp không đúng cú pháp TOML.") from error


def near(word: object, known: Iterable[str]) -> str:
    """The nearest known word, or nothing."""
    return next(iter(difflib.get_close_matches(str(word), list(known), n=1)), "")


class Locator:
    """Where a key stands in a TOML text: tomllib gives no positions."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._lines: dict[Path, int] = {}
        self._scan(text)

    def _scan(self, text: str) -> None:
        table: Path = ()
        opened: Counter[Path] = Counter()
        closing = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if closing:
                closing = "" if closing in line else closing
            elif header := _HEADER.match(line):
                table = self._place(_split(header[2]), opened)
                if header[1] == "[[":
                    table = (*table, opened[table])
                    opened[table[:-1]] += 1
                for length in range(1, len(table) + 1):
                    self._lines.setdefault(table[:length], number)
            elif key := _KEY.match(line):
                self._lines.setdefault((*table, *_split(key[1])), number)
                self._inline((*table, *_split(key[1])), key[2], number)
                closing = next((mark for mark in _MULTILINE if key[2].count(mark) == 1), "")

    @staticmethod
    def _place(parts: list[str], opened: Counter[Path]) -> Path:
        """The table of a header: under a list of tables it belongs to the latest of them."""
        place: Path = ()
        for part in parts[:-1]:
            place = (*place, part)
            if opened[place]:
                place = (*place, opened[place] - 1)
        return (*place, parts[-1])

    def _inline(self, path: Path, value: str, number: int) -> None:
        if value.startswith("{"):
            for inner in re.finditer(rf"[{{,]\s*({_PART})\s*=", value):
                self._lines.setdefault((*path, *_split(inner[1])), number)

    def line(self, path: Iterable[str | int]) -> int:
        """The line of the key at the path, or of the nearest table above it."""
        wanted = tuple(path)
        while wanted and wanted not in self._lines:
            wanted = wanted[:-1]
        return self._lines.get(wanted, 1)

    def error(self, path: Iterable[str | int], message: str, suggestion: str = "") -> ProfileError:
        """A ProfileError at the path."""
        return ProfileError(self.file, self.line(path), message, suggestion)

    def check_keys(self, data: Mapping[str, Any], known: Iterable[str], path: Path) -> None:
        """Refuse unknown keys and name the nearest known one."""
        known = sorted(known)
        for key in data:
            if key not in known:
                message = f"không hiểu khoá “{key}”; ở đây chỉ có: {', '.join(known)}."
                raise self.error((*path, key), message, near(key, known))


def _split(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, dotted)]
