"""The house as an administrator runs it: the dondoc command, the web server and the worker, with production settings."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.databases import Database, free_port

ROOT = Path(__file__).resolve().parent.parent
WEB_PROCESSES = 2  # docs/operate/install.md: `--workers 2`, the worker is a service of its own


class CommandFailed(Exception):
    """A dondoc command did not do what it was asked."""


@dataclass
class House:
    """An installation: its database, its state folder, its environment."""

    database: Database
    folder: Path

    @property
    def key(self) -> str:
        """The secret key, kept with the data: sessions of an earlier run stay readable."""
        kept = self.folder / "key"
        if not kept.exists():
            kept.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        return kept.read_text(encoding="utf-8")

    @property
    def log(self) -> Path:
        """What the processes say."""
        return self.folder / "dondoc.log"

    def env(self, **more: str) -> dict[str, str]:
        """Production settings for a test on the loopback: no debug, no demo mode, no redirect to HTTPS.

        As docs/operate/settings.md says, ``DONDOC_HTTPS=0`` is for a server that cannot be reached from outside.
        """
        state = self.folder / "state"
        state.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
        return {
            **kept, "DATABASE_URL": self.database.url, "DONDOC_VAR": str(state), "DONDOC_SECRET_KEY": self.key,
            "DONDOC_WAVE_LEAST": "100000000",  # nobody of the Office is there to let the first tick go
            "DONDOC_HOSTS": "127.0.0.1", "DONDOC_HTTPS": "0", "DONDOC_LOG": "WARNING", "PYTHONPATH": str(ROOT), **more,
        }  # fmt: skip

    def command(self, *words: str) -> list[str]:
        """A dondoc command as a list."""
        return [sys.executable, "-m", "dondoc.console", *words]

    def run(self, *words: str, cap: float = 600, **env: str) -> processes.Watched:
        """Run a dondoc command to its end.

        Raises:
            CommandFailed: it took longer than ``cap`` seconds or ended with an error.
        """
        watched = processes.Watched(self.command(*words), env=self.env(**env), cwd=ROOT, log=self.log)
        code = watched.run(cap)
        if code != 0:
            raise CommandFailed(f"dondoc {' '.join(words)}: code {code} after {watched.seconds:.0f} s; see {self.log}")
        return watched


@dataclass(frozen=True)
class Server:
    """A running web server: where it answers, and the processes that answer."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def pids(self) -> list[int]:
        """The web processes: those that granian starts, without the ones that only watch over them."""
        family = processes.descendants(self.process.pid)
        leaves = [pid for pid in family if not processes.descendants(pid)]
        return leaves or family

    def cpu_seconds(self) -> float:
        """Processor time of the whole server so far."""
        return processes.cpu_seconds([self.process.pid, *processes.descendants(self.process.pid)])

    def peak_mib(self) -> float:
        """The highest resident memory that any of the web processes has had."""
        return max((processes.memory_mib(pid)[1] for pid in self.pids), default=0.0)


@contextmanager
def serving(house: House, *, settings: str = "dondoc.settings", count: int = WEB_PROCESSES) -> Iterator[Server]:
    """`dondoc serve --no-worker` while the block runs."""
    port = free_port()
    words = ("serve", "--no-worker", "--port", str(port), "--workers", str(count))
    env = house.env(DJANGO_SETTINGS_MODULE=settings)
    with processes.running(house.command(*words), env=env, log=house.log, cwd=ROOT) as process:
        _wait(process, port)
        yield Server(port, process)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    from bench.browser import answers

    last = time.monotonic() + 300
    while not answers(port):
        if process.poll() is not None or time.monotonic() > last:
            raise CommandFailed(f"dondoc serve did not answer at port {port} (code {process.poll()})")
        time.sleep(0.2)


@contextmanager
def working(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """`dondoc worker` while the block runs."""
    with processes.running(house.command("worker"), env=house.env(), log=house.log, cwd=ROOT) as process:
        yield process
