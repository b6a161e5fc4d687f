"""Particulars that are put right do not put anybody else in the wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.units.models import Post
from tests.entry import answered, pdf
from tests.world import AT, World, on


def _entry_of(document: Document) -> Duty:
    return Duty.objects.exclude(outcome="voided").get(matter=document.matter, kind=DutyKind.ENTER_DIRECTIVE)


def test_b3_the_listed_drafter_keeps_the_duty_when_the_paper_is_put_right(world: World) -> None:
    """HUE 7.1, Appendix I: the list named the drafter; a corrected mark of urgency does not blame the clerk who entered it."""
    documents.expect_document(
        by=world.actor("chuyenvien"), at=AT, number="511", symbol="UBND-NC", issued_on=date(2016, 11, 7),
        drafter=world.posts["theodoi"],
    )  # fmt: skip
    paper = world.paper(number="511", symbol="UBND-NC")
    document = tasks.register_directive(
        by=world.actor("chuyenvien"), at=on("2016-11-10"), paper=paper, tasks=[world.given("STC")]
    )
    assert _entry_of(document).holder_post == world.posts["theodoi"]
    urgent = world.paper(number="511", symbol="UBND-NC", urgency="urgent")
    tasks.correct_directive(by=world.actor("chuyenvien"), at=on("2016-11-11"), document=document, paper=urgent)
    assert _entry_of(document).holder_post == world.posts["theodoi"]


def test_b3_a_drafter_who_left_stays_the_drafter(world: World, at_work, clock) -> None:
    """HUE Appendix I: the form still knows who drafted the paper, though the post is held no more."""
    document = world.directive(drafter=world.posts["theodoi"])
    Post.objects.filter(pk=world.posts["theodoi"].pk).update(valid_until=date(2016, 11, 30))
    clock.move_to(on("2016-12-05"))
    client = at_work("chuyenvien")
    url = answered(client, reverse("tasks:correct-directive", args=[document.pk]))
    page = client.get(url).content.decode()
    drafter = world.posts["theodoi"].pk
    assert f'<option value="{drafter}" selected>' in page
    form = {
        "kind": document.kind, "code": document.code, "issued_on": "07/11/2016", "urgency": document.urgency,
        "abstract": "trích yếu đúng", "issuer": document.issuer, "signer": document.signer, "drafter": str(drafter),
    }  # fmt: skip
    assert client.post(url, form).status_code == 302
    document.refresh_from_db()
    assert (document.abstract, document.drafter) == ("trích yếu đúng", world.posts["theodoi"])
    assert _entry_of(document).holder_post == world.posts["theodoi"]


def test_h5_a_form_of_corrections_that_is_sent_again_adds_its_file_once(world: World, at_work, clock) -> None:
    """Design 8: whoever got no answer sends the form again, with its file; nothing is there twice, on the disk neither."""
    document = world.directive()
    client = at_work("chuyenvien")
    url = answered(client, reverse("tasks:correct-directive", args=[document.pk]))
    form = {
        "kind": document.kind, "code": document.code, "issued_on": "07/11/2016", "urgency": document.urgency,
        "abstract": "trích yếu đúng", "issuer": document.issuer, "signer": document.signer, "token": "một biểu mẫu",
    }  # fmt: skip
    for _sent in range(2):
        assert client.post(url, {**form, "files": [pdf("quên.pdf")]}).status_code == 302
    assert document.attachments.get().name == "quên.pdf"
    assert len([path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]) == 1
    assert Entry.objects.filter(verb="document.corrected").count() == 1
    assert client.post(url, {**form, "files": [pdf("quên.pdf", b"%PDF-1.7 another")]}).status_code == 302
    assert document.attachments.count() == 2
