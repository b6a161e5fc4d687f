"""Two browsers at once: one page says that it is done, the other says in a sentence that somebody was faster, and keeps what
was typed (design 8); on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.gazette.models import CalendarVersion
from dondoc.journal.models import Entry
from dondoc.units import actions as units
from dondoc.units.models import Role
from dondoc.urging.models import Instruction, Slip
from tests.rivals import together
from tests.urging.climb import CASE, FIRST, OPENS, climb, tick, waiting
from tests.world import World, make_world, on

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[str], Client]
POLITE = {200, 409, 422}


@pytest.fixture
def world() -> World:
    """The province, committed, so that every thread sees it."""
    return make_world()


def one_and_one_told(answers: list[object], sentence: str, typed: str = "") -> None:
    """One redirect, one page with the sentence (and with what was typed, where something was)."""
    assert all(isinstance(answer, HttpResponse) for answer in answers), answers
    done = [answer for answer in answers if answer.status_code == 302]
    told = [answer for answer in answers if answer.status_code in POLITE - {200}]
    assert (len(done), len(told)) == (1, 1), [answer.status_code for answer in answers]
    page = told[0].content.decode()
    assert sentence in page, page
    assert typed in page


def _act(pk: int, verb: str) -> str:
    return reverse("tasks:act", args=[pk, verb])


def test_c4_two_browsers_confirm(world: World, at_work: SignIn, clock) -> None:
    """HUE App. I.3: monitor and head of the Office."""
    sent = world.assignment("STC")
    world.send(sent, at=on("2016-11-15"))
    clock.move_to(on("2016-11-16"))
    first, second = at_work("theodoi"), at_work("chanhvp")
    url = _act(sent.pk, "xac-nhan")
    answers = together(
        lambda: first.post(url, {"text": "ghi chú của hai người", "token": "một"}),
        lambda: second.post(url, {"text": "ghi chú của hai người", "token": "hai"}),
    )
    one_and_one_told(answers, "Đã hoàn thành", "ghi chú của hai người")
    assert Entry.objects.filter(verb="task.result_accepted").count() == 1


def test_c5_confirming_against_sending_back(world: World, at_work: SignIn, clock) -> None:
    """HUE App. I.3: the judgement that came second stays in its form."""
    sent = world.assignment("STC")
    world.send(sent, at=on("2016-11-15"))
    clock.move_to(on("2016-11-16"))
    first, second = at_work("theodoi"), at_work("chanhvp")
    answers = together(
        lambda: first.post(_act(sent.pk, "xac-nhan"), {"text": "lời đã viết"}),
        lambda: second.post(_act(sent.pk, "yeu-cau-bo-sung"), {"text": "lời đã viết"}),
    )
    one_and_one_told(answers, "lời đã viết")
    assert sent.facts.filter(kind__in=["result_accepted", "result_sent_back"]).count() == 1


def test_b4_two_browsers_return(world: World, at_work: SignIn, clock) -> None:
    """HUE 7.2d: head and officer of one unit."""
    given = world.assignment("STC")
    first, second, url = at_work("stc"), at_work("stc-cb"), _act(given.pk, "chuyen-lai")
    answers = together(
        lambda: first.post(url, {"text": "sai chức năng"}), lambda: second.post(url, {"text": "sai chức năng"})
    )
    one_and_one_told(answers, "Đơn vị chuyển lại", "sai chức năng")
    assert given.facts.filter(kind="returned").count() == 1


def test_b4_two_browsers_take_over(world: World, at_work: SignIn, clock) -> None:
    """HUE 7.2a: a click; the second one is told that it was taken over."""
    given = world.assignment("STC")
    first, second, url = at_work("stc"), at_work("stc-cb"), reverse("tasks:take-over", args=[given.pk])
    one_and_one_told(together(lambda: first.post(url), lambda: second.post(url)), "tiếp nhận")
    assert given.facts.filter(kind="taken_over").count() == 1


def test_c7_two_browsers_move_the_date_to_the_same_day(world: World, at_work: SignIn, clock) -> None:
    """HUE 8.1b."""
    task = world.task("STC")
    url = reverse("tasks:move-due-date", args=[task.pk])
    first, second = at_work("chanhvp"), at_work("chuyenvien")
    form = {"due_on": "30/11/2016", "text": "theo công văn số 9"}
    one_and_one_told(
        together(lambda: first.post(url, form), lambda: second.post(url, form)), "30/11/2016", "theo công văn số 9"
    )
    assert Entry.objects.filter(verb="task.due_date_moved").count() == 1


def test_g1_two_browsers_carry_out_a_purge(world: World, at_work: SignIn, clock) -> None:
    """Design 1.5: head of the Office and leader; the second is told that nothing waits any more."""
    document = world.directive()
    documents.ask_purge(by=world.actor("chuyenvien"), at=on("2016-11-07"), document=document)
    url = reverse("tasks:purge", args=[document.pk])
    first, second = at_work("chanhvp"), at_work("chutich")
    form = {"do": "confirm", "sure": "1"}
    one_and_one_told(together(lambda: first.post(url, form), lambda: second.post(url, form)), "đang chờ")
    assert Entry.objects.filter(verb="purge.carried_out").count() == 1


def test_g1_a_page_that_is_older_than_the_decision_says_so(world: World, at_work: SignIn, clock) -> None:
    """Design 1.5: not silently taken for done."""
    document = world.directive()
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=on("2016-11-07"), document=document)
    documents.decline_purge(by=world.actor("chanhvp"), at=on("2016-11-07"), purge=purge)
    late = at_work("chutich").post(reverse("tasks:purge", args=[document.pk]), {"do": "confirm", "sure": "1"})
    assert late.status_code == 409 and "đang chờ" in late.content.decode()


def test_two_browsers_amend_one_day_of_the_calendar(world: World, at_work: SignIn, clock) -> None:
    """Design 5, 8: the second sees what the first has written before it may write over it."""
    seen = CalendarVersion.objects.latest("id").pk
    url, first, second = reverse("duties:calendar"), at_work("chanhvp"), at_work("chuyenvien")

    def form(name: str) -> dict[str, str]:
        return {
            "on": "18/11/2016", "kind": "off", "name": name, "decision": "Công điện 05", "confirmed": "on",
            "reason": "bão số 5", "seen": str(seen),
        }  # fmt: skip

    answers = together(lambda: first.post(url, form("Nghỉ bão")), lambda: second.post(url, form("Nghỉ lũ")))
    one_and_one_told(answers, "18/11/2016", "bão số 5")
    assert CalendarVersion.objects.count() == 2


def test_d1_two_browsers_issue_one_slip(world: World, at_work: SignIn, clock) -> None:
    """HUE 8.1e: one number."""
    world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    tick(FIRST)
    clock.move_to(FIRST)
    slip = waiting()
    first, second, url = at_work("chanhvp"), at_work("chanhvp"), reverse("urging:issue", args=[slip.pk])
    one_and_one_told(
        together(lambda: first.post(url, {"token": "một"}), lambda: second.post(url, {"token": "hai"})), "phát hành"
    )
    assert Slip.objects.issued().count() == 1


def test_d1_two_browsers_instruct(world: World, at_work: SignIn, clock) -> None:
    """HUE 8.1e: the words of the second leader stay on the page."""
    case = climb(world, world.assignment("STC"))
    person = units.create_person(by=None, at=OPENS, username="phoct", full_name="Thử Văn Phó")
    units.appoint(by=None, at=OPENS, person=person, unit=world.units["UBND"], role=Role.LEADER, title="Phó Chủ tịch")
    world.people["phoct"] = person
    clock.move_to(CASE)
    first, second, url = at_work("chutich"), at_work("phoct"), reverse("urging:case", args=[case.pk])
    form = {"text": "báo cáo ngay trong tuần", "follow_up_on": ""}
    one_and_one_told(
        together(
            lambda: first.post(url, {**form, "token": "một"}), lambda: second.post(url, {**form, "token": "hai"})
        ),
        "đã có ý kiến xử lý", "báo cáo ngay trong tuần",
    )  # fmt: skip
    assert Instruction.objects.count() == 1
