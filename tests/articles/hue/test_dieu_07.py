"""HUE article 7: entry within two working days, urgent papers at once; taking over, updating, returning."""

from __future__ import annotations

from datetime import date, time

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import ExpectedDocument
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from tests.articles.hue.telling import (
    entry_duty,
    facts,
    in_time,
    now,
    office_duties,
    open_duties,
    refused,
    tick,
    told,
    verbs,
)
from tests.world import World, on

# Monday 7 November 2016; no holiday falls in this month.


@pytest.mark.parametrize(
    ("issued_on", "entered_at", "urgency", "due_on", "on_time"),
    [
        (date(2016, 11, 7), on("2016-11-09", 23, 59), "normal", date(2016, 11, 9), True),
        (date(2016, 11, 7), on("2016-11-10", 0, 1), "normal", date(2016, 11, 9), False),
        # issued on Friday 11: Monday 14, Tuesday 15
        (date(2016, 11, 11), on("2016-11-15"), "normal", date(2016, 11, 15), True),
        # issued on Sunday 13: Monday 14, Tuesday 15
        (date(2016, 11, 13), on("2016-11-15"), "normal", date(2016, 11, 15), True),
        (date(2016, 11, 7), on("2016-11-07", 17), "urgent", date(2016, 11, 7), True),
        (date(2016, 11, 7), on("2016-11-08", 8), "urgent", date(2016, 11, 7), False),
        (date(2016, 11, 7), on("2016-11-07", 17), "very_urgent", date(2016, 11, 7), True),
        # an express paper of Sunday 13 is entered on Monday 14
        (date(2016, 11, 13), on("2016-11-14", 16), "express", date(2016, 11, 14), True),
        (date(2016, 11, 13), on("2016-11-15", 8), "express", date(2016, 11, 14), False),
        # issued on Friday 2 September's eve, entered after the holiday of 2016: Monday 5, Tuesday 6
        (date(2016, 9, 1), on("2016-09-06"), "normal", date(2016, 9, 6), True),
    ],
)
def test_b3_a5_entry_is_on_time_or_late(
    world: World, issued_on: date, entered_at, urgency: str, due_on: date, on_time: bool
) -> None:
    """HUE 7.1: two working days from the issue; urgent, very urgent (reading) and express papers on the same working day."""
    given = world.given("STC", due_on=date(2016, 12, 30))
    document = world.directive(given, at=entered_at, issued_on=issued_on, urgency=urgency)
    duty = entry_duty(document)
    assert (duty.due_on, duty.article, in_time(duty)) == (due_on, "Đ7.k1", on_time)


def test_b3_the_hour_of_issue_is_kept_and_moves_nothing_here(world: World) -> None:
    """HUE 7.1 knows no 15:00 rule: an afternoon's paper has the same two working days."""
    morning = entry_duty(world.directive(issued_time=time(8)))
    evening = entry_duty(world.directive(issued_time=time(18)))
    assert morning.due_on == evening.due_on == date(2016, 11, 9)
    assert evening.event_at == on("2016-11-07", 18)


def test_b3_entry_is_measured_per_drafter(world: World) -> None:
    """HUE App. I.1: the drafter enters; when nobody is named, whoever enters it counts as the drafter."""
    named = entry_duty(world.directive(drafter=world.posts["theodoi"]))
    unnamed = entry_duty(world.directive())
    assert (named.holder_post, unnamed.holder_post) == (world.posts["theodoi"], world.posts["chuyenvien"])
    assert named.holder_unit == world.units["VP"]


def test_b3_a_document_issued_and_not_entered_is_known(world: World) -> None:
    """HUE 7.1, App. I: the list of what is still to be entered; each row is an open duty of its drafter with its date."""
    expected = documents.expect_document(
        by=world.actor("chuyenvien"), at=on("2016-11-07"), number="501", symbol="UBND-NC", issued_on=date(2016, 11, 7),
        drafter=world.posts["chuyenvien"],
    )  # fmt: skip
    duty = Duty.objects.open().get(matter=expected.matter)
    assert (duty.kind, duty.due_on, duty.holder_post) == (
        "enter_directive",
        date(2016, 11, 9),
        world.posts["chuyenvien"],
    )
    document = world.directive(number="501", symbol="ubnd - nc", at=on("2016-11-10"))
    expected.refresh_from_db()
    assert expected.document == document
    assert not Duty.objects.open().filter(kind="enter_directive").exists()
    entered = entry_duty(document)
    assert (entered.holder_post, in_time(entered)) == (world.posts["chuyenvien"], False)
    assert Duty.objects.get(pk=duty.pk).outcome == "voided"


