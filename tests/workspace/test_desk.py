"""Desks: what must I do, by when, under which article."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from dondoc.documents import actions as documents
from dondoc.jobs.models import Job
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from dondoc.urging import actions as urging
from tests.urging.climb import CASE, FIRST, climb, tick
from tests.world import World, on

DESK = reverse("workspace:desk")


def page_of(client, query: str = "") -> str:
    """The desk as the reader gets it."""
    return client.get(DESK + query).content.decode()


def sections(page: str) -> list[str]:
    """The headings of the desk, in their order."""
    return re.findall(r'<h2 id="[gk]-(\w+)"', page)


def test_d3_a_unit_sees_what_it_owes_by_date_and_article(world: World, at_work, clock) -> None:
    """HUE 4.1, 7.2: one line for a task: its date first, then what else is due about it, each with its article and why."""
    task = world.task("STC")
    page = page_of(at_work("stc"))
    assert sections(page) == ["later"]
    assert page.count('class="duty"') == 1
    assert "16/11/2016" in page
    assert "khoản 1 Điều 4" in page
    assert "Cập nhật kết quả thực hiện: 21/11/2016" in page
    assert "điểm c khoản 2 Điều 7" in page
    assert "3 ngày làm việc" in page  # why the date of the update
    assert "19/11/2016 Thứ Bảy" in page  # a day that is not counted
    assert reverse("workspace:task", args=[task.pk]) in page


def test_d3_groups_follow_the_calendar(world: World, at_work, clock) -> None:
    """DTP 7.3: overdue, today, the next seven days, later, without a date; each count opens its group."""
    for due in (date(2016, 11, 8), date(2016, 11, 16), date(2016, 11, 23), date(2016, 11, 30)):
        world.task("STC", due_on=due, content=f"Việc đến hạn {due:%d/%m}")
    world.task("STC", due_kind="none", due_on=None, content="Việc thường xuyên")
    clock.move_to(on("2016-11-16"))
    client = at_work("stc-cb")
    page = page_of(client)
    assert sections(page) == ["overdue", "today", "week", "later", "undated"]
    assert page.index("Việc đến hạn 08/11") < page.index("Việc đến hạn 16/11") < page.index("Việc thường xuyên")
    only = page_of(client, "?group=today")
    assert "Việc đến hạn 16/11" in only
    assert "Việc đến hạn 08/11" not in only
    fresh = page_of(client, "?group=fresh")
    assert fresh.count('class="duty') == 5


def test_d3_a_long_desk_goes_on_by_key(world: World, at_work, clock) -> None:
    """Design 7: thirty matters a page, by due date and number; nothing is left out and nothing shown twice."""
    world.directive(
        *[world.given("STC", content=f"Việc số {n:03d}", due_on=date(2016, 11, 16 + n % 3)) for n in range(65)]
    )
    client, seen, query = at_work("stc"), [], ""
    for _ in range(3):
        page = page_of(client, query)
        seen += re.findall(r"Việc số (\d{3})", page)
        following = re.search(r'href="(\?after=[^"]+)"', page)
        query = following[1] if following else ""
    assert query == ""
    assert sorted(seen) == [f"{n:03d}" for n in range(65)]
    order = [int(n) % 3 for n in seen]
    assert order == sorted(order)


def test_b4_the_buttons_are_the_next_steps(world: World, at_work, clock) -> None:
    """HUE 7.2a, 7.2d: a fresh task is taken over with one click or returned; then the result is what is asked for."""
    assignment = world.assignment("STC")
    client = at_work("stc")
    page = page_of(client)
    assert f'action="{reverse("tasks:take-over", args=[assignment.pk])}"' in page
    assert reverse("tasks:act", args=[assignment.pk, "chuyen-lai"]) in page
    assert client.post(reverse("tasks:take-over", args=[assignment.pk])).status_code == 302
    page = page_of(client)
    assert reverse("tasks:take-over", args=[assignment.pk]) not in page
    assert reverse("tasks:send-result", args=[assignment.pk]) in page
    clock.move_to(on("2016-11-18"))
    assert reverse("tasks:act", args=[assignment.pk, "ly-do"]) in page_of(at_work("stc"))


def test_b1_a_coordinating_unit_is_told_that_it_helps(world: World, at_work, clock) -> None:
    """HUE 3.4: partners owe nothing by date; their desk leads to what they help with, and to nothing that they may not do."""
    world.task("STC", coordinating=("SXD",))
    page = page_of(at_work("sxd"))
    assert "phối hợp 1 nhiệm vụ" in page
    assert 'class="duty' not in page
    listed = at_work("sxd").get(reverse("workspace:register") + "?part=coordinating").content.decode()
    assert "ngân sách" in listed


def test_c4_the_monitor_appraises_from_the_desk(world: World, at_work, clock) -> None:
    """HUE Appendix I.3: results wait with their unit and their dates; an officer of the Office, who may not appraise, sees none."""
    assignment = world.assignment("STC")
    world.send(assignment, at=on("2016-11-15"))
    clock.move_to(on("2016-11-16"))
    accept = reverse("tasks:act", args=[assignment.pk, "xac-nhan"])
    assert accept not in page_of(at_work("chuyenvien"))
    page = page_of(at_work("theodoi"))
    assert accept in page
    assert "hoàn thành 15/11/2016" in page
    assert "mục 3 Phụ lục I" in page


def test_b4_officers_decide_what_was_returned(world: World, at_work, clock) -> None:
    """HUE 7.2d: the Office decides, its head and its officers; the monitor, who may not, does not find it as work to do."""
    assignment = world.assignment("STC")
    tasks.return_task(by=world.actor("stc"), at=on("2016-11-08"), assignment=assignment, reason="Ngoài chức năng")
    decide = reverse("tasks:act", args=[assignment.pk, "giao-lai"])
    assert "ngân sách" not in page_of(at_work("theodoi"))
    for username in ("chuyenvien", "chanhvp"):
        assert decide in page_of(at_work(username))


def test_b2_documents_that_wait_to_be_entered(world: World, at_work, clock) -> None:
    """HUE 7.1: the officer's desk begins with what was issued and is not entered, and with the button to enter it."""
    documents.expect_document(
        by=world.actor("chuyenvien"), at=on("2016-11-07"), number="900", symbol="UBND-NN", issued_on=date(2016, 11, 4)
    )
    page = page_of(at_work("chuyenvien"))
    assert sections(page)[0] == "enter_directive"
    assert "900/UBND-NN" in page
    assert "08/11/2016" in page  # Friday 4 + 2 working days
    assert reverse("tasks:register") in page
    assert reverse("tasks:register") not in page_of(at_work("theodoi"))


