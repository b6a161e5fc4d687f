"""Who came to the door, when and from where (design 6: every act carries its person; NHI 6.1h asks who logs in)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.units.models import SignIn, SignInOutcome
from tests.units.conftest import PASSWORD, Province


@pytest.fixture
def door(province: Province, local_cache: None) -> Client:
    """A browser before the sign-in page; the head of the department of finance has a password."""
    person = province.people["giamdoc"]
    person.set_password(PASSWORD)
    person.save()
    return Client(headers={"user-agent": "Firefox/140"})


def _knock(door: Client, name: str, password: str) -> int:
    return door.post(reverse("account_login"), {"login": name, "password": password}).status_code


def test_h1_in_failed_and_out_are_written_down(door: Client, province: Province) -> None:
    """In the order in which they happened, with address and browser; the person reads them on the own page."""
    assert _knock(door, "GIAMDOC", "sai mật khẩu") == 200
    assert _knock(door, "giamdoc", PASSWORD) == 302
    page = door.get(reverse("units:me")).content.decode()
    assert "không đăng nhập được" in page and "127.0.0.1" in page and "Firefox/140" in page
    door.post(reverse("account_logout"))
    found = list(SignIn.objects.order_by("id").values_list("outcome", "person", "address", "program"))
    whose = (province.people["giamdoc"].pk, "127.0.0.1", "Firefox/140")
    assert found == [(outcome, *whose) for outcome in (SignInOutcome.FAILED, SignInOutcome.IN, SignInOutcome.OUT)]


def test_h1_neither_a_password_nor_an_unknown_name_is_kept(door: Client) -> None:
    """What was typed may be a password in the wrong box: only an account that exists is named."""
    _knock(door, "mat-khau-cua-toi", "mat-khau-cua-toi")
    row = SignIn.objects.get()
    assert (row.person, row.outcome) == (None, SignInOutcome.FAILED)
    assert not any("mat-khau" in str(value) for value in vars(row).values())


def test_h1_nobody_reads_the_sign_ins_of_another(door: Client, province: Province) -> None:
    """The own page shows the own attempts only."""
    _knock(door, "chutich", "sai")
    _knock(door, "giamdoc", PASSWORD)
    assert "không đăng nhập được" not in door.get(reverse("units:me")).content.decode()


def test_h1_what_was_written_stays(door: Client) -> None:
    """Evidence is added to, never changed or removed."""
    _knock(door, "giamdoc", "sai")
    row = SignIn.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_h1_nobody_changes_addresses_behind_the_office(door: Client) -> None:
    """The page of the sign-in package where addresses are added is not there."""
    assert door.get("/tai-khoan/email/").status_code == 302
    _knock(door, "giamdoc", PASSWORD)
    for answer in (
        door.get("/tai-khoan/email/"),
        door.post("/tai-khoan/email/", {"email": "a@b.vn", "action_add": ""}),
    ):
        assert answer.status_code == 404
