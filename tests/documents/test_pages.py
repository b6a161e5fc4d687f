"""Pages of papers: the question of secrecy, files, documents still to be entered."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dondoc.documents import files as disk
from dondoc.documents import jobs, uploads
from dondoc.documents.models import Attachment, Document, ExpectedDocument
from dondoc.journal.models import Entry
from tests.entry import PDF, entry_url, pdf, row, sent
from tests.world import AT, World, on


def _on_disk() -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def test_g1_a_secret_is_refused_with_its_article_and_leaves_no_trace(world: World, at_work, clock, caplog) -> None:
    """HUE 5, 6.2: the answer names the article and what to do instead; no row, no file, no journal, not a line of the log."""
    client = at_work("chuyenvien")
    before = Entry.objects.count()
    with caplog.at_level("DEBUG"):
        answer = client.post(reverse("documents:secrecy"), {"secret": "yes", "abstract": "nội dung mật"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Điều 5" in page and "khoản 2 Điều 6" in page and "trên giấy theo chế độ mật" in page
    assert "nội dung mật" not in page and "nội dung mật" not in caplog.text and "/do-mat/" not in caplog.text
    assert not Document.objects.exists() and not _on_disk() and Entry.objects.count() == before


def test_g1_the_question_leads_to_own_pages_only(world: World, at_work, clock) -> None:
    """An address of another site is not followed."""
    answer = at_work("chuyenvien").post(f"{reverse('documents:secrecy')}?tiep=https://example.vn/", {"secret": "no"})
    assert answer["Location"].startswith(reverse("tasks:register"))


def test_g1_no_byte_of_an_upload_before_the_answer(world: World, at_work, clock) -> None:
    """Design 1.5: a file that comes without the answer, with a forged one or with another person's, is not taken."""
    client = at_work("chuyenvien")
    url = reverse("tasks:register")
    for mark in ("", "?khong-mat=x", f"?khong-mat={uploads.answer_for(world.people['chutich'].pk)}"):
        answer = client.post(url + mark, sent(files=[pdf()]))
        assert answer.status_code == 403, mark
    assert not _on_disk()


@pytest.mark.parametrize("files", [[], [pdf()]])
def test_an_old_answer_is_asked_again_and_nothing_typed_is_lost(world: World, at_work, clock, files) -> None:
    """After half a day the question comes in between; the answer sends what was typed on; a file is asked for again."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    clock.move_to(AT + timedelta(hours=13))
    client.force_login(world.people["chuyenvien"], backend="django.contrib.auth.backends.ModelBackend")
    for file in files:
        file.seek(0)
    asked = client.post(url, sent(files=files))
    page = asked.content.decode()
    assert asked.status_code == 200 and "bí mật nhà nước" in page and not _on_disk()
    onward = page.split('class="card" action="')[1].split('"')[0]
    carried = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    lost = {"files_lost": "1"} if 'name="files_lost"' in page else {}
    answer = client.post(onward, carried | lost)
    assert answer.status_code == (422 if files else 302)
    assert "về việc điều hành ngân sách" in (answer.content.decode() if files else Document.objects.get().abstract)


def test_files_survive_a_refused_form(world: World, at_work, clock) -> None:
    """What was uploaded once need not be chosen again; it lies there unseen until the form is right."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    answer = client.post(url, sent(code="", files=[pdf("Công văn số 438.pdf"), pdf("phụ lục.pdf")]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Công văn số 438.pdf" in page and not Attachment.objects.exists()
    ticket = page.split('name="held" value="')[1].split('"')[0]
    client.post(url, sent(held=ticket, files=[pdf("bản quét.pdf")]))
    found = [(file.name, file.is_main) for file in Document.objects.get().attachments.all()]
    assert found == [("Công văn số 438.pdf", True), ("phụ lục.pdf", False), ("bản quét.pdf", False)]
    client.post(url, sent(token="phieu-hai", code="439/UBND-TC", held=ticket))
    assert not Document.objects.get(number="439").attachments.exists()  # taken already


