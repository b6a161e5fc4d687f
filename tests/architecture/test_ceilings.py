"""Ceilings: a file has at most 400 lines, a function 40; every public thing says what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture import source

FILE = 400
FUNCTION = 40
TEST_FUNCTION = 60


def test_no_file_is_longer_than_the_ceiling() -> None:
    """400 lines, in the program and in the tests; a longer one is two files."""
    long = {}
    for path in source.tracked():
        part = path.relative_to(source.ROOT).parts[0]
        if part in {"dondoc", "tests"} and path.suffix in {".py", ".html", ".js", ".css", ".typ"}:
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > FILE and "migrations" not in path.parts:
                long[path.relative_to(source.ROOT).as_posix()] = lines
    assert not long, long


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without signature and docstring: these may be as long as they need."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_function_is_longer_than_the_ceiling() -> None:
    """40 lines of body; a test may tell a story of 60."""
    long = {}
    for found, ceiling in ((source.modules(), FUNCTION), (source.tests(), TEST_FUNCTION)):
        for module in found:
            for function in _functions(module.tree):
                if _length(function) > ceiling:
                    long[f"{module.where}:{function.lineno} {function.name}"] = _length(function)
    assert not long, long


def _public(tree: ast.Module | ast.ClassDef, path: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_") or node.name == "Meta":
                continue
            yield f"{path}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _public(node, f"{path}{node.name}.")


def test_every_public_thing_has_a_docstring() -> None:
    """Modules, classes, functions, methods: one plain English sentence at least."""
    silent = []
    for module in source.modules():
        if "migrations" not in module.path.parts and module.path.stat().st_size and not ast.get_docstring(module.tree):
            silent.append(module.where)
        for name, node in _public(module.tree):
            if not ast.get_docstring(node):  # type: ignore[arg-type]
                silent.append(f"{module.where}: {name}")
    assert not silent, silent


def test_a_test_of_a_requirement_says_which_article_stands_behind_it() -> None:
    """A test whose name carries a row (``test_d1_…``) has a docstring."""
    silent = [
        f"{module.where}: {function.name}"
        for module in source.tests()
        for function in _functions(module.tree)
        if re.match(r"test_[a-h]\d+_", function.name) and not ast.get_docstring(function)
    ]
    assert not silent, silent


def test_every_room_is_its_own_readme() -> None:
    """The docstring of a room says its purpose, the articles that it answers (if it cites any) and its words."""
    poor = []
    for room in source.rooms():
        found = [module for module in source.modules() if module.room == room]
        text = ast.get_docstring(next(m.tree for m in found if m.name == f"dondoc.{room}")) or ""
        cites = any(
            text.value.startswith("Đ") and text.value[1:2].isdigit() for m in found for text in source.literals(m.tree)
        )
        if len(text) < 80 or "Words:" not in text:
            poor.append(f"{room}: purpose or words are missing")
        if cites and "Articles" not in text:
            poor.append(f"{room}: it cites articles and does not say which")
    assert not poor, poor
