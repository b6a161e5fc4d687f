"""`dondoc serve`: pages and background work in one command."""

from __future__ import annotations

import argparse
from datetime import timedelta

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot, demo
from dondoc.console.parsing import a_count, a_port, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Serve the pages and do the background work (sealing, mail, urging) until Ctrl-C or SIGTERM.\n"
        "Brings the database and the static files up to date first. Settings come from the environment:\n"
        "docs/operate/settings.md lists them; DONDOC_DEMO=1 serves the invented province.",
        "DONDOC_DEMO=1 dondoc serve",
        "dondoc serve --port 8080 --workers 4",
        "dondoc serve --no-worker          (when `dondoc worker` runs elsewhere)",
    )
    parser.add_argument("--port", type=a_port, default=8000, help="port (default 8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1: this machine only)"
    )
    parser.add_argument("--workers", type=a_count, default=1, metavar="N", help="web processes (default 1)")
    parser.add_argument("--no-worker", action="store_true", help="serve only the pages")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when ended by a signal; 1 when the port is taken or a process fell."""
    from dondoc.console import serving

    serving.require_free(given.host, given.port)
    boot(tables=False)
    from dondoc.console import preparing

    preparing.database()
    refuse_real_data()
    preparing.static_files()
    remove_halves()
    commands = [serving.server_command(given.host, given.port, given.workers)]
    if not given.no_worker:
        commands.append(serving.worker_command())
    with serving.told_to_stop() as stop:
        return serving.run_all(commands, stop, given.host, given.port, banner(given.host, given.port))


def remove_halves() -> int:
    """Remove what a killed server had taken in halfway; says how many. An hour is longer than any upload takes."""
    from dondoc.documents import uploads

    return uploads.sweep(now() - timedelta(hours=1))


def refuse_real_data() -> None:
    """Demo mode has a public key and public passwords: it serves nothing but the demo."""
    from django.conf import settings

    if settings.DEMO and not demo().is_here():
        said = _("DONDOC_DEMO=1 chỉ dành cho dữ liệu minh hoạ: hãy chạy dondoc demo trước, hoặc bỏ DONDOC_DEMO.")
        raise exits.Told(said, exits.USAGE)


def banner(host: str, port: int) -> str:
    """The address, and in demo mode who can sign in."""
    from django.conf import settings

    shown = f"[{host}]" if ":" in host else host
    lines = [_("dondoc chạy tại %(address)s (Ctrl-C để dừng)") % {"address": f"http://{shown}:{port}/"}]
    door = demo()
    if settings.DEMO and door.is_here():
        lines += [_("Tài khoản minh hoạ (mật khẩu chung: %(password)s):") % {"password": door.password()}]
        lines += [f"  {username:<14} {name}, {title}" for username, name, title in door.accounts()]
    return "\n".join(lines)
