"""What may be asked of a regulation: pure answers for the rooms and for the scenarios beside a profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dondoc.regulation.citations import Citation
from dondoc.regulation.periods import periods_ending
from dondoc.regulation.schema import PLACEHOLDERS, Profile, Silent
from dondoc.workdays import Calendar, roll_fixed, strict_before


@dataclass(frozen=True)
class Answer:
    """What the regulation says, and where."""

    value: object
    article: tuple[Citation, ...]


def decisive_day(profile: Profile, *, completed_on: date, sent_on: date) -> date | Silent:
    """The day that decides whether a task was done in time: of the result document, or of sending (requirement C1)."""
    law = profile.on_time
    if isinstance(law, Silent):
        return law
    return completed_on if law.value == "completed_on" else sent_on


def last_day_before(profile: Profile, day: date) -> date | Silent:
    """The last permitted day of "before the day"."""
    law = profile.strict_before
    if isinstance(law, Silent):
        return law
    return strict_before(day) if law.value else day


def fixed_date(profile: Profile, day: date, calendar: Calendar) -> date | Silent:
    """A date that the document names, moved off a day off where the profile reads it so."""
    law = profile.rolls_fixed_dates
    return law if isinstance(law, Silent) else roll_fixed(day, calendar, rolls=law.value)


def _in_time(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    day = decisive_day(profile, completed_on=given["completed_on"], sent_on=given["sent_on"])
    return day if isinstance(day, Silent) else Answer(day <= given["due_on"], profile.topic("on_time").article)


def _last_day(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    day = last_day_before(profile, given["before"])
    return day if isinstance(day, Silent) else Answer(day, profile.topic("strict_before").article)


def _fixed_date(profile: Profile, given: Mapping[str, Any], calendar: Calendar) -> Answer | Silent:
    day = fixed_date(profile, given["on"], calendar)
    return day if isinstance(day, Silent) else Answer(day, profile.topic("rolls_fixed_dates").article)


def _may_register(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    law = profile.directive_kinds
    return law if isinstance(law, Silent) else Answer(given["kind"] in law.value, law.article)


def _may_enter_secret(profile: Profile, _given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    law = profile.secrecy
    return law if isinstance(law, Silent) else Answer(law.policy == "metadata_only", law.article)


def _after_slips(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    law = profile.slips
    if isinstance(law, Silent):
        return law
    return Answer("slip" if given["issued"] < law.slips else law.escalate_to, law.article)


def _in_force(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    return Answer(profile.instrument.in_force_on(given["on"]), ())


def _update_days(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    law = profile.without_due_date
    if isinstance(law, Silent):
        return law
    ends = [period.last_on for period in periods_ending(law.value, given["first_on"], given["last_on"])]
    return Answer(list(dict.fromkeys(ends)), law.article)


def _form_text(profile: Profile, given: Mapping[str, Any], _calendar: Calendar) -> Answer | Silent:
    form = profile.forms[given["form"]]
    text = form.symbol if given["part"] == "symbol" else form.wording[given["part"]]
    return Answer(text % {**dict.fromkeys(PLACEHOLDERS, "…"), **given["fill"]}, form.article)


@dataclass(frozen=True)
class Question:
    """A question: what must be given (name and type), and what answers it."""

    needs: Mapping[str, type]
    ask: Callable[[Profile, Mapping[str, Any], Calendar], Answer | Silent]


QUESTIONS: Mapping[str, Question] = {
    "in_time": Question({"due_on": date, "completed_on": date, "sent_on": date}, _in_time),
    "last_day": Question({"before": date}, _last_day),
    "fixed_date": Question({"on": date}, _fixed_date),
    "may_register": Question({"kind": str}, _may_register),
    "may_enter_secret": Question({}, _may_enter_secret),
    "after_slips": Question({"issued": int}, _after_slips),
    "in_force": Question({"on": date}, _in_force),
    "update_days": Question({"first_on": date, "last_on": date}, _update_days),
    "form_text": Question({"form": str, "part": str, "fill": dict}, _form_text),
}
