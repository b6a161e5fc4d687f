"""Beginning a regulation: a skeleton in which every question that the schema knows is asked.

Whatever is still to be written carries the mark `locator.TO_WRITE`; `dondoc regulation check` names each line that has it, and a
text that has one is not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dondoc.regulation import terms
from dondoc.regulation.articles import ARTICLES
from dondoc.regulation.citations import Citation
from dondoc.regulation.compare import places
from dondoc.regulation.kinds import (
    Choices,
    Cites,
    Day,
    DaysOfYear,
    Hour,
    Kind,
    Law,
    Length,
    MatchAll,
    Member,
    Members,
    Need,
    Number,
    One,
    Rows,
    Several,
    Tags,
    Text,
    Texts,
    Word,
    YesNo,
    columns_of,
)
from dondoc.regulation.locator import TO_WRITE
from dondoc.regulation.official import sections
from dondoc.regulation.profile import TABLES, TOPICS
from dondoc.regulation.schema import LimitCase
from dondoc.regulation.topics import ListOf

_DAY = "1900-01-01"


def copied(texts: Mapping[str, str], name: str) -> dict[str, str]:
    """The files of another regulation as the beginning of a new one: its id and edition are new, its instrument is to be
    written; values, walk and notes stand as they are and are to be read against the new text.
    """
    profile = re.sub(r"(?m)^id(\s*)=.*$", rf'id\1= "{name}"', texts["profile.toml"], count=1)
    profile = re.sub(r"(?m)^edition(\s*)=.*$", r'edition\1= "bản 1"', profile, count=1)
    for key in ("number", "issuer", "issued_on", "effective_from", "checked_on"):
        profile = re.sub(rf"(?m)^({key}\s*=.*)$", rf"\1    # {TO_WRITE}: sửa theo văn bản mới", profile, count=1)
    return {**texts, "profile.toml": profile}


def skeleton(name: str, official: str = "") -> dict[str, str]:
    """The files of a new regulation with the id; ``official`` is the text to be walked, where it is at hand."""
    return {
        "profile.toml": "\n".join([*_head(name), *_silent(), *_vocabulary(), *_cites(), *_examples()]) + "\n",
        ARTICLES: "\n".join(_walk(official)) + "\n",
        "NOTES.md": _NOTES,
        "scenarios/dieu-01-hieu-luc.toml": _SCENARIO,
    }


def _head(name: str) -> Iterator[str]:
    yield "# Quy chế viết thành dữ liệu. Trang docs/regulations.md giải thích từng mục."
    yield f"# Chỗ có chữ “{TO_WRITE}” là chỗ chưa viết; “dondoc regulation check” chỉ ra từng dòng."
    yield "schema  = 2"
    yield f'id      = "{name}"'
    yield f'name    = "{TO_WRITE}: tên quy chế"'
    yield 'edition = "bản 1"'
    yield ""
    yield "[instrument]"
    yield f'number         = "{TO_WRITE}: số, ký hiệu"'
    yield f'issuer         = "{TO_WRITE}: cơ quan ban hành"'
    for key, what in (
        ("issued_on", "ngày ban hành"),
        ("effective_from", "ngày có hiệu lực"),
        ("checked_on", "ngày kiểm tra hiệu lực"),
    ):
        yield f"{key:<14} = {_DAY}    # {TO_WRITE}: {what}"
    yield ""


def _silent() -> Iterator[str]:
    yield "# Điều quy chế không nói: ghi một câu cho người đọc. Điều quy chế có nói: xoá dòng ở đây, mở bảng mẫu ở dưới."
    yield "[silent]"
    for limit in terms.LIMIT_NAMES:
        yield f'"limits.{limit}" = "{TO_WRITE}: {terms.LIMIT_ASKS[limit]}"'
    for name, each in {**TOPICS, **TABLES}.items():
        yield f'{name} = "{TO_WRITE}: {each.asks}"'
    for act in terms.ACTS:
        yield f'"cites.{act}" = "{TO_WRITE}: quy chế nói về việc này ở đâu? ({terms.ACT_ASKS[act]})"'
    yield ""


def _vocabulary() -> Iterator[str]:
    yield "# Quy chế gọi các bên thế nào."
    yield "[vocabulary]"
    yield 'article = "Đ1"'
    for word in terms.VOCABULARY:
        yield f'{word} = "{TO_WRITE}"'
    yield ""


def _cites() -> Iterator[str]:
    yield "# Mỗi việc làm dẫn điều, khoản nào; việc có ghi ở đây thì xoá khỏi [silent]."
    yield "# [cites]"
    yield from (f'# {act} = "Đ1"    # {terms.ACT_ASKS[act]}' for act in terms.ACTS)
    yield ""


def _examples() -> Iterator[str]:
    """Every topic, limit and table as it may be written, each line after "# "."""
    yield "# Mẫu: bỏ dấu # ở đầu dòng để dùng; dòng có hai dấu # là cột không bắt buộc."
    yield ""
    for limit in terms.LIMIT_NAMES:
        yield from example(f"limits.{limit}")
        yield ""
    for name in (*TOPICS, *TABLES):
        if name == "ladder":
            yield "# [slips] và [[ladder]] là hai cách: chỉ dùng một."
        yield from example(name)
        yield ""


def example(name: str) -> list[str]:
    """How a topic, a limit or a table is written, as lines of comment."""
    head, _, limit = name.partition(".")
    if head == "limits":
        return [f"# [[{name}]]    # {terms.LIMIT_ASKS[limit]}", *_columns(LimitCase)]
    if name in TOPICS:
        kind = TOPICS[name].kind
        return [f"# [{name}]    # {TOPICS[name].asks}", _column("value", kind), '# article = "Đ1"']
    table = TABLES[name]
    opened = f"[[{name}]]" if isinstance(table, ListOf) else f"[{name}]"
    lines = [f"# {opened}    # {table.asks}"]
    inner = [(key, kind) for key, (_name, kind) in columns_of(table.law).items() if isinstance(kind, Rows)]
    lines += _columns(table.law)
    for key, kind in inner:
        lines += [f"# [[{name}.{key}]]", *_columns(kind.of)]
    return lines


def _columns(law: type[Law]) -> list[str]:
    found = columns_of(law)
    written = [key for key in found if key not in {"article", "reading"}] + [key for key in found if key == "article"]
    return [_column(key, found[key][1]) for key in written if not isinstance(found[key][1], Rows | Choices)]


def _column(key: str, kind: Kind[Any]) -> str:
    value, needed = _sample(kind)
    choices = f"    # {', '.join(kind.choices)}" if kind.choices else ""
    return f"{'# ' if needed else '# # '}{key} = {value}{choices}"


def _sample(kind: Kind[Any]) -> tuple[str, bool]:
    """A value that the column may hold, and whether the column must be written."""
    first, needed = (kind.choices or ("",))[0], getattr(kind, "needed", True)
    fixed: Mapping[type, tuple[str, bool]] = {
        Tags: ('["urgent"]', False),
        MatchAll: ('"all"', False),
        Hour: ("15:00:00", False),
        DaysOfYear: ('["06-10", "12-10"]', False),
        Length: ('"3wd"', True),
        Word: ('"ten"', True),
        Need: ('"always"', True),
        Cites: ('"Đ1"', True),
        Members: (f'["{first}"]', True),
        Several: (f'["{first}"]', needed),
        Texts: ('["…"]', needed),
        Text: ('"…"', needed),
        Day: (_DAY, needed),
        Number: (str(getattr(kind, "least", 0)), needed),
        YesNo: ("false", True),
        One: (f'"{first}"', True),
        Member: (f'"{first}"', True),
    }
    value, needed = fixed[type(kind)]
    return value, needed and getattr(kind, "otherwise", None) is None


def _walk(official: str) -> Iterator[str]:
    yield "# Đi hết quy chế: từng điều, khoản, điểm và phụ lục; tóm tắt bằng lời của mình; đúng một câu trả lời ở mỗi chỗ:"
    yield "# value (giá trị trong profile.toml) · verb (việc làm trong chương trình) · silence (khai là không quy định) ·"
    yield "# outside (ngoài phần mềm, kèm lý do) · scope (phạm vi, định nghĩa, tiêu đề). note: nói rõ thêm, có thể không có."
    words = sections(official) if official else {}
    for place in places(official) or [Citation(article=1)]:
        first = next(iter(words.get(place, "").splitlines()), "")
        if first:
            yield f"# {first[:110]}"
        yield f'["{place}"]'
        yield f'gist  = "{TO_WRITE}: {place.in_words()}"'
        yield f'scope = "{TO_WRITE}"'


_NOTES = f"""# Những chỗ phải hiểu

Chỗ nào câu chữ để ngỏ thì ghi ở đây: hiểu thế nào, vì sao, ngày nào chọn.

| Chỗ | Giá trị | Cách hiểu | Lý do | Ngày |
|---|---|---|---|---|
| {TO_WRITE} | | | | |
"""
_SCENARIO = f"""article = "Đ1"
title   = "Hiệu lực"

[[case]]
name  = "từ ngày có hiệu lực"
ask   = "in_force"
given = {{ on = {_DAY} }}    # {TO_WRITE}: ngày có hiệu lực
then  = {{ answer = true }}

# Mỗi giá trị một tình huống, như:
# [[case]]
# name  = "văn bản ban hành thứ Sáu: qua hai ngày nghỉ"
# limit = "entry"
# given = {{ document_issued = 2016-11-11 }}
# then  = {{ due_on = 2016-11-15, article = "Đ7.k1" }}
"""
