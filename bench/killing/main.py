"""The command line of `bench/kills`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.killing import reporting, running

DATABASES = ("sqlite", "postgresql")


def main(argv: Sequence[str] | None = None) -> int:
    """0 when nothing was lost, half done or done twice."""
    parser = argparse.ArgumentParser(prog="bench/kills", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=1000, metavar="N", help="kills on each database (default 1000)")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed draws the same kills (default 1)"
    )
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one (default both)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every round there")
    parser.add_argument("--lanes", type=int, default=running.default_lanes(), metavar="N", help="epochs side by side")
    parser.add_argument("--only", action="append", default=[], metavar="ACT", help="only this act; may be repeated")
    parser.add_argument("--house", type=float, default=running.HOUSE_SHARE, metavar="SHARE",
                        help="share of the kills of the real server and worker (default 0.1)")  # fmt: skip
    parser.add_argument("--keep", action="store_true", help="keep databases and logs to look into")
    parser.add_argument("--list", action="store_true", help="name the acts and end")
    given = parser.parse_args(argv)
    if given.list:
        print("\n".join(running.acts()))
        return 0
    runs = []
    for vendor in given.database or DATABASES:
        found = running.run(
            vendor, rounds=given.rounds, seed=given.seed, lanes=max(1, given.lanes), only=given.only,
            house=given.house, keep=given.keep,
        )  # fmt: skip
        print(reporting.table(found), flush=True)
        runs.append(found)
    if given.json:
        reporting.write(given.json, runs)
    return 1 if any(found.violations for found in runs) else 0
