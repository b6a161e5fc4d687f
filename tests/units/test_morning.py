"""In the morning a whole office signs in from one address."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from time_machine import Traveller

from dondoc.units.models import Person
from tests.world import PASSWORD, World

LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def empty_cache(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def test_h1_forty_people_of_one_address_sign_in_within_a_minute(world: World, clock: Traveller) -> None:
    """Design 8: a morning on which 500 people open their desks in five minutes, many of them behind one address."""
    person = world.people["stc"]
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    Person.objects.update(password=person.password)
    names = sorted(world.people)
    for number in range(40):
        answer = Client().post(LOGIN, {"login": names[number % len(names)], "password": PASSWORD})
        assert answer.status_code == 302, number


def test_h1_wrong_passwords_of_one_address_are_few(world: World, clock: Traveller) -> None:
    """Who guesses is stopped soon, however many right passwords an address may send."""
    seen = [Client().post(LOGIN, {"login": f"nguoi{n}", "password": "sai"}).status_code for n in range(15)]
    assert seen[0] == 200 and seen[-1] != 302
    blocked = Client().post(LOGIN, {"login": "stc", "password": "sai"})
    assert "quá nhiều" in blocked.content.decode().lower() or blocked.status_code == 429
