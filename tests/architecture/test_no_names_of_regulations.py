"""A regulation is data: no line of the program asks which regulation it has before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture import source
from tests.architecture.source import Module

#: The ids of the regulations, and the short names by which they are spoken of: the folder of each begins with it.
IDS = sorted(path.parent.name for path in source.ROOT.glob("profiles/*/profile.toml"))
SHORT = sorted({name.partition("-")[0] for name in IDS})
LIKE_ID = re.compile(rf"({'|'.join(SHORT)})-[0-9a-z-]+")
#: What says which regulation it is. It may be stored and shown, and be compared with the name of its folder.
TELLING = frozenset({"profile_id"})
#: The demonstration founds authorities that are named with the regulation that each adopted.
FOUNDERS = frozenset({"demo"})


def _docstrings(tree: ast.AST) -> set[int]:
    """The places of texts that only explain: a statement that is nothing but a text."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def names_said(tree: ast.AST) -> Iterator[int]:
    """The lines where a text of the code is the name of a regulation, whole: examples in a longer sentence are not meant."""
    explaining = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            text = node.value.strip().lower()
            if text in IDS or text in SHORT or LIKE_ID.fullmatch(text):
                yield node.lineno


def decisions(tree: ast.AST) -> Iterator[int]:
    """The lines that compare what says which regulation it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and side.attr in TELLING for side in sides):
                yield node.lineno


def program() -> list[Module]:
    """What runs for every authority alike."""
    return [module for module in source.modules() if module.room not in FOUNDERS]


def test_no_code_and_no_page_names_a_regulation() -> None:
    """Design 1.1: the profiles differ in data only; a sixth is added by people who read law and not Python."""
    said = [f"{module.where}:{line}" for module in program() for line in names_said(module.tree)]
    decided = [f"{module.where}:{line}" for module in program() for line in decisions(module.tree)]
    names = "|".join([*IDS, *[name.upper() for name in SHORT]])
    word = re.compile(rf"\b({names})\b")
    pages = [
        str(path.relative_to(source.ROOT))
        for ending in ("html", "jinja", "txt")
        for path in (source.ROOT / "dondoc").rglob(f"*.{ending}")
        if word.search(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8")))
    ]
    assert (said, decided, pages) == ([], [], [])


@pytest.mark.parametrize(
    "code",
    [
        'if law.id == "hue-71-2016":\n    pass',
        'kinds = {"HUE": 3}',
        'match law.id:\n    case "hue-71-2016":\n        pass',
    ],
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    """Otherwise it could not fail."""
    assert list(names_said(ast.parse(code)))
    assert list(decisions(ast.parse("if edition.profile_id in KNOWN:\n    pass")))
