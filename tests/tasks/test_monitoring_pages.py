"""Who follows what, in the browser: another officer for one task, or for everything an officer followed (HUE 6.1e, 8.1đ)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.clock import now
from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import worker
from dondoc.jobs.models import Job
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions
from dondoc.tasks.actions import monitoring
from dondoc.tasks.models import Task
from dondoc.units import actions as units
from dondoc.units.models import Role
from tests.world import SINCE, World, on

HAND_OVER = "tasks:hand-over"


@pytest.fixture
def second(world: World) -> World:
    """A second monitoring officer of the Office."""
    person = units.create_person(by=None, at=now(), username="theodoi2", full_name="Lý Thị Mẫu", email="")
    world.people["theodoi2"] = person
    world.posts["theodoi2"] = units.appoint(
        by=None, at=now(), person=person, unit=world.units["VP"], role=Role.MONITOR, title="Chuyên viên theo dõi",
        valid_from=SINCE,
    )  # fmt: skip
    return world


def test_b1_only_the_office_says_who_follows(world: World, at_work, clock) -> None:
    """HUE 8.1đ: the leader, the monitor and the unit are refused both forms; a stranger learns of no task."""
    url = reverse("tasks:change-monitor", args=[world.task("STC").pk])
    assert [at_work(name).get(url).status_code for name in ("chutich", "theodoi", "stc", "sxd")] == [403, 403, 403, 404]
    names = ("chutich", "theodoi", "stc", "kiemtra", "quantri")
    assert {at_work(name).get(reverse(HAND_OVER)).status_code for name in names} == {403}
    assert [at_work(name).get(url).status_code for name in ("chuyenvien", "chanhvp")] == [200, 200]


def test_b1_another_officer_follows_a_task(second: World, at_work, clock) -> None:
    """HUE 6.1e: found on the task file, told to the new officer, kept in the history; sent twice it is done once."""
    task, client = second.task("STC"), at_work("chuyenvien")
    url = reverse("tasks:change-monitor", args=[task.pk])
    assert url in client.get(reverse("workspace:task", args=[task.pk])).content.decode()
    assert "Phạm Văn Mẫu" in client.get(url).content.decode()
    for _ in range(2):
        assert client.post(url, {"monitor": second.posts["theodoi2"].pk}).status_code == 302
    page = at_work("theodoi2").get(reverse("workspace:task", args=[task.pk])).content.decode()
    assert "Chuyển việc theo dõi từ Phạm Văn Mẫu, Chuyên viên theo dõi sang Lý Thị Mẫu" in page
    assert Entry.objects.filter(verb="task.monitor_changed").count() == 1
    assert Notice.objects.get(kind="task.monitor_changed").recipient_id == second.people["theodoi2"].pk


@pytest.mark.parametrize("given", ["", "999999", "x"])
def test_b1_nobody_or_a_stranger_does_not_follow(world: World, at_work, clock, given) -> None:
    """Bad input: the form says so and changes nothing."""
    task = world.task("STC")
    answer = at_work("chuyenvien").post(reverse("tasks:change-monitor", args=[task.pk]), {"monitor": given})
    assert answer.status_code == 422
    assert Task.objects.get(pk=task.pk).monitor == world.posts["theodoi"]


def test_b1_who_follows_a_task_that_is_over_stays_written(second: World, at_work, clock) -> None:
    """What is closed keeps its officer: the page and the verb refuse."""
    task = second.task("STC")
    actions.end_task(by=second.actor("chuyenvien"), at=on("2016-11-07", 8), task=task, reason="trùng")
    url = reverse("tasks:change-monitor", args=[task.pk])
    client = at_work("chuyenvien")
    assert client.get(url).status_code == 409
    answer = client.post(url, {"monitor": second.posts["theodoi2"].pk})
    assert answer.status_code == 422 and "đã kết thúc" in answer.content.decode()


def test_b1_an_officer_who_leaves_hands_over_everything(second: World, at_work, clock) -> None:
    """HUE 8.1đ: first how much it is, then the decision; what is done stays; the new officer is told once."""
    first, other, done = (second.assignment("STC") for _ in range(3))
    second.send(done, at=on("2016-11-07", 8))
    second.accept(done, at=on("2016-11-07", 8, 30))
    second.send(first, at=on("2016-11-07", 8))
    client = at_work("chanhvp")
    office = client.get(reverse("units:unit", args=[second.units["VP"].pk])).content.decode()
    assert reverse(HAND_OVER) in office
    assert reverse(HAND_OVER) not in client.get(reverse("units:unit", args=[second.units["STC"].pk])).content.decode()
    chosen = {"former": second.posts["theodoi"].pk, "monitor": second.posts["theodoi2"].pk}
    preview = client.get(reverse(HAND_OVER), chosen)
    assert "2 nhiệm vụ đang mở" in preview.content.decode()
    assert not Task.objects.filter(monitor=second.posts["theodoi2"]).exists(), "a preview changes nothing"
    answer = client.post(reverse(HAND_OVER), chosen, follow=True).content.decode()
    assert "theo dõi từ nay 2 nhiệm vụ" in answer
    monitors = [Task.objects.get(pk=a.task_id).monitor_id for a in (first, other, done)]
    assert monitors == [second.posts[name].pk for name in ("theodoi2", "theodoi2", "theodoi")]
    assert Duty.objects.open().get(kind=DutyKind.APPRAISE).holder_post == second.posts["theodoi2"]
    assert Notice.objects.filter(recipient_id=second.people["theodoi2"].pk).count() == 1
    assert Entry.objects.get(verb="monitor.handed_over").payload.body["count"] == 2
    again = client.post(reverse(HAND_OVER), chosen, follow=True)
    assert "không còn theo dõi nhiệm vụ nào" in again.content.decode()
    assert Entry.objects.filter(verb="monitor.handed_over").count() == 1


def test_b1_nothing_is_handed_to_oneself_or_to_a_unit(second: World, at_work, clock) -> None:
    """HUE 8.1đ: refused with the article, beside what was chosen."""
    second.task("STC")
    same = {"former": second.posts["theodoi"].pk, "monitor": second.posts["theodoi"].pk}
    answer = at_work("chuyenvien").post(reverse(HAND_OVER), same)
    assert answer.status_code == 422 and "điểm đ khoản 1 Điều 8" in answer.content.decode()
    unit = {"former": second.posts["theodoi"].pk, "monitor": second.posts["stc"].pk}
    assert at_work("chuyenvien").post(reverse(HAND_OVER), unit).status_code == 422


def test_b1_thousands_are_handed_over_in_portions(second: World, clock, monkeypatch) -> None:
    """The first go with the click, the worker goes on in the name of whoever decided; killed, it would go on again."""
    monkeypatch.setattr(monitoring, "PORTION", 2)
    tasks = [second.task("STC") for _ in range(5)]
    former, new = second.posts["theodoi"], second.posts["theodoi2"]
    by = second.actor("chanhvp")
    assert actions.hand_over(by=by, at=now(), former=former, monitor=new) == 5
    assert Task.objects.filter(monitor=new).count() == 2 and Job.objects.filter(kind=actions.HAND_OVER).count() == 1
    while worker.work_one("an"):
        pass
    assert Task.objects.filter(monitor=new).count() == 5
    lines = Entry.objects.filter(verb="task.monitor_changed")
    assert {line.person_id for line in lines} == {second.people["chanhvp"].pk} and lines.count() == len(tasks)


def test_d1_the_written_urging_goes_along_with_the_last_task(second: World, clock) -> None:
    """HUE App. I.4: the urging is one for the directive; it stays while the former officer still follows a task of it."""
    document = second.directive(second.given("STC"), second.given("SXD"))
    one, two = document.tasks.order_by("ordinal")
    former, new = second.posts["theodoi"], second.posts["theodoi2"]
    duty = Duty.objects.create(
        matter=document.matter, root=document.matter, register=second.register, kind=DutyKind.URGE, article="PL1.m4",
        holder_unit=second.units["VP"], holder_post=former, edition=document.edition, opened_at=now(),
        due_on=date(2016, 11, 21),
    )  # fmt: skip
    by, seen = second.actor("chanhvp"), []
    for task in (one, two):
        actions.change_monitor(by=by, at=now(), task=task, monitor=new)
        duty.refresh_from_db()
        seen.append(duty.holder_post)
    assert seen == [former, new]