def test_b3_an_urgent_document_of_the_list_is_due_at_once(world: World) -> None:
    """HUE 7.1: the mark stands on the list already; what the paper really says decides when it is entered."""
    by = world.actor("chuyenvien")
    listed = documents.expect_document(
        by=by, at=on("2016-11-07"), number="502", symbol="UBND-NC", issued_on=date(2016, 11, 7), urgency="express"
    )
    assert Duty.objects.open().get(matter=listed.matter).due_on == date(2016, 11, 7)
    document = world.directive(number="502", symbol="UBND-NC", at=on("2016-11-08"), urgency="normal")
    assert in_time(entry_duty(document))


def test_b3_a_document_without_tasks_leaves_the_list(world: World) -> None:
    """HUE App. I counts what assigns tasks; what assigns none is dismissed, once."""
    by = world.actor("chuyenvien")
    expected = documents.expect_document(
        by=by, at=on("2016-11-07"), number="503", symbol="UBND-NC", issued_on=date(2016, 11, 7)
    )
    for _time in range(2):
        documents.dismiss_expected(by=by, at=on("2016-11-08"), expected=expected)
    assert not Duty.objects.open().exists()
    assert Entry.objects.filter(verb="document.dismissed").count() == 1


def test_b3_a_document_is_listed_once(world: World) -> None:
    """HUE App. I: neither twice, nor after it was entered, nor with a date that cannot be."""
    by = world.actor("chuyenvien")
    given = {"by": by, "at": on("2016-11-08"), "symbol": "UBND-NC", "issued_on": date(2016, 11, 7)}
    documents.expect_document(number="504", **given)
    with refused("document.listed_already"):
        documents.expect_document(number="0504", **given)
    world.directive(number="505", symbol="UBND-NC")
    with refused("document.listed_already"):
        documents.expect_document(number="505", **given)
    with refused("document.issued_in_future"):
        documents.expect_document(number="506", **{**given, "issued_on": date(2016, 11, 9)})
    with refused("document.number_missing", "Đ6.k1.a"):
        documents.expect_document(number=" ", **given)
    assert ExpectedDocument.objects.count() == 1


def test_d3_the_unit_is_told_and_takes_over(world: World) -> None:
    """HUE 7.2a: the unit finds the task with its duty; head and officers are told; taking over is recorded."""
    assignment = world.assignment("STC")
    assert told(world, "stc") == told(world, "stc-cb") == ["task.assigned"]
    assert open_duties(assignment) == {
        "take_over": None, "carry_out": date(2016, 11, 16), "update_result": date(2016, 11, 21),
    }  # fmt: skip
    tasks.take_over(by=world.actor("stc-cb"), at=on("2016-11-08"), assignment=assignment)
    assert "take_over" not in open_duties(assignment)
    assert now(assignment).taken_over_at == on("2016-11-08")
    with refused("task.taken_over_already"):
        tasks.take_over(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment)


def test_c3_the_unit_updates_within_three_working_days_after_the_date(world: World) -> None:
    """HUE 7.2c: due on Wednesday 16; the update by Monday 21. Sent then with a document of the 16th it is within."""
    assignment = world.assignment("STC")
    update = Duty.objects.get(matter=assignment.task.matter, kind=DutyKind.UPDATE_RESULT)
    assert (update.due_on, update.article) == (date(2016, 11, 21), "Đ7.k2.c")
    world.send(assignment, at=on("2016-11-21"), completed_on=date(2016, 11, 16))
    world.accept(assignment, at=on("2016-11-25"))
    update.refresh_from_db()
    assert in_time(update)
    assert now(assignment).timeliness_on(date(2016, 12, 31)) == "within"


