"""The grid of Appendix V, counted from spans, as of any day (HUE 9.2, 6.1g, Appendix V)."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.gazette.models import Edition
from dondoc.reports import queries, rules
from dondoc.tasks import actions as tasks
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import Assignment, AssignmentState, Part, Span
from dondoc.units import actions as units
from dondoc.units.models import UnitKind
from tests.reports.conftest import DUE, Story
from tests.world import SINCE, World, on

FAR = on("2030-01-01")
DAYS = [date(2016, 11, 6) + timedelta(days=n) for n in range(26)]


def numbers(world: World, day: str) -> dict[str, tuple[int, ...]]:
    grid = queries.grid(world.register, date.fromisoformat(day))
    by_name = {unit.name: code for code, unit in world.units.items()}
    return {by_name[row.name]: row.counts for row in grid.rows}


# columns: not started within, past · in progress within, past · done within, past
NOTHING = (0,) * 6
TOLD: list[tuple[str, dict[str, tuple[int, ...]]]] = [
    ("2016-11-06", {}),
    ("2016-11-07", {"STC": (3, 0, 0, 0, 0, 0), "SXD": (3, 0, 0, 0, 0, 0), "QDIEN": (1, 0, 0, 0, 0, 0)}),
    # 9 November: one in progress; what a unit returned counts as not started
    ("2016-11-09", {"STC": (2, 0, 1, 0, 0, 0), "SXD": (3, 0, 0, 0, 0, 0), "QDIEN": (1, 0, 0, 0, 0, 0)}),
    # 10 November: given to another unit; the former one keeps its row, with zeros
    ("2016-11-10", {"STC": (2, 0, 1, 0, 0, 0), "SXD": (3, 0, 0, 0, 0, 0), "SKHDT": (1, 0, 0, 0, 0, 0), "QDIEN": NOTHING}),
    # 16 November, the last day: nothing is past yet; one result is sent, which counts as in progress
    ("2016-11-16", {"STC": (2, 0, 1, 0, 0, 0), "SXD": (2, 0, 1, 0, 0, 0), "SKHDT": (1, 0, 0, 0, 0, 0), "QDIEN": NOTHING}),
    # 17 November: past; what was sent with a document of the 15th stays within, one of the 17th is past
    ("2016-11-17", {"STC": (1, 0, 0, 2, 0, 0), "SXD": (0, 2, 1, 0, 0, 0), "SKHDT": (0, 1, 0, 0, 0, 0), "QDIEN": NOTHING}),
    # 18 November: sent after the deadline, document of the 15th: within; sent back: past
    ("2016-11-18", {"STC": (1, 0, 1, 1, 0, 0), "SXD": (0, 2, 0, 1, 0, 0), "SKHDT": (0, 1, 0, 0, 0, 0), "QDIEN": NOTHING}),
    # 22 November: both accepted; a deadline was moved
    ("2016-11-22", {"STC": (1, 0, 0, 0, 1, 1), "SXD": (1, 1, 0, 1, 0, 0), "SKHDT": (0, 1, 0, 0, 0, 0), "QDIEN": NOTHING}),
    # 24 November: one withdrawn
    ("2016-11-24", {"STC": (1, 0, 0, 0, 1, 1), "SXD": (1, 0, 0, 1, 0, 0), "SKHDT": (0, 1, 0, 0, 0, 0), "QDIEN": NOTHING}),
]  # fmt: skip


def test_c1_f2_grid_as_of_each_day_of_the_story(story: Story) -> None:
    """HUE Appendix V; what is done or sent is measured on the date of its document (6.1g); rows in the order of units."""
    for day, expected in TOLD:
        assert list(numbers(story.world, day).items()) == list(expected.items()), day


def test_f2_coordinating_units_are_not_counted(story: Story) -> None:
    """Appendix V has one row per unit that carries out; Phong Điền only helps."""
    assert "PDIEN" not in numbers(story.world, "2016-11-30")


def test_f2_total_is_the_sum_and_documents_are_counted(story: Story) -> None:
    """HUE Appendix V: the bottom line, and how many directives there were."""
    grid = queries.grid(story.world.register, date(2016, 11, 22))
    assert grid.total.counts == (2, 2, 0, 1, 1, 1)
    assert grid.total.total == 7
    assert (grid.documents, queries.grid(story.world.register, date(2016, 11, 6)).documents) == (7, 0)
    assert queries.totals(story.world.register, date(2016, 11, 22)).counts == grid.total.counts


def test_f2_a_day_ends_at_midnight(world: World) -> None:
    """Civil Code 2015, article 148: what is recorded at 23:59 belongs to the day, at 00:00 to the next."""
    world.assignment("STC", at=on("2016-11-07", 23, 59))
    world.assignment("STC", at=on("2016-11-08", 0, 0))
    totals = [queries.totals(world.register, date(2016, 11, day)).total for day in (6, 7, 8)]
    assert totals == [0, 1, 2]


def test_f2_another_register_is_not_counted(story: Story) -> None:
    """Several authorities live in one installation."""
    world = story.world
    keeper = units.create_unit(
        by=None, at=on("2016-11-07"), name="Uỷ ban nhân dân tỉnh khác", code="KHAC", kind=UnitKind.AUTHORITY,
        short_name="", valid_from=SINCE, parent=None, position=90,
    )  # fmt: skip
    other = units.create_register(
        by=None, at=on("2016-11-07"), name="Sổ khác", code="KHAC", keeper=keeper, office=keeper,
        edition=Edition.objects.get(), place="Nơi khác",
    )  # fmt: skip
    assert queries.grid(other, date(2016, 11, 22)).rows == ()
    assert queries.grid(other, date(2016, 11, 22)).total.counts == (0,) * 6
    assert queries.grid(world.register, date(2016, 11, 22)).total.total == 7


def test_f2_every_number_equals_the_length_of_its_list(story: Story) -> None:
    """Design 7: every number opens the list that it counts, on every day."""
    for day in DAYS[::2]:
        lists_equal_numbers(story, day)


def lists_equal_numbers(story: Story, day: date) -> None:
    register, actor = story.world.register, story.world.actor("chutich")
    grid = queries.grid(register, day)
    for row in (*grid.rows, grid.total):
        assert queries.cell(register, day, row.unit_id, actor=actor).count() == row.total
        for state, timeliness in rules.CELLS:
            found = list(queries.cell(register, day, row.unit_id, state, timeliness, actor=actor))
            assert len(found) == row.count(state, timeliness)
            assert {(span.shown, span.timeliness) for span in found} <= {(state, timeliness)}
    later = queries.later(register, day)
    for kind in (rules.ANY, rules.LATE, rules.MOVED, rules.REOPENED, rules.ENDED):
        assert queries.corrected(register, day, kind, actor=actor).count() == getattr(later, kind)
    assert queries.directives(register, day).count() == grid.documents


def test_f2_lists_hold_what_the_reader_may_see_only(story: Story) -> None:
    """Design 6: `visible_to` is the only way to read."""
    register, day = story.world.register, date(2016, 11, 22)
    own = queries.cell(register, day, actor=story.world.actor("sxd"))
    assert {span.unit_id for span in own} == {story.world.units["SXD"].pk}
    assert not queries.cell(register, day, actor=story.world.actor("quantri")).exists()


# as of a past day for ever


def test_f2_a_later_record_never_changes_an_earlier_day(story: Story) -> None:
    """Design 1.3: the same numbers for ever; what was corrected later is counted beside them."""
    world, register = story.world, story.world.register
    before = {day: queries.grid(register, day) for day in DAYS}
    tasks.reopen(by=world.actor("theodoi"), at=on("2016-12-05"), assignment=story.in_time, reason="Kết quả sai")
    world.send(story.sent_back, at=on("2016-12-05"), by="sxd", completed_on=date(2016, 11, 16))
    tasks.end_task(by=world.actor("chuyenvien"), at=on("2016-12-06"), task=story.moved.task, reason="Thôi")
    world.assignment("PDIEN", at=on("2016-12-06"))
    assert {day: queries.grid(register, day) for day in DAYS} == before
    assert queries.grid(register, date(2016, 12, 6)) != before[DAYS[-1]]


def test_f2_what_was_corrected_later_is_counted_beside(story: Story) -> None:
    """One assignment may be in several kinds and is counted once in all."""
    told = {
        # 10 November: later a date was moved, a task withdrawn; the results bear later dates
        "2016-11-10": {"any": 2, "late": 0, "moved": 1, "reopened": 0, "ended": 1},
        # 17 November: the result sent on the 18th bears the date of the 15th
        "2016-11-17": {"any": 3, "late": 1, "moved": 1, "reopened": 0, "ended": 1},
        "2016-11-22": {"any": 1, "late": 0, "moved": 0, "reopened": 0, "ended": 1},
        "2016-11-30": {"any": 0, "late": 0, "moved": 0, "reopened": 0, "ended": 0},
    }
    found = {day: asdict(queries.later(story.world.register, date.fromisoformat(day))) for day in told}
    assert found == told


def test_f2_a_withdrawn_acceptance_is_a_later_correction(story: Story) -> None:
    """What counted as done on the day turned out not to be."""
    tasks.reopen(by=story.world.actor("theodoi"), at=on("2016-12-05"), assignment=story.late, reason="Kết quả sai")
    day = date(2016, 11, 30)
    assert queries.later(story.world.register, day).reopened == 1
    actor = story.world.actor("chutich")
    (span,) = queries.corrected(story.world.register, day, rules.REOPENED, actor=actor)
    assert (span.assignment_id, span.state) == (story.late.pk, task_rules.DONE)


# the SQL is rules.cell


def every_span(assignment: Assignment, combinations: list[tuple[str, date | None, date | None]]) -> list[Span]:
    """Spans of the day, replaced long after it, one per combination of state, deadline and date of completion."""
    return Span.objects.bulk_create(
        Span(
            assignment=assignment, task_id=assignment.task_id, register_id=assignment.task.register_id,
            unit_id=assignment.unit_id, part=Part.LEAD, since=on("2016-11-07"), until=FAR, state=state, due_on=due,
            completed_on=completed,
        )
        for state, due, completed in combinations
    )  # fmt: skip


NEAR = [None, *(DUE + timedelta(days=n) for n in (-1, 0, 1))]


def test_c1_sql_puts_every_span_where_the_rule_does(world: World) -> None:
    """All states × deadlines × dates of completion around the day."""
    assignment = world.assignment("STC")
    Span.objects.all().delete()
    made = every_span(assignment, list(itertools.product(AssignmentState.values, NEAR, NEAR)))
    for day in (DUE + timedelta(days=n) for n in (-2, -1, 0, 1, 2)):
        meant = {
            span.pk: task_rules.cell(span.state, due_on=span.due_on, completed_on=span.completed_on, as_of=day)
            for span in made
        }
        counted = queries.with_cell(queries.counted(world.register, day), day)
        assert {span.pk: (span.shown, span.timeliness) for span in counted} == {k: v for k, v in meant.items() if v}
        expected = Counter(cell for cell in meant.values() if cell)
        (row,) = queries.grid(world.register, day).rows
        assert {(c.state, c.timeliness): c.count for c in row.cells} == {cell: expected[cell] for cell in rules.CELLS}


days = st.one_of(st.none(), st.dates(date(2016, 11, 1), date(2016, 12, 31)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(AssignmentState.values), days, days), max_size=30),
    st.dates(date(2016, 11, 7), date(2016, 12, 31)),
)
def test_c1_sql_equals_the_rule_for_any_dates(world: World, combinations: list, day: date) -> None:
    """HUE 6.1g: `tasks.rules.cell` is the meaning, the SQL its copy."""
    assignment = Assignment.objects.first() or world.assignment("STC")
    Span.objects.all().delete()
    every_span(assignment, combinations)
    meant = Counter(task_rules.cell(s, due_on=due, completed_on=done, as_of=day) for s, due, done in combinations)
    total = queries.totals(world.register, day)
    assert {(c.state, c.timeliness): c.count for c in total.cells} == {cell: meant[cell] for cell in rules.CELLS}


# size


def test_f2_two_thousand_assignments_take_as_many_queries_as_one(world: World) -> None:
    """Design 8: counting happens in the database."""
    assignment = world.assignment("STC")
    day = date(2016, 11, 18)
    with CaptureQueriesContext(
        connection,
    ) as small:
        queries.grid(world.register, day), queries.later(world.register, day)
    every_span(assignment, [(AssignmentState.NOT_STARTED, DUE, None)] * 2000)
    with CaptureQueriesContext(connection) as large:
        grid, _ = queries.grid(world.register, day), queries.later(world.register, day)
    assert len(large) == len(small) == 4
    assert grid.total.counts == (0, 2001, 0, 0, 0, 0)


def test_f2_paging_by_key_gives_every_row_once(world: World) -> None:
    """Equal moments are told apart by the number of the row."""
    assignment = world.assignment("STC")
    every_span(assignment, [(AssignmentState.NOT_STARTED, DUE, None)] * 120)
    found = queries.cell(world.register, date(2016, 11, 18), actor=world.actor("chutich"))
    seen, after, pages = [], "", 0
    while pages == 0 or after:
        page = queries.list_page(found, after)
        seen += [span.pk for span in page.rows]
        after, pages = page.following, pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 121
