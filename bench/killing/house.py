"""An epoch of the house: the real web server and the real worker are killed while four people work; PostgreSQL too.

Web and worker are two commands under a supervisor, as docs/operate/install.md sets them up: what falls is started again.
``python -m bench.killing.house`` reads what it is asked as JSON and writes what it found.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from bench.killing.browsing import Browser, Client
from bench.killing.epoch import Round
from bench.killing.servers import BOUND, ROOT, STRIKES, Postgres, free_port, run, serving
from bench.processes import descendants, is_alive

PATIENCE = 120.0
APART = ("web", "server", "worker", "all")


@dataclass
class Asked:
    """What an epoch is to do; as for the other epochs."""

    kills: int
    seed: int
    sink: str
    nowhere: int
    server: str = ""
    kept: str = ""
    port: int = 0


class House:
    """Web server and worker, each started again when it fell."""

    def __init__(self, log: Path) -> None:
        self.port, self.log = free_port(), log
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.left_behind = self.did_not_begin = 0

    def _begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as written:
            return subprocess.Popen(
                [*BOUND, sys.executable, "-m", "dondoc.console", *arguments], cwd=ROOT, stdout=written, stderr=written,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def up(self) -> None:
        """Start what is not there; wait until a page is answered."""
        if self.worker is None or self.worker.poll() is not None:
            self.worker = self._begin("worker")
        if self.web is None or self.web.poll() is not None:
            self.web = self._begin("serve", "--no-worker", "--port", str(self.port))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if Browser(self.port, "", "").ask("GET", "/tai-khoan/login/")[0] == 200:
                    return
            if self.web.poll() is not None:  # as a supervisor does: again, a little later
                said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
                say(f"the web server did not begin ({self.web.returncode}): {' / '.join(said)}")
                self.did_not_begin += 1
                time.sleep(1)
                self.web = self._begin("serve", "--no-worker", "--port", str(self.port))
            time.sleep(0.1)
        raise TimeoutError("the web server does not answer")

    def kill(self, whom: str) -> None:
        """SIGKILL: the process that answers pages, the one above it, the worker, or everything at once."""
        assert self.web is not None and self.worker is not None
        family = descendants(self.web.pid)
        victims = {
            "web": family[-1:], "server": family[:1], "worker": [self.worker.pid],
            "all": [self.web.pid, self.worker.pid, *family],
        }[whom]  # fmt: skip
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if whom in {"worker", "all"}:
            self.worker.wait(PATIENCE)
        if whom != "worker":
            self.web.wait(PATIENCE)  # it ends by itself when a process of it fell
            self._sweep(family)

    def _sweep(self, family: list[int]) -> None:
        """What the supervisor does: whatever the service left behind is ended with it."""
        for pid in family:
            if is_alive(pid):
                self.left_behind += 1
                os.kill(pid, signal.SIGKILL)

    def down(self) -> None:
        """End both as a supervisor does, politely."""
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)


class Epoch:
    """Four people, and somebody who kills."""

    def __init__(self, asked: Asked, server: Postgres | None) -> None:
        self.asked, self.server, self.random = asked, server, Random(asked.seed)
        self.house = House(Path(asked.sink).parent / "house.log")
        self.ready = threading.Event()
        self.clients: list[Client] = []

    def run(self) -> list[Round]:
        """Kill so often while people work; then let them end."""
        from bench.killing.forms import known, work_for
        from tests.world import PASSWORD

        desks = work_for(self.asked.kills)
        say(f"{sum(map(len, desks.values()))} forms are ready")
        self.house.up()
        self.ready.set()
        for username, forms in desks.items():
            client = Client(Browser(self.house.port, username, PASSWORD), forms, self.ready, known)
            client.browser.sign_in()  # before the first kill: who is disturbed five times while signing in has to wait
            client.signed_in = True
            self.clients.append(client)
        for client in self.clients:
            client.start()
        rounds = [self.round(number) for number in range(self.asked.kills)]
        for client in self.clients:
            client.join(PATIENCE)
            client.over.set()
            client.join(PATIENCE)
            say(f"{client.name}: {client.at} of {len(client.forms)} forms sent")
        return rounds

    def round(self, number: int) -> Round:
        """A kill at a moment drawn by lot, and everything up again."""
        whoms = APART + (STRIKES if self.server is not None else ())
        whom, delay = self.random.choice(whoms), self.random.uniform(0.1, 1.2)
        time.sleep(delay)
        before = [len(form.untold) for client in self.clients for form in client.forms]
        self.ready.clear()
        if whom in STRIKES and self.server is not None:
            self.server.strike(whom)
        else:
            self.house.kill(whom)
        self.house.up()
        self.ready.set()
        time.sleep(0.3)
        told = self._untold(before)
        outcome = "whole" if "whole" in told else "absent" if told else "acknowledged"
        where = f"{len(told)} unanswered, {told.count('whole')} of them done"
        say(f"{whom}: {where}")
        return Round(
            f"house.{'database' if whom in STRIKES else whom}", whom, f"{whom}, after {delay:.2f} s", where, outcome
        )

    def _untold(self, before: list[int]) -> list[str]:
        forms = [form for client in self.clients for form in client.forms]
        return [what for form, seen in zip(forms, before, strict=True) for what in form.untold[seen:]]

    def settle(self, at_rest: Callable[[], bool]) -> None:
        """Wait until the worker has nothing left; a lease that a killed one held runs out after a minute."""
        until = time.monotonic() + PATIENCE + 60
        while not at_rest() and time.monotonic() < until:
            time.sleep(1)
        say("the worker is through" if time.monotonic() < until else "the worker is not through")
        self.house.down()


def say(text: str) -> None:
    """Into the log of the epoch."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> int:
    """0 when the epoch came to its end, whatever it found."""
    asked = Asked(**json.load(sys.stdin))
    server = Postgres(Path(asked.server), asked.port) if asked.server else None
    if server is not None:
        server.restore(Path(asked.kept))
    with serving(server):
        import django

        django.setup()
        from django.db import connections

        from bench.killing import forms, judging

        epoch = Epoch(asked, server)
        try:
            rounds = epoch.run()
            epoch.settle(forms.at_rest)
        finally:
            epoch.house.down()
        forms.deliver_the_rest()
        wrong = [client.failed for client in epoch.clients if client.failed]
        wrong += forms.compare([form for client in epoch.clients for form in client.forms])
        wrong += judging.after_all(Path(asked.sink), len(rounds))
        for command in (["check"], ["rebuild", "--check"], ["journal", "verify"]):
            if code := run("dondoc.console", *command, env=os.environ, log=epoch.house.log):
                wrong.append(f"dondoc {' '.join(command)} ended with {code}")
        say(f"left behind by a killed server: {epoch.house.left_behind}")
        json.dump({"rounds": [asdict(one) for one in rounds], "wrong": wrong}, sys.stdout, ensure_ascii=False)
        connections.close_all()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
