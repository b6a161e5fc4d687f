"""A signed file beside its paper: validated in the background, shown to whoever may read it, gone with it in a purge."""

from __future__ import annotations

import importlib
import re
from datetime import timedelta

import pytest
from django.apps import apps as registry_of_apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents import files
from dondoc.jobs.models import Job
from dondoc.journal.models import Payload
from dondoc.signatures import actions, jobs, rules
from dondoc.signatures.models import State, Validation
from dondoc.signatures.rules import Report
from dondoc.tasks import actions as tasks
from tests.signatures import making
from tests.signatures.conftest import Attached, found, trust, work
from tests.world import AT, World

LATER = AT + timedelta(hours=1)
GOOD, BROKEN = "Chữ ký đúng, tệp nguyên vẹn", "Nội dung đã bị sửa: chữ ký không còn đúng"
CHANGED, UNTRUSTED = "Tệp đã thay đổi sau khi ký", "Tệp nguyên vẹn, chưa tin cậy người ký"
WAITING = "Đang chờ kiểm tra chữ ký số."


def pages(document) -> list[str]:
    """Where the file is shown: the directive, and the file of its task."""
    task = document.tasks.get()
    return [reverse("workspace:directive", args=[document.pk]), reverse("workspace:task", args=[task.pk])]


def said(client, url: str) -> str:
    """The text of a page, without its tags."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("username", ["stc", "chutich", "chuyenvien", "theodoi", "kiemtra"])
def test_a3_dtp_what_is_found_stands_beside_the_file(
    username: str, world: World, attached: Attached, at_work, clock
) -> None:
    """DTP 6.3a: signer, time, what is covered, whether changed, by which anchor; revocation is said to be unchecked."""
    trust(world, making.authority().root, making.authority().issuing)
    document = attached(making.signed())
    client = at_work(username)
    assert all(WAITING in said(client, url) for url in pages(document))
    clock.move_to(LATER)
    assert work(LATER) == 3  # two changes of the store, one file
    for url in pages(document):
        page = said(client, url)
        assert page.count(GOOD) == 2 and WAITING not in page and UNTRUSTED not in page
        assert making.PERSON in page and making.AGENCY in page
        assert "07/11/2016 08:15, theo lời khai của máy người ký" in page
        assert "07/11/2016 08:31, theo dấu thời gian tin cậy" in page
        assert "toàn bộ tệp như lúc ký" in page and "chỉ thêm chữ ký sau" in page
        assert "tin cậy, theo chứng thư gốc “CA gốc thử nghiệm” (chuyên dùng công vụ)" in page
        assert "Chưa kiểm tra thu hồi chứng thư." in page
        assert "Kiểm tra lúc 07/11/2016 10:00; chứng thư xét tại lúc nhận tệp 07/11/2016 09:00" in page


@pytest.mark.parametrize(
    ("make", "sentence"), [(making.tampered, BROKEN), (making.painted_over, CHANGED)], ids=["tampered", "painted-over"]
)
def test_a3_dtp_a_forgery_is_called_one(make, sentence: str, world: World, attached: Attached, at_work, clock) -> None:
    """DTP 6.3a: not a word of "right" stands beside a file that was changed, whoever is trusted."""
    trust(world, making.authority().root, making.authority().issuing)
    document = attached(make())
    work()
    for url in pages(document):
        page = said(at_work("stc"), url)
        assert page.count(sentence) == 2 and GOOD not in page


def test_a3_dtp_an_empty_store_trusts_nobody(world: World, attached: Attached, at_work, clock) -> None:
    """DTP 6.3a: the file is intact, and who signed it is a claim of its own."""
    document = attached(making.signed())
    work()
    page = said(at_work("stc"), pages(document)[0])
    assert page.count(UNTRUSTED) == 2 and GOOD not in page
    assert "không nối được từ nơi cấp “CA cấp phát thử nghiệm” tới chứng thư gốc nào trong kho" in page


def test_a3_dtp_what_cannot_be_looked_at_says_why(world: World, attached: Attached, at_work, clock) -> None:
    """DTP 6.3a: a plain PDF, a broken one, one that is gone; of a file that is no PDF nothing is said."""
    cases = {
        "Tệp không có chữ ký số.": attached(making.plain()),
        "tệp hỏng hoặc có mật khẩu": attached(b"%PDF-1.7 /ByteRange"),
        "không tìm thấy tệp trong kho": attached(making.signed()),
    }
    files.remove(cases["không tìm thấy tệp trong kho"].attachments.get().stored_as)
    other = attached(b"PK\x03\x04", name="a.docx", kind="application/vnd.openxmlformats")
    assert work() == 3
    for sentence, document in cases.items():
        assert sentence in said(at_work("stc"), pages(document)[0])
    assert "chữ ký số" not in said(at_work("stc"), pages(other)[0])
    assert not Validation.objects.filter(attachment__document=other).exists()


def test_a3_dtp_the_page_speaks_english(world: World, attached: Attached, at_work, clock) -> None:
    """Design 7: the reader's language."""
    person = world.people["stc"]
    person.language = "en"
    person.save()
    document = attached(making.tampered())
    work()
    page = said(at_work("stc"), pages(document)[0])
    assert "Content was altered: the signature does not hold" in page and "Revocation was not checked." in page


