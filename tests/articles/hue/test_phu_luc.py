"""HUE appendices I, III and IV: who enters, who appraises, what a unit does, the reason for what is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import facts, in_time, now, office_duties, open_duties, refused, tick, told
from tests.world import World, on


def test_c4_the_monitor_appraises_and_sets_the_state(world: World) -> None:
    """HUE App. I.3: on the report of the unit; who sent it is told the outcome."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-15"))
    assert (now(assignment).state, office_duties(assignment.task)) == ("sent", {"appraise": "theodoi"})
    duty = Duty.objects.open().get(kind=DutyKind.APPRAISE)
    assert (duty.due_on, duty.article) == (None, "PL1.m3")
    assert "không ấn định số ngày" in duty.reading
    world.accept(assignment, at=on("2016-11-18"))
    assert (now(assignment).state, office_duties(assignment.task)) == ("done", {})
    assert told(world, "stc")[-1] == "task.result_accepted"
    assert Entry.objects.get(verb="task.result_accepted").cites == "PL1.m3"


@pytest.mark.parametrize(
    ("document_of", "sent_on", "accepted_on", "column"),
    [
        # sent in time
        (date(2016, 11, 16), "2016-11-16", "2016-11-17", "within"),
        # the days for updating are used: still within
        (date(2016, 11, 16), "2016-11-21", "2016-11-22", "within"),
        # even when the update itself is late
        (date(2016, 11, 16), "2016-11-30", "2016-12-01", "within"),
        # a document of the day after the deadline is past, sent within the three days or not
        (date(2016, 11, 17), "2016-11-17", "2016-11-18", "past"),
        (date(2016, 11, 21), "2016-11-21", "2016-11-21", "past"),
        # how long the appraisal takes is not the unit's doing
        (date(2016, 11, 15), "2016-11-15", "2017-02-01", "within"),
    ],
)
def test_c1_the_date_of_the_result_document_decides(
    world: World, document_of: date, sent_on: str, accepted_on: str, column: str
) -> None:
    """HUE 6.1g, 7.2c, App. V (reading): due on Wednesday 16 November 2016."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on(sent_on), completed_on=document_of)
    world.accept(assignment, at=on(accepted_on))
    assert now(assignment).timeliness_on(date(2017, 12, 31)) == column
    assert Entry.objects.get(verb="task.result_accepted").payload.body["timeliness"] == column
    update = Duty.objects.get(matter=assignment.task.matter, kind="update_result")
    assert in_time(update) == (sent_on <= "2016-11-21")


def test_c5_a_result_goes_back_with_what_is_missing_and_the_first_report_stays(world: World) -> None:
    """HUE App. I.3: not accepted; the unit completes it and reports again; nothing of the first report is lost."""
    assignment = world.assignment("STC")
    first = world.send(assignment, at=on("2016-11-15"))
    by = world.actor("theodoi")
    with refused("task.missing_not_said", "PL1.m3"):
        tasks.send_back(by=by, at=on("2016-11-16"), assignment=assignment, missing=" ")
    tasks.send_back(by=by, at=on("2016-11-16"), assignment=assignment, missing="Thiếu phụ lục 2")
    assert (now(assignment).state, now(assignment).completed_on) == ("in_progress", None)
    assert open_duties(assignment) == {"carry_out": date(2016, 11, 16), "update_result": date(2016, 11, 21)}
    assert told(world, "stc")[-1] == "task.result_sent_back"
    second = world.send(assignment, at=on("2016-11-18"), completed_on=date(2016, 11, 18))
    world.accept(assignment, at=on("2016-11-21"))
    assert facts(assignment) == ["assigned", "result_sent", "result_sent_back", "result_sent", "result_accepted"]
    assert first.document.code != second.document.code
    assert first.document.readers.count() == second.document.readers.count() == 1
    assert now(assignment).timeliness_on(date(2016, 12, 31)) == "past"  # the accepted document counts


def test_c4_two_units_of_one_task_have_different_results(world: World) -> None:
    """HUE App. I.3, V: each unit's part is appraised for itself; the task closes with the last."""
    task = world.task("PDIEN", "QDIEN")
    first, second = task.assignments.order_by("unit__position")
    world.send(first, at=on("2016-11-14"), by="pdien")
    world.send(second, at=on("2016-11-18"), by="qdien", completed_on=date(2016, 11, 18))
    world.accept(first, at=on("2016-11-21"))
    assert office_duties(task) == {"appraise": None}  # the other result still waits
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-21"), assignment=second, missing="Thiếu biểu")
    assert office_duties(task) == {}
    task.refresh_from_db()
    assert (now(first).state, now(second).state, task.closed_at) == ("done", "in_progress", None)
    world.send(second, at=on("2016-11-22"), by="qdien", completed_on=date(2016, 11, 22))
    world.accept(second, at=on("2016-11-23"))
    task.refresh_from_db()
    columns = [now(a).timeliness_on(date(2016, 12, 31)) for a in (first, second)]
    assert (columns, task.closed_at) == (["within", "past"], on("2016-11-23"))


