"""The shape of a profile: frozen values, each with its article; silence is a type; what may be chosen is a closed list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Generic, TypeVar

from dondoc.regulation import terms
from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import (
    Choices,
    Cites,
    Day,
    DaysOfYear,
    Hour,
    Law,
    Length,
    MatchAll,
    Member,
    Members,
    Need,
    Number,
    One,
    Rows,
    Several,
    Tags,
    Text,
    Texts,
    Word,
    Wording,
    YesNo,
    column,
)
from dondoc.regulation.periods import PeriodKind
from dondoc.regulation.terms import Event, Tag
from dondoc.workdays import Direction, Span, SpanUnit

T = TypeVar("T")


@dataclass(frozen=True)
class Silent:
    """The text says nothing about the topic; the declaration says so in words for the reader."""

    topic: str
    declaration: str


@dataclass(frozen=True)
class Value(Generic[T]):
    """A value with the articles that set it, and how the text was read where it is unclear."""

    value: T
    article: tuple[Citation, ...]
    reading: str = ""


@dataclass(frozen=True, kw_only=True)
class Stated(Law):
    """A row that an article sets, and how the text was read where it is unclear."""

    article: tuple[Citation, ...] = column(Cites())
    reading: str = column(Text(needed=False))


@dataclass(frozen=True, kw_only=True)
class Case(Stated):
    """One of several cases, tried in order; without tags it is the base case, which stands last."""

    when: frozenset[Tag] = column(Tags())
    match_all: bool = column(MatchAll(), key="match")

    def applies(self, tags: frozenset[Tag]) -> bool:
        """Whether the case is chosen by the tags."""
        if not self.when:
            return True
        return self.when <= tags if self.match_all else bool(self.when & tags)

    def hides(self, later: Case) -> bool:
        """Whether a case that stands below can never be reached, because whatever chooses it chooses this one first."""
        choices = [later.when] if later.match_all else [frozenset({tag}) for tag in later.when]
        return bool(choices) and all(self.applies(tags) for tags in choices)


@dataclass(frozen=True, kw_only=True)
class LimitCase(Case):
    """One case of a limit: how long, before or after which event; what its passing without an answer means."""

    span: Span = column(Length(), key="value")
    counts_from: Event = column(Member(Event))
    direction: Direction = column(Member(Direction, otherwise=Direction.AFTER))
    cutoff: time | None = column(Hour())
    on_silence: str = column(One(terms.ON_SILENCE, otherwise="nothing"))

    def fault(self) -> tuple[str, str] | None:
        """A span of the same day has no direction; only it knows an hour."""
        if self.span.unit is SpanUnit.SAME_DAY and self.direction is Direction.BEFORE:
            return "direction", "“same day” không có “before”: việc trong ngày không lùi về trước."
        if self.span.unit is not SpanUnit.SAME_DAY and self.cutoff is not None:
            return "cutoff", "“cutoff” chỉ dùng với “same day”: khoảng khác không xét giờ."
        return None


@dataclass(frozen=True)
class Limit:
    """A time limit: its cases are tried in order."""

    name: str
    cases: tuple[LimitCase, ...]

    def case(self, tags: frozenset[Tag]) -> LimitCase:
        """The first case that applies."""
        return next(case for case in self.cases if case.applies(tags))


@dataclass(frozen=True, kw_only=True)
class Confirmation(Case):
    """Who confirms a result, one level after another; no level: a result closes the task without a confirmation."""

    levels: tuple[str, ...] = column(Several(terms.CONFIRMERS, empty=True))


@dataclass(frozen=True, kw_only=True)
class Instrument(Law):
    """The decision that issued the regulation and when it holds; ``until_further`` marks a temporary one."""

    number: str = column(Text())
    issuer: str = column(Text())
    issued_on: date = column(Day())
    effective_from: date = column(Day())
    checked_on: date = column(Day())
    ends_on: date | None = column(Day(needed=False))
    replaces: str = column(Text(needed=False))
    until_further: bool = column(YesNo(otherwise=False))

    def fault(self) -> tuple[str, str] | None:
        """A regulation holds from its issue on, and ends after it began."""
        if self.effective_from < self.issued_on:
            return "effective_from", "ngày có hiệu lực trước ngày ban hành."
        if self.ends_on is not None and self.ends_on < self.effective_from:
            return "ends_on", "ngày hết hiệu lực trước ngày có hiệu lực."
        return None

    def in_force_on(self, day: date) -> bool:
        """Whether the regulation holds on the date (its last day included)."""
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class SecrecyLaw(Stated):
    """What may be held of secret papers: ``refuse``, ``metadata_only`` (then which ``fields``) or ``paper_ledger``; what to do
    instead; and the grades for which the text says otherwise.
    """

    policy: str = column(One(terms.SECRECY_POLICIES))
    instead: str = column(Text())
    fields: tuple[str, ...] = column(Several(terms.STUB_FIELDS, needed=False))
    grades: Mapping[str, str] = column(Choices(terms.GRADES, terms.SECRECY_POLICIES))

    def policy_of(self, grade: str) -> str:
        """The policy for a grade of secrecy (``mat``, ``toi_mat``, ``tuyet_mat``)."""
        return self.grades.get(grade, self.policy)

    def fault(self) -> tuple[str, str] | None:
        """The listed fields belong to the policy that holds some."""
        if self.fields and "metadata_only" not in {self.policy, *self.grades.values()}:
            return "fields", "“fields” chỉ dùng khi “policy” (hoặc một mức) là metadata_only."
        return None


@dataclass(frozen=True, kw_only=True)
class SlipLaw(Stated):
    """Notice slips: how many before the matter goes to whom, and what one slip covers."""

    slips: int = column(Number(1, 20), key="number")
    grouped_by: str = column(One(terms.SLIP_GROUPS))
    escalate_to: str = column(One(terms.ESCALATION_ROLES))


@dataclass(frozen=True, kw_only=True)
class ReportLaw(Stated):
    """A periodic report: who makes it for which periods, to whom, by which form, and between which days if any is set.

    ``first_day`` and ``last_day`` are days of the month, both included; ``days`` fixed days of the year instead (``06-10``);
    none where the text sets none. ``closes_on`` is the day of the month on which the data close. A report on paper only
    (of secret tasks) has dates in the program and nothing else.
    """

    name: str = column(Word())
    title: str = column(Text())
    by: str = column(One(terms.REPORTERS))
    periods: tuple[PeriodKind, ...] = column(Members(PeriodKind))
    to: str = column(One(terms.RECEIVERS, otherwise=""))
    on_demand: bool = column(YesNo(otherwise=False))
    paper_only: bool = column(YesNo(otherwise=False))
    forms: tuple[str, ...] = column(Texts())
    first_day: int | None = column(Number(1, 31, needed=False))
    last_day: int | None = column(Number(1, 31, needed=False))
    days: tuple[str, ...] = column(DaysOfYear())
    closes_on: int | None = column(Number(1, 31, needed=False))

    def fault(self) -> tuple[str, str] | None:
        """A first day needs a last one; days of the month and days of the year are two ways to say one thing."""
        if self.first_day is not None and (self.last_day is None or self.last_day < self.first_day):
            return "first_day", "“first_day” cần “last_day” và không được sau nó."
        if self.days and self.last_day is not None:
            return "days", "“days” (ngày trong năm) thay cho “last_day” (ngày trong tháng): chỉ ghi một."
        return None


@dataclass(frozen=True, kw_only=True)
class Form(Stated):
    """A prescribed form: its number in the regulation, what it is for, its title, the symbol of its number, what its numbers
    run per, its wording.
    """

    name: str
    serves: str = column(One(terms.FORM_PURPOSES))
    title: str = column(Text())
    symbol: str = column(Wording(table=False))
    wording: Mapping[str, str] = column(Wording())
    series: str = column(One(terms.NUMBER_SERIES, otherwise="register"))


@dataclass(frozen=True, kw_only=True)
class Rating(Stated):
    """A scale on which a result is rated when it is confirmed; ``passes`` are the choices that accept it, where some do."""

    name: str = column(Word())
    title: str = column(Text())
    choices: tuple[str, ...] = column(Texts(needed=True))
    passes: tuple[str, ...] = column(Texts())
    required: bool = column(YesNo())

    def fault(self) -> tuple[str, str] | None:
        """What passes is one of the choices, each of which is written once."""
        if len(set(self.choices)) != len(self.choices):
            return "choices", "“choices” ghi một mức hai lần."
        wrong = next((word for word in self.passes if word not in self.choices), None)
        return ("passes", f"“{wrong}” không có trong “choices”.") if wrong else None


@dataclass(frozen=True, kw_only=True)
class ExtensionLaw(Stated):
    """Asking for a later due date: who asks, through whom, who decides, for which origins never, how often, what of a late
    request. The last day to ask is the limit ``extension-ask``, the time to answer ``extension-answer``.
    """

    asked_by: str = column(One(("unit", "office")))
    submitted_by: str = column(One(("office", "none")))
    decided_by: str = column(One(("leader", "office_head")))
    excluded_origins: tuple[str, ...] = column(Several(terms.ORIGINS[1:], needed=False))
    most: int | None = column(Number(1, 20, needed=False))
    late_request: str = column(One(("flag", "refuse")))


@dataclass(frozen=True, kw_only=True)
class ReminderLaw(Stated):
    """A reminder before the due date: how long before, to whom, of which kind."""

    name: str = column(Word())
    span: Span = column(Length(), key="value")
    to: tuple[str, ...] = column(Several(terms.REMINDED))
    kind: str = column(One(terms.URGING_KINDS))

    def fault(self) -> tuple[str, str] | None:
        """It lies before the due date."""
        if self.span.unit is SpanUnit.SAME_DAY:
            return "value", "lời nhắc gửi trước ngày hết hạn: “value” là một khoảng như 5wd."
        return None


@dataclass(frozen=True, kw_only=True)
class LadderStep(Stated):
    """A step after the due date: how long after it or after the step before, to whom, with a document or without; ``times``
    repeats it.
    """

    name: str = column(Word())
    title: str = column(Text())
    span: Span = column(Length(), key="value")
    counts_from: str = column(One(terms.LADDER_EVENTS))
    to: str = column(One(terms.LADDER_ROLES))
    document: bool = column(YesNo())
    times: int = column(Number(1, 20, otherwise=1))


@dataclass(frozen=True, kw_only=True)
class Band(Stated):
    """A band of the score: from which percentage on it begins, up to the next one above."""

    name: str = column(Word())
    title: str = column(Text())
    least: int = column(Number(0, 100))


@dataclass(frozen=True, kw_only=True)
class ExtraField(Stated):
    """A particular of a task that the regulation wants beside the usual ones; with tags, only of such tasks."""

    name: str = column(Word())
    label: str = column(Text())
    kind: str = column(One(terms.EXTRA_KINDS))
    required: bool = column(YesNo())
    when: frozenset[Tag] = column(Tags())


@dataclass(frozen=True, kw_only=True)
class InspectionPaper(Stated):
    """A paper of an inspection's file: ``always``, ``if_any``, or ``alternative:<group>``, of which group one is enough."""

    name: str = column(Word())
    title: str = column(Text())
    needed: str = column(Need())


@dataclass(frozen=True, kw_only=True)
class InspectionLaw(Law):
    """The file of an inspection: its papers in their order."""

    papers: tuple[InspectionPaper, ...] = column(Rows(InspectionPaper), key="file")

    @property
    def article(self) -> tuple[Citation, ...]:
        """The articles that set the file."""
        return tuple(dict.fromkeys(place for paper in self.papers for place in paper.article))

    def fault(self) -> tuple[str, str] | None:
        """Each paper once."""
        names = [paper.name for paper in self.papers]
        return ("file", "một loại giấy tờ ghi hai lần.") if len(set(names)) != len(names) else None


@dataclass(frozen=True)
class Article:
    """A place in the regulation, its gist in our words, and what answers it.

    ``kind`` is value, verb, silence, outside or scope; ``answers`` the names of values, verbs or silent topics (else empty);
    ``answer`` the same in one text, or the reason why the place needs no answer here; ``note`` says how it is answered.
    """

    citation: Citation
    gist: str
    kind: str
    answer: str
    answers: tuple[str, ...] = ()
    note: str = ""
