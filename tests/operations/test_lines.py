"""Each line of the state of the house, made a warning or an alarm by what really happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from dondoc.backups.models import Restoration
from dondoc.gazette.models import CalendarVersion
from dondoc.jobs import actions as jobs
from dondoc.jobs.models import Worker
from dondoc.journal import actions as journal
from dondoc.journal.jobs import seal_all
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed
from dondoc.journal.stamps import Stamp
from dondoc.operations import jobs as chores
from dondoc.operations import rules
from dondoc.operations.models import JOURNAL, Alarm, Measurement
from dondoc.operations.queries import house
from dondoc.operations.rules import State
from dondoc.workdays import Calendar, DayOff, Year
from tests.operations.conftest import MINUTE, States, beat, parked
from tests.world import AT, World, on

HOUR = timedelta(hours=1)


def figure(key: str, at: datetime) -> str:
    """What the page says in the line."""
    return " ".join(line.figure for line in house.lines(at) if line.key == key)


def record(world: World, at: datetime) -> None:
    """One entry of the journal that nobody has sealed."""
    journal.record("unit.renamed", register_id=world.register.pk, stamp=Stamp(), at=at, payload={"name": "nợ đọng"})


def test_h3_a_house_in_which_everything_works_is_good(states: States) -> None:
    """HUE 8.3: nothing is told to look at when nothing is wrong; a week later with a dead worker much is."""
    assert set(states(AT).values()) == {State.GOOD}
    assert {"worker", "tick", "journal"} <= {key for key, state in states(AT + rules.DAY * 7).items() if state}


def test_h3_a_worker_that_is_silent_is_missed(states: States) -> None:
    """HUE 8.3: two minutes deserve a look, five are an alarm; one that ends in order is not missed while another works."""
    assert states(AT + 3 * MINUTE)["worker"] is State.WARNING
    assert states(AT + 6 * MINUTE)["worker"] is State.ALARM
    assert "6 phút" in figure("worker", AT + 6 * MINUTE)
    jobs.beat("binh", host="may-2", pid=8, began_at=AT, claimed_at=None, at=AT + 6 * MINUTE)
    assert states(AT + 6 * MINUTE)["worker"] is State.WARNING  # the first was killed
    jobs.rest("an")
    assert states(AT + 6 * MINUTE)["worker"] is State.GOOD
    Worker.objects.all().delete()
    assert states(AT)["worker"] is State.ALARM
    assert "chưa lần nào" in figure("worker", AT)


def test_h3_a_tick_that_stays_away(states: States) -> None:
    """Design 5: urging and reminders come from the tick; an hour without it is an alarm."""
    assert states(AT + 34 * MINUTE)["tick"] is State.GOOD
    assert states(AT + 36 * MINUTE)["tick"] is State.WARNING
    assert states(AT + HOUR)["tick"] is State.ALARM


def test_h3_a_job_that_nobody_takes(states: States) -> None:
    """HUE 8.3: the oldest decides; what is done now, or is to be done later, does not wait."""
    jobs.enqueue("a", {}, at=AT)
    jobs.enqueue("b", {}, at=AT + rules.DAY)
    assert states(AT + 9 * MINUTE)["queue"] is State.GOOD
    assert states(AT + 11 * MINUTE)["queue"] is State.WARNING
    assert states(AT + HOUR)["queue"] is State.ALARM
    assert figure("queue", AT + 20 * MINUTE) == "1 việc đang chờ, việc lâu nhất chờ 20 phút."
    assert jobs.claim("an", AT + HOUR) is not None
    assert states(AT + HOUR)["queue"] is State.GOOD


def test_h3_a_parked_job_is_an_alarm_until_it_is_dealt_with(states: States) -> None:
    """HUE 8.3: set going again or given up, it alarms no more."""
    first, second = parked(AT), parked(AT)
    assert states(AT)["parked"] is State.ALARM
    assert jobs.revive(first, AT)
    assert states(AT)["parked"] is State.ALARM
    assert jobs.drop(second, "không còn cần", AT)
    assert states(AT)["parked"] is State.GOOD


def test_h3_an_entry_without_its_seal(states: States, working: World) -> None:
    """Design 1.4: seconds are usual, ten minutes are an alarm, told of its register; sealing ends it."""
    record(working, AT)
    assert states(AT + MINUTE / 2)["sealing"] is State.GOOD
    assert states(AT + 2 * MINUTE)["sealing"] is State.WARNING
    assert states(AT + 10 * MINUTE)["sealing"] is State.ALARM
    assert "Sổ TTH: 1 dòng" in figure("sealing", AT + 10 * MINUTE)
    seal_all(AT + 11 * MINUTE)
    assert states(AT + 11 * MINUTE)["sealing"] is State.GOOD


def test_h3_the_mail_that_does_not_leave(states: States, working: World, settings) -> None:
    """HUE 8.3: without a mail server nothing waits; with one the oldest unsent mail decides, and what it refused is told."""
    journal.post("task.assigned", recipients=[working.people["stc"].pk], params={}, url="/", key="k", at=AT)
    assert states(AT + rules.DAY)["mail"] is State.GOOD
    settings.EMAIL_HOST = "mail.example.vn"
    assert states(AT + HOUR / 2)["mail"] is State.GOOD
    assert states(AT + HOUR)["mail"] is State.WARNING
    assert states(AT + 6 * HOUR)["mail"] is State.ALARM
    journal.mark_mailed(Notice.objects.get(key="k"), AT + 6 * HOUR)
    assert states(AT + 7 * HOUR)["mail"] is State.GOOD
    assert "gửi được: 60 phút trước" in figure("mail", AT + 7 * HOUR)
    journal.post("task.assigned", recipients=[working.people["stc"].pk], params={}, url="/", key="l", at=AT + 6 * HOUR)
    journal.mark_unmailed(Notice.objects.get(key="l"), Unmailed.REFUSED)
    assert states(AT + 7 * HOUR)["mail"] is State.WARNING


def test_h3_a_full_disk(states: States, settings) -> None:
    """HUE 8.3: what is called full is a setting; a disk with less than twice as much free deserves a look."""
    settings.DISK_LOW_BYTES = 10**18
    places = {"files", "disk"} if connection.vendor == "sqlite" else {"files"}
    assert {key for key, state in states(AT).items() if state is State.ALARM} == places
    assert rules.disk(free=150, low=100) is State.WARNING
    assert rules.disk(free=200, low=100) is State.GOOD


@pytest.mark.parametrize(
    ("day", "years", "wanted"),
    [
        ("2016-09-30", (2016,), State.GOOD),
        ("2016-10-01", (2016,), State.WARNING),
        ("2016-12-14", (2016,), State.WARNING),
        ("2016-12-15", (2016,), State.ALARM),
        ("2016-12-31", (2016, 2017), State.GOOD),
        ("2017-01-01", (2016,), State.ALARM),
    ],
)
def test_h3_the_calendar_of_the_next_year(day: str, years: tuple[int, ...], wanted: State) -> None:
    """Civil Code 2015, 148: dates run into the next year from October on; in December it is high time."""
    calendar = Calendar("vn", "", {year: Year(year) for year in years})
    assert rules.next_year(calendar, date.fromisoformat(day)) is wanted


def test_h3_a_year_that_no_file_knows_is_an_alarm(states: States) -> None:
    """Design 5: the files end with 2027; the day after, every date is provisional."""
    assert states(AT)["calendar"] is State.GOOD
    assert states(on("2027-11-30"))["calendar"] is State.WARNING
    assert states(on("2028-01-03"))["calendar"] is State.ALARM
    assert "2028" in figure("calendar", on("2028-01-03"))


def test_h3_days_ahead_that_are_not_known_for_sure() -> None:
    """Design 5: an unconfirmed day matters from six weeks before on, and no more when it is over."""
    tet = date(2017, 1, 26)
    off = {tet: DayOff(tet, "Tết", "dự kiến", confirmed=False)}
    calendar = Calendar("vn", "", {2016: Year(2016), 2017: Year(2017, off)})
    assert rules.unconfirmed(calendar, date(2016, 11, 7)) == []
    assert rules.unconfirmed(calendar, date(2016, 12, 20)) == [tet]
    assert rules.unconfirmed(calendar, date(2017, 1, 27)) == []


def test_h3_a_register_without_any_calendar(states: States) -> None:
    """Design 5: under a regulation that counts working days only week-ends would be left out."""
    assert "edition" not in states(AT)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {CalendarVersion._meta.db_table}")
    assert states(AT)["edition"] is State.ALARM


def test_h3_clocks_that_disagree() -> None:
    """HUE 4.1: what is recorded decides timeliness; half a minute of disagreement is an alarm."""
    judged = [rules.SKEW.judge(timedelta(seconds=seconds)) for seconds in (1, 2, 29, 30)]
    assert judged == [State.GOOD, State.WARNING, State.WARNING, State.ALARM]


def verified(at: datetime, **given: int) -> dict[str, object]:
    """The row of the province's register after the next run of the verification."""
    chores.verify_journal(at, **given)
    figures = Measurement.objects.get(name=JOURNAL).figures
    return next(row for number, row in figures.items() if number != "0")


