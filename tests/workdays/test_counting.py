"""Counting: the worked cases with their weekdays, and what must hold for every date."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.workdays import (
    Calendar,
    Change,
    DayKind,
    Direction,
    Span,
    SpanError,
    SpanUnit,
    Trace,
    calendar_texts,
    changed_texts,
    count,
    load_calendar,
    load_calendar_texts,
    roll_fixed,
    strict_before,
)

CALENDARS = Path(__file__).resolve().parent.parent.parent / "calendars"
VN = load_calendar(CALENDARS)
BEFORE, AFTER = Direction.BEFORE, Direction.AFTER


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("span", "start", "direction", "due"),
    [
        # 1. Fri 25/04/2025, two working days: Sat 26/04 is worked, so Sat 26 and Mon 28
        ("2wd", "2025-04-25", AFTER, "2025-04-28"),
        # 2. Wed 30/04/2025 is a holiday; Thu 01/05 holiday, Fri 02/05 exchanged, week-end; Mon 05, Tue 06, Wed 07
        ("3wd", "2025-04-30", AFTER, "2025-05-07"),
        # 2. the same, rolled first to Mon 05/05: Tue 06, Wed 07, Thu 08
        ("3wd", "2025-05-05", AFTER, "2025-05-08"),
        # 3. two working days before Wed 30/04/2025: Tue 29, Mon 28
        ("2wd", "2025-04-30", BEFORE, "2025-04-28"),
        # 3. two working days before Mon 28/04/2025: Sat 26 is worked, Fri 25
        ("2wd", "2025-04-28", BEFORE, "2025-04-25"),
        # 5. fifteen days from Sat 06/09/2025 end on Sun 21/09: rolls to Mon 22/09 (article 148, clause 5)
        ("15d", "2025-09-06", AFTER, "2025-09-22"),
        # fifteen days from Mon 01/09/2025 end on Tue 16/09
        ("15d", "2025-09-01", AFTER, "2025-09-16"),
        # ten days from Sat 20/04/2024 end on Tue 30/04, a holiday: Wed 01/05 too; Thu 02/05
        ("10d", "2024-04-20", AFTER, "2024-05-02"),
        # seven days from Sat 27/04/2024 end on Sat 04/05/2024, which is worked: it does not roll
        ("7d", "2024-04-27", AFTER, "2024-05-04"),
        # ten days before Wed 11/05/2022 lie on Sun 01/05: back to Fri 29/04
        ("10d", "2022-05-11", BEFORE, "2022-04-29"),
        # the day of issue is not counted: Mon 07/11/2016, two working days: Tue 08, Wed 09
        ("2wd", "2016-11-07", AFTER, "2016-11-09"),
        # Fri 11/11/2016: Mon 14, Tue 15
        ("2wd", "2016-11-11", AFTER, "2016-11-15"),
        # issued on Sun 13/11/2016: Mon 14, Tue 15
        ("2wd", "2016-11-13", AFTER, "2016-11-15"),
        # over Tết 2026 (Mon 16 to Fri 20/02 off): Fri 13/02, three working days: Mon 23, Tue 24, Wed 25
        ("3wd", "2026-02-13", AFTER, "2026-02-25"),
        # New Year 2026: Wed 31/12/2025; Thu 01 holiday, Fri 02 exchanged, week-end; Mon 05, Tue 06
        ("2wd", "2025-12-31", AFTER, "2026-01-06"),
        # Fri 09/01/2026: Sat 10 is worked
        ("1wd", "2026-01-09", AFTER, "2026-01-10"),
        # months end on the day of the same number: Tue 15/03/2016, three months: Wed 15/06
        ("3m", "2016-03-15", AFTER, "2016-06-15"),
        # or on the month's last day: Thu 31/01/2019, one month: Thu 28/02/2019
        ("1m", "2019-01-31", AFTER, "2019-02-28"),
        # in a leap year: Fri 31/01/2020, one month: Sat 29/02/2020, rolls to Mon 02/03
        ("1m", "2020-01-31", AFTER, "2020-03-02"),
        # over the turn of the year: Wed 30/11/2016, three months: Tue 28/02/2017
        ("3m", "2016-11-30", AFTER, "2017-02-28"),
        # back: Tue 31/05/2016, three months before: Mon 29/02/2016
        ("3m", "2016-05-31", BEFORE, "2016-02-29"),
        # the same day: Mon 07/11/2016
        ("same day", "2016-11-07", AFTER, "2016-11-07"),
        # the same day, a Sunday 13/11/2016: Mon 14
        ("same day", "2016-11-13", AFTER, "2016-11-14"),
    ],
)
def test_worked_cases(span: str, start: str, direction: Direction, due: str) -> None:
    """Civil Code 2015, articles 147 and 148, and the exchanged days of their years."""
    assert count(Span.parse(span), on(start), VN, direction=direction).due_on == on(due)


@pytest.mark.parametrize(
    ("start", "hour", "due", "shifted"),
    [
        ("2026-01-08", time(15, 30), "2026-01-09", True),  # 4. Thu 08/01/2026 15:30: Fri 09
        ("2026-01-09", time(15, 30), "2026-01-10", True),  # 4. Fri 09/01/2026 15:30: Sat 10 is worked
        ("2026-01-08", time(14, 59), "2026-01-08", False),  # Thursday, before the hour
        ("2026-01-08", time(15, 0), "2026-01-08", False),  # 15:00 sharp is not after 15:00
        ("2026-01-08", time(15, 0, 1), "2026-01-09", True),
        ("2026-01-08", None, "2026-01-08", False),  # the hour is not known
        ("2026-01-11", time(16, 0), "2026-01-12", False),  # Sun 11/01/2026: the next working day anyway, Mon 12
        ("2026-01-16", time(16, 0), "2026-01-19", True),  # Fri 16/01/2026: Mon 19
    ],
)
def test_b3_the_cutoff_hour_moves_the_same_day(start: str, hour: time | None, due: str, shifted: bool) -> None:
    """DTP articles 6.3, 6.4, 7.5: what is issued after 15:00 is due on the next working day."""
    trace = count(Span.parse("same day"), on(start), VN, at=hour, cutoff=time(15))
    assert (trace.due_on, trace.shifted_by_cutoff) == (on(due), shifted)


def test_fixed_dates_roll_only_where_the_profile_says_so() -> None:
    holiday = on("2025-04-30")  # Wednesday
    assert roll_fixed(holiday, VN, rolls=False) == holiday
    assert roll_fixed(holiday, VN, rolls=True) == on("2025-05-05")  # Monday
    assert roll_fixed(on("2025-04-26"), VN, rolls=True) == on("2025-04-26")  # a Saturday that is worked
    assert roll_fixed(date.max, VN, rolls=True) == date.max


def test_f1_before_a_day_ends_the_day_before() -> None:
    """Before the 25th: the 24th, also when it is a Sunday (24/09/2017)."""
    assert strict_before(on("2017-09-25")) == on("2017-09-24")
    assert roll_fixed(strict_before(on("2017-09-25")), VN, rolls=True) == on("2017-09-25")  # Monday
    assert strict_before(date.min) == date.min


def test_a_day_declared_off_later_moves_the_date() -> None:
    """8. Computed on Tue 30/12/2025 before the exchange of Fri 02/01/2026 was known."""
    texts = changed_texts(calendar_texts(CALENDARS), [Change(on("2026-01-02"), DayKind.PLAIN)])
    earlier = load_calendar_texts(texts)
    assert count(Span.parse("2wd"), on("2025-12-30"), earlier).due_on == on("2026-01-02")  # Wed 31, Fri 02
    assert count(Span.parse("2wd"), on("2025-12-30"), VN).due_on == on("2026-01-05")  # Wed 31, Mon 05


def test_a_trace_names_each_skipped_day_and_the_decision_that_set_it() -> None:
    trace = count(Span.parse("3wd"), on("2025-04-30"), VN)
    assert [(off.on.day, off.name) for off in trace.skipped] == [
        (1, "Ngày Quốc tế Lao động"),
        (2, "Nghỉ hoán đổi với Thứ Bảy 26/04/2025"),
        (3, "Thứ Bảy"),
        (4, "Chủ nhật"),
    ]
    assert "8726/VPCP-KGVX" in trace.skipped[1].decision
    assert trace.counted == (on("2025-05-05"), on("2025-05-06"), on("2025-05-07"))
    assert not trace.provisional and trace.unconfirmed == ()


def test_a_rolled_end_says_from_where() -> None:
    trace = count(Span.parse("15d"), on("2025-09-06"), VN)
    assert trace.rolled_from == on("2025-09-21")
    assert [off.name for off in trace.skipped] == ["Chủ nhật"]
    assert count(Span.parse("15d"), on("2025-09-06"), VN, roll=False).due_on == on("2025-09-21")


def test_a_year_without_a_file_is_provisional() -> None:
    assert not count(Span.parse("1wd"), on("2027-12-30"), VN).provisional  # Fri 31/12/2027
    trace = count(Span.parse("2wd"), on("2027-12-30"), VN)
    assert trace.due_on == on("2028-01-03") and trace.provisional  # Mon: nothing is known of 2028 but its week-ends
    assert count(Span.parse("3m"), on("2027-12-01"), VN).provisional
    assert count(Span.parse("same day"), on("2028-01-03"), VN).provisional


def test_unconfirmed_days_are_named() -> None:
    """24/11/2026 may be a day off; whoever is given a date across it is told."""
    trace = count(Span.parse("2wd"), on("2026-11-23"), VN)
    assert trace.unconfirmed == (on("2026-11-24"),)
    assert count(Span.parse("1wd"), on("2026-08-21"), VN).unconfirmed == (
        on("2026-08-22"),
    )  # Sat 22/08, perhaps worked
    assert count(Span.parse("2wd"), on("2026-11-25"), VN).unconfirmed == ()


@pytest.mark.parametrize(
    ("span", "start", "direction"),
    [("1wd", date.max, AFTER), ("999m", date(9990, 1, 1), AFTER), ("1wd", date.min, BEFORE), ("1m", date.min, BEFORE)],
)
def test_a_date_outside_all_calendars_is_refused_in_words(span: str, start: date, direction: Direction) -> None:
    with pytest.raises(SpanError, match="vượt ra ngoài lịch"):
        count(Span.parse(span), start, VN, direction=direction)


SPANS = st.one_of(
    st.builds(Span, st.integers(1, 40), st.sampled_from([SpanUnit.WORKING_DAY, SpanUnit.DAY, SpanUnit.MONTH])),
    st.just(Span(0, SpanUnit.SAME_DAY)),
)
DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2027, 12, 31))


@st.composite
def some_calendars(draw: st.DrawFn) -> Calendar:
    """The real years with some days changed."""
    changes = [
        Change(day, DayKind.OFF, "nghỉ", "công điện")
        for day in draw(st.lists(st.dates(date(2016, 6, 1), date(2016, 7, 31)), max_size=12))
    ]
    return load_calendar_texts(changed_texts({}, changes)) if changes else Calendar("vn", "", {})


@given(SPANS, DAYS, st.sampled_from(Direction), st.booleans())
def test_a_trace_can_be_written_read_and_made_again(span: Span, start: date, direction: Direction, roll: bool) -> None:
    trace = count(span, start, VN, direction=direction, roll=roll)
    assert Trace.from_dict(trace.as_dict()) == trace
    assert count(trace.span, trace.start_on, VN, direction=trace.direction, roll=roll) == trace


@given(st.integers(1, 60), st.dates(date(2016, 5, 1), date(2016, 9, 1)), st.sampled_from(Direction), some_calendars())
def test_counted_and_skipped_part_the_days_between(
    amount: int, start: date, direction: Direction, days: Calendar
) -> None:
    trace = count(Span(amount, SpanUnit.WORKING_DAY), start, days, direction=direction)
    step = 1 if direction is AFTER else -1
    between = {start + timedelta(days=step * n) for n in range(1, abs((trace.due_on - start).days) + 1)}
    skipped = {off.on for off in trace.skipped}
    assert set(trace.counted) | skipped == between and not set(trace.counted) & skipped
    assert len(trace.counted) == amount and trace.counted[-1] == trace.due_on
    assert all(days.is_working(day) for day in trace.counted)
    assert not any(days.is_working(day) for day in skipped)


@given(st.integers(1, 60), DAYS)
def test_after_then_before_comes_back(amount: int, start: date) -> None:
    span = Span(amount, SpanUnit.WORKING_DAY)
    day = VN.next_working(start)
    assert count(span, count(span, day, VN).due_on, VN, direction=BEFORE).due_on == day
    assert count(span, count(span, day, VN, direction=BEFORE).due_on, VN).due_on == day


@given(SPANS, DAYS, st.integers(0, 40), st.sampled_from(Direction))
def test_a_later_event_is_never_due_earlier(span: Span, start: date, later: int, direction: Direction) -> None:
    first = count(span, start, VN, direction=direction).due_on
    second = count(span, start + timedelta(days=later), VN, direction=direction).due_on
    assert first <= second


@given(st.integers(1, 39), DAYS, st.sampled_from([SpanUnit.WORKING_DAY, SpanUnit.DAY, SpanUnit.MONTH]))
def test_a_longer_span_is_never_due_earlier(amount: int, start: date, unit: SpanUnit) -> None:
    assert count(Span(amount, unit), start, VN).due_on <= count(Span(amount + 1, unit), start, VN).due_on


@given(SPANS, DAYS, st.booleans())
def test_what_is_counted_forward_ends_on_a_working_day(span: Span, start: date, hour: bool) -> None:
    trace = count(span, start, VN, at=time(16) if hour else None, cutoff=time(15))
    assert VN.is_working(trace.due_on)
    assert trace.due_on >= start
