"""The parts of the cluster as processes: started, killed without a word, started again; all end with the run."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench import processes
from bench.databases import free_port

PROGRAMS = {
    "etcd": "/usr/bin/etcd", "patroni": "/usr/bin/patroni", "haproxy": "/usr/sbin/haproxy", "pgbouncer": "/usr/sbin/pgbouncer"
}  # fmt: skip
PATIENCE = 90.0


class NotThere(Exception):
    """A part that is needed is missing, or did not come up in time."""


def missing() -> list[str]:
    """Debian's packages that are not installed."""
    found = [name for name, path in PROGRAMS.items() if not Path(path).exists()]
    return found + ([] if binaries(must=False) else ["postgresql-15"])


def binaries(*, must: bool = True) -> Path:
    """Where the newest server of Debian lies."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found and must:
        raise NotThere("postgresql-15 is not installed")
    return found[-1].parent if found else Path()


@dataclass
class Part:
    """One process of the cluster."""

    name: str
    command: list[str]
    folder: Path
    as_postgres: bool = False
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Start it; it ends with us, even when we are killed."""
        command = ["setpriv", "--pdeathsig", "TERM", *self.command]
        if self.as_postgres and os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        env = dict(self.env) or {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"}
        with self.log.open("ab") as written:
            self.process = subprocess.Popen(
                command, env=env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=written, stderr=written,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to it and to whatever it started."""
        if self.process is None:
            return
        for pid in [self.process.pid, *processes.descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def end(self) -> None:
        """Ask it to end, then insist."""
        if self.process is not None:
            processes.end(self.process)
            self.process = None


@dataclass
class Node(Part):
    """PostgreSQL under Patroni."""

    port: int = 0
    rest: int = 0

    @property
    def data(self) -> Path:
        """Its data."""
        return self.folder / "data"

    def postmaster(self) -> int | None:
        """The number of the server process, when it is ours and lives."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            said = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.data).encode() in said else None

    def kill(self) -> None:
        """Patroni first, which would start the server again; then the server and its sessions. As when the power fails."""
        server = self.postmaster()
        family = [server, *processes.descendants(server)] if server else []
        super().kill()
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """Patroni ends its server; one that was left alone is ended too."""
        super().end()
        if server := self.postmaster():
            with suppress(ProcessLookupError):
                os.kill(server, signal.SIGQUIT)

    def ask(self, path: str) -> tuple[int, dict[str, object]]:
        """What Patroni says at the address; 0 when it says nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.rest}{path}", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, {}
        except (OSError, ValueError):
            return 0, {}


def folder_for(parent: Path, name: str, *, as_postgres: bool = False) -> Path:
    """A folder of the part's own."""
    folder = parent / name
    folder.mkdir(parents=True, exist_ok=True)
    if as_postgres and os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


def write(path: Path, text: str) -> Path:
    """A configuration file that the part's account can read."""
    path.write_text(text, encoding="utf-8")
    if os.geteuid() == 0 and path.parent.owner() == "postgres":
        shutil.chown(path, "postgres", "postgres")
    return path


def wait_for(what: str, found: Callable[[], object], patience: float = PATIENCE) -> float:
    """Until it is so; the seconds that it took.

    Raises:
        NotThere: it did not come to be in time.
    """
    begun = time.monotonic()
    while not found():
        if time.monotonic() - begun > patience:
            raise NotThere(f"{what}: not within {patience:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - begun


def etcds(parent: Path, count: int) -> tuple[list[Part], list[int]]:
    """The members that agree who leads, and their ports for clients."""
    clients, peers = [free_port() for _ in range(count)], [free_port() for _ in range(count)]
    cluster = ",".join(f"e{i}=http://127.0.0.1:{port}" for i, port in enumerate(peers, 1))
    members = []
    for i, (client, peer) in enumerate(zip(clients, peers, strict=True), 1):
        folder = folder_for(parent, f"e{i}")
        own, among = f"http://127.0.0.1:{client}", f"http://127.0.0.1:{peer}"
        command = [
            PROGRAMS["etcd"], "--name", f"e{i}", "--data-dir", str(folder / "data"), "--listen-client-urls", own,
            "--advertise-client-urls", own, "--listen-peer-urls", among, "--initial-advertise-peer-urls", among,
            "--initial-cluster", cluster, "--initial-cluster-state", "new", "--logger", "zap", "--log-level", "warn",
        ]  # fmt: skip
        members.append(Part(f"e{i}", command, folder))
    return members, clients


def dondoc(name: str, folder: Path, env: Mapping[str, str], *words: str) -> Part:
    """A process of the program."""
    return Part(name, [sys.executable, "-m", "dondoc.console", *words], folder, env=env)
