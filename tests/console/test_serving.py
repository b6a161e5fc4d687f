"""`dondoc serve` and `worker`: one command starts everything and ends everything; what stands in the way is one sentence."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dondoc.console import asking, serving
from tests.console.conftest import Ran
from tests.console.test_beginning import BEGIN, GOOD
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_told_in_one_sentence(dondoc: Run, taken: int) -> None:
    """Before anything is started or written."""
    ran = dondoc("serve", "--port", taken)
    assert (ran.code, ran.out) == (1, "")
    assert f"Cổng {taken}" in ran.err and "--port" in ran.err and ran.err.count("\n") == 1


def test_an_address_of_another_machine_is_told(dondoc: Run) -> None:
    """Nobody can listen at an address that this machine does not have."""
    ran = dondoc("serve", "--host", "192.0.2.1", "--port", free_port())
    assert ran.code == 1 and "192.0.2.1" in ran.err


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_wrong_use(dondoc: Run, port: str) -> None:
    """1 to 65535."""
    ran = dondoc("serve", "--port", port)
    assert ran.code == 2 and f"“{port}”" in ran.err


@pytest.mark.django_db
def test_demo_mode_serves_nothing_real(dondoc: Run, world: World, settings) -> None:
    """Its key and passwords are public: a real register is refused."""
    settings.DEMO = True
    ran = dondoc("serve", "--port", free_port())
    assert ran.code == 2 and "dondoc demo" in ran.err


def test_static_files_are_collected_when_they_changed(settings, tmp_path: Path) -> None:
    """A second start is quick; a changed file is noticed."""
    from dondoc.console import preparing

    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    assert preparing.static_files() and (settings.STATIC_ROOT / "ui" / "dondoc.css").is_file()
    assert not preparing.static_files()
    (settings.STATIC_ROOT / preparing.STAMP).write_text("of an older version", encoding="ascii")
    assert preparing.static_files()


def test_when_one_process_falls_all_end(tmp_path: Path) -> None:
    """A server without its worker would urge nobody: the other is ended too, and it is told."""
    from dondoc.console.exits import Told

    staying = [sys.executable, "-c", "import signal; signal.pause()"]
    falling = [sys.executable, "-c", "raise SystemExit(7)"]
    before = threading.active_count()
    with pytest.raises(Told) as told:
        serving.run_all([staying, falling], threading.Event(), "127.0.0.1", free_port(), "banner")
    assert "7" in told.value.sentence and threading.active_count() == before


def test_what_a_killed_server_had_started_does_not_stay_behind(tmp_path: Path) -> None:
    """The process that answers pages would keep the port, and the next start would find it taken."""
    from dondoc.console.exits import Told

    told = tmp_path / "grandchild"
    script = (
        "import os, signal, subprocess, sys; from pathlib import Path\n"
        "started = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"Path({str(told)!r}).write_text(str(started.pid)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    with pytest.raises(Told):
        serving.run_all([[sys.executable, "-c", script]], threading.Event(), "127.0.0.1", free_port(), "banner")
    with contextlib.suppress(ProcessLookupError):  # gone already
        watched = os.pidfd_open(int(told.read_text(encoding="ascii")))
        assert select.select([watched], [], [], 10)[0], "it lives on"
        os.close(watched)


def test_a_signal_is_heard_and_forgotten() -> None:
    """SIGTERM sets the event; afterwards the process reacts as before."""
    earlier = signal.getsignal(signal.SIGTERM)
    with serving.told_to_stop() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    assert signal.getsignal(signal.SIGTERM) is earlier


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An installation of its own on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "LANG": "vi_VN.UTF-8",
        "LC_ALL": "",
        "DONDOC_VAR": str(tmp_path),
        "DONDOC_SECRET_KEY": "k" * 60,
        "DONDOC_HTTPS": "0",
        asking.PASSWORD: GOOD,
    }


def test_h3_serve_starts_everything_and_ends_everything(environment: dict[str, str], tmp_path: Path) -> None:
    """Design 1.6: one command on a fresh machine: database, static files, server and worker; SIGTERM ends both."""
    program = [sys.executable, "-m", "dondoc.console"]
    begun = subprocess.run([*program, *BEGIN], env=environment, capture_output=True, text=True, check=False)
    assert begun.returncode == 0, begun.stderr
    port = free_port()
    serve = subprocess.Popen(
        [*program, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert serve.stdout is not None
        assert f"http://127.0.0.1:{port}/" in serve.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert page.status == 200 and "/tai-khoan/login/" in page.url
            served = page.read().decode()
        assert "Tài khoản minh hoạ" not in served
        children = _children(serve.pid)
        assert len(children) == 2
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(timeout=60) == 0
        assert not any(Path(f"/proc/{child}").exists() for child in children)
    finally:
        with contextlib.suppress(ProcessLookupError):
            serve.kill()
        serve.communicate()
    checked = subprocess.run([*program, "check"], env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout  # the worker sealed what `init` wrote


def _children(pid: int) -> list[str]:
    """Numbers of the processes that the process started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def test_a_command_on_an_empty_database_says_what_to_do(environment: dict[str, str]) -> None:
    """No traceback: one sentence with the next step; without a key the variable is named."""
    program = [sys.executable, "-m", "dondoc.console", "check"]
    ran = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and "dondoc init" in ran.stderr and "Traceback" not in ran.stderr
    del environment["DONDOC_SECRET_KEY"]
    ran = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 2 and "DONDOC_SECRET_KEY" in ran.stderr and "Traceback" not in ran.stderr


def test_help_is_for_people(dondoc: Run) -> None:
    """Every command says what it does, shows examples and its exit codes."""
    from dondoc.console.main import COMMANDS

    assert all(name in dondoc("--help").out for name in COMMANDS)
    for name in COMMANDS:
        shown = dondoc(name, "--help")
        assert shown.code == 0 and "exit codes:" in shown.out and "examples:" in shown.out, name
    assert dondoc().code == 2
    assert dondoc("--version").out.startswith("dondoc ")
    assert dondoc("unknown").code == 2
