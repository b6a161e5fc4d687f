"""Entering a directive with its tasks in one sitting (HUE 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents import permissions as document_permissions
from dondoc.documents import rules as document_rules
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import MatterKind
from dondoc.journal import actions as journal
from dondoc.regulation import Refused
from dondoc.tasks import deadlines
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, AudienceReason, Part, Stage, Task
from dondoc.units.models import Actor, Unit
from dondoc.units.permissions import require
from dondoc.units.queries import monitor_for
from dondoc.wording import clean_line, clean_text


def register_directive(
    *,
    by: Actor,
    at: datetime,
    paper: PaperInput,
    tasks: Sequence[TaskInput],
    files: Sequence[StoredFile] = (),
    token: str | None = None,
) -> Document:
    """Register a directive with all its tasks; whether it is secret was asked before anything was accepted.

    Opens and discharges the drafter's entry duty, gives every unit its duties and tells it. A repeated token returns the
    first document.

    Raises:
        Refused: not the Office (permission); a kind the regulation does not follow; something missing, with the article.
    """
    act = Act(by, at)
    with transaction.atomic():
        if token and (first := Document.objects.filter(form_token=token).first()):
            return first
        require(document_permissions.can_enter(by), "permission.enter_directive")
        register = by.register
        assert register is not None
        law = gazette.law(register.edition)
        if refusal := document_rules.refusal_of_kind(law, paper.kind):
            raise Refused(refusal)
        for ordinal, task in enumerate(tasks, start=1):
            if refusal := deadlines.refusal_to_assign(task, ordinal=ordinal, issued_on=paper.issued_on):
                raise Refused(refusal)
        document = documents.write_document(
            register=register,
            role=DocumentRole.DIRECTIVE,
            paper=paper,
            files=files,
            by=by,
            at=at,
            token=token,
        )
        units: set[Unit] = set()
        for ordinal, task in enumerate(tasks, start=1):
            units |= _enter_task(document, ordinal, task, act)
        documents.let_read(document, units)
        tags = document_rules.entry_tags(paper, tasks=len(tasks), units=len(units))
        documents.settle_entry(document, tags=tags, at=at)
        journal.record(
            "directive.registered", register_id=register.pk, stamp=by.stamp, at=at, matter_id=document.matter_id,
            root_id=document.matter_id, payload={"code": document.code, "tasks": len(tasks)}, cites="Đ7.k1",
        )  # fmt: skip
        return document


def _enter_task(document: Document, ordinal: int, given: TaskInput, act: Act) -> set[Unit]:
    register = document.register
    law, calendar = gazette.law(document.edition), gazette.calendar()
    due = deadlines.read(given, issued_on=document.issued_on, law=law, calendar=calendar)
    matter = duties.open_matter(kind=MatterKind.TASK, register=register, root=document.matter, at=act.at)
    day = local_date(act.at)
    task = Task(
        matter=matter, register=register, document=document, ordinal=ordinal, clause=clean_line(given.clause),
        content=clean_text(given.content), product=clean_line(given.product), task_class=given.task_class,
        mode=given.mode, due_kind=given.due_kind, due_text=clean_line(given.due_text), due_trace=due.trace,
        field=given.field or document.field, synthesiser=given.synthesiser,
        monitor=given.monitor or monitor_for(register, given.units[0], given.field or document.field, day),
        other_information=clean_text(given.other_information), edition=document.edition, opened_at=act.at,
        due_on=due.due_on,
    )  # fmt: skip
    task.fill_keys((*given.units, *given.coordinating))
    task.save()
    for place, stage in enumerate(given.stages, start=1):
        Stage.objects.create(task=task, ordinal=place, content=clean_line(stage.content), due_on=stage.due_on)
    for unit in dict.fromkeys(given.units):
        give(task, unit, Part.EACH if given.mode == "each" else Part.LEAD, act)
    for unit in dict.fromkeys(given.coordinating):
        give(task, unit, Part.COORDINATING, act)
    everybody = {*given.units, *given.coordinating}
    if given.synthesiser is not None:
        writing.let_see(task, given.synthesiser, AudienceReason.SYNTHESISER)
        everybody.add(given.synthesiser)
    return everybody


def give(task: Task, unit: Unit, part: str, act: Act, *, replaces: Assignment | None = None) -> Assignment:
    """Give a task to a unit: assignment, first fact, audience, duties, journal, notice. Part of other verbs."""
    assignment = Assignment(task=task, unit=unit, part=part, due_on=task.due_on, replaces=replaces)
    assignment.save()
    writing.append(assignment, "assigned", Act(act.by, act.at), due_on=task.due_on)
    reason = AudienceReason.COORDINATING if part == Part.COORDINATING else AudienceReason.HOLDER
    writing.let_see(task, unit, reason)
    writing.open_unit_duties(assignment, act.at)
    writing.tell_journal("task.assigned", task, act, {"part": part}, unit=unit, cites="Đ6.k1.c")
    kind = "task.assigned_to_partner" if part == Part.COORDINATING else "task.assigned"
    writing.tell_unit(kind, assignment, act, f"assigned:{assignment.pk}", due_on=task.due_on)
    return assignment
