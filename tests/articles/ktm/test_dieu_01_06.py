"""KTM articles 1 to 7: what the Office enters from receipt, what it updates after the deadline, what goes back to the issuer."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import entry_duty, facts, in_time, now, refused, tick
from tests.authorities import Authority
from tests.world import on

FAR = date(2022, 12, 30)


@pytest.mark.parametrize("kind", ["decision", "directive", "letter", "telegram", "conclusion", "superior_system"])
def test_a1_the_listed_kinds_are_followed(department: Authority, kind: str) -> None:
    """KTM 3.1, 3.2: decisions, directives, letters, telegrams, conclusions, and what came by the province's software."""
    assert department.directive(kind=kind).kind == kind


@pytest.mark.parametrize("kind", ["handwritten", "normative", "plan"])
def test_a1_what_the_list_does_not_hold_is_refused(department: Authority, kind: str) -> None:
    """KTM 3.2 (reading): the list is closed; the refusal names the articles."""
    with refused("document.kind_not_followed", "Đ1.k1 Đ3.k1 Đ3.k2"):
        department.directive(kind=kind)
    assert not Document.objects.exists()


def test_a2_number_and_abstract_are_asked_for(department: Authority) -> None:
    """KTM 5.1a: number, issuing authority, abstract, date of receipt."""
    with refused("document.number_missing", "Đ5.k1.a"):
        department.directive(number="")
    document = department.directive(received_at=on("2022-06-06", 8), issuer="UBND tỉnh Kon Tum", from_superior=True)
    assert (document.issuer, document.received_at, document.from_superior) == (
        "UBND tỉnh Kon Tum", on("2022-06-06", 8), True,
    )  # fmt: skip


def test_b1_what_is_missing_of_a_task_is_told_with_its_point(department: Authority) -> None:
    """KTM 5.1b, 5.1c, 5.1đ."""
    with refused("task.content_missing", "Đ5.k1.b"):
        department.directive(department.given(content=""))
    with refused("task.unit_missing", "Đ5.k1.c"):
        department.directive(type(department.given())(content="Việc", units=()))
    with refused("task.due_missing", "Đ4.k1 Đ5.k1.đ"):
        department.directive(department.given(due_on=None))


def test_b1_a_lead_and_its_partner(department: Authority) -> None:
    """KTM 5.1c, 5.1d: who leads, who helps, who of the Office's group follows."""
    task = department.task("CCKL", coordinating=("KHTC",))
    rows = task.assignments.order_by("unit__code").values_list("unit__code", "part")
    assert list(rows) == [("CCKL", "lead"), ("KHTC", "coordinating")]
    assert task.monitor == department.posts["theodoi"]


@pytest.mark.parametrize(
    ("issued_on", "received_at", "urgency", "entered_at", "due_on", "on_time"),
    [
        # issued on Thursday 2, received on Monday 6: Tuesday 7
        (date(2022, 6, 2), on("2022-06-06", 8), "normal", on("2022-06-07", 23, 59), date(2022, 6, 7), True),
        (date(2022, 6, 2), on("2022-06-06", 8), "normal", on("2022-06-08", 0, 1), date(2022, 6, 7), False),
        # urgent papers have no limit of their own, and the hour of receipt does not matter
        (date(2022, 6, 2), on("2022-06-06", 16, 30), "urgent", on("2022-06-07"), date(2022, 6, 7), True),
        # received on Friday 29 April: holidays made up for on 2 and 3 May
        (date(2022, 4, 28), on("2022-04-29", 9), "normal", on("2022-05-04"), date(2022, 5, 4), True),
        # the department's own paper is not received: Tuesday 7
        (date(2022, 6, 6), None, "normal", on("2022-06-07"), date(2022, 6, 7), True),
    ],
)
def test_b3_a5_entry_within_one_working_day_from_receipt(
    department: Authority,
    issued_on: date,
    received_at: datetime | None,
    urgency: str,
    entered_at: datetime,
    due_on: date,
    on_time: bool,
) -> None:
    """KTM 6.1b (reading): from the Office's receipt; the department's own documents from their issue."""
    document = department.directive(
        department.given(due_on=FAR), at=entered_at, issued_on=issued_on, received_at=received_at, urgency=urgency
    )
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (due_on, "Đ6.k1.b", on_time)


