"""What the program does by itself: begin a ladder, prepare a slip, bring the case to the leader, close what has lapsed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind, MatterKind
from dondoc.regulation import Profile, Silent
from dondoc.units.models import Actor, Post, Role, Unit
from dondoc.urging import queries, rules
from dondoc.urging.actions import writing
from dondoc.urging.actions.writing import Act, People
from dondoc.urging.models import Ladder, Slip, Step


def open_ladder(
    *, at: datetime, document: Document, unit: Unit, quiet: bool = False, known: People | None = None
) -> Ladder | None:
    """Begin a round: the monitor must urge in writing (HUE Appendix I.4), monitor and unit are told, unless ``quiet``.

    None when there is nothing to begin: the unit is urged already, or owes nothing that is past its date.
    """
    act, day = Act(Actor.system(document.register), at, quiet=quiet, known=known), local_date(at)
    with transaction.atomic():
        assert document.matter is not None
        duties.lock(document.matter)
        if Ladder.objects.open().filter(document=document, unit=unit).exists():
            return None
        owed = queries.owed_on(document, unit, day)
        if not owed:
            return None
        first = queries.carriers(owed)
        rounds = Ladder.objects.filter(document=document, unit=unit).aggregate(last=Max("round"))["last"] or 0
        ladder = Ladder(
            matter=duties.open_matter(kind=MatterKind.LADDER, register=document.register, root=document.matter, at=at),
            register=document.register, document=document, unit=unit, round=rounds + 1,
            counted_from=first[0].counted_from, stepped_on=day, opened_at=at,
            calendar_version=gazette.current_calendar(),
        )  # fmt: skip
        coming = queries.first_step(ladder, gazette.calendar(ladder.calendar_version))
        ladder.step, ladder.next_on = coming.step, coming.on
        ladder.save()
        writing.carry(ladder, first, at, fresh=True)
        monitor = writing.monitor_of(ladder, owed, day, known)
        _must_urge(ladder, monitor, act)
        writing.tell_journal(
            "ladder.opened", ladder, act, {"round": ladder.round, "counted_from": ladder.counted_from, "tasks": len(owed)},
            cites=gazette.law(document.edition).cite("urge"),
        )  # fmt: skip
        told: dict[str, Any] = {"counted_from": ladder.counted_from, "tasks": len(owed)}
        key = f"ladder:{ladder.pk}"
        writing.post("ladder.opened_to_unit", ladder, writing.unit_people(ladder, day, known), act, key, **told)
        writing.post("ladder.opened", ladder, writing.people_of_monitor(ladder, monitor, day, known), act, key, **told)
        return ladder


def _must_urge(ladder: Ladder, monitor: Post | None, act: Act) -> None:
    """The duty of written urging, where the regulation sets a time for it."""
    if isinstance(gazette.law(ladder.document.edition).limit("urging"), Silent):
        return
    duties.open_duty(
        ladder.matter, kind=DutyKind.URGE, holder_unit=ladder.register.office,
        holder_post=monitor, edition=ladder.document.edition,
        limit="urging", event_on=ladder.counted_from, at=act.at, fresh=True,
    )  # fmt: skip


def prepare_slip(*, at: datetime, ladder: Ladder, quiet: bool = False, known: People | None = None) -> Slip | None:
    """Prepare the next slip as a draft and call the head of the Office, unless ``quiet``; None when it is not due (any more)."""
    act, day = Act(Actor.system(ladder.register), at, quiet=quiet), local_date(at)
    with transaction.atomic():
        ladder = writing.locked(ladder)
        coming = queries.coming(ladder, gazette.calendar())
        if not _is_due(ladder, Step.SLIP, coming, at) or coming.deadline is None:
            return None
        owed = queries.owed_on(ladder.document, ladder.unit, day)
        law = gazette.law(ladder.document.edition)
        issued = sum(slip.issued_at is not None for slip in ladder.slips.all())
        slip = Slip.objects.create(
            ladder=ladder, ordinal=issued + 1, counted_from=coming.deadline.trace.start_on,
            limit_on=coming.deadline.due_on, prepared_at=at,
        )  # fmt: skip
        writing.put_on(slip, owed, at, fresh=True)
        ladder.step, ladder.next_on, ladder.stepped_on = Step.ISSUE, None, day
        ladder.save()
        articles = law.cite("issue_slip")
        duties.open_duty(
            ladder.matter, kind=DutyKind.ISSUE_SLIP, holder_unit=ladder.register.office, holder_role=Role.OFFICE_HEAD,
            edition=ladder.document.edition, event_on=coming.deadline.due_on, article=articles,
            reading=coming.deadline.reading, at=at,
        )  # fmt: skip
        writing.tell_journal("slip.prepared", ladder, act, {"slip": slip.ordinal, "tasks": len(owed)}, cites=articles)
        writing.post(
            "slip.prepared", ladder, writing.office_heads(ladder, day, known), act, f"slip-prepared:{slip.pk}",
            url=reverse("urging:slip", args=[slip.pk]), slip=slip.ordinal, tasks=len(owed),
        )  # fmt: skip
        return slip


def _is_due(ladder: Ladder, step: str, coming: rules.Next, at: datetime) -> bool:
    """Whether the ladder's step is due now; a date that a changed calendar moved is written down and waited for."""
    day = local_date(at)
    if ladder.closed_at is not None or ladder.step != step or coming.step != step or ladder.stepped_on >= day:
        return False
    if not rules.is_over(coming.on, day):
        writing.move_on(ladder)
        return False
    return writing.stands(ladder)


