"""The shape of a profile: frozen values, each with its article; silence is a type; what may be chosen is a closed list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any, Generic, TypeVar

from dondoc.regulation.citations import Citation
from dondoc.regulation.periods import PeriodKind
from dondoc.workdays import Direction, Span

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


class Tag(StrEnum):
    """What chooses among the cases of a limit: a closed list, no expressions."""

    URGENT = "urgent"
    SEVERAL_TASKS = "several_tasks"
    SEVERAL_UNITS = "several_units"
    OPINIONS_NEEDED = "opinions_needed"
    DUE_DATE_SET_BY_SUPERIOR = "due_date_set_by_superior"
    WITHOUT_DUE_DATE = "without_due_date"
    DRAFTED_BY_UNIT = "drafted_by_unit"
    OWN_DOCUMENT = "own_document"
    NOT_CONNECTED = "not_connected"


class Event(StrEnum):
    """From what a limit is counted."""

    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_RECEIVED = "document_received"
    DUE_DATE = "due_date"
    RESULT_SENT = "result_sent"
    REPORT_RECEIVED = "report_received"
    REQUEST_RECEIVED = "request_received"
    SLIP_ISSUED = "slip_issued"
    INSPECTION_ENDED = "inspection_ended"
    PLAN_ENDED = "plan_ended"
    PERIOD_ENDED = "period_ended"


@dataclass(frozen=True)
class LimitCase:
    """One case of a limit; without tags it is the base case, which stands last."""

    span: Span
    counts_from: Event
    direction: Direction
    article: tuple[Citation, ...]
    when: frozenset[Tag] = frozenset()
    match_all: bool = False
    cutoff: time | None = None
    reading: str = ""

    def applies(self, tags: frozenset[Tag]) -> bool:
        """Whether the case is chosen by the tags."""
        if not self.when:
            return True
        return self.when <= tags if self.match_all else bool(self.when & tags)

    def hides(self, later: LimitCase) -> bool:
        """Whether a case that stands below can never be reached, because whatever chooses it chooses this one first."""
        choices = [later.when] if later.match_all else [frozenset({tag}) for tag in later.when]
        return bool(choices) and all(self.applies(tags) for tags in choices)


@dataclass(frozen=True)
class Limit:
    """A time limit: its cases are tried in order."""

    name: str
    cases: tuple[LimitCase, ...]

    def case(self, tags: frozenset[Tag]) -> LimitCase:
        """The first case that applies."""
        return next(case for case in self.cases if case.applies(tags))


#: What a verb may cite, by its meaning: the numbers of articles are data of the regulation, never of the code.
ACTS = (
    "enter_directive", "paper_particulars", "assign", "task_content", "due_date", "set_monitors", "take_over",
    "return_task", "decide_return", "correct_task", "report_progress", "explain_delay", "send_result", "appraise",
    "reopen", "move_due_date", "end_task", "purge", "urge", "record_urging", "issue_slip", "escalate", "instruct",
    "appoint_deputy",
)  # fmt: skip

LIMIT_NAMES = (
    "entry", "update", "confirmation", "extension-ask", "extension-answer", "coordination", "proxy-entry", "urging",
    "slip", "escalation", "inspection-report",
)  # fmt: skip


class TopicKind(StrEnum):
    """What a topic's value is."""

    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class Topic:
    """A topic of every profile: stated with one value of a closed list (or several, or yes or no), or declared silent."""

    kind: TopicKind
    choices: tuple[str, ...] = ()


TOPICS: Mapping[str, Topic] = {
    # which date decides whether a task was done in time
    "on_time": Topic(TopicKind.ONE, ("completed_on", "sent_at")),
    # whether "before day D" ends the day before D
    "strict_before": Topic(TopicKind.YES_NO),
    # whether a date that the document names moves to the next working day
    "rolls_fixed_dates": Topic(TopicKind.YES_NO),
    # at the end of which periods tasks without a deadline are updated
    "without_due_date": Topic(TopicKind.SEVERAL, ("month", "quarter", "half_year", "year")),
    "classes": Topic(TopicKind.SEVERAL, ("must_submit", "must_report", "carry_out")),
    "directive_kinds": Topic(
        TopicKind.SEVERAL,
        (
            "decision", "directive", "letter", "telegram", "plan", "programme", "report", "scheme", "project",
            "conclusion", "briefing", "normative", "handwritten", "superior_system", "opinion_poll",
        ),
    ),
    # who confirms a result
    "confirming_role": Topic(TopicKind.ONE, ("monitor", "office", "office_division", "unit_head", "leader")),
    # whether a unit must say why a task is overdue
    "overdue_reason": Topic(TopicKind.YES_NO),
    # to whom a wrongly given task goes back
    "return_to": Topic(TopicKind.ONE, ("office", "issuer")),
    "states": Topic(TopicKind.SEVERAL, ("not_started", "in_progress", "not_done", "done")),
}  # fmt: skip

