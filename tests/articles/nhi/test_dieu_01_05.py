"""NHI articles 1 to 5: which documents and tasks are followed, with which particulars, in which states."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from tests.articles.hue.telling import now, open_duties, refused
from tests.authorities import Authority
from tests.world import on

KINDS = ("decision", "directive", "letter", "telegram", "plan", "programme", "conclusion", "normative", "handwritten")


@pytest.mark.parametrize("kind", KINDS)
def test_a1_every_kind_of_directive_is_followed(district: Authority, kind: str) -> None:
    """NHI 1.1, 2.3, 3.1-3.2 (reading): no list in the text; laws of the district and programmes of work are named."""
    assert district.directive(kind=kind).kind == kind


def test_a1_a_slip_that_asks_for_opinions_gives_no_task(district: Authority) -> None:
    """NHI 1.1, 3.1: what is not issued to direct is not followed; refused with the articles that say what is."""
    with refused("document.kind_not_followed", "Đ1.k1 Đ2.k3 Đ3.k1 Đ3.k2 Đ9.k1.đ"):
        district.directive(kind="opinion_poll")
    assert not Document.objects.exists()


def test_a4_a_task_of_the_province_is_followed_as_a_superiors(district: Authority) -> None:
    """NHI 9.1đ: what the province gives the district is followed under this regulation and known as the province's."""
    document = district.directive(kind="decision", symbol="QĐ-UBND", issuer="UBND tỉnh Ninh Thuận", from_superior=True)
    assert document.from_superior
    assert open_duties(document.tasks.get().assignments.get())["update_result"] == date(2021, 6, 24)


def test_a2_number_symbol_and_abstract_are_asked_for(district: Authority) -> None:
    """NHI 5.1a: without them the directive is refused, with the point; a leader's note on a document has no number."""
    for missing, code in ({"number": ""}, "document.number_missing"), ({"abstract": " "}, "document.abstract_missing"):
        with refused(code, "Đ5.k1.a"):
            district.directive(**missing)
    assert district.directive(kind="handwritten", number="", symbol="", abstract="").number == ""


def test_b1_what_is_missing_of_a_task_is_told_with_its_point(district: Authority) -> None:
    """NHI 5.1c, 5.1đ, 5.1e: who, what, until when."""
    with refused("task.content_missing", "Đ5.k1.đ"):
        district.directive(district.given(content=" "))
    with refused("task.due_missing", "Đ4.k1 Đ5.k1.e"):
        district.directive(district.given(due_on=None))
    with refused("task.unit_missing", "Đ5.k1.c"):
        district.directive(type(district.given())(content="Việc", units=()))


def test_b1_one_directive_gives_tasks_to_divisions_and_communes(district: Authority) -> None:
    """NHI 1.2, 2.2, 5.1c: each answers for its own, partners help."""
    document = district.directive(
        district.given("TCKH", coordinating=("THAI",)), district.given("THAI", "KHAI", mode="each")
    )
    rows = document.tasks.order_by("ordinal").values_list("ordinal", "assignments__unit__code", "assignments__part")
    assert sorted(rows) == [
        (1, "TCKH", "lead"), (1, "THAI", "coordinating"), (2, "KHAI", "each"), (2, "THAI", "each"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "due_on"),
    [
        ({"due_kind": "before", "due_on": date(2021, 6, 25)}, date(2021, 6, 24)),
        # a Sunday that a leader named stays what it is
        ({"due_on": date(2021, 6, 20)}, date(2021, 6, 20)),
        ({"due_kind": "none", "due_on": None}, None),
    ],
)
def test_b2_with_and_without_a_deadline(district: Authority, given: dict, due_on: date | None) -> None:
    """NHI 4.1, 4.2, 5.1e, 22: "before" ends the day before; no further classes in this text."""
    assert district.task(**given).due_on == due_on


@pytest.mark.parametrize(
    ("done_on", "state", "column"),
    [(None, "not_started", "past"), (date(2021, 6, 21), "done", "within"), (date(2021, 6, 22), "done", "past")],
)
def test_c1_not_started_in_progress_done_within_or_past(
    district: Authority, done_on: date | None, state: str, column: str
) -> None:
    """NHI 5.1g: the date of the result document decides; the task is due on Monday 21 June."""
    assignment = district.assignment()
    if done_on is not None:
        district.send(assignment, at=on("2021-06-23"), completed_on=done_on)
        assert now(assignment).state == "sent"
        district.confirm(assignment, "chanhvp", at=on("2021-06-24"), rated=RATED)
    found = now(assignment)
    assert (found.state, found.timeliness_on(date(2021, 6, 30))) == (state, column)


RATED = {"quality": "Đạt yêu cầu", "effectiveness": "Vượt yêu cầu"}


def test_c1_a_report_of_progress_begins_the_work(district: Authority) -> None:
    """NHI 5.1g, 6.2b: in progress is what the unit said of it."""
    assignment = district.assignment()
    tasks.report_progress(
        by=district.actor("tckh"), at=on("2021-06-09"), assignment=assignment, text="Đang lấy số liệu"
    )
    assert now(assignment).state == "in_progress"
    assert Entry.objects.get(verb="task.progress_reported").cites == "Đ6.k2.b"


def test_c2_a_paper_report_sent_in_parallel_is_noted(district: Authority) -> None:
    """NHI 5.1, last paragraph: when asked for, a paper report goes to the Office beside the entry."""
    assignment = district.assignment()
    fact = tasks.report_progress(
        by=district.actor("tckh"), at=on("2021-06-10"), assignment=assignment, text="Đã gửi văn bản", paper_sent_on=date(2021, 6, 9)
    )  # fmt: skip
    assert fact.paper_sent_on == date(2021, 6, 9)


def test_g1_the_way_of_ordinary_papers_takes_no_secret_one(district: Authority) -> None:
    """NHI 5.2: whoever answers "secret" there is told the clause and what goes on paper; nothing of it is stored."""
    refusal = documents.refuse_secret(by=district.actor("chuyenvien"))
    assert refusal.article is not None and refusal.article.startswith("Đ1.k1 Đ5.k2 ")
    assert "trên giấy" in str(refusal.params["instead"])
    assert not Document.objects.exists() and not Entry.objects.filter(verb__startswith="document").exists()
