"""HUE articles 9.3, 9.5 and 10.2: what is wrongly done or not done in time is reported with its cause; dates are proposed anew."""

from __future__ import annotations

from datetime import date

from dondoc.duties.models import Duty
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import now, open_duties, refused, tick, told
from tests.world import World, on


def test_c9_the_unit_reports_its_difficulties_with_their_cause(world: World) -> None:
    """HUE 10.2: past the date and not able to: the unit says why; the Office reads it in the file and is told."""
    assignment = world.assignment("STC")
    fact = tasks.explain_delay(
        by=world.actor("stc"), at=on("2016-11-17"), assignment=assignment, reason="Chưa có số liệu của các huyện"
    )
    assert (fact.kind, fact.text) == ("delay_explained", "Chưa có số liệu của các huyện")
    assert told(world, "theodoi") == ["task.delay_explained"]
    assert Entry.objects.get(verb="task.delay_explained").cites == "Đ10.k2 PL4"


def test_c9_what_is_not_past_needs_no_reason(world: World) -> None:
    """HUE 10.2, App. IV: a deadline ends at 24:00 of its day."""
    assignment, unlimited = world.assignment("STC"), world.assignment("STC", due_kind="none", due_on=None)
    for at in (on("2016-11-10"), on("2016-11-16", 23, 59)):
        with refused("task.not_overdue", "Đ10.k2 PL4"):
            tasks.explain_delay(by=world.actor("stc"), at=at, assignment=assignment, reason="Chậm")
    with refused("task.not_overdue"):
        tasks.explain_delay(by=world.actor("stc"), at=on("2017-11-10"), assignment=unlimited, reason="Chậm")


def test_c9_what_is_wrongly_done_goes_back(world: World) -> None:
    """HUE 9.3, 10.2: carried out other than asked: sent back with what is missing, and explained once it is past."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-16"))
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-18"), assignment=assignment, missing="Không đúng yêu cầu")
    assert tick("overdue")(on("2016-11-18")) == 1
    assert "explain_delay" in open_duties(assignment)


def test_c9_a_new_date_ends_the_question(world: World) -> None:
    """HUE 9.3: the Office proposes, the date moves: the open question of the reason is void, and may come again."""
    assignment = world.assignment("STC")
    tick("overdue")(on("2016-11-17"))
    tasks.move_due_date(
        by=world.actor("chutich"), at=on("2016-11-18"), task=assignment.task, due_on=date(2016, 11, 25), reason="Đồng ý"
    )
    assert "explain_delay" not in open_duties(assignment)
    assert tick("overdue")(on("2016-11-21")) == 0
    assert tick("overdue")(on("2016-11-28")) == 1


def test_a4_tasks_of_the_government_are_urged_and_updated_like_the_others(world: World) -> None:
    """HUE 9.5: the same question, the same duties."""
    document = world.directive(from_superior=True, kind="directive", symbol="CT-TTg", issuer="Thủ tướng Chính phủ")
    assignment = document.tasks.get().assignments.get()
    tick("overdue")(on("2016-11-17"))
    assert Duty.objects.open().filter(matter=assignment.task.matter, kind="explain_delay").exists()
    assert now(assignment).timeliness_on(date(2016, 11, 17)) == "past"
