"""Pure decisions: which step comes next and when, what a slip says."""

from datetime import date
from pathlib import Path

import pytest

from dondoc.regulation import Profile, load_profile
from dondoc.urging import rules
from dondoc.workdays import Calendar, load_calendar

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hue() -> Profile:
    """The regulation of Huế."""
    return load_profile(ROOT / "profiles" / "hue-71-2016")


@pytest.fixture(scope="module")
def days() -> Calendar:
    """The calendars of the repository."""
    return load_calendar(ROOT / "calendars")


@pytest.mark.parametrize(
    ("start", "issued", "step", "on"),
    [
        (date(2016, 11, 16), 0, rules.SLIP, date(2016, 11, 21)),  # Wed: Thu 17, Fri 18, Mon 21
        (date(2016, 11, 22), 1, rules.SLIP, date(2016, 11, 25)),  # Tue: Wed 23, Thu 24, Fri 25
        (date(2016, 11, 25), 1, rules.SLIP, date(2016, 11, 30)),  # Fri: Mon 28, Tue 29, Wed 30
        (date(2016, 11, 28), 2, rules.SLIP, date(2016, 12, 1)),  # Mon: Tue 29, Wed 30, Thu 1
        (date(2016, 12, 2), 3, rules.ESCALATION, date(2016, 12, 7)),  # Fri: Mon 5, Tue 6, Wed 7
        (date(2025, 4, 24), 0, rules.SLIP, date(2025, 4, 28)),  # Thu: Fri 25, Sat 26 is worked, Mon 28
        (date(2025, 4, 29), 1, rules.SLIP, date(2025, 5, 7)),  # Tue: 30, 1, 2 are off; Mon 5, Tue 6, Wed 7
    ],
)
def test_d1_the_next_step_and_its_last_day(
    hue: Profile, days: Calendar, start: date, issued: int, step: str, on: date
) -> None:
    """HUE 8.1e: a slip for each three working days, three slips, then the leader; days off and exchanged days count."""
    found = rules.next_step(hue, days, start=start, issued=issued)
    assert (found.step, found.on) == (step, on)


@pytest.mark.parametrize(
    ("due_on", "restarted_on", "start"),
    [
        (date(2016, 11, 16), None, date(2016, 11, 16)),
        (date(2016, 11, 16), date(2016, 11, 7), date(2016, 11, 16)),  # given on Mon 7, before its date
        (date(2016, 11, 16), date(2016, 11, 24), date(2016, 11, 24)),  # sent back on Thu 24
    ],
)
def test_d1_from_which_day_a_unit_is_urged(due_on: date, restarted_on: date | None, start: date) -> None:
    """HUE 8.1e, reading: the due date, or the later day on which the unit was given the task or its result came back."""
    assert rules.counted_from(due_on, restarted_on) == start


@pytest.mark.parametrize(
    ("last", "today", "over"),
    [
        (date(2016, 11, 21), date(2016, 11, 21), False),  # Monday, the last day itself: it ends at 24:00
        (date(2016, 11, 21), date(2016, 11, 22), True),
        (None, date(2016, 11, 22), False),
    ],
)
def test_d1_a_limit_is_over_on_the_day_after(last: date | None, today: date, over: bool) -> None:
    """Civil Code 2015, article 148: the last day counts whole."""
    assert rules.is_over(last, today) is over


def test_d1_a_slip_speaks_in_the_words_of_the_form(hue: Profile) -> None:
    """HUE Appendix II: opening, one line per task with date and state, closing, the signer's title."""
    lines = [
        rules.LineText("Báo cáo thu\nngân sách.", date(2016, 11, 16), "Chưa thực hiện"),
        rules.LineText("Báo cáo chi ngân sách", date(2016, 11, 18), "Đang thực hiện"),
    ]
    particulars = {
        "unit": "Sở Tài chính", "code": "101/UBND-TC", "abstract": "về ngân sách", "issued_on": "07/11/2016", "given": 3,
    }  # fmt: skip
    text = rules.slip_text(hue.forms["II"], particulars, lines)
    assert "văn bản số 101/UBND-TC về ngân sách trong đó giao 3 nhiệm vụ cho Sở Tài chính" in text.opening
    assert "2 nhiệm vụ chưa thực hiện" in text.opening
    assert text.lines == (
        "Báo cáo thu ngân sách / 16/11/2016 / Chưa thực hiện",
        "Báo cáo chi ngân sách / 18/11/2016 / Đang thực hiện",
    )
    assert (text.title, text.signer) == ("PHIẾU BÁO", "CHÁNH VĂN PHÒNG")


def test_d1_a_percent_sign_in_a_task_does_no_harm(hue: Profile) -> None:
    """HUE Appendix II: what people wrote is put in, never read as a pattern."""
    line = rules.LineText("Giải ngân 100% kế hoạch %(unit)s", date(2016, 11, 16), "Chưa thực hiện")
    particulars = {"unit": "A", "code": "1/X", "abstract": "đạt 95%", "issued_on": "07/11/2016", "given": 1}
    text = rules.slip_text(hue.forms["II"], particulars, [line])
    assert text.lines[0].startswith("Giải ngân 100% kế hoạch %(unit)s")
    assert "đạt 95%" in text.opening


def test_d1_slips_are_numbered_per_field(hue: Profile) -> None:
    """HUE Appendix II: the symbol holds the code of the field."""
    form = hue.forms["II"]
    assert rules.needs_field(form)
    assert rules.symbol_of(form, "TC") == "UBND-TC"


@pytest.mark.parametrize(
    ("state", "stands", "code"),
    [
        ("issued", True, "slip.issued_already"),
        ("withheld", True, "slip.withheld_already"),
        ("lapsed", False, "slip.lapsed"),
        ("draft", False, "slip.lapsed"),
        ("draft", True, None),
    ],
)
def test_d1_which_slip_can_be_decided(hue: Profile, state: str, stands: bool, code: str | None) -> None:
    """HUE 8.1e: a result sent stops the slips; nobody decides twice."""
    found = rules.refusal_to_handle(hue, state, stands=stands)
    assert (found.code if found else None) == code