def test_a_held_file_can_be_crossed_out_and_belongs_to_its_person(world: World, at_work, clock) -> None:
    """The box beside it removes it; another person's ticket, or a forged one, brings nothing."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    page = client.post(url, sent(code="", files=[pdf()])).content.decode()
    ticket = page.split('name="held" value="')[1].split('"')[0]
    name = page.split('name="drop" value="')[1].split('"')[0]
    other = at_work("chanhvp")
    page = other.post(entry_url(other), sent(code="", held=ticket)).content.decode()
    assert 'name="held"' not in page
    assert 'name="held"' not in client.post(url, sent(code="", held=ticket + "x")).content.decode()
    assert len(_on_disk()) == 1
    client.post(url, sent(code="", held=ticket, drop=name))
    assert not _on_disk()


def test_giving_the_form_up_removes_its_files(world: World, at_work, clock) -> None:
    """The button says that nothing was saved; the held files go at once."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    page = client.post(url, sent(code="", files=[pdf()])).content.decode()
    ticket = page.split('name="held" value="')[1].split('"')[0]
    answer = client.post(url, sent(code="", held=ticket, do="cancel"))
    assert answer["Location"] == "/" and not _on_disk() and not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("công văn.pdf", b"MZ\x90\x00 chuong trinh", "không phải loại tệp mà tên của nó cho biết"),
        ("công văn.exe", PDF, "không phải loại tệp mà tên của nó cho biết"),
        ("rỗng.pdf", b"", "Tệp “rỗng.pdf” rỗng"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(world: World, at_work, clock, name, content, sentence) -> None:
    """Ending and first bytes must agree; the sentence names the file, the rest of the form stays."""
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(files=[SimpleUploadedFile(name, content), pdf("tốt.pdf")]))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "tốt.pdf" in page
    assert not Document.objects.exists() and len(_on_disk()) == 1


def test_a_file_of_two_hundred_megabytes_is_refused_with_a_sentence(
    world: World, at_work, clock, settings, tmp_path
) -> None:
    """The upload is cut off at the permitted size, long before the disk is full; what was typed arrives."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client = at_work("chuyenvien")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.write(PDF)
        out.truncate(200 * 1024 * 1024)
    with huge.open("rb") as upload:
        answer = client.post(entry_url(client), sent(files=[pdf("nhỏ.pdf"), upload]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "lớn hơn 50 MB" in page and "nhỏ.pdf" in page
    assert "về việc điều hành ngân sách" in page and not Document.objects.exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["huge.pdf"]


def test_too_many_files_are_refused(world: World, at_work, clock, settings) -> None:
    """The count is limited; those within it are kept for the next try."""
    settings.ATTACHMENT_COUNT = 2
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(files=[pdf(f"{n}.pdf") for n in range(4)]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mỗi lần chỉ gửi được 2 tệp" in page
    assert "0.pdf" in page and "1.pdf" in page and "3.pdf" not in page


def test_a_full_disk_is_told_and_nothing_is_half_done(world: World, at_work, clock, settings, tmp_path) -> None:
    """The place for files cannot be written: a sentence, no document, no part of a file."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    settings.FILES_DIR = blocked
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(files=[pdf()]))
    assert answer.status_code == 422 and "Máy chủ không lưu được tệp" in answer.content.decode()
    assert not Document.objects.exists() and not Attachment.objects.exists()


def test_a_full_place_for_temporary_files_is_told_too(world: World, at_work, clock, settings, tmp_path) -> None:
    """The upload itself finds no room: the same sentence, and what was typed is there."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), sent(files=[pdf()]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Máy chủ không lưu được tệp" in page and "về việc điều hành ngân sách" in page


def test_vietnamese_names_come_back_intact(world: World, at_work, clock) -> None:
    """RFC 5987: the name in the download is the name that was given, in NFC; sent as an attachment, not opened."""
    client = at_work("chuyenvien")
    decomposed = "Ba\u0301o ca\u0301o quy\u0301 IV “Huế”.pdf"
    client.post(entry_url(client), sent(files=[pdf(decomposed)]))
    attachment = Attachment.objects.get()
    answer = at_work("stc").get(reverse("documents:download", args=[attachment.pk]))
    header = answer["Content-Disposition"]
    assert header.startswith("attachment;") and "filename*=utf-8''" in header
    assert unquote(header.split("''")[1]) == "Báo cáo quý IV “Huế”.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff" and b"".join(answer.streaming_content) == PDF


def test_files_are_for_those_who_may_read_the_paper(world: World, at_work, clock) -> None:
    """A unit that was not given the task does not learn that the file exists; nor does the administrator."""
    client = at_work("chuyenvien")
    client.post(entry_url(client), sent(files=[pdf()]))
    url = reverse("documents:download", args=[Attachment.objects.get().pk])
    for who, status in (("sxd", 404), ("quantri", 404), ("stc", 200), ("chutich", 200)):
        answer = at_work(who).get(url)
        assert answer.status_code == status, who
        assert status == 404 or b"".join(answer.streaming_content) == PDF


def test_files_of_forms_that_were_given_up_are_swept(world: World, at_work, clock) -> None:
    """Once a day, after a day; what a document has taken stays."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    client.post(url, sent(files=[pdf()]))
    client.post(url, sent(token="phieu-hai", code="", files=[pdf("bỏ dở.pdf")]))
    for path in _on_disk():
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    assert jobs.sweep(AT + timedelta(hours=23)) == 0 and len(_on_disk()) == 2
    assert jobs.sweep(AT + timedelta(hours=40)) == 1
    assert [path.name for path in _on_disk()] == [Attachment.objects.get().stored_as]
    assert not list(disk.orphans(AT + timedelta(days=9)))


