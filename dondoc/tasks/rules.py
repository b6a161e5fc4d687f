"""Pure decisions about tasks: how facts make a state, what is within the deadline, what may follow what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

FACT_KINDS = (
    "assigned",
    "taken_over",
    "returned",
    "return_declined",
    "progress_reported",
    "delay_explained",
    "result_sent",
    "result_accepted",
    "result_sent_back",
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

# What each fact may follow. The table is the whole state machine.
ALLOWED: dict[str, frozenset[str]] = {
    "taken_over": frozenset({NOT_STARTED}),
    "returned": frozenset({NOT_STARTED, IN_PROGRESS}),
    "return_declined": frozenset({RETURNED}),
    "progress_reported": frozenset({NOT_STARTED, IN_PROGRESS}),
    "delay_explained": frozenset({NOT_STARTED, IN_PROGRESS}),
    "result_sent": frozenset({NOT_STARTED, IN_PROGRESS}),
    "result_accepted": frozenset({SENT}),
    "result_sent_back": frozenset({SENT}),
    "due_date_moved": frozenset({NOT_STARTED, IN_PROGRESS, SENT, RETURNED}),
    "reopened": frozenset({DONE}),
    "ended": OPEN_STATES,
}


@dataclass(frozen=True)
class FactValue:
    """A fact without its table: what happened, when it happened and when it was recorded."""

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    due_on: date | None = None
    completed_on: date | None = None


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
        case "result_sent":
            return replace(
                before, state=SENT, sent_at=fact.occurred_at, completed_on=fact.completed_on, is_started=True
            )
        case "result_accepted":
            return replace(before, state=DONE, closed_at=fact.occurred_at)
        case "result_sent_back" | "reopened":
            return replace(before, state=IN_PROGRESS, sent_at=None, completed_on=None, closed_at=None)
        case "due_date_moved":
            return replace(before, due_on=fact.due_on)
        case "ended":
            return replace(before, state=ENDED, closed_at=fact.occurred_at)
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
