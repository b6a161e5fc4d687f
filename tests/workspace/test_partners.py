"""Partners owe nothing by date (HUE 3.4): their file shows no deadline of theirs, and ends with the task."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment
from tests.world import World, on


def _card(client, assignment: Assignment) -> str:
    page = client.get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    found = re.search(rf'<article [^>]*id="giao-{assignment.pk}".*?</article>', page, re.S)
    assert found is not None
    return found[0]


def test_b1_a_partners_card_is_never_past_and_ends_with_the_task(world: World, at_work, clock) -> None:
    """HUE 3.4: after the date the lead unit is late and its partner is not; once the task is done the partner's part is over."""
    lead = world.assignment("STC", coordinating=("SXD",))  # due on Wednesday 16 November
    partner = lead.task.assignments.get(part="coordinating")
    clock.move_to(on("2016-11-18"))
    client = at_work("chuyenvien")
    assert "badge-past" in _card(client, lead)
    assert "badge-past" not in _card(client, partner) and "Chưa thực hiện" in _card(client, partner)
    world.send(lead, at=on("2016-11-21"))
    world.accept(lead, at=on("2016-11-21", 10))
    clock.move_to(on("2016-11-22"))
    card = _card(at_work("chuyenvien"), partner)
    assert "Kết thúc cùng nhiệm vụ" in card and "badge-past" not in card and "Chưa thực hiện" not in card


def test_b1_a_date_that_a_unit_once_owed_is_no_date_of_the_partner(world: World, at_work, clock) -> None:
    """HUE 7.2d: a unit that was released from carrying the task out and helps now is shown no deadline of its own."""
    task = world.task("STC", "SXD")
    former = task.assignments.get(unit=world.units["SXD"])
    office = world.actor("chuyenvien")
    tasks.end_assignment(by=office, at=on("2016-11-08"), assignment=former, reason="Chỉ phối hợp")
    partner = tasks.give_to(by=office, at=on("2016-11-08"), task=task, unit=world.units["SXD"], part="coordinating")
    clock.move_to(on("2016-11-18"))
    assert "16/11/2016" not in re.sub(r'<ol class="timeline">.*', "", _card(at_work("chuyenvien"), partner), flags=re.S)


def test_b1_a_partner_reports_nothing_about_a_task_that_is_over(world: World) -> None:
    """HUE 3.4: the partner's part ended with the task; nothing is written into a closed file by the side door."""
    lead = world.assignment("STC", coordinating=("SXD",))
    world.send(lead, at=on("2016-11-15"))
    world.accept(lead, at=on("2016-11-16"))
    partner = lead.task.assignments.get(part="coordinating")
    with pytest.raises(Refused) as caught:
        tasks.report_progress(by=world.actor("sxd"), at=on("2016-11-17"), assignment=partner, text="Đã góp ý")
    assert caught.value.refusal.code == "task.closed"
