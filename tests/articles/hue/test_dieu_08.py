"""HUE article 8: the Office follows, mends and appoints monitors by unit and field; a unit's leader answers, deputies act."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.duties.models import Duty
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task
from dondoc.units import actions as units
from dondoc.units.models import Actor, Role
from tests.articles.hue.telling import facts, now, office_duties, open_duties, refused, told, verbs
from tests.world import AT, SINCE, World, on


def _second_monitor(world: World) -> None:
    """Another officer, who monitors the districts, and building in whatever unit."""
    person = units.create_person(by=None, at=AT, username="theodoi2", full_name="Trương Thị Mẫu")
    post = units.appoint(
        by=None, at=AT, person=person, unit=world.units["VP"], role=Role.MONITOR, title="Chuyên viên", valid_from=SINCE
    )
    world.people["theodoi2"], world.posts["theodoi2"] = person, post
    field = world.register.fields.get(code="XD")
    units.set_scope(by=None, at=AT, post=post, scopes=[(None, field), (world.units["PDIEN"], None)])


def test_b1_several_monitors_follow_one_directive_by_unit_and_field(world: World) -> None:
    """HUE 8.1đ: many opinions to many units in many fields: who follows the unit and the field follows the opinion."""
    _second_monitor(world)
    building = world.register.fields.get(code="XD")
    document = world.directive(
        world.given("STC"), world.given("PDIEN"), world.given("SKHDT", field=building), world.given("SKHDT"),
        world.given("SKHDT", monitor=world.posts["chanhvp"]),
    )  # fmt: skip
    monitors = [task.monitor.person.username if task.monitor else None for task in document.tasks.order_by("ordinal")]
    assert monitors == ["theodoi", "theodoi2", "theodoi2", None, "chanhvp"]
    for task in document.tasks.order_by("ordinal"):
        assignment = task.assignments.get()
        by = {"STC": "stc", "PDIEN": "pdien", "SKHDT": "skhdt"}[assignment.unit.code]
        world.send(assignment, at=on("2016-11-10"), by=by)
    appraise = [office_duties(task)["appraise"] for task in document.tasks.order_by("ordinal")]
    assert appraise == ["theodoi", "theodoi2", "theodoi2", None, "chanhvp"]


def test_b1_the_monitor_follows_the_unit(world: World) -> None:
    """HUE 8.1đ: a task that goes to another unit goes to that unit's monitor."""
    _second_monitor(world)
    assignment = world.assignment("STC")
    by = world.actor("chuyenvien")
    tasks.reassign(by=by, at=on("2016-11-08"), assignment=assignment, unit=world.units["PDIEN"], reason="Đúng địa bàn")
    assert Task.objects.get(pk=assignment.task_id).monitor == world.posts["theodoi2"]


def test_b1_a_monitor_is_of_the_own_office(world: World) -> None:
    """HUE 6.1e, 8.1đ: the Office assigns one of its officers; a unit's head or a former officer is none."""
    with refused("task.monitor_not_office"):
        world.directive(world.given("STC", monitor=world.posts["stc"]))
    units.end_post(by=None, at=AT, post=world.posts["theodoi"], on=date(2016, 11, 1))
    world.posts["theodoi"].refresh_from_db()
    with refused("task.monitor_not_office"):
        world.directive(world.given("STC", monitor=world.posts["theodoi"]))


def test_b1_when_nobody_holds_the_monitors_post_the_office_is_told(world: World) -> None:
    """HUE 8.1đ: an officer left: what arises later falls to the whole Office instead of nobody."""
    assignment = world.assignment("STC")
    units.end_post(by=None, at=AT, post=world.posts["theodoi"], on=date(2016, 11, 8))
    world.send(assignment, at=on("2016-11-09"))
    assert office_duties(assignment.task) == {"appraise": None}
    assert "task.result_sent" in told(world, "chuyenvien")


def test_b1_another_officer_follows_the_task_from_now_on(world: World) -> None:
    """HUE 6.1e, 8.1đ: the Office assigns; what waits for the former officer waits for the new one, who is told."""
    _second_monitor(world)
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-10"))
    by, new = world.actor("chanhvp"), world.posts["theodoi2"]
    tasks.change_monitor(by=by, at=on("2016-11-11"), task=assignment.task, monitor=new)
    assert office_duties(assignment.task) == {"appraise": "theodoi2"}
    assert told(world, "theodoi2") == ["task.monitor_changed"]
    entry = Entry.objects.get(verb="task.monitor_changed")
    assert (entry.cites, entry.payload.body["was"]) == ("Đ8.k1.đ", str(world.posts["theodoi"]))
    with refused("task.monitor_not_office", "Đ8.k1.đ"):
        tasks.change_monitor(by=by, at=on("2016-11-11"), task=assignment.task, monitor=world.posts["stc"])
    with refused("permission.correct_task"):
        tasks.change_monitor(by=world.actor("theodoi"), at=on("2016-11-11"), task=assignment.task, monitor=new)


