"""Confirming a result with its ratings in a browser, in both widths and languages (NHI 6.1c, 8.2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dondoc.units.models import Person
from tests.browser.test_office import LANGUAGES, fits
from tests.extensions.district import adopt, given
from tests.world import World, on

Desk = Callable[..., Page]


@pytest.mark.parametrize("width", LANGUAGES)
def test_c4_from_the_sent_result_to_the_rated_one(desk: Desk, live_server, world: World, clock, width: int) -> None:
    """NHI 6.1c, 8.2: the Office reads for whom the result waits, rates quality and effectiveness, and closes."""
    adopt(world)
    assignment = given(world)
    Person.objects.update(language=LANGUAGES[width])
    world.send(assignment, at=on("2021-06-14"))
    clock.move_to(on("2021-06-15"))
    office = desk("chuyenvien", width=width)
    fits(office, "result-desk")
    office.goto(live_server.url + reverse("workspace:task", args=[assignment.task_id]))
    fits(office, "result-waits")
    office.locator(f"a[href='{reverse('tasks:act', args=[assignment.pk, 'xac-nhan'])}']").first.click()
    fits(office, "result-rate")
    office.locator("[name=rated_quality]").nth(1).check()
    office.locator("[name=rated_effectiveness]").nth(2).check()
    office.locator("main form button[type=submit]").click()
    office.wait_for_url(f"**{reverse('workspace:task', args=[assignment.task_id])}")
    fits(office, "result-rated")
    expect(office.locator(".card.unit .meta").filter(has_text="Đạt yêu cầu").first).to_be_visible()
