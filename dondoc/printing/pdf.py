"""PDF by typst: the template is ours, the paper is data in ``sys.inputs``; no text of people is ever read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import typst

from dondoc.printing import rules
from dondoc.printing.fonts import Typeface, typeface
from dondoc.printing.paper import OfficialPaper

TEMPLATE = Path(__file__).with_name("official.typ")
ARCHIVE: Literal["a-2a"] = "a-2a"  # ISO 19005-2, tagged


def to_pdf(paper: OfficialPaper, *, face: Typeface | None = None) -> bytes:
    """The paper as PDF/A-2a, the same bytes each time.

    Plain PDF when it has no date yet (a draft is not archived) or when a character has no glyph in any font: the standard
    forbids both.
    """
    face = face or typeface()
    day = paper.issued_on
    data = {
        **asdict(rules.compose(paper)), "font": face.family, "nation": rules.NATION, "motto": rules.MOTTO,
        "head_share": rules.HEAD_SHARE, "foot_share": rules.FOOT_SHARE,
        "margins": [rules.TOP, rules.RIGHT, rules.BOTTOM, rules.LEFT],
        "day": [day.year, day.month, day.day] if day else None,
    }  # fmt: skip
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    if day is None:
        return _compile(inputs, face, [])
    try:
        return _compile(inputs, face, [ARCHIVE])
    except typst.TypstError:
        return _compile(inputs, face, [])


def _compile(inputs: dict[str, str], face: Typeface, standards: list[Literal["a-2a"]]) -> bytes:
    made = typst.compile(str(TEMPLATE), font_paths=face.fonts, sys_inputs=inputs, pdf_standards=[*standards])
    assert isinstance(made, bytes)
    return made
