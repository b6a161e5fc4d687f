"""Pure decisions about classified papers: what the regulation lets be held, whether a field has its shape, how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dondoc.documents.rules import holds_particulars
from dondoc.regulation import Profile, Refusal, Silent
from dondoc.wording import clean_line

GRADES = ("mat", "toi_mat", "tuyet_mat")
HELD = "metadata_only"
EARLIEST = date(1975, 1, 1)
MOST_TASKS = 99
MOST_LEADS = 60
#: A number as registries write it: figures, and at most one letter after them (``12a``).
NUMBER = re.compile(r"^[0-9]{1,5}[a-zđ]?$")
#: A symbol as registries write it: two to four short groups of capitals (``QĐ-UBND``, ``TB-VPCU&CQ``), no word and no sentence.
_GROUP = "(?:TTg|[A-ZĐ0-9&]{1,7})"
SYMBOL = re.compile(f"^{_GROUP}(?:[-/]{_GROUP}){{1,3}}$")
#: Fields that a paper may lack although the regulation lets them be held.
OPTIONAL = frozenset({"submitter", "due_on"})
#: Names of fields as profiles write them; ``outcome`` is told by the verb that records it.
LEAD, OUTCOME = "lead", "outcome"


@dataclass(frozen=True)
class Particulars:
    """What is entered of a classified paper; units and posts are rows of `units`, or None. There is nothing else."""

    kind: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    signer: Any = None
    submitter: Any = None
    lead: tuple[Any, ...] = ()
    monitor: Any = None
    task_count: int | None = None
    due_on: date | None = None


def held_fields(law: Profile) -> tuple[str, ...]:
    """The fields that the regulation lets be held of a secret paper; none where it lets nothing be held."""
    return () if isinstance(law.secrecy, Silent) else law.secrecy.fields


def policies(law: Profile) -> dict[str, str]:
    """What the regulation lets be held of a paper of each grade; a text that is silent lets nothing be held (reading, G1)."""
    secrecy = law.secrecy
    if isinstance(secrecy, Silent):
        return dict.fromkeys(GRADES, "refuse")
    return {grade: secrecy.policy_of(grade) for grade in GRADES}


def holds_some(law: Profile) -> bool:
    """Whether the particulars of a secret paper of some grade may be held at all."""
    return holds_particulars(law)


def asks_grade(law: Profile) -> bool:
    """Whether the grades are treated differently, so that the grade must be told. It is never kept: no text lists it."""
    return len(set(policies(law).values())) > 1


def cited(law: Profile) -> str:
    """The articles about secret papers, as duties and the journal keep them; a point of a clause that is cited goes with it."""
    if isinstance(law.secrecy, Silent):
        return ""
    places = [str(place) for place in law.secrecy.article]
    return " ".join(place for place in places if not any(place.startswith(f"{whole}.") for whole in places))


def refusal_to_hold(law: Profile, grade: str) -> Refusal | None:
    """Why nothing of a paper of the grade is held, and what to do instead; the grade counts only where grades differ."""
    secrecy = law.secrecy
    if isinstance(secrecy, Silent):
        return Refusal("classified.not_held", {"instead": secrecy.declaration}, None)
    if not holds_some(law):
        return Refusal("classified.not_held", {"instead": secrecy.instead}, cited(law))
    if not asks_grade(law):
        return None
    if grade not in GRADES:
        return Refusal("classified.grade_unknown", {}, cited(law))
    if policies(law)[grade] != HELD:
        return Refusal("classified.not_held", {"instead": secrecy.instead}, cited(law))
    return None


def cleaned(given: Particulars) -> Particulars:
    """Spaces around number and symbol taken away, letters composed; the letter after a number small."""
    texts = {"number": clean_line(given.number).lower(), "symbol": clean_line(given.symbol)}
    values = {field.name: getattr(given, field.name) for field in fields(given)}
    return Particulars(**{**values, **texts})


def faults(given: Particulars, law: Profile, *, kinds: frozenset[str], today: date) -> Iterator[tuple[str, Refusal]]:
    """What is missing, not to be held, or of no shape that the field can have: the field and the refusal."""
    held, article, free = held_fields(law), cited(law), may_lack(law, given.kind)
    for field in fields(given):
        value = getattr(given, field.name)
        if value in (None, "", ()):
            if field.name in held and field.name not in free:
                yield field.name, Refusal("classified.missing", {}, article)
        elif field.name not in held:
            yield field.name, Refusal("classified.field_not_held", {}, article)
        elif (found := _fault_of(field.name, value, kinds, today)) is not None:
            yield field.name, found
    issued, due = given.issued_on, given.due_on
    if issued is not None and due is not None and due < issued:
        yield "due_on", Refusal("classified.due_before_issue", {}, None)


def may_lack(law: Profile, kind: str) -> frozenset[str]:
    """The fields that a paper of the kind may lack: number and symbol where the regulation says so of the kind."""
    optional = law.number_optional
    unnumbered = not isinstance(optional, Silent) and kind in optional.value
    return OPTIONAL | {"number", "symbol"} if unnumbered else OPTIONAL


def _fault_of(name: str, value: Any, kinds: frozenset[str], today: date) -> Refusal | None:
    if name == "kind":
        fits = value in kinds
    elif name == "number":
        fits = NUMBER.fullmatch(value) is not None
    elif name == "symbol":
        fits = SYMBOL.fullmatch(value) is not None
    elif name == "issued_on":
        fits = EARLIEST <= value <= today
    elif name == "task_count":
        fits = 1 <= value <= MOST_TASKS
    else:
        fits = name != LEAD or len(set(value)) == len(value) <= MOST_LEADS
    return None if fits else Refusal(f"classified.{name}_shape", {"most": MOST_TASKS}, None)


def refusal_of_day(done_on: date, *, issued_on: date | None, today: date) -> Refusal | None:
    """Nothing is done before the paper was issued, nor after today."""
    if done_on > today:
        return Refusal("classified.done_in_future", {}, None)
    return Refusal("classified.done_before_issue", {}, None) if issued_on and done_on < issued_on else None


DONE_WITHIN, DONE_PAST, OPEN_WITHIN, OPEN_PAST = "done_within", "done_past", "open_within", "open_past"


def outcome_of(due_on: date | None, done_on: date | None, today: date) -> str:
    """The four words that a regulation may list for a secret task: carried out or not, each within or past its date (C1)."""
    if done_on is not None:
        return DONE_WITHIN if due_on is None or done_on <= due_on else DONE_PAST
    return OPEN_WITHIN if due_on is None or today <= due_on else OPEN_PAST


def chain_of(register_id: int) -> int:
    """The number under which the journal chains what concerns the register's classified papers: no page of the register reads it."""
    return -register_id


def counts_day_of_result(law: Profile) -> bool:
    """Whether the day of the result decides what is in time; else the day on which it was told (profile value ``on_time``)."""
    return isinstance(law.on_time, Silent) or law.on_time.value != "sent_at"
