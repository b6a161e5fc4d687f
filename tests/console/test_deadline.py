"""`dondoc deadline`: dates from the regulation, without a database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]


def test_b3_json_has_exactly_the_agreed_keys(dondoc: Run) -> None:
    """HUE 7.1: two working days from issue; Friday 26 August 2016 leads over a week-end to Tuesday 30 August."""
    ran = dondoc("deadline", "hue-71-2016", "entry", "--from", "2016-08-26", "--json")
    assert ran.code == 0
    assert ran.json == {
        "due_on": "2016-08-30",
        "article": "Đ7.k1",
        "counted": ["2016-08-29", "2016-08-30"],
        "skipped": [
            {"on": "2016-08-27", "name": "Thứ Bảy", "decision": "", "confirmed": True},
            {"on": "2016-08-28", "name": "Chủ nhật", "decision": "", "confirmed": True},
        ],
        "reading": "",
    }


def test_a5_a_tag_chooses_the_case(dondoc: Run) -> None:
    """HUE 7.1: an urgent document is entered the same working day; the reading is told."""
    ran = dondoc("deadline", "hue-71-2016", "entry", "--from", "2016-08-26T16:30", "--tag", "urgent", "--json")
    assert (ran.json["due_on"], ran.json["counted"]) == ("2016-08-26", ["2016-08-26"])
    assert "thượng khẩn" in ran.json["reading"]


def test_b3_a_skipped_holiday_says_its_decision(dondoc: Run) -> None:
    """National Day 2016 fell on a Friday; each skipped day is named with the decision that set it."""
    ran = dondoc("deadline", "hue-71-2016", "entry", "--from", "01/09/2016")  # Thursday
    assert ran.code == 0
    assert "due_on:  2016-09-06 (thứ Ba 06/09/2016)" in ran.out
    assert "article: Đ7.k1 (khoản 1 Điều 7)" in ran.out
    line = next(line for line in ran.out.splitlines() if "2016-09-02" in line)
    assert line.startswith("skipped: 2016-09-02 ") and "," in line


def test_c4_a_silent_topic_ends_with_three_and_the_declaration(dondoc: Run) -> None:
    """HUE Appendix I.3 sets no number of days for the appraisal."""
    ran = dondoc("deadline", "hue-71-2016", "confirmation", "--from", "2016-11-07")
    assert (ran.code, ran.err) == (3, "")
    assert "không ấn định số ngày" in ran.out
    asked = dondoc("deadline", "hue-71-2016", "extension-ask", "--from", "2016-11-07", "--json")
    assert asked.code == 3 and set(asked.json) == {"silent"}


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["hue", "entry", "--from", "2016-11-07"], ["“hue”", "hue-71-2016"]),
        (["hue-71-2016", "entri", "--from", "2016-11-07"], ["“entri”", "entry", "inspection-report"]),
        (["hue-71-2016", "entry", "--from", "2016-11-07", "--tag", "fast"], ["“fast”", "urgent"]),
        (["hue-71-2016", "entry", "--from", "7/13/2016"], ["“7/13/2016”", "2026-11-25T15:30"]),
        (["hue-71-2016", "entry", "--from", "9999-12-31"], ["9999", "2199"]),
        (["hue-71-2016", "entry"], ["--from"]),
    ],
)
def test_what_is_not_known_ends_with_two_and_says_what_is(dondoc: Run, arguments: list[str], names: list[str]) -> None:
    """Unknown regulation, limit, tag; a date that is none, or a year nobody means."""
    ran = dondoc("deadline", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert all(name in ran.err for name in names), ran.err


def test_a_year_without_a_calendar_is_provisional(dondoc: Run) -> None:
    """Dates in a year whose days off nobody has set say so."""
    ran = dondoc("deadline", "hue-71-2016", "entry", "--from", "2031-01-06")
    assert ran.code == 0 and "tạm tính" in ran.err


def test_the_language_follows_the_environment(dondoc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vietnamese unless LANG, LC_MESSAGES or LC_ALL ask for English; the catalogue is that of the pages."""
    from dondoc.console import words

    assert words.language() == "vi"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert words.language() == "vi"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert words.language() == "en"
    ran = dondoc("deadline", "hue-71-2016", "entry", "--from", "2016-08-26")
    assert "clause 1, Article 7" in ran.out


def test_own_folders_of_regulations_and_calendars(dondoc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DONDOC_PROFILES and DONDOC_CALENDARS replace what came along; a draft can be named by its folder."""
    monkeypatch.setenv("DONDOC_PROFILES", str(tmp_path))
    missing = dondoc("deadline", "hue-71-2016", "entry", "--from", "2016-08-26")
    assert missing.code == 2
    folder = str(ROOT / "profiles" / "hue-71-2016")
    assert dondoc("deadline", folder, "entry", "--from", "2016-08-26").code == 0
    monkeypatch.setenv("DONDOC_CALENDARS", str(tmp_path))
    (tmp_path / "2016.toml").write_text("year = 2016\n[[off]]\non = 2016-08-29\nname = 'x'\n", encoding="utf-8")
    broken = dondoc("deadline", folder, "entry", "--from", "2016-08-26")
    assert broken.code == 1 and f"{tmp_path / '2016.toml'}:2" in broken.err


def test_it_runs_without_django_and_without_settings(tmp_path: Path) -> None:
    """A jurist needs no database: the process imports no Django, whatever the environment lacks."""
    program = (
        "import sys\nfrom dondoc.console.main import main\n"
        "code = main(['deadline', 'hue-71-2016', 'entry', '--from', '2016-08-26', '--json'])\n"
        "sys.exit(9 if 'django' in sys.modules else code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert b'"due_on": "2016-08-30"' in ran.stdout
