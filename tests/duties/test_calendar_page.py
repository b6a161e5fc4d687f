"""The page of the working calendar: everybody reads why a day is off, the Office changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from dondoc import gazette
from dondoc.gazette.models import CalendarVersion
from tests.world import World

PAGE = "/lich-lam-viec/"
AtWork = Callable[[str], Client]
GIVEN = {
    "on": "18/11/2016", "kind": "off", "name": "Nghỉ bão", "decision": "Công điện 05", "confirmed": "on", "reason": "Bão",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(clock: time_machine.Traveller, world: World) -> None:
    """Monday 7 November 2016 in the small province."""


def test_everybody_reads_why_a_day_is_off(at_work: AtWork) -> None:
    page = at_work("stc").get(PAGE, {"nam": "2025"}).content.decode()
    assert "Lịch làm việc năm 2025" in page and "Nghỉ hoán đổi với Thứ Bảy 26/04/2025" in page
    assert "8726/VPCP-KGVX" in page and "Làm bù cho Thứ Sáu 02/05/2025" in page
    assert '<form method="post" class="card"' not in page
    assert "chưa xác nhận" not in page


def test_unconfirmed_days_are_marked_and_counted(at_work: AtWork) -> None:
    page = at_work("chanhvp").get(PAGE, {"nam": "2026"}).content.decode()
    assert page.count('<span class="badge badge-sent">chưa xác nhận</span>') == 4
    assert "4 ngày chưa đối chiếu được với văn bản" in page


def test_a_year_that_nobody_knows_says_so(at_work: AtWork) -> None:
    page = at_work("stc").get(PAGE, {"nam": "2031"}).content.decode()
    assert "Chưa có lịch của năm này" in page and "Chưa ghi ngày nghỉ nào" in page


@pytest.mark.parametrize("asked", ["", "abc", "0", "99999", "00012345", "-1", "٢٠٢٦"])
def test_any_year_shows_a_page(at_work: AtWork, asked: str) -> None:
    response = at_work("stc").get(PAGE, {"nam": asked})
    assert response.status_code == 200


def test_a_stranger_signs_in_first() -> None:
    assert Client().get(PAGE).status_code == 302


def test_the_office_adds_a_day(at_work: AtWork, world: World) -> None:
    client = at_work("chuyenvien")
    response = client.post(PAGE, GIVEN | {"seen": str(gazette.current_calendar().pk)}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [("/lich-lam-viec/?nam=2016", 302)]
    assert "Đã sửa lịch" in page and "Công điện 05" in page and "Văn phòng đã sửa" in page
    assert not gazette.calendar().is_working(date(2016, 11, 18))
    again = client.post(PAGE, GIVEN, follow=True).content.decode()
    assert "không có gì thay đổi" in again and CalendarVersion.objects.count() == 2


def test_the_office_confirms_and_takes_out_a_day(at_work: AtWork) -> None:
    client = at_work("chanhvp")
    form = client.get(PAGE, {"nam": "2026", "ngay": "2026-11-24"}).context["form"]
    assert form.initial["name"] == "Ngày Văn hóa Việt Nam" and form.initial["confirmed"] is False
    given = {**form.initial, "on": "24/11/2026", "confirmed": "on", "decision": "Luật sửa đổi", "reason": "Đã có luật"}
    client.post(PAGE, given)
    assert not gazette.calendar().is_unconfirmed(date(2026, 11, 24))
    client.post(PAGE, {"on": "24/11/2026", "kind": "plain", "reason": "Không nghỉ"})
    assert gazette.calendar().is_working(date(2026, 11, 24))
    assert "ngày bình thường" in client.get(PAGE, {"nam": "2026"}).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"on": "31/02/2016"}, "Ngày chưa đúng"),
        ({"on": ""}, "bắt buộc"),
        ({"reason": ""}, "Chưa ghi lý do sửa lịch"),
        ({"kind": "worked"}, "không phải Thứ Bảy hay Chủ nhật"),
        ({"decision": "  "}, "Chưa ghi văn bản quy định"),
        ({"name": "x" * 301}, "300"),
        ({"kind": "???"}, "???"),
        ({"on": "01/01/9999"}, "ngoài những năm"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(at_work: AtWork, changes: dict[str, str], told: str) -> None:
    response = at_work("chanhvp").post(PAGE, GIVEN | changes)
    page = response.content.decode()
    assert response.status_code == 422 and told in page
    assert 'value="Công điện 05"' in page or "decision" in changes
    assert CalendarVersion.objects.count() == 1


def test_a_day_changed_meanwhile_is_told_and_can_then_be_changed(at_work: AtWork) -> None:
    client, seen = at_work("chanhvp"), gazette.current_calendar().pk
    client.post(PAGE, GIVEN)
    other = GIVEN | {"name": "Nghỉ khác", "seen": str(seen)}
    response = client.post(PAGE, other)
    assert response.status_code == 422 and "vừa được người khác sửa" in response.content.decode()
    retry = other | {"seen": response.context["form"]["seen"].value()}
    assert client.post(PAGE, retry).status_code == 302


@pytest.mark.parametrize("name", ["theodoi", "stc", "kiemtra", "quantri", "chutich"])
def test_who_is_not_the_office_is_refused(at_work: AtWork, name: str) -> None:
    response = at_work(name).post(PAGE, GIVEN)
    assert response.status_code == 403 and "Chỉ Chánh Văn phòng" in response.content.decode()
    assert CalendarVersion.objects.count() == 1


def test_the_page_asks_few_questions(at_work: AtWork, django_assert_max_num_queries: Callable[..., object]) -> None:
    client = at_work("chanhvp")
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        client.get(PAGE, {"nam": "2026"})
