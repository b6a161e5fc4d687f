"""What `tick` calls for tasks: the reason of each delay (HUE Appendix IV), the updates of tasks without a deadline (HUE 7.2c),
and what follows where a regulation lets silence count: consent to a result, an update that was missed.

Both ask on working days only, find set-wise by the law of each edition, and let the verbs claim; safe to run twice and by two
workers at once. Overdue entry duties need nothing: they are open duties past their date.
The worker goes on with what an officer of the Office hands over to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F, Value

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import jobs as calendar
from dondoc.duties.models import Duty
from dondoc.gazette.models import Edition
from dondoc.jobs import actions as jobs
from dondoc.jobs import registry
from dondoc.jobs.registry import OPEN, Passage, Portion
from dondoc.regulation import Silent
from dondoc.regulation.decisions import on_silence
from dondoc.regulation.periods import Period, period_of
from dondoc.tasks import actions, queries, updating
from dondoc.tasks.actions import Act
from dondoc.tasks.actions.levels import LEVEL_DUTIES
from dondoc.tasks.models import Assignment, AssignmentQuerySet
from dondoc.units.actions import UNIT_RENAMED
from dondoc.units.models import Actor, Field, Person, Post, Register, Unit


def _is_working_day(at: datetime) -> bool:
    return gazette.calendar().is_working(local_date(at))


def overdue(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Ask each unit for the reason of each overdue task that is not done, once while it is overdue, where the law says so."""
    found = _without_reason(at)
    if dry_run:
        return found.count()
    return actions.ask_reasons(at=at, found=_free(found, passage), quiet=passage.quiet)


def overdue_ahead(at: datetime) -> list[Portion]:
    """For which reasons would be asked, by the date that was missed."""
    return queries.portions(_without_reason(at), F("due_on"))


def _without_reason(at: datetime) -> AssignmentQuerySet:
    if not _is_working_day(at):
        return Assignment.objects.none()
    editions = [edition for edition in Edition.objects.all() if _asks_reason(edition)]
    return queries.without_reason(local_date(at), editions)


def _asks_reason(edition: Edition) -> bool:
    stated = gazette.law(edition).overdue_reason
    return not isinstance(stated, Silent) and stated.value


def _free(found: AssignmentQuerySet, passage: Passage) -> AssignmentQuerySet:
    return found.exclude(task__register__in=passage.held) if passage.held else found


