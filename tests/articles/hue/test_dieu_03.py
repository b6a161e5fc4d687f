"""HUE article 3: what a directive, a task, and a task without a deadline are."""

from __future__ import annotations

from datetime import date

from dondoc.tasks.deadlines import StageInput
from tests.articles.hue.telling import now, open_duties
from tests.world import World, on


def test_a1_a_handwritten_instruction_is_a_source(world: World) -> None:
    """HUE 3.2: an opinion of the Chairman, written on a slip, without number, symbol or abstract."""
    document = world.directive(
        kind="handwritten", number="", symbol="", abstract="", signer="Nguyễn Văn Mẫu",
        other_information="Bút phê trên phiếu chuyển ngày 7/11",
    )  # fmt: skip
    assert document.code == ""
    assert str(document) == "Bút phê trên phiếu chuyển hoặc văn bản"
    task = document.tasks.get()
    assert "but phe" not in task.folded and task.document.other_information


def test_b1_several_units_each_carry_the_task_out(world: World) -> None:
    """HUE 3.4: one or several units; a group stands for its members, one assignment for each."""
    group = world.register.groups.get(name="Các huyện")
    task = world.task(*[unit.code for unit in group.members.all()])
    assert {a.unit.code: a.part for a in task.assignments.all()} == {"PDIEN": "each", "QDIEN": "each"}
    for assignment in task.assignments.all():
        assert open_duties(assignment)["carry_out"] == date(2016, 11, 16)


def test_b2_stages_are_recorded_and_set_no_deadline(world: World) -> None:
    """HUE 3.4: a long task in stages counts as one without a deadline; its stages stand in the file."""
    stages = (StageInput("Xây dựng đề cương", date(2016, 12, 30)), StageInput("Trình dự thảo"), StageInput("Ban hành"))
    assignment = world.assignment("STC", due_kind="staged", due_on=None, stages=stages)
    task = assignment.task
    assert [(s.content, s.due_on) for s in task.stages.all()] == [
        ("Xây dựng đề cương", date(2016, 12, 30)), ("Trình dự thảo", None), ("Ban hành", None),
    ]  # fmt: skip
    assert (task.due_on, task.due_order) == (None, date.max)
    assert open_duties(assignment) == {"take_over": None}
    assert now(assignment).timeliness_on(date(2030, 1, 1)) == "within"


def test_b2_no_deadline_is_never_past(world: World) -> None:
    """HUE 3.4, 4.2: a task without a deadline is done within it, whenever it is done."""
    assignment = world.assignment("STC", due_kind="none", due_on=None)
    world.send(assignment, at=on("2017-06-01"))
    world.accept(assignment, at=on("2017-06-02"))
    assert now(assignment).timeliness_on(date(2017, 6, 2)) == "within"