def test_d1_the_head_of_the_office_signs_slips(world: World, at_work, clock) -> None:
    """HUE Appendix II: a slip that waits stands on the head's desk with its button, on nobody else's."""
    assignment = world.assignment("STC")
    tick(on("2016-11-17"))
    tick(FIRST)
    clock.move_to(FIRST)
    assert "Sở Tài chính: 1 nhiệm vụ quá hạn" in page_of(at_work("chanhvp"))
    assert "Xem, ký phiếu báo" in page_of(at_work("chanhvp"))
    for username in ("theodoi", "chuyenvien", "chutich", "stc"):
        assert "Xem, ký phiếu báo" not in page_of(at_work(username))
    assert "Cần đôn đốc bằng văn bản" in page_of(at_work("theodoi"))
    assert assignment.task.document.code in page_of(at_work("theodoi"))


def test_d1_the_leader_has_the_case_the_grid_and_what_became_of_instructions(world: World, at_work, clock) -> None:
    """HUE 8.1e: past the third slip the case stands on the leader's desk; an instruction given stays there with its outcome."""
    assignment = world.assignment("STC")
    ladder = climb(world, assignment)
    clock.move_to(CASE)
    client = at_work("chutich")
    page = page_of(client)
    assert reverse("urging:case", args=[ladder.pk]) in page
    assert 'class="numbers"' in page
    urging.instruct(
        by=world.actor("chutich"), at=CASE, ladder=ladder, text="Báo cáo trước ngày 15", follow_up_on=date(2016, 12, 15)
    )
    page = page_of(client)
    assert "Báo cáo trước ngày 15" in page
    assert "Đang chờ" in page
    clock.move_to(on("2016-12-16"))
    assert "Quá hạn thực hiện ý kiến" in page_of(at_work("chutich"))
    world.send(assignment, at=on("2016-12-16"))
    assert "Đã có kết quả" in page_of(at_work("chutich"))


def test_h1_a_deputy_works_on_the_desk_of_the_post(world: World, at_work, clock) -> None:
    """HUE 8.2: who acts for an absent head sees the head's desk and whose it is."""
    world.task("SXD")
    units.appoint_deputy(
        by=world.actor("sxd"), at=on("2016-11-07"), post=world.posts["sxd"], person=world.people["stc-cb"],
        valid_from=date(2016, 11, 7), valid_until=date(2016, 11, 30),
    )  # fmt: skip
    client = at_work("stc-cb")
    assert "ngân sách" not in page_of(client)
    client.post(reverse("units:switch-post"), {"post": world.posts["sxd"].pk})
    page = page_of(client)
    assert "ngân sách" in page
    assert "làm việc thay Đỗ Văn Dụ" in page


def test_h3_the_administrator_sees_the_state_of_the_house(world: World, at_work, clock) -> None:
    """Design 6: parked jobs by kind and class of error; what the error quotes may be content and is not shown."""
    Job.objects.create(
        kind="word.report",
        run_at=on("2016-11-07"),
        parked_at=on("2016-11-07"),
        attempts=5,
        error="ValueError: nợ đọng thuế",
    )
    page = page_of(at_work("quantri"))
    assert "word.report" in page
    assert "ValueError" in page
    assert "nợ đọng" not in page