def periodic_updates(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Ask, in the last month of each period that the law names, for the update of tasks without a deadline."""
    asked = 0
    for period, found in _due_updates(at):
        if dry_run:
            asked += found.count()
        else:
            free = _free(found, passage)
            asked += actions.ask_updates(at=at, found=free, last_on=period.last_on, quiet=passage.quiet)
    return asked


def periodic_updates_ahead(at: datetime) -> list[Portion]:
    """For which updates would be asked, by the last day of the period."""
    found = [queries.portions(waiting, Value(period.last_on)) for period, waiting in _due_updates(at)]
    return [portion for portions in found for portion in portions]


def _due_updates(at: datetime) -> Iterator[tuple[Period, AssignmentQuerySet]]:
    if _is_working_day(at):
        yield from _without_update(local_date(at))


def _without_update(day: date) -> Iterator[tuple[Period, AssignmentQuerySet]]:
    for edition in Edition.objects.all():
        stated = gazette.law(edition).without_due_date
        if isinstance(stated, Silent):
            continue
        for period in ending_this_month(stated.value, day):
            yield period, queries.without_update(period, edition)


def ending_this_month(kinds: tuple[str, ...], day: date) -> list[Period]:
    """The periods whose last month the day lies in; of those that end together (quarter, half-year, year) the shortest."""
    running = [period for kind in kinds if (period := period_of(kind, day)) is not None]
    ending = [period for period in running if (period.last_on.year, period.last_on.month) == (day.year, day.month)]
    return sorted(ending, key=lambda period: period.first_on, reverse=True)[:1]


def silent_consent(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Confirm by silence what waited longer than the limit, where the law takes silence for consent."""
    numbers = [duty.pk for duty in _unanswered(at, passage)]
    return len(numbers) if dry_run else actions.consent_by_silence(at=at, numbers=numbers)


def silent_consent_ahead(at: datetime) -> list[Portion]:
    """What would be confirmed by silence, by the day that passed."""
    found: dict[tuple[int, int, date], Portion] = {}
    for duty in _unanswered(at, OPEN):
        assert duty.due_on is not None
        key = (duty.register_id, duty.holder_unit_id, duty.due_on)
        count = found[key].count if key in found else 0
        found[key] = Portion(*key, count=count + 1, matter_id=duty.matter_id)
    return list(found.values())


def _unanswered(at: datetime, passage: Passage) -> Iterator[Duty]:
    """The duties of confirmation whose last day is over and whose case of the limit says that silence is consent."""
    if not _is_working_day(at):
        return
    editions = [edition for edition in Edition.objects.all() if _may_consent(edition)]
    if not editions:
        return
    found = Duty.objects.open().filter(kind__in=LEVEL_DUTIES, edition__in=editions, due_on__lt=local_date(at))
    for duty in found.exclude(register__in=passage.held).select_related("edition").order_by("pk"):
        if on_silence(gazette.law(duty.edition), "confirmation", duty.tags) == "consent":
            yield duty


def _may_consent(edition: Edition) -> bool:
    limit = gazette.law(edition).limits["confirmation"]
    return not isinstance(limit, Silent) and any(case.on_silence == "consent" for case in limit.cases)


def missed_updates(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Count as not done the tasks whose update is missing after its last day, where the law says so; once for each limit."""
    numbers = list(_free(_missed(at), passage).order_by("pk").values_list("pk", flat=True))
    return len(numbers) if dry_run else actions.count_missed(at=at, numbers=numbers)


def missed_updates_ahead(at: datetime) -> list[Portion]:
    """Of which tasks it would be said that their update was missed, by the date of the task."""
    return queries.portions(_missed(at), F("due_on"))


def _missed(at: datetime) -> AssignmentQuerySet:
    editions = [edition for edition in Edition.objects.all() if updating.misses_count(gazette.law(edition))]
    if not editions or not _is_working_day(at):
        return Assignment.objects.none()
    return queries.without_timely_update(local_date(at), editions)


@registry.handler(UNIT_RENAMED)
def follow_rename(params: Mapping[str, Any], at: datetime) -> None:
    """A portion of the tasks that are found by the unit's name; then the next one."""
    last = actions.follow_rename(params["unit"], params.get("after", 0))
    if last is not None:
        jobs.enqueue(UNIT_RENAMED, {"unit": params["unit"], "after": last}, at=at)


@registry.handler(actions.PASS_ON)
def pass_further(params: Mapping[str, Any], at: datetime) -> None:
    """A further portion of what an ended unit left goes to its successor, in the name of whoever decided it."""
    by = Actor.of(
        Post.objects.select_related("unit").get(pk=params["post"]), person=Person.objects.get(pk=params["person"])
    )
    former, heir = Unit.objects.get(pk=params["former"]), Unit.objects.get(pk=params["heir"])
    field = Field.objects.filter(pk=params["field"]).first()
    actions.pass_further(Register.objects.get(pk=params["register"]), former, heir, field, Act(by, at))


@registry.handler(actions.HAND_OVER)
def hand_on(params: Mapping[str, Any], at: datetime) -> None:
    """A further portion of what an officer followed goes to the next one, in the name of whoever decided it."""
    posts = Post.objects.select_related("person", "unit")
    by = Actor.of(posts.get(pk=params["post"]), person=Person.objects.get(pk=params["person"]))
    register = Register.objects.get(pk=params["register"])
    actions.hand_on(register, posts.get(pk=params["former"]), posts.get(pk=params["monitor"]), Act(by, at))


def register_rules() -> None:
    """Hand the rules to `tick`, and what follows a change of the calendar to `duties`."""
    registry.rule("tasks.overdue", overdue, ahead=overdue_ahead)
    registry.rule("tasks.periodic_updates", periodic_updates, ahead=periodic_updates_ahead)
    registry.rule("tasks.silent_consent", silent_consent, ahead=silent_consent_ahead)
    registry.rule("tasks.missed_updates", missed_updates, ahead=missed_updates_ahead)
    calendar.follow("tasks", actions.follow_calendar)
