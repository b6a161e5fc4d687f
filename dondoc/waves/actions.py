"""The verbs of waves: hold one, count it again, decide about it, note that it has gone out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from dondoc.clock import local_date
from dondoc.journal import actions as journal
from dondoc.regulation import Refused
from dondoc.units.models import Actor, Register, Role
from dondoc.units.permissions import require
from dondoc.units.queries import people_in
from dondoc.waves import permissions, rules
from dondoc.waves.models import Volume, Wave
from dondoc.waves.rules import Preview
from dondoc.wording import clean_text

KEPT = timedelta(days=180)


def limit_of(register_id: int, day: date) -> int:
    """How much may go out for the register on the day without anybody looking at it."""
    before = Volume.objects.filter(register=register_id, day__lt=day, count__gt=0).order_by("-day")
    counts = list(before.values_list("count", flat=True)[: rules.DAYS])
    return rules.limit(counts, least=settings.WAVE_LEAST, times=settings.WAVE_TIMES)


def gone_on(register_id: int, day: date) -> int:
    """How much has gone out for the register on the day."""
    return Volume.objects.filter(register=register_id, day=day).values_list("count", flat=True).first() or 0


def hold(register_id: int, preview: Preview, *, allowed: int, at: datetime) -> Wave | None:
    """Hold what a tick would send, and tell the Office; None when another worker was faster."""
    register = Register.objects.select_related("office").get(pk=register_id)
    by = Actor.system(register)
    with transaction.atomic():
        try:
            with transaction.atomic():
                wave = Wave.objects.create(
                    register=register, opened_at=at, seen_at=at, count=preview.count, unit_count=len(preview.units),
                    allowed=allowed, preview=preview.as_dict(),
                )  # fmt: skip
        except IntegrityError:
            return None
        told: dict[str, object] = {"count": wave.count, "units": wave.unit_count}
        journal.record("wave.held", register_id=register_id, stamp=by.stamp, at=at, payload=told)
        people = people_in([register.office], [Role.OFFICE_HEAD, Role.OFFICE_OFFICER], local_date(at))
        url = reverse("workspace:wave", args=[wave.pk])
        journal.post("wave.held", recipients=people, params=told, url=url, key=f"wave:{wave.pk}", at=at)
        return wave


def count_again(wave: Wave, preview: Preview, *, at: datetime) -> None:
    """What waits is counted anew; a decision that came meanwhile stands on what it saw."""
    Wave.objects.filter(pk=wave.pk, decision="").update(
        seen_at=at, count=preview.count, unit_count=len(preview.units), preview=preview.as_dict()
    )


def decide(*, by: Actor, at: datetime, wave: Wave, decision: str, seen: int, reason: str = "") -> Wave:
    """The Office lets a wave go, or goes on without telling anybody of what piled up, and says why.

    ``seen`` is how many acts stood on the page. The same decision sent twice is one.

    Raises:
        Refused: not the Office of the register; somebody has decided otherwise; it has grown; no reason to hush it.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update(of=("self",)).select_related("register").get(pk=wave.pk)
        require(permissions.can_decide(by, wave), "permission.decide_wave")
        said = clean_text(reason)
        if wave.decision == decision and wave.person_id == (by.person.pk if by.person else None):
            return wave
        if refusal := rules.refusal_to_decide(
            decided=wave.decision != "" or wave.finished_at is not None, decision=decision, reason=said, seen=seen,
            count=wave.count, most=wave.allowed,
        ):  # fmt: skip
            raise Refused(refusal)
        wave.decision, wave.decided_at, wave.decided_by, wave.person, wave.reason = (
            decision,
            at,
            by.post,
            by.person,
            said,
        )
        wave.save()
        told = {"count": wave.count, "units": wave.unit_count, "reason": said}
        journal.record(f"wave.{decision}", register_id=wave.register_id, stamp=by.stamp, at=at, payload=told)
        return wave


def finish(wave: Wave, *, at: datetime) -> None:
    """What was allowed has gone out, or has grown beyond what was seen and is held anew."""
    Wave.objects.filter(pk=wave.pk, finished_at=None).exclude(decision="").update(finished_at=at)


def add_up(counts: Iterable[tuple[int, int]], *, at: datetime) -> None:
    """So much has gone out for each register on the day of ``at``."""
    day = local_date(at)
    for register_id, count in counts:
        with transaction.atomic():
            Volume.objects.get_or_create(register_id=register_id, day=day)
            Volume.objects.filter(register=register_id, day=day).update(count=F("count") + count)
            Volume.objects.filter(register=register_id, day__lt=day - KEPT).delete()
