"""`bench/kills` in short, with a fixed seed: real victims, real SIGKILLs, on PostgreSQL the server too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = {"sqlite": 38, "postgresql": 19}
ACTS = (
    "tasks.register_directive", "tasks.take_over", "tasks.return_task", "tasks.reassign", "tasks.report_progress",
    "tasks.send_result", "tasks.accept_result", "tasks.send_back", "tasks.move_due_date", "tasks.correct_directive",
    "tasks.confirm_purge", "urging.record_urging", "urging.issue_slip", "urging.instruct", "units.appoint_deputy",
    "duties.amend_calendar", "jobs.calendar", "jobs.mail", "jobs.seal",
)  # fmt: skip


def test_what_is_killed_leaves_everything_or_nothing(db: None, tmp_path: Path) -> None:
    """Design 8: a process or a database killed at any point: the acknowledged is there once, nothing is half there."""
    told = tmp_path / "kills.json"
    command = [sys.executable, str(ROOT / "bench" / "kills"), "--seed", "7", "--lanes", "1", "--json", str(told)]
    command += ["--database", connection.vendor, "--rounds", str(ROUNDS[connection.vendor])]
    for act in ACTS:
        command += ["--only", act]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (run,) = json.loads(told.read_text(encoding="utf-8"))
    assert run["violations"] == [] and {one["act"] for one in run["rounds"]} == set(ACTS)
    outcomes = {one["outcome"] for one in run["rounds"]}
    # Which of them a moment drawn by the clock brings depends on the machine: some must have been stopped, some have been done.
    assert "absent" in outcomes and outcomes & {"whole", "acknowledged"}
    assert any("COMMIT" in one["where"] for one in run["rounds"])
