"""Confirmation, outcomes and missed limits as a regulation may also set them: values that none of the five texts has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dondoc.console import invariants
from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import registry
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild, rules
from dondoc.tasks.models import Assignment
from dondoc.tasks.permissions import relation_to
from dondoc.units import access
from dondoc.units.models import Actor
from tests.articles.hue.telling import facts, now, refused, told, verbs
from tests.authorities import Authority, make_authority
from tests.world import ROOT, on

pytestmark = pytest.mark.django_db

RATED = {"quality": "Đạt yêu cầu", "effectiveness": "Vượt yêu cầu"}
CONSENT = """
[[limits.confirmation]]
value       = "2wd"
counts_from = "result_sent"
on_silence  = "consent"
article     = "Đ8.k2"

[[limits.extension-ask]]"""
Make = Callable[..., Authority]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """A district whose regulation says some things otherwise: pairs of what stands in the text and what is to stand there."""

    def make(*changes: tuple[str, str]) -> Authority:
        folder = tmp_path / "nhi-553-2021"
        shutil.copytree(ROOT / "profiles" / "nhi-553-2021", folder)
        file = folder / "profile.toml"
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")
        return make_authority("nhi", profile=str(folder))

    return make


def line(text: str, start: str) -> str:
    """The whole line of the profile that begins so."""
    return next(row for row in text.splitlines() if row.startswith(start))


def silent(name: str) -> tuple[str, str]:
    """The declared silence about a topic, taken out."""
    text = (ROOT / "profiles" / "nhi-553-2021" / "profile.toml").read_text(encoding="utf-8")
    return line(text, f'"{name}"') + "\n", ""


def levels(*roles: str) -> tuple[str, str]:
    """Other levels of confirmation."""
    return 'levels  = ["office"]', f"levels  = [{', '.join(repr(role) for role in roles)}]".replace("'", '"')


def tick(name: str, day: str) -> int:
    """A rule of the room's on the morning of the day."""
    return registry.RULES[f"tasks.{name}"](on(day), False)


def is_whole() -> None:
    """Projections are what the facts say, and whoever must confirm is the one who may."""
    assert list(rebuild.differences()) == []
    assert [*invariants.appraisals(), *invariants.outcomes()] == []


def test_c4_without_a_level_the_result_itself_closes_the_task(made: Make) -> None:
    """An empty list of levels: nobody confirms; the program says that the part is done."""
    place = made(levels())
    assignment = place.assignment()
    place.send(assignment, at=on("2021-06-14"))
    assert (now(assignment).state, facts(assignment)) == ("done", ["assigned", "result_sent", "result_accepted"])
    assert assignment.facts.last().by_post is None
    assert not Duty.objects.open().filter(matter=assignment.task.matter).exists()
    assert verbs(assignment.task)[-2:] == ["task.result_sent", "task.result_accepted"]
    is_whole()


def test_c4_three_levels_each_in_turn_and_a_late_refusal_begins_anew(made: Make) -> None:
    """The head of the unit, the Office's division, a leader; only the last one rates and closes."""
    place = made(levels("unit_head", "office_division", "leader"))
    assignment = place.assignment()
    place.send(assignment, at=on("2021-06-14"), by="tckh-cb")
    for turn, who in enumerate(("tckh", "theodoi"), start=1):
        place.confirm(assignment, who, at=on("2021-06-15", 8 + turn))
        assert now(assignment).state == "sent"
        is_whole()
    with refused("task.rating_missing"):
        place.confirm(assignment, "chutich", at=on("2021-06-15", 14))
    tasks.send_back(by=place.actor("chutich"), at=on("2021-06-15", 15), assignment=now(assignment), missing="Thiếu ảnh")
    assert now(assignment).awaits == ""
    place.send(assignment, at=on("2021-06-16"), by="tckh-cb")
    assert now(assignment).awaits == "unit_head"
    for who, how in (("tckh", {}), ("chuyenvien", {}), ("chutich", {"rated": RATED})):
        place.confirm(assignment, who, at=on("2021-06-17"), **how)
    found = now(assignment)
    assert (found.state, found.ratings) == ("done", RATED)
    assert "task.result_rated" in told(place, "tckh-cb")
    is_whole()


