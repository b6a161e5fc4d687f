"""The configuration files of the cluster: those of docs/operate/scale.md, with the ports of the loopback."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

#: Seconds; the shortest that Patroni accepts with some room for a slow etcd: loop + 2 × retry may not exceed the ttl.
TTL, LOOP, RETRY = 20, 3, 5

PATRONI = """\
scope: dondoc
name: {name}
restapi:
  listen: 127.0.0.1:{rest}
  connect_address: 127.0.0.1:{rest}
etcd3:
  hosts: [{etcd}]
bootstrap:
  dcs:
    ttl: {ttl}
    loop_wait: {loop}
    retry_timeout: {retry}
    synchronous_mode: true
    maximum_lag_on_failover: 1048576
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 60
        wal_level: replica
        max_wal_senders: 8
        hot_standby: "on"
        wal_log_hints: "on"
  initdb: [{{encoding: UTF8}}, {{locale: C.UTF-8}}, data-checksums]
  pg_hba:
    - host all all 127.0.0.1/32 trust
    - host replication replicator 127.0.0.1/32 trust
postgresql:
  listen: 127.0.0.1:{port}
  connect_address: 127.0.0.1:{port}
  data_dir: {data}
  bin_dir: {binaries}
  pgpass: {home}/pgpass
  parameters:
    unix_socket_directories: ""
    shared_buffers: 128MB
  authentication:
    superuser: {{username: postgres}}
    replication: {{username: replicator}}
    rewind: {{username: rewinder}}
"""

HAPROXY = """\
global
  maxconn 500
  stats socket {folder}/haproxy.sock mode 600 level admin
defaults
  timeout connect 3s
  timeout client 60s
  timeout server 60s
  timeout check 15s
  retries 3
  option redispatch
listen leader
  mode tcp
  bind 127.0.0.1:{leader}
  timeout client 1h
  timeout server 1h
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fastinter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
{nodes}
listen pages
  mode http
  bind 127.0.0.1:{pages}
  balance leastconn
  option httpchk
  http-check send meth GET uri {alive} ver HTTP/1.1 hdr Host 127.0.0.1
  http-check expect status 200
  retry-on conn-failure
  default-server inter 2s fall 3 rise 1
{webs}
"""

PGBOUNCER = """\
[databases]
dondoc = host=127.0.0.1 port={leader} user=dondoc
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
server_login_retry = 1
server_connect_timeout = 3
query_wait_timeout = 10
server_lifetime = 600
tcp_keepalive = 1
tcp_keepidle = 10
tcp_keepintvl = 5
tcp_keepcnt = 3
"""


def patroni(name: str, *, port: int, rest: int, etcd: Sequence[int], folder: Path, binaries: Path) -> str:
    """One node of PostgreSQL."""
    return PATRONI.format(
        name=name, port=port, rest=rest, etcd=", ".join(f'"127.0.0.1:{one}"' for one in etcd), data=folder / "data",
        home=folder, binaries=binaries, ttl=TTL, loop=LOOP, retry=RETRY,
    )  # fmt: skip


def haproxy(
    *, leader: int, pages: int, nodes: Sequence[tuple[int, int]], webs: Sequence[int], alive: str, folder: Path
) -> str:
    """The way to the leader (asked of Patroni) and to the pages (those that are alive)."""
    node = "\n".join(f"  server n{i} 127.0.0.1:{port} check port {rest}" for i, (port, rest) in enumerate(nodes, 1))
    web = "\n".join(f"  server w{i} 127.0.0.1:{port} check" for i, port in enumerate(webs, 1))
    return HAPROXY.format(leader=leader, pages=pages, nodes=node, webs=web, alive=alive, folder=folder)


def pgbouncer(*, listen: int, leader: int) -> str:
    """The pooler: a session of the leader for each transaction."""
    return PGBOUNCER.format(listen=listen, leader=leader)