def test_b4_a_wrong_task_is_returned_with_a_reason_and_corrected(world: World) -> None:
    """HUE 7.2d: the unit says why; the Office corrects it and keeps it with the unit, which must take it over again."""
    assignment = world.assignment("STC", content="Báo cáo tình hình xây dựng")
    with refused("task.reason_missing", "Đ7.k2.d"):
        tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment, reason="  ")
    tasks.return_task(
        by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment, reason="Nội dung chưa chính xác"
    )
    assert now(assignment).state == "returned"
    assert office_duties(assignment.task) == {"correct_return": None}, "the Office's, whoever follows the task"
    for name in ("theodoi", "chuyenvien", "chanhvp"):
        assert told(world, name) == ["task.returned"]
    by = world.actor("chuyenvien")
    tasks.correct_task(by=by, at=on("2016-11-09"), task=assignment.task, changes={"content": "Báo cáo thu ngân sách"})
    tasks.decline_return(by=by, at=on("2016-11-09"), assignment=assignment, explanation="Đã sửa nội dung")
    assert now(assignment).state == "not_started"
    assert office_duties(assignment.task) == {}
    assert open_duties(assignment).keys() == {"take_over", "carry_out", "update_result"}
    assert facts(assignment) == ["assigned", "returned", "return_declined"]
    assert "task.return_declined" in told(world, "stc")


def test_b4_a_task_outside_the_units_functions_goes_to_another(world: World) -> None:
    """HUE 7.2d: given to the right unit; the history keeps both, the former one still reads, owes nothing and does nothing."""
    assignment = world.assignment("STC")
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment, reason="Không thuộc chức năng")
    successor = tasks.reassign(
        by=world.actor("chanhvp"), at=on("2016-11-09"), assignment=assignment, unit=world.units["SXD"],
        reason="Thuộc Sở Xây dựng",
    )  # fmt: skip
    former, task = now(assignment), assignment.task
    assert (former.state, successor.replaces, successor.due_on) == ("ended", former, date(2016, 11, 16))
    assert facts(former) == ["assigned", "returned", "ended"]
    assert facts(successor) == ["assigned"]
    assert (open_duties(former), office_duties(task)) == ({}, {})
    assert open_duties(successor).keys() == {"take_over", "carry_out", "update_result"}
    assert told(world, "stc")[-1] == "task.taken_away" and told(world, "sxd") == ["task.assigned"]
    assert type(task).objects.visible_to(world.actor("stc")).filter(pk=task.pk).exists()
    assert task.document.readers.filter(unit=world.units["SXD"]).exists()
    assert verbs(task)[-1] == "task.reassigned"
    with refused("permission.report_progress"):
        tasks.report_progress(by=world.actor("stc"), at=on("2016-11-10"), assignment=former, text="vẫn làm")


def test_b4_the_right_unit_may_be_a_partner_already(world: World) -> None:
    """HUE 7.2d: a partner becomes the lead unit; its part as a partner ends, and it has the task once."""
    task = world.task("STC", coordinating=("SXD",))
    lead = task.assignments.get(part="lead")
    tasks.reassign(
        by=world.actor("chuyenvien"),
        at=on("2016-11-09"),
        assignment=lead,
        unit=world.units["SXD"],
        reason="Đúng chức năng",
    )
    standing = {a.unit.code: a.part for a in task.assignments.exclude(state="ended")}
    assert standing == {"SXD": "lead"}
    assert task.audience.get(unit=world.units["SXD"]).reason == "holder"


def test_b4_who_has_the_task_is_not_given_it_again(world: World) -> None:
    """HUE 7.2d: of several units one cannot get another's part besides its own; nor the authority, nor what has ended."""
    task = world.task("PDIEN", "QDIEN")
    first = task.assignments.get(unit=world.units["PDIEN"])
    given = {"by": world.actor("chuyenvien"), "at": on("2016-11-09"), "assignment": first, "reason": "Đổi"}
    with refused("task.unit_has_it"):
        tasks.reassign(unit=world.units["QDIEN"], **given)
    with refused("task.unit_has_it"):
        tasks.reassign(unit=world.units["PDIEN"], **given)
    with refused("task.unit_is_authority"):
        tasks.reassign(unit=world.units["UBND"], **given)
    assert facts(first) == ["assigned"]


def _unlimited(world: World, **changes) -> Assignment:
    return world.assignment("STC", due_kind="none", due_on=None, **changes)