def test_c4_silence_counts_as_consent_level_by_level_and_once(made: Make) -> None:
    """Two working days without an answer: Mon 14, Tue 15, Wed 16 June; on Thursday the level is passed, and only then."""
    place = made(silent("limits.confirmation"), ("\n[[limits.extension-ask]]", CONSENT), levels("office", "leader"))
    assignment = place.assignment()
    place.send(assignment, at=on("2021-06-14"))
    assert Duty.objects.open().get(kind=DutyKind.CONFIRM).due_on == date(2021, 6, 16)
    assert tick("silent_consent", "2021-06-16") == 0
    assert tick("silent_consent", "2021-06-17") == 1
    assert tick("silent_consent", "2021-06-17") == 0
    assert (now(assignment).state, now(assignment).awaits) == ("sent", "leader")
    assert tick("silent_consent", "2021-06-22") == 1
    assert (now(assignment).state, now(assignment).ratings) == ("done", None)
    assert verbs(assignment.task)[-2:] == ["task.level_consented", "task.result_consented"]
    assert Entry.objects.get(verb="task.result_consented").person_id is None
    is_whole()


def test_c4_who_answers_in_time_is_not_overtaken_by_silence(made: Make) -> None:
    """A refusal on the last day: nothing is left to consent to."""
    place = made(silent("limits.confirmation"), ("\n[[limits.extension-ask]]", CONSENT))
    assignment = place.assignment()
    place.send(assignment, at=on("2021-06-14"))
    tasks.send_back(by=place.actor("chuyenvien"), at=on("2021-06-16", 16), assignment=now(assignment), missing="Sai số")
    assert tick("silent_consent", "2021-06-17") == 0
    assert now(assignment).state == "in_progress"


def test_c5_a_refused_result_may_count_as_not_done(made: Make) -> None:
    """after_refusal = not_done: the task stands as not started until another result comes; the first report stays."""
    place = made(('[after_refusal]\nvalue   = "redo"', '[after_refusal]\nvalue   = "not_done"'))
    assignment = place.assignment()
    tasks.report_progress(by=place.actor("tckh"), at=on("2021-06-09"), assignment=assignment, text="Đang làm")
    place.send(assignment, at=on("2021-06-14"))
    tasks.send_back(
        by=place.actor("chuyenvien"), at=on("2021-06-15"), assignment=now(assignment), missing="Sai số liệu"
    )
    found = now(assignment)
    assert found.state == rules.NOT_STARTED
    assert rules.cell(found.state, due_on=found.due_on, completed_on=None, as_of=date(2021, 6, 30)) == (
        "not_started",
        "past",
    )
    place.send(assignment, at=on("2021-06-16"))
    place.confirm(assignment, "chuyenvien", at=on("2021-06-17"), rated=RATED)
    assert facts(assignment).count("result_sent") == 2
    is_whole()


def test_c3_a_missed_update_may_count_as_not_done_once(made: Make) -> None:
    """missed_update = not_done: due on 21 June, to be updated by Thursday 24; on Friday it counts as not done, till it reports."""
    stated = '[missed_update]\nvalue   = "not_done"\narticle = "Đ7.k2.a"\n\n[after_refusal]'
    place = made(silent("missed_update"), ("[after_refusal]", stated))
    assignment = place.assignment(due_on=date(2021, 6, 21))
    tasks.report_progress(by=place.actor("tckh"), at=on("2021-06-09"), assignment=assignment, text="Đang làm")
    assert tick("missed_updates", "2021-06-24") == 0
    assert tick("missed_updates", "2021-06-25") == 1
    assert tick("missed_updates", "2021-06-28") == 0
    assert now(assignment).state == rules.NOT_STARTED
    assert Entry.objects.get(verb="task.update_missed").cites == "Đ7.k2.a"
    assert "task.update_missed" in told(place, "tckh")
    place.send(assignment, at=on("2021-06-29"))
    assert now(assignment).state == rules.SENT
    is_whole()


def test_c1_the_moment_of_confirming_may_decide(made: Make) -> None:
    """on_time = confirmed_at: sent on the last day, confirmed the day after: past."""
    place = made(('[on_time]\nvalue   = "completed_on"', '[on_time]\nvalue   = "confirmed_at"'))
    assignment = place.assignment(due_on=date(2021, 6, 14))
    place.send(assignment, at=on("2021-06-14"))
    assert now(assignment).timeliness_on(date(2021, 6, 14)) == rules.WITHIN
    place.confirm(assignment, "chuyenvien", at=on("2021-06-15"), rated=RATED)
    found = now(assignment)
    assert (found.completed_on, found.timeliness_on(date(2021, 6, 30))) == (date(2021, 6, 15), rules.PAST)
    is_whole()


