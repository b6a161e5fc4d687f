"""The run: a template, epochs side by side in lanes, what came of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.killing import servers
from bench.killing.servers import ROOT, Postgres

#: Rounds of an epoch: its province stays small, so that every row of it can be looked at twice a round.
ROUNDS = 40
#: Kills of an epoch of the house, and its share of all.
HOUSE_ROUNDS, HOUSE_SHARE = 25, 0.1
LONGEST = 1800.0


@dataclass
class Found:
    """What came of a run on one database."""

    vendor: str
    seed: int
    seconds: float = 0.0
    rounds: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """Everything that should not be."""
        return self.wrong + [f"{one['act']} ({one['plan']}): {what}" for one in self.rounds for what in one["wrong"]]


@dataclass(frozen=True)
class Task:
    """An epoch: its module, its number, what it is to do."""

    module: str
    number: int
    asked: dict[str, Any]


def acts() -> list[str]:
    """The names of all acts; asked of another process, so that this one needs no database."""
    with tempfile.TemporaryDirectory() as folder:
        env = servers.environment(Path(folder), f"sqlite:///{folder}/none.sqlite3")
        command = [sys.executable, "-m", "bench.killing.epoch", "--list"]
        listed = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return listed.stdout.split()


def tasks(names: Sequence[str], rounds: int, seed: int, house: float) -> Iterator[Task]:
    """Every act as often as every other, in an order drawn by lot; then the epochs of the house."""
    lot = Random(seed)
    in_house = round(rounds * house)
    drawn: list[str] = []
    while len(drawn) < rounds - in_house:
        drawn += lot.sample(list(names), len(names))
    drawn = drawn[: rounds - in_house]
    number = 0
    while in_house:
        kills = min(HOUSE_ROUNDS, in_house)
        yield Task("house", number, {"kills": kills})
        in_house, number = in_house - kills, number + 1
    for begin in range(0, len(drawn), ROUNDS):
        yield Task("epoch", number, {"acts": drawn[begin : begin + ROUNDS]})
        number += 1


def run(vendor: str, *, rounds: int, seed: int, lanes: int, only: Sequence[str], house: float, keep: bool) -> Found:
    """Kill so often on the database; what came of it."""
    found, begun, lock = Found(vendor, seed), time.monotonic(), threading.Lock()
    with _folder(keep) as folder:
        _template(vendor, folder)
        todo = list(tasks(only or acts(), rounds, seed, 0.0 if only else house))
        places = [folder / f"lane-{number}" for number in range(lanes)]
        free = list(places)

        def work(task: Task) -> None:
            with lock:
                place = free.pop()
            told = _epoch(vendor, folder, place, task, seed)
            with lock:
                free.append(place)
                found.rounds += told["rounds"]
                found.wrong += [f"epoch {task.number}: {what}" for what in told["wrong"]]
                _say(f"{vendor}: {len(found.rounds)} kills, {len(found.violations)} violations")
                for what in Found(vendor, seed, 0.0, told["rounds"], told["wrong"]).violations:
                    _say(f"VIOLATION in {task.module} {task.number}: {what}")

        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(work, todo))
    found.seconds = time.monotonic() - begun
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _folder(keep: bool) -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter; kept to be looked into when asked."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-kills-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if keep:
            _say(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _template(vendor: str, folder: Path) -> None:
    log = folder / "template.log"
    if vendor == "sqlite":
        env = servers.environment(folder, f"sqlite:///{folder / 'kept.sqlite3'}")
        code = servers.run("bench.killing.found", env=env, log=log)
    else:
        server = Postgres(folder)
        server.make()
        with servers.serving(server):
            server.create("dondoc")
            env = servers.environment(folder, server.url("dondoc"))
            code = servers.run("bench.killing.found", env=env, log=log)
        server.keep()
    if code:
        raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])


def _epoch(vendor: str, folder: Path, place: Path, task: Task, seed: int) -> dict[str, Any]:
    """Run one epoch in a process of its own; its log stays beside it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o755)
    server = Postgres(place) if vendor == "postgresql" else None
    if server is None:
        shutil.copyfile(folder / "kept.sqlite3", place / "dondoc.sqlite3")
    url = server.url("dondoc") if server else f"sqlite:///{place / 'dondoc.sqlite3'}"
    log = folder / f"{task.module}-{task.number}.log"
    with servers.mail_server(place / "mails") as port, servers.mail_server(place / "nowhere") as nowhere:
        asked = {
            **task.asked, "seed": seed * 1000 + task.number, "sink": str(place / "mails"), "nowhere": nowhere,
            "server": str(place) if server else "", "kept": str(folder / "kept"), "port": server.port if server else 0,
        }  # fmt: skip
        env = servers.environment(place, url, DONDOC_MAIL_HOST="127.0.0.1", DONDOC_MAIL_PORT=str(port))
        command = [*servers.BOUND, sys.executable, "-m", f"bench.killing.{task.module}"]
        with log.open("ab") as written:
            done = subprocess.run(
                command, input=json.dumps(asked), text=True, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=written,
                timeout=LONGEST, check=False,
            )  # fmt: skip
    if done.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-1500:]
        return {"rounds": [], "wrong": [f"the epoch did not come to its end ({done.returncode}): {said}"]}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def default_lanes() -> int:
    """Two at most: the second core is worth it, more disturb each other."""
    return min(2, os.cpu_count() or 1)
