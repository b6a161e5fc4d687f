"""HUE article 6: what is recorded of a directive, a task and its state; the paper report sent in parallel."""

from __future__ import annotations

from datetime import date, time

import pytest

from dondoc.clock import local
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.journal.sentences import entry as sentence
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import facts, now, open_duties, refused, told, verbs
from tests.world import ISSUED_ON, World, on


def test_a2_everything_the_text_asks_for_is_recorded(world: World) -> None:
    """HUE 6.1a-b, App. I-II: name, number, symbol, abstract, date and hour, signer, drafter, who submitted it, field."""
    related = world.directive(number="12", symbol="NQ-HĐND")
    document = world.directive(
        kind="conclusion", number="438", symbol="TB-UBND", abstract="kết luận cuộc họp về ngân sách",
        issued_time=time(15, 30), received_at=on("2016-11-08", 8, 5), issuer="UBND tỉnh", signer="Nguyễn Văn Mẫu",
        directing_leader="Chủ tịch UBND tỉnh", drafter=world.posts["chuyenvien"], submitted_by=world.units["STC"],
        field=world.register.fields.get(code="TC"), other_information="Họp ngày 4/11", related=(related,),
        at=on("2016-11-08"),
    )  # fmt: skip
    document.refresh_from_db()
    assert (document.get_kind_display(), document.code) == ("Thông báo kết luận cuộc họp", "438/TB-UBND")
    assert (document.issued_on, local(document.issued_at).time()) == (ISSUED_ON, time(15, 30))
    assert local(document.received_at).time() == time(8, 5)
    assert (document.drafter.person.username, document.submitted_by.code) == ("chuyenvien", "STC")
    assert (document.field.code, document.directing_leader) == ("TC", "Chủ tịch UBND tỉnh")
    assert list(document.related.all()) == [related]


def test_b1_everything_the_text_asks_of_a_task_is_recorded(world: World) -> None:
    """HUE 6.1c-i: unit, content, deadline, monitoring officer, the body that synthesises, other information."""
    task = world.task(
        "STC", content="Xây dựng đề án\nthu ngân sách", clause="điểm b mục 3", product="Đề án", task_class="must_submit",
        monitor=world.posts["theodoi"], synthesiser=world.units["SKHDT"], other_information="Phối hợp Cục Thuế",
    )  # fmt: skip
    task.refresh_from_db()
    assert (task.content, task.clause, task.product) == ("Xây dựng đề án\nthu ngân sách", "điểm b mục 3", "Đề án")
    assert (task.monitor.person.username, task.synthesiser.code) == ("theodoi", "SKHDT")
    assert task.other_information == "Phối hợp Cục Thuế"


def test_b1_what_is_missing_is_told_with_its_article(world: World) -> None:
    """HUE 6.1c-đ: content, unit and deadline."""
    with refused("task.content_missing", "Đ6.k1.d"):
        world.directive(world.given("STC", content=" \n\x00 "))
    with refused("task.unit_missing", "Đ6.k1.c"):
        world.directive(world.given("STC", mode="each"), type(world.given())(content="Việc", units=()))
    with refused("task.due_missing", "Đ4.k1 Đ6.k1.đ"):
        world.directive(world.given("STC", due_on=None))
    with refused("directive.no_tasks", "Đ6.k1.d"):
        tasks.register_directive(by=world.actor("chuyenvien"), at=on("2016-11-07"), paper=world.paper(), tasks=[])


@pytest.mark.parametrize(
    ("done_on", "as_of", "state", "column"),
    [
        (None, date(2016, 11, 16), "not_started", "within"),
        (None, date(2016, 11, 17), "not_started", "past"),
        (date(2016, 11, 16), date(2016, 11, 30), "done", "within"),
        (date(2016, 11, 17), date(2016, 11, 30), "done", "past"),
    ],
)
def test_c1_states_and_columns(world: World, done_on: date | None, as_of: date, state: str, column: str) -> None:
    """HUE 6.1g: not started, in progress, done; each within or past its deadline of Wednesday 16 November."""
    assignment = world.assignment("STC")
    if done_on is not None:
        world.send(assignment, at=on("2016-11-18"), completed_on=done_on)
        world.accept(assignment, at=on("2016-11-21"))
    assignment = now(assignment)
    assert (assignment.state, assignment.timeliness_on(as_of)) == (state, column)