def test_h3_the_journal_is_verified_part_by_part(working: World) -> None:
    """Design 1.4: each run goes on where the last one stopped; a new pass begins a day after the chain was read to its end."""
    for number in range(10):
        record(working, AT + MINUTE * number)
    seal_all(AT + 10 * MINUTE)
    last = SealHead.objects.get(register_id=working.register.pk).number
    before = verified(AT + 10 * MINUTE)["number"]  # the quarter of an hour is worked already
    assert before < last
    row = verified(AT + 20 * MINUTE, most=2)
    assert before < row["number"] < last
    row = verified(AT + 40 * MINUTE)
    assert (row["number"], row["broken"]) == (last, None)
    again = verified(AT + rules.DAY * 2, most=2)
    assert again["number"] < last
    assert again["whole_at"] == row["whole_at"]


@pytest.mark.parametrize("how", ["altered", "payload", "missing", "head"])
def test_h3_a_journal_that_was_rewritten(how: str, states: States, working: World) -> None:
    """Design 1.4: the next pass finds the break, names register and number, and alarms until it is mended."""
    record(working, AT)
    seal_all(AT + MINUTE)
    seal = Seal.objects.filter(register_id=working.register.pk).order_by("-number")[0]
    stood = seal.hash
    if how == "altered":
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {Entry._meta.db_table} SET verb = 'x' WHERE id = %s", [seal.entry_id])
    elif how == "payload":
        Payload.objects.filter(entry_id=seal.entry_id).update(body={"name": "khác"})
    elif how == "missing":
        seal.delete()
    else:
        SealHead.objects.filter(register_id=seal.register_id).update(hash="0" * 64)
    at = AT + rules.DAY * 2
    assert verified(at)["broken"] == seal.number
    assert states(at)["journal"] is State.ALARM
    assert f"Sổ TTH: chuỗi không khớp ở dòng {seal.number}" in figure("journal", at)
    if how == "head":
        SealHead.objects.filter(register_id=seal.register_id).update(hash=stood)
        assert verified(at + HOUR)["broken"] is None
        assert states(at + HOUR)["journal"] is State.GOOD


