"""One clock: `dondoc/clock.py` alone asks the system for the time; verbs are told it."""

from __future__ import annotations

import ast
import re

from tests.architecture import source

ASKING = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now"),
    ("timezone", "localdate"), ("timezone", "localtime"), ("time", "time"), ("time", "time_ns"), ("time", "localtime"),
    ("time", "gmtime"), ("time", "ctime"), ("time", "sleep"),
}  # fmt: skip

#: Who may ask the house's clock: what receives a request or a command, and the worker. Everything else is told.
DOORS = {"views", "middleware", "worker", "context", "adapter"}
ROOMS = {"console", "demo"}
#: Tests that may ask the system's clock, and why.
TESTS = {"tests/__main__.py": "prints the minutes of each group"}
#: Public functions in actions that write without a time, and why.
TIMELESS = {"documents.let_read": "who may read bears no date", "tasks.refresh_audience": "who may see bears no date",
            "tasks.follow_rename": "the words by which a task is found bear no date"}  # fmt: skip


def _asks(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    word = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return (word, function.attr) in ASKING


def test_only_the_clock_asks_the_system() -> None:
    """datetime.now, date.today, timezone.now, time.time and their sisters stand in clock.py alone; nobody sleeps."""
    asking = [
        f"{module.where}:{call.lineno}"
        for module in source.modules()
        for call in source.calls(module.tree)
        if _asks(call)
    ]
    assert {place.partition(":")[0] for place in asking} == {"dondoc/clock.py"}, asking


def test_no_test_uses_the_real_today_or_sleeps() -> None:
    """A test gives its time: it would otherwise fail on a day off, or once a year."""
    wrong = [
        f"{module.where}:{call.lineno}"
        for module in source.tests()
        if module.where not in TESTS
        for call in source.calls(module.tree)
        if _asks(call)
    ]
    assert not wrong, wrong


def test_no_column_and_no_page_asks_the_clock_behind_the_verbs() -> None:
    """No auto_now, no Now() in the database, no {% now %} in a template."""
    wrong = []
    for module in source.modules():
        for call in source.calls(module.tree):
            hidden = {keyword.arg for keyword in call.keywords} & {"auto_now", "auto_now_add"}
            if hidden or source.called(call) in {"Now", "TruncNow"}:
                wrong.append(f"{module.where}:{call.lineno}")
    for name, path in source.templates().items():
        if re.search(r"{%\s*now\s", path.read_text(encoding="utf-8")):
            wrong.append(name)
    assert not wrong, wrong


def test_only_doors_ask_the_clock_of_the_house() -> None:
    """Views, middleware, the adapter of sign-in, commands and the worker call `now()`; every other function takes the time."""
    wrong = []
    for module in source.modules():
        if module.room in ROOMS or module.room == "clock" or DOORS & set(module.inside):
            continue
        for call in source.calls(module.tree):
            if _asks_house(call, module.tree):
                wrong.append(f"{module.where}:{call.lineno}")
    assert not wrong, wrong


def _asks_house(call: ast.Call, tree: ast.Module) -> bool:
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        return isinstance(owner, ast.Name) and owner.id == "clock" and call.func.attr in {"now", "today"}
    if isinstance(call.func, ast.Name) and call.func.id in {"now", "today"}:
        return any(isinstance(node, ast.ImportFrom) and node.module == "dondoc.clock" for node in tree.body)
    return False


def test_verbs_are_told_the_time() -> None:
    """A public function of actions that opens a transaction, or writes a row, takes ``at``."""
    wrong = []
    for module in source.modules():
        if module.inside[:1] != ("actions",):
            continue
        for function in module.tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            if f"{module.room}.{function.name}" in TIMELESS:
                continue
            told = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)} & {"at", "act", "since"}
            if _changes(function) and not told:
                wrong.append(f"{module.where}:{function.lineno} {function.name}")
    assert not wrong, wrong


def _changes(function: ast.FunctionDef) -> bool:
    return any(
        source.called(call) in {"atomic", "create", "bulk_create", "update_or_create"}
        for call in source.calls(function)
    )
