"""Every mistake in a profile is told with file and line, in words for people who read law and not Python."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.regulation import ProfileError, Silent, load_profile_texts, profile_texts
from tests.regulation.conftest import HUE

TEXTS = profile_texts(HUE)
ENTRY = '[[limits.entry]]\nvalue       = "2wd"\ncounts_from = "document_issued"\narticle     = "Đ7.k1"\n'


def refusal(was: str, now: str, file: str = "profile.toml") -> tuple[ProfileError, str]:
    """What is told about the profile after the replacement, and the line of the file that is named."""
    assert was in TEXTS[file], was
    changed = TEXTS[file].replace(was, now, 1)
    with pytest.raises(ProfileError) as caught:
        load_profile_texts({**TEXTS, file: changed})
    error = caught.value
    assert error.file == file and str(error).startswith(f"{file}:{error.line}: ")
    return error, changed.splitlines()[error.line - 1]


@pytest.mark.parametrize(
    ("was", "now", "words", "line"),
    [
        ("schema  = 2", "schema  = 3", "schema = 2", "schema"),
        ("[on_time]", "[on_tmie]", "Có phải ý là “on_time”", "[on_tmie]"),
        ("[slips]\nnumber ", "[slips]\nnumbr ", "Có phải ý là “number”", "numbr"),
        ("[slips]", '[slips]\n"số phiếu" = 3', "không hiểu khoá “số phiếu”", '"số phiếu"'),
        ("edition = ", 'edition = "x"\nedition = ', "khoá này đã ghi ở trên", "edition"),
        ("[on_time]", "[slips]\n[on_time]", "bảng này đã mở ở trên", "[slips]"),
        ("id      =", "id      ", "sau tên khoá phải là dấu =", "id"),
        ('id      = "hue', 'id      = "Huế', "chữ thường không dấu", "id"),
        ('name    = "', 'name    = ["', "danh sách chưa đóng", None),
        (ENTRY, ENTRY.replace('"2wd"', "2"), "số trần không được nhận", "value       = 2"),
        (ENTRY, ENTRY.replace('"2wd"', "2"), "Có phải ý là “2wd”", "value       = 2"),
        (ENTRY, ENTRY.replace('"2wd"', '"2"'), "Có phải ý là “2wd”", 'value       = "2"'),
        (ENTRY, ENTRY.replace('"2wd"', '"2 ngày"'), "hãy ghi cả đơn vị", 'value       = "2 ngày"'),
        (ENTRY, ENTRY.replace("value ", "valeu "), "Có phải ý là “value”", "valeu"),
        (ENTRY, ENTRY.replace("document_issued", "document_isued"), "Có phải ý là “document_issued”", "counts_from"),
        (ENTRY, ENTRY.replace("Đ7.k1", "Đ7.k9"), "Có phải ý là “Đ7.k", "article     ="),
        (ENTRY, ENTRY.replace("Đ7.k1", "Điều 7"), "không phải trích dẫn", "article     ="),
        (ENTRY, ENTRY.replace("article     = ", "reading = "), "chưa ghi “article”", "[[limits.entry]]"),
        (ENTRY, ENTRY + 'when = ["urgent"]\n', "trường hợp chung", "[[limits.entry]]"),
        (ENTRY, ENTRY + "\n" + ENTRY, "trường hợp chung", "[[limits.entry]]"),
        (ENTRY, ENTRY + "cutoff = 15:00:00\n", "“cutoff” chỉ dùng với “same day”", "cutoff"),
        ('value       = "same day"', 'value       = "same day"\ncutoff = "15:00"', "“cutoff” là giờ", "cutoff"),
        (
            'value       = "same day"',
            'value       = "same day"\ndirection = "before"',
            "không có “before”",
            "direction",
        ),
        ('when        = ["urgent"]', 'when        = ["ugent"]', "Có phải ý là “urgent”", "when"),
        ('when        = ["urgent"]', 'when        = ["urgent", "urgent"]', "hai lần", "when"),
        ('when        = ["urgent"]', "when        = []", "danh sách trong ngoặc vuông", "when"),
        ('when        = ["urgent"]', 'when        = "urgent"', "danh sách trong ngoặc vuông", "when"),
        (
            ENTRY,
            ENTRY.replace("value", 'when = ["urgent"]\nvalue') + "\n" + ENTRY,
            "không bao giờ tới lượt",
            "[[limits.entry]]",
        ),
        ("[limits", "[limit", "không hiểu khoá “limit”", "[[limit.entry]]"),
        ("[[limits.update]]", "[[limits.updat]]", "Có phải ý là “update”", "[[limits.updat]]"),
        ("[[limits.update]]", "[limits.update]", "mở bằng [[limits.update]]", "[limits.update]"),
        ('"limits.coordination"', '"limits.coordinations"', "“limits.coordination” chưa có", "[silent]"),
        ("[silent]", '[silent]\n"limits.entry" = "Không nói."', "vừa có giá trị vừa khai", '"limits.entry"'),
        ("[silent]", '[silent]\nsecret = "Không nói."', "không hiểu khoá “secret”", "secret"),
        ("[silent]", '[silent]\nstates = ""', "thiếu “states”", "states"),
        ("[states]", "[[states]]", "phải là một bảng", "[[states]]"),
        ('["not_started", "in_progress", "done"]', '["not_started", "doing"]', "phải là một trong", "value"),
        ("value   = false", 'value   = "false"', "không có ngoặc kép", "value"),
        ('policy  = "refuse"', 'policy  = "refused"', "Có phải ý là “refuse”", "policy"),
        ("number      = 3", "number      = 0", "từ 1 đến 20", "number"),
        ("number      = 3", "number      = true", "từ 1 đến 20", "number"),
        ("issued_on      = 2016-10-10", 'issued_on      = "10/10/2016"', "thiếu ngày “issued_on”", "issued_on"),
        ("issued_on      = 2016-10-10", "issued_on      = 2016-10-10T00:00:00", "thiếu ngày “issued_on”", "issued_on"),
        ("issued_on      = 2016-10-10", "issued_on      = 2016-02-30", "ngày này không có thật", None),
        (
            "effective_from = 2016-11-01",
            "effective_from = 2016-10-01",
            "hiệu lực trước ngày ban hành",
            "effective_from",
        ),
        ("checked_on ", "ends_on = 2016-10-31\nchecked_on ", "hết hiệu lực trước ngày có hiệu lực", "ends_on"),
        ('name      = "synthesis"', 'name      = "unit_results"', "ghi hai lần", "name      ="),
        ('periods   = ["year"]', 'periods   = ["years"]', "Có phải ý là “year”", "periods"),
        ("first_day = 20\nlast_day  = 24", "first_day = 24\nlast_day  = 20", "không được sau nó", "first_day"),
        ("first_day = 20\nlast_day  = 24", "first_day = 20", "cần “last_day”", "first_day"),
        ('forms     = ["I"]', 'forms     = ["VII"]', "phải là một trong", "forms"),
        ("%(issued_on)s", "%(issued)s", "chỗ điền trong “opening”", "opening"),
        ("%(issued_on)s", "100% ", "chỗ điền trong “opening”", "opening"),
        ('leader      = "Chủ tịch UBND tỉnh"', "", "thiếu “leader”", "[vocabulary]"),
        ('series  = "field"', 'series  = "fields"', "Có phải ý là “field”", "series"),
        ('levels  = ["monitor"]', 'levels  = ["monitors"]', "Có phải ý là “monitor”", "levels"),
        ('levels  = ["monitor"]', 'levels  = "monitor"', "danh sách trong ngoặc vuông", "levels"),
        ("[[confirmation]]", "[confirmation]", "mở bằng [[confirmation]]", "[confirmation]"),
        ("[[confirmation]]", '[[confirmation]]\nwhen = ["secret"]', "trường hợp chung", "[[confirmation]]"),
        ("[accounts]", "[acounts]", "Có phải ý là “accounts”", "[acounts]"),
        (ENTRY, ENTRY + 'on_silence = "consent"\n', "“on_silence” chỉ dùng cho", "on_silence"),
        ('to        = "office"', 'to        = "offices"', "Có phải ý là “office”", "to "),
        ('name      = "briefing"', 'name      = "Báo cáo giao ban"', "chữ thường không dấu", "name"),
        ("last_day  = 24", 'last_day  = 24\ndays = ["06-10"]', "chỉ ghi một", "days"),
    ],
)
def test_a_mistake_in_the_profile_is_told(was: str, now: str, words: str, line: str | None) -> None:
    """Design 4.1 to 4.5: file, line, key, what was expected, the nearest known word."""
    error, shown = refusal(was, now)
    assert words in str(error)
    if line is not None:
        assert shown.strip().startswith(line)


@pytest.mark.parametrize(
    ("was", "now", "words", "line"),
    [
        ('["Đ2"]', '["Điều 2"]', "không phải trích dẫn", '["Điều 2"]'),
        ('["Đ2"]', '["Đ1"]', "bảng này đã mở ở trên", '["Đ1"]'),
        ('gist = "Nguyên tắc"', "", "thiếu “gist”", '["Đ2"]'),
        ('gist = "Nguyên tắc"', 'gst = "Nguyên tắc"', "Có phải ý là “gist”", "gst"),
        ('value = "limits.urging"', 'value = "limits.urging"\nscope = "khác"', "đúng một trong", '["PL1.m4"]'),
        ('value = "limits.urging"', 'value = "limits.urgin"', "Có phải ý là “limits.urging”", "value"),
        ('value = "limits.urging"', 'silence = "limits.urging"', "[silent] không khai “limits.urging”", "silence"),
        ('value = "limits.urging"', 'value = "limits.confirmation"', "không có giá trị nào tên", "value"),
        ('value = "limits.urging"', "value = []", "chưa ghi tên", "value"),
        ('value = "limits.urging"', "value = 5", "danh sách chữ", "value"),
        ('verb = "tasks.take_over"', 'verb = "take over"', "không phải tên một việc", "verb"),
    ],
)
def test_a_mistake_in_the_walk_is_told(was: str, now: str, words: str, line: str) -> None:
    """Design 4.1: every place has a gist and exactly one answer that exists."""
    error, shown = refusal(was, now, "articles.toml")
    assert words in str(error) and shown.strip().startswith(line)


LADDER = """
[[ladder]]
name = "mot"
title = "Nhắc"
value = "2wd"
counts_from = "due_date"
to = "unit_head"
document = true
article = "Đ8"
"""
BANDS = """
[[bands]]
name = "tot"
title = "Tốt"
least = 90
article = "Đ12.k2"

