"""The strict loader: TOML to frozen values; every mistake is told with file, line and the likely meaning."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from dondoc.regulation.citations import Citation, CitationError
from dondoc.regulation.schema import (
    ACTS,
    LIMIT_NAMES,
    Article,
    Event,
    Form,
    Instrument,
    Limit,
    LimitCase,
    Profile,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Tag,
    Value,
)
from dondoc.workdays import Direction, Span, SpanError

PROFILE, ARTICLES = "profile.toml", "articles.toml"
KINDS = ("value", "verb", "silence", "outside", "scope")
TOPICS: dict[str, type] = {
    "on_time": str, "strict_before": bool, "rolls_fixed_dates": bool, "without_due_date": tuple, "classes": tuple,
    "directive_kinds": tuple, "confirming_role": str, "overdue_reason": bool, "return_to": str, "states": tuple,
    "report_periods": tuple,
}  # fmt: skip
TOP = frozenset(
    {
        "schema",
        "id",
        "name",
        "edition",
        "instrument",
        "silent",
        "limits",
        "secrecy",
        "slips",
        "vocabulary",
        "forms",
        "cites",
    }
) | frozenset(TOPICS)


class ProfileError(ValueError):
    """A profile is wrong: where, what, and what was probably meant."""

    def __init__(self, file: str, line: int, message: str, suggestion: str = "") -> None:
        self.file, self.line, self.message, self.suggestion = file, line, message, suggestion
        super().__init__(f"{file}:{line}: {message}" + (f" Có phải ý là “{suggestion}”?" if suggestion else ""))


class Locator:
    """Where a key stands in a TOML text: tomllib gives no positions."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.lines = file, text.splitlines()

    def line(self, path: Iterable[str]) -> int:
        """The line of the key at the path, or of the nearest table above it."""
        table, best = "", 1
        wanted = [part for part in path if not part.isdigit()]
        for number, line in enumerate(self.lines, start=1):
            stripped = line.strip()
            if header := re.match(r"^\[\[?\s*([^\]]+?)\s*\]?\]", stripped):
                table = header[1].replace('"', "")
                if table.split(".") == wanted[: len(table.split("."))]:
                    best = number
                if table == ".".join(wanted):
                    return number
            elif key := re.match(r'^"?([\w-]+)"?\s*=', stripped):
                full = [*table.split("."), key[1]] if table else [key[1]]
                if full == wanted:
                    return number
        return best

    def error(self, path: Iterable[str], message: str, suggestion: str = "") -> ProfileError:
        """A ProfileError at the path."""
        return ProfileError(self.file, self.line(list(path)), message, suggestion)

    def check_keys(self, data: Mapping[str, Any], known: Iterable[str], path: tuple[str, ...]) -> None:
        """Refuse unknown keys and name the nearest known one."""
        known = sorted(known)
        for key in data:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                raise self.error((*path, key), f"không hiểu khoá “{key}”; ở đây chỉ có: {', '.join(known)}.", *near)


