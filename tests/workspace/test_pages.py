"""Every page, for every role: allowed or refused as the access table says; forbidden ones first; a fixed number of queries."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.tasks.models import Task
from tests.workspace.conftest import fill
from tests.world import CAST, World

PEOPLE = [row[0] for row in CAST]
AUTHORITY = {"chutich", "chanhvp", "chuyenvien", "theodoi"}
UNITS = {"stc", "stc-cb", "sxd", "skhdt", "pdien", "qdien"}
READERS = AUTHORITY | {"kiemtra"}

#: Page → who may open it; everybody else is refused with a sentence.
OPEN_TO = {
    "workspace:journal": READERS,
    "workspace:dashboard": READERS,
    "workspace:status": {"chanhvp", "chuyenvien", "quantri"},
    "workspace:register": READERS | UNITS,
    "workspace:search": READERS | UNITS,
    "workspace:desk": set(PEOPLE),
    "workspace:notices": set(PEOPLE),
    "lawbook:list": set(PEOPLE),
}
MOST_QUERIES = 20


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
            assert 'class="message refusal"' in answer.content.decode()


def test_b1_a_task_is_seen_by_its_units_and_the_authority_only(world: World, at_work, clock) -> None:
    """HUE 6.1c: for everybody else the task and its directive do not exist."""
    task = world.task("STC", coordinating=("SXD",))
    allowed = READERS | {"stc", "stc-cb", "sxd"}
    for username in sorted(PEOPLE, key=lambda person: person in allowed):
        client = at_work(username)
        assert client.get(reverse("workspace:task", args=[task.pk])).status_code == (
            200 if username in allowed else 404
        )
        directive = client.get(reverse("workspace:directive", args=[task.document_id]))
        wanted = 200 if username in allowed else 403 if username == "quantri" else 404
        assert directive.status_code == wanted, username


def test_b1_of_a_directive_a_unit_sees_its_own_tasks_only(world: World, at_work, clock) -> None:
    """Design 6: the directive is one paper, its tasks are each for their own readers; neither list nor search tells of others."""
    document = world.directive(
        world.given("STC", content="Báo cáo nợ đọng thuế"), world.given("SXD", content="Rà soát giấy phép xây dựng")
    )
    client = at_work("sxd")
    for url in (
        reverse("workspace:directive", args=[document.pk]),
        reverse("workspace:register"),
        reverse("workspace:search") + f"?q={document.number}",
        reverse("workspace:desk"),
    ):
        page = client.get(url).content.decode()
        assert "Rà soát giấy phép" in page, url
        assert "nợ đọng thuế" not in page, url
    assert "nợ đọng thuế" not in client.get(reverse("workspace:search") + "?q=no+dong").content.decode()


def test_d3_no_link_leads_to_a_refusal(world: World, at_work, clock) -> None:
    """Design 6: what a role may not open is not in its navigation; what is there opens."""
    for username in PEOPLE:
        client = at_work(username)
        page = client.get(reverse("workspace:desk")).content.decode()
        links = re.search(r'<nav class="nav".*?</nav>', page, re.S)
        assert links is not None
        found = re.findall(r'href="([^"]+)"', links[0])
        assert reverse("workspace:desk") in found
        for url in found:
            assert client.get(url).status_code in {200, 302}, (username, url)


def test_g1_the_administrator_sees_no_content(world: World, at_work, clock) -> None:
    """Design 6: the technical administrator's desk, notices and status say nothing of any task."""
    world.directive(world.given("STC", content="Báo cáo nợ đọng thuế"), abstract="về việc thu hồi nợ")
    client = at_work("quantri")
    for name in ("workspace:desk", "workspace:status", "workspace:notices", "lawbook:list"):
        page = client.get(reverse(name)).content.decode()
        assert "nợ đọng" not in page
        assert "thu hồi nợ" not in page


def _pages(task: Task, document: Document) -> list[str]:
    register = reverse("workspace:register")
    return [
        reverse("workspace:desk"),
        reverse("workspace:desk") + "?kind=appraise&group=overdue",
        reverse("workspace:task", args=[task.pk]),
        reverse("workspace:directive", args=[document.pk]),
        register,
        register + "?view=assignment&state=unfinished&timeliness=past&status=all&sort=entry",
        reverse("workspace:search") + "?q=ngan+sach",
        reverse("workspace:notices"),
        reverse("workspace:dashboard"),
        reverse("workspace:journal"),
        reverse("lawbook:list"),
        reverse("workspace:status"),
    ]


@pytest.mark.parametrize("rows", [3, 60])
def test_every_page_asks_at_most_twenty_queries(
    rows: int, world: World, at_work, today, django_assert_max_num_queries
) -> None:
    """Design 8: no page asks more than 20 queries, and none asks more because there are more rows."""
    found = fill(world, rows)
    task = found[0].task
    for username in ("stc", "theodoi", "chuyenvien", "chanhvp", "chutich", "kiemtra", "quantri"):
        client = at_work(username)
        client.get(reverse("units:me"))  # the session is new only once
        for url in _pages(task, task.document):
            with django_assert_max_num_queries(MOST_QUERIES, info=f"{username} {url}"):
                assert client.get(url).status_code in {200, 403, 404}


def test_a_tampered_address_shows_a_page_and_no_error(world: World, at_work, clock) -> None:
    """Bad input: keys, numbers and choices that nobody offered are passed over or told."""
    task = world.task("STC")
    client = at_work("chanhvp")
    bad = [
        "?after=x",
        "?after=2016-99-99~1",
        "?after=~",
        "?after=2016-11-16~99999999999999999999",
        "?after=2016-11-16~²",
    ]
    for url in ("desk", "register", "notices", "journal", "search"):
        for query in [*bad, "?q=%00&after=1|x|3"]:
            assert client.get(reverse(f"workspace:{url}") + query).status_code == 200, (url, query)
    for query in ("?unit=x", "?unit=²", "?unit=99999999999999999999999", "?history=all"):
        assert client.get(reverse("workspace:task", args=[task.pk]) + query).status_code == 200
    page = client.get(reverse("workspace:register") + "?state=xx&unit=xx&due_from=99/99/2016").content.decode()
    assert "Ngày chưa đúng" in page
    assert client.get(reverse("workspace:register") + "?unit=99999999999999999999").status_code == 200