[[bands]]
name = "kem"
title = "Kém"
least = 0
article = "Đ12.k2"
"""


def added(topic: str, block: str) -> tuple[ProfileError, str]:
    """What is told when a table is added and the silence about it taken away, and the line that is named."""
    kept = [line for line in TEXTS["profile.toml"].splitlines() if not line.startswith(f"{topic} ")]
    changed = "\n".join(kept) + "\n" + block
    with pytest.raises(ProfileError) as caught:
        load_profile_texts({**TEXTS, "profile.toml": changed})
    return caught.value, changed.splitlines()[caught.value.line - 1]


@pytest.mark.parametrize(
    ("topic", "block", "words", "line"),
    [
        ("ladder", LADDER, "chỉ ghi một, khai cái kia trong [silent]", "[[ladder]]"),
        ("ladder", LADDER.replace("due_date", "previous_step"), "bước đầu không có bước trước", "counts_from"),
        ("ladder", LADDER + LADDER, "“mot” ghi hai lần", "name"),
        ("ladder", LADDER.replace('"2wd"', "2"), "Có phải ý là “2wd”", "value"),
        ("bands", BANDS.replace("90", "0"), "“least” phải nhỏ hơn mức đứng trên", "least"),
        ("bands", BANDS.replace("least = 0", "least = 10"), "mức cuối có “least” = 0", "least"),
        ("bands", BANDS.replace("90", "101"), "từ 0 đến 100", "least"),
        ("bands", BANDS.replace('"Đ12.k2"', '"Đ12.k9"'), "không có trong articles.toml", "article"),
        (
            "ratings",
            '[[ratings]]\nname="x"\ntitle="X"\nchoices=["Tốt","Kém"]\npasses=["Tôt"]\nrequired=true\narticle="Đ12"',
            "“Tôt” không có trong “choices”",
            "passes",
        ),
        (
            "inspection",
            '[[inspection.file]]\nname="x"\ntitle="X"\nneeded="alway"\narticle="Đ8"',
            "Có phải ý là “always”",
            "needed",
        ),
        (
            "reminders",
            '[[reminders]]\nname="x"\nvalue="same day"\nto=["unit_head"]\nkind="remind"\narticle="Đ8"',
            "trước ngày hết hạn",
            "value",
        ),
    ],
)
def test_a_mistake_in_a_table_is_told(topic: str, block: str, words: str, line: str) -> None:
    """Design 4.3 and 4.5: also what rows cannot say together."""
    error, shown = added(topic, block)
    assert words in str(error) and shown.strip().startswith(line)


@pytest.mark.parametrize(
    ("was", "now", "words", "line"),
    [
        ('value   = ["secret"]', 'value   = ["secret", "without_due_date"]', "lại ấn định kỳ cập nhật", "[without_due"),
        ('policy  = "refuse"', 'policy  = "metadata_only"', "lại cho giữ một phần", "policy"),
        ('policy  = "refuse"', 'policy  = "refuse"\nfields  = ["number"]', "“fields” chỉ dùng khi", "fields"),
        (
            ENTRY,
            ENTRY.replace("value ", 'match = "all"\nwhen = ["without_due_date", "due_date_set_by_superior"]\nvalue ')
            + ENTRY,
            "không thể cùng có",
            "when",
        ),
    ],
)
def test_what_cannot_both_hold_is_told(was: str, now: str, words: str, line: str) -> None:
    """Two values of which one makes the other void; two tags that never come together."""
    error, shown = refusal(was, now)
    assert words in str(error) and shown.strip().startswith(line)


def test_a_stub_needs_its_fields() -> None:
    """G1: what may be held of secret papers is listed, or nothing is."""
    changed = TEXTS["profile.toml"].replace(
        'policy  = "refuse"', 'policy  = "refuse"\ngrades = { mat = "metadata_only" }'
    )
    with pytest.raises(ProfileError, match="cần “fields”"):
        load_profile_texts({**TEXTS, "profile.toml": changed})
    law = load_profile_texts({**TEXTS, "profile.toml": changed.replace("grades", 'fields = ["number"]\ngrades')})
    assert not isinstance(law.secrecy, Silent)
    assert [law.secrecy.policy_of(grade) for grade in ("mat", "toi_mat")] == ["metadata_only", "refuse"]


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ProfileError, match="thiếu tệp này"):
        load_profile_texts({"profile.toml": TEXTS["profile.toml"]})


def test_a_file_in_another_encoding_is_told(tmp_path) -> None:
    (tmp_path / "profile.toml").write_bytes("id = “ ”".encode("utf-16"))
    with pytest.raises(ProfileError, match="UTF-8"):
        profile_texts(tmp_path)


def test_a_silent_topic_is_a_type() -> None:
    """Design 4.2: each topic may be declared silent instead of stated."""
    data = tomllib.loads(TEXTS["profile.toml"])
    text = TEXTS["profile.toml"]
    start = text.index("[overdue_reason]")
    text = text[:start] + text[text.index("[return_to]") :]
    text = text.replace("[silent]", '[silent]\noverdue_reason = "Không nói."', 1)
    articles = TEXTS["articles.toml"].replace('["forms.IV", "overdue_reason"]', '"forms.IV"')
    law = load_profile_texts({"profile.toml": text, "articles.toml": articles})
    assert law.overdue_reason == Silent("overdue_reason", "Không nói.")
    assert set(law.silent) == {*data["silent"], "overdue_reason"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=80)
@given(st.data())
def test_a_mutated_profile_loads_or_says_where_it_is_wrong(data: st.DataObject) -> None:
    """Whatever is typed into a file, the loader never fails in another way than with file and line."""
    file = data.draw(st.sampled_from(sorted(TEXTS)))
    lines = TEXTS[file].splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        tokens = [
            '"',
            "[",
            "]",
            "{",
            "}",
            "=",
            ",",
            "0",
            "true",
            "2016-01-01",
            "15:00:00",
            "[[x]]",
            "Đ",
            "%",
            "\x00",
            ".",
        ]
        match data.draw(st.sampled_from(["drop", "twice", "cut", "put", "swap", "value"])):
            case "drop":
                del lines[place]
            case "twice":
                lines.insert(place, lines[place])
            case "cut":
                at = data.draw(st.integers(0, len(lines[place])))
                lines[place] = lines[place][:at] + lines[place][at + 1 :]
            case "put":
                at = data.draw(st.integers(0, len(lines[place])))
                lines[place] = lines[place][:at] + data.draw(st.sampled_from(tokens)) + lines[place][at:]
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[place], lines[other] = lines[other], lines[place]
            case "value":
                key = lines[place].split("=")[0]
                lines[place] = f"{key}= " + data.draw(
                    st.sampled_from(["1", "true", "[]", '""', "{}", "[[1]]", "2016-01-01"])
                )
    text = "\n".join(lines)
    try:
        load_profile_texts({**TEXTS, file: text})
    except ProfileError as error:
        assert error.file in TEXTS and error.line >= 1 and error.message.endswith(".")
