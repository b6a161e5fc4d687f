"""Pages of proposals: who may open them, what they show, what a wrong form says, how many queries."""

from collections.abc import Callable

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.documents import uploads
from dondoc.extensions.models import Ending, Proposal
from dondoc.units.models import Person
from tests.extensions.district import ASKED, LATER, ask, decide, given, letter, propose, submit
from tests.world import CAST, World, on

SignIn = Callable[[str], Client]
EVERYBODY = [row[0] for row in CAST]
AUTHORITY = {"chutich", "chanhvp", "chuyenvien", "theodoi", "kiemtra"}


@pytest.fixture
def now(clock: time_machine.Traveller) -> time_machine.Traveller:
    """Thursday 10 June 2021, 09:00."""
    clock.move_to(ASKED)
    return clock


def statuses(at_work: SignIn, address: str) -> dict[str, int]:
    return {who: at_work(who).get(address).status_code for who in EVERYBODY}


def test_c7_from_the_task_to_the_answer_by_the_pages(district: World, at_work: SignIn, now) -> None:
    """NHI 6.2c, 6.1d: the whole way without JavaScript: button, form, desk of the Office, desk of the chairman, new date."""
    assignment = given(district)
    task, asking = reverse("workspace:task", args=[assignment.task_id]), reverse("extensions:ask", args=[assignment.pk])
    unit = at_work("stc")
    assert asking in unit.get(task).content.decode() and "14/06/2021" in unit.get(task).content.decode()
    answer = unit.post(asking, {"due_on": "1/7/2021", "reason": "Chờ số liệu của các xã", "token": "t"})
    proposal = Proposal.objects.get()
    page = reverse("extensions:proposal", args=[proposal.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    office, leader = at_work("chuyenvien"), at_work("chutich")
    desk = office.get(reverse("workspace:desk")).content.decode()
    assert page in desk and "14/06/2021" in desk
    assert page not in leader.get(reverse("workspace:desk")).content.decode()
    sent = office.post(reverse("extensions:submit", args=[proposal.pk]), {"opinion": "Đồng ý", "token": "s"})
    assert sent.status_code == 302
    assert page in leader.get(reverse("workspace:desk")).content.decode()
    shown = leader.get(page).content.decode()
    for part in ("Chờ số liệu của các xã", "Đồng ý", "01/07/2021", 'name="answer"'):
        assert part in shown
    done = leader.post(
        reverse("extensions:decide", args=[proposal.pk]), {"answer": "granted", "text": "", "token": "d"}
    )
    assert done.status_code == 302
    file = unit.get(task).content.decode()
    for part in ("01/07/2021", "17/06/2021", "Theo đề nghị gia hạn của Sở Tài chính ngày 10/06/2021"):
        assert part in file
    assert asking in file  # a second one may be asked for


def test_c7_who_opens_what(district: World, at_work: SignIn, now) -> None:
    """Design 6: the authority and the unit that asked; for everybody else it does not exist."""
    proposal = ask(district, given(district))
    readers = AUTHORITY | {"stc", "stc-cb"}
    page = reverse("extensions:proposal", args=[proposal.pk])
    assert statuses(at_work, page) == {who: 200 if who in readers else 404 for who in EVERYBODY}
    found = statuses(at_work, reverse("extensions:submit", args=[proposal.pk]))
    office = {"chanhvp", "chuyenvien", "theodoi"}
    assert {who for who, status in found.items() if status == 200} == office
    found = statuses(at_work, reverse("extensions:decide", args=[proposal.pk]))
    assert {who for who, status in found.items() if status == 200} == {"chutich"}
    found = statuses(at_work, reverse("extensions:list"))
    assert {who for who, status in found.items() if status != 200} == {"quantri"}
    assert "Sở Tài chính" not in at_work("sxd").get(reverse("extensions:list")).content.decode()
    asking = statuses(at_work, reverse("extensions:ask", args=[given(district).pk]))
    assert {who for who, status in asking.items() if status == 200} == {"stc", "stc-cb"}


def test_c7_a_wrong_form_keeps_what_was_typed(district: World, at_work: SignIn, now) -> None:
    """Bad input: one sentence for each mistake, the words stay, nothing is written."""
    assignment = given(district)
    url = reverse("extensions:ask", args=[assignment.pk])
    for due_on, sentence in (
        ("", "bắt buộc"),
        ("31/6/2021", "Ngày chưa đúng"),
        ("17/6/2021", "phải ở sau thời hạn hiện tại"),
    ):
        answer = at_work("stc").post(url, {"due_on": due_on, "reason": "Chờ số liệu", "token": "t"})
        body = answer.content.decode()
        assert answer.status_code == 422 and sentence in body and "Chờ số liệu" in body, due_on
    answer = at_work("stc").post(url, {"due_on": "1/7/2021", "reason": "", "token": "t"})
    assert answer.status_code == 422 and not Proposal.objects.exists()


def test_c7_a_wrong_answer_keeps_what_was_typed(district: World, at_work: SignIn, now) -> None:
    """Bad input: no answer chosen, another date without a date, a date beside a plain yes, a no without a reason."""
    proposal = submit(district, ask(district, given(district)))
    url, leader = reverse("extensions:decide", args=[proposal.pk]), at_work("chutich")
    wrong = [
        {"answer": "", "text": "Vì sao"}, {"answer": "other_date", "text": "Vì sao"},
        {"answer": "granted", "due_on": "25/6/2021", "text": "Vì sao"}, {"answer": "refused", "due_on": "", "text": ""},
        {"answer": "other_date", "due_on": "16/6/2021", "text": "Vì sao"},
    ]  # fmt: skip
    for form in wrong:
        answer = leader.post(url, {**form, "token": "d"})
        assert answer.status_code == 422, form
        assert form["text"] in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.closed_at is None
    answer = leader.post(url, {"answer": "other_date", "due_on": "25/6/2021", "text": "Kịp kỳ họp", "token": "d"})
    assert answer.status_code == 302
    again = leader.post(url, {"answer": "refused", "text": "Không", "token": "e"})
    proposal.refresh_from_db()
    assert again.status_code == 422 and proposal.outcome == Ending.OTHER_DATE


def test_c7_the_signed_letter_comes_after_the_question_of_secrecy(district: World, at_work: SignIn, now) -> None:
    """Design 1.5: no file before "is it secret?" is answered; then the letter is part of the request and read by both sides."""
    assignment = given(district)
    url = reverse("extensions:ask", args=[assignment.pk])
    unit = at_work("stc")
    assert 'type="file"' not in unit.get(url).content.decode()
    answered = f"{url}?{uploads.ANSWER}={uploads.answer_for(district.people['stc'].pk)}"
    assert 'type="file"' in unit.get(answered).content.decode()
    file = SimpleUploadedFile("xin-gia-han.pdf", b"%PDF-1.4 invented")
    form = {
        "due_on": "1/7/2021",
        "reason": "Chờ số liệu",
        "code": "45/STC-NS",
        "signer": "Hoàng Văn Thử",
        "files": file,
    }
    assert unit.post(answered, {**form, "token": "t"}).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.letter is not None and proposal.letter.code == "45/STC-NS"
    assert proposal.letter.attachments.get().name == "xin-gia-han.pdf"
    for who in ("chutich", "chuyenvien", "stc-cb"):
        shown = at_work(who).get(reverse("extensions:proposal", args=[proposal.pk])).content.decode()
        assert "xin-gia-han.pdf" in shown, who
        download = reverse("documents:download", args=[proposal.letter.attachments.get().pk])
        assert b"".join(at_work(who).get(download)) == b"%PDF-1.4 invented"
    assert at_work("sxd").get(download).status_code == 404


def test_c7_where_nothing_may_be_asked_the_page_says_why(district: World, at_work: SignIn, now) -> None:
    """NHI 6.1d: an excluded origin: no button in the task file but the reason with its article; no form on the page."""
    assignment = given(district, origin="province")
    url = reverse("extensions:ask", args=[assignment.pk])
    file = at_work("stc").get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    assert url not in file and "Uỷ ban nhân dân tỉnh" in file
    page = at_work("stc").get(url).content.decode()
    assert "do cấp trên ấn định" in page and "khoản 1 Điều 6" in page and "<textarea" not in page


def test_c7_an_adjustment_by_the_pages(district: World, at_work: SignIn, now) -> None:
    """NHI 10.4: the Office proposes from the card of a unit; the leader agrees; an unknown unit is told as it was typed."""
    assignment = given(district)
    url = reverse("extensions:propose", args=[assignment.pk])
    office = at_work("chuyenvien")
    assert url in office.get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    wrong = office.post(url, {"unit": "So Tai nguyen", "reason": "Sai chức năng", "token": "t"})
    assert wrong.status_code == 422 and "So Tai nguyen" in wrong.content.decode()
    assert office.post(url, {"unit": "so xay dung", "reason": "Sai chức năng", "token": "t"}).status_code == 302
    proposal = Proposal.objects.get()
    done = at_work("chutich").post(
        reverse("extensions:decide", args=[proposal.pk]), {"answer": "granted", "token": "d"}
    )
    assert done.status_code == 302
    assignment.refresh_from_db()
    assert assignment.state == "ended"


def test_c7_the_list_pages_by_key_and_in_a_fixed_number_of_queries(
    district: World, at_work: SignIn, now, django_assert_max_num_queries, monkeypatch
) -> None:
    """Design 8: at most twenty queries, however many requests; the ended ones apart."""
    monkeypatch.setattr("dondoc.extensions.views.PAGE", 3)
    made = [ask(district, given(district), letter=letter(str(n))) for n in range(5)]
    for row in made[:4]:
        submit(district, row)
    client = at_work("chanhvp")
    client.get(reverse("units:me"))
    url = reverse("extensions:list")
    for address in (
        url,
        f"{url}?sau={made[2].pk}",
        f"{url}?xem=da-xong",
        f"{url}?sau=x",
        f"{url}?sau=99999999999999999999",
    ):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
    first, second = client.get(url).content.decode(), client.get(f"{url}?sau={made[2].pk}").content.decode()
    pages = [reverse("extensions:proposal", args=[row.pk]) for row in made]
    assert [page in first for page in pages] == [True, True, True, False, False]
    assert [page in second for page in pages] == [False, False, False, True, True]
    decide(district, made[0])
    assert pages[0] in client.get(f"{url}?xem=da-xong").content.decode()
    assert pages[0] not in client.get(url).content.decode()


def test_c7_pages_ask_at_most_twenty_queries(
    district: World, at_work: SignIn, now, django_assert_max_num_queries
) -> None:
    """Design 8: the proposal with all its history, and the task file with several of them, for each side."""
    assignment = given(district)
    first = decide(district, submit(district, ask(district, assignment, letter=letter())))
    assignment.refresh_from_db()
    second = ask(district, assignment, at=on("2021-06-15"), due_on=LATER.replace(day=20), letter=letter("46"))
    propose(district, assignment, at=on("2021-06-15"), content="Việc khác")
    now.move_to(on("2021-06-15", 10))
    for username in ("stc", "chuyenvien", "chutich", "kiemtra"):
        client = at_work(username)
        client.get(reverse("units:me"))
        for url in (
            reverse("workspace:task", args=[assignment.task_id]),
            reverse("extensions:proposal", args=[first.pk]),
            reverse("extensions:proposal", args=[second.pk]),
        ):
            with django_assert_max_num_queries(20, info=f"{username} {url}"):
                assert client.get(url).status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
def test_c7_both_languages(district: World, at_work: SignIn, now, language: str) -> None:
    """Every page speaks the reader's language."""
    proposal = submit(district, ask(district, given(district)))
    Person.objects.update(language=language)
    client = at_work("chutich")
    words = {"vi": ("xin gia hạn", "Thời hạn trả lời"), "en": ("asks for more time", "Answer due")}[language]
    page = client.get(reverse("extensions:proposal", args=[proposal.pk])).content.decode()
    for part in words:
        assert part in page
