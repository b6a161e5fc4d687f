"""HCM article 3: who confirms, what is secret, what goes back to the Office."""

from __future__ import annotations

from typing import Any

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties.models import Duty
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from tests.articles.hue.telling import facts, now, office_duties, open_duties, refused, told, verbs
from tests.authorities import Authority
from tests.world import on

SLIP: dict[str, Any] = {"kind": "handwritten", "number": "", "symbol": "", "abstract": ""}


def holders(assignment: Assignment) -> dict[str, str]:
    """Which unit owes a confirmation now, and under which article."""
    found = Duty.objects.open().filter(matter=assignment.task.matter, kind__in=("appraise", "confirm_result"))
    return {duty.holder_unit.code: duty.article for duty in found}


@pytest.mark.parametrize("paper", [SLIP, {"kind": "conclusion", "symbol": "TB-STNMT"}])
def test_c4_hcm_the_head_of_the_unit_confirms_and_then_a_leader(hcm: Authority, paper: dict[str, Any]) -> None:
    """HCM 3.1: an instruction on a slip or the conclusion of a meeting: two levels, each with its article."""
    assignment = hcm.assignment("QLD", paper=paper)
    hcm.send(assignment, at=on("2017-06-12"), by="qld-cb")
    assert holders(assignment) == {"QLD": "Đ3.k1"}
    for other in ("giamdoc", "theodoi", "chanhvp", "qld-cb", "ctr"):
        with refused("permission.confirm_level.unit_head"):
            hcm.confirm(assignment, other, at=on("2017-06-13"))
    hcm.confirm(assignment, "qld", at=on("2017-06-13"))
    assert (now(assignment).state, holders(assignment)) == ("sent", {"STNMT": "Đ3.k1"})
    for other in ("qld", "theodoi", "chanhvp"):
        with refused("permission.confirm_level.leader"):
            hcm.confirm(assignment, other, at=on("2017-06-14"))
    hcm.confirm(assignment, "giamdoc", at=on("2017-06-14"))
    assert (now(assignment).state, holders(assignment)) == ("done", {})
    assert facts(assignment) == ["assigned", "result_sent", "level_accepted", "result_accepted"]
    assert "task.result_accepted" in told(hcm, "qld-cb")


def test_c4_hcm_the_head_of_the_drafting_unit_confirms(hcm: Authority) -> None:
    """HCM 3.2: a document drafted by a unit is followed by that unit, whose head confirms (reading); one level."""
    assignment = hcm.assignment("QLD", paper={"submitted_by": hcm.units["CTR"]})
    hcm.send(assignment, at=on("2017-06-12"))
    assert holders(assignment) == {"CTR": "Đ3.k2"}
    for other in ("qld", "giamdoc", "theodoi", "ctr-cb"):
        with refused("permission.confirm_level.drafting_unit"):
            hcm.confirm(assignment, other, at=on("2017-06-13"))
    hcm.confirm(assignment, "ctr", at=on("2017-06-13"))
    assert now(assignment).state == "done"
    entry = Entry.objects.filter(matter_id=assignment.task.matter_id, verb="task.result_accepted").get()
    assert entry.cites.split() == ["Đ3.k1", "Đ3.k2"]


def test_c4_hcm_no_number_of_days_is_set_for_confirming(hcm: Authority) -> None:
    """HCM is silent: the duty has no date, and the declaration stands beside it."""
    assignment = hcm.assignment("QLD", paper=SLIP)
    hcm.send(assignment, at=on("2017-06-12"))
    duty = Duty.objects.open().get(matter=assignment.task.matter, kind="confirm_result")
    assert duty.due_on is None
    assert "không ấn định số ngày" in duty.reading


