"""`dondoc regulation`: what jurists use while they write a regulation as data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
HUE = ROOT / "profiles" / "hue-71-2016"
Run = Callable[..., Ran]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the regulation that a test may spoil."""
    return Path(shutil.copytree(HUE, tmp_path / "hue-71-2016"))


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_list_names_every_regulation(dondoc: Run) -> None:
    """Each with its number and the day from which it holds."""
    rows = dondoc("regulation", "list", "--json").json
    hue = next(row for row in rows if row["id"] == "hue-71-2016")
    assert (hue["number"], hue["effective_from"]) == ("71/2016/QĐ-UBND", "2016-11-01")
    assert "71/2016/QĐ-UBND" in dondoc("regulation", "list").out


def test_list_says_which_one_does_not_load(dondoc: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken one does not hide the others, and the exit code tells a script."""
    monkeypatch.setenv("DONDOC_PROFILES", str(draft.parent))
    spoil(draft / "profile.toml", "schema  = 2", "schema  = 9")
    ran = dondoc("regulation", "list")
    assert ran.code == 1 and "profile.toml:" in ran.out


def test_check_runs_the_scenarios(dondoc: Run) -> None:
    """All regulations that came along hold."""
    ran = dondoc("regulation", "check")
    assert ran.code == 0 and "hue-71-2016: đúng" in ran.out
    result = dondoc("regulation", "check", "hue-71-2016", "--json").json[0]
    assert result["problems"] == [] and result["scenarios"] > 10 and result["articles"] > 80


def test_check_tells_file_and_line_of_a_mistake(dondoc: Run, draft: Path) -> None:
    """As an editor can open it, with the nearest known key."""
    spoil(draft / "profile.toml", 'counts_from = "document_issued"', 'counts_form = "document_issued"')
    ran = dondoc("regulation", "check", draft)
    assert ran.code == 1
    file, line, said = ran.out.split(":", 2)
    assert Path(file) == draft / "profile.toml" and int(line) > 10 and "counts_from" in said


def test_check_fails_when_a_value_changes(dondoc: Run, draft: Path) -> None:
    """A scenario per value: three working days for the entry are not two."""
    spoil(draft / "profile.toml", '"2wd"', '"3wd"')
    ran = dondoc("regulation", "check", draft)
    assert ran.code == 1 and ": Đ7/" in ran.out and "mong đợi" in ran.out


def test_check_with_a_text_names_what_is_missing(dondoc: Run, draft: Path, tmp_path: Path) -> None:
    """`--text` compares at the same time."""
    text = tmp_path / "text.txt"
    text.write_text("Điều 1. Phạm vi\n1. Một\n2. Hai\n3. Ba\nĐiều 99. Mới\n", encoding="utf-8")
    ran = dondoc("regulation", "check", draft, "--text", text)
    assert ran.code == 1 and "Đ1.k3" in ran.out and "Đ99" in ran.out
    compared = dondoc("regulation", "compare", draft, text, "--json")
    assert compared.code == 1 and {"Đ1.k3", "Đ99"} <= set(compared.json["missing"])
    lines = dondoc("regulation", "compare", draft, text)
    assert "thiếu Đ99 (Điều 99)" in lines.out


def test_compare_is_content_with_a_text_that_is_covered(dondoc: Run, tmp_path: Path) -> None:
    """Everything that the text shows stands in articles.toml."""
    text = tmp_path / "text.txt"
    text.write_text("Điều 1. Phạm vi\n1. Một\n2. Hai\n", encoding="utf-8")
    assert dondoc("regulation", "compare", "hue-71-2016", text).code == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_compare_with_what_is_no_text(dondoc: Run, tmp_path: Path, content: bytes | None) -> None:
    """A missing file and a file that is no UTF-8 are told in one sentence."""
    path = tmp_path / "text.txt"
    if content is not None:
        path.write_bytes(content)
    ran = dondoc("regulation", "compare", "hue-71-2016", path)
    assert ran.code == 2 and str(path) in ran.err and ran.err.count("\n") == 1


def test_articles_answers_every_place(dondoc: Run) -> None:
    """Each article, clause and point with its gist and what answers it."""
    rows = dondoc("regulation", "articles", "hue-71-2016", "--json").json
    assert all(set(row) == {"article", "in_words", "gist", "kind", "answer"} for row in rows)
    place = next(row for row in rows if row["article"] == "Đ8.k1.e")
    assert place["in_words"] == "điểm e khoản 1 Điều 8" and place["gist"] and place["answer"]
    assert "Đ8.k1.e" in dondoc("regulation", "articles", "hue-71-2016").out


def test_show_prints_values_with_articles_and_silences(dondoc: Run) -> None:
    """Every value with the article that sets it."""
    shown = dondoc("regulation", "show", "hue-71-2016", "--json").json
    assert [case["article"] for case in shown["limits"]["entry"]] == ["Đ7.k1", "Đ7.k1"]
    assert "limits.confirmation" in shown["silent"] and shown["values"]["slips"]["value"]["number"] == 3
    lines = dondoc("regulation", "show", "hue-71-2016").out
    assert "limits.entry [urgent]: same day after document_issued" in lines


def test_wrong_use_is_told(dondoc: Run) -> None:
    """No command, an unknown command, an unknown regulation."""
    assert dondoc("regulation").code == 2
    assert dondoc("regulation", "chek").code == 2
    ran = dondoc("regulation", "show", "x")
    assert ran.code == 2 and "hue-71-2016" in ran.err
