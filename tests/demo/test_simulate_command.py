"""`dondoc simulate` fills an empty database, says how far it is beside its figures, and refuses in a sentence."""

from __future__ import annotations

import json

import pytest

from dondoc.console.main import main
from dondoc.tasks.models import Task


@pytest.fixture(autouse=True)
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of the one at the keyboard."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")


@pytest.mark.django_db(transaction=True)
def test_figures_for_a_script_and_a_sentence_the_second_time(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON alone on the output; nothing is written over a province without being asked; `--reset` begins anew."""
    asked = ["simulate", "--tasks", "12", "--seed", "2", "--years", "1", "--at", "2026-11-25", "--json"]
    assert main(asked) == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    assert (said["tasks"], said["seed"], said["rows"]["tasks_task"]) == (12, 2, 12) and "12/12" in printed.err
    assert main(asked) == 1
    assert "trống" in capsys.readouterr().err and Task.objects.count() == 12
    assert main([*asked[:-1], "--reset"]) == 0
    assert "Đã mô phỏng 12 nhiệm vụ" in capsys.readouterr().out and Task.objects.count() == 12


@pytest.mark.parametrize("wrong", [["--tasks", "0"], ["--tasks", "10", "--years", "40"], []])
def test_wrong_use_is_told(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No number of tasks, none at all, more years than the calendars know: a sentence, and nothing is begun."""
    try:
        code = main(["simulate", *wrong])
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == 2 and capsys.readouterr().err