def escalate(*, at: datetime, ladder: Ladder, quiet: bool = False, known: People | None = None) -> bool:
    """Bring the case to the leader: all slips are issued and the last limit is over, or a follow-up brought no result.

    ``quiet``: it waits on the leader's desk, and nobody is called.
    """
    act, day = Act(Actor.system(ladder.register), at, quiet=quiet), local_date(at)
    with transaction.atomic():
        ladder = writing.locked(ladder)
        if not _is_case(ladder, at):
            return False
        law = gazette.law(ladder.document.edition)
        ladder.step, ladder.next_on, ladder.stepped_on, ladder.escalated_at = Step.INSTRUCTION, None, day, at
        ladder.save()
        article = law.cite("escalate")
        _must_instruct(ladder, law, article, at)
        slips = ladder.slips.issued().count()
        writing.tell_journal("ladder.escalated", ladder, act, {"slips": slips}, cites=article)
        people = {*writing.leaders(ladder, day, known), *writing.office_heads(ladder, day, known)}
        writing.post(
            "ladder.escalated", ladder, sorted(people), act, f"escalated:{ladder.pk}:{day}",
            url=reverse("urging:case", args=[ladder.pk]), slips=slips,
        )  # fmt: skip
        return True


def _is_case(ladder: Ladder, at: datetime) -> bool:
    if ladder.step == Step.FOLLOW_UP:
        day = local_date(at)
        over = rules.is_over(ladder.next_on, day) and ladder.stepped_on < day
        return ladder.closed_at is None and over and writing.stands(ladder)
    return _is_due(ladder, Step.ESCALATION, queries.coming(ladder, gazette.calendar()), at)


def _must_instruct(ladder: Ladder, law: Profile, article: str, at: datetime) -> None:
    if isinstance(law.slips, Silent):
        return
    limit = law.limit("escalation")
    reading = "" if isinstance(limit, Silent) else limit.case(frozenset()).reading
    duties.open_duty(
        ladder.matter, kind=DutyKind.INSTRUCT, holder_unit=ladder.register.keeper, holder_role=law.slips.escalate_to,
        edition=ladder.document.edition, event_on=local_date(at), article=article, reading=reading, at=at,
    )  # fmt: skip


def close_ladder(*, at: datetime, ladder: Ladder) -> bool:
    """Close a ladder that nothing carries any more: its duties are voided, a waiting draft has lapsed."""
    act = Act(Actor.system(ladder.register), at)
    with transaction.atomic():
        ladder = writing.locked(ladder)
        if ladder.closed_at is not None or writing.stands(ladder):
            return False
        ladder.closed_at, ladder.next_on = at, None
        ladder.save()
        drafts = ladder.slips.filter(issued_at=None, withheld_at=None, lapsed_at=None)
        drafts.update(lapsed_at=at)
        duties.void(ladder.matter, at=at)
        writing.tell_journal("ladder.closed", ladder, act, {"round": ladder.round})
        return True


def recount(*, at: datetime, ladder: Ladder) -> bool:
    """Count a ladder's next day anew under the present calendar; says whether it moved."""
    act = Act(Actor.system(ladder.register), at)
    with transaction.atomic():
        ladder = writing.locked(ladder)
        was = ladder.next_on
        if ladder.closed_at is not None or ladder.step not in {Step.SLIP, Step.ESCALATION}:
            ladder.calendar_version = gazette.current_calendar()
            ladder.save(update_fields=["calendar_version"])
            return False
        writing.move_on(ladder)
        if ladder.next_on == was:
            return False
        writing.tell_journal("ladder.recounted", ladder, act, {"was": was, "on": ladder.next_on})
        return True
