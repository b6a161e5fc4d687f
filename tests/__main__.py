"""`python -m tests [pytest arguments]`: everything on SQLite, then on PostgreSQL, with the minutes of each group."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests import postgres

GROUPS = (("tests", ["-n", "auto", "--dist", "loadfile", "-m", "not browser"]), ("browser", ["-m", "browser"]))


def run(name: str, url: str | None, arguments: list[str]) -> bool:
    """Run the groups on one database; True when all passed."""
    environment = dict(os.environ)
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    good = True
    for group, options in GROUPS:
        began = time.monotonic()
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *options, *arguments], env=environment, check=False
        ).returncode
        good = good and code in {0, 5}
        print(f"== {name}, {group}: {(time.monotonic() - began) / 60:.1f} min, exit {code}", flush=True)
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