def test_c3_a_task_without_a_deadline_is_updated_each_quarter(world: World) -> None:
    """HUE 7.2c: asked on the first working day of the quarter's last month, until the quarter's last day; once."""
    assignment = _unlimited(world)
    ask = tick("periodic_updates")
    assert ask(on("2016-11-30")) == 0
    assert ask(on("2016-12-01")) == 1  # Thursday
    assert open_duties(assignment)["update_periodic"] == date(2016, 12, 31)
    duty = Duty.objects.open().get(kind="update_periodic")
    assert duty.article == "Đ4.k2 Đ7.k2.c"
    assert [ask(on(f"2016-12-{day}")) for day in ("01", "02", "30")] == [0, 0, 0]
    assert told(world, "stc").count("task.periodic_update") == 1
    tasks.report_progress(by=world.actor("stc"), at=on("2016-12-20"), assignment=assignment, text="Đang triển khai")
    assert "update_periodic" not in open_duties(assignment)
    assert ask(on("2016-12-21")) == 0
    assert ask(on("2017-03-01")) == 1
    assert open_duties(assignment)["update_periodic"] == date(2017, 3, 31)


def test_c3_quarter_half_year_and_year_that_end_together_are_one_update(world: World) -> None:
    """HUE 7.2c: at the end of December three periods end; one report answers them all."""
    _unlimited(world)
    assert tick("periodic_updates")(on("2016-12-01")) == 1
    assert Duty.objects.filter(kind="update_periodic").count() == 1


def test_c3_who_has_reported_in_the_quarter_is_not_asked(world: World) -> None:
    """HUE 7.2c: "or as results come": an update of the same quarter is the update of the quarter (reading)."""
    assignment = _unlimited(world)
    tasks.report_progress(
        by=world.actor("stc"), at=on("2016-11-15"), assignment=assignment, text="Đã có kết quả bước 1"
    )
    assert tick("periodic_updates")(on("2016-12-01")) == 0
    assert tick("periodic_updates")(on("2017-03-01")) == 1


def test_c3_what_is_new_is_asked_in_the_next_quarter(world: World) -> None:
    """HUE 7.2c: a task given in the last month of a quarter is updated for the first time in the next (reading)."""
    _unlimited(world, at=on("2016-12-01"))
    assert tick("periodic_updates")(on("2016-12-15")) == 0
    assert tick("periodic_updates")(on("2017-03-01")) == 1


def test_c3_nobody_is_asked_on_a_day_off_or_about_a_deadline(world: World) -> None:
    """HUE 7.2c: Saturday asks nothing; tasks with a date, returned, sent and done ones are not asked."""
    world.assignment("STC", due_on=date(2017, 6, 1))
    returned, sent = _unlimited(world), _unlimited(world)
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=returned, reason="sai")
    world.send(sent, at=on("2016-11-09"))
    staged = world.assignment("STC", due_kind="staged", due_on=None)
    assert tick("periodic_updates")(on("2016-12-03")) == 0
    assert tick("periodic_updates")(on("2016-12-05")) == 1
    assert "update_periodic" in open_duties(staged)


def test_c3_a_missed_update_stays_one_duty(world: World) -> None:
    """HUE 7.2c: what was not updated in December is still owed in March; it is asked for again once it was given."""
    assignment = _unlimited(world)
    ask = tick("periodic_updates")
    assert [ask(on("2016-12-01")), ask(on("2017-03-01"))] == [1, 0]
    assert open_duties(assignment)["update_periodic"] == date(2016, 12, 31)
    tasks.report_progress(by=world.actor("stc"), at=on("2017-04-03"), assignment=assignment, text="Chậm")
    assert ask(on("2017-06-01")) == 0  # it has reported in this quarter
    assert ask(on("2017-09-01")) == 1


def test_c3_a_dry_run_counts_and_does_nothing(world: World) -> None:
    """What `tick --dry-run` says is what `tick` does."""
    from dondoc.jobs import registry

    _unlimited(world)
    rule = registry.RULES["tasks.periodic_updates"]
    assert rule(on("2016-12-01"), True) == 1
    assert not Duty.objects.filter(kind="update_periodic").exists()
    assert rule(on("2016-12-01"), False) == 1


def test_b2_a_date_that_is_set_later_ends_the_periodic_update(world: World) -> None:
    """HUE 4.1, 7.2c: once a deadline is set the task is updated after it, and no longer by quarter."""
    assignment = _unlimited(world)
    tick("periodic_updates")(on("2016-12-01"))
    tasks.move_due_date(
        by=world.actor("chanhvp"),
        at=on("2016-12-02"),
        task=assignment.task,
        due_on=date(2017, 1, 10),
        reason="Chủ tịch ấn định",
    )
    assert open_duties(assignment) == {
        "take_over": None, "carry_out": date(2017, 1, 10), "update_result": date(2017, 1, 13),
    }  # fmt: skip
