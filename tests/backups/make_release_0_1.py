"""`python -m tests.backups.make_release_0_1`: how `release-0.1/` was made; run again only when that release is corrected.

The program of the release, checked out aside, fills an invented province on SQLite and on PostgreSQL; kept are a copy of each
database and the folder of files. Nobody in it lives. Needs git, and PostgreSQL 15 (the oldest that is supported) so that every
later `pg_restore` can read the dump.
"""

from __future__ import annotations

import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from tests import postgres

RELEASE = "a613627"
KEPT = Path(__file__).parent / "release-0.1"
#: What the program of the release does; a few papers over three weeks, so that every sort of row is there and the copy is small.
STORY = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from django.core.management import call_command
from dondoc import printing
from dondoc.demo import actions
printing.to_pdf = lambda paper: f"%PDF-1.4\\n% {paper.number} {paper.abstract}\\n".encode()  # a page with its fonts: 48 kB
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
print(actions.load(datetime(2026, 11, 25, 2, tzinfo=UTC), papers=8, span=timedelta(days=28)))
"""
SHRINK = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', [sys.argv[2]])"


def main() -> None:
    """Make both copies anew."""
    with tempfile.TemporaryDirectory() as folder:
        aside, var = Path(folder) / "program", Path(folder) / "var"
        subprocess.run(["git", "worktree", "add", "--detach", str(aside), RELEASE], check=True)
        try:
            shutil.rmtree(KEPT, ignore_errors=True)
            KEPT.mkdir()
            _fill(aside, var, "")
            _keep_sqlite(var)
            _keep_files(var, "sqlite")
            with postgres.server() as url:
                _fill(aside, Path(folder) / "var-postgresql", url)
                _keep_postgresql(url)
            _keep_files(Path(folder) / "var-postgresql", "postgresql")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(aside)], check=True)


def _fill(aside: Path, var: Path, url: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))
    }
    environment |= {"PYTHONPATH": str(aside), "DJANGO_SETTINGS_MODULE": "dondoc.settings", "DONDOC_DEBUG": "1"}
    environment |= {"DONDOC_VAR": str(var)} | ({"DATABASE_URL": url} if url else {})
    subprocess.run([sys.executable, "-c", STORY], env=environment, cwd=aside, check=True)


def _keep_sqlite(var: Path) -> None:
    small = var / "small.sqlite3"
    subprocess.run([sys.executable, "-c", SHRINK, str(var / "dondoc.sqlite3"), str(small)], check=True)
    (KEPT / "sqlite.xz").write_bytes(lzma.compress(small.read_bytes(), preset=9))


def _keep_files(var: Path, name: str) -> None:
    with tarfile.open(KEPT / f"files-{name}.tar.xz", "w:xz") as files:
        files.add(var / "files", arcname=".")


def _keep_postgresql(url: str) -> None:
    parts = urlsplit(url)
    options = ["--format=custom", "--no-owner", "--no-privileges", "--compress=0"]
    command = ["pg_dump", "-h", str(parts.hostname), "-p", str(parts.port), "-U", str(parts.username), *options]
    dump = subprocess.run([*command, parts.path[1:]], check=True, stdout=subprocess.PIPE).stdout
    (KEPT / "postgresql.dump.xz").write_bytes(lzma.compress(dump, preset=9))


if __name__ == "__main__":
    main()
