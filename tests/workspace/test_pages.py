"""Every page, for every role: allowed or refused as the access table says; forbidden ones first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import CAST, World

PEOPLE = [row[0] for row in CAST]
AUTHORITY = {"chutich", "chanhvp", "chuyenvien", "theodoi"}
UNITS = {"stc", "stc-cb", "sxd", "skhdt", "pdien", "qdien"}

#: Page → who may open it; everybody else is refused with a sentence.
OPEN_TO = {
    "workspace:journal": AUTHORITY | {"kiemtra"},
    "workspace:dashboard": AUTHORITY | {"kiemtra"},
    "workspace:status": {"chanhvp", "chuyenvien", "quantri"},
    "workspace:register": AUTHORITY | UNITS | {"kiemtra"},
    "workspace:search": AUTHORITY | UNITS | {"kiemtra"},
    "workspace:desk": set(PEOPLE),
    "workspace:notices": set(PEOPLE),
    "workspace:regulation": set(PEOPLE),
}


@pytest.mark.parametrize("name", OPEN_TO)
def test_d3_each_page_opens_to_the_roles_of_the_table_only(name: str, world: World, at_work, clock) -> None:
    """Design 6: forbidden people get a sentence and no content, allowed people the page."""
    world.directive(world.given("STC"), world.given("SXD"))
    for username in sorted(PEOPLE, key=lambda person: person in OPEN_TO[name]):
        answer = at_work(username).get(reverse(name))
        wanted = 200 if username in OPEN_TO[name] else 403
        assert answer.status_code == wanted, (name, username)
        if wanted == 403:
            assert "ngân sách" not in answer.content.decode()
