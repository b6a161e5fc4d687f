"""Scenarios are written by jurists: what they may say, what is told when they are wrong, what they find out."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.regulation import Profile, ProfileError, Silent, Value
from dondoc.regulation.scenarios import Scenario, failure, fault, read_scenarios
from dondoc.workdays import Calendar

GOOD = """article = "Đ7"
title   = "Thời hạn"

[[case]]
name  = "hai ngày làm việc"
limit = "entry"
given = { document_issued = 2016-11-07 }
then  = { due_on = 2016-11-09, article = "Đ7.k1" }
"""


def only(text: str) -> Scenario:
    """The one case of a file."""
    (case,) = read_scenarios("thu.toml", text)
    return case


@pytest.mark.parametrize(
    ("was", "now", "words", "line"),
    [
        ('article = "Đ7"', 'article = "Điều 7"', "không phải trích dẫn", 1),
        ('article = "Đ7"', 'articl = "Đ7"', "Có phải ý là “article”", 1),
        ("[[case]]", "[[cases]]", "Có phải ý là “case”", 4),
        ("[[case]]", "[case]", "mở bằng [[case]]", 4),
        ('name  = "hai ngày làm việc"', "", "thiếu “name”", 4),
        ('limit = "entry"', 'limit = "entri"', "Có phải ý là “entry”", 6),
        ('limit = "entry"', 'limit = "entry"\ntopic = "states"', "hỏi đúng một điều", 4),
        ('limit = "entry"', "", "hỏi đúng một điều", 4),
        ("document_issued = ", "documents_issued = ", "Có phải ý là “document_issued”", 7),
        ("document_issued = 2016-11-07", 'document_issued = "7/11/2016"', "viết như document_issued = 2016-10-10", 7),
        ("2016-11-07 }", '2016-11-07, tags = ["ugent"] }', "Có phải ý là “urgent”", 7),
        ("2016-11-07 }", "2016-11-07, due_date = 2016-11-07 }", "đúng một sự kiện", 7),
        ("2016-11-07 }", '2016-11-07, hour = "15h" }', "“hour” là giờ", 7),
        ("document_issued = 2016-11-07", "", "đúng một sự kiện", 7),
        ("due_on = 2016-11-09", "due = 2016-11-09", "Có phải ý là “due_on”", 8),
        ("due_on = 2016-11-09", "silent = true, due_on = 2016-11-09", "hoặc silent = true", 8),
        ("due_on = 2016-11-09, ", "", "hoặc silent = true", 8),
        ('limit = "entry"', 'ask = "in_time"', "không hiểu khoá “document_issued”", 7),
    ],
)
def test_a_wrong_case_is_told(was: str, now: str, words: str, line: int) -> None:
    assert was in GOOD
    with pytest.raises(ProfileError) as caught:
        list(read_scenarios("thu.toml", GOOD.replace(was, now)))
    assert words in str(caught.value) and (caught.value.file, caught.value.line) == ("thu.toml", line)


def test_a_question_says_what_it_needs() -> None:
    text = GOOD.replace('limit = "entry"', 'ask = "last_day"').replace(
        "document_issued = 2016-11-07", 'before = "25/11"'
    )
    with pytest.raises(ProfileError, match="thiếu ngày “before”"):
        only(text)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("", "", None),
        ("due_on = 2016-11-09", "due_on = 2016-11-10", "ra 09/11/2016, mong đợi 10/11/2016"),
        ('"Đ7.k1"', '"Đ7.k2"', "dẫn Đ7.k1, mong đợi Đ7.k2"),
        (', article = "Đ7.k1"', "", "dẫn Đ7.k1, mong đợi –"),
        ("document_issued", "document_received", "tính từ document_issued, mong đợi document_received"),
        ('due_on = 2016-11-09, article = "Đ7.k1"', "silent = true", "có giá trị: 09/11/2016"),
        ('limit = "entry"', 'limit = "coordination"', "quy chế không quy định"),
    ],
)
def test_a_case_holds_or_says_what_came_out(
    was: str, now: str, words: str | None, hue: Profile, days: Calendar
) -> None:
    found = failure(only(GOOD.replace(was, now)), hue, days)
    assert found is None if words is None else found is not None and words in found


@pytest.mark.parametrize(
    ("topic", "then", "words"),
    [
        ("states", 'is = ["not_started", "in_progress", "done"], article = ["PL5", "Đ6.k1.g"]', None),
        ("states", 'is = ["not_started"], article = ["PL5", "Đ6.k1.g"]', "ra not_started, in_progress, done"),
        ("strict_before", 'is = true, article = "Đ6.k1.đ"', None),
        ("strict_before", 'is = 1, article = "Đ6.k1.đ"', "ra có, mong đợi 1"),
        ("slips.number", 'is = 3, article = ["Đ8.k1.e", "PL2"]', None),
        ("limits.coordination", "silent = true", None),
        ("reports.synthesis.by", 'is = "office", article = ["Đ9.k2", "PL5", "PL6"]', None),
        ("reports.nothing.by", 'is = "office"', "hồ sơ không có “reports.nothing.by”"),
        ("slips.colour", 'is = "red"', "hồ sơ không có “slips.colour”"),
        ("forms.IX.title", 'is = "?"', "hồ sơ không có “forms.IX.title”"),
        ("colour", 'is = "?"', "hồ sơ không có “colour”"),
        ("cites.take_over", 'is = ["Đ7.k2.a", "Đ7.k2.d"]', None),
        ("cites.fly", 'is = ["Đ7.k2.a"]', "hồ sơ không có “cites.fly”"),
        ("instrument", 'is = "?"', "hồ sơ không có “instrument”"),
    ],
)
def test_a_topic_is_looked_up_by_its_dotted_name(
    topic: str, then: str, words: str | None, hue: Profile, days: Calendar
) -> None:
    text = f'article = "Đ7"\ntitle = "x"\n[[case]]\nname = "x"\ntopic = "{topic}"\nthen = {{ {then} }}\n'
    found = failure(only(text), hue, days)
    assert found is None if words is None else found is not None and words in found


CASES = {
    "in_time": ("due_on = 2016-11-16, completed_on = 2016-11-16, sent_on = 2016-11-18", "true"),
    "last_day": ("before = 2016-11-25", "2016-11-24"),
    "fixed_date": ("on = 2016-11-20", "2016-11-20"),
    "may_register": ('kind = "letter"', "true"),
    "may_enter_secret": ("", "false"),
    "after_slips": ("issued = 3", '"leader"'),
    "update_days": ("first_on = 2016-10-01, last_on = 2016-12-31", "[2016-12-31]"),
}


@pytest.mark.parametrize("ask", CASES)
def test_a_question_about_silence_is_answered_by_its_declaration(ask: str, hue: Profile, days: Calendar) -> None:
    """Design 4.2: the same question under a regulation that is silent gets the declaration, never a value."""
    given, answer = CASES[ask]
    text = f'article = "Đ7"\ntitle = "x"\n[[case]]\nname = "x"\nask = "{ask}"\ngiven = {{ {given} }}\n'
    mute = Silent("x", "Không nói.")
    topics = (
        "on_time",
        "strict_before",
        "rolls_fixed_dates",
        "directive_kinds",
        "secrecy",
        "slips",
        "without_due_date",
    )
    silent = hue.saying(**dict.fromkeys(topics, mute))
    assert failure(only(text + "then = { silent = true }\n"), silent, days) is None
    spoken = failure(only(text + f"then = {{ answer = {answer} }}\n"), hue, days)
    assert spoken is not None and spoken.startswith("dẫn ")  # right answer; the case names no article


def test_c1_the_moment_of_sending_decides_where_the_profile_says_so(hue: Profile, days: Calendar) -> None:
    """DTP article 7.6: sent after the deadline is late, whatever date the document bears."""
    text = f'article = "Đ7"\ntitle = "x"\n[[case]]\nname = "x"\nask = "in_time"\ngiven = {{ {CASES["in_time"][0]} }}\n'
    dtp = hue.saying(on_time=Value("sent_at", ()))
    assert failure(only(text + "then = { answer = false }\n"), dtp, days) is None


@settings(deadline=None)
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 20),
    st.sampled_from(["", '"', "[", "]", "{}", "=", "0", "[[case]]", "\x00"]),
)
def test_a_mutated_case_reads_or_says_where_it_is_wrong(
    hue: Profile, days: Calendar, place: int, cut: int, put: str
) -> None:
    text = GOOD[:place] + put + GOOD[place + cut :]
    try:
        for case in read_scenarios("thu.toml", text):
            failure(case, hue, days)
    except ProfileError as error:
        assert error.file == "thu.toml" and error.line >= 1


def test_the_sample_is_read_as_written() -> None:
    case = only(GOOD)
    assert (case.line, case.label, case.about, case.key) == (4, "Đ7/hai ngày làm việc", "limit", "entry")
    assert case.given == tomllib.loads(GOOD)["case"][0]["given"]


@pytest.mark.parametrize(
    ("was", "now", "words", "meant"),
    [
        ("2016-11-07", "2016-10-28", "trước ngày quy chế có hiệu lực 01/11/2016", "2017-10-28"),
        ("2016-11-07", "2006-11-07", "trước ngày quy chế có hiệu lực", "2016-11-07"),
        ('"Đ7.k1"', '"Đ7.k11"', "“Đ7.k11” không có trong articles.toml", "Đ7.k1"),
        ('"Đ7.k1"', '["Đ7.k1", "Đ70"]', "“Đ70” không có trong articles.toml", "Đ7"),
        ('article = "Đ7"', 'article = "Đ77"', "“Đ77” không có trong articles.toml", "Đ7"),
    ],
)
def test_a_case_of_no_use_is_told(was: str, now: str, words: str, meant: str, hue: Profile) -> None:
    """A date before the regulation was in force, an article that it does not have: file, line, the likely meaning."""
    assert fault(only(GOOD), hue) is None
    wrong = fault(only(GOOD.replace(was, now)), hue)
    assert wrong is not None and words in str(wrong) and wrong.suggestion == meant
    assert (wrong.file, wrong.line) == ("thu.toml", 4)
