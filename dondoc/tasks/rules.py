"""Pure decisions about tasks: how facts make a state, what is within the deadline, what may follow what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

FACT_KINDS = (
    "assigned",
    "taken_over",
    "returned",
    "return_declined",
    "progress_reported",
    "delay_explained",
    "paper_received",
    "result_sent",
    "level_accepted",
    "result_accepted",
    "result_sent_back",
    "update_missed",
    "due_date_moved",
    "reopened",
    "ended",
)
NOT_STARTED, IN_PROGRESS, SENT, DONE, RETURNED, ENDED = (
    "not_started",
    "in_progress",
    "sent",
    "done",
    "returned",
    "ended",
)
OPEN_STATES = frozenset({NOT_STARTED, IN_PROGRESS, SENT, RETURNED})

#: How a part ends otherwise than by a result that is accepted or by being given no more (requirement of `outcomes`).
PARTIAL, DECLINED, DROPPED, MERGED = "partial", "declined", "dropped", "merged"
OTHER_OUTCOMES = (PARTIAL, DECLINED, DROPPED, MERGED)
#: What a refused result is where the regulation counts the task as not done until another one comes.
COUNTED_UNDONE = "not_done"

# What each fact may follow. The table is the whole state machine.
ALLOWED: dict[str, frozenset[str]] = {
    "taken_over": frozenset({NOT_STARTED}),
    "returned": frozenset({NOT_STARTED, IN_PROGRESS}),
    "return_declined": frozenset({RETURNED}),
    "progress_reported": frozenset({NOT_STARTED, IN_PROGRESS}),
    "delay_explained": frozenset({NOT_STARTED, IN_PROGRESS}),
    "paper_received": frozenset({NOT_STARTED, IN_PROGRESS}),
    "result_sent": frozenset({NOT_STARTED, IN_PROGRESS}),
    "level_accepted": frozenset({SENT}),
    "result_accepted": frozenset({SENT}),
    "result_sent_back": frozenset({SENT}),
    "update_missed": frozenset({NOT_STARTED, IN_PROGRESS}),
    "due_date_moved": frozenset({NOT_STARTED, IN_PROGRESS, SENT, RETURNED}),
    "reopened": frozenset({DONE}),
    "ended": OPEN_STATES,
}


@dataclass(frozen=True)
class FactValue:
    """A fact without its table: what happened, when it happened and when it was recorded.

    ``awaits`` is who confirms next (empty: the monitor), ``outcome`` how a part ended or what a refusal means,
    ``ratings`` the words chosen on the scales of the regulation.
    """

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    due_on: date | None = None
    completed_on: date | None = None
    awaits: str = ""
    outcome: str = ""
    ratings: Mapping[str, str] | None = None


@dataclass(frozen=True)
class State:
    """What is so after some facts: the columns of Assignment and Span."""

    state: str = NOT_STARTED
    due_on: date | None = None
    taken_over_at: datetime | None = None
    sent_at: datetime | None = None
    completed_on: date | None = None
    closed_at: datetime | None = None
    is_started: bool = False
    awaits: str = ""
    outcome: str = ""
    ratings: Mapping[str, str] | None = None


@dataclass(frozen=True)
class SpanValue:
    """A state and the recorded interval in which it held; ``until`` is None for the present one."""

    state: State
    since: datetime
    until: datetime | None


def may_follow(state: str, kind: str) -> bool:
    """Whether a fact of the kind may follow in this state."""
    return state in ALLOWED.get(kind, frozenset())


def parts_to_add(mode: str) -> tuple[str, ...]:
    """The parts that a further unit may get: beside a lead unit only partners, else one more that carries the task out."""
    return ("coordinating",) if mode == "lead" else ("each", "coordinating")


def step(before: State, fact: FactValue) -> State:
    """The state after one more fact."""
    match fact.kind:
        case "assigned":
            return State(due_on=fact.due_on)
        case "taken_over":
            return replace(before, taken_over_at=fact.occurred_at)
        case "returned":
            return replace(before, state=RETURNED)
        case "return_declined":
            return replace(before, state=IN_PROGRESS if before.is_started else NOT_STARTED)
        case "progress_reported":
            return replace(before, state=IN_PROGRESS, is_started=True)
        case "update_missed":
            return replace(before, state=NOT_STARTED)
        case "due_date_moved":
            return replace(before, due_on=fact.due_on)
        case "ended":
            return replace(before, state=ENDED, closed_at=fact.occurred_at, awaits="", outcome=fact.outcome)
        case _:
            return _step_of_result(before, fact)


def _step_of_result(before: State, fact: FactValue) -> State:
    """The state after something that happened to the result."""
    match fact.kind:
        case "result_sent":
            return replace(
                before, state=SENT, sent_at=fact.occurred_at, completed_on=fact.completed_on, is_started=True,
                awaits=fact.awaits,
            )  # fmt: skip
        case "level_accepted":
            return replace(before, awaits=fact.awaits)
        case "result_accepted":
            decided = fact.completed_on or before.completed_on
            return replace(
                before, state=DONE, closed_at=fact.occurred_at, completed_on=decided, awaits="", outcome=fact.outcome,
                ratings=fact.ratings,
            )  # fmt: skip
        case "result_sent_back" | "reopened":
            state = NOT_STARTED if fact.outcome == COUNTED_UNDONE else IN_PROGRESS
            return replace(
                before,
                state=state,
                sent_at=None,
                completed_on=None,
                closed_at=None,
                awaits="",
                outcome="",
                ratings=None,
            )
        case _:
            return before


def fold(facts: Iterable[FactValue]) -> Iterator[SpanValue]:
    """The intervals that the facts make, in the order in which they were recorded; equal neighbours are one."""
    current: SpanValue | None = None
    for fact in facts:
        after = step(current.state if current else State(), fact)
        if current is None:
            current = SpanValue(after, fact.recorded_at, None)
        elif after != current.state:
            yield replace(current, until=fact.recorded_at)
            current = SpanValue(after, fact.recorded_at, None)
    if current is not None:
        yield current


WITH_TASK = "with_task"


def shown(state: str, *, part: str, task_closed: bool) -> str:
    """The state as pages show it: what a partner still helped with ends with the task, though nobody ended it."""
    return WITH_TASK if part == "coordinating" and task_closed and state in OPEN_STATES else state


WITHIN, PAST = "within", "past"
EARLY, ON_THE_DAY, LATE = "early", "on_the_day", "late"


def punctuality(*, due_on: date | None, on: date) -> str:
    """Before, on or after the deadline, for texts that tell the three apart (DTP 7.6); nothing without a deadline."""
    if due_on is None:
        return ""
    return ON_THE_DAY if on == due_on else EARLY if on < due_on else LATE


def timeliness(*, due_on: date | None, on: date) -> str:
    """Within or past the deadline on the deciding date; without a deadline always within (reading, HUE NOTES)."""
    return PAST if due_on is not None and on > due_on else WITHIN


def cell(state: str, *, due_on: date | None, completed_on: date | None, as_of: date) -> tuple[str, str] | None:
    """Row and column of the grid of HUE Appendix V, or None for what it does not count (ended).

    A sent result that is not yet appraised counts as in progress; what is done is measured on its date of completion
    (requirement C1), everything else on the day of the report; a sent one on its date of completion too.
    """
    if state == ENDED:
        return None
    if state in {DONE, SENT} and completed_on is not None:
        return ("done" if state == DONE else IN_PROGRESS), timeliness(due_on=due_on, on=completed_on)
    shown = NOT_STARTED if state in {NOT_STARTED, RETURNED} else IN_PROGRESS
    return shown, timeliness(due_on=due_on, on=as_of)
