"""HCM articles 1 and 2: what is followed, for whom; a task has a unit and a time."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.documents.models import DocumentKind
from dondoc.tasks.models import Audience
from tests.articles.hue.telling import now, open_duties, refused
from tests.authorities import Authority
from tests.world import on

FOLLOWED = [
    "decision", "directive", "letter", "telegram", "plan", "programme", "report", "scheme", "project", "conclusion",
    "briefing", "handwritten", "superior_system",
]  # fmt: skip


@pytest.mark.parametrize("kind", FOLLOWED)
def test_a1_hcm_each_kind_of_source_is_registered(hcm: Authority, kind: str) -> None:
    """HCM 1.2, 3.1, 3.2: decisions to conclusions, an instruction written on a transfer slip, a task from the city's system."""
    named = {"number": "", "symbol": "", "abstract": ""} if kind in {"handwritten", "superior_system"} else {}
    document = hcm.directive(kind=kind, **named)
    assert (document.kind, document.tasks.count()) == (kind, 1)


@pytest.mark.parametrize("kind", sorted(set(DocumentKind.values) - set(FOLLOWED)))
def test_a1_hcm_a_department_issues_no_normative_document(hcm: Authority, kind: str) -> None:
    """HCM 1.2: neither a normative document nor an opinion poll is an instruction of its directors (reading)."""
    with refused("document.kind_not_followed", "Đ1.k2 Đ3.k1 Đ3.k2 Đ15.k1"):
        hcm.directive(kind=kind)


def test_a1_hcm_other_kinds_need_number_symbol_and_abstract(hcm: Authority) -> None:
    """HCM 2.2: entered in full; the refusal names the article."""
    with refused("document.number_missing", "Đ2.k2"):
        hcm.directive(number="")
    with refused("document.abstract_missing", "Đ2.k2"):
        hcm.directive(abstract=" ")


def test_a4_hcm_an_instruction_of_a_superior_is_marked_and_followed(hcm: Authority) -> None:
    """HCM 1.2, 15.1: what the city's People's Committee assigns is followed under the own rules, and marked."""
    document = hcm.directive(
        issuer="Uỷ ban nhân dân thành phố", symbol="UBND-ĐT", from_superior=True, received_at=on("2017-06-01", 8)
    )
    assignment = document.tasks.get().assignments.get()
    assert document.from_superior
    assert open_duties(assignment) == {
        "take_over": None, "carry_out": date(2017, 6, 15), "update_result": date(2017, 6, 13)
    }  # fmt: skip


def test_b1_hcm_lead_and_partners_are_told_apart(hcm: Authority) -> None:
    """HCM 2.3, 6.2: who leads answers for the task, partners see it; each has a clear part."""
    task = hcm.task("QLD", coordinating=("CTR", "CCBVMT"))
    assert {a.unit.code: a.part for a in task.assignments.all()} == {
        "QLD": "lead", "CTR": "coordinating", "CCBVMT": "coordinating",
    }  # fmt: skip
    reasons = {row.unit.code: row.reason for row in Audience.objects.filter(task=task)}
    assert reasons == {"QLD": "holder", "CTR": "coordinating", "CCBVMT": "coordinating"}


def test_b2_hcm_a_task_needs_unit_content_and_time(hcm: Authority) -> None:
    """HCM 2.2: what has no unit and no time is not followed; the refusal names the article."""
    with refused("task.unit_missing", "Đ2.k2"):
        hcm.directive(type(hcm.given())(content="Việc", units=()))
    with refused("task.content_missing", "Đ2.k2"):
        hcm.directive(hcm.given(content=" "))
    for due_kind in ("by", "none", "staged"):
        with refused("task.due_missing", "Đ2.k2"):
            hcm.directive(hcm.given(due_on=None, due_kind=due_kind))


@pytest.mark.parametrize(
    ("given", "due_on"),
    [
        ({"due_kind": "by", "due_on": date(2017, 6, 25)}, date(2017, 6, 25)),  # a Sunday stays what it is
        ({"due_kind": "before", "due_on": date(2017, 6, 26)}, date(2017, 6, 25)),
        # Thursday 1 June is not counted: Friday 2, Monday 5, … Thursday 15
        ({"due_kind": "relative", "due_on": None, "due_span": "10wd"}, date(2017, 6, 15)),
    ],
)
def test_b2_hcm_a_deadline_is_read_as_it_is_written(hcm: Authority, given: dict, due_on: date) -> None:
    """HCM 2.2, 17.1: "by" and "before" are two things; a named date stays."""
    assert hcm.task("QLD", **given).due_on == due_on


@pytest.mark.parametrize(
    ("done_on", "as_of", "state", "column"),
    [
        (None, date(2017, 6, 15), "not_started", "within"),
        (None, date(2017, 6, 16), "not_started", "past"),
        (date(2017, 6, 15), date(2017, 6, 30), "done", "within"),
        (date(2017, 6, 16), date(2017, 6, 30), "done", "past"),
    ],
)
def test_c1_hcm_states_and_columns(hcm: Authority, done_on: date | None, as_of: date, state: str, column: str) -> None:
    """HCM 3.4b, 4.2: the date of the result document decides; whenever it was sent or confirmed (reading)."""
    assignment = hcm.assignment("QLD")
    if done_on is not None:
        hcm.send(assignment, at=on("2017-06-19"), completed_on=done_on)
        hcm.confirm(assignment, "qld", at=on("2017-06-20"))
        hcm.confirm(assignment, "giamdoc", at=on("2017-06-22"))
    assignment = now(assignment)
    assert (assignment.state, assignment.timeliness_on(as_of)) == (state, column)
