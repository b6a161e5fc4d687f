"""What `tick` calls: find set-wise, then let the verb claim under the directive's lock; safe to run twice and by two workers.

The rules run in this order: close what has lapsed, begin what fell overdue, prepare slips, bring cases to the leader. All
but the first work on working days only; a ladder takes one step a day, so that an outage is caught up without a volley.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.jobs import registry
from dondoc.jobs.registry import OPEN, Passage, Portion
from dondoc.units.models import Unit
from dondoc.urging import actions, queries
from dondoc.urging.models import Ladder, LadderQuerySet, Step

PORTION = 200
PARTS = ("matter", "register__office", "edition", "field")


def _is_working_day(at: datetime) -> bool:
    return gazette.calendar().is_working(local_date(at))


def reconcile(at: datetime, dry_run: bool) -> int:
    """Close ladders that nothing carries any more, blank what a purge left, count anew when the calendar has changed."""
    lapsed = Ladder.objects.lapsed().select_related("matter", "register__office")
    moved, purged = _of_an_older_calendar(), queries.purged()
    if dry_run:
        return lapsed.count() + moved.count() + purged.count()
    done = sum(actions.close_ladder(at=at, ladder=ladder) for ladder in list(lapsed))
    done += sum(actions.blank(at=at, paper=document) > 0 for document in list(purged))
    return done + sum(actions.recount(at=at, ladder=ladder) for ladder in list(moved))


def _of_an_older_calendar() -> LadderQuerySet:
    running = Ladder.objects.open().exclude(next_on=None).select_related("matter", "register__office")
    version = gazette.current_calendar()
    return running.exclude(calendar_version=version) if version else running.none()


def begin(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Begin a ladder for every directive and unit with a task past its date (HUE Appendix I.4, 8.1e)."""
    found = _unurged(at)
    if dry_run:
        return len(found)
    free = [row for row in found if row.register_id not in passage.held]
    known: actions.People = {}
    begun = 0
    for first in range(0, len(free), PORTION):
        rows = free[first : first + PORTION]
        documents = Document.objects.select_related(*PARTS).defer("folded").in_bulk({row.document_id for row in rows})
        units = Unit.objects.in_bulk({row.unit_id for row in rows})
        for row in rows:
            document, unit, quiet = documents[row.document_id], units[row.unit_id], row.register_id in passage.quiet
            begun += actions.open_ladder(at=at, document=document, unit=unit, quiet=quiet, known=known) is not None
    return begun


def begin_ahead(at: datetime) -> list[Portion]:
    """Which ladders would begin, by the day from which they are counted."""
    return [Portion(row.register_id, row.unit_id, row.counted_from, 1, row.matter_id) for row in _unurged(at)]


def _unurged(at: datetime) -> list[queries.Unurged]:
    return queries.without_ladder(local_date(at)) if _is_working_day(at) else []


def prepare(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Prepare the slips whose limit is over (HUE 8.1e)."""
    found = _due(at, Step.SLIP).exclude(register__in=passage.held)
    if dry_run:
        return found.count()
    known: actions.People = {}
    quiet = passage.quiet
    made = [actions.prepare_slip(at=at, ladder=row, quiet=row.register_id in quiet, known=known) for row in list(found)]
    return sum(slip is not None for slip in made)


def prepare_ahead(at: datetime) -> list[Portion]:
    """Which slips would be prepared, by the last day of the limit."""
    return _portions(_due(at, Step.SLIP))


def escalate(at: datetime, dry_run: bool, passage: Passage = OPEN) -> int:
    """Bring to the leader what the slips did not move (HUE 8.1e), and what a follow-up did not."""
    found = _due(at, Step.ESCALATION, Step.FOLLOW_UP).exclude(register__in=passage.held)
    if dry_run:
        return found.count()
    known: actions.People = {}
    quiet = passage.quiet
    return sum(actions.escalate(at=at, ladder=row, quiet=row.register_id in quiet, known=known) for row in list(found))


def escalate_ahead(at: datetime) -> list[Portion]:
    """Which cases would be brought to the leader, by the last day of the limit."""
    return _portions(_due(at, Step.ESCALATION, Step.FOLLOW_UP))


def _portions(found: LadderQuerySet) -> list[Portion]:
    rows = found.select_related(None).order_by().values_list("register_id", "unit_id", "next_on")
    return [Portion(*row) for row in rows.annotate(count=Count("pk"), matter=Min("matter_id"))]


def _due(at: datetime, *steps: str) -> LadderQuerySet:
    """Standing ladders whose step is due and that took none today; nothing on a day off."""
    day = local_date(at)
    if not _is_working_day(at):
        return Ladder.objects.none()
    found = Ladder.objects.standing().filter(step__in=steps, next_on__lt=day, stepped_on__lt=day)
    return found.select_related("matter", "register__office").order_by("next_on", "id")


def register_rules() -> None:
    """Hand the rules to `tick` in their order."""
    registry.rule("urging.reconcile", reconcile)
    registry.rule("urging.begin", begin, ahead=begin_ahead)
    registry.rule("urging.prepare", prepare, ahead=prepare_ahead)
    registry.rule("urging.escalate", escalate, ahead=escalate_ahead)
