"""What goes wrong before a room is reached, the language of the pages, and the parts that every page shares."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.tasks.models import Fact
from tests.entry import entry_url, pdf, sent
from tests.world import AT, World

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _carried(page: str) -> dict[str, list[str]]:
    """The hidden fields of the page, as a browser would send them again."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S):
        text = value.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        fields.setdefault(name, []).append(text)
    return fields


def test_an_expired_session_hands_the_form_back(world: World, at_work, clock) -> None:
    """No script needed: the page carries what was typed, signing in happens elsewhere, and sending again does the work."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    clock.move_to(AT + timedelta(hours=11))
    answer = client.post(url, sent(abstract='Kết luận "họp" <tháng 11>\nhai dòng'))
    page = answer.content.decode()
    assert answer.status_code == 403 and "nội dung chưa mất" in page and 'target="_blank"' in page
    carried = _carried(page)
    assert carried["abstract"] == ['Kết luận "họp" <tháng 11>\nhai dòng'] and carried["code"] == ["438/UBND-TC"]
    assert not Document.objects.exists()
    client.force_login(world.people["chuyenvien"], backend=BACKEND)
    assert client.post(url, carried).status_code == 302
    assert Document.objects.get().abstract == 'Kết luận "họp" <tháng 11>\nhai dòng'


def test_files_of_an_expired_session_are_not_taken_and_this_is_said(world: World, at_work, clock) -> None:
    """Nobody unknown leaves a file here; the form asks for it again instead of going through without it."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    clock.move_to(AT + timedelta(hours=11))
    page = client.post(url, sent(files=[pdf()])).content.decode()
    assert "hãy chọn lại tệp" in page and 'name="files_lost" value="1"' in page
    client.force_login(world.people["chuyenvien"], backend=BACKEND)
    again = client.post(url, _carried(page) | {"files_lost": "1"})
    assert again.status_code == 422 and "Hãy chọn lại tệp" in again.content.decode() and not Document.objects.exists()
    assert client.post(url, _carried(page) | {"files_lost": "1", "files": [pdf()]}).status_code == 302


def test_a_short_form_survives_an_expired_session(world: World, at_work, clock) -> None:
    """Any form of any room is handed back; a page that is only looked at leads to the sign-in page."""
    assignment = world.assignment("STC")
    url = reverse("tasks:act", args=[assignment.pk, "tinh-hinh"])
    answer = Client().post(url, {"text": "Đã có số liệu", "percent": "60"})
    assert answer.status_code == 403 and _carried(answer.content.decode())["text"] == ["Đã có số liệu"]
    assert Client().get(url).status_code == 302
    at_work("stc").post(url, _carried(answer.content.decode()))
    assert Fact.objects.filter(kind="progress_reported").count() == 1


def test_a_password_is_never_handed_back(world: World, clock) -> None:
    """The pages of the account lead to the sign-in page as ever."""
    answer = Client().post(reverse("account_change_password"), {"oldpassword": "bí mật", "password1": "x"})
    assert answer.status_code == 302 and "bí mật" not in answer["Location"]


def test_a_form_from_before_the_latest_sign_in_is_sent_again_with_one_click(world: World, clock) -> None:
    """Signing in elsewhere changed the secret of forms: an honest form comes back; a stranger's gets nothing."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["stc"], backend=BACKEND)
    assignment = world.assignment("STC")
    url = reverse("tasks:act", args=[assignment.pk, "tinh-hinh"])
    client.get(url)
    stale = {"text": "Đã có số liệu", "csrfmiddlewaretoken": "x" * 64}
    honest = client.post(url, stale, headers={"origin": "http://testserver"})
    page = honest.content.decode()
    assert honest.status_code == 403 and _carried(page) == {"text": ["Đã có số liệu"]}
    token = page.split('name="csrfmiddlewaretoken" value="')[2].split('"')[0]
    again = client.post(url, _carried(page) | {"csrfmiddlewaretoken": token}, headers={"origin": "http://testserver"})
    assert again.status_code == 302
    for origin in ({"origin": "https://example.vn"}, {}):
        refused = client.post(url, stale, headers=origin)
        assert refused.status_code == 403 and "Đã có số liệu" not in refused.content.decode()
    assert Fact.objects.filter(kind="progress_reported").count() == 1


@pytest.mark.parametrize(
    ("language", "words"), [("vi", ["Không tìm thấy", "Về bàn làm việc"]), ("en", ["dondoc", 'lang="en"'])]
)
def test_a_page_that_is_not_there(world: World, at_work, clock, language, words) -> None:
    """404 in the reader's language, in the look of the product; unknown to anybody else as well."""
    person = world.people["stc"]
    person.language = language
    person.save()
    answer = at_work("stc").get("/khong-co/")
    assert answer.status_code == 404
    for word in words:
        assert word in answer.content.decode()
    assert Client().get("/khong-co/").status_code == 404


