"""PgBouncer for the tests: Debian's package, a session of PostgreSQL lent for one transaction at a time, on loopback."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.postgres import free_port

PROGRAM = Path("/usr/sbin/pgbouncer")
PATIENCE = 20
#: Few sessions for many clients, and each time another one: whatever is left in a session is missed at once.
CONFIGURATION = """\
[databases]
* = host={host} port={port} user={user} {password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
server_round_robin = 1
server_login_retry = 1
query_wait_timeout = 5
max_client_conn = 100
logfile = {folder}/log
"""


class Pooler:
    """A pooler that can be killed and started again at the same address."""

    def __init__(self, url: str, folder: Path) -> None:
        parts = urlsplit(url)
        self.folder, self.port, self.behind = folder, free_port(), parts
        password = f"password={unquote(parts.password)}" if parts.password else ""
        text = CONFIGURATION.format(
            host=parts.hostname, port=parts.port, user=unquote(parts.username or ""), password=password, listen=self.port,
            folder=folder,
        )  # fmt: skip
        (folder / "pgbouncer.ini").write_text(text, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, folder / "pgbouncer.ini"):
                shutil.chown(path, _user())
        self.running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address as DATABASE_URL takes it: the name of the database is that behind the pooler."""
        return f"postgresql://{self.behind.username}@127.0.0.1:{self.port}{self.behind.path}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [str(PROGRAM), "-q", str(self.folder / "pgbouncer.ini")]
        if os.geteuid() == 0:  # it refuses to be root
            command = ["setpriv", f"--reuid={_user()}", f"--regid={_group()}", "--clear-groups", *command]
        self.running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        last = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < last and self.running.poll() is None, (self.folder / "log").read_text()

    def kill(self) -> None:
        """End it without a word to anybody."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None


def _user() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def _group() -> str:
    return str(pwd.getpwnam(_user()).pw_gid)


@contextlib.contextmanager
def pooler(url: str) -> Iterator[Pooler]:
    """A pooler before the server of the address; it ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-pooler-"))
    found = Pooler(url, folder)
    try:
        found.start()
        yield found
    finally:
        found.kill()
        shutil.rmtree(folder, ignore_errors=True)
