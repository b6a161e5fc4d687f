"""Entering a directive with its tasks in one sitting (HUE 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents import actions as documents
from dondoc.documents import permissions as document_permissions
from dondoc.documents import rules as document_rules
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.queries import twin_of
from dondoc.documents.rules import PaperInput, StoredFile
from dondoc.duties import actions as duties
from dondoc.duties.models import MatterKind
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import deadlines
from dondoc.tasks.actions import writing
from dondoc.tasks.actions.writing import Act
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.models import Assignment, Fact, Part, Stage, Task
from dondoc.units.models import OFFICE_ROLES, Actor, Post, Register, Unit
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
    despite_twin: bool = False,
) -> Document:
    """Register a directive with all its tasks; whether it is secret was asked before anything was accepted.

    Opens and discharges the drafter's entry duty, gives every unit its duties and tells it. A repeated token returns the
    first document.

    Raises:
        Refused: not the Office (permission); a kind the regulation does not follow; the same number, symbol, issuer and
            year again, unless ``despite_twin``; no task; something missing, with the article.
    """
    with transaction.atomic():
        # No matter is there yet to lock: the register's row, so that of two officers at once one sees the other's paper.
        Register.objects.select_for_update(no_key=True).filter(pk=by.register.pk if by.register else 0).first()
        if first := _entered(token, by):
            return first
        require(document_permissions.can_enter(by), "permission.enter_directive")
        register = by.register
        assert register is not None
        _refuse_directive(paper, tasks, register, at, despite_twin)
        document = documents.write_document(
            register=register, role=DocumentRole.DIRECTIVE, paper=paper, files=files, by=by, at=at, token=token
        )
        for ordinal, task in enumerate(tasks, start=1):
            _enter_task(document, ordinal, task, Act(by, at))
        units = {unit for task in tasks for unit in (*task.units, *task.coordinating)}
        tags = document_rules.entry_tags(paper, register, tasks=len(tasks), units=len(units))
        documents.settle_entry(document, paper, tags=tags, at=at)
        journal.record(
            "directive.registered", register_id=register.pk, stamp=by.stamp, at=at, matter_id=document.matter_id,
            root_id=document.matter_id, payload={"code": document.code, "tasks": len(tasks)},
            cites=gazette.law(document.edition).cite("enter_directive"),
        )  # fmt: skip
        return document


def _entered(token: str | None, by: Actor) -> Document | None:
    """The document that the same form already entered; a form of somebody else answers nothing."""
    first = Document.objects.filter(form_token=token).first() if token else None
    if first is not None and first.entered_by != by.post:
        writing.refuse("task.form_used")
    return first


def _refuse_directive(
    paper: PaperInput, tasks: Sequence[TaskInput], register: Register, at: datetime, despite_twin: bool
) -> None:
    law = gazette.law(register.edition)
    documents.refuse_paper(paper, law=law, at=at, is_directive=True)
    if refusal := document_rules.refusal_of_kind(law, paper.kind):
        raise Refused(refusal)
    if not despite_twin and (twin := twin_of(register, paper)) is not None:
        raise Refused(Refusal("document.twin", {"code": twin.code, "on": twin.issued_on}, None))
    if not tasks:
        raise Refused(Refusal("directive.no_tasks", {}, law.cite("task_content") or None))
    for ordinal, task in enumerate(tasks, start=1):
        _refuse_task(task, ordinal, paper.issued_on, register, local_date(at))


def _refuse_task(given: TaskInput, ordinal: int, issued_on: date, register: Register, day: date) -> None:
    law = gazette.law(register.edition)
    if refusal := deadlines.refusal_to_assign(given, ordinal=ordinal, issued_on=issued_on, law=law):
        raise Refused(refusal)
    due = deadlines.read(given, issued_on=issued_on, law=law, calendar=gazette.calendar())
    if due.due_on is not None and (
        refusal := deadlines.refusal_of_due_date(due.due_on, issued_on=issued_on, ordinal=ordinal)
    ):
        raise Refused(refusal)
    synthesising = () if given.synthesiser is None else (given.synthesiser,)
    for unit in (*given.units, *given.coordinating, *synthesising):
        refuse_unit(unit, register, day, ordinal=ordinal)
    if given.field is not None and given.field.register_id != register.pk:
        writing.refuse("task.field_of_other_register", ordinal=ordinal, field=given.field.name)
    if given.monitor is not None and not is_monitor(given.monitor, register, day):
        writing.refuse("task.monitor_not_office", ordinal=ordinal, monitor=str(given.monitor))


def refuse_unit(unit: Unit, register: Register, day: date, *, ordinal: int) -> None:
    """A unit is given tasks while it exists; the authority itself gives them and is given none of its own register."""
    if unit.pk == register.keeper_id:
        writing.refuse("task.unit_is_authority", ordinal=ordinal, unit=unit.name)
    if not (unit.valid_from <= day and (unit.valid_until is None or unit.valid_until >= day)):
        writing.refuse("task.unit_not_existing", ordinal=ordinal, unit=unit.name, on=day)


def is_monitor(post: Post, register: Register, day: date) -> bool:
    """An officer or the head of the register's Office, whose post is held on the day."""
    held = post.valid_from <= day and (post.valid_until is None or post.valid_until >= day)
    return held and post.role in OFFICE_ROLES and post.unit_id in {register.office_id, register.keeper_id}


