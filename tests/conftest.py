"""What every room's tests use: the small province, signing in, a clean place for files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from dondoc.tasks import returns
from tests.world import AT, World, make_world

BEGAN = time.monotonic()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With DONDOC_REQUIRE_ALL a test that is skipped has failed: a run that says "passed" has tried everything."""
    report = yield
    return _required(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that skips itself as a whole."""
    report = yield
    return _required(report)


def _required(report: Any) -> Any:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("DONDOC_REQUIRE_ALL"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"DONDOC_REQUIRE_ALL is set, and this was skipped: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The minutes of the group, before pytest's closing line."""
    if group := os.environ.get("DONDOC_TEST_GROUP"):
        terminalreporter.write_line(f"== {group}: {(time.monotonic() - BEGAN) / 60:.1f} min")


@pytest.fixture
def world(db: None) -> World:
    """The province on Monday 7 November 2016."""
    return make_world()


@pytest.fixture
def at_work(world: World) -> Callable[[str], Client]:
    """A client signed in as the person with the name of sign-in."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(world.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def clock() -> time_machine.Traveller:
    """The clock stands at 09:00 on Monday 7 November 2016; a test moves it with ``clock.move_to``."""
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def other_editions() -> None:
    """What a process keeps of an edition by its number is forgotten: in the next test the number is another one's."""
    returns.silence_about.cache_clear()


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path: Path) -> None:
    """Attachments of a test lie in its own folder."""
    settings.FILES_DIR = tmp_path / "files"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
