"""Processes that a measurement starts: they end with it, by their numbers, and tell what they cost (from /proc)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


def _bound(command: Sequence[str], ending: str) -> list[str]:
    """The command so that it ends when we do, even when we are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", ending, *command] if setpriv else list(command)


@contextmanager
def running(
    command: Sequence[str], *, env: Mapping[str, str], log: Path, cwd: Path, ending: str = "TERM"
) -> Iterator[subprocess.Popen[bytes]]:
    """The process while the block runs, in a session of its own: Ctrl-C reaches us alone, and we end it."""
    with log.open("ab") as written:
        process = subprocess.Popen(
            _bound(command, ending), env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=written, stderr=written,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        end(process, ending)


def end(process: subprocess.Popen[bytes], ending: str = "TERM") -> None:
    """Ask it to end, then insist; its children too, by the numbers that they had."""
    family = [process.pid, *descendants(process.pid)]
    if process.poll() is None:
        process.send_signal(getattr(signal, f"SIG{ending}"))
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pid in family[1:]:
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether there is such a process that is not a corpse."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    found: list[int] = []
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    for child in children:
        found += [int(child), *descendants(int(child))]
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """Processor time that the processes have used so far."""
    used = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += int(fields[11]) + int(fields[12])
    return used / TICKS


def memory_mib(pid: int) -> tuple[float, float]:
    """Resident memory now and at its highest, in MiB; zero when the process is gone."""
    found = {"VmRSS": 0.0, "VmHWM": 0.0}
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    for line in lines:
        name, _, rest = line.partition(":")
        if name in found:
            found[name] = int(rest.split()[0]) / 1024
    return found["VmRSS"], found["VmHWM"]


class Watched:
    """Runs a command to its end while its memory is looked at; for what has no server around it."""

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path) -> None:
        self.command, self.env, self.cwd, self.log = command, env, cwd, log
        self.seconds = self.peak = 0.0
        self.said = ""

    def run(self, cap: float) -> int:
        """The exit code; the process is killed after ``cap`` seconds (code -9)."""
        begun = time.monotonic()
        with self.log.open("ab") as errors:
            process = subprocess.Popen(
                _bound(self.command, "TERM"), env=dict(self.env), cwd=self.cwd, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=errors, start_new_session=True, text=True,
            )  # fmt: skip
        try:
            while process.poll() is None:
                self.peak = max(self.peak, *(memory_mib(pid)[1] for pid in [process.pid, *descendants(process.pid)]))
                if time.monotonic() - begun > cap:
                    process.kill()
                time.sleep(0.05)
        finally:
            if process.poll() is None:
                process.kill()
            self.seconds = time.monotonic() - begun
            self.said = process.communicate()[0]
        return process.returncode
