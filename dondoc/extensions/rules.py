"""Pure decisions about proposals: whether one may be made, who decides it, what makes it lapse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.regulation import Citation, Deadline, Profile, Refusal, Silent, Tag, deadline
from dondoc.regulation.decisions import MayExtend, may_extend, on_silence
from dondoc.workdays import Calendar

EXTENSION, ADJUSTMENT = "extension", "adjustment"
#: How a proposal ends.
GRANTED, OTHER_DATE, REFUSED, CONSENTED, WITHDRAWN, LAPSED = (
    "granted", "other_date", "refused", "consented", "withdrawn", "lapsed",
)  # fmt: skip
ANSWERS = (GRANTED, OTHER_DATE, REFUSED)
#: Endings that carried out what was asked, or the other date that was given instead.
FAVOURABLE = frozenset({GRANTED, OTHER_DATE, CONSENTED})

#: Facts about the unit's task after which what it asked has no ground any more.
LAPSING = frozenset({"returned", "result_accepted", "ended", "due_date_moved"})
#: States of the unit's task in which it may still ask.
ASKING = frozenset({"not_started", "in_progress"})

ASK_LIMIT, ANSWER_LIMIT = "extension-ask", "extension-answer"
#: Which act of the regulation each kind rests on when it is made, and when it is decided.
ASKED_UNDER = {EXTENSION: "ask_extension", ADJUSTMENT: "propose_adjustment"}
DECIDED_UNDER = {EXTENSION: "decide_extension", ADJUSTMENT: "propose_adjustment"}

OWN = "own"
URGENT_MARKS = frozenset({"urgent", "very_urgent", "express"})


def silence_about(law: Profile, kind: str) -> Silent | None:
    """The declaration of a text that knows no proposals of the kind; None when it knows them."""
    stated = law.extension if kind == EXTENSION else law.cites[ASKED_UNDER[kind]]
    return stated if isinstance(stated, Silent) else None


def knows_any(law: Profile) -> bool:
    """Whether the regulation knows extension or adjustment: where it knows neither the pages hide both."""
    return any(silence_about(law, kind) is None for kind in (EXTENSION, ADJUSTMENT))


def refusal_of_silence(law: Profile, kind: str) -> Refusal | None:
    """Why the function is not there: the regulation says nothing about it."""
    silence = silence_about(law, kind)
    return None if silence is None else Refusal(f"{kind}.silent", {"silence": silence.declaration}, None)


@dataclass(frozen=True)
class Way:
    """Which way a proposal goes: whether the Office submits it, and the role that decides."""

    submitted: bool
    decided_by: str


def way_of(law: Profile, kind: str) -> Way:
    """An extension goes as the regulation says; an adjustment is submitted by the Office to the leader, as all texts have it."""
    if kind == ADJUSTMENT or isinstance(law.extension, Silent):
        return Way(submitted=True, decided_by="leader")
    return Way(law.extension.submitted_by == "office", law.extension.decided_by)


def tags_of(*, urgency: str, from_superior: bool) -> frozenset[Tag]:
    """The tags by which the limit of the answer chooses its case."""
    tags = {Tag.URGENT} if urgency in URGENT_MARKS else set()
    if urgency == "express":
        tags.add(Tag.EXPRESS)
    if from_superior:
        tags |= {Tag.SUPERIOR_SOURCE, Tag.DUE_DATE_SET_BY_SUPERIOR}
    return frozenset(tags)


@dataclass(frozen=True)
class Asked:
    """About what more time is asked, and when: who set the due date (empty: a superior, not written down which)."""

    due_on: date | None
    origin: str
    asked_on: date
    granted: int


def refusal_to_extend(law: Profile, asked: Asked, calendar: Calendar, *, origin_label: str = "") -> Refusal | None:
    """Why no more time may be asked for, with the article that says so.

    Excluded origins and the number of times first, then a late request where the text refuses it. ``origin_label`` is what
    the origin is called to the reader.
    """
    if refusal := refusal_of_silence(law, EXTENSION):
        return refusal
    if isinstance(law.extension, Silent):
        return None  # told above
    article = _joined(law.extension.article)
    if asked.due_on is None:
        return Refusal("extension.no_due_date", {}, article)
    if not asked.origin and law.extension.excluded_origins:
        return Refusal("extension.origin_unknown", {}, article)
    found = _may(law, asked, calendar)
    if found is None or found.answer != "no":
        return None
    if found.why == "origin":
        return Refusal("extension.origin_excluded", {"origin": origin_label or asked.origin}, article)
    if found.why == "most":
        return Refusal("extension.most", {"most": law.extension.most, "granted": asked.granted}, article)
    return Refusal("extension.too_late", {"last_on": found.last_on}, _article_of_asking(law) or article)


def _may(law: Profile, asked: Asked, calendar: Calendar) -> MayExtend | None:
    if asked.due_on is None:
        return None
    found = may_extend(
        law, origin=asked.origin or OWN, asked_on=asked.asked_on, due_on=asked.due_on, calendar=calendar,
        granted=asked.granted,
    )  # fmt: skip
    return None if isinstance(found, Silent) else found


def last_day_to_ask(law: Profile, due_on: date | None, calendar: Calendar) -> Deadline | None:
    """The last day on which more time is asked for in time; None where the text sets none, or the task has no due date."""
    if due_on is None or silence_about(law, EXTENSION) is not None:
        return None
    found = deadline(law, ASK_LIMIT, due_on, calendar)
    return None if isinstance(found, Silent) else found


def _article_of_asking(law: Profile) -> str:
    limit = law.limits[ASK_LIMIT]
    return "" if isinstance(limit, Silent) else _joined(limit.cases[-1].article)


def _joined(article: Iterable[Citation]) -> str:
    return " ".join(str(citation) for citation in article)


def refusal_of_date(wanted: date | None, *, due_on: date | None, today: date, kind: str) -> Refusal | None:
    """A new date lies after today, is another one, and for an extension a later one."""
    if wanted is None:
        return Refusal("proposal.date_missing", {}, None) if kind == EXTENSION else None
    if wanted < today:
        return Refusal("proposal.date_past", {"on": wanted}, None)
    if kind == EXTENSION and due_on is not None and wanted <= due_on:
        return Refusal("extension.not_later", {"on": wanted, "due_on": due_on}, None)
    return Refusal("proposal.date_same", {"due_on": due_on}, None) if wanted == due_on else None


def refusal_to_ask_now(state: str, *, is_partner: bool) -> Refusal | None:
    """A partner owes nothing by date; a unit asks while it has the task and has not sent its result."""
    if is_partner:
        return Refusal("proposal.partner", {}, None)
    return None if state in ASKING else Refusal("proposal.not_now", {}, None)


def refusal_to_decide(*, outcome: str, stands: bool, submitted: bool, way: Way) -> Refusal | None:
    """Why nothing is decided about it: it has ended, lost its ground, or was not submitted yet."""
    if outcome:
        return Refusal("proposal.closed", {}, None)
    if not stands:
        return Refusal("proposal.lapsed", {}, None)
    if way.submitted and not submitted:
        return Refusal("proposal.not_submitted", {}, None)
    return None


def refusal_of_answer(
    answer: str, *, text: str, granted_on: date | None, wanted_on: date | None, due_on: date | None, kind: str
) -> Refusal | None:
    """What is missing in an answer: a reason for a no or another date; the other date, later than the present one."""
    if answer not in ANSWERS or (answer == OTHER_DATE and wanted_on is None):
        return Refusal("proposal.answer_unknown", {"answer": answer}, None)
    if answer != GRANTED and not text.strip():
        return Refusal("proposal.answer_reason_missing", {}, None)
    if answer != OTHER_DATE:
        return None
    if granted_on is None:
        return Refusal("proposal.date_missing", {}, None)
    if kind == EXTENSION and due_on is not None and granted_on <= due_on:
        return Refusal("extension.not_later", {"on": granted_on, "due_on": due_on}, None)
    return Refusal("proposal.date_same", {"due_on": due_on}, None) if granted_on == due_on else None


def is_late(asked_on: date, ask_by: date | None) -> bool:
    """Whether it was asked after the last day to ask (which the text may accept all the same, with a flag)."""
    return ask_by is not None and asked_on > ask_by


def consents(law: Profile, tags: Iterable[str]) -> bool:
    """Whether the passing of the limit without an answer counts as a yes."""
    return on_silence(law, ANSWER_LIMIT, tags) == "consent"


def is_over(last_day: date, today: date) -> bool:
    """A limit is over on the day after its last day (Civil Code 2015, article 148: it ends at 24:00)."""
    return today - last_day >= timedelta(days=1)
