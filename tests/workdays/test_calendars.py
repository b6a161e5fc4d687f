"""The yearly files: what the loader refuses, and what the twelve years say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.workdays import (
    CalendarError,
    Change,
    DayKind,
    calendar_texts,
    changed_texts,
    load_calendar,
    load_calendar_texts,
    year_text,
)

FOLDER = Path(__file__).resolve().parent.parent.parent / "calendars"
VN = load_calendar(FOLDER)
GOOD = 'year = 2026\n\n[[off]]\non = 2026-04-30\nname = "Ngày Chiến thắng"\ndecision = "Điều 112"\n'


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("2026.toml", "", 1, "thiếu “year = …”"),
        ("2026.toml", '\nyear = "2026"\n', 2, "thiếu “year = …”"),
        ("2026.toml", "year = true\n", 1, "thiếu “year = …”"),
        ("2026.toml", "year = 2026\nhôm nay\n", 2, "không đúng cú pháp TOML"),
        ("2026.toml", "year = 2026\nyear = 2026\n", 2, "ghi một khoá hai lần"),
        ("2026.toml", "year = 2026\n# off\noffs = []\n", 3, "không hiểu “offs”"),
        ("2027.toml", "year = 2026\n", 1, "tên tệp phải là 2026.toml"),
        ("2026.toml", "year = 2026\noff = 3\n", 2, "phải là các bảng [[off]]"),
        ("2026.toml", "year = 2026\n[off]\non = 2026-04-30\n", 2, "phải là các bảng [[off]]"),
        ("2026.toml", GOOD + '\n[[off]]\nname = "Lễ"\ndecision = "Đ"\n', 8, "phải có “on”"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-05-01T00:00:00\nname = "Lễ"\ndecision = "Đ"\n', 8, "phải có “on”"),
        ("2026.toml", GOOD + '\n[[off]]\non = "2026-05-01"\nname = "Lễ"\ndecision = "Đ"\n', 8, "phải có “on”"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-05-01\nname = "Lễ"\ndecison = "Đ"\n', 11, "không hiểu “decison”"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2025-05-01\nname = "Lễ"\ndecision = "Đ"\n', 9, "không thuộc năm 2026"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-04-30\nname = "Lễ"\ndecision = "Đ"\n', 9, "ghi hai lần"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-05-01\nname = ""\ndecision = "Đ"\n', 8, "thiếu tên"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-05-01\nname = "Lễ"\n', 8, "thiếu văn bản quy định"),
        ("2026.toml", GOOD + '\n[[off]]\non = 2026-05-01\nname = 3\ndecision = "Đ"\n', 8, "thiếu tên"),
        (
            "2026.toml",
            GOOD + '\n[[off]]\non = 2026-05-01\nname = "L"\ndecision = "Đ"\nconfirmed = "false"\n',
            12,
            "true hoặc false",
        ),
        ("2026.toml", GOOD + '\n[[worked]]\non = 2026-05-05\nname = "Bù"\ndecision = "Đ"\n', 9, "không phải Thứ Bảy"),
        ("2026.toml", GOOD + '\n[[worked]]\non = 2026-04-30\nname = "Bù"\ndecision = "Đ"\n', 9, "vừa nghỉ vừa làm bù"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(name: str, text: str, line: int, words: str) -> None:
    with pytest.raises(CalendarError) as caught:
        load_calendar_texts({name: text})
    assert (caught.value.file, caught.value.line) == (name, line)
    assert words in str(caught.value) and str(caught.value).startswith(f"{name}:{line}: ")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2026.toml").write_bytes("year = 2026 # năm".encode("utf-16"))
    with pytest.raises(CalendarError, match="UTF-8"):
        load_calendar(tmp_path)


@given(st.integers(0, len(GOOD)), st.integers(0, 12), st.text(max_size=6))
def test_a_mutated_file_loads_or_says_where_it_is_wrong(place: int, cut: int, put: str) -> None:
    text = GOOD[:place] + put + GOOD[place + cut :]
    try:
        load_calendar_texts({"2026.toml": text})
    except CalendarError as error:
        assert error.file == "2026.toml" and 1 <= error.line <= max(len(text.splitlines()), 1)


def test_the_version_follows_the_content() -> None:
    texts = calendar_texts(FOLDER)
    assert (
        load_calendar_texts(texts).version == VN.version == load_calendar_texts(dict(reversed(texts.items()))).version
    )
    assert load_calendar_texts(texts | {"2026.toml": texts["2026.toml"] + "\n"}).version != VN.version


def test_every_year_is_written_as_the_program_writes_it() -> None:
    for name, text in calendar_texts(FOLDER).items():
        assert year_text(VN.years[int(name.removesuffix(".toml"))]) == text


# The days off on weekdays and the Saturdays worked, as decided or (marked ?) not yet confirmed.
YEARS = {
    2016: "01-01 02-08? 02-09? 02-10? 02-11? 02-12? 04-18 05-02 05-03 09-02",
    2017: "01-02 01-26? 01-27? 01-30? 01-31? 02-01? 04-06 05-01 05-02 09-04",
    2018: "01-01 02-14? 02-15? 02-16? 02-19? 02-20? 04-25 04-30 05-01 09-03 12-31?",
    2019: "01-01 02-04? 02-05? 02-06? 02-07? 02-08? 04-15 04-29? 04-30 05-01 09-02 +01-05? +05-04?",
    2020: "01-01 01-23? 01-24? 01-27? 01-28? 01-29? 04-02 04-30 05-01 09-02",
    2021: "01-01 02-10? 02-11? 02-12? 02-15? 02-16? 04-21 04-30 05-03 09-02 09-03?",
    2022: "01-03 01-31? 02-01? 02-02? 02-03? 02-04? 04-11 05-02 05-03 09-01? 09-02",
    2023: "01-02 01-20? 01-23? 01-24? 01-25? 01-26? 05-01 05-02 05-03 09-01? 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03 +05-04",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02 +04-26",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31? 09-01? 09-02 11-24? +01-10 +08-22?",
    2027: "01-01 02-04? 02-05? 02-08? 02-09? 02-10? 04-16? 04-30 05-03? 09-02 09-03? 11-24?",
}


@pytest.mark.parametrize("number", YEARS)
def test_the_years_say_which_days_are_off_and_worked(number: int) -> None:
    """Labour Code 2012, article 115; 2019, articles 111 and 112; the yearly exchanges."""
    year, shown = VN.years[number], []
    for day, entry in sorted(year.off.items()):
        if day.weekday() < 5:
            shown.append(f"{day:%m-%d}" + ("" if entry.confirmed else "?"))
    for day, entry in sorted(year.worked.items()):
        shown.append(f"+{day:%m-%d}" + ("" if entry.confirmed else "?"))
    assert shown == YEARS[number].split()


@pytest.mark.parametrize("number", YEARS)
def test_each_exchange_gives_a_day_for_a_day_and_names_the_other(number: int) -> None:
    """The number of working days does not change by an exchange."""
    for day, entry in VN.years[number].worked.items():
        given = [off for year in VN.years.values() for off in year.off.values() if f"{day:%d/%m/%Y}" in off.name]
        assert len(given) == 1 and f"{given[0].on:%d/%m/%Y}" in entry.name
        assert given[0].decision == entry.decision


@pytest.mark.parametrize("number", YEARS)
def test_every_day_off_says_why_and_by_which_decision(number: int) -> None:
    day = date(number, 1, 1)
    while day.year == number:
        if off := VN.why_off(day):
            assert off.name
            assert off.decision or day.weekday() >= 5
        day += timedelta(days=1)


@pytest.mark.parametrize("number", YEARS)
def test_compensation_follows_a_holiday_at_a_week_end(number: int) -> None:
    """A holiday on a weekly day off is made good on the next working day (2012, article 115.3; 2019, article 111.3)."""
    fixed = [date(number, 1, 1), date(number, 4, 30), date(number, 5, 1), date(number, 9, 2)]
    for holiday in fixed:
        if holiday.weekday() < 5:
            assert VN.why_off(holiday) is not None
            continue
        named = [off for off in VN.years[number].off.values() if f"({holiday:%d/%m/%Y} là" in off.name]
        assert len(named) == 1 and named[0].on > holiday
        between = [holiday + timedelta(days=n) for n in range(1, (named[0].on - holiday).days)]
        assert not any(VN.is_working(day) for day in between)


def test_a_change_takes_the_place_of_what_was_said_before() -> None:
    texts = calendar_texts(FOLDER)
    day = date(2026, 11, 24)
    confirmed = Change(day, DayKind.OFF, "Ngày Văn hóa Việt Nam", "Luật sửa đổi Điều 112")
    changed = changed_texts(texts, [confirmed])
    assert not load_calendar_texts(changed).is_unconfirmed(day)
    assert {name for name in texts if texts[name] != changed[name]} == {"2026.toml"}
    ordinary = load_calendar_texts(changed_texts(changed, [Change(day, DayKind.PLAIN)]))
    assert ordinary.is_working(day)
    assert changed_texts(texts, [Change(date(2026, 11, 23), DayKind.PLAIN)]) == texts


def test_a_year_without_a_file_begins_with_its_first_change() -> None:
    texts = changed_texts(
        {}, [Change(date(2030, 1, 1), DayKind.OFF, 'Tết "dương"', "Điều 112\\khoản 1", confirmed=False)]
    )
    off = load_calendar_texts(texts).why_off(date(2030, 1, 1))
    assert off is not None and (off.name, off.decision, off.confirmed) == ('Tết "dương"', "Điều 112\\khoản 1", False)


@pytest.mark.parametrize(
    "change",
    [
        Change(date(2026, 11, 23), DayKind.WORKED, "Làm bù", "Công văn"),  # a Monday
        Change(date(2026, 11, 23), DayKind.OFF, "", "Công văn"),
        Change(date(2026, 11, 23), DayKind.OFF, "Nghỉ", " "),
    ],
)
def test_a_change_that_no_file_may_hold_is_refused(change: Change) -> None:
    with pytest.raises(CalendarError):
        changed_texts(calendar_texts(FOLDER), [change])


@given(st.dates(date(2016, 1, 2), date(2027, 12, 20)))
def test_the_neighbouring_working_days(day: date) -> None:
    after, before = VN.next_working(day, inclusive=False), VN.previous_working(day, inclusive=False)
    assert before < day < after and VN.is_working(after) and VN.is_working(before)
    assert (VN.next_working(day) == day) == (VN.previous_working(day) == day) == VN.is_working(day)
    assert not any(VN.is_working(day + timedelta(days=n)) for n in range(1, (after - day).days))
