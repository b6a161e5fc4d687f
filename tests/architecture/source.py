"""The program as the architecture tests read it: tracked files, parsed modules, floors, rooms."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "dondoc"


@dataclass(frozen=True)
class Module:
    """A file of Python: its dotted name, its path from the root, its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """``tasks`` of ``dondoc.tasks.actions.working``; ``clock`` of ``dondoc.clock``."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def inside(self) -> tuple[str, ...]:
        """``("actions", "working")`` of ``dondoc.tasks.actions.working``."""
        return tuple(self.name.split(".")[2:])

    @property
    def where(self) -> str:
        """The path as people read it."""
        return self.path.relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository; outside a checkout, every file that a clone would have."""
    command = ["git", "-C", str(ROOT), "-c", "core.quotePath=off", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        aside = {".venv", "var", "build", ".git", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not aside & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def parse(path: Path) -> ast.Module:
    """The tree of a file of Python."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def modules(*, migrations: bool = False) -> tuple[Module, ...]:
    """Every module of the program."""
    found = []
    for path in tracked():
        if path.suffix == ".py" and PROGRAM in path.parents and (migrations or "migrations" not in path.parts):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path, parse(path)))
    return tuple(found)


@cache
def tests() -> tuple[Module, ...]:
    """Every module of the tests."""
    folder = ROOT / "tests"
    paths = [path for path in tracked() if path.suffix == ".py" and folder in path.parents]
    return tuple(Module(".".join(path.relative_to(ROOT).with_suffix("").parts), path, parse(path)) for path in paths)


@cache
def templates() -> dict[str, Path]:
    """Every template by the name under which it is asked for."""
    found = {}
    for path in tracked():
        if path.suffix in {".html", ".jinja"} and "templates" in path.parts and PROGRAM in path.parents:
            parts = path.parts
            found["/".join(parts[parts.index("templates") + 1 :])] = path
    return found


@cache
def floors() -> dict[str, int]:
    """How high each room stands: read from the contract itself, 0 is the ground."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "floors")
    rooms = {}
    for height, layer in enumerate(reversed(contract["layers"])):
        for room in layer.replace("|", " ").replace(":", " ").split():
            rooms[room.strip("()")] = height
    return rooms


def rooms() -> list[str]:
    """Every room that is a package, without the clock and the street door."""
    return sorted({module.room for module in modules() if module.path.parent != PROGRAM})


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in the tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: ``record`` of ``journal.record(…)``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text that the program uses; docstrings are no use."""
    silent = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    """The argument by place or by name."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if len(call.args) > place else None


def texts_of(node: ast.expr | None) -> list[str]:
    """The literal texts that an argument may be: a text, or one of two behind a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) + texts_of(node.orelse)
    return []
