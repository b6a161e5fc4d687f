"""KTM articles 8 to 10, 18 and 19: urging by any channel without slips, difficulties and their cause, adjusting."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc import gazette
from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.journal.models import Entry
from dondoc.regulation import Silent
from dondoc.tasks import actions as tasks
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder
from tests.articles.hue.telling import now, open_duties, tick, told
from tests.authorities import Authority
from tests.world import on


def test_d1_this_text_knows_no_slips_and_no_ladder(department: Authority) -> None:
    """KTM 9, 10.1: no number of days after the deadline: nothing is prepared by itself."""
    department.assignment(due_on=date(2022, 6, 10))
    rules = [rule for name, rule in registry.RULES.items() if name.startswith("urging.")]
    for day in ("2022-06-13", "2022-06-16", "2022-07-01"):
        assert [rule(on(day), False) for rule in rules] == [0] * len(rules)
    assert not Ladder.objects.exists()


@pytest.mark.parametrize(
    "channel", ["software", "report", "meeting", "email", "telephone", "fax", "letter", "inspection"]
)
def test_d2_urging_by_every_channel_of_the_text_is_recorded(department: Authority, channel: str) -> None:
    """KTM 9 (reading of its open end): against the task; the division is told."""
    assignment = department.assignment(due_on=date(2022, 6, 10))
    urging.record_urging(
        by=department.actor("theodoi"), at=on("2022-06-14"), directive=assignment.task.document, unit=assignment.unit,
        assignment=assignment, channel=channel, text="Đề nghị báo cáo", occurred_on=date(2022, 6, 13),
    )  # fmt: skip
    assert Entry.objects.get(verb="urging.recorded").cites == "Đ9"
    assert "urging.recorded" in told(department, "cckl")


def test_c9_what_is_past_and_not_done_is_explained(department: Authority) -> None:
    """KTM 19.2: asked on Monday 13 June after the deadline of Friday 10; leaders and the Office read difficulty and cause."""
    assignment = department.assignment(due_on=date(2022, 6, 10))
    assert tick("overdue")(on("2022-06-13")) == 1
    assert Duty.objects.open().get(kind="explain_delay").article == "Đ19.k2"
    tasks.explain_delay(
        by=department.actor("cckl"), at=on("2022-06-14"), assignment=assignment, reason="Chưa được cấp kinh phí"
    )
    assert "explain_delay" not in open_duties(assignment)
    assert Entry.objects.get(verb="task.delay_explained").cites == "Đ19.k2"


def test_c7_there_is_no_asking_for_more_time_but_tasks_are_adjusted(department: Authority) -> None:
    """KTM 8.4, 16.3c: silent on extension; the leader adjusts, the journal says from which date to which."""
    assignment = department.assignment(due_on=date(2022, 6, 15))
    assert isinstance(gazette.law(assignment.task.edition).extension, Silent)
    tasks.move_due_date(
        by=department.actor("giamdoc"), at=on("2022-06-10"), task=assignment.task, due_on=date(2022, 6, 30), reason="Chờ tỉnh"
    )  # fmt: skip
    assert Entry.objects.get(verb="task.due_date_moved").cites == "Đ8.k4"
    assert now(assignment).due_on == date(2022, 6, 30)
