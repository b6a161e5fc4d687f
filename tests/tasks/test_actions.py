"""The verbs of tasks."""

from datetime import date

from dondoc.duties.models import Duty
from tests.world import World, on


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
