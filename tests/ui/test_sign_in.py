"""The pages of the account (django-allauth): in the look of the product, in both languages, under the strict policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as conf
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from dondoc.ui import context
from tests.world import PASSWORD, World

ENGLISH = re.compile(
    r"\b(Sign In|Sign Out|Password|Change|Authenticator|Activate|Deactivate|Recovery|Sessions|Confirm|your)\b"
)


@pytest.fixture(autouse=True)
def catalogues(tmp_path_factory: pytest.TempPathFactory, settings) -> Iterator[None]:
    """The catalogues as `make` compiles them, whether or not they lie compiled in the checkout."""
    folder = tmp_path_factory.getbasetemp() / "locale"
    for path in Path(conf.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"):
        target = folder / path.parent.parent.name / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as read, target.open("wb") as written:
            write_mo(written, read_po(read))
    settings.LOCALE_PATHS = [folder]
    trans_real._translations.clear()
    trans_real._default = None
    yield
    trans_real._translations.clear()
    trans_real._default = None
    translation.activate("vi")


@pytest.fixture
def person(world: World, clock) -> Iterator[Client]:
    """The head of the department of finance, signed in with the password."""
    cache.clear()
    account = world.people["stc"]
    account.set_password(PASSWORD)
    account.save()
    client = Client(headers={"accept-language": "vi"})
    answer = client.post(reverse("account_login"), {"login": "STC", "password": PASSWORD})
    assert answer["Location"] == "/"
    yield client
    cache.clear()


def _words(page: str) -> str:
    """What a person reads of the main part."""
    main = page.split("<main")[1].split("</main>")[0]
    return re.sub(r"<[^>]+>", " ", main)


def _assert_ours(answer, path: str = "") -> str:
    page = answer.content.decode()
    assert answer.status_code == 200, (path, answer.status_code)
    assert 'href="/static/ui/dondoc' in page and '<main id="content"' in page, path
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page), path
    return page


PAGES = [
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
]


@pytest.mark.parametrize("name", PAGES)
def test_h1_pages_of_the_account_speak_vietnamese(person: Client, name: str) -> None:
    """Every page of the account in our look, without an English word, with a way back."""
    if name == "mfa_activate_totp":  # only for who has just shown the password once more
        assert "reauthenticate" in person.get(reverse(name))["Location"]
        person.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = _assert_ours(person.get(reverse(name)), name)
    assert not ENGLISH.search(_words(page)), ENGLISH.findall(_words(page))


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup", "account_inactive"])
def test_h1_pages_for_those_outside_speak_vietnamese(world: World, clock, name: str) -> None:
    """The sign-in page, the forgotten password, the closed sign-up and the closed account."""
    page = _assert_ours(Client(headers={"accept-language": "vi"}).get(reverse(name)), name)
    assert not ENGLISH.search(_words(page)), ENGLISH.findall(_words(page))


def test_h1_a_wrong_password_is_told_without_saying_what_was_wrong(world: World, clock) -> None:
    """One sentence for an unknown name and for a wrong password; the name stays typed, the password does not."""
    cache.clear()
    pages = []
    for name in ("stc", "khong-co"):
        page = Client().post(reverse("account_login"), {"login": name, "password": "sai bét"}).content.decode()
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in page and f'value="{name}"' in page and "sai bét" not in page
        pages.append(_words(page))
    assert pages[0] == pages[1]
    cache.clear()


def test_h1_guessing_is_throttled_with_a_sentence(world: World, clock) -> None:
    """After a few wrong passwords the page asks to wait; the right one is not tried either."""
    cache.clear()
    account = world.people["stc"]
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    for _ in range(6):
        page = client.post(reverse("account_login"), {"login": "stc", "password": "sai bét"}).content.decode()
    assert "Đăng nhập sai quá nhiều lần" in page
    answer = client.post(reverse("account_login"), {"login": "stc", "password": PASSWORD})
    assert answer.status_code == 200 and "quá nhiều lần" in answer.content.decode()
    cache.clear()


def test_h1_demo_accounts_are_listed_in_the_demo_only(world: World, clock, settings, monkeypatch) -> None:
    """The list is handed in by the room of the demo; without the demo it is not shown even if handed in."""
    told = {
        "demo_accounts": [("UBND tỉnh", [("stc", "Hoàng Văn Thử", "Giám đốc")])],
        "demo_password": "mat-khau-minh-hoa",
    }
    monkeypatch.setattr(context, "providers", [lambda request: told])
    settings.DEMO = True
    page = Client().get(reverse("account_login")).content.decode()
    assert "Hoàng Văn Thử" in page and "mat-khau-minh-hoa" in page
    settings.DEMO = False
    assert "mat-khau-minh-hoa" not in Client().get(reverse("account_login")).content.decode()


def test_h1_a_second_factor_from_switch_on_to_switch_off(person: Client, world: World) -> None:
    """The picture of the code is a data address that the policy allows; codes are shown; signing in asks for one."""
    person.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = person.get(reverse("mfa_activate_totp"))
    page = _assert_ours(answer)
    assert 'src="data:image/svg+xml;base64,' in page and "data:" in answer["Content-Security-Policy"]
    secret = re.search(r'id="authenticator_secret"[^>]*value="([^"]+)"', page)
    assert secret is not None
    wrong = person.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã xác thực không đúng" in wrong.content.decode()
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret[1], counter))
    done = person.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    page = _assert_ours(done)
    assert "Mã dự phòng" in page and page.count("<li>") >= 10
    assert Authenticator.objects.filter(user=world.people["stc"]).count() == 2
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert not ENGLISH.search(_words(_assert_ours(person.get(reverse(name)), name)))
    spare = re.findall(r"<li>([0-9a-f]{8})</li>", person.get(reverse("mfa_view_recovery_codes")).content.decode())[0]
    fresh = Client(headers={"accept-language": "vi"})
    step = fresh.post(reverse("account_login"), {"login": "stc", "password": PASSWORD}, follow=True)
    assert "xác thực hai lớp" in _words(_assert_ours(step))
    assert fresh.post(reverse("mfa_authenticate"), {"code": spare})["Location"] == "/"
    person.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=world.people["stc"], type="totp").exists()


def test_h1_sessions_are_listed_and_ended_by_their_owner(person: Client, world: World) -> None:
    """Two browsers: each is listed with its time; ending the others signs the other one out."""
    other = Client(headers={"user-agent": "Máy ở nhà"})
    other.post(reverse("account_login"), {"login": "stc", "password": PASSWORD})
    assert other.get("/").status_code == 200
    page = _assert_ours(person.get(reverse("usersessions_list")))
    assert "Máy ở nhà" in page and "phiên này" in page
    person.post(reverse("usersessions_list"))
    assert other.get("/").status_code == 302 and person.get("/").status_code == 200


def test_h1_the_password_is_changed(person: Client, world: World) -> None:
    """A weak one is refused in Vietnamese; a good one holds from then on."""
    form = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    weak = person.post(reverse("account_change_password"), form)
    assert weak.status_code == 200 and "error" in weak.content.decode()
    good = form | {"password1": "đò dọc sông Bồ 72", "password2": "đò dọc sông Bồ 72"}
    assert person.post(reverse("account_change_password"), good).status_code == 302
    world.people["stc"].refresh_from_db()
    assert world.people["stc"].check_password("đò dọc sông Bồ 72")
