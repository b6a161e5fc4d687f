"""The house of design section 3: floors, order inside a room, views at home, templates that look down."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source


def test_imports_keep_the_contracts() -> None:
    """import-linter: imports go down only; each contract is written, with its reason, in pyproject.toml."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor_and_says_what_it_is_for() -> None:
    """A room is a line of the contract, and the line above it is a comment."""
    assert set(source.rooms()) <= set(source.floors())
    lines = (source.ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith('id = "floors"'))
    layers = [n for n, line in enumerate(lines) if n > start and re.match(r'^  "[a-z()| :]+",$', line)]
    assert layers
    for n in layers:
        assert lines[n - 1].startswith("  # "), (
            f"pyproject.toml:{n + 1}: say in a comment what {lines[n].strip()} is for"
        )


FIXED = {"urls", "views", "forms", "permissions", "models", "rules", "sentences", "apps"}
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
    "services",
    "service",
    "managers",
    "signals",
}


def test_no_room_or_file_is_a_drawer() -> None:
    """No utils, helpers, common, services, managers, signals; neither as a room nor as a file."""
    named = {part: module.where for module in source.modules() for part in module.name.split(".")}
    assert not FORBIDDEN & set(named), {part: named[part] for part in FORBIDDEN & set(named)}


@pytest.mark.parametrize("kind", ["views", "forms"])
def test_pages_belong_to_their_own_room(kind: str) -> None:
    """Views are imported by their own room only; a form may be shown by a room above, never by one below."""
    wrong = []
    for module in source.modules():
        for target in imported(module):
            parts = target.split(".")
            if len(parts) > 2 and parts[0] == "dondoc" and parts[2] == kind and parts[1] != module.room:
                above = source.floors()[module.room] > source.floors()[parts[1]]
                if kind == "views" or not above:
                    wrong.append(f"{module.where} imports {target}")
    assert not wrong, wrong


def imported(module: source.Module) -> set[str]:
    """Every dotted name that the module imports."""
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_imports_hide_in_functions_only_where_django_asks_for_it() -> None:
    """An import inside a function hides a circle. Allowed: ready() of apps, the lazy door of gazette, commands' mains."""
    allowed = {"apps"}
    wrong = []
    for module in source.modules():
        if (module.inside[:1] and module.inside[-1] in allowed) or module.room in {"console", "demo"}:
            continue
        if module.name == "dondoc.gazette":  # models may not be imported before the apps are ready
            continue
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dondoc"):
                        wrong.append(f"{module.where}:{node.lineno}")
    assert not wrong, wrong


def test_templates_use_only_rooms_below() -> None:
    """What a template extends or includes belongs to its own room or to a room below it."""
    floors, wrong = source.floors(), []
    for name, path in source.templates().items():
        room = path.relative_to(source.PROGRAM).parts[0]
        for used in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8")):
            owner = source.templates().get(used)
            if owner is None:
                continue
            other = owner.relative_to(source.PROGRAM).parts[0]
            if other != room and floors[other] >= floors[room]:
                wrong.append(f"{name} uses {used}")
    assert not wrong, wrong