def test_a3_dtp_whoever_may_not_read_the_paper_learns_nothing_of_its_signers(
    world: World, attached: Attached, at_work, clock
) -> None:
    """Design 6: a unit without the task and the administrator get neither page, and no list of theirs names a signer."""
    trust(world, making.authority().root)
    document = attached(making.signed())
    work()
    for username in ("sxd", "quantri"):
        client = at_work(username)
        assert all(client.get(url).status_code in {403, 404} for url in pages(document))
    client = at_work("quantri")
    for name in ("signatures:store", "operations:status", "workspace:desk", "backups:list"):
        assert making.PERSON not in said(client, reverse(name))


def test_a3_dtp_many_files_ask_no_more_of_the_database(world: World, at_work, clock) -> None:
    """Design 8: what is found of twenty files is fetched as of one."""
    counted = []
    for many in (1, 20):
        given = [files.write(f"{n}.pdf", [making.plain()], actions.PDF, is_main=n == 0) for n in range(many)]
        document = world.directive(files=given)
        client = at_work("stc")
        for url in pages(document):
            client.get(url)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(url)
            counted.append(len(asked))
    assert counted[:2] == counted[2:] and max(counted) <= 20, counted


def test_a3_dtp_an_added_file_is_validated_as_well(world: World, attached: Attached, clock) -> None:
    """DTP 6.3a: by a correction, with a result: wherever a file comes in."""
    document = attached(making.plain())
    more = files.write("da-ky.pdf", [making.signed()], actions.PDF)
    paper = world.paper(number=document.number, symbol=document.symbol)
    documents.correct_document(by=world.actor("chuyenvien"), at=AT, document=document, paper=paper, files=[more])
    assignment = document.tasks.get().assignments.get()
    result = files.write("bao-cao.pdf", [making.signed()], actions.PDF, is_main=True)
    sent = world.paper(kind="report", symbol="BC-STC", abstract="kết quả", issuer="Sở Tài chính")
    tasks.send_result(by=world.actor("stc"), at=AT, assignment=assignment, paper=sent, files=[result])
    assert work() == 3
    assert sorted(Validation.objects.values_list("state", "is_signed")) == [
        (State.CHECKED, False), (State.CHECKED, True), (State.CHECKED, True),
    ]  # fmt: skip


def test_a3_dtp_whoever_confirms_a_result_sees_what_its_file_is_worth(world: World, at_work, clock) -> None:
    """DTP 6.3a: a forged report is called one above the form in which it would be accepted."""
    assignment = world.assignment()
    result = files.write("bao-cao.pdf", [making.tampered()], actions.PDF, is_main=True)
    paper = world.paper(kind="report", symbol="BC-STC", abstract="kết quả", issuer="Sở Tài chính")
    tasks.send_result(by=world.actor("stc"), at=AT, assignment=assignment, paper=paper, files=[result])
    work()
    page = said(at_work("theodoi"), reverse("tasks:act", args=[assignment.pk, "xac-nhan"]))
    assert page.count(BROKEN) == 2 and making.PERSON in page


def test_a3_dtp_a_change_of_trust_validates_signed_files_anew(world: World, attached: Attached, clock) -> None:
    """DTP 6.3a: an anchor that comes lifts the doubt, one that goes brings it back; plain files are left alone."""
    signed, plain = attached(making.signed()), attached(making.plain())
    work()
    before = found(plain).checked_at
    steps = [found(signed).signatures[1].verdict]
    root, _issuing = trust(world, making.authority().root, making.authority().issuing, at=LATER)
    assert found(signed).signatures[1].verdict == rules.UNTRUSTED  # until the worker has been there
    work(LATER)
    steps.append(found(signed).signatures[1].verdict)
    actions.remove_certificate(by=world.actor("quantri"), at=LATER, certificate=root, reason="khoá bị lộ")
    work(LATER)
    steps.append(found(signed).signatures[1].verdict)
    assert steps == [rules.UNTRUSTED, rules.GOOD, rules.UNTRUSTED]
    assert found(plain).checked_at == before and found(signed).checked_at == LATER
    assert found(signed).signatures[1].anchor_name == ""


