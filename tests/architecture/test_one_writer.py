"""One writer: only `actions.py` (or a package `actions`) changes tables."""

from __future__ import annotations

import ast
import fnmatch
import re

from django.apps import apps

from tests.architecture import source

#: Who else writes, and why. Nothing is added here without a reason that a reader of the journal would accept.
EXCEPTIONS = {
    "dondoc/tasks/rebuild.py": "projections are written again from the facts",
    "dondoc/tasks/fulltext.py": "the database is told to fill its own search index",
    "dondoc/documents/shelf.py": "an object of a bucket is deleted, no row",
    "dondoc/demo/simulate/*.py": "writes the rows that the verbs would write, a million times faster",
}
ALWAYS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "abulk_create", "asave"}
ALWAYS |= {"acreate", "aupdate", "adelete", "save_base", "executemany"}
SQL = re.compile(r"\s*(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM)\s", re.I)


def _accessors() -> set[str]:
    """Names under which a model shows its many-to-many and reverse relations."""
    names = set()
    for model in apps.get_models():
        if model.__module__.startswith("dondoc."):
            for field in model._meta.get_fields():
                if field.many_to_many or field.one_to_many:
                    names.add(getattr(field, "get_accessor_name", lambda field=field: field.name)())
    return names - {None}


def _writes(call: ast.Call, accessors: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, call.func.value
    if isinstance(receiver, ast.Call) and source.called(receiver) == "super":
        return False  # a model's own override
    if name == "save":  # a document of Word is saved to a place, a row to none
        return not call.args
    if name in ALWAYS:
        return True
    if name == "update":  # a dictionary takes a mapping, a queryset takes names
        return bool(call.keywords) and not call.args
    if name == "delete":  # a cache takes a key, a row and a queryset take nothing
        return not call.args and not call.keywords
    if name in {"add", "set", "remove", "clear"}:
        return isinstance(receiver, ast.Attribute) and receiver.attr in accessors
    return False


def _found() -> list[tuple[source.Module, int]]:
    accessors, found = _accessors(), []
    for module in source.modules():
        found += [(module, call.lineno) for call in source.calls(module.tree) if _writes(call, accessors)]
        found += [(module, text.lineno) for text in source.literals(module.tree) if SQL.match(text.value)]
    return found


def _is_excepted(where: str) -> str | None:
    return next((pattern for pattern in EXCEPTIONS if fnmatch.fnmatch(where, pattern)), None)


def test_only_actions_write() -> None:
    """A row is saved, created, updated or deleted by a verb; the exceptions are listed with their reasons."""
    wrong = [
        f"{module.where}:{line}"
        for module, line in _found()
        if module.inside[:1] != ("actions",) and not _is_excepted(module.where)
    ]
    assert not wrong, f"only actions write: {wrong}"


def test_each_exception_is_still_needed() -> None:
    """An exception whose file is there and writes nothing any more is taken off the list."""
    writing = {_is_excepted(module.where) for module, _ in _found()}
    there = {_is_excepted(module.where) for module in source.modules()} - {None}
    assert there <= writing, there - writing


def test_the_verb_opens_the_transaction() -> None:
    """Never a view, a form or a permission, and never ATOMIC_REQUESTS for them."""
    outside = {"views", "forms", "middleware", "permissions", "models", "rules"}
    wrong = []
    for module in source.modules():
        opens = any(source.called(call) == "atomic" for call in source.calls(module.tree))
        if opens and outside & set(module.inside[:1]):
            wrong.append(module.where)
        if "ATOMIC_REQUESTS" in module.path.read_text(encoding="utf-8"):
            wrong.append(f"{module.where}: ATOMIC_REQUESTS")
    assert not wrong, wrong


def test_the_detector_sees_each_way_of_writing() -> None:
    """The test above can fail: every way of writing is seen, and what only looks like writing is not."""
    writing = """
row.save()
Model.objects.create(a=1)
Model.objects.filter(pk=1).update(a=2)
Model.objects.filter(pk=1).delete()
document.related.set(papers)
group.members.add(unit)
Model.objects.get_or_create(a=1)
Model.objects.bulk_create(rows)
"""
    harmless = """
found.update({"a": 1})
seen.add(1)
cache.delete("key")
super().save()
word.save(stream)
path.unlink()
"""
    accessors = _accessors()
    assert all(_writes(call, accessors) for call in _outer(writing))
    assert not any(_writes(call, accessors) for call in _outer(harmless))


def _outer(text: str) -> list[ast.Call]:
    return [
        node.value for node in ast.parse(text).body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
