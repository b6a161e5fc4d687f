"""DTP articles 3 and 4: what is entered, who takes it over, who confirms that it meets what was asked."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentKind
from dondoc.duties.models import Duty
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions as tasks
from dondoc.units import access
from dondoc.workspace.steps import of_assignment
from tests.articles.hue.telling import facts, now, open_duties, refused, told
from tests.authorities import Authority
from tests.world import on

FOLLOWED = [
    "decision", "directive", "letter", "telegram", "plan", "programme", "conclusion", "briefing", "opinion_poll"
]  # fmt: skip


@pytest.mark.parametrize("kind", FOLLOWED)
def test_a1_dtp_each_kind_of_source_is_registered(dtp: Authority, kind: str) -> None:
    """DTP 3.1, 6.3a: letters, conclusions, other directive documents; an opinion poll needs neither number nor symbol."""
    named = {"number": "", "symbol": ""} if kind == "opinion_poll" else {}
    document = dtp.directive(kind=kind, **named)
    assert (document.kind, document.tasks.count()) == (kind, 1)


@pytest.mark.parametrize("kind", sorted(set(DocumentKind.values) - set(FOLLOWED)))
def test_a1_dtp_what_is_no_directive_document_is_not_entered(dtp: Authority, kind: str) -> None:
    """DTP 3.1c, 6.3a: a document is issued, signed and sealed; a handwritten instruction is none (reading)."""
    with refused("document.kind_not_followed", "Đ3.k1 Đ3.k1.a Đ3.k1.b Đ3.k1.c Đ6.k3.a"):
        dtp.directive(kind=kind)


def test_a2_dtp_what_is_recorded_of_a_document(dtp: Authority) -> None:
    """DTP 6.3a: name, number, symbol, abstract, date; who directs, who signed, who drafted."""
    document = dtp.directive(
        number="12", symbol="UBND-KTTH", abstract="về thu ngân sách", directing_leader="Phó Chủ tịch Lê Văn Dụ",
        signer="Trần Thị Ví Dụ", drafter=dtp.posts["chuyenvien"],
    )  # fmt: skip
    assert (document.code, document.directing_leader, document.signer) == (
        "12/UBND-KTTH", "Phó Chủ tịch Lê Văn Dụ", "Trần Thị Ví Dụ",
    )  # fmt: skip
    assert document.drafter == dtp.posts["chuyenvien"]
    with refused("document.number_missing", "Đ6.k3.a"):
        dtp.directive(symbol="")


def test_b2_dtp_a_task_needs_unit_and_date(dtp: Authority) -> None:
    """DTP 3.3, 6.3a: what names no date is not entered; the refusal names the articles."""
    for due_kind in ("by", "none", "staged"):
        with refused("task.due_missing", "Đ3.k3 Đ6.k3.a"):
            dtp.directive(dtp.given("STC", due_on=None, due_kind=due_kind))
    with refused("task.unit_missing", "Đ6.k3.a"):
        dtp.directive(type(dtp.given())(content="Việc", units=()))


def test_g1_dtp_a_secret_paper_is_refused(dtp: Authority) -> None:
    """DTP 2.2, 4.5 (reading): the text is silent about secrecy and publishes everything, so nothing secret is taken."""
    before = {model: model.objects.count() for model in (Document, Entry, Notice)}
    refusal = documents.refuse_secret(by=dtp.actor("chuyenvien"))
    assert (refusal.code, refusal.article) == ("document.secret", "Đ2.k2 Đ4.k5")
    assert {model: model.objects.count() for model in before} == before


def test_d3_dtp_the_unit_signs_in_and_takes_over(dtp: Authority) -> None:
    """DTP 4.3, 7.3: the account of the unit finds the task; what it owes has its article."""
    assignment = dtp.assignment("STC")
    assert told(dtp, "stc") == ["task.assigned"]
    duty = Duty.objects.open().get(matter=assignment.task.matter, kind="take_over")
    assert duty.article == "Đ4.k3 Đ7.k3"
    tasks.take_over(by=dtp.actor("stc"), at=on("2026-01-09"), assignment=assignment)
    assert open_duties(assignment) == {"carry_out": date(2026, 1, 22)}


def test_b4_dtp_knows_no_return(dtp: Authority) -> None:
    """DTP is silent about a task that is wrong: the verb says so, and the unit's page has no such button."""
    assignment = dtp.assignment("STC")
    with refused("task.return_silent"):
        tasks.return_task(
            by=dtp.actor("stc"), at=on("2026-01-09"), assignment=assignment, reason="Không thuộc chức năng"
        )
    steps = of_assignment(dtp.actor("stc"), access.LEAD, now(assignment), date(2026, 1, 9))
    assert [str(step.label) for step in steps] == ["Tiếp nhận", "Gửi kết quả", "Báo cáo tình hình"]


