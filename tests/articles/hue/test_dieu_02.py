"""HUE article 2: everything assigned in a document is entered; who is responsible is plain; an electronic document is valid."""

from __future__ import annotations

import hashlib

import pytest

from dondoc.documents.files import path_of, write
from dondoc.documents.models import DocumentKind
from dondoc.documents.rules import NUMBER_OPTIONAL
from dondoc.tasks.models import Audience
from tests.articles.hue.telling import refused
from tests.world import World, on

FOLLOWED = [
    "decision", "directive", "letter", "telegram", "plan", "programme", "report", "scheme", "project", "conclusion",
    "briefing", "handwritten", "superior_system",
]  # fmt: skip


@pytest.mark.parametrize("kind", FOLLOWED)
def test_a1_each_kind_of_source_is_registered(world: World, kind: str) -> None:
    """HUE 2.1, 3.2: every form in which the province assigns a task; a handwritten instruction has no number."""
    named = {"number": "", "symbol": "", "abstract": ""} if kind in NUMBER_OPTIONAL else {}
    document = world.directive(kind=kind, **named)
    assert (document.kind, document.tasks.count()) == (kind, 1)
    assert str(document)


@pytest.mark.parametrize("kind", sorted(set(DocumentKind.values) - set(FOLLOWED)))
def test_a1_other_papers_assign_no_task_here(world: World, kind: str) -> None:
    """HUE 3.2: the list of directive documents is closed; the refusal names the article."""
    with refused("document.kind_not_followed", "Đ2.k1 Đ3.k2 Đ1.k2"):
        world.directive(kind=kind)


def test_a1_a_numbered_kind_needs_number_symbol_and_abstract(world: World) -> None:
    """HUE 6.1a: number, symbol and abstract are recorded."""
    with refused("document.number_missing", "Đ6.k1.a"):
        world.directive(number="", symbol="")
    with refused("document.number_missing", "Đ6.k1.a"):
        world.directive(symbol=" \x00 ")
    with refused("document.abstract_missing", "Đ6.k1.a"):
        world.directive(abstract="  ")


def test_b1_lead_and_partners_are_told_apart(world: World) -> None:
    """HUE 2.3: clear responsibility, close coordination: one answers for the task, partners see it and help."""
    task = world.task("STC", coordinating=("SKHDT", "SXD"))
    parts = {a.unit.code: a.part for a in task.assignments.all()}
    assert parts == {"STC": "lead", "SKHDT": "coordinating", "SXD": "coordinating"}
    reasons = {row.unit.code: row.reason for row in Audience.objects.filter(task=task)}
    assert reasons == {"STC": "holder", "SKHDT": "coordinating", "SXD": "coordinating"}


def test_b1_the_body_that_synthesises_sees_the_task(world: World) -> None:
    """HUE 2.2, 6.1h: the body that sums up the results is recorded and reads along."""
    task = world.task("PDIEN", "QDIEN", synthesiser=world.units["STC"])
    assert task.synthesiser == world.units["STC"]
    assert Audience.objects.get(task=task, unit=world.units["STC"]).reason == "synthesiser"
    assert not task.assignments.filter(unit=world.units["STC"]).exists()


def test_a3_the_signed_electronic_document_is_kept_as_it_is(world: World) -> None:
    """HUE 2.7: an electronic document is valid from its issue; its file is kept byte for byte with its digest."""
    content = b"%PDF-1.7\nchu ky so\n%%EOF"
    file = write("Công văn số 438.pdf", [content], "application/pdf", is_main=True)
    document = world.directive(files=[file])
    attachment = document.attachments.get()
    assert (attachment.name, attachment.is_main) == ("Công văn số 438.pdf", True)
    assert path_of(attachment.stored_as).read_bytes() == content
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()


def test_a3_valid_from_its_issue_whenever_it_was_entered(world: World) -> None:
    """HUE 2.7: deadlines and limits count from the issue, not from the entry."""
    document = world.directive(
        world.given("STC", due_kind="relative", due_span="10wd", due_on=None), at=on("2016-11-09")
    )
    assert document.tasks.get().due_on.isoformat() == "2016-11-21"  # ten working days from Monday 7 November
