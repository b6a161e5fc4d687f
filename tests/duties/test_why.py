"""Every date can be asked why, and is made again from what was stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.duties import queries
from dondoc.duties.models import Duty, DutyKind, Matter
from dondoc.gazette import actions as gazette
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.workdays import Change, DayKind
from tests.world import AT, ROOT, World, on

Open = Callable[..., Duty]

pytestmark = pytest.mark.django_db


def again(duty: Duty) -> Duty:
    """As the database has it."""
    return Duty.objects.get(pk=duty.pk)


def test_the_explanation_names_article_event_span_and_each_skipped_day(duty: Open) -> None:
    """Issue: why this date? Article, event, span, each skipped day with its name and decision, the reading."""
    found = queries.explain(again(duty(event_on=date(2016, 8, 31))))  # Wednesday; Fri 02/09 is National Day
    assert (found.article, found.article_in_words) == ("Đ7.k2.c", "điểm c khoản 2 Điều 7")
    assert found.gist.startswith("Việc có thời hạn") and found.reading
    assert (found.event_on, found.span, found.due_on) == (date(2016, 8, 31), "3wd", date(2016, 9, 6))
    assert [(off.on.day, off.name, bool(off.decision)) for off in found.skipped] == [
        (2, "Quốc khánh", True), (3, "Thứ Bảy", False), (4, "Chủ nhật", False),
    ]  # fmt: skip
    assert found.counted == (date(2016, 9, 1), date(2016, 9, 5), date(2016, 9, 6))
    assert queries.explain(again(duty()), "en").article_in_words == "point c, clause 2, Article 7"


def test_a_provisional_or_unconfirmed_date_says_so(duty: Open) -> None:
    found = queries.explain(again(duty(event_on=date(2027, 12, 30))))
    assert found.provisional
    found = queries.explain(again(duty(event_on=date(2026, 11, 23), unit="SXD")))
    assert found.unconfirmed == (date(2026, 11, 24),) and not found.provisional


def test_what_has_no_date_is_explained_too(duty: Open) -> None:
    found = queries.explain(again(duty(kind=DutyKind.APPRAISE, limit="confirmation", article="PL1.m3", unit="VP")))
    assert found.due_on is None and found.counted == () and "không ấn định" in found.reading


@pytest.fixture
def hourly(world: World, tmp_path: Path) -> Edition:
    """The regulation as if entry were due on the day of issue, after 15:00 on the next working day (DTP article 6.3)."""
    folder = Path(shutil.copytree(ROOT / "profiles" / "hue-71-2016", tmp_path / "law"))
    path = folder / "profile.toml"
    text = path.read_text(encoding="utf-8").replace('edition = "bản 2"', 'edition = "thử giờ"')
    plain = '[[limits.entry]]\nvalue       = "2wd"'
    assert plain in text
    text = text.replace(plain, '[[limits.entry]]\nvalue       = "same day"\ncutoff      = 15:00:00')
    path.write_text(text, encoding="utf-8")
    return gazette.load_edition(folder, AT)


@pytest.mark.parametrize(("hour", "due"), [(14, date(2016, 11, 7)), (15, date(2016, 11, 7)), (16, date(2016, 11, 8))])
def test_b3_the_hour_of_issue_is_counted_and_counted_again(duty: Open, hourly: Edition, hour: int, due: date) -> None:
    """DTP article 6.3: issued after 15:00, due on the next working day; the recount knows the hour too."""
    made = duty(kind=DutyKind.ENTER_DIRECTIVE, limit="entry", event_on=None, event_at=on("2016-11-07", hour), unit="VP")
    Duty.objects.filter(pk=made.pk).update(edition=hourly)
    found = again(made)
    counted = queries.counted_again(found)
    assert counted is not None and counted.due_on == due == queries.recount(found)
    Duty.objects.filter(pk=made.pk).update(due_on=counted.due_on, trace=counted.trace)
    assert queries.explain(again(made)).shifted_by_cutoff is (hour > 15)


TAGS = st.lists(st.sampled_from(["urgent", "several_tasks", "several_units", "opinions_needed"]), max_size=4)
EVENTS = st.builds(on, st.dates(date(2016, 1, 2), date(2027, 12, 1)), st.integers(0, 23))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["entry", "update", "urging", "slip", "escalation", "confirmation"]), EVENTS, TAGS)
def test_every_stored_date_equals_its_recount(
    world: World, matter: Matter, duty: Open, limit: str, at: datetime, tags: list[str]
) -> None:
    """Design 5: a duty stores its inputs; the pure function must give its date and its trace again."""
    Duty.objects.all().delete()
    found = again(duty(limit=limit, event_on=None, event_at=at, tags=tags))
    counted = queries.counted_again(found)
    assert counted is not None
    assert queries.recount(found) == found.due_on == counted.due_on and counted.trace == found.trace


def test_a_later_calendar_does_not_change_what_was_counted(duty: Open) -> None:
    made = duty()
    gazette.amend_calendar([Change(date(2016, 11, 18), DayKind.OFF, "Nghỉ", "Công điện")], reason="bão", at=AT)
    assert queries.recount(again(made)) == made.due_on == date(2016, 11, 21)
    newest = CalendarVersion.objects.get(pk=duty(unit="SXD").calendar_version_id)
    counted = queries.counted_again(again(made), newest)
    assert counted is not None and counted.due_on == date(2016, 11, 22)


def test_what_was_counted_without_a_calendar_stays_so(duty: Open) -> None:
    made = duty(event_on=date(2016, 8, 31))
    Duty.objects.filter(pk=made.pk).update(calendar_version=None)
    counted = queries.counted_again(again(made))
    assert counted is not None and counted.due_on == date(2016, 9, 5) and counted.provisional  # week-ends only


def test_a_fixed_date_is_its_own_recount(duty: Open) -> None:
    made = duty(kind=DutyKind.CARRY_OUT, limit="", due_on=date(2016, 11, 20))  # a Sunday stays (reading of HUE)
    assert queries.recount(again(made)) == date(2016, 11, 20) and queries.counted_again(again(made)) is None
