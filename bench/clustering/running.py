"""`bench/cluster`: play the cluster, let parts fall under load, judge, print."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.clustering import cluster as clusters
from bench.clustering import falls, load, parts
from bench.clustering.cluster import Cluster
from bench.clustering.falls import Fall
from bench.clustering.judging import Verdict, judge
from bench.clustering.load import Person
from dondoc.demo.province import PASSWORD

_OPEN = """
SELECT p.username, array_agg(a.id ORDER BY a.id) FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
JOIN units_post o ON o.unit_id = a.unit_id AND o.role = 'unit_head' JOIN units_person p ON p.id = o.person_id
WHERE a.part <> 'coordinating' AND a.state IN ('not_started', 'in_progress') AND a.closed_at IS NULL AND t.closed_at IS NULL
  AND o.valid_until IS NULL
GROUP BY p.username ORDER BY count(*) DESC, p.username
"""


@dataclass(frozen=True)
class Line:
    """A fall with the longest time without an acknowledgement around it, and what people met meanwhile."""

    fall: Fall
    gap: float


def arguments() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(
        prog="bench/cluster",
        description="Start etcd (3), Patroni with synchronous replication, HAProxy, PgBouncer, two web processes and a worker on "
        "the loopback; let people report progress through the pages; kill parts by SIGKILL under this load; then prove that no "
        "acknowledged report is lost or doubled, and print the longest time without an acknowledgement. About five minutes.",
    )
    parser.add_argument(
        "--kill", default="leader", metavar="PARTS", help=f"one after the other, of {', '.join(falls.KINDS)}"
    )
    parser.add_argument("--people", type=int, default=4, metavar="N", help="who report at the same time (default 4)")
    parser.add_argument("--nodes", type=int, default=3, choices=(2, 3), help="nodes of PostgreSQL (default 3)")
    parser.add_argument(
        "--tasks", type=int, default=1000, metavar="N", help="how many to simulate first (default 1000)"
    )
    parser.add_argument(
        "--steady", type=float, default=10, metavar="S", help="seconds of load before, between and after (10)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--keep", action="store_true", help="leave the folder with logs and configuration")
    return parser


def main() -> int:
    """0 when nothing was lost, doubled or given up; 1 when something was; 2 when it cannot be played here."""
    given = arguments().parse_args()
    kinds = [kind for kind in given.kill.split(",") if kind]
    if unknown := sorted(set(kinds) - set(falls.KINDS)):
        print(f"bench/cluster: {unknown[0]!r} is not known; known: {', '.join(falls.KINDS)}", file=sys.stderr)
        return 2
    if missing := parts.missing():
        print(f"bench/cluster: install Debian's packages {' '.join(missing)}", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="dondoc-cluster-"))
    os.chmod(folder, 0o755)  # PostgreSQL runs under an account of its own
    good = False
    try:
        with clusters.running(folder, given.nodes, given.tasks) as cluster:
            lines, people, verdict = play(cluster, kinds, given.people, given.steady)
        told(lines, people, verdict)
        if given.json:
            given.json.write_text(json.dumps(as_json(lines, people, verdict), indent=1) + "\n", encoding="utf-8")
        good = not verdict.wrong
    except parts.NotThere as fault:
        print(f"bench/cluster: {fault}; logs: {folder}", file=sys.stderr)
        given.keep = True
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


def play(cluster: Cluster, kinds: Sequence[str], count: int, steady: float) -> tuple[list[Line], list[Person], Verdict]:
    """Load, falls one after the other, the end of the load, the judgement."""
    stop = threading.Event()
    people, since = _people(cluster, count, stop)
    begun = time.monotonic()
    for person in people:
        person.start()
    time.sleep(steady)
    fell: list[Fall] = []
    try:
        for kind in kinds:
            fell.append(falls.let_fall(cluster, kind))
            time.sleep(steady)
    finally:
        stop.set()
        for person in people:
            person.join(load.STUBBORN)
    done = [one for person in people for one in person.done]
    lines = [Line(fall, load.longest_gap(done, fall.at, fall.at + fall.whole_after + steady)) for fall in fell]
    first = fell[0].at if fell else time.monotonic()
    still = Fall("nothing", "", begun, first - begun)
    return [Line(still, load.longest_gap(done, begun, first)), *lines], people, judge(cluster, people, since)


def _people(cluster: Cluster, count: int, stop: threading.Event) -> tuple[list[Person], str]:
    with psycopg.connect(f"postgresql://dondoc@127.0.0.1:{cluster.pooled}/dondoc", prepare_threshold=None) as server:
        rows = server.execute(_OPEN).fetchall()
        since = server.execute("SELECT now()::text").fetchone()
    if not rows or since is None:
        raise parts.NotThere("no open task to report about")
    people = []
    for number in range(count):
        username, assignments = rows[number % len(rows)]
        people.append(Person(number + 1, cluster.pages, username, PASSWORD, assignments, stop))
        people[-1].sign_in()
    return people, since[0]


def told(lines: Sequence[Line], people: Sequence[Person], verdict: Verdict) -> None:
    """The table."""
    print(f"{'killed':<10} {'name':<10} {'longest gap':>12} {'whole again after':>18}")
    for line in lines:
        whole = f"{line.fall.whole_after:.1f} s" if line.fall.name else "-"
        print(f"{line.fall.what:<10} {line.fall.name:<10} {line.gap:>10.1f} s {whole:>18}")
    met: Counter[str] = sum((person.met for person in people), Counter())
    again = sum(one.tries > 1 for person in people for one in person.done)
    slowest = max((person.slowest for person in people), default=0.0)
    print(
        f"acknowledged {verdict.acknowledged}, there {verdict.there} ({verdict.unacknowledged_there} of them not acknowledged)"
    )
    print(
        f"sent more than once {again}; slowest report {slowest:.1f} s; met instead of an answer: {dict(met) or 'nothing'}"
    )
    print(
        "\n".join(verdict.wrong[:20])
        or "nothing lost, nothing doubled, every node has the same, check and journal hold"
    )


def as_json(lines: Sequence[Line], people: Sequence[Person], verdict: Verdict) -> dict[str, object]:
    """The same for machines."""
    met: Counter[str] = sum((person.met for person in people), Counter())
    return {
        "falls": [
            {"what": line.fall.what, "name": line.fall.name, "gap": line.gap, "whole_after": line.fall.whole_after}
            for line in lines
        ],
        "acknowledged": verdict.acknowledged, "there": verdict.there, "unacknowledged_there": verdict.unacknowledged_there,
        "sent_again": sum(one.tries > 1 for person in people for one in person.done), "met": dict(met), "wrong": verdict.wrong,
        "people": len(people), "slowest": max((person.slowest for person in people), default=0.0),
    }  # fmt: skip
