"""HUE article 4: classes of tasks, and how a deadline is read."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.workdays import Trace
from tests.articles.hue.telling import open_duties, refused
from tests.world import World


@pytest.mark.parametrize("task_class", ["must_submit", "must_report", "carry_out"])
@pytest.mark.parametrize(("due_kind", "due_on"), [("by", date(2016, 11, 16)), ("none", None)])
def test_b2_three_classes_with_and_without_a_deadline(
    world: World, task_class: str, due_kind: str, due_on: date | None
) -> None:
    """HUE 4.1, 4.2: to be submitted, to be reported, or only carried out; each with or without a deadline."""
    assignment = world.assignment("STC", task_class=task_class, due_kind=due_kind, due_on=due_on)
    assert assignment.task.task_class == task_class
    assert ("carry_out" in open_duties(assignment)) == (due_on is not None)


def test_b2_an_unknown_class_is_refused(world: World) -> None:
    """HUE 4: the classes are those of the text."""
    with refused("task.class_unknown"):
        world.directive(world.given("STC", task_class="urgent"))


@pytest.mark.parametrize(
    ("given", "due_on"),
    [
        ({"due_kind": "by", "due_on": date(2016, 11, 25)}, date(2016, 11, 25)),
        ({"due_kind": "before", "due_on": date(2016, 11, 25)}, date(2016, 11, 24)),
        # a Sunday that a leader named stays what it is
        ({"due_kind": "by", "due_on": date(2016, 11, 20)}, date(2016, 11, 20)),
        ({"due_kind": "before", "due_on": date(2016, 11, 21)}, date(2016, 11, 20)),
        # Mon 7 November is not counted: Tue 8 … Fri 11, Mon 14 … Fri 18, Mon 21
        ({"due_kind": "relative", "due_on": None, "due_span": "10wd"}, date(2016, 11, 21)),
        # the tenth day is Thursday 17
        ({"due_kind": "relative", "due_on": None, "due_span": "10d"}, date(2016, 11, 17)),
        # the fifth day is Saturday 12: the period ends on Monday 14 (Civil Code 2015, article 148.5)
        ({"due_kind": "relative", "due_on": None, "due_span": "5d"}, date(2016, 11, 14)),
        ({"due_kind": "relative", "due_on": None, "due_span": "3m"}, date(2017, 2, 7)),
        ({"due_kind": "staged", "due_on": None}, None),
        ({"due_kind": "none", "due_on": None}, None),
    ],
)
def test_b2_a_deadline_is_read_as_it_is_written(world: World, given: dict, due_on: date | None) -> None:
    """HUE 6.1đ: "by" and "before" are two things; a span is counted from the issue; a named date stays."""
    task = world.task("STC", due_text="như văn bản ghi", **given)
    assert (task.due_on, task.due_text) == (due_on, "như văn bản ghi")
    if given["due_kind"] == "relative":
        assert Trace.from_dict(task.due_trace).due_on == due_on


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"due_on": None}, "task.due_missing"),
        ({"due_on": date(2016, 11, 6)}, "task.due_before_issue"),
        ({"due_on": date(2016, 11, 7), "due_kind": "before"}, "task.due_before_issue"),
        ({"due_on": date.min}, "task.due_before_issue"),
        ({"due_on": date.min, "due_kind": "before"}, "task.due_before_issue"),
        ({"due_on": date.max}, "task.due_too_far"),
        ({"due_on": date(2061, 1, 1)}, "task.due_too_far"),
        ({"due_kind": "relative", "due_on": None}, "task.due_missing"),
        ({"due_kind": "relative", "due_on": None, "due_span": "10"}, "task.due_span_unreadable"),
        ({"due_kind": "relative", "due_on": None, "due_span": "999m"}, "task.due_too_far"),
        ({"due_kind": "soon"}, "task.choice_unknown"),
    ],
)
def test_b2_an_impossible_deadline_is_refused(world: World, given: dict, code: str) -> None:
    """HUE 6.1đ: with the number of the task in the sentence, so that nothing typed is lost."""
    with refused(code) as found:
        world.directive(world.given("STC"), world.given("SXD", **given))
    assert found[0].params["ordinal"] == 2
    assert not world.register.tasks.exists()