def test_b1_an_officer_who_leaves_hands_everything_over(world: World) -> None:
    """HUE 8.1đ: every open task goes to the successor; what is done stays as it was."""
    _second_monitor(world)
    done, first, second = (world.assignment("STC") for _ in range(3))
    world.send(done, at=on("2016-11-09"))
    world.accept(done, at=on("2016-11-10"))
    moved = tasks.hand_over(
        by=world.actor("chanhvp"), at=on("2016-11-11"), former=world.posts["theodoi"], monitor=world.posts["theodoi2"]
    )
    assert moved == 2
    monitors = [Task.objects.get(pk=a.task_id).monitor.person.username for a in (done, first, second)]
    assert monitors == ["theodoi", "theodoi2", "theodoi2"]


def test_h1_the_monitors_deputy_appraises_and_both_are_named(world: World) -> None:
    """HUE 8.2, App. I.3: in an absence a deputy acts for the post; the duty stays the post's, the journal names both."""
    assignment = world.assignment("STC")
    units.appoint_deputy(
        by=world.actor("chanhvp"), at=on("2016-11-08"), post=world.posts["theodoi"], person=world.people["chuyenvien"],
        valid_from=date(2016, 11, 9), valid_until=date(2016, 11, 18),
    )  # fmt: skip
    world.send(assignment, at=on("2016-11-10"))
    assert "task.result_sent" in told(world, "chuyenvien")
    deputy = Actor.of(world.posts["theodoi"], person=world.people["chuyenvien"])
    tasks.accept_result(by=deputy, at=on("2016-11-11"), assignment=assignment)
    entry = Entry.objects.get(verb="task.result_accepted")
    assert (entry.person_id, entry.on_behalf_id) == (world.people["chuyenvien"].pk, world.people["theodoi"].pk)
    assert entry.post_id == world.posts["theodoi"].pk


def test_h1_the_unit_names_a_leader_and_an_officer(world: World) -> None:
    """HUE 8.2, App. III: the head and an officer of the unit both act for it; each act names its person."""
    assignment = world.assignment("STC")
    tasks.take_over(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment)
    tasks.report_progress(by=world.actor("stc-cb"), at=on("2016-11-09"), assignment=assignment, text="Đã phân công")
    people = list(Entry.objects.filter(matter_id=assignment.task.matter_id, unit_id=world.units["STC"].pk)
                  .order_by("id").values_list("person_id", flat=True))  # fmt: skip
    assert people == [world.people["stc"].pk, world.people["stc-cb"].pk]


def test_c7_a_deadline_is_moved_and_every_earlier_one_stays_visible(world: World) -> None:
    """HUE 8.1b: difficulties are dealt with: the Office records the new date; open duties follow, with the reason."""
    assignment = world.assignment("STC")
    by = world.actor("chanhvp")
    first = {"by": by, "task": assignment.task}
    tasks.move_due_date(at=on("2016-11-14"), due_on=date(2016, 11, 30), reason="Chờ số liệu Kho bạc", **first)
    tasks.move_due_date(at=on("2016-11-28"), due_on=date(2016, 12, 9), reason="Chủ tịch đồng ý", **first)
    assert open_duties(assignment) == {
        "take_over": None, "carry_out": date(2016, 12, 9), "update_result": date(2016, 12, 14),
    }  # fmt: skip
    moved = assignment.facts.filter(kind="due_date_moved")
    assert [(f.due_on, f.text) for f in moved] == [
        (date(2016, 11, 30), "Chờ số liệu Kho bạc"), (date(2016, 12, 9), "Chủ tịch đồng ý"),
    ]  # fmt: skip
    carry_out = Duty.objects.open().get(matter=assignment.task.matter, kind="carry_out")
    assert [(row["due_on"], row["reason"]) for row in carry_out.earlier] == [
        ("2016-11-16", "Chờ số liệu Kho bạc"), ("2016-11-30", "Chủ tịch đồng ý"),
    ]  # fmt: skip
    assert [(s.due_on, s.until) for s in assignment.spans.all()] == [
        (date(2016, 11, 16), on("2016-11-14")), (date(2016, 11, 30), on("2016-11-28")), (date(2016, 12, 9), None),
    ]  # fmt: skip
    assert told(world, "stc").count("task.due_date_moved") == 2
    entry = Entry.objects.filter(verb="task.due_date_moved").first()
    assert (entry.cites, entry.payload.body["was"]) == ("Đ8.k1.b", "2016-11-16")


@pytest.mark.parametrize(
    ("due_on", "code"),
    [
        (date(2016, 11, 16), "task.due_same"),
        (date(2016, 11, 6), "task.due_before_issue"),
        (date(1, 1, 1), "task.due_before_issue"),
        (date(9999, 12, 31), "task.due_too_far"),
    ],
)
def test_c7_an_impossible_date_is_refused(world: World, due_on: date, code: str) -> None:
    """HUE 8.1b: nothing moves by a slip of the hand."""
    task = world.task("STC")
    with refused(code):
        tasks.move_due_date(by=world.actor("chanhvp"), at=on("2016-11-14"), task=task, due_on=due_on, reason="Lý do")
    assert verbs(task) == ["task.assigned"]