OUTCOMES = ('["accepted", "refused"]', '["accepted", "refused", "partial", "declined", "dropped", "merged"]')


@pytest.mark.parametrize("outcome", ["declined", "dropped"])
def test_c4_the_office_ends_a_part_otherwise_and_says_why(made: Make, outcome: str) -> None:
    """Outcomes that the regulation lists; the reason is in the file, in the journal and with the unit."""
    place = made(OUTCOMES)
    assignment = place.assignment()
    by = place.actor("chuyenvien")
    with refused("task.reason_missing"):
        tasks.conclude(by=by, at=on("2021-06-14"), assignment=assignment, outcome=outcome, reason=" ")
    tasks.conclude(by=by, at=on("2021-06-14"), assignment=assignment, outcome=outcome, reason="Không còn nguồn")
    found = now(assignment)
    assert (found.state, found.outcome, found.task.closed_at) == ("ended", outcome, on("2021-06-14"))
    assert verbs(assignment.task)[-1] == f"task.{outcome}"
    assert told(place, "tckh")[-1] == f"task.{outcome}"
    assert not Duty.objects.open().filter(matter=assignment.task.matter).exists()
    is_whole()


def test_c4_a_result_may_be_taken_in_part(made: Make) -> None:
    """partial needs a sent result and closes with it."""
    place = made(OUTCOMES)
    assignment = place.assignment()
    by = place.actor("chanhvp")
    with refused("task.cannot_now"):
        tasks.conclude(by=by, at=on("2021-06-10"), assignment=assignment, outcome="partial", reason="Mới được một nửa")
    place.send(assignment, at=on("2021-06-14"))
    tasks.conclude(by=by, at=on("2021-06-15"), assignment=now(assignment), outcome="partial", reason="Mới được một nửa")
    assert (now(assignment).state, now(assignment).outcome) == ("done", "partial")
    is_whole()


def test_c4_a_merged_task_names_the_one_in_which_it_goes_on(made: Make) -> None:
    """Not itself, not one that has ended; the file leads to the other."""
    place = made(OUTCOMES)
    assignment, other = place.assignment(), place.task("TNMT")
    by = place.actor("chuyenvien")

    def merge(into: object) -> object:
        return tasks.conclude(
            by=by, at=on("2021-06-14"), assignment=now(assignment), outcome="merged", reason="Trùng", other_task=into
        )  # type: ignore[arg-type]

    with refused("task.other_missing"):
        merge(None)
    with refused("task.other_same"):
        merge(assignment.task)
    merge(other)
    assert assignment.facts.last().other_task == other
    assert str(other.document.code) in Entry.objects.get(verb="task.merged").payload.body["other"]
    is_whole()


def test_c4_an_outcome_that_the_text_does_not_list_is_refused_with_the_article(made: Make) -> None:
    """NHI knows accepted and refused."""
    place = made()
    with refused("task.outcome_unknown", "Đ6.k1.c Đ8.k2"):
        tasks.conclude(
            by=place.actor("chuyenvien"), at=on("2021-06-14"), assignment=place.assignment(), outcome="dropped", reason="Thôi"
        )  # fmt: skip


def test_c4_a_repeated_form_gets_the_first_answer_at_every_level(made: Make) -> None:
    """The same click twice does not pass two levels."""
    place = made(levels("unit_head", "leader"))
    assignment = place.assignment()
    place.send(assignment, at=on("2021-06-14"))
    first = place.confirm(assignment, "tckh", at=on("2021-06-15"), token="mot-lan")
    again = place.confirm(assignment, "tckh", at=on("2021-06-15"), token="mot-lan")
    assert first == again
    assert now(assignment).awaits == "leader"


