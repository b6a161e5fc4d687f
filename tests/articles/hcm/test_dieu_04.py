"""HCM article 4: three working days from receipt or from issue, urgent papers at once; updated two working days before the date."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest

from dondoc.documents.rules import PaperInput
from dondoc.duties.models import Duty
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import entry_duty, in_time, now, open_duties
from tests.authorities import Authority
from tests.world import on


def asdict_shallow(paper: PaperInput) -> dict[str, Any]:
    """The particulars of the paper, to write them once more."""
    return {column.name: getattr(paper, column.name) for column in fields(paper)}


def test_b3_hcm_three_working_days_from_the_receipt_of_the_slip(hcm: Authority) -> None:
    """HCM 4.1a: issued on Monday 5, received on Thursday 8: Friday 9, Monday 12, Tuesday 13 June."""
    document = hcm.directive(
        hcm.given(due_on=date(2017, 7, 31)), at=on("2017-06-13", 23, 50), kind="handwritten", number="", symbol="",
        abstract="", issued_on=date(2017, 6, 5), received_at=on("2017-06-08", 14),
    )  # fmt: skip
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (date(2017, 6, 13), "Đ4.k1.a", True)


@pytest.mark.parametrize(
    ("entered_at", "on_time"), [(on("2017-09-06", 16), True), (on("2017-09-07", 8), False)], ids=["in time", "late"]
)
def test_b3_hcm_the_holiday_and_its_compensation_do_not_count(
    hcm: Authority, entered_at: datetime, on_time: bool
) -> None:
    """HCM 4.1a: received on Thursday 31 August 2017; Monday 4 September is off: 1, 5, 6 September."""
    document = hcm.directive(
        hcm.given(due_on=date(2017, 10, 2)), at=entered_at, issued_on=date(2017, 8, 30), received_at=on("2017-08-31", 9)
    )
    duty = entry_duty(document)
    assert (duty.due_on, in_time(duty)) == (date(2017, 9, 6), on_time)


def test_b3_hcm_without_a_day_of_receipt_the_issue_counts(hcm: Authority) -> None:
    """HCM 4.1a (reading): who does not write down when the slip came is measured from the issue."""
    duty = entry_duty(hcm.directive(at=on("2017-06-06")))
    assert (duty.due_on, duty.article, in_time(duty)) == (date(2017, 6, 6), "Đ4.k1.a", True)
    assert "tính từ ngày ban hành" in duty.reading


def test_b3_hcm_a_document_drafted_by_a_unit_counts_from_its_issue(hcm: Authority) -> None:
    """HCM 4.1b: issued on Friday 9 June: Monday 12, Tuesday 13, Wednesday 14, whenever the Office got its copy."""
    document = hcm.directive(
        hcm.given(due_on=date(2017, 7, 31)), at=on("2017-06-14", 17), issued_on=date(2017, 6, 9),
        received_at=on("2017-06-13", 9), submitted_by=hcm.units["QLD"],
    )  # fmt: skip
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (date(2017, 6, 14), "Đ4.k1.b", True)
    assert set(duty.tags) == {"drafted_by_unit"}


def test_h5_hcm_the_entry_is_measured_anew_when_the_drafting_unit_is_put_right(hcm: Authority) -> None:
    """HCM 4.1a-b: the drafting unit was written by mistake: then the receipt counts, and the reason stays on record."""
    paper = hcm.paper(issued_on=date(2017, 6, 9), received_at=on("2017-06-13", 9), submitted_by=hcm.units["QLD"])
    document = hcm.directive(hcm.given(due_on=date(2017, 7, 31)), at=on("2017-06-15"), **asdict_shallow(paper))
    assert entry_duty(document).due_on == date(2017, 6, 14)
    tasks.correct_directive(
        by=hcm.actor("chuyenvien"), at=on("2017-06-16"), document=document, paper=replace(paper, submitted_by=None),
        reason="Văn phòng tự soạn",
    )  # fmt: skip
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (date(2017, 6, 16), "Đ4.k1.a", True)


@pytest.mark.parametrize(
    ("issued_on", "urgency", "entered_at", "due_on", "on_time"),
    [
        (date(2017, 6, 8), "urgent", on("2017-06-08", 17), date(2017, 6, 8), True),
        (date(2017, 6, 8), "very_urgent", on("2017-06-09", 8), date(2017, 6, 8), False),
        # an express paper of Saturday 10 is entered on Monday 12
        (date(2017, 6, 10), "express", on("2017-06-12", 16), date(2017, 6, 12), True),
    ],
)
def test_a5_hcm_urgent_papers_are_entered_at_once(
    hcm: Authority, issued_on: date, urgency: str, entered_at: datetime, due_on: date, on_time: bool
) -> None:
    """HCM 4.1: at once after the issue, R: the same working day, counted from the issue also for what was received later."""
    document = hcm.directive(
        hcm.given(due_on=date(2017, 7, 31)), at=entered_at, issued_on=issued_on, urgency=urgency, received_at=entered_at
    )
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (due_on, "Đ4.k1.a Đ4.k1.b", on_time)


def test_c3_hcm_the_unit_updates_two_working_days_before_the_date(hcm: Authority) -> None:
    """HCM 4.2: due on Monday 19 June: by Thursday 15; a word on progress is enough."""
    assignment = hcm.assignment("QLD", due_on=date(2017, 6, 19))
    assert open_duties(assignment)["update_result"] == date(2017, 6, 15)
    duty = Duty.objects.get(matter=assignment.task.matter, kind="update_result")
    assert duty.article == "Đ4.k2"
    tasks.report_progress(
        by=hcm.actor("qld-cb"), at=on("2017-06-15", 16), assignment=assignment, text="Đã xong dự thảo"
    )
    duty.refresh_from_db()
    assert in_time(duty)
    assert "update_result" not in open_duties(assignment)
    assert open_duties(assignment)["carry_out"] == date(2017, 6, 19)


@pytest.mark.parametrize(
    ("due_on", "update_by"),
    [
        (date(2025, 4, 30), date(2025, 4, 28)),  # a holiday: counted back from it
        (date(2025, 4, 28), date(2025, 4, 25)),  # Saturday 26 April 2025 is worked in exchange
    ],
)
def test_c3_hcm_counted_back_over_days_off_and_worked_saturdays(hcm: Authority, due_on: date, update_by: date) -> None:
    """HCM 4.2: the day of the deadline is not counted; a worked Saturday is."""
    paper: dict[str, Any] = {"issued_on": date(2025, 4, 1)}
    assignment = hcm.assignment("QLD", at=on("2025-04-01"), paper=paper, due_on=due_on)
    assert open_duties(assignment)["update_result"] == update_by


def test_c3_hcm_a_missed_update_does_not_make_the_task_late(hcm: Authority) -> None:
    """HCM 4.2 (reading): the update was late, the task was not: done on its last day."""
    assignment = hcm.assignment("QLD", due_on=date(2017, 6, 19))
    update = Duty.objects.get(matter=assignment.task.matter, kind="update_result")
    hcm.send(assignment, at=on("2017-06-19", 15))
    hcm.confirm(assignment, "qld", at=on("2017-06-20"))
    hcm.confirm(assignment, "giamdoc", at=on("2017-06-21"))
    update.refresh_from_db()
    assert not in_time(update)
    assert (now(assignment).state, now(assignment).timeliness_on(date(2017, 12, 31))) == ("done", "within")
