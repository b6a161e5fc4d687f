"""The pages under each authority's own regulation: what each person may open, opens, and speaks the regulation's words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dondoc.gazette import law
from dondoc.tasks.models import Task
from tests.authorities import CASTS, Authority, make_authority

HOUSE = (
    "workspace:desk", "workspace:register", "workspace:search", "workspace:dashboard", "workspace:notices",
    "workspace:journal", "lawbook:list", "lawbook:calculate",
)  # fmt: skip


@pytest.fixture(params=sorted(CASTS))
def authority(request: pytest.FixtureRequest, db: None) -> Iterator[Authority]:
    """Each authority on its first day, with a task, a partner and a result that waits to be confirmed."""
    made = make_authority(request.param)
    with time_machine.travel(made.at, tick=False):
        lead, partner, *_others = made.cast.followed
        made.directive(made.given(lead, coordinating=(partner,)))
        made.send(made.assignment(lead), at=made.at)
        yield made


def signed_in(authority: Authority, username: str) -> Client:
    """A client with the person's session."""
    client = Client()
    client.force_login(authority.people[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", HOUSE)
def test_d3_each_page_opens_or_is_refused_with_a_sentence(authority: Authority, name: str) -> None:
    """D3: under any regulation, also one that is silent about much, no page fails."""
    for username in authority.people:
        answer = signed_in(authority, username).get(reverse(name))
        assert answer.status_code in {200, 403}, (name, username, answer.status_code)


def test_d3_the_unit_finds_its_task_with_the_article(authority: Authority) -> None:
    """D3: the unit that has the task reads it, with what it owes; who has nothing to do with it is told nothing."""
    task = Task.objects.order_by("pk").first()
    assert task is not None
    lead, partner, *_others = authority.cast.followed
    people = {code: name for name, _full, code, _role, _title in authority.cast.people}
    stranger = next(code for code, *_rest in authority.cast.bodies if code in people and code not in {
        lead, partner, "VP", authority.register.keeper.code
    })  # fmt: skip
    address = reverse("workspace:task", args=[task.pk])
    for code in (lead, partner, "VP"):
        assert signed_in(authority, people[code] if code != "VP" else "chuyenvien").get(address).status_code == 200
    assert signed_in(authority, people[stranger]).get(address).status_code in {403, 404}


def test_the_regulation_is_shown_by_its_number(authority: Authority) -> None:
    """Design 4.7: the register's own regulation, its number and its readings are pages that everybody reads."""
    edition = authority.register.edition
    page = signed_in(authority, "chuyenvien").get(reverse("lawbook:regulation", args=[edition.pk]))
    assert page.status_code == 200
    assert law(edition).instrument.number in page.content.decode()
