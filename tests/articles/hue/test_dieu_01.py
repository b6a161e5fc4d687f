"""HUE article 1: whose tasks are followed, and for whom; what the Government assigns is followed here too."""

from dondoc.tasks.models import Task
from dondoc.units import actions as units
from dondoc.units.models import UnitKind
from tests.articles.hue.telling import entry_duty, in_time, now, open_duties
from tests.world import AT, SINCE, World, on


def test_a4_a_task_of_the_government_is_marked_and_followed_under_the_own_rules(world: World) -> None:
    """HUE 1.2, 9.5: a directive of a superior authority is marked; its tasks have the same dates and the same verbs."""
    document = world.directive(
        kind="decision", number="1452", symbol="QĐ-TTg", issuer="Thủ tướng Chính phủ", from_superior=True,
        received_at=on("2016-11-07", 8), directing_leader="Chủ tịch UBND tỉnh",
    )  # fmt: skip
    assignment = document.tasks.get().assignments.get()
    assert document.from_superior
    assert open_duties(assignment).keys() == {"take_over", "carry_out", "update_result"}
    assert in_time(entry_duty(document))
    world.send(assignment, at=on("2016-11-15"))
    world.accept(assignment, at=on("2016-11-16"))
    assert now(assignment).state == "done"


def test_a4_a_task_that_comes_from_the_superiors_system_needs_no_number(world: World) -> None:
    """HUE 1.2: what comes as a task of the Government's own system may bear neither number nor symbol."""
    document = world.directive(
        kind="superior_system", number="", symbol="", abstract="", issuer="Văn phòng Chính phủ", from_superior=True,
        other_information="Mã nhiệm vụ VPCP-2016-118, cập nhật ngày 04/11/2016, đang thực hiện",
    )  # fmt: skip
    assert "VPCP-2016-118" in document.other_information
    assert document.tasks.count() == 1


def test_b1_any_body_that_is_given_a_task_is_followed(world: World) -> None:
    """HUE 1.2: departments, districts, and other bodies when they carry out the province's tasks."""
    other = units.create_unit(
        by=None, at=AT, name="Bộ Chỉ huy Quân sự tỉnh", code="BCHQS", kind=UnitKind.OTHER, valid_from=SINCE
    )
    world.units["BCHQS"] = other
    task = world.task("STC", "PDIEN", "BCHQS")
    assert {a.unit.code for a in task.assignments.all()} == {"STC", "PDIEN", "BCHQS"}


def test_a4_the_deputies_and_the_chairman_give_tasks_in_one_register(world: World) -> None:
    """HUE 1.1: the leader who directs is recorded; the tasks of the Chairman and of his deputies stand in one register."""
    for leader in ("Chủ tịch Nguyễn Văn Mẫu", "Phó Chủ tịch Lê Văn Dụ"):
        world.directive(directing_leader=leader)
    assert set(Task.objects.values_list("document__directing_leader", flat=True)) == {
        "Chủ tịch Nguyễn Văn Mẫu", "Phó Chủ tịch Lê Văn Dụ",
    }  # fmt: skip
