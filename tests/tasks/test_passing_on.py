"""A unit is merged into another: its open tasks go on with the successor, by an act of the Office (HUE 7.2d, 8.1a; design 6)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.duties.models import Duty
from dondoc.jobs import worker
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.tasks import actions, rebuild
from dondoc.tasks.actions import passing
from dondoc.tasks.models import Assignment, Task
from dondoc.units import actions as units
from tests.world import World, on

LATER = date(2016, 12, 30)
DECISION = "Nghị quyết 99/NQ-HĐND"


def _merge(world: World, *heirs: str, code: str = "PDIEN") -> None:
    """The unit ends on Wednesday 30 November 2016."""
    successors = [(world.units[heir], "") for heir in heirs or ("QDIEN",)]
    units.abolish_unit(
        by=None, at=on("2016-11-20"), unit=world.units[code], on=date(2016, 11, 30), successors=successors,
        decision=DECISION,
    )  # fmt: skip
    world.units[code].refresh_from_db()


def _pass(world: World, who: str = "chuyenvien", heir: str = "QDIEN", **more: object) -> int:
    former, new = world.units["PDIEN"], world.units[heir]
    return actions.pass_on(by=world.actor(who), at=on("2016-12-01"), former=former, heir=new, **more)


def _state(assignment: Assignment) -> str:
    return Assignment.objects.get(pk=assignment.pk).state


def test_b5_the_successor_sees_and_carries_what_was_open(world: World, clock) -> None:
    """HUE 7.2d: state and words of the former unit stay in the file; date and duties go on; projections equal the facts."""
    fresh, running, done = (world.assignment("PDIEN", due_on=LATER) for _ in range(3))
    actions.report_progress(by=world.actor("pdien"), at=on("2016-11-10"), assignment=running, text="Đã lập đề cương")
    world.send(done, at=on("2016-11-10"), by="pdien")
    world.accept(done, at=on("2016-11-11"))
    _merge(world)
    assert not Task.objects.visible_to(world.actor("qdien")).exists()
    assert _pass(world) == 2
    assert [_state(row) for row in (fresh, running, done)] == ["ended", "ended", "done"]
    assert set(Task.objects.visible_to(world.actor("qdien"))) == {fresh.task, running.task}
    heir = Assignment.objects.get(replaces=running)
    assert (heir.unit.code, heir.due_on, heir.state) == ("QDIEN", LATER, "not_started")
    duties = set(
        Duty.objects.open()
        .filter(holder_unit=world.units["QDIEN"], matter=running.task.matter)
        .values_list("kind", flat=True)
    )
    assert duties == {"take_over", "carry_out", "update_result"}
    assert not Duty.objects.open().filter(holder_unit=world.units["PDIEN"]).exists()
    assert running.facts.filter(text="Đã lập đề cương").exists()
    assert list(rebuild.differences()) == []
    world.send(heir, at=on("2016-12-05"), by="qdien")
    world.accept(heir, at=on("2016-12-06"))
    assert Task.objects.get(pk=running.task_id).closed_at == on("2016-12-06")


def test_b5_the_journal_tells_and_the_successor_is_told_once(world: World, clock) -> None:
    """Design 1.4: one line for the act, one in each file with the decision; one notice however many tasks."""
    tasks = [world.task("PDIEN", due_on=LATER) for _ in range(3)]
    _merge(world)
    assert Notice.objects.filter(kind="unit.abolished", recipient_id=world.people["chuyenvien"].pk).exists()
    Notice.objects.all().delete()
    assert (_pass(world), _pass(world)) == (3, 0)
    assert Notice.objects.get(recipient_id=world.people["qdien"].pk).params["count"] == 3
    assert Entry.objects.get(verb="succession.passed_on").payload.body["decision"] == DECISION
    lines = Entry.objects.filter(verb="task.passed_on")
    assert {line.matter_id for line in lines} == {task.matter_id for task in tasks}
    assert all(DECISION in line.payload.body["reason"] and line.cites for line in lines)


def test_b4_what_waits_for_the_office_is_decided_first(world: World, clock) -> None:
    """HUE App. I.3, 7.2d: a sent result is appraised where it is, a return decided; sent back it goes on afterwards."""
    sent, returned = (world.assignment("PDIEN", due_on=LATER) for _ in range(2))
    world.send(sent, at=on("2016-11-10"), by="pdien")
    actions.return_task(by=world.actor("pdien"), at=on("2016-11-10"), assignment=returned, reason="nhầm")
    _merge(world)
    assert _pass(world) == 0 and (_state(sent), _state(returned)) == ("sent", "returned")
    actions.send_back(by=world.actor("theodoi"), at=on("2016-12-01", 10), assignment=sent, missing="số liệu")
    assert _pass(world) == 1 and _state(sent) == "ended"


def test_b1_two_parts_become_one(world: World, clock) -> None:
    """The successor has the task already: as a partner it now answers, as one of several it goes on with its own."""
    helped = world.task("PDIEN", coordinating=("QDIEN",), due_on=LATER)
    both = world.task("PDIEN", "QDIEN", due_on=LATER)
    helping = world.task("STC", coordinating=("PDIEN",), due_on=LATER)
    _merge(world)
    assert _pass(world) == 3
    standing = {
        task.pk: list(task.assignments.exclude(state="ended").order_by("unit__position").values_list("unit__code", "part"))
        for task in (helped, both, helping)
    }  # fmt: skip
    assert standing == {
        helped.pk: [("QDIEN", "lead")], both.pk: [("QDIEN", "each")],
        helping.pk: [("STC", "lead"), ("QDIEN", "coordinating")],
    }  # fmt: skip
    assert list(rebuild.differences()) == []


def test_b5_of_several_successors_each_takes_its_field(world: World, clock) -> None:
    """A successor may take one field of work: that of the task, else that of its directive."""
    money, works = world.register.fields.get(code="TC"), world.register.fields.get(code="XD")
    own = world.assignment("PDIEN", due_on=LATER, field=money)
    whole = world.directive(world.given("PDIEN", due_on=LATER), field=works).tasks.get().assignments.get()
    _merge(world, "QDIEN", "SXD")
    assert _pass(world, heir="SXD", field=works) == 1
    assert (_state(own), _state(whole)) == ("not_started", "ended")
    assert _pass(world) == 1 and _state(own) == "ended"


@pytest.mark.parametrize("who", ["chutich", "theodoi", "kiemtra", "quantri", "stc", "qdien"])
def test_b5_only_the_office_passes_on(world: World, clock, at_work, who: str) -> None:
    """Design 6: neither the successor itself nor the leader; the page is refused as well."""
    world.task("PDIEN", due_on=LATER)
    _merge(world)
    with pytest.raises(Refused) as refused:
        _pass(world, who)
    assert refused.value.refusal.code == "permission.correct_task"
    assert at_work(who).get(reverse("tasks:pass-on", args=[world.units["PDIEN"].pk])).status_code == 403


def test_b5_a_unit_that_exists_keeps_its_tasks_and_strangers_get_none(world: World, clock) -> None:
    """Before the last day is over nothing goes; afterwards only to a successor."""
    world.task("PDIEN", due_on=LATER)
    with pytest.raises(Refused) as refused:
        _pass(world)
    assert refused.value.refusal.code == "succession.still_exists"
    _merge(world)
    with pytest.raises(Refused) as refused:
        _pass(world, heir="STC")
    assert refused.value.refusal.code == "succession.no_heir"


def test_b5_thousands_go_in_portions(world: World, clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker goes on in the name of whoever decided."""
    monkeypatch.setattr(passing, "PORTION", 2)
    world.directive(*[world.given("PDIEN", due_on=LATER) for _ in range(5)])
    _merge(world)
    clock.move_to(on("2016-12-01"))
    assert _pass(world, "chanhvp") == 5
    assert Assignment.objects.filter(unit=world.units["QDIEN"]).count() == 2
    while worker.work_one("an"):
        pass
    assert Assignment.objects.filter(unit=world.units["QDIEN"]).count() == 5
    people = set(Entry.objects.filter(verb="task.passed_on").values_list("person_id", flat=True))
    assert people == {world.people["chanhvp"].pk}


