"""A secret that slipped in is removed by two persons, and the journal still verifies (design 1.5)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents.models import Attachment, Document, Purge
from dondoc.duties.models import Duty
from dondoc.journal.actions import post, seal
from dondoc.journal.models import Entry, Notice, Payload
from dondoc.journal.queries import verify
from dondoc.regulation import Refused
from dondoc.tasks import actions
from dondoc.tasks.models import Fact, Stage, Task
from dondoc.urging import actions as urging
from tests.entry import answered, entry_url, pdf, row, sent
from tests.world import ISSUED_ON, World, on

WORD = "kế hoạch phòng thủ dân sự khu vực bí mật"
AT = on("2016-11-09")


@pytest.fixture
def slipped(world: World, at_work, clock) -> Document:
    """A directive that should not be here: with file, result, reasons, a moved date, notices and mails."""
    client = at_work("chuyenvien")
    given = row(content=WORD, product=WORD, due_text=WORD, other_information=WORD)
    client.post(
        entry_url(client), sent(given, abstract=WORD, other_information=WORD, signer=WORD, files=[pdf(f"{WORD}.pdf")])
    )
    document = Document.objects.get()
    task = document.tasks.get()
    Stage.objects.create(task=task, ordinal=1, content=WORD)
    assignment = task.assignments.get()
    actions.report_progress(by=world.actor("stc"), at=on("2016-11-07", 10), assignment=assignment, text=WORD)
    actions.move_due_date(by=world.actor("chanhvp"), at=on("2016-11-07", 11), task=task, due_on=AT.date(), reason=WORD)
    unit = at_work("stc")
    answer = unit.post(
        answered(unit, reverse("tasks:send-result", args=[assignment.pk])),
        {"kind": "report", "code": "9/BC-STC", "issued_on": "07/11/2016", "abstract": WORD, "signer": WORD, "text": WORD,
         "files": [pdf(f"{WORD} kết quả.pdf")]},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    actions.send_back(by=world.actor("theodoi"), at=on("2016-11-08"), assignment=assignment, missing=WORD)
    seal(world.register.pk, AT)
    return document


def _everything() -> str:
    """Every row of every room, as text."""
    rooms = (Document, Attachment, Task, Stage, Fact, Duty, Payload, Notice, Purge, Entry)
    rows = [row for room in rooms for row in json.loads(serializers.serialize("json", room.objects.all()))]
    return json.dumps(rows, ensure_ascii=False)


def _on_disk() -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def test_g1_two_persons_remove_every_word_and_the_journal_verifies(
    world: World, slipped: Document, at_work, clock, django_capture_on_commit_callbacks
) -> None:
    """HUE 6.2: facts, results, duties, journal, notices, keys and files say nothing any more; the chain holds."""
    clock.move_to(AT)
    assert WORD in _everything() and len(_on_disk()) == 2
    url = reverse("tasks:purge", args=[slipped.pk])
    at_work("chuyenvien").post(url, {"do": "ask"})
    second = at_work("chanhvp")
    page = second.get(url).content.decode()
    assert "2 tệp" in page and "nội dung của 1 nhiệm vụ" in page and "Lê Thị Thử đã đề nghị" in page
    second.post(url, {"do": "confirm"})  # the box was not ticked
    assert WORD in _everything()
    with django_capture_on_commit_callbacks(execute=True):
        second.post(url, {"do": "confirm", "sure": "1"})
    left = _everything()
    assert WORD not in left and "438/UBND-TC" not in left and "UBND-TC" not in left and not _on_disk()
    assert not Task.objects.matching("phòng thủ").exists()
    seal(world.register.pk, AT)
    assert verify(world.register.pk, at=AT + timedelta(hours=1)) == []
    assert not Duty.objects.open().filter(root=slipped.matter).exists()
    purge = Purge.objects.get()
    assert (purge.asked_by, purge.confirmed_by) == (world.people["chuyenvien"], world.people["chanhvp"])


def test_g1_what_no_program_can_call_back_is_listed(
    world: World, slipped: Document, at_work, clock, django_capture_on_commit_callbacks
) -> None:
    """The page names the mails that left, to whom and when, and the time whose backups hold the text."""
    Notice.objects.filter(recipient_id=world.people["stc"].pk).update(mailed_at=on("2016-11-07", 12))
    clock.move_to(AT)
    url = reverse("tasks:purge", args=[slipped.pk])
    at_work("theodoi").post(url, {"do": "ask"})
    with django_capture_on_commit_callbacks(execute=True):
        at_work("chutich").post(url, {"do": "confirm", "sure": "1"})
    page = at_work("chuyenvien").get(url).content.decode()
    assert "stc@example.vn" in page and "07/11/2016 12:00" in page
    assert "từ 07/11/2016 09:00 đến 09/11/2016 09:00" in page and "VACUUM" in page
    assert Purge.objects.get().mails_sent >= 1


def test_g1_nobody_purges_alone(world: World, slipped: Document, at_work, clock) -> None:
    """The head who asked does not confirm; an officer confirms nothing; a unit sees no such page."""
    url = reverse("tasks:purge", args=[slipped.pk])
    head = at_work("chanhvp")
    head.post(url, {"do": "ask"})
    assert "Đang chờ người thứ hai" in head.get(url).content.decode()
    assert head.post(url, {"do": "confirm", "sure": "1"}).status_code == 409
    assert at_work("chuyenvien").post(url, {"do": "confirm", "sure": "1"}).status_code == 403
    assert at_work("stc").get(url).status_code == 403
    assert at_work("sxd").get(url).status_code == 404
    assert WORD in _everything()


def test_g1_the_second_person_is_told_and_may_decline(world: World, slipped: Document, at_work, clock) -> None:
    """The request reaches the head and the leader without a word of the content; declined, everything stays."""
    url = reverse("tasks:purge", args=[slipped.pk])
    at_work("chuyenvien").post(reverse("documents:ask-purge", args=[slipped.pk]))
    told = set(Notice.objects.filter(kind="purge.asked").values_list("recipient_id", "url"))
    assert told == {(world.people["chanhvp"].pk, url), (world.people["chutich"].pk, url)}
    at_work("chutich").post(url, {"do": "decline"})
    purge = Purge.objects.get()
    assert purge.declined_at is not None and WORD in _everything()
    with pytest.raises(Refused, match="not_asked"):
        actions.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)
    assert Entry.objects.filter(verb="purge.declined").exists()
    at_work("chuyenvien").post(url, {"do": "ask"})
    assert Purge.objects.count() == 2


def test_g1_a_result_alone_is_removed(world: World, at_work, clock, django_capture_on_commit_callbacks) -> None:
    """Only the result was secret: it and what was said of it go; the directive and its other tasks stay."""
    document = world.directive(world.given("STC"), world.given("SXD"))
    first = document.tasks.get(ordinal=1).assignments.get()
    fact = world.send(first, at=on("2016-11-07", 8))
    Document.objects.filter(pk=fact.document_id).update(abstract=WORD)
    assert fact.document is not None
    url = reverse("tasks:purge", args=[fact.document.pk])
    at_work("theodoi").post(url, {"do": "ask"})
    with django_capture_on_commit_callbacks(execute=True):
        at_work("chanhvp").post(url, {"do": "confirm", "sure": "1"})
    assert WORD not in _everything()
    document.refresh_from_db()
    assert document.purged_at is None and document.abstract
    spoken = Payload.objects.filter(entry__matter_id=document.tasks.get(ordinal=2).matter_id)
    assert spoken.exists() and not spoken.filter(body=None).exists()


def test_g1_what_was_written_about_a_removed_result_goes_with_it(world: World, clock) -> None:
    """HUE 6.2: words that sent it back, or accepted it, quote it; what the unit reported before stays."""
    first = world.assignment("STC")
    actions.report_progress(by=world.actor("stc"), at=on("2016-11-07", 10), assignment=first, text="Đang lấy số liệu")
    sent = world.send(first, at=on("2016-11-08"))
    actions.send_back(by=world.actor("theodoi"), at=on("2016-11-08", 10), assignment=first, missing=f"Thiếu: {WORD}")
    assert sent.document is not None
    purge = documents.ask_purge(by=world.actor("theodoi"), at=AT, document=sent.document)
    actions.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)
    assert WORD not in _everything()
    assert Fact.objects.get(kind="progress_reported").text == "Đang lấy số liệu"


def test_g1_what_was_purged_is_not_corrected_nor_downloaded(
    world: World, slipped: Document, at_work, clock, django_capture_on_commit_callbacks
) -> None:
    """No page brings it back: the file is gone, the particulars stay blank, a second request is refused."""
    attachment = slipped.attachments.get()
    url = reverse("tasks:purge", args=[slipped.pk])
    at_work("chuyenvien").post(url, {"do": "ask"})
    with django_capture_on_commit_callbacks(execute=True):
        at_work("chanhvp").post(url, {"do": "confirm", "sure": "1"})
    client = at_work("chuyenvien")
    assert client.get(reverse("documents:download", args=[attachment.pk])).status_code == 404
    assert client.get(reverse("tasks:correct-directive", args=[slipped.pk])).status_code == 409
    assert client.post(url, {"do": "ask"}).status_code == 409


def test_g1_what_was_told_while_it_was_only_listed_goes_too(world: World, at_work, clock) -> None:
    """HUE 6.2: the number of a secret stands in the journal and in the reminders of the list of issued papers as well."""
    by = world.actor("chuyenvien")
    listed = documents.expect_document(by=by, at=AT, number="712", symbol="UBND-ANQP", issued_on=ISSUED_ON)
    post("reminder.soon", recipients=[by.person.pk], params={"about": "712/UBND-ANQP"}, url="/", key="k", at=AT,
         matter_id=listed.matter_id)  # fmt: skip
    document = world.directive(number="712", symbol="UBND-ANQP", at=AT)
    assert "UBND-ANQP" in _everything()
    purge = documents.ask_purge(by=by, at=AT, document=document)
    actions.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)
    assert "UBND-ANQP" not in _everything()


def test_g1_a_removed_secret_does_not_come_back(world: World, clock) -> None:
    """HUE 6.2: nothing is written under the paper any more, whichever verb is tried: words, tasks, urgings."""
    document = world.directive(world.given("STC"), world.given("STC", content="Việc thứ hai"))
    done = document.tasks.get(ordinal=2)
    lead = done.assignments.get()
    world.send(lead, at=on("2016-11-08"))
    world.accept(lead, at=on("2016-11-08", 10))
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=document)
    actions.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)
    later, office = on("2016-11-10"), world.actor("chuyenvien")
    attempts = [
        lambda: actions.add_task(by=office, at=later, document=document, given=world.given("SXD")),
        lambda: actions.correct_task(by=office, at=later, task=done, changes={"content": WORD}),
        lambda: actions.reopen(by=world.actor("theodoi"), at=later, assignment=lead, reason=WORD),
        lambda: urging.record_urging(
            by=world.actor("theodoi"), at=later, directive=document, unit=world.units["STC"], channel="telephone",
            text=WORD, occurred_on=ISSUED_ON,
        ),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.refusal.code == "document.purged"
    assert WORD not in _everything() and document.tasks.count() == 2
