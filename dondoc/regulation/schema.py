"""The shape of a profile: frozen values, each with its article; silence is a type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Generic, TypeVar

from dondoc.regulation.citations import Citation
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


@dataclass(frozen=True)
class Instrument:
    """The decision that issued the regulation and when it holds."""

    number: str
    issuer: str
    issued_on: date
    effective_from: date
    checked_on: date
    ends_on: date | None = None


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
class Form:
    """A prescribed form: its title, the symbol of its number, the wording that the form prescribes."""

    title: str
    symbol: str
    article: tuple[Citation, ...]
    wording: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Article:
    """A place in the regulation, its gist in our words, and what answers it."""

    citation: Citation
    gist: str
    kind: str
    answer: str


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
    report_periods: Value[tuple[str, ...]] | Silent
    vocabulary: Mapping[str, str]
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

    def cite(self, act: str) -> str:
        """The articles that an act rests on, as duties and the journal keep them; nothing where the text is silent."""
        found = self.cites[act]
        return "" if isinstance(found, Silent) else " ".join(str(citation) for citation in found)
