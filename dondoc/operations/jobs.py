"""What the worker does for the house: verify the journal part by part, measure what is dear, watch and tell of alarms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from dondoc.clock import local_date
from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import actions as jobs
from dondoc.jobs.models import PeriodicRun
from dondoc.journal import queries as journal
from dondoc.journal.queries import Mark
from dondoc.operations import actions
from dondoc.operations.models import DUTIES, JOURNAL, Measurement
from dondoc.operations.queries import house

VERIFY, MEASURE, WATCH = "verify-journal", "measure-house", "watch-house"
#: Minutes between two runs of each; they divide an hour.
EVERY = {VERIFY: 15, MEASURE: 15, WATCH: 5}
#: Entries that one run verifies: a second or two of work, so that ten million take some days and nobody waits for them.
PART = 20_000
#: The chain is read anew from its beginning once a day, when it is short enough to be read in a day.
ANEW = timedelta(days=1)


def _period(rule: str, at: datetime) -> str:
    return at.replace(minute=at.minute // EVERY[rule] * EVERY[rule], second=0, microsecond=0).isoformat()


def _is_due(rule: str, at: datetime) -> bool:
    """Whether nobody has worked the period yet; `once` decides between two who ask together."""
    return not PeriodicRun.objects.filter(rule=rule, period=_period(rule, at)).exists()


def _claim(rule: str, at: datetime) -> bool:
    """Take the period, in the transaction of the effect."""
    jobs.forget(rule, at)
    return jobs.once(rule, _period(rule, at), at)


def verify_journal(at: datetime, *, most: int = PART) -> int:
    """Verify the next part of every register's chain and keep how far it holds; says how many entries were read."""
    if not _is_due(VERIFY, at):
        return 0
    stood = Measurement.objects.filter(name=JOURNAL).first()
    before: dict[str, Any] = stood.figures if stood else {}
    after, read, heads = {}, 0, journal.heads()
    for register_id in heads:  # to each its share, so that a long journal does not keep the others waiting
        row, done = _verify_part(register_id, before.get(str(register_id)), at, most=max(most // len(heads), 1))
        after[str(register_id)], read = {**row, "end": heads[register_id]}, read + done
    with transaction.atomic():
        if not _claim(VERIFY, at):
            return 0
        actions.keep(JOURNAL, after, at=at)
    return read


def _verify_part(
    register_id: int, row: dict[str, Any] | None, at: datetime, *, most: int
) -> tuple[dict[str, Any], int]:
    """The row of a register after the next part, and how many entries were read for it."""
    row = row or {"number": 0, "hash": Mark().hash, "began_at": at.isoformat(), "whole_at": None, "broken": None}
    began = parse_datetime(row["began_at"])
    is_old = began is None or at - began >= ANEW
    if row["whole_at"] and row["broken"] is None and is_old:
        row = {**row, "number": 0, "hash": Mark().hash, "began_at": at.isoformat()}
    mark = Mark(row["number"], row["hash"])
    found = journal.verify_from(register_id, mark, most=most)
    row = {**row, "number": found.mark.number, "hash": found.mark.hash}
    row["broken"] = found.broken.number if found.broken else None
    if found.is_end:
        row["whole_at"] = at.isoformat()
    return row, found.mark.number - mark.number


def measure(at: datetime) -> None:
    """Count the duties: over millions of rows nothing that a page or a scrape should wait for."""
    if not _is_due(MEASURE, at):
        return
    # What is classified is counted nowhere where somebody looks who may not see it.
    duties = Duty.objects.exclude(kind=DutyKind.CARRY_OUT_CLASSIFIED)
    figures = {"open": duties.open().count(), "overdue": duties.overdue(local_date(at)).count()}
    with transaction.atomic():
        if _claim(MEASURE, at):
            actions.keep(DUTIES, figures, at=at)


def watch(at: datetime) -> int:
    """Look at every line; says how many alarms began."""
    if not _is_due(WATCH, at):
        return 0
    lines = house.lines(at)
    with transaction.atomic():
        return actions.follow(lines, at=at) if _claim(WATCH, at) else 0
