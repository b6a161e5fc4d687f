"""What every room's tests use: the small province, signing in, a clean place for files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.world import AT, World, make_world


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
def files_folder(settings, tmp_path: Path) -> None:
    """Attachments of a test lie in its own folder."""
    settings.FILES_DIR = tmp_path / "files"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
