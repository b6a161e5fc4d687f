"""A yes is carried out by the verbs of tasks, in the same transaction, with the proposal as its ground."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.extensions import rules
from dondoc.extensions.actions import writing
from dondoc.extensions.actions.writing import Act
from dondoc.extensions.models import Ending, Proposal
from dondoc.tasks import actions as tasks
from dondoc.units.models import Actor


def carry_out(proposal: Proposal, act: Act) -> None:
    """Move the date, put the words right, give the task to the other unit: what was granted of it, the unit last.

    Whoever may decide need not be somebody who mends tasks: the program does it in their name, and facts and journal keep
    theirs.
    """
    if proposal.outcome not in rules.FAVOURABLE:
        return
    by, ground = _in_name_of(act.by), ground_of(proposal, act)
    assignment, task = proposal.assignment, proposal.task
    if proposal.granted_due_on is not None:
        tasks.move_due_date(by=by, at=act.at, task=task, due_on=proposal.granted_due_on, reason=ground)
    if proposal.wanted_content:
        changes = {"content": proposal.wanted_content}
        tasks.correct_task(by=by, at=act.at, task=task, changes=changes, reason=ground)
    if proposal.wanted_unit is not None:
        tasks.reassign(by=by, at=act.at, assignment=assignment, unit=proposal.wanted_unit, reason=ground)


def _in_name_of(actor: Actor) -> Actor:
    """The program, in the name of who decided: person, post and unit stay."""
    return replace(actor, role="system")


def ground_of(proposal: Proposal, act: Act) -> str:
    """Why it is done, as facts keep it: which proposal, of whom, of which day, decided by whom; in the language of the papers."""
    with translation.override("vi"):
        params = {
            "what": proposal.get_kind_display().lower(), "unit": proposal.unit.name, "on": f"{proposal.asked_on:%d/%m/%Y}",
            "by": act.by.post.title if act.by.post is not None else "", "answer": proposal.answer,
        }  # fmt: skip
        if proposal.letter is not None and proposal.letter.code:
            params["unit"] += f" ({proposal.letter.code})"
        if proposal.outcome == Ending.CONSENTED:
            text = _("Theo đề nghị %(what)s của %(unit)s ngày %(on)s; quá hạn trả lời, coi như đồng ý.") % params
        else:
            text = _("Theo đề nghị %(what)s của %(unit)s ngày %(on)s; %(by)s đồng ý. %(answer)s") % params
    return text.strip()[: writing.LONGEST_TEXT]