def parse(file: str, text: str) -> dict[str, Any]:
    """Read TOML; its own errors are told in the same form."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        raise ProfileError(file, line, f"tệp không đúng cú pháp TOML hoặc ghi một khoá hai lần: {error}.") from error


class _Reader:
    def __init__(self, texts: Mapping[str, str]) -> None:
        for name in (PROFILE, ARTICLES):
            if name not in texts:
                raise ProfileError(name, 1, "thiếu tệp này trong thư mục quy chế.")
        self.where = Locator(PROFILE, texts[PROFILE])
        self.data = parse(PROFILE, texts[PROFILE])
        self.articles = read_articles(texts[ARTICLES])
        self.listed = {article.citation for article in self.articles}
        self.silent: dict[str, str] = dict(self.data.get("silent", {}))
        self.used: set[str] = set()

    def text(self, data: Mapping[str, Any], key: str, path: tuple[str, ...]) -> str:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.where.error((*path, key), f"thiếu “{key}” (chữ trong ngoặc kép).")
        return value

    def day(self, data: Mapping[str, Any], key: str, path: tuple[str, ...]) -> date:
        value = data.get(key)
        if not isinstance(value, date):
            raise self.where.error((*path, key), f"thiếu ngày “{key}”, viết như {key} = 2016-10-10.")
        return value

    def cites(self, data: Mapping[str, Any], path: tuple[str, ...]) -> tuple[Citation, ...]:
        if data.get("article") in (None, []):
            raise self.where.error(path, "giá trị này chưa ghi “article”: mỗi giá trị phải có điều, khoản quy định.")
        return self._citations(data["article"], (*path, "article"))

    def _citations(self, raw: Any, path: tuple[str, ...]) -> tuple[Citation, ...]:
        found = []
        for text in raw if isinstance(raw, list) and raw else [raw]:
            try:
                citation = Citation.parse(text if isinstance(text, str) else repr(text))
            except CitationError as error:
                raise self.where.error(path, f"{error}.") from error
            if citation not in self.listed:
                near = difflib.get_close_matches(text, [str(c) for c in self.listed], n=1)
                raise self.where.error(path, f"“{text}” không có trong articles.toml.", *near)
            found.append(citation)
        return tuple(found)

    def acts(self) -> dict[str, tuple[Citation, ...] | Silent]:
        """Where the regulation speaks of each act; an act that it does not know is declared silent."""
        data = self.data.get("cites", {})
        self.where.check_keys(data, ACTS, ("cites",))
        return {act: self.quiet(f"cites.{act}") or self._citations(data[act], ("cites", act)) for act in ACTS}

    def quiet(self, topic: str) -> Silent | None:
        """The topic's silence, if it is declared; stated and silent at once is refused."""
        stated = self._stated(topic)
        declared = topic in self.silent
        self.used.add(topic)
        if stated and declared:
            raise self.where.error(("silent", topic), f"“{topic}” vừa có giá trị vừa khai là không quy định.")
        if not stated and not declared:
            raise self.where.error(
                ("silent",),
                f"“{topic}” chưa có: hãy ghi giá trị, hoặc khai trong [silent] nếu quy chế không quy định.",
            )
        return Silent(topic, self.silent[topic]) if declared else None

    def _stated(self, topic: str) -> bool:
        table, dot, key = topic.partition(".")
        return key in self.data.get(table, {}) if dot else topic in self.data

    def value(self, topic: str, kind: type) -> Value[Any] | Silent:
        if silent := self.quiet(topic):
            return silent
        data = self.data[topic]
        path = (topic,)
        if not isinstance(data, dict):
            raise self.where.error(path, f"viết “{topic}” thành bảng [{topic}] với value và article.")
        self.where.check_keys(data, ("value", "article", "reading"), path)
        value = tuple(data["value"]) if kind is tuple and isinstance(data.get("value"), list) else data.get("value")
        if not isinstance(value, kind):
            raise self.where.error((*path, "value"), f"“value” của {topic} phải là {kind.__name__}.")
        return Value(value, self.cites(data, path), data.get("reading", ""))

    def limit(self, name: str) -> Limit | Silent:
        if silent := self.quiet(f"limits.{name}"):
            return silent
        rows = self.data["limits"][name]
        rows = rows if isinstance(rows, list) else [rows]
        cases = tuple(self._case(name, row) for row in rows)
        if any(not case.when for case in cases[:-1]) or cases[-1].when:
            raise self.where.error(("limits", name), "trường hợp chung (không có “when”) phải đứng cuối và chỉ có một.")
        return Limit(name, cases)

    def _case(self, name: str, row: Mapping[str, Any]) -> LimitCase:
        path = ("limits", name)
        known = ("value", "counts_from", "direction", "when", "match", "cutoff", "article", "reading")
        self.where.check_keys(row, known, path)
        raw = row.get("value")
        if not isinstance(raw, str):
            raise self.where.error(
                (*path, "value"), f"“value” = {raw!r}: số trần không được nhận, hãy ghi đơn vị.", f"{raw}wd"
            )
        try:
            span = Span.parse(raw)
        except SpanError as error:
            raise self.where.error((*path, "value"), f"{error}.") from error
        when = frozenset(self._tag(path, tag) for tag in row.get("when", []))
        cutoff = row.get("cutoff")
        if cutoff is not None and not isinstance(cutoff, time):
            raise self.where.error((*path, "cutoff"), "“cutoff” là giờ, viết như cutoff = 15:00:00.")
        return LimitCase(
            span=span, counts_from=self._choice(path, row, "counts_from", Event),
            direction=self._choice(path, {"direction": "after", **row}, "direction", Direction),
            article=self.cites(row, path), when=when, match_all=row.get("match", "any") == "all", cutoff=cutoff,
            reading=row.get("reading", ""),
        )  # fmt: skip

    def _tag(self, path: tuple[str, ...], text: str) -> Tag:
        tag: Tag = self._choice((*path, "when"), {"when": text}, "when", Tag)
        return tag

    def _choice(self, path: tuple[str, ...], row: Mapping[str, Any], key: str, kind: Any) -> Any:
        try:
            return kind(row.get(key))
        except ValueError as error:
            names = [member.value for member in kind]
            near = difflib.get_close_matches(str(row.get(key)), names, n=1)
            message = f"“{key}” = {row.get(key)!r}: phải là một trong {', '.join(names)}."
            raise self.where.error((*path, key), message, *near) from error

    def instrument(self) -> Instrument:
        data = self.data.get("instrument", {})
        path = ("instrument",)
        self.where.check_keys(data, ("number", "issuer", "issued_on", "effective_from", "checked_on", "ends_on"), path)
        return Instrument(
            self.text(data, "number", path), self.text(data, "issuer", path), self.day(data, "issued_on", path),
            self.day(data, "effective_from", path), self.day(data, "checked_on", path), data.get("ends_on"),
        )  # fmt: skip

    def secrecy(self) -> SecrecyLaw | Silent:
        if silent := self.quiet("secrecy"):
            return silent
        data, path = self.data["secrecy"], ("secrecy",)
        self.where.check_keys(data, ("policy", "instead", "article", "reading"), path)
        policies = ("refuse", "metadata_only", "paper_ledger")
        if data.get("policy") not in policies:
            raise self.where.error((*path, "policy"), f"“policy” phải là một trong {', '.join(policies)}.")
        return SecrecyLaw(
            data["policy"], self.text(data, "instead", path), self.cites(data, path), data.get("reading", "")
        )

    def slips(self) -> SlipLaw | Silent:
        if silent := self.quiet("slips"):
            return silent
        data, path = self.data["slips"], ("slips",)
        self.where.check_keys(data, ("number", "grouped_by", "escalate_to", "article", "reading"), path)
        if not isinstance(data.get("number"), int) or data["number"] < 1:
            raise self.where.error((*path, "number"), "“number” là số phiếu, từ 1 trở lên.")
        return SlipLaw(
            data["number"], self.text(data, "grouped_by", path), self.text(data, "escalate_to", path),
            self.cites(data, path), data.get("reading", ""),
        )  # fmt: skip

    def forms(self) -> dict[str, Form]:
        found = {}
        for name, data in self.data.get("forms", {}).items():
            path = ("forms", name)
            self.where.check_keys(data, ("title", "symbol", "article", "wording"), path)
            found[name] = Form(
                self.text(data, "title", path), self.text(data, "symbol", path), self.cites(data, path),
                dict(data.get("wording", {})),
            )  # fmt: skip
        return found

    def profile(self) -> Profile:
        self.where.check_keys(self.data, TOP, ())
        if self.data.get("schema") != 1:
            raise self.where.error(("schema",), "cần “schema = 1” ở dòng đầu.")
        limits = self.data.get("limits", {})
        self.where.check_keys(limits, LIMIT_NAMES, ("limits",))
        topics = {topic: self.value(topic, kind) for topic, kind in TOPICS.items()}
        profile = Profile(
            id=self.text(self.data, "id", ()), name=self.text(self.data, "name", ()),
            edition=self.text(self.data, "edition", ()), instrument=self.instrument(),
            limits={name: self.limit(name) for name in LIMIT_NAMES}, secrecy=self.secrecy(), slips=self.slips(),
            vocabulary=dict(self.data.get("vocabulary", {})), forms=self.forms(), cites=self.acts(),
            silent=self.silent, articles=self.articles, **topics,
        )  # fmt: skip
        self.where.check_keys(self.silent, self.used, ("silent",))
        return profile


