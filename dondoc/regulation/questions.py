"""What scenarios may ask of a regulation: each question names what must be given and is answered by the pure decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dondoc.regulation import decisions, terms
from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import Day, Inline, Kind, Number, One, Tags, Text
from dondoc.regulation.periods import periods_ending
from dondoc.regulation.profile import Profile
from dondoc.regulation.schema import Silent
from dondoc.workdays import Calendar

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the regulation says, and where."""

    value: object
    article: tuple[Citation, ...]


def _in_time(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    day = decisions.decisive_day(
        profile, completed_on=given["completed_on"], sent_on=given["sent_on"], confirmed_on=given.get("confirmed_on")
    )
    return day if isinstance(day, Silent) else Answer(day <= given["due_on"], profile.topic("on_time").article)


def _last_day(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    day = decisions.last_day_before(profile, given["before"])
    return day if isinstance(day, Silent) else Answer(day, profile.topic("strict_before").article)


def _fixed_date(profile: Profile, given: Given, calendar: Calendar) -> Answer | Silent:
    day = decisions.fixed_date(profile, given["on"], calendar)
    return day if isinstance(day, Silent) else Answer(day, profile.topic("rolls_fixed_dates").article)


def _may_register(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.directive_kinds
    return law if isinstance(law, Silent) else Answer(given["kind"] in law.value, law.article)


def _may_enter_secret(profile: Profile, _given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.secrecy
    return law if isinstance(law, Silent) else Answer(law.policy == "metadata_only", law.article)


def _secrecy_of(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.secrecy
    return law if isinstance(law, Silent) else Answer(law.policy_of(given["grade"]), law.article)


def _after_slips(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.slips
    if isinstance(law, Silent):
        return law
    return Answer("slip" if given["issued"] < law.slips else law.escalate_to, law.article)


def _in_force(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    return Answer(profile.instrument.in_force_on(given["on"]), ())


def _update_days(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.without_due_date
    if isinstance(law, Silent):
        return law
    ends = [period.last_on for period in periods_ending(law.value, given["first_on"], given["last_on"])]
    return Answer(list(dict.fromkeys(ends)), law.article)


def _form_text(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    form = profile.forms[given["form"]]
    text = form.symbol if given["part"] == "symbol" else form.wording[given["part"]]
    return Answer(text % {**dict.fromkeys(terms.PLACEHOLDERS, "…"), **given["fill"]}, form.article)


def _confirmation(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    case = profile.confirmation_case(given.get("tags", ()))
    return case if isinstance(case, Silent) else Answer(list(case.levels), case.article)


def _may_extend(profile: Profile, given: Given, calendar: Calendar) -> Answer | Silent:
    found = decisions.may_extend(
        profile, origin=given["origin"], asked_on=given["asked_on"], due_on=given["due_on"], calendar=calendar,
        granted=given.get("granted", 0),
    )  # fmt: skip
    return found if isinstance(found, Silent) else Answer(found.answer, profile.topic("extension").article)


def _reminder_days(profile: Profile, given: Given, calendar: Calendar) -> Answer | Silent:
    found = decisions.reminders(profile, given["due_on"], calendar)
    if isinstance(found, Silent):
        return found
    return Answer([each.on for each in found], _articles(profile.topic("reminders")))


def _ladder_days(profile: Profile, given: Given, calendar: Calendar) -> Answer | Silent:
    found = decisions.ladder(profile, given["due_on"], calendar)
    if isinstance(found, Silent):
        return found
    return Answer([rung.on for rung in found], _articles(profile.topic("ladder")))


def _report_day(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    return _day_of_report(profile, given, "last_on")


def _closing_day(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    return _day_of_report(profile, given, "closes_on")


def _day_of_report(profile: Profile, given: Given, which: str) -> Answer | Silent:
    law = decisions.report_law(profile, given["report"])
    if isinstance(law, Silent):
        return law
    days = decisions.report_days(law, given["first_on"], given["last_on"])
    day = getattr(days, which)
    return Silent(f"reports.{law.name}", "không ấn định ngày") if day is None else Answer(day, law.article)


def _may_exclude(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    found = decisions.takes(profile, given["reason"])
    return found if isinstance(found, Silent) else Answer(not found, profile.topic("excluded").article)


def _on_silence(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    law = profile.limits[given["limit"]]
    if isinstance(law, Silent):
        return law
    case = law.case(frozenset(map(terms.Tag, given.get("tags", ()))))
    return Answer(case.on_silence, case.article)


def _band(profile: Profile, given: Given, _calendar: Calendar) -> Answer | Silent:
    found = decisions.band(profile, given["percent"])
    return found if isinstance(found, Silent) else Answer(found.name, found.article)


def _articles(rows: tuple[Any, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(place for row in rows for place in row.article))


@dataclass(frozen=True)
class Question:
    """A question: what must be given, what may be given besides, and what answers it."""

    needs: Mapping[str, Kind[Any]]
    ask: Callable[[Profile, Given, Calendar], Answer | Silent]
    takes: Mapping[str, Kind[Any]] = field(default_factory=dict)


_DAY, _TAGS = Day(), Tags()
_PERIOD: Mapping[str, Kind[Any]] = {"report": Text(), "first_on": _DAY, "last_on": _DAY}
QUESTIONS: Mapping[str, Question] = {
    "in_time": Question({"due_on": _DAY, "completed_on": _DAY, "sent_on": _DAY}, _in_time, {"confirmed_on": _DAY}),
    "last_day": Question({"before": _DAY}, _last_day),
    "fixed_date": Question({"on": _DAY}, _fixed_date),
    "may_register": Question({"kind": One(terms.DIRECTIVE_KINDS)}, _may_register),
    "may_enter_secret": Question({}, _may_enter_secret),
    "secrecy_of": Question({"grade": One(terms.GRADES)}, _secrecy_of),
    "after_slips": Question({"issued": Number(0, 100)}, _after_slips),
    "in_force": Question({"on": _DAY}, _in_force),
    "update_days": Question({"first_on": _DAY, "last_on": _DAY}, _update_days),
    "form_text": Question({"form": Text(), "part": Text(), "fill": Inline()}, _form_text),
    "confirmation": Question({}, _confirmation, {"tags": _TAGS}),
    "may_extend": Question(
        {"origin": One(terms.ORIGINS), "asked_on": _DAY, "due_on": _DAY}, _may_extend, {"granted": Number(0, 100)}
    ),
    "reminder_days": Question({"due_on": _DAY}, _reminder_days),
    "ladder_days": Question({"due_on": _DAY}, _ladder_days),
    "report_day": Question(_PERIOD, _report_day),
    "closing_day": Question(_PERIOD, _closing_day),
    "may_exclude": Question({"reason": One(terms.EXCLUSIONS)}, _may_exclude),
    "on_silence": Question({"limit": One(terms.LIMITS_WITH_SILENCE)}, _on_silence, {"tags": _TAGS}),
    "band": Question({"percent": Number(0, 100)}, _band),
}
