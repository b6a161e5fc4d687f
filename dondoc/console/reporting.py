"""Appendix V for the keyboard and for scripts; as a paper it is what the pages give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dondoc import printing
from dondoc.clock import local
from dondoc.console.words import gettext as _
from dondoc.journal.queries import head_hash
from dondoc.reports import papers, queries, rules
from dondoc.reports.rules import Grid, Row
from dondoc.units.models import Register, Unit


@dataclass(frozen=True)
class Made:
    """A report: its register, its numbers, when it was made and on which end of the journal."""

    register: Register
    grid: Grid
    later: queries.Later
    anchor: papers.Anchor


def make(register: Register, day: date, at: datetime) -> Made:
    """Count the grid as of the day."""
    anchor = papers.Anchor(at, head_hash(register.pk))
    return Made(register, queries.grid(register, day), queries.later(register, day), anchor)


def as_file(made: Made, ending: str) -> bytes:
    """The report as Word, PDF or Excel."""
    if ending == "xlsx":
        return papers.sheet(made.grid, made.register, made.anchor)
    paper = papers.paper(made.grid, made.register, made.anchor)
    return printing.to_pdf(paper) if ending == "pdf" else printing.to_docx(paper)


def _numbers(row: Row) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {state: {} for state in rules.STATES}
    for (state, timeliness), count in zip(rules.CELLS, row.counts, strict=True):
        found[state][timeliness] = count
    return found


def as_json(made: Made) -> dict[str, Any]:
    """What a script reads: units by code, the total, what was corrected later, the anchor."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    later = made.later
    return {
        "register": made.register.code,
        "as_of": made.grid.as_of.isoformat(),
        "documents": made.grid.documents,
        "units": [
            {"unit": codes[row.unit_id], "name": row.name, **_numbers(row)}
            for row in made.grid.rows
            if row.unit_id is not None
        ],
        "total": _numbers(made.grid.total),
        "corrected_later": {
            "any": later.any,
            "late": later.late,
            "moved": later.moved,
            "reopened": later.reopened,
            "ended": later.ended,
        },
        "made_at": local(made.anchor.made_at).isoformat(),
        "journal_head": made.anchor.head,
    }


def as_lines(made: Made) -> Iterator[str]:
    """What a person reads: one line per unit, the numbers in the order of the form."""
    said = _("%(register)s: tính đến hết ngày %(day)s, %(documents)s văn bản giao nhiệm vụ")
    day = f"{made.grid.as_of:%d/%m/%Y}"
    yield said % {"register": made.register.name, "day": day, "documents": made.grid.documents}
    states = (_("chưa thực hiện"), _("đang thực hiện"), _("đã hoàn thành"))
    yield " " * 46 + "".join(f"{state:^20}" for state in states).rstrip()
    within, past, total = _("trong hạn"), _("quá hạn"), _("Tổng cộng")
    yield " " * 46 + f"{within:>10}{past:>10}" * len(states)
    for row in made.grid.rows:
        yield f"{row.name[:45]:<46}" + "".join(f"{count:>10}" for count in row.counts)
    yield f"{total:<46}" + "".join(f"{count:>10}" for count in made.grid.total.counts)
    if made.later.any:
        yield _("Ghi nhận hoặc điều chỉnh sau ngày đó: %(count)s") % {"count": made.later.any}
