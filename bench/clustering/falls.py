"""What falls, and what an administrator's machine would then do: systemd starts it again after some seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.clustering.cluster import Cluster
from bench.clustering.parts import Part, wait_for

#: Seconds after which a part that was killed is started again; the leader's machine stays away until another one leads.
RESTART = 5.0


@dataclass(frozen=True)
class Fall:
    """What was killed, when (monotonic), and after how many seconds all was as before."""

    what: str
    name: str
    at: float
    whole_after: float


def _kill_and_restart(part: Part) -> None:
    part.kill()
    time.sleep(RESTART)
    part.start()


def _leader(cluster: Cluster) -> str:
    node = cluster.leader()
    assert node is not None
    node.kill()
    wait_for("another leader", cluster.leader)  # the one that was killed is not asked
    time.sleep(RESTART)
    node.start()
    return node.name


def _standby(cluster: Cluster) -> str:
    node = cluster.standby()
    assert node is not None
    _kill_and_restart(node)
    return node.name


def _web(cluster: Cluster) -> str:
    _kill_and_restart(cluster.webs[0])
    return cluster.webs[0].name


def _worker(cluster: Cluster) -> str:
    assert cluster.worker is not None
    _kill_and_restart(cluster.worker)
    return cluster.worker.name


def _pooler(cluster: Cluster) -> str:
    assert cluster.pgbouncer is not None
    _kill_and_restart(cluster.pgbouncer)
    return cluster.pgbouncer.name


def _etcd(cluster: Cluster) -> str:
    """One of three: nobody notices."""
    _kill_and_restart(cluster.etcd[0])
    return cluster.etcd[0].name


def _quorum(cluster: Cluster) -> str:
    """Two of three, until the leader has given up leading for want of a majority; then they come back."""
    lost = cluster.etcd[:2]
    for member in lost:
        member.kill()
    wait_for("nobody leads", lambda: cluster.leader() is None)
    time.sleep(RESTART)
    for member in lost:
        member.start()
    return " and ".join(member.name for member in lost)


KINDS: dict[str, Callable[[Cluster], str]] = {
    "leader": _leader, "standby": _standby, "web": _web, "worker": _worker, "pooler": _pooler, "etcd": _etcd,
    "quorum": _quorum,
}  # fmt: skip


def let_fall(cluster: Cluster, what: str) -> Fall:
    """Kill it by SIGKILL, bring it back, wait until everything is as before."""
    begun = time.monotonic()
    name = KINDS[what](cluster)
    whole = wait_for(
        "the cluster whole again",
        lambda: cluster.leader() and cluster.standby() and cluster.streaming() == cluster.count - 1, 180,
    )  # fmt: skip
    del whole
    return Fall(what, name, begun, time.monotonic() - begun)