def test_c4_two_tasks_of_one_directive_go_their_own_ways(world: World) -> None:
    """HUE App. I.3, V: one done, one returned; each has its own state and duties."""
    document = world.directive(world.given("STC"), world.given("STC", content="Kiểm kê tài sản"))
    done, returned = (task.assignments.get() for task in document.tasks.order_by("ordinal"))
    world.send(done, at=on("2016-11-10"))
    world.accept(done, at=on("2016-11-11"))
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-11"), assignment=returned, reason="Không thuộc chức năng")
    assert (now(done).state, now(returned).state) == ("done", "returned")
    assert (office_duties(done.task), office_duties(returned.task)) == ({}, {"correct_return": None})


def test_c2_a_partner_reports_and_sends_no_result(world: World) -> None:
    """HUE App. III.3: the result is the lead unit's; a partner says how its part stands."""
    task = world.task("STC", coordinating=("SXD",))
    partner = task.assignments.get(part="coordinating")
    tasks.report_progress(by=world.actor("sxd"), at=on("2016-11-09"), assignment=partner, text="Đã gửi ý kiến")
    assert open_duties(partner) == {}
    with refused("permission.send_result"):
        world.send(partner, at=on("2016-11-10"), by="sxd")
    lead = task.assignments.get(part="lead")
    world.send(lead, at=on("2016-11-14"))
    world.accept(lead, at=on("2016-11-15"))
    assert now(lead).task.closed_at == on("2016-11-15")


def test_c2_a_result_cannot_be_older_than_its_directive(world: World) -> None:
    """HUE App. III.3: nor of tomorrow."""
    assignment = world.assignment("STC")
    with refused("task.result_before_directive"):
        world.send(assignment, at=on("2016-11-10"), completed_on=date(2016, 11, 4))
    with refused("document.issued_in_future"):
        world.send(assignment, at=on("2016-11-10"), completed_on=date(2016, 11, 11))
    assert facts(assignment) == ["assigned"]


def test_c2_the_reason_is_asked_for_what_is_overdue_and_not_done(world: World) -> None:
    """HUE App. IV: asked on the first working day after the deadline, once; answered, it is asked no more."""
    assignment = world.assignment("STC")
    ask = tick("overdue")
    assert ask(on("2016-11-16")) == 0
    assert ask(on("2016-11-17")) == 1
    assert open_duties(assignment)["explain_delay"] is None
    duty = Duty.objects.open().get(kind="explain_delay")
    assert duty.article == "Đ10.k2 PL4"
    assert told(world, "stc").count("task.overdue") == told(world, "stc-cb").count("task.overdue") == 1
    assert [ask(on(f"2016-11-{day}")) for day in (17, 18, 30)] == [0, 0, 0]
    tasks.explain_delay(by=world.actor("stc"), at=on("2016-11-18"), assignment=assignment, reason="Chờ hướng dẫn")
    assert "explain_delay" not in open_duties(assignment)
    assert ask(on("2016-11-21")) == 0


def test_c2_a_result_makes_the_reason_needless(world: World) -> None:
    """HUE App. IV: the reason is for what is not done; a result that is sent voids the question, a refusal asks again."""
    assignment = world.assignment("STC")
    ask = tick("overdue")
    ask(on("2016-11-17"))
    world.send(assignment, at=on("2016-11-18"))
    assert "explain_delay" not in open_duties(assignment)
    assert ask(on("2016-11-21")) == 0
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-22"), assignment=assignment, missing="Thiếu số liệu")
    assert ask(on("2016-11-22")) == 1
    assert ask(on("2016-11-23")) == 0


def test_c2_who_gave_the_reason_unasked_is_not_asked(world: World) -> None:
    """HUE App. IV: a reason given before the program asked is a reason."""
    assignment = world.assignment("STC")
    tasks.explain_delay(by=world.actor("stc"), at=on("2016-11-17", 7), assignment=assignment, reason="Chờ hướng dẫn")
    assert tick("overdue")(on("2016-11-17", 8)) == 0


def test_c2_nobody_is_asked_on_a_day_off_nor_about_what_waits_elsewhere(world: World) -> None:
    """HUE App. IV: Saturday asks nothing; partners, returned, sent, done and withdrawn parts are not asked."""
    task = world.task("STC", coordinating=("SXD",))
    returned, sent, withdrawn = (world.assignment("STC") for _ in range(3))
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=returned, reason="sai")
    world.send(sent, at=on("2016-11-09"))
    tasks.end_task(by=world.actor("chanhvp"), at=on("2016-11-09"), task=withdrawn.task, reason="dừng")
    assert tick("overdue")(on("2016-11-19")) == 0  # Saturday
    assert tick("overdue")(on("2016-11-21")) == 1
    assert Duty.objects.open().get(kind="explain_delay").matter == task.matter


def test_c2_after_an_outage_each_is_asked_once(world: World) -> None:
    """HUE App. IV: whoever was forgotten for a month is asked once, however often the program ticks."""
    for _number in range(3):
        world.assignment("STC")
    world.assignment("SXD", due_on=date(2017, 1, 30))
    assert [tick("overdue")(on("2016-12-20", hour)) for hour in (8, 9, 10)] == [3, 0, 0]
    assert told(world, "stc").count("task.overdue") == 3
