"""How many requests of which page took how long: counted in a small file that all web processes of a server can read.

A scrape reaches one process of several. Each therefore counts in a file of its own, mapped into memory, beside those of its
siblings, and whoever is asked adds them up. The folder bears the name of the server that started them: it goes with it.
Recorded are the name of the address, never its path, and the class of the status.
"""

from __future__ import annotations

import mmap
import os
import shutil
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

#: Upper ends of the buckets, in seconds.
BUCKETS = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0)
#: A cell: its key, then the seconds in all, then a count for each bucket and one for what is slower than all of them.
KEY = 96
FIGURES = struct.Struct(f"<{len(BUCKETS) + 2}d")
CELL = KEY + FIGURES.size
MOST_CELLS = 1024
#: The key of what came after the last cell was taken.
REST = ("", "")

Key = tuple[str, str]


class Meter:
    """The file of this process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._cells: dict[Key, int] = {}
        self._lock = threading.Lock()
        path = folder / str(os.getpid())
        with open(path, "w+b") as file:
            file.truncate(CELL * MOST_CELLS)
            self._map = mmap.mmap(file.fileno(), CELL * MOST_CELLS)

    def record(self, page: str, status: str, seconds: float) -> None:
        """Count one request."""
        key = (page, status)
        with self._lock:
            at = self._cells.get(key)
            if at is None:
                at = self._place(key)
            at += KEY
            figures = list(FIGURES.unpack_from(self._map, at))
            figures[0] += seconds
            figures[1 + next((n for n, end in enumerate(BUCKETS) if seconds <= end), len(BUCKETS))] += 1
            FIGURES.pack_into(self._map, at, *figures)

    def _place(self, key: Key) -> int:
        """The cell of a key that is new here; the last one takes all that find none."""
        used = len(self._cells)
        if used >= MOST_CELLS - 1 or len(_written(key)) > KEY:
            key = REST
            if key in self._cells:
                return self._cells[key]
        written = _written(key)
        at = used * CELL
        self._map[at : at + len(written)] = written
        self._cells[key] = at
        return at

    def close(self) -> None:
        """Let go of the file; what was counted stays."""
        self._map.close()


@lru_cache
def of_process(folder: Path) -> Meter:
    """The one meter of this process for the folder."""
    return Meter(folder)


def _written(key: Key) -> bytes:
    return "\t".join(("", *key)).encode()  # a cell that is taken begins with a tabulator, an empty one with a zero


def totals(folder: Path) -> dict[Key, tuple[float, ...]]:
    """The figures of all processes that count in the folder, added up: seconds, then one count per bucket."""
    found: dict[Key, tuple[float, ...]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        for key, figures in _cells(path.read_bytes()):
            stood = found.get(key, (0.0,) * len(figures))
            found[key] = tuple(a + b for a, b in zip(stood, figures, strict=True))
    return found


def _cells(content: bytes) -> Iterator[tuple[Key, tuple[float, ...]]]:
    for at in range(0, len(content) - CELL + 1, CELL):
        written = content[at : at + KEY].rstrip(b"\0")
        if not written:
            return
        _, page, status = written.decode().split("\t")
        yield (page, status), FIGURES.unpack_from(content, at + KEY)


def folder_of_server(root: Path) -> Path:
    """The folder of the server that this process belongs to; folders of servers on this machine that have ended go."""
    host = socket.gethostname()
    mine = f"{host}-{os.getppid()}-{_began(os.getppid())}"
    for other in root.glob(f"{host}-*-*") if root.is_dir() else ():
        pid, _, began = other.name.removeprefix(f"{host}-").partition("-")
        if other.name != mine and not (pid.isdigit() and _began(int(pid)) == began):
            shutil.rmtree(other, ignore_errors=True)
    return root / mine


def _began(pid: int) -> str:
    """When the process began, as the system counts it: numbers of processes come again. Empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def cumulative(figures: tuple[float, ...]) -> Mapping[float, float]:
    """Counts at or below each end, the last of which is infinity."""
    counted, ends = 0.0, {}
    for end, count in zip((*BUCKETS, float("inf")), figures[1:], strict=True):
        counted += count
        ends[end] = counted
    return ends
