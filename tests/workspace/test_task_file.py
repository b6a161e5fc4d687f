"""The task file: everything about a task, and only the actions that the reader may do now."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.documents.files import write
from dondoc.tasks import actions as tasks
from dondoc.tasks.deadlines import StageInput
from dondoc.tasks.models import Assignment
from dondoc.tasks.queries import access_task
from dondoc.units import actions as units
from dondoc.units.models import UnitKind
from dondoc.workspace import steps
from dondoc.workspace.queries import task_file
from tests.urging.climb import climb
from tests.world import World, on


def file_of(client, assignment: Assignment, query: str = "") -> str:
    """The page of the assignment's task."""
    return client.get(reverse("workspace:task", args=[assignment.task_id]) + query).content.decode()


def acts(page: str) -> set[str]:
    """The verbs that the page offers."""
    return set(re.findall(r'"/viec/\d+/([a-z-]+)/', page)) | set(re.findall(r'"/nhiem-vu/\d+/([a-z-]+)/', page))


def test_c5_the_first_report_is_never_lost(world: World, at_work, clock) -> None:
    """DTP 4.5: what was sent first, what was missing, what was sent then: all of it stays, each with its paper and article."""
    assignment = world.assignment("STC")
    paper = world.paper(kind="report", issued_on=date(2016, 11, 14), symbol="BC-STC", abstract="báo cáo lần đầu")
    stored = [write("Báo cáo lần đầu.pdf", [b"%PDF-1.4 x"], "application/pdf", is_main=True)]
    tasks.send_result(by=world.actor("stc"), at=on("2016-11-14"), assignment=assignment, paper=paper, files=stored)
    tasks.send_back(by=world.actor("theodoi"), at=on("2016-11-15"), assignment=assignment, missing="Thiếu phụ lục 2")
    world.send(assignment, at=on("2016-11-16"))
    clock.move_to(on("2016-11-17"))
    for username in ("stc", "theodoi", "chutich"):
        page = file_of(at_work(username), assignment)
        assert page.index("báo cáo lần đầu") < page.index("Thiếu phụ lục 2") < page.index("kết quả thực hiện")
        assert "Báo cáo lần đầu.pdf" in page
        assert "mục 3 Phụ lục I" in page
    link = re.search(r'href="(/tep/\d+/)"', file_of(at_work("stc"), assignment))
    assert link is not None
    answer = at_work("stc").get(link[1])
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    answer.close()


def test_b3_every_date_names_its_article(world: World, at_work, clock) -> None:
    """HUE 4, 6.1: deadline, class, monitor, entry, paper: each particular of the file says where it is ruled."""
    page = file_of(at_work("stc"), world.assignment("STC"))
    for article in (
        "khoản 1 Điều 4; điểm đ khoản 1 Điều 6",
        "điểm đ khoản 1 Điều 8",
        "khoản 1 Điều 7",
        "điểm a khoản 1 Điều 6",
    ):
        assert article in page, article


def test_b1_how_the_deadline_was_set_is_shown(world: World, at_work, clock) -> None:
    """HUE 6.1đ: "before" is told from "by", a span is counted day by day, stages stand with their dates."""
    before = world.assignment("STC", due_kind="before", due_on=date(2016, 11, 17))
    page = file_of(at_work("stc"), before)
    assert "16/11/2016" in page
    assert "Trước ngày" in page
    assert "ngày liền trước D" in page
    relative = world.assignment("STC", due_kind="relative", due_on=None, due_span="10wd")
    page = file_of(at_work("stc"), relative)
    assert "10 ngày làm việc" in page
    assert "12/11/2016 Thứ Bảy" in page
    staged = world.assignment("STC", due_kind="staged", due_on=None, stages=(StageInput("Dự thảo", date(2016, 12, 1)),))
    page = file_of(at_work("stc"), staged)
    assert "Dự thảo, 01/12/2016" in page


def test_c7_an_earlier_deadline_stays_visible(world: World, at_work, clock) -> None:
    """HUE 8.1b: a moved date stands beside the one before, with the reason."""
    assignment = world.assignment("STC")
    tasks.move_due_date(
        by=world.actor("chanhvp"),
        at=on("2016-11-10"),
        task=assignment.task,
        due_on=date(2016, 11, 30),
        reason="Mưa lũ kéo dài",
    )
    clock.move_to(on("2016-11-11"))
    page = file_of(at_work("stc"), assignment)
    assert "30/11/2016" in page
    assert "16/11/2016 – Mưa lũ kéo dài" in page


