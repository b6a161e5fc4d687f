"""Pure decisions about urging: from which day a ladder is counted, which step comes next, what a slip says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.regulation import Deadline, Form, Profile, Refusal, Silent, deadline
from dondoc.workdays import Calendar

SLIP, ISSUE, ESCALATION, INSTRUCTION, FOLLOW_UP, REST = (
    "slip",
    "issue",
    "escalation",
    "instruction",
    "follow_up",
    "rest",
)

#: Facts after which a unit has a task (again) and may be urged anew, counted from their day.
RESTARTS = frozenset({"assigned", "result_sent_back", "reopened"})

SLIP_FORM = "slip"
DECIDED = {"issued": "slip.issued_already", "withheld": "slip.withheld_already"}


def has_ladder(law: Profile) -> bool:
    """Whether the regulation knows written urging or slips; where it is silent on both nothing is urged by the program."""
    return not (isinstance(law.slips, Silent) and isinstance(law.limit("urging"), Silent))


def has_slips(law: Profile) -> bool:
    """Whether the regulation knows notice slips; where it is silent the pages hide them."""
    return not isinstance(law.slips, Silent)


def counted_from(due_on: date, restarted_on: date | None) -> date:
    """The day from which a unit is urged about a task: its due date, or the later day on which it got the task (again)."""
    return max(due_on, restarted_on) if restarted_on else due_on


@dataclass(frozen=True)
class Next:
    """The next step of a ladder; ``deadline`` tells its date, None where the step waits for a person or nothing comes."""

    step: str
    deadline: Deadline | None = None

    @property
    def on(self) -> date | None:
        """The last day of the limit: the step is due when it is over."""
        return self.deadline.due_on if self.deadline else None


def next_step(law: Profile, calendar: Calendar, *, start: date, issued: int) -> Next:
    """What comes after so many issued slips, counted from ``start``: the ladder's own day, or the latest slip's issue.

    Until the regulation's number of slips is issued another slip comes, then the matter goes to the leader. Where the
    text is silent on slips, or on a limit, the ladder rests there.
    """
    if isinstance(law.slips, Silent):
        return Next(REST)
    step = SLIP if issued < law.slips.slips else ESCALATION
    found = deadline(law, step, start, calendar)
    return Next(REST) if isinstance(found, Silent) else Next(step, found)


def is_over(last_day: date | None, today: date) -> bool:
    """A limit is over on the day after its last day (Civil Code 2015, article 148: it ends at 24:00)."""
    return last_day is not None and today > last_day


def symbol_of(form: Form, field_code: str) -> str:
    """The symbol of a slip's number: the pattern of the form with the code of the directive's field."""
    return form.symbol % {"field": field_code}


def needs_field(form: Form) -> bool:
    """Whether slips are numbered per field."""
    return "%(field)s" in form.symbol


@dataclass(frozen=True)
class LineText:
    """One line of a slip: what was to be done, by when, how it stands."""

    content: str
    due_on: date
    state: str


@dataclass(frozen=True)
class SlipText:
    """What the form makes a slip say."""

    title: str
    opening: str
    lines: tuple[str, ...]
    closing: str
    signer: str


def slip_text(form: Form, particulars: Mapping[str, object], lines: Sequence[LineText]) -> SlipText:
    """The slip in the wording that the regulation prescribes; particulars: unit, code, abstract, issued_on, given."""
    shown = {**particulars, "left": len(lines)}
    wording = form.wording
    return SlipText(
        title=form.title,
        opening=" ".join((wording.get("opening", "") % shown).split()),
        lines=tuple(
            wording.get("line", "%(content)s / %(due_on)s / %(state)s")
            % {
                "content": " ".join(line.content.split()).rstrip(" .;"),
                "due_on": f"{line.due_on:%d/%m/%Y}",
                "state": line.state,
            }
            for line in lines
        ),
        closing=wording.get("closing", "") % shown,
        signer=wording.get("signer", ""),
    )


def refusal_to_handle(law: Profile, state: str, *, stands: bool) -> Refusal | None:
    """Why a slip can be neither issued nor withheld: no slips in the regulation, decided already, or nothing left to urge."""
    if isinstance(law.slips, Silent):
        return Refusal("urging.no_slips", {"silence": law.slips.declaration}, None)
    if state in DECIDED:
        return Refusal(DECIDED[state], {}, None)
    if state == "lapsed" or not stands:
        return Refusal("slip.lapsed", {}, law.cite("issue_slip") or None)
    return None


def refusal_to_record(*, text: str, occurred_on: date, issued_on: date, today: date) -> Refusal | None:
    """What is missing or impossible in an urging as somebody writes it down."""
    if not text.strip():
        return Refusal("urging.text_missing", {}, None)
    if occurred_on > today:
        return Refusal("urging.in_future", {"on": occurred_on}, None)
    if occurred_on < issued_on:
        return Refusal("urging.before_directive", {"on": issued_on}, None)
    return None


def refusal_to_instruct(
    *, step: str, is_open: bool, text: str, follow_up_on: date | None, today: date
) -> Refusal | None:
    """Why no instruction is taken: nothing left to decide, decided already, no words, a follow-up that lies behind."""
    if not is_open:
        return Refusal("case.lapsed", {}, None)
    if step != INSTRUCTION:
        return Refusal("case.not_waiting", {}, None)
    if not text.strip():
        return Refusal("case.text_missing", {}, None)
    if follow_up_on is not None and follow_up_on <= today:
        return Refusal("case.follow_up_past", {"on": follow_up_on}, None)
    return None
