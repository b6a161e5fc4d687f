"""Tables: keys point down only, nothing generic, every change has its migration."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture import source


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dondoc.")]


def _room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def test_no_key_points_upwards() -> None:
    """A foreign key, one-to-one or many-to-many leads to the own room or to a room below (the model graph is read)."""
    floors, wrong = source.floors(), []
    for model in _models():
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if isinstance(target, type) and target.__module__.startswith("dondoc."):
                if floors[_room(target)] > floors[_room(model)]:
                    wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert not wrong, wrong


def test_no_relation_is_generic() -> None:
    """No GenericForeignKey: a thing that carries duties holds a one-to-one to its matter."""
    generic = [model._meta.label for model in _models() if model._meta.private_fields]
    assert not generic, generic


def test_no_key_is_a_text() -> None:
    """A key names its target as a class; only ``"self"`` is a text. A text could point upwards unseen."""
    wrong = []
    for module in source.modules():
        for call in source.calls(module.tree):
            if source.called(call) in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
                wrong += [
                    f"{module.where}:{call.lineno}"
                    for text in source.texts_of(source.argument(call, 0, "to"))
                    if text != "self"
                ]
    assert not wrong, wrong


def test_whatever_carries_duties_holds_its_matter_and_no_title_is_copied() -> None:
    """A duty knows matter, root, register and holder; titles are fetched, not copied."""
    duty = apps.get_model("duties", "Duty")
    names = {field.name for field in duty._meta.get_fields() if field.concrete}
    assert {"matter", "root", "register", "holder_unit", "holder_post", "edition", "due_on"} <= names
    assert not names & {"title", "name", "content", "abstract", "code"}


def test_timeliness_is_never_a_column() -> None:
    """Within or past the deadline is derived from dates (design 1.3)."""
    words = ("overdue", "late", "timeliness", "is_past", "in_time")
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in _models()
        for field in model._meta.get_fields()
        if field.concrete and any(word in field.name.split("_") or field.name == word for word in words)
    ]
    assert not wrong, wrong


def test_long_lists_page_by_columns_that_are_never_null_and_end_in_id() -> None:
    """A default order ends in id unless the rows of one owner are few and numbered."""
    few = {"ordinal", "code", "name"}
    wrong = []
    for model in _models():
        order = [str(name).lstrip("-") for name in model._meta.ordering]
        if order and order[-1] not in {"id", "pk"} | few:
            wrong.append(model._meta.label)
        wrong += [
            f"{model._meta.label}.{name}"
            for name in order
            if "__" not in name and name not in {"id", "pk"} and model._meta.get_field(name).null
        ]
    assert not wrong, wrong


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration() -> None:
    """`makemigrations --check`: the tables are what the models say."""
    try:
        call_command("makemigrations", *sorted({_room(model) for model in _models()}), check=True, dry_run=True)
    except SystemExit as stopped:
        pytest.fail(f"a model has changed without a migration ({stopped.code}); run makemigrations")


def test_migrations_are_named_and_numbered() -> None:
    """One line of migrations per room, without branches and without gaps."""
    for room in source.rooms():
        folder = source.PROGRAM / room / "migrations"
        if folder.is_dir():
            numbers = sorted(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))
            assert numbers == list(range(1, len(numbers) + 1)), room


def test_every_class_of_a_table_says_what_a_row_is() -> None:
    """The docstring of a model is the definition of the word."""
    silent = []
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Attribute) and base.attr == "Model" for base in node.bases
            ):
                if len(ast.get_docstring(node) or "") < 20:
                    silent.append(f"{module.where}: {node.name}")
    assert not silent, silent