def test_b4_a_task_is_withdrawn(world: World) -> None:
    """HUE 8.1a-b: what need not be done any more ends for every unit with its reason; nothing is owed, all are told."""
    task = world.task("PDIEN", "QDIEN", coordinating=("STC",))
    first = task.assignments.get(unit=world.units["PDIEN"])
    world.send(first, at=on("2016-11-10"), by="pdien")
    world.accept(first, at=on("2016-11-11"))
    tasks.end_task(by=world.actor("chuyenvien"), at=on("2016-11-14"), task=task, reason="Chủ tịch cho dừng")
    states = {a.unit.code: a.state for a in task.assignments.all()}
    assert states == {"PDIEN": "done", "QDIEN": "ended", "STC": "ended"}
    task.refresh_from_db()
    assert task.closed_at == on("2016-11-14")
    assert not Duty.objects.open().filter(matter=task.matter).exists()
    assert told(world, "qdien")[-1] == "task.withdrawn" and "task.withdrawn" not in told(world, "pdien")
    with refused("task.closed"):
        tasks.end_task(by=world.actor("chuyenvien"), at=on("2016-11-14"), task=task, reason="lần nữa")
    with refused("task.closed"):
        tasks.move_due_date(
            by=world.actor("chanhvp"), at=on("2016-11-14"), task=task, due_on=date(2016, 12, 1), reason="muộn"
        )


def test_b4_one_of_several_units_is_released(world: World) -> None:
    """HUE 7.2d, 8.1a: one district need not do it; the others go on; the last one cannot be released alone."""
    task = world.task("PDIEN", "QDIEN")
    first, second = task.assignments.order_by("unit__position")
    by = world.actor("chuyenvien")
    world.send(first, at=on("2016-11-10"), by="pdien")
    world.accept(first, at=on("2016-11-11"))
    tasks.end_assignment(by=by, at=on("2016-11-14"), assignment=second, reason="Không có địa bàn")
    task.refresh_from_db()
    assert task.closed_at == on("2016-11-14")
    assert open_duties(second) == {}
    single = world.assignment("STC")
    with refused("task.last_unit"):
        tasks.end_assignment(by=by, at=on("2016-11-14"), assignment=single, reason="Không cần")


def test_h5_a_task_recorded_as_done_by_mistake_is_opened_again(world: World) -> None:
    """HUE 8.1a: checking the results: the task opens again with the reason; the acceptance and the result stay."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-10"))
    world.accept(assignment, at=on("2016-11-11"))
    tasks.reopen(by=world.actor("chanhvp"), at=on("2016-11-14"), assignment=assignment, reason="Thiếu phụ lục số liệu")
    assignment = now(assignment)
    assert (assignment.state, assignment.task.closed_at, assignment.completed_on) == ("in_progress", None, None)
    assert open_duties(assignment).keys() == {"carry_out", "update_result"}
    assert facts(assignment) == ["assigned", "result_sent", "result_accepted", "reopened"]
    assert assignment.facts.get(kind="result_sent").document is not None
    world.send(assignment, at=on("2016-11-15"))
    world.accept(assignment, at=on("2016-11-16"))
    assert now(assignment).task.closed_at == on("2016-11-16")


def test_b5_an_abolished_units_tasks_go_to_its_successor_by_an_act(world: World) -> None:
    """HUE 7.2d with 8.1a: districts were abolished in 2025: nothing moves by itself, the Office gives each task on."""
    assignment = world.assignment("PDIEN", due_on=date(2016, 12, 30))
    units.abolish_unit(
        by=None, at=on("2016-11-20"), unit=world.units["PDIEN"], on=date(2016, 11, 30),
        successors=[(world.units["QDIEN"], "")], decision="Nghị quyết 99/NQ-HĐND",
    )  # fmt: skip
    world.units["PDIEN"].refresh_from_db()
    assert now(assignment).state == "not_started"
    with refused("task.unit_not_existing"):
        world.directive(
            world.given("PDIEN", due_on=date(2016, 12, 30)), at=on("2016-12-01"), issued_on=date(2016, 12, 1)
        )
    successor = tasks.reassign(
        by=world.actor("chuyenvien"), at=on("2016-12-01"), assignment=assignment, unit=world.units["QDIEN"],
        reason="Đơn vị kế thừa theo Nghị quyết 99/NQ-HĐND",
    )  # fmt: skip
    assert (now(assignment).state, successor.replaces_id) == ("ended", assignment.pk)
    assert open_duties(successor)["carry_out"] == date(2016, 12, 30)
    world.send(successor, at=on("2016-12-05"), by="qdien")
    world.accept(successor, at=on("2016-12-06"))
    assert now(successor).task.closed_at == on("2016-12-06")
