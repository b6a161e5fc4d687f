"""What the worker does, as it is killed: sealing, mail, the queue, the sweep of files, the tick."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from django.conf import settings

from bench.killing.acting_house import _plain_day
from bench.killing.stage import DAY, Stage, act, stored
from bench.killing.victims import Act
from dondoc.documents import files
from dondoc.documents import jobs as sweeping
from dondoc.duties import actions as duties
from dondoc.jobs import actions as queue
from dondoc.jobs import tick, worker
from dondoc.journal import actions as journal
from dondoc.journal import jobs as outbox
from dondoc.workdays import Change, DayKind
from tests.world import on


@act
def jobs__seal(stage: Stage) -> Act:
    """Number and chain what is committed."""
    stage.sent()
    return stage.act("jobs.seal", outbox.seal_all, steps=True)


@act
def jobs__mail(stage: Stage) -> Act:
    """Every mail that waits; one that was claimed is free again after its lease."""
    for _ in range(2):
        stage.directive("STC", "SXD", ago=0, due=1)
    pause = journal.MAIL_LEASE + timedelta(minutes=1)
    return stage.act("jobs.mail", lambda at: outbox.deliver_mail(at, most=1000), pause=pause, steps=True)


@act
def jobs__calendar(stage: Stage) -> Act:
    """The calendar changed: duties, tasks counted from their issue, and the people who are told; a chain of jobs."""
    world, issued = stage.world, stage.day - 2 * DAY
    for _ in range(3):
        given = world.given("STC", "SXD", due_kind="relative", due_span="10wd", due_on=None)
        world.directive(given, at=on(issued), issued_on=issued)
        stage.sent()
    change = Change(_plain_day(stage), DayKind.OFF, "Nghỉ phòng chống bão", "Công điện 06")
    duties.amend_calendar(by=stage.who("chanhvp"), at=on(stage.day, 8), changes=[change], reason="Bão")

    def run(_at: datetime) -> object:
        done = 0
        while worker.work_one("nạn nhân"):
            done += 1
        return done

    return stage.act(
        "jobs.calendar", run, pause=queue.LEASE + timedelta(seconds=1), steps=True, silent=True, clocked=True
    )


@act
def jobs__sweep(stage: Stage) -> Act:
    """Files that no document took: removed a day later."""
    long_ago = (on(stage.day) - 3 * DAY).timestamp()
    for _ in range(3):
        os.utime(files.path_of(stored().stored_as), (long_ago, long_ago))
    return stage.act("jobs.sweep", sweeping.sweep, pause=DAY, steps=True)


@act
def jobs__tick(stage: Stage) -> Act:
    """Every rule of a working day: reasons and updates asked, ladders, slips, cases, reminders."""
    stage.next_working_day()
    for due in (-1, -1, 0, 1, 2):
        stage.assignment(due=due)
    stage.ladder()
    return stage.act("jobs.tick", tick.tick, steps=True)


@act
def jobs__turn(stage: Stage) -> Act:
    """A whole turn of the worker: jobs that are due, sealing, the sweep, the tick of the quarter of an hour."""
    stage.next_working_day()
    stage.assignment(due=-1)
    stage.ladder()

    def run(_at: datetime) -> object:
        settings.EMAIL_HOST = ""  # its mails are an act of their own
        worker.turn("nạn nhân")
        return None

    return stage.act("jobs.turn", run, pause=timedelta(minutes=16), steps=True, silent=True, clocked=True)
