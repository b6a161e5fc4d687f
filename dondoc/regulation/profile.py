"""A regulation as the code asks it: every topic and table, stated with its article or declared silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dondoc.regulation import terms
from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import One, Several, YesNo
from dondoc.regulation.periods import PeriodKind
from dondoc.regulation.schema import (
    Article,
    Band,
    Confirmation,
    ExtensionLaw,
    ExtraField,
    Form,
    InspectionLaw,
    Instrument,
    LadderStep,
    Limit,
    Rating,
    ReminderLaw,
    ReportLaw,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Value,
)
from dondoc.regulation.terms import Tag
from dondoc.regulation.topics import ListOf, Table, Topic, tables_of, topics_of


@dataclass(frozen=True)
class Profile:
    """A regulation. Every topic is stated or declared silent; ``said`` holds what is said of each by its name."""

    id: str
    name: str
    edition: str
    schema: int
    instrument: Instrument
    limits: Mapping[str, Limit | Silent]
    said: Mapping[str, Any]
    vocabulary: Mapping[str, str]
    vocabulary_article: tuple[Citation, ...]
    forms: Mapping[str, Form]
    cites: Mapping[str, tuple[Citation, ...] | Silent]
    silent: Mapping[str, str]
    articles: tuple[Article, ...]

    # which date decides whether a task was done in time
    on_time = Topic(One(("completed_on", "sent_at", "confirmed_at")), since=1)
    # whether "before day D" ends the day before D
    strict_before = Topic(YesNo(), since=1)
    # whether a date that the document names moves to the next working day
    rolls_fixed_dates = Topic(YesNo(), since=1)
    # at the end of which periods tasks without a deadline are updated
    without_due_date = Topic(Several(("month", "quarter", "half_year", "year")), since=1)
    classes = Topic(Several(("must_submit", "must_report", "carry_out")), since=1)
    directive_kinds = Topic(Several(terms.DIRECTIVE_KINDS), since=1)
    # whether a unit must say why a task is overdue
    overdue_reason = Topic(YesNo(), since=1)
    # to whom a wrongly given task goes back
    return_to = Topic(One(("office", "issuer")), since=1)
    states = Topic(Several(("not_started", "in_progress", "not_done", "done")), since=1)
    # the kinds of directive that may lack number and symbol
    number_optional = Topic(Several(terms.DIRECTIVE_KINDS))
    # what the register does not take
    excluded = Topic(Several(terms.EXCLUSIONS))
    # what an entry must state of a task
    required_of_task = Topic(Several(("lead", "due_date", "content", "monitor", "synthesiser")))
    # whether a superior's task keeps, beside the own state, its state and entry date in the superior's system
    superior_state = Topic(YesNo())
    outcomes = Topic(Several(("accepted", "refused", "partial", "declined", "dropped", "merged")))
    # what a refused result means for the task
    after_refusal = Topic(One(("redo", "not_done")))
    # what a missed limit of updating does
    missed_update = Topic(One(("nothing", "not_done")))
    # whether a unit may report that a task of a directive is missing
    missing_task = Topic(YesNo())
    # how a task that was passed down to divisions closes
    children = Topic(One(("own_confirmation", "all_children")))
    # who updates results
    update_by = Topic(One(("unit", "office")))
    channels = Topic(
        Several(("software", "report", "meeting", "telephone", "email", "fax", "letter", "inspection", "sms"))
    )
    urging_kinds = Topic(Several(terms.URGING_KINDS))
    # about what the Office proposes measures
    urged = Topic(Several(("due_soon", "overdue", "wrongly_done")))
    publication = Topic(Several(("tasks", "results", "periodic_report", "inspection_result")))
    accounts = Topic(One(("per_person", "per_unit")))
    # the denominator of rates
    rate_of = Topic(One(("due", "all")))
    inspection_kinds = Topic(Several(("regular", "unannounced", "self", "direct")))
    # who decides a dispute between units
    disputes_to = Topic(One(("leader", "office")))

    secrecy = Table(SecrecyLaw, since=1)
    slips = Table(SlipLaw, since=1)
    reports = ListOf(ReportLaw, since=1)
    confirmation = ListOf(Confirmation)
    ratings = ListOf(Rating)
    extension = Table(ExtensionLaw)
    reminders = ListOf(ReminderLaw)
    ladder = ListOf(LadderStep)
    bands = ListOf(Band)
    extra_fields = ListOf(ExtraField)
    inspection = Table(InspectionLaw)

    @property
    def label(self) -> str:
        """How the edition is called on pages."""
        return f"{self.instrument.number} ({self.edition})"

    def limit(self, name: str) -> Limit | Silent:
        """A limit by its name on the command line."""
        return self.limits[name]

    def levels(self, tags: Iterable[str] = ()) -> tuple[str, ...] | Silent:
        """The roles that confirm a result one after another; none: the result closes the task without a confirmation."""
        found = self.confirmation_case(tags)
        return found if isinstance(found, Silent) else found.levels

    def confirmation_case(self, tags: Iterable[str] = ()) -> Confirmation | Silent:
        """The case of confirmation that the tags choose, with its articles and its reading."""
        if isinstance(self.confirmation, Silent):
            return self.confirmation
        given = frozenset(map(Tag, tags))
        return next(case for case in self.confirmation if case.applies(given))

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
        if name in {"vocabulary", "instrument"}:
            return getattr(self, name)
        if name == CONFIRMING_ROLE and self.schema == 1:
            found = self.confirmation
            return found if isinstance(found, Silent) else Value(found[0].levels[0], found[0].article, found[0].reading)
        return self.said[name]

    def saying(self, **said: Any) -> Profile:
        """The same regulation with other things said of some topics: for tests and previews of a draft."""
        return replace(self, said={**self.said, **said})


#: How schema 1 called who confirms a result; read as the one case of confirmation with one level.
CONFIRMING_ROLE = "confirming_role"
ROLES_OF_SCHEMA_1 = ("monitor", "office", "office_division", "unit_head", "leader")
TOPICS: Mapping[str, Topic[Any]] = topics_of(Profile)
TABLES: Mapping[str, Table[Any] | ListOf[Any]] = tables_of(Profile)
#: What a text that was written for schema 1 could not say.
UNKNOWN_TO_SCHEMA_1 = "Hồ sơ viết theo schema 1, chưa nói đến điều này."
