"""The demo, loaded once for its tests: three months until Wednesday 25 November 2026, 09:00."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from dondoc.demo import actions
from tests.world import on

NOW = on("2026-11-25")


@pytest.fixture(scope="module")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the demo lie."""
    return tmp_path_factory.mktemp("demo") / "files"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, demo_files: Path) -> Iterator[dict[str, int]]:
    """The whole demo, in one transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), override_settings(FILES_DIR=demo_files), transaction.atomic():
        yield actions.load(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: dict[str, int], demo_files: Path, settings) -> Iterator[dict[str, int]]:
    """The demo at the instant of its loading; what a test does to it is undone."""
    settings.FILES_DIR = demo_files
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        yield loaded
        transaction.set_rollback(True)