@pytest.mark.parametrize(("done_on", "in_time"), [(date(2016, 11, 16), True), (date(2016, 11, 17), False)])
def test_c1_the_duty_is_done_on_the_day_of_the_result_document(world: World, done_on: date, in_time: bool) -> None:
    """HUE 6.1g, 7.2c: carrying out counts by the document, updating by the day on which it is sent (Friday 18 November)."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-18"), completed_on=done_on)
    held = Duty.objects.filter(holder_unit=assignment.unit)
    carried, updated = held.get(kind=DutyKind.CARRY_OUT), held.get(kind=DutyKind.UPDATE_RESULT)
    assert (carried.day_of_doing(), carried.was_in_time()) == (done_on, in_time)
    assert (updated.day_of_doing(), updated.was_in_time()) == (date(2016, 11, 18), True)


def test_c1_started_means_that_something_was_reported(world: World) -> None:
    """HUE 6.1g: taking over alone starts nothing; a report of progress does."""
    assignment = world.assignment("STC")
    tasks.take_over(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment)
    assert now(assignment).state == "not_started"
    tasks.report_progress(by=world.actor("stc"), at=on("2016-11-09"), assignment=assignment, text="Đã họp", percent=20)
    assert now(assignment).state == "in_progress"


def test_c2_the_result_document_names_what_the_text_asks_for(world: World) -> None:
    """HUE 6.1, App. IV: number, symbol, abstract, date, signer of the result; it belongs to the assigning directive."""
    assignment = world.assignment("STC")
    paper = world.paper(kind="report", number="99", symbol="BC-STC", signer="Hoàng Văn Thử", abstract="báo cáo kết quả")
    fact = tasks.send_result(
        by=world.actor("stc"), at=on("2016-11-15"), assignment=assignment, paper=paper, text="Gửi kèm 3 phụ lục",
    )  # fmt: skip
    result = fact.document
    assert (result.role, result.code, result.signer) == ("result", "99/BC-STC", "Hoàng Văn Thử")
    assert (fact.completed_on, fact.text) == (ISSUED_ON, "Gửi kèm 3 phụ lục")
    assert fact.assignment.task.document.code == assignment.task.document.code
    assert result.readers.filter(unit=world.units["STC"]).exists()


def test_c2_a_paper_report_sent_in_parallel_is_noted(world: World) -> None:
    """HUE 6.1, last paragraph: where it was asked for, a paper report goes out beside the system; its day is noted."""
    assignment = world.assignment("STC")
    by = world.actor("stc")
    fact = tasks.report_progress(
        by=by, at=on("2016-11-10"), assignment=assignment, text="Đã gửi văn bản giấy", paper_sent_on=date(2016, 11, 9)
    )
    assert fact.paper_sent_on == date(2016, 11, 9)
    with refused("task.paper_in_future"):
        tasks.report_progress(
            by=by, at=on("2016-11-10"), assignment=assignment, text="Sẽ gửi", paper_sent_on=date(2016, 11, 11)
        )
    assert facts(assignment) == ["assigned", "progress_reported"]


def test_h5_wrong_data_is_corrected_with_a_trace_of_what_it_was(world: World) -> None:
    """HUE 7.2d, 8.1a: the Office corrects; the journal keeps the old words."""
    task = world.task("STC", content="Báo cáo thu chi", clause="mục 1")
    tasks.correct_task(
        by=world.actor("chuyenvien"), at=on("2016-11-08"), task=task, reason="gõ nhầm",
        changes={"content": "Báo cáo thu, chi ngân sách", "clause": "mục 2", "task_class": "must_submit"},
    )  # fmt: skip
    task.refresh_from_db()
    assert (task.content, task.clause, task.task_class) == ("Báo cáo thu, chi ngân sách", "mục 2", "must_submit")
    entry = Entry.objects.get(verb="task.corrected")
    assert entry.payload.body["was"] == {"clause": "mục 1", "content": "Báo cáo thu chi", "task_class": "must_report"}
    assert entry.cites == "Đ7.k2.d Đ8.k1.a"
    assert "nhật ký" in sentence(entry)
    tasks.correct_task(by=world.actor("chuyenvien"), at=on("2016-11-08"), task=task, changes={"clause": "mục 2"})
    assert verbs(task).count("task.corrected") == 1


def test_h5_a_correction_may_not_empty_or_break_a_task(world: World) -> None:
    """HUE 6.1d, 4: content stays, the class stays one of the text's."""
    task = world.task("STC")
    by = world.actor("chuyenvien")
    with refused("task.content_missing", "Đ6.k1.d"):
        tasks.correct_task(by=by, at=on("2016-11-08"), task=task, changes={"content": "\x00 "})
    with refused("task.class_unknown"):
        tasks.correct_task(by=by, at=on("2016-11-08"), task=task, changes={"task_class": "x"})
    with refused("text.too_long"):
        tasks.correct_task(by=by, at=on("2016-11-08"), task=task, changes={"clause": "k" * 61})


def test_h5_a_forgotten_task_is_added(world: World) -> None:
    """HUE 7.2d, 8.1a: a task that was overlooked is entered like the others, and its unit is told."""
    document = world.directive(world.given("STC"))
    by = world.actor("chuyenvien")
    given = world.given("SXD", content="Rà soát công trình chậm tiến độ")
    added = tasks.add_task(by=by, at=on("2016-11-09"), document=document, given=given, token="t1")
    again = tasks.add_task(by=by, at=on("2016-11-09"), document=document, given=given, token="t1")
    assert (added.pk, added.ordinal, added.edition_id) == (again.pk, 2, document.edition_id)
    assert open_duties(added.assignments.get()).keys() == {"take_over", "carry_out", "update_result"}
    assert told(world, "sxd") == ["task.assigned"]
    assert document.readers.filter(unit=world.units["SXD"]).exists()