OFFERED = {
    # state of the assignment → who is offered what on the page, besides the Office's general corrections
    "fresh": {"stc": {"tiep-nhan", "ket-qua", "tinh-hinh", "chuyen-lai"}, "theodoi": set(), "chutich": {"thoi-han"}},
    "sent": {"stc": set(), "theodoi": {"xac-nhan", "yeu-cau-bo-sung"}, "chutich": {"thoi-han"}},
    "returned": {
        "stc": set(),
        "theodoi": set(),
        "chuyenvien": {
            "giu-nguyen",
            "giao-lai",
            "dieu-chinh",
            "thoi-han",
            "nguoi-theo-doi",
            "giao-them",
            "thoi-giao",
        },
    },
    "done": {"stc": set(), "theodoi": {"mo-lai"}, "chutich": set(), "kiemtra": set()},
}


def test_c4_only_what_the_reader_may_do_now_is_offered(world: World, at_work, clock) -> None:
    """Design 6: the access table, then what may follow the state; what may not be done is simply not there."""
    assignment = world.assignment("STC", coordinating=("SXD",))

    def compare(state: str) -> None:
        for username, wanted in OFFERED[state].items():
            assert acts(file_of(at_work(username), assignment)) == wanted, (state, username)

    compare("fresh")
    assert acts(file_of(at_work("sxd"), assignment)) == {"tinh-hinh"}
    assert acts(file_of(at_work("kiemtra"), assignment)) == set()
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment, reason="Ngoài chức năng")
    compare("returned")
    tasks.decline_return(by=world.actor("chuyenvien"), at=on("2016-11-09"), assignment=assignment, explanation="Đúng")
    world.send(assignment, at=on("2016-11-15"))
    clock.move_to(on("2016-11-15"))
    compare("sent")
    world.accept(assignment, at=on("2016-11-16"))
    compare("done")
    assert acts(file_of(at_work("sxd"), assignment)) == set()  # the task is closed for partners too
    assert acts(file_of(at_work("chuyenvien"), assignment)) == {"dieu-chinh"}


def test_every_step_leads_to_a_form_that_exists(world: World, at_work, clock) -> None:
    """The room of tasks may rename its verbs; the steps must follow: a verb that is refused now is no page that is missing."""
    assignment = world.assignment("STC")
    for way in (value for value in vars(steps).values() if isinstance(value, steps.Way) and value.slug):
        answer = at_work("chanhvp").get(reverse("tasks:act", args=[assignment.pk, way.slug]))
        assert answer.status_code != 404, way
    client = at_work("stc")
    for url in set(re.findall(r'href="(/viec/[^"]+)"', file_of(client, assignment))):
        assert client.get(url).status_code in {200, 302}, url


def test_b1_a_task_of_many_units_opens_the_own_one(world: World, at_work, clock) -> None:
    """HUE 3.4: each unit is a row with its state; the page opens the reader's own, or the one that is asked for."""
    codes = ("STC", "SXD", "SKHDT", "PDIEN", "QDIEN")
    made = world.task(*codes)
    for number in range(4):
        unit = units.create_unit(
            by=None,
            at=on("2016-11-07"),
            name=f"Huyện {number}",
            code=f"H{number}",
            kind=UnitKind.DISTRICT,
            valid_from=date(2010, 1, 1),
        )
        world.units[f"H{number}"] = unit
    task = world.task(*codes, "H0", "H1", "H2", "H3", content="Báo cáo thiệt hại do lũ")
    own = task.assignments.get(unit=world.units["SXD"])
    other = task.assignments.get(unit=world.units["H3"])
    page = file_of(at_work("sxd"), own)
    assert page.count('class="card unit"') == 1
    assert f'id="giao-{own.pk}"' in page
    assert f"?unit={other.pk}#giao-{other.pk}" in page
    assert page.count("<tr><td><a") == 9
    page = file_of(at_work("chanhvp"), own, f"?unit={other.pk}")
    assert page.count('class="card unit"') == 1
    assert f'id="giao-{other.pk}"' in page
    assert file_of(at_work("chanhvp"), made.assignments.first()).count('class="card unit"') == 5


