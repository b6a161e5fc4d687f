"""Editions: stored once, never changed, and the only way in which code reads law."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from dondoc import gazette
from dondoc.gazette import actions
from dondoc.gazette.models import Edition
from dondoc.regulation import ProfileError
from tests.rivals import together
from tests.world import AT, ROOT

HUE = ROOT / "profiles" / "hue-71-2016"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the regulation that may be changed."""
    return Path(shutil.copytree(HUE, tmp_path / "hue-71-2016"))


def change(folder: Path, was: str, now: str) -> None:
    """Replace a text in the profile."""
    path = folder / "profile.toml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")


@pytest.mark.django_db
def test_the_same_content_is_stored_once(draft: Path) -> None:
    first = actions.load_edition(HUE, AT)
    assert actions.load_edition(draft, AT) == first
    assert first.label == "71/2016/QĐ-UBND (bản 2)" and first.profile_id == "hue-71-2016"
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_the_same_label_with_another_content_is_refused(draft: Path) -> None:
    """Design 4.6: whoever changes a regulation gives it another edition."""
    actions.load_edition(HUE, AT)
    change(draft, 'value       = "3wd"', 'value       = "4wd"')
    with pytest.raises(actions.EditionConflict, match="edition"):
        actions.load_edition(draft, AT)
    change(draft, 'edition = "bản 2"', 'edition = "bản 3"')
    assert actions.load_edition(draft, AT).label == "71/2016/QĐ-UBND (bản 3)"


@pytest.mark.django_db
def test_while_one_writes_a_regulation_each_draft_is_an_edition(draft: Path, settings: object) -> None:
    settings.DEBUG = True
    first = actions.load_edition(HUE, AT)
    change(draft, 'value       = "3wd"', 'value       = "4wd"')
    second = actions.load_edition(draft, AT)
    assert second != first and second.label.startswith(first.label)
    assert actions.load_edition(draft, AT) == second


@pytest.mark.django_db
def test_law_is_read_from_what_was_stored_not_from_the_files(draft: Path) -> None:
    edition = actions.load_edition(draft, AT)
    change(draft, 'value       = "3wd"', 'value       = "4wd"')
    stored = Edition.objects.get(pk=edition.pk)
    assert str(gazette.law(stored).limits["update"].cases[0].span) == "3wd"
    assert gazette.law(stored) is gazette.law(edition)  # parsed once


@pytest.mark.django_db
def test_a_wrong_profile_is_not_stored(draft: Path) -> None:
    change(draft, 'value       = "3wd"', "value       = 3")
    with pytest.raises(ProfileError, match=r"profile\.toml:"):
        actions.load_edition(draft, AT)
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_an_edition_is_never_changed_nor_deleted() -> None:
    edition = actions.load_edition(HUE, AT)
    for act in (edition.save, edition.delete, lambda: Edition.objects.update(label="x"), Edition.objects.all().delete):
        with pytest.raises(TypeError, match="never"):
            act()


@pytest.mark.django_db(transaction=True)
def test_two_who_load_at_once_store_one() -> None:
    found = together(*[lambda: actions.load_edition(HUE, AT)] * 3)
    assert {edition.pk for edition in found} == {Edition.objects.get().pk}


@pytest.mark.django_db
def test_the_database_holds_label_and_content_once() -> None:
    edition = actions.load_edition(HUE, AT)
    for column, value in (("hash", "x"), ("label", "y")):
        same = {"profile_id": "p", "label": edition.label, "hash": edition.hash, "sources": {}, "loaded_at": AT}
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(**{**same, column: value})
    assert connection.is_usable()
