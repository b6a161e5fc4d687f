"""The verbs of tasks, as they are killed."""

from __future__ import annotations

from datetime import datetime

from bench.killing.stage import DAY, Stage, act, stored
from bench.killing.victims import Act
from dondoc.documents import files
from dondoc.documents.models import Document
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment, Fact
from dondoc.units.models import Actor
from tests.world import on

NOW = "task.cannot_now"


@act
def tasks__register_directive(stage: Stage) -> Act:
    """With its signed file, three tasks for several units; every other one was listed as issued."""
    world, by, token = stage.world, stage.who("chuyenvien"), stage.token
    due = stage.day + 9 * DAY
    given = [
        world.given("STC", coordinating=("SXD",), due_on=due), world.given("PDIEN", "QDIEN", due_on=due),
        world.given("SKHDT", due_kind="none", due_on=None),
    ]  # fmt: skip
    paper = world.paper(issued_on=stage.day)
    if stage.round % 2:
        from dondoc.documents import actions as documents

        documents.expect_document(
            by=by, at=on(stage.day, 8), number=paper.number, symbol=paper.symbol, issued_on=stage.day
        )

    def run(at: datetime) -> Document:
        file = stored()
        document = tasks.register_directive(by=by, at=at, paper=paper, tasks=given, files=[file], token=token)
        files.discard_unused([file], document)
        return document

    return stage.act("tasks.register_directive", run, token=True)


@act
def tasks__add_task(stage: Stage) -> Act:
    """A forgotten task."""
    document, by, token = stage.directive("STC"), stage.who("chuyenvien"), stage.token
    given = stage.world.given("SXD", due_on=stage.day + 5 * DAY)
    return stage.act(
        "tasks.add_task",
        lambda at: tasks.add_task(by=by, at=at, document=document, given=given, token=token),
        token=True,
    )


@act
def tasks__give_to(stage: Stage) -> Act:
    """A partner more."""
    task, by, unit, token = stage.task("STC"), stage.who("chanhvp"), stage.world.units["SXD"], stage.token
    return stage.act(
        "tasks.give_to",
        lambda at: tasks.give_to(by=by, at=at, task=task, unit=unit, part="coordinating", token=token),
        token=True,
    )


@act
def tasks__take_over(stage: Stage) -> Act:
    """One click."""
    assignment, by, token = stage.assignment(), stage.who("stc-cb"), stage.token
    return stage.act(
        "tasks.take_over", lambda at: tasks.take_over(by=by, at=at, assignment=assignment, token=token), token=True
    )


@act
def tasks__return_task(stage: Stage) -> Act:
    """Not the unit's own."""
    assignment, by, token = stage.assignment(), stage.who("stc"), stage.token
    return stage.act(
        "tasks.return_task",
        lambda at: tasks.return_task(by=by, at=at, assignment=assignment, reason="không đúng chức năng", token=token),
        token=True,
    )


@act
def tasks__decline_return(stage: Stage) -> Act:
    """The Office keeps it with the unit."""
    assignment, by, token = stage.returned(), stage.who("chanhvp"), stage.token
    return stage.act(
        "tasks.decline_return",
        lambda at: tasks.decline_return(by=by, at=at, assignment=assignment, explanation="đúng chức năng", token=token),
        token=True,
    )


@act
def tasks__reassign(stage: Stage) -> Act:
    """The Office gives it to another."""
    assignment, by, token = stage.returned(), stage.who("chanhvp"), stage.token
    unit = stage.world.units["SXD"]
    return stage.act(
        "tasks.reassign",
        lambda at: tasks.reassign(by=by, at=at, assignment=assignment, unit=unit, reason="chuyển", token=token),
        token=True,
    )


@act
def tasks__report_progress(stage: Stage) -> Act:
    """Half way."""
    assignment, by, token = stage.assignment(), stage.who("stc-cb"), stage.token
    return stage.act(
        "tasks.report_progress",
        lambda at: tasks.report_progress(by=by, at=at, assignment=assignment, text="đang làm", percent=50, token=token),
        token=True,
    )


@act
def tasks__explain_delay(stage: Stage) -> Act:
    """Why it is overdue; it was asked."""
    assignment, by, token = stage.assignment(due=-3), stage.who("stc"), stage.token
    tasks.ask_reasons(at=on(stage.day, 8), found=Assignment.objects.filter(pk=assignment.pk))
    return stage.act(
        "tasks.explain_delay",
        lambda at: tasks.explain_delay(by=by, at=at, assignment=assignment, reason="chờ ý kiến", token=token),
        token=True,
    )