def test_d1_the_ladder_and_the_history_stand_in_the_file(
    world: World, at_work, clock, django_assert_max_num_queries
) -> None:
    """HUE 8.1e: each unit's slips with their numbers, who did what by name and post; a fixed number of queries."""
    codes = ("STC", "SXD", "SKHDT", "PDIEN", "QDIEN")
    task = world.task(*codes)
    for assignment in task.assignments.all():
        climb(world, assignment, slips=1)
    clock.move_to(on("2016-11-23"))
    client = at_work("chanhvp")
    client.get(reverse("units:me"))
    first = task.assignments.first()
    with django_assert_max_num_queries(20):
        page = file_of(client, first)
    assert page.count("Phiếu báo lần 1") == 5
    assert "Lê Thị Thử, Chuyên viên, Văn phòng" in page
    assert "Giao cho Sở Tài chính." in page


def test_a2_the_directive_tells_whether_it_was_entered_in_time(world: World, at_work, clock) -> None:
    """HUE 7.1, Appendix I: the Office sees the limit, its article and how it was kept; units see the paper and their tasks."""
    late = world.directive(at=on("2016-11-10"))  # issued on Monday 7: due on Wednesday 9
    in_time = world.directive(at=on("2016-11-09"))
    clock.move_to(on("2016-11-10"))
    client = at_work("chanhvp")
    page = client.get(reverse("workspace:directive", args=[late.pk])).content.decode()
    assert "Cập nhật trễ hạn" in page
    assert "09/11/2016" in page
    assert "khoản 1 Điều 7" in page
    assert "Cập nhật đúng hạn" in client.get(reverse("workspace:directive", args=[in_time.pk])).content.decode()
    assert "trễ hạn" not in at_work("stc").get(reverse("workspace:directive", args=[late.pk])).content.decode()


def test_g1_a_purge_is_asked_by_one_and_waits_for_another(world: World, at_work, clock) -> None:
    """Design 1.5: who may ask sees the question; once asked it is shown as waiting, on the desk of those who may decide."""
    document = world.directive()
    url = reverse("workspace:directive", args=[document.pk])
    ask = reverse("tasks:purge", args=[document.pk])
    for username in ("stc", "chutich", "kiemtra"):
        assert ask not in at_work(username).get(url).content.decode()
    assert ask in at_work("chuyenvien").get(url).content.decode()
    documents.ask_purge(by=world.actor("chuyenvien"), at=on("2016-11-07", 10), document=document)
    assert "cần người thứ hai" in at_work("chuyenvien").get(url).content.decode()
    for username in ("chanhvp", "chutich"):
        client = at_work(username)
        assert ask in client.get(reverse("workspace:desk")).content.decode()
        assert ask in client.get(url).content.decode()
        assert client.get(ask).status_code == 200
    assert ask not in at_work("chuyenvien").get(reverse("workspace:desk")).content.decode()


def test_b4_a_unit_that_got_the_task_again_has_two_cards_with_their_own_dates(world: World, at_work, clock) -> None:
    """HUE 7.2d, 8.1a: released before the deadline was moved, given again afterwards: each card explains its own date."""
    task = world.task("STC", "SXD")
    first, by = task.assignments.get(unit=world.units["STC"]), world.actor("chanhvp")
    tasks.end_assignment(by=by, at=on("2016-11-08"), assignment=first, reason="Đã có Sở Xây dựng")
    moved = {"task": task, "due_on": date(2016, 11, 30), "reason": "Thêm việc"}
    tasks.move_due_date(by=by, at=on("2016-11-09"), **moved)
    again = tasks.give_to(by=by, at=on("2016-11-10"), task=task, unit=world.units["STC"], part="each")
    clock.move_to(on("2016-11-10"))
    found = task_file.file_of(by, access_task(by, task.pk), "own_authority", date(2016, 11, 10))
    dates = {card.assignment.pk: card.due.due_on for card in found.cards if card.due is not None}
    assert (dates[first.pk], dates[again.pk]) == (date(2016, 11, 16), date(2016, 11, 30))
    owed = {card.assignment.pk: [owed.kind for owed in card.owed] for card in found.cards}
    assert owed[first.pk] == [] and set(owed[again.pk]) == {"take_over", "update_result"}
    assert file_of(at_work("stc"), again).count('class="card unit"') == 3
