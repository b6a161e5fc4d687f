"""When a backup is due, which archives may go, what deserves an alarm: pure decisions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dondoc.backups import rules
from dondoc.backups.rules import Copy, Try, alarms, file_name, next_try, surplus, unknown
from dondoc.clock import local
from tests.world import on

DAY = date(2016, 11, 7)
AT = on(DAY, 1)
WALL = local(AT)


def test_h3_one_backup_a_day_after_its_hour() -> None:
    """Not before the hour, once; late when nobody was there at the hour."""
    assert next_try(DAY, WALL.replace(hour=0, minute=59), 1, []) is None
    assert next_try(DAY, WALL, 1, []) == "2016-11-07/1"
    assert next_try(DAY, WALL.replace(hour=15), 1, []) == "2016-11-07/1"
    assert next_try(DAY, WALL.replace(hour=15), 1, [Try(AT, good=True)]) is None
    assert next_try(DAY, WALL.replace(hour=15), 1, [Try(None, good=False)]) is None


def test_h3_a_failed_one_is_tried_three_times_in_all() -> None:
    """Half an hour later, and not for ever."""
    failed = [Try(AT, good=False)]
    assert next_try(DAY, WALL + timedelta(minutes=29), 1, failed) is None
    assert next_try(DAY, WALL + timedelta(minutes=30), 1, failed) == "2016-11-07/2"
    assert next_try(DAY, WALL + timedelta(hours=9), 1, failed * 3) is None


def test_h3_names_sort_like_instants_and_nothing_else_is_removed() -> None:
    """The newest stay; an incomplete one pushes no complete one out; somebody's own files are left alone."""
    names = [file_name(WALL + timedelta(days=n), encrypted=n % 2 == 0) for n in range(5)]
    torn = [file_name(WALL + timedelta(days=9 + n), encrypted=False, complete=False) for n in range(3)]
    assert sorted(names) == names and names[0] == "dondoc-20161107-010000.tar.aes"
    assert surplus([*names, *torn, "notes.txt", "dondoc-20100101-010000.tar.part"], 2) == sorted([*names[:3], torn[0]])
    assert surplus(names, 5) == [] and surplus(names, 0) == []


HOURS = 30


@pytest.mark.parametrize(
    ("copies", "failed_after", "expected"),
    [
        ([], None, (rules.NONE,)),
        ([], 0, (rules.NONE, rules.FAILED)),
        ([(30, 100, True)], None, ()),
        ([(31, 100, True)], None, (rules.OLD,)),
        ([(1, 100, True)], 2, ()),
        ([(1, 100, True)], 0, (rules.FAILED,)),
        ([(1, 100, False)], None, (rules.INCOMPLETE,)),
        ([(1, 50, True), (25, 100, True)], None, ()),
        ([(1, 49, True), (25, 100, True)], None, (rules.SMALLER,)),
        ([(40, 49, False), (65, 100, True)], 0, (rules.OLD, rules.FAILED, rules.INCOMPLETE, rules.SMALLER)),
    ],
)
def test_h3_what_deserves_an_alarm(
    copies: list[tuple[int, int, bool]], failed_after: int | None, expected: tuple[str, ...]
) -> None:
    """Older than the hours, failed since, without a file, less than half of the one before; no hours, no alarm."""
    known = [Copy(AT - timedelta(hours=age), size, complete) for age, size, complete in copies]
    failed = AT - timedelta(hours=failed_after) if failed_after is not None else None
    assert alarms(known, failed, at=AT, hours=HOURS) == expected
    assert alarms(known, failed, at=AT, hours=0) == ()


def test_h3_an_archive_is_newer_when_it_has_been_through_more() -> None:
    """What this program has not heard of, by name; what the archive lacks is made up for by migrating."""
    known = {("tasks", "0001_initial"), ("tasks", "0002_more"), ("auth", "0001_initial")}
    assert unknown([("tasks", "0001_initial")], known) == []
    assert unknown([*known, ("tasks", "0003_later")], known) == ["tasks.0003_later"]