def test_a3_dtp_validating_anew_goes_on_where_it_was_stopped(
    world: World, attached: Attached, clock, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    """DTP 6.3a: a file that cannot be read now holds up no other, and is looked at with the next try."""
    first, second = attached(making.signed()), attached(making.signed())
    work()
    trust(world, making.authority().root, making.authority().issuing)
    away = first.attachments.get().stored_as
    read = files.read

    def sometimes(stored_as: str):
        if stored_as == away:
            raise OSError("the store does not answer")
        return read(stored_as)

    monkeypatch.setattr(files, "read", sometimes)
    with pytest.raises(jobs.NotYet):
        jobs.validate_anew({"version": 2}, AT)
    assert found(second).signatures[1].verdict == rules.GOOD and found(second).store_version == 2
    assert found(first).store_version == 0
    monkeypatch.undo()
    jobs.validate_anew({"version": 2}, LATER)
    assert found(first).signatures[1].verdict == rules.GOOD and found(second).checked_at == AT


def test_a3_dtp_what_was_found_under_another_trust_is_not_written(world: World, attached: Attached, clock) -> None:
    """DTP 6.3a: the store was changed while the file was looked at: the answer is thrown away."""
    document = attached(making.signed())
    trust(world, making.authority().root)
    assert not actions.record(found(document), Report(), version=0, at=AT)
    assert found(document).state == State.WAITING
    assert actions.record(found(document), Report(), version=1, at=AT)
    assert found(document).state == State.CHECKED


def test_g1_a_purge_takes_what_was_found_along(world: World, attached: Attached, at_work, clock) -> None:
    """Design 1.5: names of signers go with the file, and a check that ends later brings nothing back."""
    document = attached(making.signed())
    work()
    running = found(document)
    assert making.PERSON in str(running.found)
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=document)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=LATER, purge=purge)
    assert not Validation.objects.exists()
    assert actions.record(running, Report(running.signatures), version=0, at=LATER)
    jobs.validate({"validation": running.pk}, LATER)
    jobs.validate_anew({"version": 0}, LATER)
    assert not Validation.objects.exists()
    assert making.PERSON not in str(list(Payload.objects.values_list("body", flat=True)))
    assert making.PERSON not in str(list(Job.objects.values_list("params", "error")))
    assert making.PERSON not in said(at_work("chanhvp"), pages(document)[0])


def test_g1_a_result_that_is_purged_alone_loses_its_validation_only(world: World, attached: Attached, clock) -> None:
    """Design 1.5: what was found of the directive's own file stays."""
    document = attached(making.signed())
    assignment = document.tasks.get().assignments.get()
    result = files.write("bao-cao.pdf", [making.signed()], actions.PDF, is_main=True)
    paper = world.paper(kind="report", symbol="BC-STC", abstract="kết quả", issuer="Sở Tài chính")
    fact = tasks.send_result(by=world.actor("stc"), at=AT, assignment=assignment, paper=paper, files=[result])
    work()
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=fact.document)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=LATER, purge=purge)
    assert [row.attachment.document_id for row in Validation.objects.all()] == [document.pk]


def test_a3_dtp_files_that_were_there_before_are_validated(world: World, attached: Attached, clock) -> None:
    """DTP 6.3a: an upgrade asks for every PDF that is still there, once, by one job."""
    signed = attached(making.signed())
    attached(b"PK\x03\x04", name="a.docx", kind="application/zip")
    Validation.objects.all().delete()
    Job.objects.all().delete()
    upgrade = importlib.import_module("dondoc.signatures.migrations.0002_files_that_are_there")
    upgrade.ask(registry_of_apps, None)
    upgrade.ask(registry_of_apps, None)
    assert Validation.objects.count() == 1 and found(signed).moment == AT
    work(clock_now())
    assert found(signed).state == State.CHECKED and found(signed).is_signed


def clock_now():
    """The instant of the test's clock, which the upgrade asks."""
    return AT + timedelta(minutes=1)
