"""What is told of a run: a table of acts, kills and outcomes; the same as JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.killing.running import Found

OUTCOMES = ("absent", "some", "whole", "acknowledged")
HEADS = ("act", "kills", "process", "database", "absent", "some steps", "whole, untold", "acknowledged", "violations")


def rows(found: Found) -> list[tuple[Any, ...]]:
    """One line per act, in the order of names, and the sum."""
    by_act: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in found.rounds:
        by_act[one["act"]].append(one)
    lines = [_line(act, by_act[act]) for act in sorted(by_act)]
    return [*lines, _line("all", found.rounds)]


def _line(act: str, rounds: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    outcomes = Counter(one["outcome"] for one in rounds)
    processes = sum(one["whom"] in {"process", "web", "server", "worker", "all"} for one in rounds)
    wrong = sum(bool(one["wrong"]) for one in rounds)
    return (act, len(rounds), processes, len(rounds) - processes, *(outcomes[name] for name in OUTCOMES), wrong)


def table(found: Found) -> str:
    """The table, with what was wrong below it."""
    lines = [tuple(map(str, line)) for line in [HEADS, *rows(found)]]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    told = [
        "| "
        + " | ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in enumerate(pairs)
        )
        + " |"
        for pairs in (list(zip(line, widths, strict=True)) for line in lines)
    ]
    told.insert(
        1,
        "|"
        + "|".join(
            ("-" if place == 0 else "") + "-" * (width + 1) + ("" if place == 0 else ":")
            for place, width in enumerate(widths)
        )
        + "|",
    )
    head = f"{found.vendor}, seed {found.seed}: {len(found.rounds)} kills in {found.seconds / 60:.1f} min"
    return "\n".join([head, "", *told, "", *(f"VIOLATION {what}" for what in found.violations)])


def write(path: Path, runs: Sequence[Found]) -> None:
    """Everything as JSON."""
    body = [
        {"database": one.vendor, "seed": one.seed, "seconds": round(one.seconds, 1), "kills": len(one.rounds),
         "violations": one.violations, "rounds": one.rounds}
        for one in runs
    ]  # fmt: skip
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