@pytest.mark.parametrize("several", ["tasks", "units"])
def test_b3_several_tasks_or_units_have_two_working_days(department: Authority, several: str) -> None:
    """KTM 6.1b (reading): any one suffices: received on Friday 8 April, Monday 11 is made up for: Tue 12, Wed 13."""
    due = {"due_on": FAR}
    given = (
        [department.given("CCKL", **due), department.given("CCKL", **due)]
        if several == "tasks"
        else [department.given("CCKL", "TTKN", mode="each", **due)]
    )
    document = department.directive(
        *given, at=on("2022-04-13"), issued_on=date(2022, 4, 7), received_at=on("2022-04-08", 10)
    )
    duty = entry_duty(document)
    assert (duty.due_on, in_time(duty)) == (date(2022, 4, 13), True)


def test_b4_what_is_not_the_departments_rests_on_the_clause_of_returning(department: Authority) -> None:
    """KTM 6.2: with a reason; what was given to the wrong body inside goes on to another one."""
    assignment = department.assignment("CCKL")
    tasks.return_task(
        by=department.actor("cckl"), at=on("2022-06-07"), assignment=assignment, reason="Thuộc khuyến nông"
    )
    tasks.reassign(
        by=department.actor("chuyenvien"), at=on("2022-06-08"), assignment=now(assignment), unit=department.units["TTKN"],
        reason="Đúng chức năng",
    )  # fmt: skip
    assert {entry.cites for entry in Entry.objects.filter(verb__in=["task.returned", "task.reassigned"])} == {"Đ6.k2"}


@pytest.mark.parametrize(
    ("done_on", "state", "column"),
    [(None, "not_started", "past"), (date(2022, 6, 20), "done", "within"), (date(2022, 6, 21), "done", "past")],
)
def test_c1_done_within_or_past_by_the_result_document(
    department: Authority, done_on: date | None, state: str, column: str
) -> None:
    """KTM 5.1e (reading): the task is due on Monday 20 June; the date of the answering document decides."""
    assignment = department.assignment()
    if done_on is not None:
        department.send(assignment, at=on("2022-06-22"), completed_on=done_on)
        department.confirm(assignment, "chuyenvien", at=on("2022-06-23"))
    found = now(assignment)
    assert (found.state, found.timeliness_on(date(2022, 6, 30))) == (state, column)


def test_c3_the_update_is_due_two_working_days_after_the_deadline(department: Authority) -> None:
    """KTM 6.3b (reading): due on Friday 10 June: Monday 13, Tuesday 14."""
    assignment = department.assignment(due_on=date(2022, 6, 10))
    duty = Duty.objects.get(matter=assignment.task.matter, kind=DutyKind.UPDATE_RESULT)
    assert (duty.due_on, duty.article) == (date(2022, 6, 14), "Đ6.k3.b")


def test_c3_c6_the_office_updates_what_the_divisions_did(department: Authority) -> None:
    """KTM 6.3a: the Office enters the answering document and closes; the duty to update is the Office's, not the division's."""
    assignment = department.assignment(due_on=date(2022, 6, 10))
    owed = Duty.objects.open().get(kind=DutyKind.UPDATE_RESULT)
    assert owed.holder_unit == department.units["VP"]
    tasks.enter_result(
        by=department.actor("chuyenvien"), at=on("2022-06-14"), assignment=assignment, received_on=date(2022, 6, 13),
        paper=department.paper(kind="report", issued_on=date(2022, 6, 10), symbol="BC-CCKL", issuer="Chi cục Kiểm lâm"),
    )  # fmt: skip
    owed.refresh_from_db()
    assert in_time(owed)
    assert Entry.objects.get(verb="task.result_entered").cites == "Đ6.k3.a"
    department.confirm(assignment, "chuyenvien", at=on("2022-06-14"))
    found = now(assignment)
    assert (found.state, found.completed_on, found.timeliness_on(date(2022, 6, 30))) == (
        "done", date(2022, 6, 10), "within",
    )  # fmt: skip