def read_articles(text: str) -> tuple[Article, ...]:
    """Read the walk through the regulation: citation, gist, what answers it."""
    where = Locator(ARTICLES, text)
    found: list[Article] = []
    for key, row in parse(ARTICLES, text).items():
        try:
            citation = Citation.parse(key)
        except CitationError as error:
            raise where.error((key,), f"{error}.") from error
        where.check_keys(row, ("gist", *KINDS), (key,))
        kinds = [kind for kind in KINDS if kind in row]
        if not row.get("gist") or len(kinds) != 1:
            raise where.error((key,), f"“{key}” cần gist và đúng một trong {', '.join(KINDS)}.")
        found.append(Article(citation, row["gist"], kinds[0], row[kinds[0]]))
    return tuple(found)


def profile_texts(folder: Path) -> dict[str, str]:
    """The texts that make an edition."""
    return {
        name: (folder / name).read_text(encoding="utf-8") for name in (PROFILE, ARTICLES) if (folder / name).exists()
    }


def load_profile_texts(texts: Mapping[str, str]) -> Profile:
    """Load a profile from its files' texts; raises ProfileError."""
    return _Reader(texts).profile()


def load_profile(folder: Path) -> Profile:
    """Load a profile from its folder; raises ProfileError."""
    return load_profile_texts(profile_texts(folder))


def profile_hash(texts: Mapping[str, str]) -> str:
    """The hash of an edition: sha256 over the names and texts in their order."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    return digest.hexdigest()


def available(*roots: Path) -> dict[str, Path]:
    """The profiles in the folders, by their id."""
    return {path.parent.name: path.parent for root in roots for path in sorted(root.glob(f"*/{PROFILE}"))}
