"""`python -m tests [pytest arguments]`: everything on SQLite, then on PostgreSQL, with the minutes of each group."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import postgres

#: The large group comes last: its closing line is the last line of all.
GROUPS = (("browser", ["-m", "browser"]), ("tests", ["-n", "auto", "--dist", "loadfile", "-m", "not browser"]))
NOTHING_COLLECTED = 5


def run(name: str, url: str | None, arguments: list[str]) -> bool:
    """Run the groups on one database; True when all passed. A narrow call may leave a group without tests."""
    environment = dict(os.environ)
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    good = True
    for group, options in GROUPS:
        environment["DONDOC_TEST_GROUP"] = f"{name}, {group}"
        command = [sys.executable, "-m", "pytest", "-q", *options, *arguments]
        code = subprocess.run(command, env=environment, check=False).returncode
        good = good and (code == 0 or (code == NOTHING_COLLECTED and bool(arguments)))
    return good


def main() -> int:
    """0 when every group passed on both databases."""
    arguments = sys.argv[1:]
    passed = run("SQLite", None, arguments)
    with postgres.server() as url:
        passed = run("PostgreSQL", url, arguments) and passed
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
