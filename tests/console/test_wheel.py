"""A wheel carries everything that a clone has beside the package: regulations, calendars, translations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture import source


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a wheel that was built from a copy of the repository, unpacked as an installer does."""
    copy = tmp_path_factory.mktemp("copy")
    for path in source.tracked():
        target = copy / path.relative_to(source.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    wheels = tmp_path_factory.mktemp("wheels")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        ".",
    ]
    subprocess.run(build, cwd=copy, check=True, capture_output=True)
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        wheel.extractall(place)
    return place


def run(installed: Path, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`dondoc` of the wheel, far from the clone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, "-m", "dondoc.console", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={**kept, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "LC_ALL": "vi_VN.UTF-8", **environment},
    )  # fmt: skip


def test_law_can_be_looked_up_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    """Regulations and calendars lie inside the package."""
    ran = run(installed, tmp_path, "deadline", "hue-71-2016", "entry", "--from", "2016-09-01", "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["due_on"] == "2016-09-06"  # National Day, a Friday, is skipped
    listed = run(installed, tmp_path, "regulation", "list", "--json")
    assert {Path(row["folder"]).parent for row in json.loads(listed.stdout)} == {installed / "dondoc/data/profiles"}
    assert run(installed, tmp_path, "regulation", "check").returncode == 0


def test_english_comes_along(installed: Path, tmp_path: Path) -> None:
    """The catalogue is compiled while the wheel is built."""
    assert (installed / "dondoc/data/locale/en/LC_MESSAGES/django.mo").stat().st_size > 1000
    ran = run(installed, tmp_path, "deadline", "nix", "entry", "--from", "2016-09-01", LC_ALL="en_GB.UTF-8")
    assert ran.returncode == 2 and "hue-71-2016" in ran.stderr


def test_the_database_lies_in_the_users_folder(installed: Path, tmp_path: Path) -> None:
    """Never beside the installed program: DONDOC_VAR, else the user's folder for data."""
    said = run(installed, tmp_path, "check", DONDOC_SECRET_KEY="k" * 60, XDG_DATA_HOME=str(tmp_path / "data"))
    assert said.returncode == 1 and "dondoc init" in said.stderr, said.stderr
    assert (tmp_path / "data" / "dondoc").is_dir() and not (installed / "var").exists()


def test_templates_and_styles_come_along(installed: Path) -> None:
    """What is no Python is in the wheel too."""
    have = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    want = {
        path.relative_to(source.ROOT).as_posix()
        for path in source.tracked()
        if source.PROGRAM in path.parents and path.suffix in {".html", ".css", ".js", ".typ", ".txt", ".svg", ".py"}
    }
    assert want and not want - have, want - have
