"""The Office enters what the plan says: papers with their signed file and their tasks, and lists what is issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from dondoc.clock import local_date
from dondoc.demo.actions.days import Days
from dondoc.demo.actions.founding import Province
from dondoc.demo.papers import signed_file
from dondoc.demo.plan import PlannedPaper, PlannedTask
from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.documents.rules import PaperInput
from dondoc.tasks import actions as tasks
from dondoc.tasks.deadlines import StageInput, TaskInput

LEADERS = ("chutich", "phochutich1", "phochutich2")
OFFICERS = ("chuyenvien1", "chuyenvien2")
Entered = Callable[[PlannedPaper, Document, int], None]


def plan_entry(founded: Province, days: Days, paper: PlannedPaper, entered: Entered) -> None:
    """List the paper and enter it on its days; then ``entered`` is told."""
    officer = OFFICERS[paper.issued % 2]
    if paper.listed is not None and paper.number:
        days.plan(paper.listed, 9, partial(_list, founded, days, paper, officer))
    if paper.entered is not None:
        days.plan(paper.entered, 10, partial(_enter, founded, days, paper, officer, entered))


def _list(founded: Province, days: Days, paper: PlannedPaper, officer: str, at: datetime) -> None:
    documents.expect_document(
        by=founded.actor(officer), at=at, number=paper.number, symbol=paper.symbol, issued_on=days.on(paper.issued),
        urgency=paper.urgency, drafter=founded.posts[officer],
    )  # fmt: skip


def _enter(founded: Province, days: Days, paper: PlannedPaper, officer: str, entered: Entered, at: datetime) -> None:
    leader = founded.posts[LEADERS[paper.leader]]
    signer = "Thí Dụ Văn Phòng" if paper.from_superior else leader.person.full_name
    day = days.on(paper.issued)
    given = PaperInput(
        kind=paper.kind, issued_on=day, number=paper.number, symbol=paper.symbol, abstract=paper.abstract,
        received_at=at - timedelta(hours=1), issuer=paper.issuer, signer=signer,
        directing_leader=f"{leader.person.full_name}, {leader.title}", drafter=founded.posts[officer],
        field=founded.fields[paper.field], urgency=paper.urgency, from_superior=paper.from_superior,
    )  # fmt: skip
    document = tasks.register_directive(
        by=founded.actor(officer), at=at, paper=given, tasks=[_task(founded, days, paper, t) for t in paper.tasks],
        files=[signed_file(paper, day, signer, leader.title)],
    )  # fmt: skip
    entered(paper, document, days.past.index(local_date(at)))


def _task(founded: Province, days: Days, paper: PlannedPaper, task: PlannedTask) -> TaskInput:
    due_on = days.on(paper.issued + task.due_after) if task.due_after is not None else None
    if task.due_kind == "before" and due_on is not None:
        due_on += timedelta(days=1)
    stages = [
        StageInput(f"{name}: {task.content}", days.on(paper.issued + 25 * place))
        for place, name in enumerate(task.stages, start=1)
    ]
    return TaskInput(
        content=task.content, units=tuple(founded.units[code] for code in task.leads),
        coordinating=tuple(founded.units[code] for code in task.partners), mode=task.mode, clause=task.clause,
        product=task.product, task_class=task.asked, due_kind=task.due_kind,
        due_on=due_on if task.due_kind in {"by", "before"} else None,
        due_span=f"{task.due_after}wd" if task.due_kind == "relative" else "", stages=tuple(stages),
        synthesiser=founded.units[task.synthesiser] if task.synthesiser else None,
    )  # fmt: skip
