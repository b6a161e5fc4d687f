"""The removal of a classified paper that should not be held: asked by one person, decided by a second (design 1.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.classified import permissions
from dondoc.classified.actions import writing
from dondoc.classified.models import ClassifiedPaper, ClassifiedRemoval
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor, Role
from dondoc.units.permissions import require
from dondoc.units.queries import people_in


def ask_removal(*, by: Actor, at: datetime, paper: ClassifiedPaper) -> ClassifiedRemoval:
    """Ask for the removal; another person must carry it out, and is told that there is something to do.

    Raises:
        Refused: not of the authority, or may ask for no removal; removed already.
    """
    with transaction.atomic():
        paper = writing.locked(paper)
        require(permissions.can_ask_removal(by, paper), "permission.ask_classified_removal")
        standing = paper.removals.filter(confirmed_at=None, declined_at=None).first()
        if standing is not None:
            return standing
        assert by.person is not None
        removal = ClassifiedRemoval.objects.create(paper=paper, asked_by=by.person, asked_at=at)
        writing.tell_journal("removal_asked", paper.register, by, at, paper)
        places = [paper.register.office, paper.register.keeper]
        second = people_in(places, [Role.OFFICE_HEAD, Role.LEADER], local_date(at))
        told = [person for person in second if person != by.person.pk]
        writing.tell_people(paper, told, f"removal:{removal.pk}", at)
        return removal


def _standing(removal: ClassifiedRemoval) -> tuple[ClassifiedPaper, ClassifiedRemoval]:
    """The paper under lock and the removal that waits on it.

    Raises:
        Refused: somebody has decided it already.
    """
    paper = writing.locked(removal.paper)
    found = paper.removals.filter(pk=removal.pk, confirmed_at=None, declined_at=None).first()
    if found is None:
        raise Refused(Refusal("classified.removal_not_asked", {}, None))
    return paper, found


def decline_removal(*, by: Actor, at: datetime, removal: ClassifiedRemoval) -> ClassifiedRemoval:
    """The second person finds that the paper may be held: it stays as it is.

    Raises:
        Refused: not the head of the Office or a leader; decided already.
    """
    with transaction.atomic():
        paper, removal = _standing(removal)
        require(permissions.can_confirm_removal(by, paper), "permission.confirm_classified_removal")
        removal.declined_at = at
        removal.save(update_fields=["declined_at"])
        writing.tell_journal("removal_declined", paper.register, by, at, paper)
        return removal


def confirm_removal(*, by: Actor, at: datetime, removal: ClassifiedRemoval) -> ClassifiedRemoval:
    """Take away every version, its units and its duties; blank journal and notices. What stays is that there was one.

    The mails that left said nothing of it; the backups that were made meanwhile can only be named.

    Raises:
        Refused: not the head of the Office or a leader; the person who asked; decided already.
    """
    with transaction.atomic():
        paper, removal = _standing(removal)
        require(permissions.can_confirm_removal(by, paper), "permission.confirm_classified_removal")
        if by.person is None or by.person.pk == removal.asked_by_id:
            raise Refused(Refusal("classified.second_person", {}, None))
        duties.erase(paper.matter)
        paper.versions.all().delete()
        paper.purged_at, paper.form_token = at, None
        paper.save(update_fields=["purged_at", "form_token"])
        removal.mails_sent = journal.blank([paper.matter_id], at)
        removal.confirmed_by, removal.confirmed_at = by.person, at
        removal.save(update_fields=["mails_sent", "confirmed_by", "confirmed_at"])
        writing.tell_journal("removed", paper.register, by, at, paper, mails=removal.mails_sent)
        return removal
