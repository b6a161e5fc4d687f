"""The verbs of the room: what becomes of a parked job; keeping measurements; beginning and ending alarms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dondoc.clock import local, local_date
from dondoc.jobs import actions as jobs
from dondoc.jobs.models import Job
from dondoc.journal import actions as journal
from dondoc.journal.actions import Message
from dondoc.journal.models import Notice
from dondoc.operations import sentences
from dondoc.operations.models import Alarm, Measurement
from dondoc.operations.permissions import can_operate
from dondoc.operations.queries import house
from dondoc.operations.queries.lines import Line
from dondoc.operations.rules import State
from dondoc.regulation import Refusal, Refused
from dondoc.units.actions.writing import write
from dondoc.units.models import Actor
from dondoc.units.permissions import require

LONGEST_REASON = 300


def retry_job(*, by: Actor, at: datetime, job: Job) -> None:
    """Set a parked job going again; it gets another five tries.

    Raises:
        Refused: permission.operate, job.not_parked (somebody else was faster).
    """
    with transaction.atomic():
        require(can_operate(by), "permission.operate")
        if not jobs.revive(job, at):
            raise Refused(Refusal("job.not_parked", {"number": job.pk}, None))
        payload = {"number": job.pk, "kind": job.kind}
        write("job.revived", by=by, at=at, unit=None, payload=payload)


def drop_job(*, by: Actor, at: datetime, job: Job, reason: str) -> None:
    """Give a parked job up, with the reason, which the journal keeps.

    Raises:
        Refused: permission.operate, job.reason_missing, job.not_parked.
    """
    with transaction.atomic():
        require(can_operate(by), "permission.operate")
        reason = " ".join(reason.split())[:LONGEST_REASON]
        if not reason:
            raise Refused(Refusal("job.reason_missing", {}, None))
        if not jobs.drop(job, reason, at):
            raise Refused(Refusal("job.not_parked", {"number": job.pk}, None))
        payload = {"number": job.pk, "kind": job.kind, "reason": reason}
        write("job.dropped", by=by, at=at, unit=None, payload=payload)


def keep(name: str, figures: Mapping[str, object], *, at: datetime) -> None:
    """Keep what was measured under the name, in place of what was measured before."""
    Measurement.objects.update_or_create(name=name, defaults={"figures": dict(figures), "measured_at": at})


def follow(lines: Iterable[Line], *, at: datetime) -> int:
    """Begin an alarm for each line that became one, tell the administrators once a day of each, end those that are over.

    Says how many began. Called in the transaction that claims the period, so that two workers do not both tell.
    """
    lasting = house.lasting()
    alarming = {(line.key, line.subject) for line in lines if line.state is State.ALARM}
    over = [alarm for place, alarm in lasting.items() if place not in alarming]
    if over:
        Alarm.objects.filter(pk__in=[alarm.pk for alarm in over]).update(ended_at=at)
    recipients = house.administrators(local_date(at))
    _settle(over, recipients, at)
    began = [_begin(*place, at) for place in sorted(alarming - set(lasting))]
    own = [alarm for alarm in began if alarm.line not in sentences.TOLD_ELSEWHERE]
    journal.post_many([_message(alarm, recipients) for alarm in own], at=at)
    return len(began)


def _begin(line: str, subject: str, at: datetime) -> Alarm:
    alarm, is_new = Alarm.objects.get_or_create(
        line=line, subject=subject, day=local_date(at), defaults={"began_at": at}
    )
    if not is_new:
        Alarm.objects.filter(pk=alarm.pk).update(ended_at=None)
    return alarm


def key_of(alarm: Alarm) -> str:
    """The key of the notice: one per line, subject and day, whoever posts it."""
    return f"alarm:{alarm.line}:{alarm.subject}:{alarm.day}"


def _message(alarm: Alarm, recipients: list[int]) -> Message:
    return Message(
        kind=f"alarm.{alarm.line}",
        recipients=recipients,
        params={"since": f"{local(alarm.began_at):%d/%m/%Y %H:%M}"},
        url=f"{reverse('operations:status')}#{alarm.line}",
        key=key_of(alarm),
    )


def _settle(over: list[Alarm], recipients: list[int], at: datetime) -> None:
    """What is over need not be read any more."""
    keys = [key_of(alarm) for alarm in over]
    unread = Notice.objects.filter(recipient_id__in=recipients, key__in=keys, read_at=None)
    for pk, recipient in unread.values_list("pk", "recipient_id"):
        journal.mark_read(recipient, at, notice_ids=[pk])