@pytest.mark.parametrize(
    ("sent_at", "confirm_by"),
    [
        (on("2026-01-15", 9, 30), date(2026, 1, 15)),
        (on("2026-01-15", 15, 0), date(2026, 1, 15)),
        (on("2026-01-15", 15, 1), date(2026, 1, 16)),
        (on("2026-01-09", 15, 30), date(2026, 1, 10)),  # a Saturday that is worked in exchange
        (on("2026-01-17", 10), date(2026, 1, 19)),  # a Saturday
    ],
)
def test_c4_dtp_the_offices_division_confirms_the_same_working_day(dtp: Authority, sent_at, confirm_by: date) -> None:
    """DTP 4.5, 6.4: the working day on which the report arrives, after 15:00 the next."""
    assignment = dtp.assignment("STC")
    dtp.send(assignment, at=sent_at)
    duty = Duty.objects.open().get(matter=assignment.task.matter, kind="confirm_result")
    assert (duty.due_on, duty.holder_unit.code, duty.article) == (confirm_by, "VP", "Đ6.k4")


def test_c4_dtp_passed(dtp: Authority) -> None:
    """DTP 4.5, 6.4: found to meet what was asked: closed, rated "đạt", and the unit is told."""
    assignment = dtp.assignment("STC")
    dtp.send(assignment, at=on("2026-01-15", 9))
    for other in ("stc", "sgtvt", "chutich"):
        with refused("permission.confirm_level.office_division"):
            dtp.confirm(assignment, other, at=on("2026-01-15", 10))
    fact = dtp.confirm(assignment, "theodoi", at=on("2026-01-15", 11), rated={"requirement": "đạt"})
    assert (now(assignment).state, fact.ratings) == ("done", {"requirement": "đạt"})
    assert told(dtp, "stc")[-1] == "task.result_rated"
    with refused("task.rating_does_not_pass", "Đ6.k4"):
        other = dtp.assignment("SGTVT")
        dtp.send(other, at=on("2026-01-15", 9))
        dtp.confirm(other, "theodoi", at=on("2026-01-15", 11), rated={"requirement": "không đạt"})


def test_c5_dtp_not_passed_is_told_and_done_again(dtp: Authority) -> None:
    """DTP 4.5, 7.6: not passed: told through the software; the unit goes on, and its first report stays in the file."""
    assignment = dtp.assignment("STC")
    dtp.send(assignment, at=on("2026-01-15", 9), number="7")
    fact = tasks.send_back(
        by=dtp.actor("theodoi"), at=on("2026-01-15", 14), assignment=now(assignment), missing="Thiếu phụ lục thu, chi"
    )
    assert (fact.ratings, now(assignment).state) == ({"requirement": "không đạt"}, "in_progress")
    assert told(dtp, "stc")[-1] == "task.result_not_passed"
    dtp.send(assignment, at=on("2026-01-21", 9), number="9")
    dtp.confirm(assignment, "theodoi", at=on("2026-01-21", 14), rated={"requirement": "đạt"})
    assert facts(assignment) == ["assigned", "result_sent", "result_sent_back", "result_sent", "result_accepted"]
    assert [paper.number for paper in Document.objects.filter(role="result").order_by("pk")] == ["7", "9"]
