"""A letter or a slip that was secret is purged alone: its line of the journal and its notices say nothing any more (design 1.5)."""

from __future__ import annotations

import json
from datetime import date

from django.core import serializers
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.journal.actions import seal
from dondoc.journal.models import Entry, Notice, Payload
from dondoc.journal.queries import verify
from dondoc.tasks import actions as tasks
from dondoc.tasks.purges import remains_of, scope_of
from dondoc.urging import actions
from dondoc.urging.models import Channel, Slip, Urging
from tests.urging.climb import FIRST, OPENS, SECOND, issue, tick
from tests.world import World, on

WORD = "phương án tác chiến bí mật"


def _urge(world: World, directive: Document, text: str) -> Urging:
    return actions.record_urging(
        by=world.actor("theodoi"), at=FIRST, directive=directive, unit=world.units["STC"], channel=Channel.WRITTEN,
        text=text, occurred_on=date(2016, 11, 21), paper=world.paper(abstract=text),
    )  # fmt: skip


def _purge(world: World, paper: Document) -> None:
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=SECOND, document=paper)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=SECOND, purge=purge)


def _everything() -> str:
    rows = [row for room in (Document, Urging, Slip, Payload, Notice) for row in room.objects.all()]
    return json.dumps(serializers.serialize("python", rows), ensure_ascii=False, default=str)


def test_g1_a_letter_that_was_secret_leaves_no_word_and_no_other_is_touched(world: World) -> None:
    """HUE 6.2: its own line and notices go; what was said in another letter and of the directive stays; the chain holds."""
    directive = world.assignment("STC").task.document
    tick(OPENS)
    secret, other = _urge(world, directive, WORD), _urge(world, directive, "Đề nghị báo cáo gấp")
    seal(world.register.pk, SECOND)
    assert WORD in _everything()
    scope = scope_of(secret.document)
    assert (scope.entries, scope.notices) == (1, 2), "counted before anybody confirms"
    _purge(world, secret.document)
    assert WORD not in _everything() and "Đề nghị báo cáo gấp" in _everything()
    blanked = Payload.objects.exclude(blanked_at=None)
    assert [payload.entry.verb for payload in blanked] == ["urging.recorded"]
    assert Notice.objects.exclude(withdrawn_at=None).count() == 2
    assert Notice.objects.filter(withdrawn_at=None, key=f"urging:{other.pk}").count() == 2
    seal(world.register.pk, SECOND)
    assert verify(world.register.pk, at=SECOND) == []


def test_g1_the_mails_about_a_letter_are_listed_as_what_still_holds_it(world: World) -> None:
    """Design 1.5: a mail that left is named with its recipient, so that it can be called back."""
    directive = world.assignment("STC").task.document
    tick(OPENS)
    urging = _urge(world, directive, WORD)
    Notice.objects.filter(key=f"urging:{urging.pk}").update(mailed_at=on("2016-11-23"))
    _purge(world, urging.document)
    purge = urging.document.purges.get()
    assert purge.mails_sent == 2
    remains = remains_of(urging.document, purge)
    assert remains is not None
    assert {email for _at, _name, email in remains.mails} == {"stc@example.vn", "stc-cb@example.vn"}


def test_g1_a_slip_alone_takes_its_own_lines_along(world: World) -> None:
    """The slip of another unit, and what was said of the directive, stay."""
    document = world.directive(world.given("STC"), world.given("SXD"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    tick(FIRST)
    for slip in list(Slip.objects.waiting()):
        issue(world, slip, FIRST)
    first, other = Slip.objects.order_by("ladder__unit__position")
    assert first.document is not None
    _purge(world, first.document)
    gone = Entry.objects.exclude(payload__blanked_at=None)
    assert set(gone.values_list("verb", flat=True)) == {"slip.prepared", "slip.issued"}
    assert {entry.matter_id for entry in gone} == {first.ladder.matter_id}
    assert set(Notice.objects.exclude(withdrawn_at=None).values_list("key", flat=True)) == {
        f"slip-prepared:{first.pk}", f"slip-issued:{first.pk}"
    }  # fmt: skip
    other.refresh_from_db()
    assert other.content is not None and Document.objects.get(pk=document.pk).purged_at is None


def test_g1_the_way_to_the_purge_of_a_letter_is_on_the_task_file(world: World, at_work, clock) -> None:
    """The Office finds it beside the letter; the unit does not; after the purge the page still opens."""
    assignment = world.assignment("STC")
    tick(OPENS)
    urging = _urge(world, assignment.task.document, WORD)
    clock.move_to(on("2016-11-23"))
    file, way = (
        reverse("workspace:task", args=[assignment.task_id]), reverse("tasks:purge", args=[urging.document_id]),
    )  # fmt: skip
    assert way in at_work("chuyenvien").get(file).content.decode()
    assert way not in at_work("stc").get(file).content.decode()
    assert at_work("chuyenvien").get(way).status_code == 200
    at_work("chuyenvien").post(way, {"do": "ask"})
    at_work("chanhvp").post(way, {"do": "confirm", "sure": "1"})
    assert WORD not in at_work("chanhvp").get(file).content.decode()
    assert at_work("chanhvp").get(way).status_code == 200
