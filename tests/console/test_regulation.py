"""`dondoc regulation`: what jurists use while they write a regulation as data."""

from __future__ import annotations

import re
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


def test_check_names_what_the_text_does_not_have(dondoc: Run, draft: Path, tmp_path: Path) -> None:
    """An article that the text lacks: file, line, the likely meaning."""
    text = tmp_path / "text.txt"
    text.write_text(
        "Điều 1. Phạm vi\nĐiều 2. Nguyên tắc\n" + "".join(f"{n}. Khoản\n" for n in range(1, 8)), encoding="utf-8"
    )
    spoil(draft / "articles.toml", '["Đ2.k6"]', '["Đ2.k66"]')
    ran = dondoc("regulation", "check", draft, "--text", text)
    lines = (draft / "articles.toml").read_text(encoding="utf-8").splitlines()
    told = next(line for line in ran.out.splitlines() if "Đ2.k66" in line)
    assert ran.code == 1 and lines[int(told.split(":")[1]) - 1] == '["Đ2.k66"]'
    assert "không có Đ2.k66 (khoản 66 Điều 2); có phải ý là “Đ2.k6”?" in told


def test_check_names_a_day_before_the_regulation(dondoc: Run, draft: Path) -> None:
    """A date before the regulation was in force: file, line, reason, the likely meaning."""
    path = draft / "scenarios" / "dieu-07-cap-nhat.toml"
    spoil(
        path, "given = { document_issued = 2016-11-07 }          # thứ Hai", "given = { document_issued = 2006-11-07 }"
    )
    ran = dondoc("regulation", "check", draft)
    file, line, said = ran.out.split(":", 2)
    assert ran.code == 1 and Path(file) == path and int(line) == 4
    assert "trước ngày quy chế có hiệu lực 01/11/2016" in said and "2016-11-07" in said


def test_new_begins_a_regulation(dondoc: Run, tmp_path: Path) -> None:
    """Every line that is still to be written is named; finished, the same folder is checked and can be asked for dates."""
    text = tmp_path / "text.txt"
    text.write_text("Điều 1. Phạm vi\n1. Một\nĐiều 2. Thời hạn\n", encoding="utf-8")
    begun = dondoc("regulation", "new", "abc-12-2027", "--text", text, "--in", tmp_path)
    folder = tmp_path / "abc-12-2027"
    assert begun.code == 0 and str(folder) in begun.out
    ran = dondoc("regulation", "check", folder, "--text", text)
    lines = ran.out.splitlines()
    assert ran.code == 1 and all("chưa điền" in line for line in lines[:-1]) and len(lines) > 100
    file, line, _said = lines[0].split(":", 2)
    assert "CẦN ĐIỀN" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    for path in folder.rglob("*.toml"):
        written = re.sub(r"CẦN ĐIỀN[^\"\n]*", "không nói đến", path.read_text(encoding="utf-8"))
        path.write_text(written, encoding="utf-8")
    assert dondoc("regulation", "check", folder, "--text", text).code == 0
    profile = folder / "profile.toml"
    stated = profile.read_text(encoding="utf-8").replace('"limits.entry" = ', "# ", 1)
    stated += '[[limits.entry]]\nvalue = "2wd"\ncounts_from = "document_issued"\narticle = "Đ2"\n'
    profile.write_text(stated, encoding="utf-8")
    ran = dondoc("deadline", folder, "entry", "--from", "2016-11-11", "--json")
    assert ran.code == 0 and ran.json["due_on"] == "2016-11-15"


def test_new_may_begin_from_another(dondoc: Run, tmp_path: Path) -> None:
    """The values, the walk, the notes and the scenarios of a similar regulation; its instrument is to be written."""
    begun = dondoc("regulation", "new", "hue-9-2027", "--from", "hue-71-2016", "--in", tmp_path)
    assert begun.code == 0 and (tmp_path / "hue-9-2027" / "NOTES.md").is_file()
    ran = dondoc("regulation", "check", tmp_path / "hue-9-2027")
    assert ran.code == 1 and ran.out.count("chưa điền") == 5


@pytest.mark.parametrize("given", [["Abc 12"], ["there"], ["x", "--from", "nothing"], ["x", "--text", "nothing.txt"]])
def test_new_overwrites_nothing_and_tells_what_is_wrong(dondoc: Run, tmp_path: Path, given: list[str]) -> None:
    """A bad id, a folder that is there, a model and a text that are not: one sentence, nothing half written."""
    (tmp_path / "there").mkdir()
    ran = dondoc("regulation", "new", *given, "--in", tmp_path)
    assert ran.code == 2 and ran.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["there"] and not list((tmp_path / "there").iterdir())


def test_diff_lays_two_side_by_side(dondoc: Run, draft: Path) -> None:
    """Each topic of which they say different things, with the articles of both; silences in their own words."""
    rows = dondoc("regulation", "diff", "hue-71-2016", "nhi-553-2021", "--json").json
    topics = {row["topic"]: row for row in rows["topics"]}
    assert (rows["left"], rows["right"]) == ("hue-71-2016", "nhi-553-2021")
    assert "silent" in topics["limits.extension-ask"]["left"]
    assert topics["limits.extension-ask"]["right"]["value"][0]["value"] == "3wd" and "limits.update" not in topics
    lines = dondoc("regulation", "diff", "hue-71-2016", "nhi-553-2021").out
    assert "limits.extension-ask\n    hue-71-2016: –" in lines and "[Đ6.k2.c]" in lines
    spoil(draft / "profile.toml", 'value       = "3wd"', 'value       = "4wd"')
    assert dondoc("regulation", "diff", "hue-71-2016", draft).out.splitlines()[0] == "limits.update"
    assert "nói như nhau" in dondoc("regulation", "diff", "hue-71-2016", "hue-71-2016").out
    everything = dondoc("regulation", "diff", "hue-71-2016", "hue-71-2016", "--all", "--json").json
    assert len(everything["topics"]) > 80 and not any(row["differs"] for row in everything["topics"])


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
