"""Random sequences of verbs: after each one the projections are what the facts say, whatever was done and refused before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild, rules
from dondoc.tasks.models import Assignment, Fact, Span, Task
from tests.world import World, make_world, on

BEGIN = on("2016-11-08")
UNITS = {"STC": "stc", "SXD": "sxd", "SKHDT": "skhdt", "PDIEN": "pdien", "QDIEN": "qdien"}
WRITERS = {"stc", "sxd", "skhdt", "pdien", "qdien"}

#: A step: what is tried, on which assignment, with which unit or how many days.
STEP = st.tuples(
    st.sampled_from(
        [
            "take_over", "return", "report", "explain", "send", "accept", "send_back", "reopen", "decline", "reassign",
            "end_one", "move", "end", "add_unit", "tick",
        ]
    ),
    st.integers(0, 5),
    st.integers(0, 4),
    st.integers(-2, 30),
)  # fmt: skip


class Machine:
    """The task of two units and a partner, and everything that may be tried on it."""

    def __init__(self, world: World) -> None:
        self.world, self.at = world, BEGIN
        self.task = world.task("STC", "PDIEN", coordinating=("SXD",))

    def step(self, what: str, which: int, other: int, days: int) -> None:
        """Try it; a refusal is an answer too."""
        self.at += timedelta(hours=max(days, 0) * 7)
        rows = list(self.task.assignments.select_related("unit").order_by("pk"))
        assignment = Assignment.objects.get(pk=rows[which % len(rows)].pk)
        unit = list(UNITS)[other]
        try:
            self.tries(assignment, unit, days)[what]()
        except Refused:
            pass

    def tries(self, a: Assignment, unit: str, days: int) -> dict[str, Callable[[], object]]:
        """Each verb with people who may, in the hope that the state allows it."""
        world, at = self.world, self.at
        by, office, units = world.actor(UNITS[a.unit.code]), world.actor("chanhvp"), world.units
        return {
            "take_over": lambda: tasks.take_over(by=by, at=at, assignment=a),
            "return": lambda: tasks.return_task(by=by, at=at, assignment=a, reason="sai"),
            "report": lambda: tasks.report_progress(by=by, at=at, assignment=a, text="làm"),
            "explain": lambda: tasks.explain_delay(by=by, at=at, assignment=a, reason="chờ"),
            "send": lambda: world.send(a, at=at, by=UNITS[a.unit.code]),
            "accept": lambda: tasks.accept_result(by=office, at=at, assignment=a),
            "send_back": lambda: tasks.send_back(by=office, at=at, assignment=a, missing="thiếu"),
            "reopen": lambda: tasks.reopen(by=office, at=at, assignment=a, reason="thiếu"),
            "decline": lambda: tasks.decline_return(by=office, at=at, assignment=a, explanation="giữ"),
            "reassign": lambda: tasks.reassign(by=office, at=at, assignment=a, unit=units[unit], reason="đúng"),
            "end_one": lambda: tasks.end_assignment(by=office, at=at, assignment=a, reason="thôi"),
            "move": lambda: tasks.move_due_date(
                by=office, at=at, task=self.task, due_on=date(2016, 11, 10) + timedelta(days=days), reason="đồng ý"
            ),
            "end": lambda: tasks.end_task(by=office, at=at, task=self.task, reason="dừng"),
            "add_unit": lambda: tasks.give_to(by=office, at=at, task=self.task, unit=units[unit], part="each"),
            "tick": lambda: [rule(at, False) for name, rule in registry.RULES.items() if name.startswith("tasks.")],
        }

    def check(self) -> None:
        """Projections equal facts; spans are one unbroken row; duties and the end of the task follow the states."""
        assert list(rebuild.differences()) == []
        for assignment in self.task.assignments.all():
            _check_spans(assignment)
            _check_duties(assignment)
        task = Task.objects.get(pk=self.task.pk)
        owing = task.assignments.answering().exclude(state__in=[rules.DONE, rules.ENDED])
        assert (task.closed_at is None) == owing.exists()
        waiting = task.assignments.filter(state=rules.SENT).exists()
        office = set(
            Duty.objects.open()
            .filter(matter=task.matter, holder_unit=task.register.office)
            .values_list("kind", flat=True)
        )
        assert ("appraise" in office) == waiting
        assert ("correct_return" in office) == task.assignments.filter(state=rules.RETURNED).exists()


def _check_spans(assignment: Assignment) -> None:
    spans = list(Span.objects.filter(assignment=assignment))
    assert [span.until for span in spans[:-1]] == [span.since for span in spans[1:]]
    assert spans[-1].until is None
    facts = list(Fact.objects.filter(assignment=assignment))
    assert spans[0].since == facts[0].recorded_at
    assert [fact.recorded_at for fact in facts] == sorted(fact.recorded_at for fact in facts)
    folded = list(rules.fold(fact.as_value() for fact in facts))
    assert folded[-1].state == assignment.as_state()
    assert [(span.state, span.since, span.until) for span in spans] == [
        (value.state.state, value.since, value.until) for value in folded
    ]


def _check_duties(assignment: Assignment) -> None:
    held = Duty.objects.open().filter(matter=assignment.task.matter, holder_unit=assignment.unit)
    standing = assignment.task.assignments.exclude(state=rules.ENDED).filter(unit=assignment.unit).first()
    kinds = set(held.values_list("kind", flat=True))
    if standing is None or standing.part == "coordinating" or standing.state in {rules.DONE, rules.SENT}:
        assert not kinds
        return
    if standing.state in {rules.NOT_STARTED, rules.IN_PROGRESS}:
        assert {"carry_out", "update_result"} <= kinds
        assert ("take_over" in kinds) == (standing.taken_over_at is None and not standing.is_started)
    assert all(duty.due_on == standing.due_on for duty in held if duty.kind == "carry_out")


class ProjectionsTest(TestCase):
    """Hypothesis runs each example in a transaction of its own."""

    @classmethod
    def setUpTestData(cls) -> None:
        """The province, once."""
        cls.world = make_world()

    @settings(
        max_examples=40 if connection.vendor == "sqlite" else 12,  # the rules are the same on both
        deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(st.lists(STEP, max_size=14))
    def test_projections_are_what_the_facts_say(self, steps: list[tuple[str, int, int, int]]) -> None:
        """Design 2.3: facts are kept, states derived; `dondoc rebuild --check` finds nothing after any sequence."""
        machine = Machine(self.world)
        for step in steps:
            machine.step(*step)
        machine.check()
