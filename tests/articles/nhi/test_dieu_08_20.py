"""NHI articles 8 to 11, 19 to 21: correcting, urging by any channel without slips, difficulties and their cause."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from dondoc.units.models import Actor
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder
from tests.articles.hue.telling import now, open_duties, refused, tick, told
from tests.authorities import Authority
from tests.world import on


def test_h5_wrong_data_is_corrected_with_a_trace(district: Authority) -> None:
    """NHI 6.2a, 8.2: the Office mends what is not right; the journal keeps what it was."""
    task = district.task(content="Báo cáo thu chi")
    tasks.correct_task(
        by=district.actor("chuyenvien"), at=on("2021-06-08"), task=task, reason="gõ nhầm", changes={"content": "Báo cáo thu, chi"}
    )  # fmt: skip
    entry = Entry.objects.get(verb="task.corrected")
    assert (entry.cites, entry.payload.body["was"]) == ("Đ6.k2.a Đ8.k2", {"content": "Báo cáo thu chi"})


def test_d1_this_text_knows_no_slips_and_no_ladder(district: Authority) -> None:
    """NHI 9.1a, 11: no number of days after the deadline: nothing is prepared by itself, however late it is."""
    district.assignment(due_on=date(2021, 6, 11))
    rules = [rule for name, rule in registry.RULES.items() if name.startswith("urging.")]
    for day in ("2021-06-14", "2021-06-17", "2021-07-01"):
        assert [rule(on(day), False) for rule in rules] == [0] * len(rules)
    assert not Ladder.objects.exists()


@pytest.mark.parametrize(
    "channel", ["software", "report", "meeting", "telephone", "email", "fax", "letter", "inspection"]
)
def test_d2_urging_by_every_channel_of_the_text_is_recorded(district: Authority, channel: str) -> None:
    """NHI 6.1c, 11: against the task, with the day on which it was done; the unit is told."""
    assignment = district.assignment(due_on=date(2021, 6, 11))
    found = urging.record_urging(
        by=district.actor("theodoi"), at=on("2021-06-15"), directive=assignment.task.document, unit=assignment.unit,
        assignment=assignment, channel=channel, text="Đề nghị báo cáo", occurred_on=date(2021, 6, 14),
    )  # fmt: skip
    assert (found.assignment, found.channel) == (assignment, channel)
    assert Entry.objects.get(verb="urging.recorded").cites == "Đ6.k1.c Đ11"
    assert "urging.recorded" in told(district, "tckh")


def test_d2_a_letter_of_urging_rests_on_the_offices_own_point(district: Authority) -> None:
    """NHI 9.1a, 11.4: in writing."""
    assignment = district.assignment(due_on=date(2021, 6, 11))
    urging.record_urging(
        by=district.actor("theodoi"), at=on("2021-06-15"), directive=assignment.task.document, unit=assignment.unit,
        channel="written", text="Đôn đốc", occurred_on=date(2021, 6, 15),
    )  # fmt: skip
    assert Entry.objects.get(verb="urging.recorded").cites == "Đ9.k1.a"


def test_c9_what_is_past_and_not_done_is_explained(district: Authority) -> None:
    """NHI 20.2: asked on the first working day after the deadline of Friday 11 June; the Office reads difficulty and cause."""
    assignment = district.assignment(due_on=date(2021, 6, 11))
    assert tick("overdue")(on("2021-06-14")) == 1
    assert "explain_delay" in open_duties(assignment)
    assert Duty.objects.open().get(kind="explain_delay").article == "Đ20.k2"
    tasks.explain_delay(
        by=district.actor("tckh"), at=on("2021-06-15"), assignment=assignment, reason="Xã chưa gửi số liệu"
    )
    assert "explain_delay" not in open_duties(assignment)
    assert "task.delay_explained" in told(district, "theodoi")


def test_c9_a_commune_reports_what_it_cannot_do(district: Authority) -> None:
    """NHI 21.2: beyond its means, said in time, in words on the task itself."""
    assignment = district.assignment("THAI")
    tasks.report_progress(
        by=district.actor("thai"), at=on("2021-06-09"), assignment=assignment, text="Vượt khả năng của xã, đề nghị bố trí kinh phí"
    )  # fmt: skip
    assert now(assignment).state == "in_progress"


def test_c7_a_deadline_is_adjusted_and_the_earlier_one_stays_visible(district: Authority) -> None:
    """NHI 6.1d, 10.4: the new date replaces the old one everywhere, the journal says both and why."""
    assignment = district.assignment(due_on=date(2021, 6, 16))
    tasks.move_due_date(
        by=district.actor("chutich"), at=on("2021-06-11"), task=assignment.task, due_on=date(2021, 6, 30), reason="Chờ số liệu"
    )  # fmt: skip
    assert open_duties(assignment)["update_result"] == date(2021, 7, 5)
    entry = Entry.objects.get(verb="task.due_date_moved")
    assert entry.cites == "Đ6.k1.d Đ10.k4"


def test_h1_an_officer_of_the_commune_has_an_account_and_a_deputy(district: Authority) -> None:
    """NHI 9.2d: one person of each body looks into the system; in an absence another acts for the post."""
    assignment = district.assignment("THAI")
    person = units.create_person(by=None, at=district.at, username="thai-pct", full_name="Trương Thị Mẫu")
    units.appoint_deputy(
        by=district.actor("thai"), at=on("2021-06-08"), post=district.posts["thai"], person=person,
        valid_from=date(2021, 6, 9), valid_until=date(2021, 6, 18),
    )  # fmt: skip
    deputy = Actor.of(district.posts["thai"], person=person)
    tasks.take_over(by=deputy, at=on("2021-06-10"), assignment=assignment)
    entry = Entry.objects.get(verb="task.taken_over")
    assert (entry.person_id, entry.on_behalf_id, entry.cites) == (person.pk, district.people["thai"].pk, "Đ6.k2.a")


def test_b4_what_the_text_does_not_give_the_unit_it_may_not_do(district: Authority) -> None:
    """NHI 8.2: ending a task is the Office's; a unit that tries is refused."""
    assignment = district.assignment()
    with refused("permission.correct_task"):
        tasks.end_task(by=district.actor("tckh"), at=on("2021-06-08"), task=assignment.task, reason="Không làm")
