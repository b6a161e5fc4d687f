"""Asking for more time in a browser, from the unit's button to the new date, in both widths and languages (NHI 6.1d, 6.2c)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dondoc.extensions.models import Proposal
from dondoc.units.models import Person
from tests.browser.test_office import LANGUAGES, fits
from tests.extensions.district import ASKED, adopt, ask, given, granted
from tests.world import World, on

Desk = Callable[..., Page]


@pytest.mark.parametrize("width", LANGUAGES)
def test_c7_from_the_button_to_the_new_date(desk: Desk, live_server, world: World, clock, width: int) -> None:
    """NHI 6.1d, 6.2c: a second extension: the first one, both dates and the late flag are on every page that decides."""
    adopt(world)
    assignment = given(world)
    granted(world, assignment)
    assignment.refresh_from_db()
    Person.objects.update(language=LANGUAGES[width])
    clock.move_to(on("2021-06-29"))  # the last day to ask was Monday 28
    unit = desk("stc", width=width)
    unit.goto(live_server.url + reverse("workspace:task", args=[assignment.task_id]))
    fits(unit, "extension-task")
    unit.locator(f"a[href='{reverse('extensions:ask', args=[assignment.pk])}']").click()
    unit.locator("[name=due_on]").fill("15/7/2021")
    unit.locator("[name=reason]").fill("Hai xã chưa gửi số liệu quyết toán; đã tổng hợp xong phần còn lại.")
    unit.locator("[name=code]").fill("52/STC-NS")
    fits(unit, "extension-ask")
    unit.locator("main form[enctype] button[type=submit]").click()
    fits(unit, "extension-asked")
    proposal = Proposal.objects.latest("pk")
    assert proposal.is_late and proposal.letter is not None
    page = live_server.url + reverse("extensions:proposal", args=[proposal.pk])
    office = desk("chuyenvien", width=width)
    fits(office, "extension-desk-office")
    office.goto(page)
    office.locator("[name=opinion]").fill("Đề nghị cho đến ngày 9/7 để kịp kỳ họp.")
    fits(office, "extension-submit")
    office.locator(f"form[action='{reverse('extensions:submit', args=[proposal.pk])}'] button").click()
    office.wait_for_load_state("load")
    leader = desk("chutich", width=width)
    fits(leader, "extension-desk-leader")
    leader.goto(page)
    leader.locator("[name=answer][value=other_date]").check()
    leader.locator("[name=due_on]").fill("9/7/2021")
    leader.locator("[name=text]").fill("Kịp kỳ họp tháng Bảy.")
    fits(leader, "extension-decide")
    leader.locator("main form[enctype] button[type=submit]").click()
    fits(leader, "extension-decided")
    unit.goto(live_server.url + reverse("workspace:task", args=[assignment.task_id]))
    expect(unit.locator("#proposals-heading")).to_be_visible()
    fits(unit, "extension-task-after")
    assignment.refresh_from_db()
    assert assignment.due_on == date(2021, 7, 9)
    leader.goto(live_server.url + reverse("extensions:list") + "?xem=da-xong")
    fits(leader, "extension-list")


@pytest.mark.parametrize("width", LANGUAGES)
def test_c7_where_nothing_can_be_asked_the_page_says_why(
    desk: Desk, live_server, world: World, clock, width: int
) -> None:
    """NHI 6.1d: an excluded origin; a proposal of the Office on the way."""
    adopt(world)
    Person.objects.update(language=LANGUAGES[width])
    clock.move_to(ASKED)
    assignment = given(world, origin="province")
    ask(world, given(world, "SXD"), by="sxd")
    unit = desk("stc", width=width)
    unit.goto(live_server.url + reverse("extensions:ask", args=[assignment.pk]))
    fits(unit, "extension-refused")
    office = desk("chanhvp", width=width)
    office.goto(live_server.url + reverse("extensions:propose", args=[assignment.pk]))
    fits(office, "adjustment-propose")
    office.goto(live_server.url + reverse("extensions:list"))
    fits(office, "extension-list-waiting")
