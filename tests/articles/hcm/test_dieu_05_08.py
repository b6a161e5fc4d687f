"""HCM articles 5 to 8: wrong data is put right; partners, difficulties, measures; urging through every channel."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder, Slip, Urging
from tests.articles.hue.telling import facts, now, open_duties, refused, tick, told
from tests.authorities import Authority
from tests.world import on


def test_h5_hcm_wrong_data_is_corrected_with_a_trace(hcm: Authority) -> None:
    """HCM 5.1: the Office finds that what was entered is not so; the unit is told, the old words stay in the journal."""
    task = hcm.task("QLD", content="Báo cáo diện tích 120 ha")
    tasks.correct_task(
        by=hcm.actor("chuyenvien"), at=on("2017-06-05"), task=task, reason="đối chiếu bản giấy",
        changes={"content": "Báo cáo diện tích 102 ha"},
    )  # fmt: skip
    entry = Entry.objects.get(verb="task.corrected")
    assert (entry.cites, entry.payload.body["was"]) == ("Đ5.k1 Đ5.k2.b", {"content": "Báo cáo diện tích 120 ha"})


def test_h5_hcm_the_unit_corrects_its_own_report_by_another_one(hcm: Authority) -> None:
    """HCM 5.2b: what the unit reported wrongly it reports anew; both stand in the file."""
    assignment = hcm.assignment("QLD")
    for day, text in (("2017-06-05", "Xong 7 quận"), ("2017-06-06", "Đính chính: xong 5 quận")):
        tasks.report_progress(by=hcm.actor("qld-cb"), at=on(day), assignment=assignment, text=text)
    assert facts(assignment) == ["assigned", "progress_reported", "progress_reported"]
    assert [fact.text for fact in assignment.facts.filter(kind="progress_reported")] == [
        "Xong 7 quận", "Đính chính: xong 5 quận",
    ]  # fmt: skip


def test_c8_hcm_a_partner_keeps_the_lead_informed(hcm: Authority) -> None:
    """HCM 6.2b: the partner reports its part in time; the lead unit reads it; the partner sends no result."""
    task = hcm.task("QLD", coordinating=("CTR",))
    part = task.assignments.get(unit=hcm.units["CTR"])
    tasks.report_progress(by=hcm.actor("ctr"), at=on("2017-06-07"), assignment=part, text="Đã gửi số liệu cho chủ trì")
    assert Task.objects.visible_to(hcm.actor("qld")).filter(pk=task.pk).exists()
    assert facts(part) == ["assigned", "progress_reported"]
    with refused("permission.send_result"):
        hcm.send(part, at=on("2017-06-08"))
    assert open_duties(part) == {}


def test_c7_hcm_a_task_is_adjusted_on_proposal_and_the_earlier_date_stays_visible(hcm: Authority) -> None:
    """HCM 7.3, 14.3c: the leader moves the date; the decision is in the journal under the article, the old date in the file."""
    assignment = hcm.assignment("QLD")
    tasks.move_due_date(
        by=hcm.actor("giamdoc"), at=on("2017-06-12"), task=assignment.task, due_on=date(2017, 6, 30),
        reason="Chờ số liệu đo đạc",
    )  # fmt: skip
    assert open_duties(assignment) == {
        "take_over": None, "carry_out": date(2017, 6, 30), "update_result": date(2017, 6, 28)
    }  # fmt: skip
    assert Entry.objects.get(verb="task.due_date_moved").cites == "Đ7.k3"
    carried = Duty.objects.open().get(matter=assignment.task.matter, kind="carry_out")
    assert carried.earlier[0]["due_on"] == "2017-06-15"


@pytest.mark.parametrize("channel", ["meeting", "telephone", "email", "fax", "written", "inspection"])
def test_d2_hcm_urging_through_every_channel_is_recorded(hcm: Authority, channel: str) -> None:
    """HCM 8.1-8.5: the software, meetings, telephone, e-mail, fax, inspection; written down against the task."""
    assignment = hcm.assignment("QLD")
    recorded = urging.record_urging(
        by=hcm.actor("theodoi"), at=on("2017-06-14"), directive=assignment.task.document, unit=assignment.unit,
        channel=channel, text="Đề nghị báo cáo trước hạn", occurred_on=date(2017, 6, 14), assignment=assignment,
    )  # fmt: skip
    assert Urging.objects.get() == recorded
    assert Entry.objects.get(verb="urging.recorded").cites == ("Đ6.k1.a" if channel == "written" else "Đ8")
    assert told(hcm, "qld")[-1] == "urging.recorded"


def test_d1_hcm_knows_no_notice_slips(hcm: Authority) -> None:
    """HCM is silent about slips and about a limit of urging: nothing is prepared and nobody owes a letter."""
    hcm.assignment("QLD")
    for name in ("begin", "prepare", "escalate"):
        assert registry.RULES[f"urging.{name}"](on("2017-06-26"), False) == 0
    assert not Slip.objects.exists() and not Ladder.objects.exists()
    assert not Duty.objects.filter(kind="urge").exists()


def test_c9_hcm_the_unit_says_why_a_task_is_overdue(hcm: Authority) -> None:
    """HCM 16.2: difficulties and their cause; "in time" is no number of days, so the question has no date of its own."""
    assignment = hcm.assignment("QLD")
    assert tick("overdue")(on("2017-06-15")) == 0
    assert tick("overdue")(on("2017-06-16")) == 1
    assert open_duties(assignment)["explain_delay"] is None
    tasks.explain_delay(
        by=hcm.actor("qld"), at=on("2017-06-16"), assignment=now(assignment), reason="Quận chưa gửi số liệu"
    )
    assert Entry.objects.get(verb="task.delay_explained").cites == "Đ16.k2"
    assert "explain_delay" not in open_duties(assignment)
