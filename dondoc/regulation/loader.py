"""The strict loader: TOML to frozen values; every mistake is told with file, line and the likely meaning."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from dondoc.regulation.articles import ARTICLES, check_answers, read_articles
from dondoc.regulation.citations import Citation
from dondoc.regulation.columns import Columns
from dondoc.regulation.locator import Locator, ProfileError, parse
from dondoc.regulation.periods import PeriodKind
from dondoc.regulation.schema import (
    ACTS,
    ESCALATION_ROLES,
    FORM_PURPOSES,
    FORMS_BY_NUMBER,
    LIMIT_NAMES,
    NUMBER_SERIES,
    PLACEHOLDERS,
    REPORTERS,
    SECRECY_POLICIES,
    SLIP_GROUPS,
    TOPICS,
    VOCABULARY,
    Event,
    Form,
    Instrument,
    Limit,
    LimitCase,
    Profile,
    ReportLaw,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Tag,
    Topic,
    TopicKind,
    Value,
)
from dondoc.workdays import Direction, Span, SpanError, SpanUnit

PROFILE = "profile.toml"
SCHEMA = 1
TOP = (
    "schema", "id", "name", "edition", "instrument", "silent", "limits", "secrecy", "slips", "reports", "vocabulary",
    "forms", "cites", *TOPICS,
)  # fmt: skip
T = TypeVar("T")


class _Reader:
    def __init__(self, texts: Mapping[str, str]) -> None:
        for name in (PROFILE, ARTICLES):
            if name not in texts:
                raise ProfileError(name, 1, "thiếu tệp này trong thư mục quy chế.")
        self.where = Locator(PROFILE, texts[PROFILE])
        self.data = parse(PROFILE, texts[PROFILE])
        self.articles_text = texts[ARTICLES]
        self.articles = read_articles(texts[ARTICLES])
        self.columns = Columns(self.where, [article.citation for article in self.articles])
        self.silent: dict[str, str] = {}
        self.used: set[str] = set()

    def profile(self) -> Profile:
        self.where.check_keys(self.data, TOP, ())
        if self.data.get("schema") != SCHEMA:
            raise self.where.error(("schema",), f"cần “schema = {SCHEMA}” ở dòng đầu.")
        declared = self.columns.table(self.data, "silent", ())
        self.silent = {topic: self.columns.text(declared, topic, ("silent",)) for topic in declared}
        limits = self.columns.table(self.data, "limits", ())
        self.where.check_keys(limits, LIMIT_NAMES, ("limits",))
        vocabulary, vocabulary_article = self._vocabulary()
        profile = Profile(
            id=self._id(), name=self.columns.text(self.data, "name", ()),
            edition=self.columns.text(self.data, "edition", ()), instrument=self._instrument(),
            limits={name: self._spoken(f"limits.{name}", partial(self._limit, name)) for name in LIMIT_NAMES},
            secrecy=self._spoken("secrecy", self._secrecy), slips=self._spoken("slips", self._slips),
            reports=self._spoken("reports", self._reports), vocabulary=vocabulary, vocabulary_article=vocabulary_article,
            forms=self._forms(), cites=self._cites(), silent=self.silent, articles=self.articles,
            **{name: self._spoken(name, partial(self._value, name)) for name in TOPICS},
        )  # fmt: skip
        self.where.check_keys(self.silent, self.used, ("silent",))
        self._check_form_names(profile)
        check_answers(self.articles_text, profile)
        return profile

    def _id(self) -> str:
        found = self.columns.text(self.data, "id", ())
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found):
            raise self.where.error(("id",), "“id” gồm chữ thường không dấu, số và gạch nối, như hue-71-2016.")
        return found

    def _spoken(self, topic: str, read: Callable[[], T]) -> T | Silent:
        """The topic's value, or its silence when that is declared; neither and both are refused."""
        self.used.add(topic)
        head, _, rest = topic.partition(".")
        stated = rest in self.data.get(head, {}) if rest else head in self.data
        if stated and topic in self.silent:
            raise self.where.error(("silent", topic), f"“{topic}” vừa có giá trị vừa khai là không quy định.")
        if stated:
            return read()
        if topic in self.silent:
            return Silent(topic, self.silent[topic])
        message = f"“{topic}” chưa có: hãy ghi giá trị, hoặc khai trong [silent] nếu quy chế không quy định."
        raise self.where.error(("silent",), message)

    def _value(self, name: str) -> Value[Any]:
        data, path, topic = self.columns.table(self.data, name, ()), (name,), TOPICS[name]
        self.where.check_keys(data, ("value", "article", "reading"), path)
        return Value(self._said(data, path, topic), self.columns.cites(data, path), self._reading(data, path))

    def _said(self, data: Mapping[str, Any], path: tuple[str, ...], topic: Topic) -> object:
        if topic.kind is TopicKind.YES_NO:
            return self.columns.yes_no(data, "value", path)
        if topic.kind is TopicKind.ONE:
            return self.columns.choice(data, "value", path, topic.choices)
        return self.columns.several(data, "value", path, topic.choices)

    def _reading(self, data: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
        return self.columns.text(data, "reading", path, needed=False)

    def _limit(self, name: str) -> Limit:
        rows = self.columns.rows(self.data["limits"], name, ("limits",))
        cases = tuple(self._case(("limits", name, place), row) for place, row in enumerate(rows))
        bases = [place for place, case in enumerate(cases) if not case.when]
        if not cases or bases != [len(cases) - 1]:
            wrong = next((place for place in bases if place != len(cases) - 1), len(cases) - 1)
            message = "trường hợp chung (không có “when”) phải đứng cuối và chỉ có một."
            raise self.where.error(("limits", name, max(wrong, 0)), message)
        for place, case in enumerate(cases):
            if any(earlier.hides(case) for earlier in cases[:place]):
                message = "trường hợp này không bao giờ tới lượt: một trường hợp ở trên đã nhận mọi nhãn của nó."
                raise self.where.error(("limits", name, place), message)
        return Limit(name, cases)

    def _case(self, path: tuple[str | int, ...], row: Mapping[str, Any]) -> LimitCase:
        known = ("value", "counts_from", "direction", "when", "match", "cutoff", "article", "reading")
        self.where.check_keys(row, known, path)
        span = self._span(row, path)
        direction = self.columns.member({"direction": "after", **row}, "direction", path, Direction)
        cutoff = row.get("cutoff")
        if cutoff is not None and type(cutoff) is not time:
            raise self.where.error((*path, "cutoff"), "“cutoff” là giờ, viết như cutoff = 15:00:00.")
        if span.unit is SpanUnit.SAME_DAY and direction is Direction.BEFORE:
            raise self.where.error(
                (*path, "direction"), "“same day” không có “before”: việc trong ngày không lùi về trước."
            )
        if span.unit is not SpanUnit.SAME_DAY and cutoff is not None:
            raise self.where.error((*path, "cutoff"), "“cutoff” chỉ dùng với “same day”: khoảng khác không xét giờ.")
        when = self.columns.several(row, "when", path, [tag.value for tag in Tag], needed="when" in row)
        return LimitCase(
            span=span, counts_from=self.columns.member(row, "counts_from", path, Event), direction=direction,
            article=self.columns.cites(row, path), when=frozenset(Tag(tag) for tag in when),
            match_all=self.columns.choice({"match": "any", **row}, "match", path, ("any", "all")) == "all",
            cutoff=cutoff, reading=self._reading(row, path),
        )  # fmt: skip

    def _span(self, row: Mapping[str, Any], path: tuple[str | int, ...]) -> Span:
        raw = row.get("value")
        if not isinstance(raw, str):
            number = type(raw) is int
            said = f"“value” = {raw!r}: số trần không được nhận" if number else "thiếu “value”"
            raise self.where.error(
                (*path, "value"), f"{said}, hãy ghi số kèm đơn vị trong ngoặc kép.", f"{raw}wd" * number
            )
        try:
            return Span.parse(raw)
        except SpanError as error:
            suggestion = f"{raw.strip()}wd" if raw.strip().isdecimal() else ""
            raise self.where.error((*path, "value"), f"{error}.", suggestion) from error

    def _instrument(self) -> Instrument:
        data, path = self.columns.table(self.data, "instrument", ()), ("instrument",)
        known = ("number", "issuer", "issued_on", "effective_from", "checked_on", "ends_on")
        self.where.check_keys(data, known, path)
        days = {key: self.columns.day(data, key, path) for key in ("issued_on", "effective_from", "checked_on")}
        ends_on = self.columns.day(data, "ends_on", path) if "ends_on" in data else None
        self._in_order(
            days["issued_on"], days["effective_from"], "effective_from", "ngày có hiệu lực trước ngày ban hành."
        )
        self._in_order(days["effective_from"], ends_on, "ends_on", "ngày hết hiệu lực trước ngày có hiệu lực.")
        number, issuer = self.columns.text(data, "number", path), self.columns.text(data, "issuer", path)
        return Instrument(number=number, issuer=issuer, ends_on=ends_on, **days)

    def _in_order(self, first: date, last: date | None, key: str, message: str) -> None:
        if last is not None and last < first:
            raise self.where.error(("instrument", key), message)

    def _secrecy(self) -> SecrecyLaw:
        data, path = self.columns.table(self.data, "secrecy", ()), ("secrecy",)
        self.where.check_keys(data, ("policy", "instead", "article", "reading"), path)
        return SecrecyLaw(
            self.columns.choice(data, "policy", path, SECRECY_POLICIES), self.columns.text(data, "instead", path),
            self.columns.cites(data, path), self._reading(data, path),
        )  # fmt: skip

    def _slips(self) -> SlipLaw:
        data, path = self.columns.table(self.data, "slips", ()), ("slips",)
        self.where.check_keys(data, ("number", "grouped_by", "escalate_to", "article", "reading"), path)
        return SlipLaw(
            self.columns.number(data, "number", path, least=1, most=20),
            self.columns.choice(data, "grouped_by", path, SLIP_GROUPS),
            self.columns.choice(data, "escalate_to", path, ESCALATION_ROLES),
            self.columns.cites(data, path), self._reading(data, path),
        )  # fmt: skip

    def _reports(self) -> tuple[ReportLaw, ...]:
        found: list[ReportLaw] = []
        for place, row in enumerate(self.columns.rows(self.data, "reports", ())):
            report = self._report(("reports", place), row)
            if report.name in {other.name for other in found}:
                raise self.where.error(("reports", place, "name"), f"báo cáo “{report.name}” ghi hai lần.")
            found.append(report)
        if not found:
            raise self.where.error(
                ("reports",), "danh sách báo cáo trống: hãy khai trong [silent] nếu quy chế không quy định."
            )
        return tuple(found)

    def _report(self, path: tuple[str | int, ...], row: Mapping[str, Any]) -> ReportLaw:
        known = (
            "name", "title", "by", "periods", "on_demand", "paper_only", "forms", "first_day", "last_day", "article",
            "reading",
        )  # fmt: skip
        self.where.check_keys(row, known, path)
        first, last = (
            self.columns.number(row, key, path, least=1, most=31) if key in row else None
            for key in ("first_day", "last_day")
        )
        if first is not None and (last is None or last < first):
            raise self.where.error((*path, "first_day"), "“first_day” cần “last_day” và không được sau nó.")
        periods = self.columns.several(row, "periods", path, [kind.value for kind in PeriodKind])
        return ReportLaw(
            name=self.columns.text(row, "name", path), title=self.columns.text(row, "title", path),
            by=self.columns.choice(row, "by", path, REPORTERS), periods=tuple(PeriodKind(kind) for kind in periods),
            article=self.columns.cites(row, path), on_demand=self.columns.yes_no(row, "on_demand", path, otherwise=False),
            paper_only=self.columns.yes_no(row, "paper_only", path, otherwise=False),
            forms=self.columns.texts(row, "forms", path), first_day=first, last_day=last,
            reading=self._reading(row, path),
        )  # fmt: skip

    def _cites(self) -> dict[str, tuple[Citation, ...] | Silent]:
        """Where the regulation speaks of each act; an act that it does not know is declared silent."""
        data = self.columns.table(self.data, "cites", ())
        self.where.check_keys(data, ACTS, ("cites",))
        return {act: self._spoken(f"cites.{act}", partial(self._cite, data, act)) for act in ACTS}

    def _cite(self, data: Mapping[str, Any], act: str) -> tuple[Citation, ...]:
        return self.columns.citations(data[act], ("cites", act))

    def _vocabulary(self) -> tuple[dict[str, str], tuple[Citation, ...]]:
        data, path = self.columns.table(self.data, "vocabulary", ()), ("vocabulary",)
        self.where.check_keys(data, ("article", *VOCABULARY), path)
        return {word: self.columns.text(data, word, path) for word in VOCABULARY}, self.columns.cites(data, path)

    def _forms(self) -> dict[str, Form]:
        found: dict[str, Form] = {}
        table = self.columns.table(self.data, "forms", ())
        silent = not any("serves" in form for form in table.values() if isinstance(form, dict))
        for name in table:
            path = ("forms", name)
            data = self.columns.table(table, name, ("forms",))
            self.where.check_keys(data, ("serves", "title", "symbol", "series", "article", "reading", "wording"), path)
            given = {"serves": FORMS_BY_NUMBER[name], **data} if silent and name in FORMS_BY_NUMBER else data
            serves = self.columns.choice(given, "serves", path, FORM_PURPOSES)
            if any(form.serves == serves for form in found.values()):
                raise self.where.error((*path, "serves"), f"đã có một mẫu khác dùng cho “{serves}”.")
            found[name] = Form(
                name=name, serves=serves, title=self.columns.text(data, "title", path),
                symbol=self._filled(self.columns.text(data, "symbol", path), (*path, "symbol")),
                article=self.columns.cites(data, path), wording=self._wording(data, path),
                series=self.columns.choice({"series": "register", **data}, "series", path, NUMBER_SERIES),
                reading=self._reading(data, path),
            )  # fmt: skip
        return found

    def _wording(self, data: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, str]:
        table, inner = self.columns.table(data, "wording", path), (*path, "wording")
        return {key: self._filled(self.columns.text(table, key, inner), (*inner, key)) for key in table}

    def _filled(self, text: str, path: tuple[str, ...]) -> str:
        """The text when everything in it that is to be filled in is known."""
        try:
            text % dict.fromkeys(PLACEHOLDERS, "")
        except (KeyError, ValueError, TypeError) as error:
            known = ", ".join(f"%({name})s" for name in PLACEHOLDERS)
            message = f"chỗ điền trong “{path[-1]}” không đúng ({error}); chỉ có {known}; dấu phần trăm viết %%."
            raise self.where.error(path, message) from error
        return text

    def _check_form_names(self, profile: Profile) -> None:
        for place, report in enumerate(() if isinstance(profile.reports, Silent) else profile.reports):
            for name in report.forms:
                self.columns.one_of(name, "forms", ("reports", place, "forms"), profile.forms)


def profile_texts(folder: Path) -> dict[str, str]:
    """The texts that make an edition; raises ProfileError for a file that is no UTF-8 text."""
    found = {}
    for name in (PROFILE, ARTICLES):
        if (folder / name).exists():
            try:
                found[name] = (folder / name).read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise ProfileError(name, 1, "tệp không phải chữ UTF-8.") from error
    return found


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
