"""Debian's Chromium before the running product; every test here is marked `browser`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.world import PASSWORD, World, make_world

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Playwright's own event loop lives in this thread; Django would otherwise refuse to touch the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder; skip it loudly where Chromium is missing."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="no /usr/bin/chromium: install Debian's package chromium"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db: None) -> World:
    """The province, committed, so that the server's threads see it; everybody has the same password."""
    made = make_world()
    first = next(iter(made.people.values()))
    first.set_password(PASSWORD)
    for person in made.people.values():
        person.password = first.password
        person.save(update_fields=["password"])
    return made


@pytest.fixture
def desk(chromium: Browser, live_server, world: World, clock, settings) -> Iterator[Callable[..., Page]]:
    """`desk("stc")` signs a person in and gives their page; each person has a window of their own."""
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # the server's clock stands in 2016, the browser's does not
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    windows = []

    def sign_in(username: str, *, width: int = 1440, language: str = "vi", javascript: bool = True) -> Page:
        window = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, java_script_enabled=javascript
        )
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{live_server.url}/tai-khoan/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return page

    yield sign_in
    for window in windows:
        window.close()