def test_h3_a_journal_that_is_not_verified_any_more(states: States) -> None:
    """Design 1.4: the outcome of a verification grows old."""
    assert states(AT + 3 * HOUR)["journal"] is State.WARNING
    assert states(AT + rules.DAY)["journal"] is State.ALARM


def test_h3_the_folder_of_files_may_not_be_there_yet(states: States, settings, tmp_path: Path) -> None:
    """HUE 8.3: before the first upload the disk of the folder above is what counts."""
    settings.FILES_DIR = tmp_path / "a" / "b"
    assert states(AT)["files"] is State.GOOD


def test_h3_the_worker_tells_of_itself_and_leaves_in_order(world: World) -> None:
    """HUE 8.3: a second beat changes the row of the first; what was killed is forgotten after a day."""
    beat(AT)
    beat(AT + MINUTE)
    assert Worker.objects.get().seen_at == AT + MINUTE
    jobs.sweep(AT + MINUTE + rules.DAY)
    assert Worker.objects.count() == 1
    jobs.sweep(AT + 2 * MINUTE + rules.DAY)
    assert not Worker.objects.exists()


def test_h3_backups_that_are_missing(states: States, settings) -> None:
    """HUE 8.1d: what the room of backups calls an alarm is one here, and is told by that room only."""
    assert states(AT)["backup"] is State.GOOD
    settings.BACKUP_ALARM_HOURS = 30
    assert states(AT)["backup"] is State.ALARM
    assert "Chưa có bản sao lưu nào." in figure("backup", AT)
    chores.watch(AT)
    assert Alarm.objects.filter(line="backup").exists()
    assert not Notice.objects.filter(kind__startswith="alarm.backup").exists()


def test_h3_a_copy_whose_outbox_is_held(states: States) -> None:
    """HUE 8.1d: a restored copy mails nobody, and the page says so until somebody releases it."""
    assert states(AT)["held"] is State.GOOD
    copy = Restoration.objects.create(archive="a.tar", made_at=AT, program="0.1.0", restored_at=AT)
    assert states(AT + HOUR)["held"] is State.ALARM
    assert "60 phút trước" in figure("held", AT + HOUR)
    copy.released_at = AT + HOUR
    copy.save()
    assert states(AT + HOUR)["held"] is State.GOOD