def test_b3_documents_to_be_entered_are_listed_pasted_and_dismissed(world: World, at_work, clock) -> None:
    """HUE 7.1, Appendix I: typed or pasted, with urgency and drafter; each shows its entry limit."""
    client = at_work("chuyenvien")
    url = reverse("documents:expected")
    lines = "501/UBND-TC; 04/11/2016\n502/UBND-XD\t07/11/2016\tkhẩn\n"
    client.post(url, {"rows": lines, "drafter": world.posts["chuyenvien"].pk})
    page = client.get(url).content.decode()
    assert "501/UBND-TC" in page and "08/11/2016" in page and "Khẩn" in page
    client.post(reverse("documents:dismiss", args=[ExpectedDocument.objects.get(number="501").pk]))
    assert "501/UBND-TC" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("501/UBND-TC", "Dòng 1 thiếu số, ký hiệu hoặc ngày"),
        ("501/UBND-TC; 04/11/2016\n502; 04/11/2016", "Dòng 2 thiếu số, ký hiệu hoặc ngày"),
        ("501/UBND-TC; 31/11/2016", "Dòng 1: ngày “31/11/2016” chưa đúng"),
        ("501/UBND-TC; 04/11/2016; vội", "Dòng 1: không có độ khẩn “vội”"),
        ("501/UBND-TC; 08/11/2016", "ở sau hôm nay"),
        ("501/UBND-TC; 04/11/2016\n0501/ubnd-tc; 04/11/2016", "Đã có trong danh sách"),
    ],
)
def test_bad_lines_are_named_and_none_is_listed(world: World, at_work, clock, lines, sentence) -> None:
    """All of them or none; what was pasted stays in the box."""
    answer = at_work("chuyenvien").post(reverse("documents:expected"), {"rows": lines})
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "501/UBND-TC" in page
    assert not ExpectedDocument.objects.exists()


def test_known_documents_are_flagged_and_can_be_passed_over(world: World, at_work, clock) -> None:
    """A twin of the list or of the register is flagged before anything is saved; only then may it be skipped."""
    world.directive(number="500", symbol="UBND-TC", at=on("2016-11-07", 8))
    client = at_work("chuyenvien")
    url = reverse("documents:expected")
    lines = "500/UBND-TC; 07/11/2016\n503/UBND-TC; 07/11/2016"
    assert "skip_known" not in client.get(url).content.decode()
    page = client.post(url, {"rows": lines}).content.decode()
    assert "500/UBND-TC" in page and "skip_known" in page and not ExpectedDocument.objects.exists()
    client.post(url, {"rows": lines, "skip_known": "on"})
    assert ExpectedDocument.objects.get().number == "503"


def test_a2_related_papers_are_found_by_their_beginning(world: World, at_work, clock) -> None:
    """The picker finds papers of the own register by number and symbol; a date chooses among equal ones."""
    world.directive(number="12", symbol="CT-UBND", issued_on=on("2016-11-01").date(), issuer="A")
    world.directive(number="12", symbol="CT-UBND", issuer="B")
    client = at_work("chuyenvien")
    page = client.get(reverse("documents:find"), {"q": "12/ct"}).content.decode()
    assert page.count('role="option"') == 2 and "12/CT-UBND (07/11/2016)" in page
    refused = client.post(entry_url(client), sent(related="12/CT-UBND")).content.decode()
    assert "Chưa có trong sổ: 12/CT-UBND" in refused
    client.post(entry_url(client), sent(row(), related="12/CT-UBND (01/11/2016)"))
    assert Document.objects.get(number="438").related.get().issuer == "A"
    assert "12/CT-UBND" not in at_work("sxd").get(reverse("documents:find"), {"q": "12/ct"}).content.decode()


def test_g1_yes_after_a_refused_try_leaves_no_file_either(world: World, at_work, clock) -> None:
    """HUE 5: a form that was sent once holds its files; when the answer turns out to be yes they go at once, not tomorrow."""
    client = at_work("chuyenvien")
    page = client.post(entry_url(client), sent(code="", files=[pdf()])).content.decode()
    ticket = page.split('name="held" value="')[1].split('"')[0]
    assert _on_disk()
    client.post(reverse("documents:secrecy"), {"secret": "yes", "held": ticket})
    assert not _on_disk()
