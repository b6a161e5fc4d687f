"""The verbs of tasks."""

from datetime import date

import pytest

from dondoc.documents import actions as documents
from dondoc.duties.models import Duty
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild
from dondoc.tasks.models import Fact
from tests.world import AT, World, on


def test_b3_entry_opens_the_units_duties(world: World) -> None:
    """HUE 7.1, 7.2c: the unit takes over, carries out by the date, updates within 3 working days after it."""
    assignment = world.assignment("STC")
    duties = {d.kind: d.due_on for d in Duty.objects.open().filter(holder_unit=assignment.unit)}
    assert duties == {"take_over": None, "carry_out": date(2016, 11, 16), "update_result": date(2016, 11, 21)}


def test_c4_done_means_confirmed(world: World) -> None:
    """HUE Appendix I.3: only the monitor's appraisal makes the task done; it closes and owes nothing more."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-15"))
    assignment.refresh_from_db()
    assert (assignment.state, assignment.task.closed_at) == ("sent", None)
    world.accept(assignment, at=on("2016-11-16"))
    assignment.refresh_from_db()
    assert (assignment.state, assignment.task.closed_at) == ("done", on("2016-11-16"))
    assert not Duty.objects.open().exists()


def test_c2_the_reason_and_the_result_are_written_together_or_not_at_all(world: World) -> None:
    """HUE Appendix IV; design 8: a result that is refused leaves no reason behind, the form sent again brings none twice."""
    assignment, late = world.assignment("STC"), on("2016-11-18")

    def send(issued_on: date) -> Fact:
        return tasks.send_result(
            by=world.actor("stc"), at=late, assignment=assignment, delay_reason="chờ số liệu", token="một biểu mẫu",
            paper=world.paper(kind="report", issued_on=issued_on),
        )  # fmt: skip

    with pytest.raises(Refused):
        send(date(2016, 11, 1))  # before the directive
    assert list(assignment.facts.values_list("kind", flat=True)) == ["assigned"]
    assert send(date(2016, 11, 17)) == send(date(2016, 11, 17))
    assert list(assignment.facts.values_list("kind", flat=True)) == ["assigned", "delay_explained", "result_sent"]


def test_g1_a_purged_task_is_held_by_nobody_and_its_projections_say_so(world: World) -> None:
    """Design 1.5, 2.3: the tasks of a removed paper end; who had them had them once, as `rebuild` finds."""
    document = world.directive(world.given("STC", "SXD"))
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=document)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)
    assert set(document.tasks.get().audience.values_list("reason", flat=True)) == {"former"}
    assert list(rebuild.differences()) == []
