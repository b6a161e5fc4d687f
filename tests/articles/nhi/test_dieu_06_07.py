"""NHI articles 6 and 7: entering within two or seven working days, returning, updating, confirming with a rating."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import entry_duty, facts, in_time, now, office_duties, open_duties, refused, tick, told
from tests.authorities import Authority
from tests.world import on

RATED = {"quality": "Đạt yêu cầu", "effectiveness": "Đạt yêu cầu"}
FAR = date(2021, 12, 30)


@pytest.mark.parametrize(
    ("issued_on", "urgency", "entered_at", "due_on", "on_time"),
    [
        (date(2021, 6, 7), "normal", on("2021-06-09", 23, 59), date(2021, 6, 9), True),
        (date(2021, 6, 7), "normal", on("2021-06-10", 0, 1), date(2021, 6, 9), False),
        # urgent papers have no limit of their own here
        (date(2021, 6, 7), "urgent", on("2021-06-09"), date(2021, 6, 9), True),
        (date(2021, 6, 7), "express", on("2021-06-09"), date(2021, 6, 9), True),
        # issued on Friday 11: Monday 14, Tuesday 15
        (date(2021, 6, 11), "normal", on("2021-06-15"), date(2021, 6, 15), True),
        # issued on Wednesday 1 September: the holidays 2 and 3, the weekend; Monday 6, Tuesday 7
        (date(2021, 9, 1), "normal", on("2021-09-07"), date(2021, 9, 7), True),
    ],
)
def test_b3_a5_one_task_for_one_unit_is_entered_within_two_working_days(
    district: Authority, issued_on: date, urgency: str, entered_at: datetime, due_on: date, on_time: bool
) -> None:
    """NHI 7.1: counted from the issue; the day of issue is not counted, the hour does not matter."""
    document = district.directive(district.given(due_on=FAR), at=entered_at, issued_on=issued_on, urgency=urgency)
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (due_on, "Đ7.k1", on_time)


@pytest.mark.parametrize("several", ["tasks", "units"])
def test_b3_several_tasks_or_several_units_have_seven_working_days(district: Authority, several: str) -> None:
    """NHI 7.1 (reading): any one of them suffices: Tue 8 … Fri 11, Mon 14, Tue 15, Wed 16 June."""
    given = [district.given("TCKH"), district.given("TCKH")] if several == "tasks" else [district.given("THAI", "KHAI")]
    duty = entry_duty(district.directive(*given, at=on("2021-06-16")))
    assert (duty.due_on, in_time(duty)) == (date(2021, 6, 16), True)


def test_b4_a_wrong_task_goes_back_to_the_office_and_on_to_another_unit(district: Authority) -> None:
    """NHI 6.2a: with a reason; the Office gives it to whom it belongs; both acts cite the point."""
    assignment = district.assignment("TCKH")
    with refused("task.reason_missing", "Đ6.k2.a"):
        tasks.return_task(by=district.actor("tckh"), at=on("2021-06-08"), assignment=assignment, reason=" ")
    tasks.return_task(by=district.actor("tckh"), at=on("2021-06-08"), assignment=assignment, reason="Thuộc tài nguyên")
    assert "task.returned" in told(district, "chanhvp")
    moved = tasks.reassign(
        by=district.actor("chuyenvien"), at=on("2021-06-09"), assignment=now(assignment), unit=district.units["TNMT"],
        reason="Đúng chức năng",
    )  # fmt: skip
    assert (moved.unit.code, now(assignment).state) == ("TNMT", "ended")
    assert {entry.cites for entry in Entry.objects.filter(verb__in=["task.returned", "task.reassigned"])} == {"Đ6.k2.a"}


def test_c3_a_result_is_updated_within_three_working_days_after_the_deadline(district: Authority) -> None:
    """NHI 7.2a: due on Friday 11 June: Mon 14, Tue 15, Wed 16; the result's own date keeps it within."""
    assignment = district.assignment(due_on=date(2021, 6, 11))
    assert open_duties(assignment)["update_result"] == date(2021, 6, 16)
    district.send(assignment, at=on("2021-06-16"), completed_on=date(2021, 6, 11))
    held = Duty.objects.filter(holder_unit=assignment.unit)
    carried, updated = held.get(kind=DutyKind.CARRY_OUT), held.get(kind=DutyKind.UPDATE_RESULT)
    assert (in_time(carried), in_time(updated), updated.article) == (True, True, "Đ7.k2.a")