def add_task(*, by: Actor, at: datetime, document: Document, given: TaskInput, token: str | None = None) -> Task:
    """The Office adds a task that was forgotten when the directive was entered (H5); it is given like the others.

    Raises:
        Refused: not the Office; no directive; something missing or impossible, as in `register_directive`.
    """
    act = Act(by, at, token)
    with transaction.atomic():
        if document.matter is None:
            writing.refuse("directive.none", code=document.code)
        duties.lock(document.matter)
        document = Document.objects.select_related("matter", "edition", "register__office", "register__keeper").get(
            pk=document.pk
        )
        first = Fact.objects.select_related("assignment__task").filter(form_token=token).first() if token else None
        if first is not None:
            if (first.kind, first.assignment.task.document_id) != ("assigned", document.pk):
                writing.refuse("task.form_used")
            return first.assignment.task
        require(document_permissions.can_enter(by) and by.register == document.register, "permission.enter_directive")
        ordinal = 1 + (document.tasks.aggregate(last=Max("ordinal"))["last"] or 0)
        _refuse_task(given, ordinal, document.issued_on, document.register, local_date(at))
        task = _enter_task(document, ordinal, given, act)
        writing.tell_journal("task.added", task, act, {"code": document.code, "ordinal": ordinal}, acts="task_content")
        return task


def _enter_task(document: Document, ordinal: int, given: TaskInput, act: Act) -> Task:
    register = document.register
    law, calendar = gazette.law(document.edition), gazette.calendar()
    due = deadlines.read(given, issued_on=document.issued_on, law=law, calendar=calendar)
    matter = duties.open_matter(kind=MatterKind.TASK, register=register, root=document.matter, at=act.at)
    field = given.field or document.field
    task = Task(
        matter=matter, register=register, document=document, ordinal=ordinal, clause=clean_line(given.clause),
        content=clean_text(given.content), product=clean_line(given.product), task_class=given.task_class,
        mode=given.mode, due_kind=given.due_kind, due_text=clean_line(given.due_text), due_trace=due.trace,
        field=field, synthesiser=given.synthesiser,
        monitor=given.monitor or monitor_for(register, given.units[0], field, local_date(act.at)),
        other_information=clean_text(given.other_information), edition=document.edition, opened_at=act.at,
        due_on=due.due_on,
    )  # fmt: skip
    task.fill_keys((*given.units, *given.coordinating))
    documents.refuse_long(task)
    task.save()
    for place, stage in enumerate(given.stages, start=1):
        row = Stage(task=task, ordinal=place, content=clean_line(stage.content), due_on=stage.due_on)
        documents.refuse_long(row)
        row.save()
    for unit in dict.fromkeys(given.units):
        give(task, unit, Part.EACH if given.mode == "each" else Part.LEAD, act)
        act = Act(act.by, act.at)
    for unit in dict.fromkeys(given.coordinating):
        give(task, unit, Part.COORDINATING, act)
    writing.refresh_audience(task)
    return task


def give(
    task: Task, unit: Unit, part: str, act: Act, *, replaces: Assignment | None = None, quiet: bool = False
) -> Assignment:
    """Give a task to a unit: assignment, first fact, duties, journal, notice. Part of other verbs, which let it see.

    ``quiet``: the verb tells the unit of many tasks at once.
    """
    assignment = Assignment(task=task, unit=unit, part=part, due_on=task.due_on, replaces=replaces)
    assignment.save()
    writing.append(assignment, "assigned", act, due_on=task.due_on)
    writing.open_unit_duties(assignment, act.at)
    writing.tell_journal("task.assigned", task, act, {"part": part}, unit=unit, acts="assign")
    kind = "task.assigned_to_partner" if part == Part.COORDINATING else "task.assigned"
    if not quiet:
        writing.tell_unit(kind, assignment, act, f"assigned:{assignment.pk}", due_on=task.due_on)
    return assignment
