"""HUE article 5: everything of article 4 is entered, except what is secret; of that nothing is held (with 6.2)."""

from __future__ import annotations

from django.apps import apps

from dondoc.documents import actions as documents
from dondoc.documents import uploads
from dondoc.documents.models import Attachment, Document
from dondoc.journal.models import Entry, Notice
from tests.world import World


def test_g1_a_secret_paper_is_refused_with_the_article_and_what_to_do(world: World) -> None:
    """HUE 5, 6.2: the answer "secret" is a refusal; it names both articles and tells to follow it on paper."""
    refusal = documents.refuse_secret(by=world.actor("chuyenvien"))
    assert (refusal.code, refusal.article) == ("document.secret", "Đ5 Đ6.k2")
    assert "trên giấy" in str(refusal.params["instead"])


def test_g1_the_refusal_stores_nothing(world: World) -> None:
    """HUE 6.2: no row, no entry, no notice; that somebody holds a secret paper is not recorded either."""
    before = {model: model.objects.count() for model in (Document, Attachment, Entry, Notice)}
    documents.refuse_secret(by=world.actor("chuyenvien"))
    documents.refuse_secret(by=world.actor("stc"))
    assert {model: model.objects.count() for model in before} == before


def test_g1_no_table_could_hold_a_mark_of_secrecy(world: World) -> None:
    """HUE 6.2: what may not be held has no column that it could reach."""
    rooms = {"documents", "tasks", "duties", "urging", "journal"}
    columns = [
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        if model._meta.app_label in rooms
        for column in model._meta.concrete_fields
    ]
    assert not [name for name in columns if "secre" in name or "classif" in name]


def test_g1_the_answer_is_signed_and_ones_own(world: World) -> None:
    """HUE 5: the question is answered before anything is accepted, and the answer cannot be made up."""
    answer = uploads.answer_for(world.people["chuyenvien"].pk)
    assert str(world.people["chuyenvien"].pk) in answer
    assert answer != uploads.answer_for(world.people["stc"].pk)
