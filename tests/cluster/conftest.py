"""Two web processes and a worker, each a real process, behind a real pooler, on the PostgreSQL of the test."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from dondoc.console import serving
from tests.cluster.visitor import Visitor
from tests.pooler import PROGRAM, Pooler, pooler
from tests.postgres import free_port
from tests.rivals import database_url
from tests.world import PASSWORD, World, make_world

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
# SQLite belongs to one machine: there is nothing to try on it.
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def world(transactional_db: None) -> World:
    """The province, committed; everybody has the same password."""
    cache.clear()  # what is counted there is no row of a table that a test empties
    made = make_world()
    first = next(iter(made.people.values()))
    first.set_password(PASSWORD)
    for person in made.people.values():
        person.password = first.password
        person.save(update_fields=["password"])
    connection.close()
    return made


@pytest.fixture
def pool() -> Iterator[Pooler]:
    """PgBouncer before the database of the test."""
    if not PROGRAM.exists():
        pytest.skip("no /usr/sbin/pgbouncer: install Debian's package pgbouncer")
    with pooler(database_url()) as found:
        yield found


@pytest.fixture
def environment(tmp_path: Path, pool: Pooler) -> dict[str, str]:
    """What an administrator would set, the same for all processes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
    return {
        **kept, "DATABASE_URL": pool.url, "DONDOC_DATABASE_POOLED": "1", "DONDOC_SECRET_KEY": "k" * 60, "DONDOC_HTTPS": "0",
        "DONDOC_VAR": str(tmp_path / "var"), "DONDOC_FILES": str(tmp_path / "shared"), "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "dondoc.settings", "PYTHONUNBUFFERED": "1", "LANG": "vi_VN.UTF-8", "LC_ALL": "",
        "DONDOC_TEST_BEGAN": str(time.monotonic()),
    }  # fmt: skip


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process with a session of its own; whatever it started ends with it."""
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started, without a word."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def web(environment: dict[str, str], log: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A web process at a port of its own."""
    port = free_port()
    command = serving.server_command("127.0.0.1", port, 1)
    command[-1] = "tests.cluster.door:application"
    with running(command, environment, log) as process:
        wait_until(lambda: serving.answers("127.0.0.1", port), log)
        yield port, process


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files of a machine, collected once."""
    var = tmp_path_factory.mktemp("machine")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
    own = {"DONDOC_VAR": str(var), "DONDOC_SECRET_KEY": "k" * 60, "PYTHONPATH": str(ROOT)}
    code = "from dondoc.console.boot import boot; boot(tables=False); "
    code += "from dondoc.console import preparing; preparing.static_files()"
    subprocess.run([sys.executable, "-c", code], env=kept | own, check=True)
    return var / "static"


@pytest.fixture
def webs(
    environment: dict[str, str], world: World, static: Path, tmp_path: Path
) -> Iterator[list[tuple[int, subprocess.Popen[bytes]]]]:
    """Two web processes; each with a state folder of its own, as on two machines."""
    first, second = ({**environment, "DONDOC_VAR": str(tmp_path / name)} for name in ("a", "b"))
    for one in (first, second):
        shutil.copytree(static, Path(one["DONDOC_VAR"]) / "static")
    with web(first, tmp_path / "a.log") as a, web(second, tmp_path / "b.log") as b:
        yield [a, b]


@pytest.fixture
def worker(environment: dict[str, str], world: World, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One worker."""
    command = [sys.executable, "-m", "tests.cluster.door", "worker"]
    with running(command, environment, tmp_path / "worker.log") as process:
        yield process


@pytest.fixture
def signed_in(webs: Any) -> Callable[[str], Visitor]:
    """A visitor who signed in at the first process."""

    def sign_in(username: str) -> Visitor:
        visitor = Visitor()
        assert visitor.sign_in(webs[0][0], username, PASSWORD).status == 302
        return visitor

    return sign_in


def wait_until(found: Callable[[], Any], log: Path | None = None) -> None:
    """Until it is so; what the process said is told when it never is."""
    last = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < last, log.read_text()[-3000:] if log else "it never came to be"
        connection.close()
        threading.Event().wait(0.1)  # the processor is for those who are waited for
