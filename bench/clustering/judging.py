"""What must be true afterwards: each acknowledged report is there once, in every node; the journal holds; no file is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from bench.clustering.cluster import Cluster
from bench.clustering.load import MARK, Person
from bench.clustering.parts import NotThere, wait_for
from bench.house import CommandFailed

_FACTS = "SELECT text, count(*) FROM tasks_fact WHERE text LIKE %s GROUP BY text"
_ENTRIES = """
SELECT count(*) FROM journal_entry e JOIN tasks_task t ON t.matter_id = e.matter_id
WHERE e.verb = 'task.progress_reported' AND e.recorded_at >= %s
"""
_SUM = "SELECT count(*), md5(string_agg(id || ':' || text, ',' ORDER BY id)) FROM tasks_fact"


@dataclass(frozen=True)
class Verdict:
    """Counts, and every sentence about what is wrong; none when all is well."""

    acknowledged: int
    there: int
    unacknowledged_there: int
    wrong: list[str]


def judge(cluster: Cluster, people: Sequence[Person], since: str) -> Verdict:
    """Compare what was acknowledged with what lies in the leader and in every replica; then let `dondoc check` look."""
    leader = cluster.leader()
    if leader is None:
        raise NotThere("nobody leads at the end")
    with _open(leader.port) as server:
        there = dict(server.execute(_FACTS, [f"{MARK} %"]).fetchall())
        entries = server.execute(_ENTRIES, [since]).fetchone()
    acknowledged = [one.text for person in people for one in person.done]
    wrong = [f"lost: {text}" for text in acknowledged if text not in there]
    wrong += [f"{count} times: {text}" for text, count in there.items() if count != 1]
    if entries is not None and entries[0] != sum(there.values()):
        wrong.append(f"{entries[0]} lines of the journal for {sum(there.values())} facts")
    wrong += [f"{person.number} gave up: {text}" for person in people for text in person.given_up]
    wrong += _nodes_differ(cluster)
    for words in (("check",), ("journal", "verify")):
        try:
            cluster.house().run(*words, cap=600, **cluster.own("w1"))
        except CommandFailed as failed:
            wrong.append(str(failed))
    return Verdict(len(acknowledged), len(there), len(set(there) - set(acknowledged)), wrong)


def _open(port: int) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(f"postgresql://dondoc@127.0.0.1:{port}/dondoc", autocommit=True)


def _sum(port: int) -> object:
    try:
        with _open(port) as server:
            return server.execute(_SUM).fetchone()
    except psycopg.Error:
        return None


def _nodes_differ(cluster: Cluster) -> list[str]:
    """Every node has the same facts, when the replicas have read what the leader wrote."""
    try:
        wait_for("the same facts in every node", lambda: len({_sum(node.port) for node in cluster.nodes}) == 1, 60)
    except NotThere as never:
        return [f"{never}: {[_sum(node.port) for node in cluster.nodes]}"]
    return []