SECRECY_POLICIES = ("refuse", "metadata_only", "paper_ledger")
SLIP_GROUPS = ("directive_and_unit", "task", "unit")
ESCALATION_ROLES = ("leader", "office_head")
REPORTERS = ("unit", "office", "office_head", "clerk", "monitor")
NUMBER_SERIES = ("field", "register", "unit")
#: What a form is for; the number that a regulation gives it (Phụ lục II) is data, rooms ask by the purpose.
FORM_PURPOSES = ("entry", "slip", "unit_results", "synthesis", "programme")
#: Texts that release 0.1 stored do not say it: what a form is for was known by its number. They load for ever.
FORMS_BY_NUMBER = {"I": "entry", "II": "slip", "IV": "unit_results", "V": "synthesis", "VI": "programme"}
VOCABULARY = ("authority", "leader", "office", "office_head", "units", "monitor")
#: What may stand in the prescribed wording of a form and is filled in.
PLACEHOLDERS = (
    "abstract", "as_of", "code", "content", "documents", "due_on", "field", "first_on", "given", "issued_on", "last_on",
    "left", "number", "state", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class Instrument:
    """The decision that issued the regulation and when it holds."""

    number: str
    issuer: str
    issued_on: date
    effective_from: date
    checked_on: date
    ends_on: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether the regulation holds on the date (its last day included)."""
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class SecrecyLaw:
    """What may be held of secret papers: ``refuse``, ``metadata_only`` or ``paper_ledger``; and what to do instead."""

    policy: str
    instead: str
    article: tuple[Citation, ...]
    reading: str = ""


@dataclass(frozen=True)
class SlipLaw:
    """Notice slips: how many before the matter goes to whom, and what one slip covers."""

    slips: int
    grouped_by: str
    escalate_to: str
    article: tuple[Citation, ...]
    reading: str = ""


@dataclass(frozen=True)
class ReportLaw:
    """A periodic report: who makes it for which periods, by which form, and between which days of the month if any is set.

    ``first_day`` and ``last_day`` are days of the month, both included; None where the text sets none. A report on paper
    only (of secret tasks) has dates in the program and nothing else.
    """

    name: str
    title: str
    by: str
    periods: tuple[PeriodKind, ...]
    article: tuple[Citation, ...]
    on_demand: bool = False
    paper_only: bool = False
    forms: tuple[str, ...] = ()
    first_day: int | None = None
    last_day: int | None = None
    reading: str = ""


@dataclass(frozen=True)
class Form:
    """A prescribed form: its number in the regulation, what it is for, its title, the symbol of its number, what its numbers
    run per, its wording.
    """

    name: str
    serves: str
    title: str
    symbol: str
    article: tuple[Citation, ...]
    wording: Mapping[str, str] = field(default_factory=dict)
    series: str = "register"
    reading: str = ""


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


@dataclass(frozen=True)
class Profile:
    """A regulation. Every topic is stated or declared silent."""

    id: str
    name: str
    edition: str
    instrument: Instrument
    limits: Mapping[str, Limit | Silent]
    secrecy: SecrecyLaw | Silent
    slips: SlipLaw | Silent
    reports: tuple[ReportLaw, ...] | Silent
    on_time: Value[str] | Silent
    strict_before: Value[bool] | Silent
    rolls_fixed_dates: Value[bool] | Silent
    without_due_date: Value[tuple[str, ...]] | Silent
    classes: Value[tuple[str, ...]] | Silent
    directive_kinds: Value[tuple[str, ...]] | Silent
    confirming_role: Value[str] | Silent
    overdue_reason: Value[bool] | Silent
    return_to: Value[str] | Silent
    states: Value[tuple[str, ...]] | Silent
    vocabulary: Mapping[str, str]
    vocabulary_article: tuple[Citation, ...]
    forms: Mapping[str, Form]
    cites: Mapping[str, tuple[Citation, ...] | Silent]
    silent: Mapping[str, str]
    articles: tuple[Article, ...]

    @property
    def label(self) -> str:
        """How the edition is called on pages."""
        return f"{self.instrument.number} ({self.edition})"

    def limit(self, name: str) -> Limit | Silent:
        """A limit by its name on the command line."""
        return self.limits[name]

    @property
    def report_periods(self) -> Value[tuple[str, ...]] | Silent:
        """The periods for which units report their results, from the calendar of reports."""
        if isinstance(self.reports, Silent):
            return self.reports
        rows = [report for report in self.reports if report.by == "unit" and not report.paper_only]
        periods = tuple(kind.value for kind in PeriodKind if any(kind in report.periods for report in rows))
        articles = tuple(dict.fromkeys(place for report in rows for place in report.article))
        return Value(periods, articles, " ".join(report.reading for report in rows if report.reading))

    def form_for(self, purpose: str) -> Form | None:
        """The form that the regulation prescribes for a purpose; None when it prescribes none."""
        return next((form for form in self.forms.values() if form.serves == purpose), None)

    def cite(self, act: str) -> str:
        """The articles that an act rests on, as duties and the journal keep them; nothing where the text is silent."""
        found = self.cites[act]
        return "" if isinstance(found, Silent) else " ".join(str(citation) for citation in found)

    def topic(self, name: str) -> Any:
        """What the profile says of a topic by its dotted name: ``on_time``, ``limits.entry``, ``forms.II``, ``cites.urge``.

        Raises:
            KeyError: no such topic.
        """
        head, _, rest = name.partition(".")
        if head in {"limits", "forms", "cites"} and rest:
            found: Any = getattr(self, head)
            return found[rest]
        if name not in {*TOPICS, "secrecy", "slips", "reports", "vocabulary", "instrument"}:
            raise KeyError(name)
        return getattr(self, name)
