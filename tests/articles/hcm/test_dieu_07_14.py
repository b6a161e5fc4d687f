"""HCM articles 7.3 and 14.3c: a unit proposes to adjust its task, the Office submits it, a director decides."""

from __future__ import annotations

from datetime import date

from dondoc.extensions import actions as extensions
from dondoc.extensions.actions import Wish
from dondoc.journal.models import Entry
from tests.articles.hue.telling import now, open_duties, refused
from tests.authorities import Authority
from tests.world import on


def test_c7_hcm_an_adjustment_is_proposed_submitted_and_decided(hcm: Authority) -> None:
    """HCM 7.3, 14.3c: the unit proposes, the Office submits, a director decides; the earlier date stays visible."""
    assignment = hcm.assignment("QLD")
    proposal = extensions.propose_adjustment(
        by=hcm.actor("qld"), at=on("2017-06-08"), assignment=assignment, wish=Wish(due_on=date(2017, 6, 30)),
        reason="Quận 9 chưa gửi số liệu",
    )  # fmt: skip
    assert Entry.objects.get(verb="adjustment.asked").cites == "Đ7.k3 Đ14.k3.c"
    extensions.submit(by=hcm.actor("chanhvp"), at=on("2017-06-09"), proposal=proposal, opinion="Đề nghị đồng ý")
    for other in ("chanhvp", "chuyenvien", "qld"):
        with refused("permission.decide_adjustment"):
            extensions.decide(by=hcm.actor(other), at=on("2017-06-12"), proposal=proposal, answer="granted")
    extensions.decide(by=hcm.actor("giamdoc"), at=on("2017-06-12"), proposal=proposal, answer="granted")
    assignment = now(assignment)
    assert assignment.due_on == date(2017, 6, 30)
    assert open_duties(assignment)["update_result"] == date(2017, 6, 28)
    dates = list(assignment.facts.exclude(due_on=None).values_list("due_on", flat=True))
    assert dates == [date(2017, 6, 15), date(2017, 6, 30)]
