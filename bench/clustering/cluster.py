"""The whole cluster: three etcd, the nodes of PostgreSQL, HAProxy, PgBouncer, two web processes, one worker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psycopg

from bench.browser import Browser
from bench.clustering import files, parts
from bench.clustering.parts import Node, Part, wait_for
from bench.databases import Database, free_port
from bench.house import House

ETCD, WEBS = 3, 2
ALIVE = "/song/"


@dataclass
class Cluster:
    """Every part by its name, and the two doors: the pages, the leader."""

    folder: Path
    count: int
    tasks: int
    pages: int = field(default_factory=free_port)
    leader_door: int = field(default_factory=free_port)
    pooled: int = field(default_factory=free_port)
    etcd: list[Part] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    haproxy: Part | None = None
    pgbouncer: Part | None = None
    webs: list[Part] = field(default_factory=list)
    worker: Part | None = None

    def all(self) -> list[Part]:
        """In the order in which they end."""
        doors = [part for part in (self.worker, *self.webs, self.pgbouncer, self.haproxy) if part is not None]
        return [*doors, *self.nodes, *self.etcd]

    def house(self) -> House:
        """The program as it is set up on each machine; the store of files is shared."""
        return House(Database("postgresql", f"postgresql://dondoc@127.0.0.1:{self.pooled}/dondoc"), self.folder)

    def own(self, machine: str) -> dict[str, str]:
        """The variables of a machine: a state folder of its own, everything else the same."""
        return {
            "DONDOC_VAR": str(self.folder / f"state-{machine}"), "DONDOC_FILES": str(self.folder / "files"), "DONDOC_DEMO": "1",
            "DONDOC_DATABASE_POOLED": "1", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip

    def environment(self, machine: str) -> dict[str, str]:
        """All variables of a machine."""
        return self.house().env(**self.own(machine))

    def leader(self) -> Node | None:
        """The node that Patroni calls the leader."""
        return next((node for node in self.nodes if node.process and node.ask("/primary")[0] == 200), None)

    def standby(self) -> Node | None:
        """The node that has everything the leader has acknowledged."""
        return next((node for node in self.nodes if node.process and node.ask("/synchronous")[0] == 200), None)

    def streaming(self) -> int:
        """How many nodes follow the leader."""
        return sum(node.process is not None and node.ask("/replica")[0] == 200 for node in self.nodes)

    def begin(self) -> None:
        """Start part after part, each when the one before it answers."""
        self._start_database()
        self._start_doors()
        self._start_program()

    def _start_database(self) -> None:
        self.etcd, clients = parts.etcds(self.folder, ETCD)
        for member in self.etcd:
            member.start()
        for i in range(1, self.count + 1):
            folder = parts.folder_for(self.folder, f"n{i}", as_postgres=True)
            port, rest = free_port(), free_port()
            text = files.patroni(f"n{i}", port=port, rest=rest, etcd=clients, folder=folder, binaries=parts.binaries())
            path = parts.write(folder / "patroni.yml", text)
            node = Node(f"n{i}", [parts.PROGRAMS["patroni"], str(path)], folder, as_postgres=True, port=port, rest=rest)
            self.nodes.append(node)
            node.start()
            if i == 1:
                wait_for("a leader", self.leader)
        wait_for("a synchronous standby", self.standby)
        wait_for("every replica", lambda: self.streaming() == self.count - 1)
        node = self.nodes[0]
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:{node.port}/postgres", autocommit=True) as server:
            server.execute("CREATE ROLE dondoc LOGIN")
            server.execute("CREATE DATABASE dondoc OWNER dondoc ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0")

    def _start_doors(self) -> None:
        ports = [free_port() for _ in range(WEBS)]
        folder = parts.folder_for(self.folder, "doors", as_postgres=True)
        pairs = [(node.port, node.rest) for node in self.nodes]
        text = files.haproxy(
            leader=self.leader_door, pages=self.pages, nodes=pairs, webs=ports, alive=ALIVE, folder=folder
        )
        path = parts.write(folder / "haproxy.cfg", text)
        self.haproxy = Part("haproxy", [parts.PROGRAMS["haproxy"], "-db", "-f", str(path)], folder, as_postgres=True)
        text = files.pgbouncer(listen=self.pooled, leader=self.leader_door)
        path = parts.write(folder / "pgbouncer.ini", text)
        self.pgbouncer = Part("pgbouncer", [parts.PROGRAMS["pgbouncer"], str(path)], folder, as_postgres=True)
        for part in (self.haproxy, self.pgbouncer):
            part.start()
        wait_for("the way to the leader", lambda: _answers(self.pooled))
        self.webs = [
            parts.dondoc(f"w{i}", self.folder, self.environment(f"w{i}"), "serve", "--no-worker", "--port", str(port))
            for i, port in enumerate(ports, 1)
        ]
        self.worker = parts.dondoc("worker", self.folder, self.environment("worker"), "worker")

    def _start_program(self) -> None:
        words = ("simulate", "--tasks", str(self.tasks), "--seed", "1")
        self.house().run(*words, cap=900, **self.own("w1"))
        assert self.worker is not None
        ports = [int(web.command[-1]) for web in self.webs]
        for part in [*self.webs, self.worker]:
            part.start()
        wait_for("both web processes", lambda: all(_shows_pages(port) for port in ports))
        wait_for("the pages", lambda: _shows_pages(self.pages))

    def end(self) -> None:
        """End every part by its number."""
        for part in self.all():
            part.end()


def _shows_pages(port: int) -> bool:
    try:
        return Browser(port).get("/tai-khoan/login/").status == 200
    except (OSError, HTTPException):
        return False


def _answers(port: int) -> bool:
    try:
        with psycopg.connect(f"postgresql://dondoc@127.0.0.1:{port}/dondoc", connect_timeout=5) as server:
            return server.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        time.sleep(0.5)
        return False


@contextmanager
def running(folder: Path, count: int, tasks: int) -> Iterator[Cluster]:
    """The cluster while the block runs."""
    cluster = Cluster(folder, count, tasks)
    try:
        cluster.begin()
        yield cluster
    finally:
        cluster.end()
