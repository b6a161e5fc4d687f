"""A sixth regulation without a line of code: what it alone says works in verbs, duties, refusals and on the pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc import gazette
from dondoc.extensions import actions as extensions
from dondoc.regulation import Silent
from tests.articles.hue.telling import entry_duty, facts, now, open_duties, refused
from tests.authorities import Authority
from tests.world import on


def test_b3_ltt_entry_is_counted_in_calendar_days(ltt: Authority) -> None:
    """LTT 5: issued on Thursday 5 March: three days, Sunday the 8th, so Monday the 9th; urgent: one day."""
    document = ltt.directive(issued_on=date(2026, 3, 5), at=on("2026-03-06"))
    assert (entry_duty(document).due_on, entry_duty(document).article) == (date(2026, 3, 9), "Đ5")
    urgent = ltt.directive(issued_on=date(2026, 3, 5), at=on("2026-03-06"), urgency="urgent", number="2")
    assert entry_duty(urgent).due_on == date(2026, 3, 6)


def test_c3_ltt_the_update_is_counted_in_calendar_days(ltt: Authority) -> None:
    """LTT 7.1: due on Thursday 12 March: three days later is Sunday, so Monday the 16th."""
    assignment = ltt.assignment(due_on=date(2026, 3, 12))
    assert open_duties(assignment)["update_result"] == date(2026, 3, 16)


def test_c4_ltt_two_levels_and_a_rating(ltt: Authority) -> None:
    """LTT 9.1, 9.3: an instruction by hand: the head of the unit, then a leader, who must rate the quality."""
    slip = {"kind": "handwritten", "number": "", "symbol": "", "abstract": ""}
    assignment = ltt.assignment("SXD", paper=slip)
    ltt.send(assignment, at=on("2026-03-09"), by="sxd-cb")
    ltt.confirm(assignment, "sxd", at=on("2026-03-10"))
    with refused("task.rating_missing", "Đ9.k3"):
        ltt.confirm(assignment, "chutich", at=on("2026-03-11"))
    with refused("task.rating_does_not_pass", "Đ9.k3"):
        ltt.confirm(assignment, "chutich", at=on("2026-03-11"), rated={"quality": "Không đạt"})
    ltt.confirm(assignment, "chutich", at=on("2026-03-11"), rated={"quality": "Khá", "effect": "Cao"})
    assert now(assignment).state == "done"
    assert facts(assignment) == ["assigned", "result_sent", "level_accepted", "result_accepted"]


def test_c7_ltt_more_time_is_not_asked_of_the_government(ltt: Authority) -> None:
    """LTT 10: what the Government or the Party set is not extended; asked within five days of the due date it is late."""
    set_above = ltt.assignment(paper={"origin": "government", "issuer": "Chính phủ"}, due_on=date(2026, 3, 27))
    with refused("extension.origin_excluded", "Đ10"):
        extensions.ask_extension(
            by=ltt.actor("sxd"),
            at=on("2026-03-09"),
            assignment=set_above,
            due_on=date(2026, 4, 10),
            reason="Chờ số liệu",
        )
    own = ltt.assignment(paper={"number": "2"}, due_on=date(2026, 3, 17))
    asked = extensions.ask_extension(
        by=ltt.actor("sxd"), at=on("2026-03-13"), assignment=own, due_on=date(2026, 4, 10), reason="Chờ số liệu"
    )
    assert (asked.ask_by, asked.is_late) == (date(2026, 3, 12), True)


@pytest.mark.parametrize("page", ["workspace:desk", "tasks:register"])
def test_d3_ltt_its_pages_open(ltt: Authority, client, clock, page: str) -> None:
    """Design 1.1: the desk and the way into entering, under a regulation that the program has never seen."""
    ltt.assignment()
    clock.move_to(on("2026-03-03"))
    client.force_login(ltt.people["chuyenvien"])
    assert client.get(reverse(page), follow=True).status_code == 200


def test_h3_ltt_its_stored_text_is_the_law(ltt: Authority) -> None:
    """Design 4.6: the folder was mounted from outside; the edition holds its texts."""
    law = gazette.law(ltt.register.edition)
    assert law.id == "ltt-6-2025" and isinstance(law.slips, Silent) and not isinstance(law.ladder, Silent)