def test_c3_the_update_waits_over_the_new_year(department: Authority) -> None:
    """KTM 6.3b: due on Thursday 27 January 2022: Friday 28, then Monday 7 February after the holidays."""
    document = department.directive(
        department.given(due_on=date(2022, 1, 27)), at=on("2022-01-11"), issued_on=date(2022, 1, 10)
    )
    duty = Duty.objects.get(matter=document.tasks.get().matter, kind=DutyKind.UPDATE_RESULT)
    assert duty.due_on == date(2022, 2, 7)


def test_c3_no_quarterly_update_of_tasks_without_a_deadline(department: Authority) -> None:
    """KTM 20.1: they belong to the review of the 19th of each month; the text sets no further period."""
    department.assignment(due_kind="none", due_on=None)
    for day in ("2022-06-07", "2022-07-01", "2022-09-01", "2022-12-01"):
        assert tick("periodic_updates")(on(day)) == 0


def test_c4_the_office_closes(department: Authority) -> None:
    """KTM 6.3a, 7.1 (reading): nobody else confirms; no rating is asked."""
    assignment = department.assignment()
    department.send(assignment, at=on("2022-06-14"))
    with refused("permission.confirm_level.office"):
        department.confirm(assignment, "khtc", at=on("2022-06-15"))
    department.confirm(assignment, "chanhvp", at=on("2022-06-15"))
    assert now(assignment).state == "done"
    entry = Entry.objects.get(verb="task.result_accepted")
    assert {"Đ6.k3.a", "Đ7.k1"} <= set(entry.cites.split())


def test_c5_what_is_wrong_goes_back_and_the_first_report_stays(department: Authority) -> None:
    """KTM 7.1: exchanged with the division, mended, sent again."""
    assignment = department.assignment()
    department.send(assignment, at=on("2022-06-14"))
    tasks.send_back(
        by=department.actor("chuyenvien"), at=on("2022-06-15"), assignment=now(assignment), missing="Sai số liệu"
    )
    department.send(assignment, at=on("2022-06-16"))
    department.confirm(assignment, "chuyenvien", at=on("2022-06-17"))
    assert [kind for kind in facts(assignment) if kind.startswith("result")] == [
        "result_sent", "result_sent_back", "result_sent", "result_accepted",
    ]  # fmt: skip


def test_h5_wrong_data_is_corrected_with_a_trace(department: Authority) -> None:
    """KTM 7.1, 7.2b: the journal keeps what it was."""
    task = department.task(content="Bao cao")
    tasks.correct_task(
        by=department.actor("chuyenvien"),
        at=on("2022-06-07"),
        task=task,
        reason="gõ nhầm",
        changes={"content": "Báo cáo"},
    )
    entry = Entry.objects.get(verb="task.corrected")
    assert (entry.cites, entry.payload.body["was"]) == ("Đ7.k1 Đ7.k2.b", {"content": "Bao cao"})


def test_g1_a_secret_paper_belongs_to_the_ledger_on_paper(department: Authority) -> None:
    """KTM 4.2, 5.2: the system holds nothing of it; whoever answers "secret" is told where it is followed."""
    before = Document.objects.count(), Entry.objects.count()
    refusal = documents.refuse_secret(by=department.actor("chuyenvien"))
    assert (refusal.code, refusal.article) == ("document.secret", "Đ4.k2 Đ5.k2")
    assert "sổ riêng trên giấy" in str(refusal.params["instead"])
    assert (Document.objects.count(), Entry.objects.count()) == before