def test_too_much_is_told_as_too_much(world: World, at_work, clock, settings) -> None:
    """413 with a sentence: too many fields, or more text than a form may hold."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    answer = client.post(url, sent())
    assert answer.status_code == 413 and "quá nhiều" in answer.content.decode()
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert client.post(url, sent(abstract="x" * 2000)).status_code == 413


def test_what_cannot_be_read_is_told(world: World, at_work, clock) -> None:
    """400 with a sentence for a broken request."""
    client = at_work("chuyenvien")
    answer = client.post(entry_url(client), b"--x\r\nbroken", content_type="multipart/form-data; boundary=" + "x" * 300)
    assert answer.status_code == 400 and "Yêu cầu không đọc được" in answer.content.decode()


def test_the_page_of_last_resort_needs_nothing() -> None:
    """500 is plain text in both languages: no database, no translation, no manifest."""
    from django.template.loader import get_template

    page = get_template("500.html").render()
    assert "Máy chủ gặp lỗi" in page and "The server met an error" in page and "<script" not in page


def test_the_language_is_chosen_on_the_page_and_leads_back(world: World, at_work, clock) -> None:
    """The switch stands on every page; it keeps the person's choice and the page; another site is not followed."""
    client = at_work("stc")
    page = client.get(reverse("units:list")).content.decode()
    assert 'name="language" value="en"' in page and '<html lang="vi">' in page
    answer = client.post(reverse("units:language"), {"language": "en", "next": reverse("units:list")})
    assert answer["Location"] == reverse("units:list")
    assert '<html lang="en">' in client.get(reverse("units:list")).content.decode()
    away = client.post(reverse("units:language"), {"language": "vi", "next": "https://example.vn/"})
    assert away["Location"] == reverse("units:me")


@pytest.mark.parametrize(("header", "language"), [("en-GB,en;q=0.9", "en"), ("vi", "vi"), ("fr-FR", "vi"), ("", "vi")])
def test_whoever_is_not_signed_in_is_spoken_to_as_the_browser_asks(world: World, clock, header, language) -> None:
    """Before the sign-in the browser's language counts, Vietnamese where we do not speak it; a choice is kept."""
    client = Client(headers={"accept-language": header})
    page = client.get(reverse("account_login")).content.decode()
    assert f'<html lang="{language}">' in page
    other = "vi" if language == "en" else "en"
    client.post(reverse("set_language"), {"language": other, "next": reverse("account_login")})
    assert f'<html lang="{other}">' in client.get(reverse("account_login")).content.decode()


def test_no_page_breaks_its_own_policy(world: World, at_work, clock) -> None:
    """The strict policy stands on the page, and nothing inline stands in it."""
    client = at_work("chuyenvien")
    for url in (
        entry_url(client),
        reverse("documents:expected"),
        reverse("units:me"),
        reverse("account_change_password"),
    ):
        answer = client.get(url)
        page = answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page), url


def test_done_drafts_are_named_to_the_script(world: World, at_work, clock) -> None:
    """The message of the work that is done carries the form's token: the draft in the tab is dropped by it."""
    client = at_work("chuyenvien")
    client.post(entry_url(client), sent())
    page = client.get("/").content.decode()
    assert 'data-done="mot-phieu-nhap-thu-nghiem"' in page
