"""A sent result is confirmed level by level, or sent back with what is missing (HUE Appendix I.3; C4, C5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.regulation import Refused
from dondoc.tasks import confirmations, permissions, ratings, rules, updating
from dondoc.tasks.actions import levels, writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.models import Assignment, Confirmer, Fact
from dondoc.units import access
from dondoc.units.models import Actor
from dondoc.wording import clean_text


def accept_result(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    note: str = "",
    rated: Mapping[str, str] | None = None,
    token: str | None = None,
) -> Fact:
    """Done means confirmed: whose turn it is accepts; the next level's turn comes, or the task closes with its last unit.

    ``rated`` are the words chosen on the scales of the regulation, by the name of the scale; they belong to the last level.

    Raises:
        Refused: not the actor's turn; a scale that must be rated is not, or says that the result does not pass.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, ("result_accepted", "level_accepted"))
        if first:
            return first
        permissions.require_turn(by, assignment)
        following = confirmations.level_after(assignment)
        if following is not None:
            return _pass_level(assignment, act, following, note)
        law = gazette.law(assignment.task.edition)
        chosen = ratings.completed(law, rated or {}, accepts=True)
        if refusal := ratings.refusal_to_rate(law, chosen, accepts=True):
            raise Refused(refusal)
        return close(assignment, act, note=note, rated=chosen)


def _pass_level(assignment: Assignment, act: Act, following: str, note: str, verb: str = "task.level_accepted") -> Fact:
    """A level accepts; the task waits for the next one."""
    task, was = assignment.task, assignment.awaits
    article = levels.article_of(assignment)
    text = clean_text(note)[: writing.LONGEST_TEXT]
    fact = writing.append(assignment, "level_accepted", act, text=text, awaits=following)
    levels.settle_levels(task, act.at, done=True)
    levels.open_level(assignment, act.at)
    cites = " ".join(dict.fromkeys((article + " " + writing.cite(task, "confirm_level")).split()))
    told = {"level": was or Confirmer.MONITOR.name.lower(), "next": following}
    writing.record(verb, task, act, told, cites=cites, unit=assignment.unit)
    levels.tell_level(assignment, act, f"level:{fact.pk}")
    return fact


def close(
    assignment: Assignment,
    act: Act,
    *,
    note: str = "",
    rated: Mapping[str, str] | None = None,
    outcome: str = "",
    verb: str = "task.result_accepted",
) -> Fact:
    """The result is accepted for good. Part of verbs."""
    task, at = assignment.task, act.at
    text, was = clean_text(note)[: writing.LONGEST_TEXT], assignment.awaits
    article = "" if was == Confirmer.MONITOR else levels.article_of(assignment)
    stated = gazette.law(task.edition).on_time
    confirmed_on = local_date(at) if getattr(stated, "value", "") == "confirmed_at" else None
    fact = writing.append(
        assignment, "result_accepted", act, text=text, completed_on=confirmed_on, outcome=outcome, ratings=rated or None
    )
    levels.settle_levels(task, at, done=True)
    writing.close_if_finished(task)
    if task.closed_at is not None:
        duties.void_under(task.matter, at=at)
    assert assignment.completed_on is not None
    verdict = rules.timeliness(due_on=assignment.due_on, on=assignment.completed_on)
    told: dict[str, object] = {"timeliness": verdict, "completed_on": assignment.completed_on}
    if text and verb != "task.result_accepted":
        told["reason"] = text
    cites = " ".join(
        dict.fromkeys(f"{writing.cite(task, 'appraise')} {article} {_rating_cites(assignment, rated)}".split())
    )
    if rated:
        told["ratings"] = ratings.sentence(ratings.in_words(gazette.law(task.edition), rated))
        verb = "task.result_rated" if verb == "task.result_accepted" else verb
    writing.record(verb, task, act, told, cites=cites, unit=assignment.unit)
    kind = "task.result_rated" if rated else "task.result_accepted"
    said = {"ratings": told["ratings"]} if rated else {}
    writing.tell_unit(kind, assignment, act, f"accepted:{fact.pk}", **said)
    return fact


def _rating_cites(assignment: Assignment, rated: Mapping[str, str] | None) -> str:
    return writing.cite(assignment.task, "rate_result") if rated else ""


def send_back(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    missing: str,
    rated: Mapping[str, str] | None = None,
    token: str | None = None,
) -> Fact:
    """The result is not accepted: it goes back to the unit with what is missing, from whatever level; the first report stays in
    the file (C5). Where the regulation says so the task counts as not done until another result comes.

    Raises:
        Refused: not the actor's turn; nothing said of what is missing; a rating that says the result passes.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "result_sent_back")
        if first:
            return first
        task = assignment.task
        permissions.require_turn(by, assignment)
        law = gazette.law(task.edition)
        chosen = ratings.completed(law, rated or {}, accepts=False)
        if refusal := ratings.refusal_to_rate(law, chosen, accepts=False):
            raise Refused(refusal)
        text = writing.said(missing, "task.missing_not_said", task, "appraise")
        undone = rules.COUNTED_UNDONE if updating.refusals_count(law) else ""
        article = "" if assignment.awaits == Confirmer.MONITOR else levels.article_of(assignment)
        fact = writing.append(assignment, "result_sent_back", act, text=text, ratings=chosen or None, outcome=undone)
        levels.settle_levels(task, at, done=True)
        writing.open_unit_duties(assignment, at)
        _tell_sent_back(assignment, act, fact, article)
        return fact


def _tell_sent_back(assignment: Assignment, act: Act, fact: Fact, article: str) -> None:
    task = assignment.task
    told = {"missing": fact.text}
    verb = kind = "task.result_sent_back"
    said = {"missing": fact.text[:300]}
    if fact.ratings:
        told["ratings"] = ratings.sentence(ratings.in_words(gazette.law(task.edition), fact.ratings))
        verb = kind = "task.result_not_passed"
        said["ratings"] = told["ratings"]
    parts = f"{writing.cite(task, 'appraise')} {article} {_rating_cites(assignment, fact.ratings)}".split()
    writing.record(verb, task, act, told, cites=" ".join(dict.fromkeys(parts)), unit=assignment.unit)
    writing.tell_unit(kind, assignment, act, f"sent-back:{fact.pk}", **said)


def consent(*, at: datetime, assignment: Assignment, by: Actor) -> Fact:
    """The time for confirming passed without an answer, which the regulation takes for consent: the program says so for the level
    whose silence it is. Part of a job, which has locked the directive.
    """
    act = Act(by, at)
    following = confirmations.level_after(assignment)
    if following is not None:
        return _pass_level(assignment, act, following, "", "task.level_consented")
    return close(assignment, act, verb="task.result_consented")


def reopen(*, by: Actor, at: datetime, assignment: Assignment, reason: str, token: str | None = None) -> Fact:
    """A task recorded as done turns out not to be: it is opened again with the reason; the acceptance stays in the file."""
    act = Act(by, at, token)
    with transaction.atomic():
        assignment, first = writing.begin(assignment, act, "reopened")
        if first:
            return first
        task = assignment.task
        permissions.require_on(by, task, access.APPRAISE)
        text = writing.said(reason, "task.reason_missing", task, "reopen")
        fact = writing.append(assignment, "reopened", act, text=text)
        writing.close_if_finished(task)
        writing.open_unit_duties(assignment, at)
        writing.tell_journal("task.reopened", task, act, {"reason": text}, unit=assignment.unit, acts="reopen")
        writing.tell_unit("task.reopened", assignment, act, f"reopened:{fact.pk}", reason=text[:300])
        return fact
