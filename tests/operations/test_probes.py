"""The two addresses that load balancers ask: what they touch, what makes them say no, and how soon."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from dondoc.operations import probes
from tests.architecture import source
from tests.world import World

ALIVE, READY = "/song/", "/san-sang/"


def test_h3_life_is_told_without_touching_anything(db: None, django_assert_num_queries) -> None:
    """HUE 8.3: no database, no session, no cache, no language, no cookie; a HEAD and nothing but reading."""
    with django_assert_num_queries(0):
        answer = Client().get(ALIVE)
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies and "Vary" not in answer and "Content-Language" not in answer
    assert Client().head(ALIVE).status_code == 200
    assert Client().post(ALIVE).status_code == 405


def test_h3_life_is_told_even_to_a_database_that_is_forbidden() -> None:
    """HUE 8.3: this test has no database at all, and a session's cookie asks for none."""
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert client.get(ALIVE).status_code == 200


@pytest.mark.parametrize("address", [ALIVE, READY])
def test_h3_machines_are_not_sent_elsewhere(address: str, db: None, settings) -> None:
    """HUE 8.3: plain HTTP, a number instead of the host's name, no sign-in: an answer, and no promise of HTTPS for the probe."""
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.ALLOWED_HOSTS = ["nhiemvu.example.vn"]
    answer = Client().get(address, headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer
    assert Client().get("/", headers={"host": "10.1.2.3:8000"}).status_code == 400


def test_h3_a_house_that_can_serve_says_so(world: World, files_folder: None, settings) -> None:
    """HUE 8.3: names of checks and nothing else; the file that was tried is gone."""
    world.task("STC", content="Báo cáo nợ đọng thuế")
    answer = Client().get(READY)
    assert answer.json() == {"ready": True, "database": True, "migrations": True, "files": True}
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    assert [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()] == []


def test_h3_a_file_store_that_cannot_be_written(db: None, settings, tmp_path: Path) -> None:
    """HUE 8.3: a file stands where the folder should be; the answer names the check and not the place."""
    (tmp_path / "taken").write_text("x")
    settings.FILES_DIR = tmp_path / "taken"
    answer = Client().get(READY)
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "migrations": True, "files": False}


@pytest.mark.django_db(transaction=True)
def test_h3_a_database_that_waits_for_a_migration() -> None:
    """HUE 8.3: an old database is not served; a newer one is, so that machines are upgraded one after the other."""
    recorder = MigrationRecorder(connection)
    recorder.record_applied("jobs", "0999_of_a_newer_program")
    try:
        assert Client().get(READY).json()["migrations"] is True
        recorder.record_unapplied("jobs", "0001_initial")
        answer = Client().get(READY)
        assert answer.status_code == 503
        assert answer.json() == {"ready": False, "database": True, "migrations": False, "files": True}
    finally:
        recorder.record_applied("jobs", "0001_initial")
        recorder.record_unapplied("jobs", "0999_of_a_newer_program")


AWAY = """
import django, json, time
django.setup()
from django.test import Client
Client().get("/song/")  # the program is loaded once
began = time.monotonic()
answer = Client().get("/san-sang/")
print(json.dumps({"status": answer.status_code, "said": answer.json(), "alive": Client().get("/song/").status_code,
                  "seconds": time.monotonic() - began}))
"""


def asked_without_database(address: str, tmp_path: Path) -> dict:
    """What another process answers whose database is at the address."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = {
        **kept, "DATABASE_URL": address, "DONDOC_DEBUG": "1", "DONDOC_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "dondoc.settings", "DONDOC_HOSTS": "testserver",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", AWAY], env=environment, cwd=source.ROOT, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    import json

    return json.loads(done.stdout)


def test_h3_a_database_that_is_away(tmp_path: Path) -> None:
    """HUE 8.3: nobody listens at its port: not ready at once, and alive all the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = asked_without_database(f"postgresql://dondoc:bimat@127.0.0.1:{port}/dondoc", tmp_path)
    assert (found["status"], found["alive"]) == (503, 200)
    assert found["said"] == {"ready": False, "database": False, "migrations": False, "files": True}


def test_h3_a_database_that_takes_the_call_and_says_nothing(tmp_path: Path) -> None:
    """HUE 8.3: a server that hangs is told of within the deadline, not when the network gives up."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        found = asked_without_database(f"postgresql://dondoc:bimat@127.0.0.1:{port}/dondoc", tmp_path)
    assert (found["status"], found["alive"]) == (503, 200)
    assert found["said"]["database"] is False
    assert found["seconds"] < probes.DEADLINE + 2.5


def test_h3_a_check_that_hangs_is_not_begun_again() -> None:
    """HUE 8.3: while one hangs the others are told no in their time, and no second thread hangs beside it."""
    free, asked = threading.Event(), []

    def hang() -> bool:
        asked.append(1)
        return free.wait(30)

    check = probes.Check("hanging", hang)
    began = time.monotonic()
    assert [check.passes(0.05) for _ in range(3)] == [False] * 3
    assert time.monotonic() - began < 5
    assert len(asked) == 1
    free.set()
    assert check.passes(10) is True
    assert len(asked) == 2