def test_c3_the_update_waits_over_the_holidays_of_april_and_may(district: Authority) -> None:
    """NHI 7.2a: due on Thursday 28 April 2022: Fri 29, then Wed 4 and Thu 5 May."""
    assert open_duties(district.assignment(due_on=date(2022, 4, 28)))["update_result"] == date(2022, 5, 5)


def test_c3_a_task_without_a_deadline_is_updated_each_quarter(district: Authority) -> None:
    """NHI 4.2, 7.2b: asked on the first working day of the quarter's last month, due at its end; a report answers it."""
    assignment = district.assignment(due_kind="none", due_on=None)
    ask = tick("periodic_updates")
    assert ask(on("2021-09-01")) == 1
    assert open_duties(assignment)["update_periodic"] == date(2021, 9, 30)
    tasks.report_progress(by=district.actor("tckh"), at=on("2021-09-20"), assignment=assignment, text="Đang thực hiện")
    assert "update_periodic" not in open_duties(assignment)
    assert ask(on("2021-12-01")) == 1


def test_c4_the_office_rates_and_confirms_in_one_level(district: Authority) -> None:
    """NHI 6.1c, 8.2, 9.1a: the Office, whoever of it, rates quality and effectiveness and ends the task."""
    assignment = district.assignment()
    district.send(assignment, at=on("2021-06-14"))
    assert office_duties(assignment.task) == {"confirm_result": None}  # whoever of the Office
    with refused("task.rating_missing", "Đ5.k1.g Đ6.k1.c Đ9.k1.a"):
        district.confirm(assignment, "chuyenvien", at=on("2021-06-15"))
    district.confirm(assignment, "chuyenvien", at=on("2021-06-15"), rated=RATED)
    assert now(assignment).state == "done"
    assert office_duties(assignment.task) == {}
    entry = Entry.objects.filter(verb="task.result_rated").get()
    assert {"Đ6.k1.c", "Đ8.k2"} <= set(entry.cites.split())
    assert "Chất lượng: Đạt yêu cầu" in entry.payload.body["ratings"]


def test_c4_a_result_below_what_was_asked_cannot_be_confirmed(district: Authority) -> None:
    """NHI 5.1g (reading): quality decides; low effectiveness is written down and does not hold the task open."""
    assignment = district.assignment()
    district.send(assignment, at=on("2021-06-14"))
    low = "Chưa đạt yêu cầu"
    with refused("task.rating_does_not_pass", "Đ5.k1.g Đ6.k1.c Đ9.k1.a"):
        district.confirm(assignment, "chuyenvien", at=on("2021-06-15"), rated={**RATED, "quality": low})
    district.confirm(assignment, "chuyenvien", at=on("2021-06-15"), rated={**RATED, "effectiveness": low})
    assert now(assignment).state == "done"


def test_c5_what_is_wrong_goes_back_and_the_first_report_stays(district: Authority) -> None:
    """NHI 8.2: the Office says what is missing, the unit completes it; nothing of the first report is lost."""
    assignment = district.assignment()
    district.send(assignment, at=on("2021-06-14"))
    tasks.send_back(
        by=district.actor("chuyenvien"), at=on("2021-06-15"), assignment=now(assignment), missing="Thiếu số liệu xã"
    )
    assert now(assignment).state != "done"
    district.send(assignment, at=on("2021-06-16"))
    district.confirm(assignment, "chuyenvien", at=on("2021-06-17"), rated=RATED)
    assert [kind for kind in facts(assignment) if kind.startswith("result")] == [
        "result_sent", "result_sent_back", "result_sent", "result_accepted",
    ]  # fmt: skip
