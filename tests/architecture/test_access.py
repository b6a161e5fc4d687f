"""The access table: every cell stated, every verb of it asked for somewhere, no door beside it."""

from __future__ import annotations

import ast
import itertools

from dondoc.units import access
from dondoc.units.models import Role
from tests.architecture import source


def test_every_cell_is_stated() -> None:
    """role × relation × verb has no blank cell and no cell of an unknown name; the public is a role too."""
    assert set(access.TABLE) == set(itertools.product(access.ROLES, access.RELATIONS, access.VERBS))
    assert set(access.ROLES) == {*Role.values, "public"}


READING = {"get", "all", "first", "last", "in_bulk", "values", "values_list"}


def _asked_for() -> set[str]:
    """Names of verbs that the program reads off the table."""
    names = set()
    for module in source.modules():
        if module.name != "dondoc.units.access":
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "access":
                    names.add(node.attr)
    return names


def test_every_verb_of_the_table_is_asked_for() -> None:
    """A column that no code reads would be a promise; it is taken out or used."""
    constants = {name for name in vars(access) if name.isupper() and vars(access)[name] in access.VERBS}
    assert not constants - _asked_for(), constants - _asked_for()


def test_no_permission_looks_at_a_person() -> None:
    """What somebody may do comes from the post: no is_staff, is_superuser, has_perm, groups of Django."""
    words = {"is_superuser", "has_perm", "has_perms", "has_module_perms", "user_permissions", "user_passes_test"}
    wrong = []
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute | ast.Name):
                word = node.attr if isinstance(node, ast.Attribute) else node.id
                if word in words or (word == "is_staff" and module.name != "dondoc.units.models"):
                    wrong.append(f"{module.where}:{node.lineno} {word}")
    assert not wrong, wrong


def test_pages_read_through_visible_to() -> None:
    """In views, tasks, assignments and papers are read through `visible_to` or `access_…`, never through `.objects.get`."""
    guarded = {"Task", "Assignment", "Document"}
    wrong = []
    for module in source.modules():
        if module.inside[:1] != ("views",):
            continue
        for call in source.calls(module.tree):
            function = call.func
            if isinstance(function, ast.Attribute) and function.attr in {
                "get",
                "all",
                "first",
                "last",
                "in_bulk",
                "values",
                "values_list",
            }:
                owner = function.value
                if isinstance(owner, ast.Attribute) and owner.attr == "objects" and isinstance(owner.value, ast.Name):
                    if owner.value.id in guarded:
                        wrong.append(f"{module.where}:{call.lineno}")
            if source.called(call) == "get_object_or_404" and call.args and isinstance(call.args[0], ast.Name):
                if call.args[0].id in guarded:
                    wrong.append(f"{module.where}:{call.lineno}")
    assert not wrong, wrong