def test_b5_the_office_passes_on_from_the_page_of_the_unit(world: World, clock, at_work) -> None:
    """First how much, then the decision; sent twice it is done once; a unit that exists offers no button."""
    task = world.task("PDIEN", due_on=LATER)
    url, unit = (reverse(name, args=[world.units["PDIEN"].pk]) for name in ("tasks:pass-on", "units:unit"))
    client = at_work("chuyenvien")
    assert url not in client.get(unit).content.decode()
    assert "còn hoạt động" in client.get(url).content.decode()
    _merge(world)
    clock.move_to(on("2016-12-01"))
    client = at_work("chuyenvien")
    assert url in client.get(unit).content.decode() and url not in at_work("qdien").get(unit).content.decode()
    page = client.get(url).content.decode()
    assert "1 nhiệm vụ đang mở" in page and DECISION in page
    chosen = {"heir": world.units["QDIEN"].pk}
    assert "Chuyển 1 nhiệm vụ" in client.get(url, chosen).content.decode()
    assert task.assignments.count() == 1, "a preview changes nothing"
    assert client.post(url, {"heir": world.units["STC"].pk}).status_code == 422
    assert "tiếp tục từ nay 1 nhiệm vụ" in client.post(url, chosen, follow=True).content.decode()
    assert "không còn nhiệm vụ nào phải chuyển" in client.post(url, chosen, follow=True).content.decode()
    file = at_work("qdien").get(reverse("workspace:task", args=[task.pk]))
    assert file.status_code == 200 and "Kế thừa Uỷ ban nhân dân huyện Phong Điền" in file.content.decode()
