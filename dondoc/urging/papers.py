"""The slip as a paper: its content is composed once, kept with the issued slip, and set on demand as Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation

from dondoc import gazette, printing
from dondoc.regulation import Form
from dondoc.tasks import rules as task_rules
from dondoc.tasks.models import Assignment, AssignmentState
from dondoc.units.models import Actor, Field, Post, Register
from dondoc.urging import rules
from dondoc.urging.models import Ladder, Slip

#: General practice of papers (Decree 30/2020): the copy for the addressee, the copy for the file.
RECIPIENTS = ("Như trên", "Lưu: VT")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form_of(ladder: Ladder) -> Form | None:
    """The form of slips in the regulation of the ladder's directive."""
    return gazette.law(ladder.document.edition).form_for(rules.SLIP_FORM)


def state_words(state: str) -> str:
    """A task's state as the slip says it: always in Vietnamese, whoever presses the button."""
    with translation.override("vi"):
        return str(AssignmentState(state).label)


def field_of(ladder: Ladder, lines: Sequence[Assignment]) -> Field | None:
    """The field under which the slip is numbered: the directive's, else that of the first task that names one."""
    if ladder.document.field is not None:
        return ladder.document.field
    return next((line.task.field for line in lines if line.task.field is not None), None)


def given_to(ladder: Ladder) -> int:
    """How many tasks the directive gives the unit."""
    owed = Assignment.objects.answering().exclude(state=task_rules.ENDED)
    return owed.filter(task__document=ladder.document, unit=ladder.unit).count()


def compose(
    ladder: Ladder, form: Form, lines: Sequence[Assignment], *, by: Actor, field: Field | None, day: date
) -> dict[str, Any]:
    """Everything that is printed but the number and the date, as plain data that is kept with the slip."""
    document, register = ladder.document, ladder.register
    particulars = {
        "unit": ladder.unit.name, "code": document.code or document.get_kind_display(), "abstract": document.abstract,
        "issued_on": f"{document.issued_on:%d/%m/%Y}", "given": given_to(ladder),
    }  # fmt: skip
    said = [rules.LineText(a.task.content, a.due_on, state_words(a.state)) for a in lines if a.due_on is not None]
    text = rules.slip_text(form, particulars, said)
    authority = gazette.law(document.edition).vocabulary.get("authority", register.keeper.name)
    return {
        "issuer": authority, "place": register.place, "title": text.title, "addressee": ladder.unit.name,
        "symbol": rules.symbol_of(form, field.code if field else ""), "opening": text.opening,
        "lines": list(text.lines), "closing": text.closing, "authority_lines": authority_lines(text.signer, by, day),
        "signer": by.person.full_name if by.person else "", "recipients": list(RECIPIENTS),
    }  # fmt: skip


def authority_lines(title: str, by: Actor, day: date) -> list[str]:
    """The signer's title; who acts for an absent head signs "KT." above the own title."""
    if by.on_behalf_of is None or by.person is None:
        return [title]
    own = Post.objects.held_on(day).filter(person=by.person, unit=by.unit).first()
    return [f"KT. {title}", *([own.title] if own else [])]


def paper_of(slip: Slip) -> printing.OfficialPaper:
    """The issued slip as it is printed: from what was kept with it, so that it never changes."""
    assert slip.document is not None and slip.content is not None
    said = slip.content
    blocks = [
        printing.Paragraph(said["opening"]),
        *(printing.Paragraph(line, "numbered") for line in said["lines"]),
        printing.Paragraph(said["closing"]),
    ]
    return printing.OfficialPaper(
        parent="", issuer=said["issuer"], number=slip.document.number, symbol=said["symbol"], place=said["place"],
        issued_on=slip.document.issued_on, title=said["title"], abstract="", addressees=(said["addressee"],),
        blocks=tuple(blocks), authority_lines=tuple(said["authority_lines"]), signer=said["signer"],
        recipients=tuple(said["recipients"]),
    )  # fmt: skip


def file_name(slip: Slip, ending: str) -> str:
    """``phieu-bao-01-UBND-TC.docx``."""
    assert slip.document is not None
    plain = f"{slip.document.number}-{slip.document.symbol}".replace("/", "-").replace(" ", "")
    return f"phieu-bao-{plain}.{ending}"


def choosable_fields(register: Register) -> list[Field]:
    """Fields of work from which the head of the Office chooses when the directive names none."""
    return list(register.fields.all())
