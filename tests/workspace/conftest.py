"""A register with something in every state, as large as a test wants it."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.documents import actions as documents
from dondoc.jobs.tick import tick
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from tests.world import World, on

TODAY = date(2016, 11, 24)  # Thursday, six working days after the usual due date of Wednesday 16 November
MONDAY = on("2016-11-21")


def fill(world: World, rows: int) -> list[Assignment]:
    """So many tasks of Sở Tài chính, in every state, overdue and not; directives of three tasks; ladders as `tick` makes them."""
    field = world.register.fields.get(code="TC")
    for _ in range(rows // 3):
        world.directive(
            world.given("STC"),
            world.given("STC", coordinating=("SXD",), due_on=date(2016, 12, 20), clause="mục 2"),
            world.given("STC", due_kind="none", due_on=None),
            field=field,
        )
    found = list(Assignment.objects.answering().select_related("task__document", "unit").order_by("pk"))
    for place, assignment in enumerate(found):
        _bring(world, assignment, place % 6)
    for number in range(rows // 3):
        documents.expect_document(
            by=world.actor("chuyenvien"),
            at=MONDAY,
            number=str(700 + number),
            symbol="UBND-NN",
            issued_on=date(2016, 11, 21),
        )
    for day in ("2016-11-18", "2016-11-22", "2016-11-24"):
        tick(on(day, 8))
    return found


def _bring(world: World, assignment: Assignment, state: int) -> None:
    """Not started, taken over, in progress, sent, returned, done: one after the other."""
    stc, at = world.actor("stc"), on("2016-11-09")
    if state == 4:
        tasks.return_task(by=stc, at=at, assignment=assignment, reason="Không thuộc chức năng")
        return
    if state >= 1:
        tasks.take_over(by=stc, at=at, assignment=assignment)
    if state == 2:
        tasks.report_progress(by=stc, at=at, assignment=assignment, text="Đang lấy ý kiến các huyện", percent=30)
    if state in {3, 5}:
        world.send(assignment, at=on("2016-11-15"))
    if state == 5:
        world.accept(assignment, at=on("2016-11-16"))


@pytest.fixture
def today(clock) -> date:
    """09:00 on Thursday 24 November 2016."""
    clock.move_to(on(TODAY))
    return TODAY
