"""PDF by typst: the template is ours, the paper is data in ``sys.inputs``; no text of people is ever read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from dondoc.printing import rules
from dondoc.printing.fonts import Typeface, typeface
from dondoc.printing.paper import OfficialPaper

TEMPLATE = Path(__file__).with_name("official.typ")
ARCHIVE = "a-2a"  # ISO 19005-2, tagged


def to_pdf(paper: OfficialPaper, *, face: Typeface | None = None) -> bytes:
    """The paper as PDF/A-2a; plain PDF when a character has no glyph in any font, which the standard forbids."""
    face = face or typeface()
    data = {
        **asdict(rules.compose(paper)), "font": face.family, "nation": rules.NATION, "motto": rules.MOTTO,
        "head_share": rules.HEAD_SHARE, "foot_share": rules.FOOT_SHARE,
        "margins": [rules.TOP, rules.RIGHT, rules.BOTTOM, rules.LEFT],
    }  # fmt: skip
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    try:
        return _compile(inputs, face, [ARCHIVE])
    except typst.TypstError:
        return _compile(inputs, face, [])


def _compile(inputs: dict[str, str], face: Typeface, standards: list[str]) -> bytes:
    made = typst.compile(str(TEMPLATE), font_paths=face.fonts, sys_inputs=inputs, pdf_standards=standards)
    assert isinstance(made, bytes)
    return made
