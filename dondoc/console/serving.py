"""Running the web server and the worker as two processes that live and end together."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dondoc.clock import now
from dondoc.console.exits import OK, PROBLEMS, USAGE, Told
from dondoc.console.words import gettext as _

PATIENCE = 20
LOOK = 0.2


def require_free(host: str, port: int) -> None:
    """Tell in one sentence when nobody can be served at the address."""
    try:
        family, kind, proto, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise Told(_("Không có máy nào tên “%(host)s”.") % {"host": host}, USAGE) from error
    except OSError as error:
        raise Told(_why_not(error) % {"port": port, "host": host}) from error


def _why_not(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return _("Cổng %(port)s đang có chương trình khác dùng; hãy chọn cổng khác bằng --port.")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _("Không được phép dùng cổng %(port)s; hãy chọn cổng từ 1024 trở lên.")
    return _("Máy này không có địa chỉ %(host)s.")


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: one blocking thread a process, as many processes as asked."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "1", "--workers", str(workers),
        "--host", host, "--port", str(port), "--no-ws", "--log-level", "warning", "dondoc.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The worker, as its own process."""
    return [sys.executable, "-m", "dondoc.console", "worker"]


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGINT, SIGTERM and a closed terminal set, instead of ending the process at once."""
    stop = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_args: stop.set()) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_all(commands: list[list[str]], stop: threading.Event, host: str, port: int, banner: str) -> int:
    """Start the processes, print the banner when the server answers, end all when one ends or when told to stop."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # Each leads a group: what it started is found and ended too when it was killed itself.
    running = [subprocess.Popen(command, env=environment, process_group=0) for command in commands]
    answered = False
    try:
        while not stop.wait(LOOK):
            if any(process.poll() is not None for process in running):
                break
            if not answered and answers(host, port):
                answered = True
                print(banner, flush=True)
    finally:
        fell = [process for process in running if process.poll() is not None]
        end(running)
    if fell and not stop.is_set():
        raise Told(
            _("Một tiến trình dừng bất ngờ (mã %(code)s); đã dừng cả chương trình.") % {"code": fell[0].returncode}
        )
    return OK if answered or stop.is_set() else PROBLEMS


def answers(host: str, port: int) -> bool:
    """Whether somebody listens at the address."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((reached, port), timeout=1):
            return True
    except OSError:
        return False


def end(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and insist when it does not in time; each leads a group, of which nobody stays behind."""
    for process in running:
        if process.poll() is None:
            process.terminate()
    last = now().timestamp() + PATIENCE
    for process in running:
        try:
            process.wait(timeout=max(0.1, last - now().timestamp()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(ProcessLookupError):  # nobody of its group is left, as it should be
            os.killpg(process.pid, signal.SIGKILL)
