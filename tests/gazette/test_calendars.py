"""Versions of the calendar: the yearly files, what the Office changed over them, and who is told."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from dondoc import gazette
from dondoc.gazette import actions
from dondoc.gazette.models import CalendarVersion
from dondoc.gazette.queries import days_between
from dondoc.jobs.models import Job
from dondoc.workdays import Change, DayKind, load_calendar
from tests.rivals import together
from tests.world import AT, ROOT

FILES = ROOT / "calendars"
LATE = Change(date(2016, 11, 21), DayKind.OFF, "Ngày nghỉ đột xuất", "Công điện 01/CĐ-TTg")  # a Monday


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the yearly files that may be changed."""
    return Path(shutil.copytree(FILES, tmp_path / "calendars"))


@pytest.mark.django_db
def test_without_a_calendar_only_week_ends_are_known() -> None:
    assert gazette.current_calendar() is None
    assert gazette.calendar() is gazette.WEEK_ENDS_ONLY
    assert not gazette.calendar().is_working(date(2016, 11, 12))  # Saturday


@pytest.mark.django_db
def test_the_files_are_stored_once_and_read_from_the_database(folder: Path) -> None:
    first = actions.load_calendars(folder, AT)
    assert actions.load_calendars(folder, AT) == first and first.files == first.version
    shutil.rmtree(folder)
    assert gazette.calendar(first) == load_calendar(FILES)
    assert not Job.objects.exists()  # nothing was counted before


@pytest.mark.django_db
def test_new_files_are_a_new_version_and_a_job(folder: Path) -> None:
    first = actions.load_calendars(folder, AT)
    (folder / "2028.toml").write_text("year = 2028\n", encoding="utf-8")
    second = actions.load_calendars(folder, AT)
    assert second.follows == first and gazette.current_calendar() == second
    assert gazette.calendar(first).has_year(2028) is False and gazette.calendar(second).has_year(2028)
    job = Job.objects.get()
    assert (job.kind, job.params) == (actions.CALENDAR_CHANGED, {"version": second.pk})


@pytest.mark.django_db
def test_what_the_office_changed_survives_new_files(folder: Path) -> None:
    actions.load_calendars(folder, AT)
    amended = actions.amend_calendar([LATE], reason="bão", at=AT)
    assert not gazette.calendar().is_working(LATE.on)
    assert actions.load_calendars(folder, AT) == amended  # the same files: nothing new
    (folder / "2028.toml").write_text("year = 2028\n", encoding="utf-8")
    released = actions.load_calendars(folder, AT)
    off = gazette.calendar(released).why_off(LATE.on)
    assert off is not None and (off.name, off.decision) == (LATE.name, LATE.decision)
    assert gazette.calendar(released).has_year(2028)
    assert released.amendments == amended.amendments and released.amendments[0]["reason"] == "bão"


@pytest.mark.django_db
def test_an_earlier_version_stays_what_it_was() -> None:
    first = actions.load_calendars(FILES, AT)
    second = actions.amend_calendar([LATE], reason="bão", at=AT)
    third = actions.amend_calendar([Change(LATE.on, DayKind.PLAIN)], reason="hết bão", at=AT)
    working = [gazette.calendar(version).is_working(LATE.on) for version in (first, second, third)]
    assert working == [True, False, True]
    for act in (first.save, first.delete, CalendarVersion.objects.all().delete):
        with pytest.raises(TypeError, match="never"):
            act()


@pytest.mark.django_db
def test_a_calendar_can_begin_with_a_change() -> None:
    actions.amend_calendar([LATE], reason="bão", at=AT)
    assert gazette.calendar().has_year(2016) and not gazette.calendar().is_working(LATE.on)
    loaded = actions.load_calendars(FILES, AT)
    assert not gazette.calendar(loaded).is_working(LATE.on)
    assert not gazette.calendar(loaded).is_working(date(2016, 9, 2))


@pytest.mark.django_db
def test_a_change_that_no_calendar_can_hold_is_not_stored() -> None:
    actions.load_calendars(FILES, AT)
    with pytest.raises(actions.CalendarError, match="Thứ Bảy"):
        actions.amend_calendar([Change(LATE.on, DayKind.WORKED, "Bù", "Công văn")], reason="x", at=AT)
    assert CalendarVersion.objects.count() == 1 and not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_build_on_the_same_version_one_is_told() -> None:
    actions.load_calendars(FILES, AT)
    other = Change(LATE.on + timedelta(days=1), DayKind.OFF, "Nghỉ", "Công điện")
    found = together(
        lambda: actions.amend_calendar([LATE], reason="a", at=AT),
        lambda: actions.amend_calendar([other], reason="b", at=AT),
    )
    stored = CalendarVersion.objects.count() - 1
    assert stored == sum(isinstance(one, CalendarVersion) for one in found) >= 1
    assert all(isinstance(one, CalendarVersion | actions.CalendarConflict) for one in found)
    chain = list(CalendarVersion.objects.order_by("id").values_list("id", "follows_id"))
    assert [follows for _, follows in chain] == [None, *[pk for pk, _ in chain[:-1]]]


@pytest.mark.django_db(transaction=True)
def test_two_who_load_the_first_files_at_once_store_one() -> None:
    found = together(*[lambda: actions.load_calendars(FILES, AT)] * 3)
    assert {version.pk for version in found} == {CalendarVersion.objects.get().pk}


@pytest.mark.django_db
def test_the_days_about_which_two_calendars_differ(folder: Path) -> None:
    actions.load_calendars(folder, AT)
    before = gazette.calendar()
    assert days_between(before, before) is None
    actions.amend_calendar([LATE], reason="bão", at=AT)
    assert days_between(before, gazette.calendar()) == (LATE.on, LATE.on)
    (folder / "2028.toml").write_text("year = 2028\n", encoding="utf-8")
    actions.load_calendars(folder, AT)
    assert days_between(before, gazette.calendar()) == (LATE.on, date(2028, 12, 31))