def test_c5_hcm_a_leader_sends_back_and_nothing_of_the_first_report_is_lost(hcm: Authority) -> None:
    """HCM 3.1, 5.1: not confirmed: back to the unit with what is missing; the new result goes through both levels again."""
    assignment = hcm.assignment("QLD", paper=SLIP)
    hcm.send(assignment, at=on("2017-06-12"), number="31")
    hcm.confirm(assignment, "qld", at=on("2017-06-12"))
    tasks.send_back(
        by=hcm.actor("giamdoc"), at=on("2017-06-13"), assignment=now(assignment), missing="Thiếu số liệu quận 9"
    )
    assert now(assignment).state == "in_progress"
    assert open_duties(assignment).keys() >= {"carry_out"}
    hcm.send(assignment, at=on("2017-06-14"), number="32")
    assert holders(assignment) == {"QLD": "Đ3.k1"}
    hcm.confirm(assignment, "qld", at=on("2017-06-14"))
    hcm.confirm(assignment, "giamdoc", at=on("2017-06-15"))
    assert facts(assignment) == [
        "assigned", "result_sent", "level_accepted", "result_sent_back", "result_sent", "level_accepted",
        "result_accepted",
    ]  # fmt: skip
    results = Document.objects.filter(role="result").order_by("pk")
    assert [paper.number for paper in results] == ["31", "32"]


def test_g1_hcm_a_secret_paper_is_refused_with_the_article(hcm: Authority) -> None:
    """HCM 3.3: nothing of a secret document is entered; its results are reported on paper."""
    before = {model: model.objects.count() for model in (Document, Entry, Notice)}
    refusal = documents.refuse_secret(by=hcm.actor("chuyenvien"))
    assert (refusal.code, refusal.article) == ("document.secret", "Đ3.k3")
    assert "văn bản mật" in str(refusal.params["instead"])
    assert {model: model.objects.count() for model in before} == before


def test_b4_hcm_a_wrong_task_goes_back_to_the_office_with_a_reason(hcm: Authority) -> None:
    """HCM 3.4a: the unit says why; the Office corrects it or gives it to the unit whose function it is."""
    assignment = hcm.assignment("QLD", content="Rà soát điểm tập kết rác")
    with refused("task.reason_missing", "Đ3.k4.a"):
        tasks.return_task(by=hcm.actor("qld"), at=on("2017-06-02"), assignment=assignment, reason=" ")
    tasks.return_task(by=hcm.actor("qld"), at=on("2017-06-02"), assignment=assignment, reason="Không thuộc chức năng")
    assert office_duties(assignment.task) == {"correct_return": None}
    duty = Duty.objects.open().get(matter=assignment.task.matter, kind="correct_return")
    assert (duty.due_on, duty.article) == (None, "Đ3.k4.a")
    successor = tasks.reassign(
        by=hcm.actor("chuyenvien"), at=on("2017-06-05"), assignment=assignment, unit=hcm.units["CTR"],
        reason="Thuộc phòng chất thải rắn",
    )  # fmt: skip
    assert (now(assignment).state, successor.unit.code) == ("ended", "CTR")
    assert told(hcm, "ctr") == ["task.assigned"]
    assert verbs(assignment.task)[-1] == "task.reassigned"


def test_b4_hcm_the_office_corrects_and_the_unit_keeps_the_task(hcm: Authority) -> None:
    """HCM 3.4a, 5.1: what was not exact is corrected; the journal keeps the old words and cites the article."""
    assignment = hcm.assignment("QLD", content="Rà soát quỹ đất quận 8")
    tasks.return_task(by=hcm.actor("qld"), at=on("2017-06-02"), assignment=assignment, reason="Sai địa bàn")
    by = hcm.actor("chuyenvien")
    tasks.correct_task(by=by, at=on("2017-06-02"), task=assignment.task, changes={"content": "Rà soát quỹ đất quận 9"})
    tasks.decline_return(by=by, at=on("2017-06-02"), assignment=assignment, explanation="Đã sửa địa bàn")
    assert now(assignment).state == "not_started"
    entry = Entry.objects.get(verb="task.corrected")
    assert entry.cites == "Đ5.k1 Đ5.k2.b"
    assert entry.payload.body["was"] == {"content": "Rà soát quỹ đất quận 8"}
