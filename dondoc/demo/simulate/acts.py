"""What can happen, as frozen values: the script that both writers play. Pure; people and units by name of sign-in and code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """A task as the directive gives it."""

    ordinal: int
    content: str
    clause: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    product: str
    asked: str
    due_kind: str
    due_on: date | None = None
    due_span: str = ""
    stages: tuple[tuple[str, date], ...] = ()
    synthesiser: str = ""

    @property
    def mode(self) -> str:
        """Several units that each carry it out, or one that leads."""
        return "each" if len(self.leads) > 1 else "lead"


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A directive with its tasks."""

    kind: str
    number: str
    symbol: str
    abstract: str
    issued_on: date
    signer: str
    field: str
    urgency: str
    drafter: str
    tasks: tuple[TaskPlan, ...]


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """A result document, or a letter that urges."""

    kind: str
    number: str
    symbol: str
    abstract: str
    issued_on: date
    issuer: str
    signer: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens at an instant, under the directive with the number; 0 stands for no directive."""

    at: datetime
    directive: int


@dataclass(frozen=True, slots=True)
class Enter(Act):
    """The Office registers the directive."""

    by: str
    paper: PaperPlan
    coming: tuple[int, ...] = ()
    """How many acts follow under the directive, then how many of them are about each task: when rows are final."""


@dataclass(frozen=True, slots=True)
class TaskAct(Act):
    """Something about a task, by its ordinal."""

    task: int


@dataclass(frozen=True, slots=True)
class HolderAct(TaskAct):
    """Something about the assignment of a unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class TakeOver(HolderAct):
    """The unit takes the task over."""


@dataclass(frozen=True, slots=True)
class Return(HolderAct):
    """The unit returns the task."""

    reason: str


@dataclass(frozen=True, slots=True)
class Decline(HolderAct):
    """The Office keeps the returned task with the unit."""

    by: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Reassign(HolderAct):
    """The Office gives the returned task to another unit."""

    by: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report(HolderAct):
    """The unit, or a partner, reports how far it is."""

    text: str
    percent: int


@dataclass(frozen=True, slots=True)
class AskReason(HolderAct):
    """The program asks why the task is overdue."""


@dataclass(frozen=True, slots=True)
class AskUpdate(HolderAct):
    """The program asks for the update of a task without a deadline, until the last day of the period."""

    last_on: date


@dataclass(frozen=True, slots=True)
class Explain(HolderAct):
    """The unit says why the task is overdue."""

    reason: str


@dataclass(frozen=True, slots=True)
class Send(HolderAct):
    """The unit sends its result."""

    text: str
    paper: LetterPlan


@dataclass(frozen=True, slots=True)
class Accept(HolderAct):
    """The monitor accepts the result."""


@dataclass(frozen=True, slots=True)
class SendBack(HolderAct):
    """The monitor sends the result back."""

    missing: str


@dataclass(frozen=True, slots=True)
class Reopen(HolderAct):
    """The monitor opens again what was accepted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Move(TaskAct):
    """The deadline is moved."""

    by: str
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw(TaskAct):
    """The task is withdrawn."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitAct(Act):
    """Something about the urging of a unit under the directive."""

    unit: str


@dataclass(frozen=True, slots=True)
class OpenLadder(UnitAct):
    """The program begins to urge the unit."""


@dataclass(frozen=True, slots=True)
class CloseLadder(UnitAct):
    """The program closes a ladder that nothing carries any more."""


@dataclass(frozen=True, slots=True)
class PrepareSlip(UnitAct):
    """The program prepares the next slip."""


@dataclass(frozen=True, slots=True)
class IssueSlip(UnitAct):
    """The head of the Office issues the slip that waits."""


@dataclass(frozen=True, slots=True)
class WithholdSlip(UnitAct):
    """The head of the Office withholds the slip that waits."""

    reason: str


@dataclass(frozen=True, slots=True)
class Escalate(UnitAct):
    """The program brings the case to the leader."""


@dataclass(frozen=True, slots=True)
class Instruct(UnitAct):
    """The chairman decides the case."""

    text: str
    follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class Urge(UnitAct):
    """The monitor urges the unit by letter, telephone, mail or at a meeting."""

    by: str
    channel: str
    text: str
    paper: LetterPlan | None


@dataclass(frozen=True, slots=True)
class Seal(Act):
    """The sealer numbers and chains what the day wrote."""
