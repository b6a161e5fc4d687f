"""DTP articles 6 and 7: entered and reported the same day, after 15:00 the next; the moment of sending decides."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dondoc.duties.models import Duty
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import entry_duty, facts, in_time, now, open_duties, tick
from tests.authorities import Authority
from tests.world import on


@pytest.mark.parametrize(
    ("issued_on", "issued_time", "entered_at", "due_on", "on_time"),
    [
        (date(2026, 1, 8), time(9), on("2026-01-08", 17), date(2026, 1, 8), True),
        (date(2026, 1, 8), time(9), on("2026-01-09", 8), date(2026, 1, 8), False),
        (date(2026, 1, 8), time(15), on("2026-01-08", 23, 59), date(2026, 1, 8), True),
        (date(2026, 1, 8), time(15, 30), on("2026-01-09", 10), date(2026, 1, 9), True),
        # after 15:00 on Friday 9 January: Saturday 10 is worked in exchange for 2 January
        (date(2026, 1, 9), time(15, 30), on("2026-01-10", 9), date(2026, 1, 10), True),
        (date(2026, 1, 9), time(15, 30), on("2026-01-12", 9), date(2026, 1, 10), False),
        # after 15:00 on an ordinary Friday: Monday
        (date(2026, 1, 16), time(16), on("2026-01-19", 9), date(2026, 1, 19), True),
        # issued on a Sunday: Monday
        (date(2026, 1, 18), time(10), on("2026-01-19", 17), date(2026, 1, 19), True),
    ],
)
def test_b3_dtp_entered_on_the_day_of_issue_or_after_15_hours_on_the_next(
    dtp: Authority, issued_on: date, issued_time: time, entered_at: datetime, due_on: date, on_time: bool
) -> None:
    """DTP 6.3b: the hour of issue decides; what is issued on a day off is entered on the next working day (reading)."""
    given = dtp.given("STC", due_on=date(2026, 3, 2))
    document = dtp.directive(given, at=entered_at, issued_on=issued_on, issued_time=issued_time)
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (due_on, "Đ6.k3.b", on_time)


def test_b3_dtp_without_an_hour_the_day_itself_counts(dtp: Authority) -> None:
    """DTP 6.3b (reading): who does not write down the hour has no exception."""
    assert entry_duty(dtp.directive(at=on("2026-01-08", 18))).due_on == date(2026, 1, 8)


def test_b3_dtp_the_drafter_enters(dtp: Authority) -> None:
    """DTP 6.3a: the officer who drafted the document answers for its entry."""
    document = dtp.directive(drafter=dtp.posts["chuyenvien"], by="chanhvp")
    assert entry_duty(document).holder_post == dtp.posts["chuyenvien"]


@pytest.mark.parametrize(
    ("issued_on", "issued_time", "sent_at", "due_on", "on_time"),
    [
        (date(2026, 1, 15), time(10), on("2026-01-15", 22), date(2026, 1, 15), True),
        (date(2026, 1, 15), time(10), on("2026-01-16", 8), date(2026, 1, 15), False),
        (date(2026, 1, 16), time(15, 1), on("2026-01-19", 9), date(2026, 1, 19), True),
    ],
)
def test_c3_dtp_the_report_is_entered_on_the_day_of_its_issue(
    dtp: Authority, issued_on: date, issued_time: time, sent_at: datetime, due_on: date, on_time: bool
) -> None:
    """DTP 7.5: counted from the issue of the unit's own report, not from the deadline; after 15:00 the next working day."""
    assignment = dtp.assignment("STC")
    assert open_duties(assignment) == {"take_over": None, "carry_out": date(2026, 1, 22)}
    dtp.send(assignment, at=sent_at, completed_on=issued_on, issued_time=issued_time)
    duty = Duty.objects.get(matter=assignment.task.matter, kind="update_result")
    assert (duty.due_on, in_time(duty)) == (due_on, on_time)
    assert "Đ7.k5" in duty.article.split()


@pytest.mark.parametrize(
    ("sent_at", "column"),
    [(on("2026-01-20", 9), "within"), (on("2026-01-22", 23, 59), "within"), (on("2026-01-23", 0, 1), "past")],
    ids=["before", "on the day", "after"],
)
def test_c1_dtp_the_moment_of_sending_decides(dtp: Authority, sent_at: datetime, column: str) -> None:
    """DTP 7.6: before, on or after the deadline by the moment of sending, whatever date the document bears."""
    assignment = dtp.assignment("STC")
    dtp.send(assignment, at=sent_at, completed_on=date(2026, 1, 19))
    dtp.confirm(assignment, "theodoi", at=on("2026-01-26"), rated={"requirement": "đạt"})
    assert now(assignment).timeliness_on(date(2026, 2, 28)) == column


def test_c1_dtp_after_a_refusal_the_accepted_report_counts(dtp: Authority) -> None:
    """DTP 7.6 (reading): the first report was in time and did not pass; the accepted one came late: past, and both are seen."""
    assignment = dtp.assignment("STC")
    dtp.send(assignment, at=on("2026-01-21", 9))
    tasks.send_back(by=dtp.actor("theodoi"), at=on("2026-01-21", 10), assignment=now(assignment), missing="Chưa đủ")
    dtp.send(assignment, at=on("2026-01-23", 9))
    dtp.confirm(assignment, "theodoi", at=on("2026-01-23", 10), rated={"requirement": "đạt"})
    assert now(assignment).timeliness_on(date(2026, 2, 28)) == "past"
    assert facts(assignment).count("result_sent") == 2


def test_c2_dtp_the_result_names_its_document_and_the_assigning_one(dtp: Authority) -> None:
    """DTP 7.5a-b: number, symbol, abstract, date and signer of the report; it belongs to the assigning document."""
    assignment = dtp.assignment("STC")
    fact = dtp.send(assignment, at=on("2026-01-15", 9), number="33", signer="Hoàng Văn Thử")
    result = fact.document
    assert (result.code, result.signer, result.issued_on) == ("33/BC-STC", "Hoàng Văn Thử", date(2026, 1, 15))
    assert fact.assignment.task.document.code == assignment.task.document.code
    assert Entry.objects.get(verb="task.result_sent").cites == "Đ4.k4 Đ7.k5"


def test_c9_dtp_nobody_is_asked_for_a_reason(dtp: Authority) -> None:
    """DTP is silent about why a task is late: nothing is asked."""
    assignment = dtp.assignment("STC")
    assert tick("overdue")(on("2026-01-23")) == 0
    assert "explain_delay" not in open_duties(assignment)
