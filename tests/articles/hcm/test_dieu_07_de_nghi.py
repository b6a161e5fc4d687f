"""HCM 7.3, 14.3c: the Office proposes to the leaders that a task be adjusted; the text knows no request for more time."""

from __future__ import annotations

from datetime import date

from dondoc.extensions import actions
from dondoc.extensions.actions import Wish
from dondoc.journal.models import Entry
from tests.articles.hue.telling import now, refused, told
from tests.authorities import Authority
from tests.world import on


def test_c7_hcm_the_office_proposes_and_a_leader_adjusts(hcm: Authority) -> None:
    """HCM 7.3: words and date are put right by the leader's yes; the unit is told that it was proposed and what was decided."""
    assignment = hcm.assignment("QLD")
    proposal = actions.propose_adjustment(
        by=hcm.actor("chanhvp"), at=on("2017-06-05"), assignment=assignment, reason="Theo kết quả kiểm tra",
        wish=Wish(due_on=date(2017, 6, 30), content="Báo cáo tình hình đo đạc"),
    )  # fmt: skip
    actions.decide(by=hcm.actor("giamdoc"), at=on("2017-06-06"), proposal=proposal, answer="granted")
    assert (now(assignment).due_on, now(assignment).task.content) == (date(2017, 6, 30), "Báo cáo tình hình đo đạc")
    assert Entry.objects.get(verb="adjustment.granted").cites == "Đ7.k3 Đ14.k3.c"
    people = [name for name, _full, code, _role, _title in hcm.cast.people if code == "QLD"]
    assert {"adjustment.asked_about_unit", "adjustment.granted"} <= set(told(hcm, people[0]))


def test_c7_hcm_knows_no_request_for_more_time(hcm: Authority) -> None:
    """HCM says nothing about extension: the verb is refused with the declaration."""
    assignment = hcm.assignment("QLD")
    people = [name for name, _full, code, _role, _title in hcm.cast.people if code == "QLD"]
    with refused("extension.silent"):
        actions.ask_extension(
            by=hcm.actor(people[0]), at=on("2017-06-05"), assignment=assignment, due_on=date(2017, 6, 30), reason="Chờ"
        )
