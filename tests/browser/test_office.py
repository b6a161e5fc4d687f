"""What the Office does beside the main job, in a browser: who follows what (HUE 6.1e, 8.1đ), who goes on after a merger."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dondoc.clock import now
from dondoc.tasks.models import Task
from dondoc.units import actions as units
from dondoc.units.models import Person, Role
from tests.world import SINCE, World, on

Desk = Callable[..., Page]
LANGUAGES = {1440: "vi", 390: "en"}


def fits(page: Page, name: str) -> None:
    """The page is no wider than the window; kept as a picture where DONDOC_PICTURES names a folder."""
    page.wait_for_load_state("load")
    if folder := os.environ.get("DONDOC_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{page.evaluate('window.innerWidth')}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize("width", LANGUAGES)
def test_b1_an_officer_who_leaves_hands_over(desk: Desk, live_server, world: World, width: int) -> None:
    """HUE 8.1đ: from the page of the Office: choose, see how much it is, decide; the new officer finds the tasks."""
    person = units.create_person(by=None, at=now(), username="theodoi2", full_name="Lý Thị Mẫu", email="")
    new = units.appoint(
        by=None, at=now(), person=person, unit=world.units["VP"], role=Role.MONITOR, title="Chuyên viên theo dõi",
        valid_from=SINCE,
    )  # fmt: skip
    for _ in range(3):
        task = world.task("STC")
    Person.objects.update(language=LANGUAGES[width])
    page = desk("chanhvp", width=width)
    page.goto(live_server.url + reverse("units:unit", args=[new.unit_id]))
    page.locator(f"a[href='{reverse('tasks:hand-over')}']").click()
    fits(page, "hand-over")
    page.locator("[name=former]").select_option(str(world.posts["theodoi"].pk))
    page.locator("[name=monitor]").select_option(str(new.pk))
    page.locator("main form button[type=submit]").click()
    fits(page, "hand-over-preview")
    expect(page.locator("#sure")).to_contain_text("3")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[role=status].message, .message").first).to_contain_text("Lý Thị Mẫu")
    assert set(Task.objects.values_list("monitor", flat=True)) == {new.pk}
    page.goto(live_server.url + reverse("tasks:change-monitor", args=[task.pk]))
    fits(page, "change-monitor")


@pytest.mark.parametrize("width", LANGUAGES)
def test_b5_the_successor_goes_on(desk: Desk, live_server, world: World, clock, width: int) -> None:
    """HUE 7.2d, design 6: from the page of the unit that ended: how much, to whom; the successor finds the task."""
    tasks = [world.task("PDIEN", due_on=date(2016, 12, 30)) for _ in range(2)]
    world.send(tasks[1].assignments.get(), at=on("2016-11-07", 10), by="pdien")
    units.abolish_unit(
        by=None, at=on("2016-11-20"), unit=world.units["PDIEN"], on=date(2016, 11, 30),
        successors=[(world.units["QDIEN"], "")], decision="Nghị quyết 99/NQ-HĐND",
    )  # fmt: skip
    Person.objects.update(language=LANGUAGES[width])
    clock.move_to(on("2016-12-01"))
    page = desk("chuyenvien", width=width)
    page.goto(live_server.url + reverse("units:unit", args=[world.units["PDIEN"].pk]))
    fits(page, "ended-unit")
    page.locator(f"a[href='{reverse('tasks:pass-on', args=[world.units['PDIEN'].pk])}']").click()
    fits(page, "pass-on")
    page.locator("main form button[type=submit]").click()
    fits(page, "pass-on-preview")
    expect(page.locator("#sure")).to_contain_text("1")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".message").first).to_contain_text("Quảng Điền")
    heir = desk("qdien", width=width)
    heir.goto(live_server.url + reverse("workspace:task", args=[tasks[0].pk]))
    expect(heir.locator("main")).to_contain_text("Nghị quyết 99/NQ-HĐND")
    fits(heir, "passed-on")
