"""The register and the search: filters, pages by key, numbers that open their lists."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from dondoc.tasks.models import Assignment
from dondoc.workspace.forms import RegisterFilter
from dondoc.workspace.queries import numbers, register
from tests.workspace.conftest import fill
from tests.world import World, on

REGISTER = reverse("workspace:register")


def listed(client, query: str = "") -> set[str]:
    """The names of the tasks that the page lists."""
    return set(re.findall(r"Việc [A-Z]", client.get(REGISTER + query).content.decode()))


@pytest.fixture
def five(world: World, clock) -> World:
    """Five tasks that differ in what the filter asks for; it is Friday 18 November."""
    field = world.register.fields.get(code="XD")
    a = world.directive(
        world.given("STC", content="Việc A"), issued_on=date(2016, 11, 4), urgency="express"
    ).tasks.get()
    world.directive(
        world.given("SXD", content="Việc B", task_class="carry_out", due_on=date(2016, 12, 30)), field=field
    )
    c = world.directive(world.given("SKHDT", content="Việc C"), from_superior=True).tasks.get()
    world.directive(world.given("STC", content="Việc D", due_kind="none", due_on=None))
    e = world.directive(world.given("STC", "PDIEN", content="Việc E", due_on=date(2016, 11, 25))).tasks.get()
    world.send(a.assignments.get(), at=on("2016-11-15"))
    skhdt = c.assignments.get()
    world.send(skhdt, at=on("2016-11-17"), by="skhdt")
    world.accept(skhdt, at=on("2016-11-18"))
    assert e.assignments.count() == 2
    clock.move_to(on("2016-11-18"))
    return world


def _number(world: World, text: str) -> str:
    """``{STC}`` stands for the number of the unit, ``{theodoi}`` for that of the post, ``{XD}`` for that of the field."""
    named = {code: unit.pk for code, unit in world.units.items()} | {
        name: post.pk for name, post in world.posts.items()
    }
    return text.format(XD=world.register.fields.get(code="XD").pk, **named)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ABDE"),
        ("?status=closed", "C"),
        ("?status=all", "ABCDE"),
        ("?unit={STC}", "ADE"),
        ("?unit={STC}&state=not_started", "DE"),
        ("?state=sent", "A"),
        ("?state=in_progress", "A"),  # what waits for appraisal counts as in progress (Appendix V)
        ("?state=unfinished", "BDE"),
        ("?status=all&timeliness=past", "C"),  # completed on the 17th, due on the 16th
        ("?status=all&timeliness=within", "ABDE"),
        ("?status=all&state=done&timeliness=past", "C"),
        ("?field={XD}", "B"),
        ("?monitor={theodoi}", "ABDE"),
        ("?task_class=carry_out", "B"),
        ("?due_from=2016-11-20&due_to=30/11/2016", "E"),
        ("?issued_to=2016-11-04", "A"),
        ("?issued_from=2016-11-05", "BDE"),
        ("?urgency=express", "A"),
        ("?status=all&superior=on", "C"),
        ("?part=coordinating", ""),
        ("?unit={QDIEN}", ""),
    ],
)
def test_f4_the_register_filters(query: str, found: str, five: World, at_work) -> None:
    """DTP 5: by unit, state, deadline, field, monitor, class, dates, urgency, superior: each alone and together."""
    assert listed(at_work("chanhvp"), _number(five, query)) == {f"Việc {name}" for name in found}


def test_f4_a_unit_filters_its_own_part(five: World, at_work) -> None:
    """HUE 3.4: of a task of several units the own state decides, and only own tasks are there."""
    five.send(Assignment.objects.get(task__content="Việc E", unit=five.units["PDIEN"]), at=on("2016-11-18"), by="pdien")
    assert listed(at_work("stc")) == {"Việc A", "Việc D", "Việc E"}
    assert listed(at_work("stc"), "?state=sent") == {"Việc A"}
    assert listed(at_work("pdien"), "?state=sent") == {"Việc E"}
    page = at_work("pdien").get(REGISTER).content.decode()
    assert 'name="unit"' not in page
    assert 'name="monitor"' not in page


def test_f4_what_is_wrong_in_the_filter_is_told_and_kept(five: World, at_work) -> None:
    """Bad input: a date that is none says so, is kept as typed, and hides nothing."""
    answer = at_work("chanhvp").get(REGISTER + "?due_from=31/02/2016&unit=999")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Việc A" in page
    assert "<details open" in page


@pytest.mark.parametrize("sort", ["due", "entry"])
@pytest.mark.parametrize("view", ["task", "assignment"])
def test_long_lists_page_by_key(view: str, sort: str, world: World, at_work, clock) -> None:
    """Design 7: fifty a page, in the order of a stored key that ends in the number; nothing twice, nothing left out."""
    given = [
        world.given("STC", content=f"Việc số {n:03d}", due_on=None if n % 7 == 0 else date(2016, 11, 16 + n % 2),
                    due_kind="none" if n % 7 == 0 else "by")
        for n in range(120)
    ]  # fmt: skip
    world.directive(*given)
    client, seen, query = at_work("chanhvp"), [], f"?view={view}&sort={sort}"
    sizes = []
    for _ in range(3):
        page = client.get(REGISTER + query).content.decode()
        rows = re.findall(r"Việc số (\d{3})", page)
        seen, sizes = seen + rows, [*sizes, len(rows)]
        following = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        query = following[1].replace("&amp;", "&") if following else ""
    assert (sizes, query) == ([50, 50, 20], "")
    assert sorted(seen) == [f"{n:03d}" for n in range(120)]


def test_f2_each_number_opens_the_list_that_it_counts(world: World, today) -> None:
    """Design 7: the tiles and the worst units count from spans; the register lists exactly as many rows."""
    fill(world, 30)
    actor = world.actor("chanhvp")
    found = numbers.numbers_of(world.register, today)

    def rows(**given: object) -> int:
        form = RegisterFilter({"view": "assignment", **given}, actor=actor, today=today)
        count = register.page_of_assignments(actor, form.given(), today).count
        assert count is not None
        return count

    assert found.open == rows() > 0
    assert found.overdue == rows(state="unfinished", timeliness="past") > 0
    assert found.waiting == rows(state="sent") > 0
    assert found.week == rows(state="unfinished", due_from=today.isoformat(), due_to=found.week_ends.isoformat())
    for row in numbers.worst_units(world.register, today):
        assert row.count == rows(state="unfinished", timeliness="past", unit=row.unit_id)


def test_f2_the_filter_agrees_with_the_grid(world: World, today) -> None:
    """HUE Appendix V: states and timeliness as the register asks for them are the cells of the grid."""
    from dondoc.reports.queries import grid

    fill(world, 30)
    actor = world.actor("chanhvp")
    for cell in grid(world.register, today).total.cells:
        given = {"view": "assignment", "status": "all", "state": cell.state, "timeliness": cell.timeliness}
        form = RegisterFilter(given, actor=actor, today=today)
        assert register.page_of_assignments(actor, form.given(), today).count == cell.count, cell


def test_more_than_a_thousand_are_not_counted(world: World, at_work, clock, monkeypatch) -> None:
    """Design 7: a list says "over" where counting would cost; the limit is a thousand."""
    world.directive(*[world.given("STC") for _ in range(4)])
    assert register.COUNTED == 1000
    monkeypatch.setattr(register, "COUNTED", 3)
    assert "Hơn 1.000 nhiệm vụ" in at_work("chanhvp").get(REGISTER).content.decode()
    assert "Hơn 1.000 lượt giao" in at_work("chanhvp").get(REGISTER + "?view=assignment").content.decode()


def test_search_finds_with_and_without_marks_and_by_symbol(world: World, at_work, clock) -> None:
    """Design 7: `no dong thue` finds `nợ đọng thuế`; a number finds its document; a few letters are a beginning."""
    document = world.directive(
        world.given("STC", content="Thu hồi nợ đọng thuế"), world.given("SXD", content="Cấp phép")
    )
    client = at_work("chanhvp")

    def search(text: str) -> str:
        return client.get(reverse("workspace:search"), {"q": text}).content.decode()

    for text in ("nợ đọng thuế", "no dong thue", "no don"):
        assert "Thu hồi nợ đọng thuế" in search(text), text
        assert "Cấp phép" not in search(text), text
    page = search(document.code)
    assert "Thu hồi nợ đọng thuế" in page
    assert "Cấp phép" in page
    assert "2 nhiệm vụ" in page
    assert "Không có nhiệm vụ nào" in search("xyzt")
    assert "Không có nhiệm vụ nào" in search("<b>%s</b>")
    assert "<b>%s" not in search("<b>%s</b>")
    assert "Gõ số, ký hiệu" in search("")
    assert "Gõ số, ký hiệu" in search("  ")


def test_search_pages_by_key(world: World, at_work, clock) -> None:
    """Design 7: sixty hits are two pages, and the second begins where the first ended."""
    world.directive(*[world.given("STC", content=f"Việc số {n:03d}") for n in range(60)])
    client, url = at_work("chanhvp"), reverse("workspace:search") + "?q=viec"
    first = client.get(url).content.decode()
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first)
    assert following is not None
    second = client.get(reverse("workspace:search") + following[1].replace("&amp;", "&")).content.decode()
    one, two = (set(re.findall(r"Việc số (\d{3})", page)) for page in (first, second))
    assert (len(one), len(two), len(one | two)) == (50, 10, 60)


def test_b1_a_partner_is_never_shown_as_past_the_deadline(world: World, at_work, clock) -> None:
    """HUE 3.4: partners owe nothing by date; neither the filter, the badge nor the days left hold one against them."""
    lead = world.assignment("STC", coordinating=("SXD",))  # due on Wednesday 16 November
    clock.move_to(on("2016-11-18"))
    own = at_work("sxd").get(REGISTER).content.decode()
    assert "ngân sách" in own and "past-text" not in own and "badge-past" not in own
    office = at_work("chuyenvien")
    number = world.units["SXD"].pk
    for query in (
        f"?unit={number}&timeliness=past",
        f"?unit={number}&part=coordinating&view=assignment&timeliness=past",
    ):
        assert "ngân sách" not in office.get(REGISTER + query).content.decode(), query
    page = office.get(f"{REGISTER}?unit={number}").content.decode()
    assert "ngân sách" in page and "badge-past" not in page
    assert "badge-past" in office.get(f"{REGISTER}?unit={world.units['STC'].pk}").content.decode()
    world.send(lead, at=on("2016-11-18"), completed_on=date(2016, 11, 16))
    assert "ngân sách" not in office.get(f"{REGISTER}?timeliness=past").content.decode()
    assert "ngân sách" not in office.get(f"{REGISTER}?state=not_started").content.decode()


def test_c1_a_result_sent_in_time_is_not_counted_in_days_gone_by(world: World, at_work, clock) -> None:
    """HUE 6.1g, C1: while the appraisal waits the deadline goes by, and the unit is within it all the same."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-15"))
    clock.move_to(on("2016-11-21"))
    for username in ("stc", "chuyenvien"):
        page = at_work(username).get(REGISTER).content.decode()
        assert "ngân sách" in page and "past-text" not in page and "quá 5 ngày" not in page, username


def test_b1_a_partner_part_closes_with_its_task(world: World, at_work, clock) -> None:
    """HUE 3.4: what a unit helped with is not open any more once those who answered for it are done; and the page says so."""
    lead = world.assignment("STC", coordinating=("SXD",))
    world.send(lead, at=on("2016-11-15"))
    world.accept(lead, at=on("2016-11-16"))
    clock.move_to(on("2016-11-21"))
    client, query = at_work("sxd"), "?view=assignment&part=coordinating"
    assert "ngân sách" not in client.get(REGISTER + query).content.decode()
    closed = client.get(f"{REGISTER}{query}&status=closed").content.decode()
    assert "ngân sách" in closed and "Kết thúc cùng nhiệm vụ" in closed and "badge-past" not in closed