def signed_in(place: Authority, username: str) -> Client:
    """A client of the person."""
    client = Client()
    client.force_login(place.people[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_c4_c6_the_pages_of_a_result(made: Make, clock) -> None:
    """From the unit that works on paper to the rated confirmation, through the pages."""
    place = made(OUTCOMES)
    clock.move_to(on("2021-06-10"))
    assignment = place.assignment()
    office, unit = signed_in(place, "chuyenvien"), signed_in(place, "tckh")
    page = reverse("units:connection", args=[assignment.unit_id])
    assert office.get(page).status_code == 200
    assert office.post(page, {"not_connected_from": "01/06/2021"}).status_code == 302
    assert "unit.disconnected" in told(place, "tckh")
    card = office.get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    assert reverse("tasks:enter-result", args=[assignment.pk]) in card
    assert reverse("tasks:act", args=[assignment.pk, "ket-thuc-khac"]) in card
    received = reverse("tasks:receive-paper", args=[assignment.pk])
    assert unit.get(received).status_code == 403
    assert office.post(received, {"received_on": "10/06/2021", "token": "giay"}).status_code == 302
    desk = office.get("/").content.decode()
    assert "Báo cáo giấy chờ cập nhật thay đơn vị" in desk
    paper = place.paper(kind="report", issued_on=date(2021, 6, 9), symbol="BC-TCKH")
    tasks.enter_result(
        by=place.actor("chuyenvien"), at=on("2021-06-10"), assignment=now(assignment), paper=paper,
        received_on=date(2021, 6, 10),
    )  # fmt: skip
    accept = reverse("tasks:act", args=[assignment.pk, "xac-nhan"])
    shown = office.get(accept).content.decode()
    assert "rated_quality" in shown
    assert "Chưa đạt yêu cầu" in shown
    assert office.post(accept, {"token": "a", "rated_quality": "Đạt yêu cầu"}).status_code == 422
    sent = {"token": "b", "rated_quality": "Đạt yêu cầu", "rated_effectiveness": "Chưa đạt yêu cầu"}
    assert office.post(accept, sent).status_code == 302
    card = unit.get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    cited = ("điểm b khoản 1 Điều 6; khoản 3 Điều 7", "điểm c khoản 1 Điều 6; khoản 2 Điều 8")
    for words in ("Văn phòng cập nhật thay đơn vị", "Chất lượng", "Chưa đạt yêu cầu", *cited):
        assert words in card
    listed = office.get(reverse("workspace:register"), {"status": "closed", "view": "assignment"}).content.decode()
    assert "Đạt yêu cầu; Chưa đạt yêu cầu" in listed


def test_c4_the_form_of_another_end_asks_how_and_where(made: Make, clock) -> None:
    """A task that nobody finds is a sentence beside the field; what was typed stays."""
    place = made(OUTCOMES)
    clock.move_to(on("2021-06-10"))
    assignment, other = place.assignment(), place.task("TNMT")
    office = signed_in(place, "chuyenvien")
    url = reverse("tasks:act", args=[assignment.pk, "ket-thuc-khac"])
    assert "Đạt một phần" not in office.get(url).content.decode()  # nothing was sent yet
    sent = {"token": "c", "outcome": "merged", "other": "999/KHONG-CO – 1", "text": "Trùng nội dung"}
    answer = office.post(url, sent)
    assert answer.status_code == 422
    assert "Trùng nội dung" in answer.content.decode()
    answer = office.post(url, {**sent, "other": f"{other.document.code} – {other.ordinal}"})
    assert answer.status_code == 302
    assert Assignment.objects.get(pk=assignment.pk).outcome == "merged"
    assert Notice.objects.filter(kind="task.merged").exists()


def test_h1_whose_post_may_enter_for_a_unit_and_end_a_part_otherwise(made: Make) -> None:
    """Design 6: each role of the cast, those first whom the table forbids; the verbs obey the cells."""
    place = made(OUTCOMES)
    assignment = place.assignment()
    unit = place.units["TCKH"]
    unit.not_connected_from = date(2021, 6, 1)
    unit.save(update_fields=["not_connected_from"])
    tries: list[tuple[str, Callable[[Actor], object]]] = [
        (access.ENTER_FOR_UNIT, lambda by: tasks.receive_paper(
            by=by, at=on("2021-06-10"), assignment=now(assignment), received_on=date(2021, 6, 9))),
        (access.DECIDE_OUTCOME, lambda by: tasks.conclude(
            by=by, at=on("2021-06-10"), assignment=now(assignment), outcome="dropped", reason="Thôi")),
    ]  # fmt: skip
    for verb, does in tries:
        actors = [place.actor(name) for name in place.people]
        cells = {actor.post: allows(actor, assignment, verb) for actor in actors if actor.post is not None}
        for actor in sorted(actors, key=lambda each: cells[each.post]):  # type: ignore[index]
            if cells[actor.post]:  # type: ignore[index]
                with transaction.atomic():
                    does(actor)
                    transaction.set_rollback(True)
            else:
                with refused(f"permission.{verb}"):
                    does(actor)


def allows(actor: Actor, assignment: Assignment, verb: str) -> bool:
    """What the table says of the actor and the task."""
    return access.allows(actor.role, relation_to(actor, assignment.task), verb)
