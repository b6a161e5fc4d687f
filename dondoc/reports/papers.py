"""Appendix V as a paper and as a sheet: the form's words come from the regulation, the numbers from the grid.

A paper is always in Vietnamese, whoever asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dondoc import gazette, printing
from dondoc.clock import end_of_day, local
from dondoc.regulation import Form, Refusal, Refused
from dondoc.reports import rules
from dondoc.reports.rules import Grid
from dondoc.units.models import Post, Register, Role, posts_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@dataclass(frozen=True)
class Anchor:
    """When the report was made, and the end of the journal's chain at that instant: the outside anchor of both."""

    made_at: datetime
    head: str


def form_of(register: Register) -> Form:
    """The form of Appendix V in the regulation that the register follows.

    Raises:
        Refused: ``report.form_missing`` when the regulation prescribes none.
    """
    form = gazette.law(register.edition).form_for(rules.FORM)
    if form is None:
        raise Refused(Refusal("report.form_missing", {}, None))
    return form


def recorded_until(grid: Grid, anchor: Anchor) -> str:
    """Up to when the numbers were recorded: the end of the day, or the instant of making on a day that has not ended."""
    if anchor.made_at < end_of_day(grid.as_of):
        return f"đến {local(anchor.made_at):%H:%M} ngày {grid.as_of:%d/%m/%Y} (ngày chưa kết thúc)"
    return f"đến hết ngày {grid.as_of:%d/%m/%Y}"


def note(grid: Grid, anchor: Anchor) -> str:
    """The small print: what the numbers rest on."""
    made = f"{local(anchor.made_at):%H:%M ngày %d/%m/%Y}"
    return f"Số liệu ghi nhận {recorded_until(grid, anchor)}; lập lúc {made}; mã cuối của nhật ký: {anchor.head}."


def columns(form: Form) -> tuple[printing.Column, ...]:
    """The eight columns of the form."""
    said = form.wording
    numbers = (printing.Column(said[timeliness], 15.8, "center") for _, timeliness in rules.CELLS)
    return (printing.Column(said["ordinal"], 11, "center"), printing.Column(said["unit"], 59), *numbers)


def rows(grid: Grid, form: Form) -> tuple[tuple[printing.Cell, ...], ...]:
    """A line per unit with its ordinal, and the total."""
    lines: list[tuple[printing.Cell, ...]] = [
        (place, row.name, *row.counts) for place, row in enumerate(grid.rows, start=1)
    ]
    return (*lines, (None, form.wording["total"], *grid.total.counts))


def paper(grid: Grid, register: Register, anchor: Anchor) -> printing.OfficialPaper:
    """The report in the official layout; number and date are written in when it is issued."""
    law, form = gazette.law(register.edition), form_of(register)
    said = form.wording
    groups = (("", 1), ("", 1), *((said[state], len(rules.TIMELINESS)) for state in rules.STATES))
    opening = said["opening"] % {"as_of": f"{grid.as_of:%d/%m/%Y}", "documents": grid.documents}
    head = head_of_office(register, anchor)
    return printing.OfficialPaper(
        parent="", issuer=law.vocabulary.get("authority", register.keeper.name), number="", symbol=form.symbol,
        place=register.place, issued_on=None, title=form.title, abstract=said["abstract"],
        blocks=(
            printing.Paragraph(opening),
            printing.Table(columns(form), rows(grid, form), groups=groups, total=True),
        ),
        authority_lines=(said["signer"],), signer=head.person.full_name if head else "",
        recipients=_recipients(law.vocabulary.get("leader", ""), law.vocabulary.get("units", "")),
        note=note(grid, anchor),
    )  # fmt: skip


def _recipients(leader: str, units: str) -> tuple[str, ...]:
    """Those to whom the synthesis is submitted and whom it is about; the copy for the file (Decree 30/2020)."""
    return tuple(line for line in (leader, f"Các {units}" if units else "", "Lưu: VT") if line)


def head_of_office(register: Register, anchor: Anchor) -> Post | None:
    """The head of the Office on the day of making, whose name stands under the report."""
    day = local(anchor.made_at).date()
    found = posts_in([register.office_id], [Role.OFFICE_HEAD], day)
    return found.select_related("person").order_by("pk").first()


def sheet(grid: Grid, register: Register, anchor: Anchor) -> bytes:
    """The same numbers as a plain table in Excel."""
    form = form_of(register)
    said = form.wording
    ordinal, unit, *_numbers = columns(form)
    heads = (ordinal, unit, *(printing.Column(f"{said[s]} – {said[t]}", 28, "center") for s, t in rules.CELLS))
    return printing.to_xlsx(said["abstract"], heads, rows(grid, form), note=note(grid, anchor))
