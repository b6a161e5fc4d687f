"""One word for one thing: docs/glossary.md and the code agree."""

from __future__ import annotations

import ast
import re

from django.apps import apps

from tests.architecture import source

PAGE = source.ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<vi>[^|]+) \| (?P<en>[^|]+) \| `(?P<identifier>[^`]+)` \|", re.M)


def _rows() -> list[dict[str, str]]:
    return [
        {key: value.strip() for key, value in found.groupdict().items()}
        for found in ROW.finditer(PAGE.read_text("utf-8"))
    ]


def _names() -> set[str]:
    """Every name that the program defines: rooms, classes, functions, columns, members."""
    names = set(source.floors())
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
    return names


def test_every_row_is_read() -> None:
    """No row of the tables is malformed."""
    lines = [
        line
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("|") and not re.match(r"^\|[\s:|-]+$", line)
    ]
    heads = [line for line in lines if "identifier" in line]
    assert len(lines) - len(heads) == len(_rows()) > 40


def test_every_term_exists_once() -> None:
    """One Vietnamese term, one English term, one identifier: none stands in two rows."""
    for column in ("vi", "en", "identifier"):
        terms = [row[column].lower() for row in _rows()]
        assert len(terms) == len(set(terms)), sorted({term for term in terms if terms.count(term) > 1})


def test_every_identifier_exists_in_the_code() -> None:
    """A word of the glossary that the program does not use is no word of the house."""
    names = _names()
    unknown = [row["identifier"] for row in _rows() if not all(part in names for part in row["identifier"].split("."))]
    assert not unknown, unknown


def test_every_table_is_in_the_glossary() -> None:
    """A table without a term would be named anew by everybody who speaks of it."""
    known = {row["identifier"].split(".")[-1] for row in _rows()}
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("dondoc.")}
    assert models <= known, models - known
