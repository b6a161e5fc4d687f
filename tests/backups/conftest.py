"""A machine beside the tests' own: an empty database of the same sort, an empty store, and the command on it."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dondoc.backups import jobs, making
from dondoc.backups.cipher import Key
from dondoc.backups.making import Made
from dondoc.clock import now
from dondoc.documents import files
from dondoc.documents.models import NumberSeries
from dondoc.journal.jobs import seal_all
from dondoc.tasks import actions as tasks
from tests.console.conftest import dondoc  # noqa: F401 (a fixture)
from tests.rivals import database_url
from tests.world import AT, ROOT, World, on

COMPARE = "from tests.backups.comparing import files, tables; import json; print(json.dumps([tables(), files()]))"


@dataclass(frozen=True)
class Machine:
    """Another installation: where its database and its files are."""

    url: str
    var: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see; nothing of the tests' own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
        return kept | {
            "DATABASE_URL": self.url, "DONDOC_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "dondoc.settings",
            "DONDOC_DEBUG": "1", "LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.UTF-8", "PYTHONWARNINGS": "ignore",
        }  # fmt: skip

    def dondoc(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command there."""
        command = [sys.executable, "-m", "dondoc.console", *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment | more, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )

    def python(self, code: str) -> str:
        """What a program prints there."""
        program = f"import django; django.setup()\n{code}"
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def holds(self) -> Any:
        """Rows and files, as `comparing` tells them."""
        return json.loads(self.python(COMPARE))


@pytest.fixture
def new_machine(tmp_path: Path) -> Iterator[Callable[[], Machine]]:
    """Makes empty machines; their databases are dropped at the end."""
    made: list[str] = []

    def make() -> Machine:
        name = f"dondoc_trial_{secrets.token_hex(6)}"
        var = tmp_path / name
        var.mkdir()
        if connection.vendor == "sqlite":
            return Machine(f"sqlite:///{var / 'dondoc.sqlite3'}", var)
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        made.append(name)
        return Machine(database_url().rpartition("/")[0] + f"/{name}", var)

    yield make
    for name in made:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def machine(new_machine: Callable[[], Machine]) -> Machine:
    """One empty machine."""
    return new_machine()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the archives go."""
    return tmp_path / "backups"


@pytest.fixture
def state(settings: Any, tmp_path: Path) -> Path:
    """The state folder of the tests' own installation."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    jobs._looked.clear()
    return settings.VAR_DIR


@pytest.fixture
def worked(transactional_db: None, world: World, clock: object, state: Path) -> World:
    """A week of work: a result accepted, one waiting, a returned task, two files, a mail to go out; the journal sealed."""
    stored = [files.write(f"{n}.pdf", [b"%PDF-1.4 " + bytes([n]) * 70_000], "application/pdf") for n in (1, 2)]
    document = world.directive(world.given("STC", coordinating=("SKHDT",)), world.given("PDIEN", "QDIEN"), files=stored)
    first, each = document.tasks.order_by("ordinal")
    world.send(first.assignments.exclude(part="coordinating").get(), at=on("2016-11-09"))
    world.send(each.assignments.get(unit__code="PDIEN"), at=on("2016-11-09"), by="pdien")
    world.accept(each.assignments.get(unit__code="PDIEN"), at=on("2016-11-10"))
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=on("2016-11-10"), task=each, due_on=date(2016, 11, 30), reason="lùi"
    )
    NumberSeries.objects.create(register=world.register, year=2016, series="II:UBND-TC", last=0)
    seal_all(AT)
    return world


@pytest.fixture
def make(worked: World, folder: Path) -> Callable[..., Made]:
    """Make an archive of the tests' own installation."""

    def archive(key: Key | None = None) -> Made:
        return making.make(folder, key, number=1, clock=now)

    return archive
