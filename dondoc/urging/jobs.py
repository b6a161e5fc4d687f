"""What `tick` calls: find set-wise, then let the verb claim under the directive's lock; safe to run twice and by two workers.

The rules run in this order: close what has lapsed, begin what fell overdue, prepare slips, bring cases to the leader. All
but the first work on working days only; a ladder takes one step a day, so that an outage is caught up without a volley.
"""

from __future__ import annotations

from datetime import datetime

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.jobs import registry
from dondoc.units.models import Unit
from dondoc.urging import actions, queries
from dondoc.urging.models import Ladder, LadderQuerySet, Step


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


def begin(at: datetime, dry_run: bool) -> int:
    """Begin a ladder for every directive and unit with a task past its date (HUE Appendix I.4, 8.1e)."""
    if not _is_working_day(at):
        return 0
    found = queries.without_ladder(local_date(at))
    if dry_run:
        return len(found)
    begun = 0
    for document_id, unit_id in found:
        document = Document.objects.select_related("matter", "register__office", "edition", "field").get(pk=document_id)
        begun += actions.open_ladder(at=at, document=document, unit=Unit.objects.get(pk=unit_id)) is not None
    return begun


def prepare(at: datetime, dry_run: bool) -> int:
    """Prepare the slips whose limit is over (HUE 8.1e)."""
    found = _due(at, Step.SLIP)
    if dry_run:
        return found.count()
    return sum(actions.prepare_slip(at=at, ladder=ladder) is not None for ladder in list(found))


def escalate(at: datetime, dry_run: bool) -> int:
    """Bring to the leader what the slips did not move (HUE 8.1e), and what a follow-up did not."""
    found = _due(at, Step.ESCALATION, Step.FOLLOW_UP)
    if dry_run:
        return found.count()
    return sum(actions.escalate(at=at, ladder=ladder) for ladder in list(found))


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
    registry.rule("urging.begin", begin)
    registry.rule("urging.prepare", prepare)
    registry.rule("urging.escalate", escalate)
