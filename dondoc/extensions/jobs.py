"""What `tick` calls: find set-wise, then let the verb decide under the directive's lock; safe to run twice and by two workers."""

from __future__ import annotations

from datetime import datetime

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.extensions import actions, queries, rules
from dondoc.extensions.actions.writing import PARTS
from dondoc.extensions.models import Proposal, ProposalQuerySet
from dondoc.gazette.models import Edition
from dondoc.jobs import registry
from dondoc.regulation import Limit


def reconcile(at: datetime, dry_run: bool) -> int:
    """Close proposals without ground any more, blank what a purge left."""
    lapsed, purged = Proposal.objects.lapsed(), queries.spoken_of_purged()
    if dry_run:
        return lapsed.count() + purged.count()
    done = sum(actions.lapse(at=at, proposal=row) for row in list(lapsed.select_related(*PARTS)))
    papers = Document.objects.filter(pk__in=list(purged.values_list("task__document", flat=True)))
    return done + sum(actions.blank(at=at, paper=paper) for paper in papers)


def consent(at: datetime, dry_run: bool) -> int:
    """Carry out what nobody answered within the limit, where the regulation takes silence as consent."""
    found = _unanswered(at)
    if dry_run:
        return found.count()
    return sum(actions.consent(at=at, proposal=row) for row in list(found.select_related(*PARTS)))


def _unanswered(at: datetime) -> ProposalQuerySet:
    """Unanswered proposals under editions in which silence may mean consent; the verb asks for the tags."""
    speaking = [edition.pk for edition in Edition.objects.defer("sources") if _may_consent(edition)]
    if not speaking:
        return Proposal.objects.none()
    return queries.unanswered(local_date(at)).filter(task__edition__in=speaking).order_by("pk")


def _may_consent(edition: Edition) -> bool:
    limit = gazette.law(edition).limits[rules.ANSWER_LIMIT]
    return isinstance(limit, Limit) and any(case.on_silence == "consent" for case in limit.cases)


def register_rules() -> None:
    """Hand the rules to `tick` in their order: what has lapsed is not granted by silence."""
    registry.rule("extensions.reconcile", reconcile)
    registry.rule("extensions.consent", consent)