@act
def tasks__send_result(stage: Stage) -> Act:
    """With the result document and two files; every other one is overdue and says why in the same form."""
    late = bool(stage.round % 2)
    assignment, by, token = stage.assignment(due=-3 if late else 7), stage.who("stc"), stage.token
    paper = stage.world.paper(kind="report", issued_on=stage.day, symbol="BC-STC", issuer="Sở Tài chính")

    def run(at: datetime) -> Fact:
        brought = [stored(), stored("phu-luc.pdf")]
        fact = tasks.send_result(
            by=by, at=at, assignment=assignment, paper=paper, files=brought, text="đã xong", token=token,
            delay_reason="chờ ý kiến" if late else "",
        )  # fmt: skip
        assert fact.document is not None
        files.discard_unused(brought, fact.document)
        return fact

    return stage.act("tasks.send_result", run, token=True)


@act
def tasks__accept_result(stage: Stage) -> Act:
    """Done means confirmed."""
    assignment, by, token = stage.sent(), stage.who("theodoi"), stage.token
    return stage.act(
        "tasks.accept_result",
        lambda at: tasks.accept_result(by=by, at=at, assignment=assignment, token=token),
        token=True,
    )


@act
def tasks__send_back(stage: Stage) -> Act:
    """Something is missing."""
    assignment, by, token = stage.sent(), stage.who("theodoi"), stage.token
    return stage.act(
        "tasks.send_back",
        lambda at: tasks.send_back(by=by, at=at, assignment=assignment, missing="thiếu phụ lục", token=token),
        token=True,
    )


@act
def tasks__reopen(stage: Stage) -> Act:
    """It was not done after all."""
    assignment, by, token = stage.sent(), stage.who("theodoi"), stage.token
    tasks.accept_result(by=by, at=on(stage.day, 8), assignment=assignment)
    return stage.act(
        "tasks.reopen",
        lambda at: tasks.reopen(by=by, at=at, assignment=assignment, reason="ghi nhầm", token=token),
        token=True,
    )


@act
def tasks__correct_task(stage: Stage) -> Act:
    """A wrong word."""
    task, by = stage.task("STC"), stage.who("chuyenvien")
    changes = {"content": f"Báo cáo đã sửa {stage.round}", "clause": "khoản 2"}
    return stage.act(
        "tasks.correct_task", lambda at: tasks.correct_task(by=by, at=at, task=task, changes=changes, reason="sai chữ")
    )


@act
def tasks__correct_directive(stage: Stage) -> Act:
    """A wrong date of issue: what is counted from it moves; a forgotten file is added."""
    world, by, issued = stage.world, stage.who("chuyenvien"), stage.day - 5 * DAY
    given = world.given("STC", "SXD", due_kind="relative", due_span="5wd", due_on=None)
    document = world.directive(given, at=on(issued), issued_on=issued)
    paper = world.paper(issued_on=issued - DAY, abstract="trích yếu đã sửa")

    def run(at: datetime) -> object:
        file = stored()
        tasks.correct_directive(by=by, at=at, document=document, paper=paper, reason="ghi nhầm ngày", files=[file])
        files.discard_unused([file], document)
        return document

    return stage.act("tasks.correct_directive", run)


@act
def tasks__move_due_date(stage: Stage) -> Act:
    """For two units at once."""
    task, by, token = stage.task("STC", "SXD"), stage.who("chanhvp"), stage.token
    later = stage.day + 30 * DAY
    return stage.act(
        "tasks.move_due_date",
        lambda at: tasks.move_due_date(by=by, at=at, task=task, due_on=later, reason="được gia hạn", token=token),
        token=True,
    )


@act
def tasks__end_assignment(stage: Stage) -> Act:
    """One of two units."""
    task, by, token = stage.task("STC", "SXD"), stage.who("chanhvp"), stage.token
    assignment = task.assignments.select_related("task__matter", "unit").get(unit=stage.world.units["SXD"])
    return stage.act(
        "tasks.end_assignment",
        lambda at: tasks.end_assignment(by=by, at=at, assignment=assignment, reason="thôi giao", token=token),
        token=True,
    )


@act
def tasks__end_task(stage: Stage) -> Act:
    """Withdrawn for all."""
    task, by, token = stage.task("STC", "SXD"), stage.who("chanhvp"), stage.token
    return stage.act(
        "tasks.end_task",
        lambda at: tasks.end_task(by=by, at=at, task=task, reason="thôi giao", token=token),
        token=True,
    )


@act
def tasks__change_monitor(stage: Stage) -> Act:
    """Another officer follows it; what waits goes along."""
    task, by, monitor = stage.sent().task, stage.who("chanhvp"), stage.world.posts["chuyenvien"]
    return stage.act("tasks.change_monitor", lambda at: tasks.change_monitor(by=by, at=at, task=task, monitor=monitor))


@act
def tasks__hand_over(stage: Stage) -> Act:
    """Everything that an officer followed, task by task."""
    former, monitor = stage.world.posts["theodoi"], stage.world.posts["chuyenvien"]
    for _ in range(3):
        stage.assignment()
    by: Actor = stage.who("chanhvp")
    return stage.act(
        "tasks.hand_over", lambda at: tasks.hand_over(by=by, at=at, former=former, monitor=monitor), steps=True
    )
