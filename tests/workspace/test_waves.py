"""Unusually much waits for the Office (design 5): nothing goes out, nothing is lost, nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from time_machine import Traveller

from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import registry
from dondoc.jobs.tick import RulesFailed, tick
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.urging.models import Ladder, Slip
from dondoc.waves import actions, jobs, rules
from dondoc.waves.models import Volume, Wave
from tests.world import World, on

SignIn = Callable[[str], Client]
BACK = on("2016-11-22")  # Tuesday: the server stood still since Friday 11 November


@pytest.fixture
def outage(world: World, settings) -> World:
    """Six tasks due on Wednesday 16 November, one due today, and a machine that was away; more than three a day are many."""
    settings.WAVE_LEAST = 3
    tick(on("2016-11-11"))
    for _ in range(6):
        world.task("STC", at=on("2016-11-11"))
    world.task("SXD", at=on("2016-11-11"), due_on=date(2016, 11, 22))
    Notice.objects.all().delete()
    return world


def told(*kinds: str) -> int:
    """How many notices of the tick there are: everything but what the Office itself was told about the wave."""
    found = Notice.objects.exclude(kind="wave.held")
    return found.filter(kind__in=kinds).count() if kinds else found.count()


def decide(world: World, decision: str, at: datetime, **more: object) -> Wave:
    wave = Wave.objects.get(finished_at=None)
    given = {"by": world.actor("chuyenvien"), "at": at, "wave": wave, "decision": decision, "seen": wave.count, **more}
    return actions.decide(**given)


def test_d3_what_is_unusual_waits_and_the_office_is_told_once(outage: World) -> None:
    """Design 5: no reminder, no question, no slip goes out; the head and the officers of the Office hear of it, once."""
    for minute in (0, 15, 30):
        tick(on("2016-11-22", 9, minute))
    wave = Wave.objects.get()
    # Of each task the reminders of its date and of its update's, the question why it is late, the ladder; what is due today.
    assert (wave.count, wave.unit_count, wave.decision) == (6 + 6 + 6 + 6 + 1, 2, "")
    assert told() == 0 and not Ladder.objects.exists() and not Slip.objects.exists()
    assert not Duty.objects.filter(kind=DutyKind.EXPLAIN_DELAY).exists()
    people = [world_name(outage, row.recipient_id) for row in Notice.objects.all()]
    assert sorted(people) == ["chanhvp", "chuyenvien"]
    assert Entry.objects.filter(verb="wave.held").count() == 1


def world_name(world: World, person: int) -> str:
    return next(name for name, row in world.people.items() if row.pk == person)


def test_d3_after_the_approval_everything_goes_out_once(outage: World) -> None:
    """Caught up once; the dates are those of the facts, not of the approval."""
    tick(BACK)
    decide(outage, rules.SEND, on("2016-11-22", 10))
    jobs.go_on(on("2016-11-22", 10, 1))
    first = told()
    assert first > 0 and Ladder.objects.count() == 6
    assert {row.counted_from for row in Ladder.objects.all()} == {date(2016, 11, 16)}
    assert Duty.objects.filter(kind=DutyKind.EXPLAIN_DELAY).count() == 6
    assert Wave.objects.get().finished_at == on("2016-11-22", 10, 1)
    for minute in (2, 15, 30):
        jobs.go_on(on("2016-11-22", 10, minute))
        tick(on("2016-11-22", 10, minute))
    assert told() == first and Ladder.objects.count() == 6
    entry = Entry.objects.get(verb="wave.send")
    assert entry.person_id == outage.people["chuyenvien"].pk
    assert sentences.entry(entry) == "đã duyệt gửi đợt nhắc việc: 25 việc, 2 đơn vị"


def test_d1_the_ladder_is_the_same_as_without_waiting(outage: World) -> None:
    """HUE 8.1e: the slip is due when it would have been due; waiting a week loses no step and skips none."""
    tick(BACK)
    decide(outage, rules.SEND, on("2016-11-29", 8))
    tick(on("2016-11-29", 9))
    late = Ladder.objects.filter(unit=outage.units["STC"])
    assert {row.next_on for row in late} == {date(2016, 11, 21)}, "three working days after the 16th"
    tick(on("2016-11-30", 9))
    wave = Wave.objects.filter(finished_at=None).first()
    assert wave is not None and wave.preview["days"]["urging.prepare"] == {"2016-11-21": 6, "2016-11-25": 1}


def test_d3_what_piled_up_can_be_hushed_with_a_reason(outage: World) -> None:
    """The duties and ladders are there all the same; only this day's own reminders go out, and the later ones later."""
    tick(BACK)
    with pytest.raises(Refused, match=r"wave\.reason_missing"):
        decide(outage, rules.HUSH, on("2016-11-22", 10), reason="  ")
    decide(outage, rules.HUSH, on("2016-11-22", 10), reason="Các đơn vị đã được báo bằng điện thoại")
    tick(on("2016-11-22", 10, 15))
    assert Ladder.objects.count() == 6 and Duty.objects.filter(kind=DutyKind.EXPLAIN_DELAY).count() == 6
    assert {row.kind for row in Notice.objects.exclude(kind="wave.held")} == {"reminder.now.carry_out"}
    assert {world_name(outage, row.recipient_id) for row in Notice.objects.filter(kind__startswith="reminder")} == {
        "sxd"
    }
    before = told()
    tick(on("2016-11-22", 11))
    assert told() == before and Wave.objects.get().reason == "Các đơn vị đã được báo bằng điện thoại"
    assert "điện thoại" in sentences.entry(Entry.objects.get(verb="wave.hush"))


