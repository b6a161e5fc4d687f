"""What a run found: a row for each line of the table of budgets, and the machine it was found on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.house import ROOT

MEETS, MISSES, FAILED, ABSENT = "meets", "misses", "FAILED", "–"


@dataclass
class Row:
    """A measured line; times in milliseconds. ``figure`` tells what is not a page."""

    name: str
    budget: str
    verdict: str = FAILED
    p50: float | None = None
    p95: float | None = None
    p95_of_many: float | None = None
    bare_p95: float | None = None
    ratio: float | None = None
    cpu: float | None = None
    queries: int | None = None
    in_sql: float | None = None
    kib: float | None = None
    figure: str = ""
    note: str = ""


@dataclass
class Outcome:
    """All rows of a run with what was measured on which machine."""

    machine: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def machine(vendor: str, version: str, tasks: int, size_mib: float, at: datetime) -> dict[str, Any]:
    """Date, size of the machine, versions, size of the data."""
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": at.strftime("%Y-%m-%d %H:%M"),
        "commit": said.stdout.strip(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "database": vendor,
        "version": version,
        "tasks": tasks,
        "database_mib": round(size_mib),
    }


HEADS = ("what", "budget", "p95 1", "p95 8", "bare", "ratio", "cpu", "queries", "KiB", "verdict")


def _cells(row: Row) -> tuple[str, ...]:
    def ms(value: float | None) -> str:
        return "" if value is None else f"{value:.1f}" if value < 100 else f"{value:.0f}"

    ratio = "" if row.ratio is None else f"{row.ratio:.1f}"
    queries = "" if row.queries is None else str(row.queries)
    kib = "" if row.kib is None else f"{row.kib:.0f}"
    figure = row.figure or ms(row.p95)
    return (
        row.name, row.budget, figure, ms(row.p95_of_many), ms(row.bare_p95), ratio, ms(row.cpu), queries, kib,
        row.verdict + (f": {row.note}" if row.note else ""),
    )  # fmt: skip


def table(outcome: Outcome, *, markdown: bool = False) -> str:
    """The rows under their heads, aligned for a terminal or as a table of Markdown."""
    rows = [HEADS, *map(_cells, outcome.rows)]
    if markdown:
        lines = ["| " + " | ".join(cells) + " |" for cells in rows]
        return "\n".join([_said(outcome), "", lines[0], "|" + "---|" * len(HEADS), *lines[1:], *_notes(outcome)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    return "\n".join([_said(outcome), "", *lines, *_notes(outcome)])


def _said(outcome: Outcome) -> str:
    m = outcome.machine
    return (
        f"{m['tasks']:,} tasks, {m['database']} {m['version']} ({m['database_mib']:,} MiB), {m['date']}, {m['cores']} cores, "
        f"{m['memory_gib']} GiB, Python {m['python']}, commit {m['commit']}, load at the beginning {m['load']}; times in milliseconds"
    )


def _notes(outcome: Outcome) -> list[str]:
    return ["", *(f"- {note}" for note in outcome.notes)] if outcome.notes else []
