"""A story of two weeks in which an assignment passes through every cell of Appendix V."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from tests.world import World, on


@dataclass
class Story:
    """The assignments of the story, by what becomes of them."""

    world: World
    in_time: Assignment
    late: Assignment
    sent_back: Assignment
    moved: Assignment
    reassigned: Assignment
    withdrawn: Assignment
    open_ended: Assignment


#: Everything is due by Wednesday 16 November 2016 and entered on Monday the 7th.
DUE = date(2016, 11, 16)


@pytest.fixture
def story(world: World) -> Story:
    """Monday 7 November to Wednesday 30 November 2016."""
    told = Story(
        world,
        in_time=world.assignment("STC"),
        late=world.assignment("STC"),
        sent_back=world.assignment("SXD"),
        moved=world.assignment("SXD", coordinating=("PDIEN",)),
        reassigned=world.assignment("QDIEN"),
        withdrawn=world.assignment("SXD"),
        open_ended=world.assignment("STC", due_on=None, due_kind="none"),
    )
    stc, sxd, office = world.actor("stc"), world.actor("sxd"), world.actor("chuyenvien")
    tasks.take_over(by=stc, at=on("2016-11-08"), assignment=told.in_time)
    tasks.report_progress(by=stc, at=on("2016-11-09"), assignment=told.in_time, text="Đã dự thảo")
    # Returned by Quảng Điền on the 9th, given to Kế hoạch và Đầu tư on the 10th.
    tasks.return_task(by=world.actor("qdien"), at=on("2016-11-09"), assignment=told.reassigned, reason="Không thuộc")
    tasks.reassign(
        by=office, at=on("2016-11-10"), assignment=told.reassigned, unit=world.units["SKHDT"], reason="Đúng chức năng"
    )
    # Result document of the 15th, sent on the 18th, accepted on the 22nd: within.
    world.send(told.in_time, at=on("2016-11-18"), completed_on=date(2016, 11, 15))
    world.accept(told.in_time, at=on("2016-11-22"))
    # Result document of the 17th: past.
    world.send(told.late, at=on("2016-11-17"), completed_on=date(2016, 11, 17))
    world.accept(told.late, at=on("2016-11-21"))
    # Sent in time on the 15th, sent back on the 18th.
    world.send(told.sent_back, at=on("2016-11-15"), by="sxd")
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-18"), assignment=told.sent_back, missing="Thiếu số liệu")
    tasks.take_over(by=sxd, at=on("2016-11-08"), assignment=told.moved)
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=on("2016-11-21"), task=told.moved.task, due_on=date(2016, 12, 30), reason="Lũ lụt"
    )
    tasks.end_task(by=office, at=on("2016-11-24"), task=told.withdrawn.task, reason="Không còn cần")
    return told
