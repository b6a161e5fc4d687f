"""Pages of the regulations: read, compared, calculated with."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.gazette import actions as gazette
from tests.world import AT, ROOT, World

PEOPLE = (
    "chutich", "chanhvp", "chuyenvien", "theodoi", "stc", "stc-cb", "sxd", "skhdt", "pdien", "qdien", "kiemtra", "quantri",
)  # fmt: skip


def page(client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = client.get(reverse(f"lawbook:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_a1_hue_every_role_reads_the_regulations_and_only_two_load_them(world: World, at_work, clock) -> None:
    """The regulation is public to those who sign in; loading and adopting are not."""
    for username in PEOPLE:
        client = at_work(username)
        assert page(client, "list")
        assert "71/2016/QĐ-UBND" in page(client, "regulation", world.register.edition_id)
        assert page(client, "compare")
        assert page(client, "calculate")
        page(client, "load", status=200 if username in {"chanhvp", "quantri"} else 403)
        page(client, "adopt", status=200 if username == "chanhvp" else 403)
        page(client, "move", status=200 if username == "chanhvp" else 403)