def test_d3_a_tick_killed_in_the_middle_goes_on_and_nothing_comes_twice(
    outage: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Idempotent: what was sent before the fall is not sent again, what was not is sent by the next tick."""
    tick(BACK)
    decide(outage, rules.SEND, on("2016-11-22", 10))
    from dondoc.urging import actions as urging

    whole, opened = urging.open_ladder, []

    def fall(**given: object) -> object:
        opened.append(given)
        if len(opened) == 4:
            raise RuntimeError("killed")
        return whole(**given)

    monkeypatch.setattr(urging, "open_ladder", fall)
    with pytest.raises(RulesFailed):
        tick(on("2016-11-22", 10, 1))
    assert Ladder.objects.count() == 3 and Wave.objects.get().finished_at is None
    tick(on("2016-11-22", 10, 15))
    assert Ladder.objects.count() == 6 and Wave.objects.get().finished_at is not None
    keys = list(Notice.objects.values_list("recipient_id", "key"))
    assert len(keys) == len(set(keys))
    assert told("ladder.opened_to_unit") == 6 * 2


def test_d3_what_grew_beyond_what_was_seen_is_held_anew(outage: World) -> None:
    """Whoever allowed twenty-five did not allow sixty; a few more than were seen do not matter."""
    tick(BACK)
    decide(outage, rules.SEND, on("2016-11-22", 10))
    for _ in range(8):
        outage.task("QDIEN", at=on("2016-11-11"))
    tick(on("2016-11-22", 10, 15))
    assert told("ladder.opened_to_unit") == 0
    assert list(Wave.objects.order_by("pk").values_list("decision", "finished_at")) == [
        ("send", on("2016-11-22", 10, 15)), ("", None),
    ]  # fmt: skip


def test_d3_an_ordinary_day_is_the_middle_one_of_the_last_weeks(world: World, settings) -> None:
    """Many for a small register is few for a large one; a single flood does not move the measure."""
    assert rules.limit([], least=200, times=3) == 200
    assert rules.limit([500, 480, 9000, 510, 490], least=200, times=3) == 1500
    assert rules.limit([500, 480, 510, 490], least=200, times=3) == 200, "four days say nothing yet"
    assert rules.limit([10] * 20 + [900] * 20, least=20, times=3) == 30, "only the latest twenty days"
    settings.WAVE_LEAST, settings.WAVE_TIMES = 3, 2
    for day in range(1, 8):
        Volume.objects.create(register=world.register, day=date(2016, 11, day), count=40)
    for _ in range(20):
        world.task("STC", at=on("2016-11-07"))
    tick(on("2016-11-14"))  # twenty reminders, and forty are ordinary
    assert not Wave.objects.exists() and Volume.objects.get(day=date(2016, 11, 14)).count == 20


def test_d3_of_a_day_the_sum_counts(world: World, settings) -> None:
    """What comes in small portions, one each quarter of an hour, is much in the end."""
    settings.WAVE_LEAST = 5
    Volume.objects.create(register=world.register, day=date(2016, 11, 14), count=4)
    world.directive(world.given("STC"), world.given("SXD"))
    tick(on("2016-11-14"))
    assert Wave.objects.get().count == 2


def test_g1_only_the_office_of_the_register_decides(outage: World, at_work: SignIn, clock: Traveller) -> None:
    """Table of access: the head and the officers; for everybody else the page does not exist."""
    clock.move_to(BACK)
    tick(BACK)
    url = f"/dot-nhac-viec/{Wave.objects.get().pk}/"
    for person in ("chutich", "theodoi", "stc", "kiemtra", "quantri"):
        assert at_work(person).get(url).status_code == 404, person
        assert at_work(person).post(url, {"decision": "send", "seen": "25"}).status_code == 404, person
        assert url not in at_work(person).get("/").content.decode(), person
    with pytest.raises(Refused, match=r"permission\.decide_wave"):
        decide(outage, rules.SEND, BACK, by=outage.actor("theodoi"))
    for person in ("chanhvp", "chuyenvien"):
        assert "25 việc nhắc, đôn đốc gửi 2 đơn vị chờ duyệt" in at_work(person).get("/").content.decode()
    assert Wave.objects.get().decision == ""


def test_d3_the_page_shows_units_kinds_days_and_matters(outage: World, at_work: SignIn, clock: Traveller) -> None:
    """What would go out, to whom, because of which days, with links to some of it; then one button."""
    clock.move_to(BACK)
    tick(BACK)
    client = at_work("chanhvp")
    url = f"/dot-nhac-viec/{Wave.objects.get().pk}/"
    page = client.get(url).content.decode()
    for words in (
        "Sở Tài chính",
        "Hỏi lý do quá hạn",
        "Bắt đầu đôn đốc",
        "16/11/2016 (6)",
        "Gửi tất cả (25)",
        "Bỏ 24 thông báo",
    ):
        assert words in page, words
    assert 'href="/nhiem-vu/' in page
    refused = client.post(url, {"decision": "hush", "seen": "25", "reason": ""})
    assert refused.status_code == 409 and "Chưa ghi lý do" in refused.content.decode()
    assert client.post(url, {"decision": "send", "seen": "25"}).url == "/"
    assert client.post(url, {"decision": "send", "seen": "25"}).status_code == 302, "twice is once"
    other = at_work("chuyenvien").post(url, {"decision": "hush", "seen": "25", "reason": "Muộn"})
    assert other.status_code == 409 and "đã có người quyết định" in other.content.decode()
    assert "Trần Thị Ví Dụ" in other.content.decode()


def test_d3_whoever_saw_less_is_asked_to_look_again(outage: World) -> None:
    """Between the page and the click a thousand came in: the click does not allow them."""
    tick(BACK)
    with pytest.raises(Refused, match=r"wave\.grown"):
        decide(outage, rules.SEND, BACK, seen=5)


def test_d3_a_dry_run_says_what_would_wait(outage: World) -> None:
    """`dondoc tick --dry-run`: the same numbers, and nothing is written."""
    counts = tick(BACK, dry_run=True)
    assert not Wave.objects.exists() and sum(counts[name] for name in registry.AHEAD) == 0
    assert jobs.waiting(BACK) == [("Sổ theo dõi của UBND tỉnh", 25, 2)]


def test_d3_what_was_decided_at_night_goes_out_in_the_morning(outage: World) -> None:
    """Design 5: a decision on Saturday is not used up before anybody can be told."""
    tick(BACK)
    decide(outage, rules.SEND, on("2016-11-26"))  # Saturday
    tick(on("2016-11-26", 10))
    jobs.go_on(on("2016-11-26", 10))
    assert told() == 0 and Wave.objects.get().finished_at is None
    jobs.go_on(on("2016-11-28", 7))
    assert told() > 0 and Wave.objects.get().finished_at is not None
