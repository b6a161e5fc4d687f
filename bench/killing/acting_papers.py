"""The verbs of papers and of urging, as they are killed."""

from __future__ import annotations

from datetime import datetime

from bench.killing.stage import DAY, Stage, act, stored
from bench.killing.victims import Act
from dondoc.documents import actions as documents
from dondoc.documents import files
from dondoc.documents.models import Purge
from dondoc.tasks import actions as tasks
from dondoc.urging import actions as urging
from dondoc.urging.models import Step, Urging
from tests.world import on


@act
def documents__expect_documents(stage: Stage) -> Act:
    """A list of three."""
    by = stage.who("chuyenvien")
    papers = [stage.world.paper() for _ in range(3)]
    rows = [{"number": one.number, "symbol": one.symbol, "issued_on": stage.day} for one in papers]
    return stage.act(
        "documents.expect_documents", lambda at: documents.expect_documents(by=by, at=at, rows=rows),
        refused=("document.listed_already",),
    )  # fmt: skip


@act
def documents__dismiss_expected(stage: Stage) -> Act:
    """It gives no task."""
    by, paper = stage.who("chuyenvien"), stage.world.paper()
    expected = documents.expect_document(
        by=by, at=on(stage.day, 8), number=paper.number, symbol=paper.symbol, issued_on=stage.day
    )
    return stage.act(
        "documents.dismiss_expected", lambda at: documents.dismiss_expected(by=by, at=at, expected=expected)
    )


@act
def documents__ask_purge(stage: Stage) -> Act:
    """A secret slipped in."""
    document, by = stage.directive("STC"), stage.who("chuyenvien")
    return stage.act("documents.ask_purge", lambda at: documents.ask_purge(by=by, at=at, document=document))


def _asked(stage: Stage) -> Purge:
    """A directive with a file, a result with a file, an urging: somebody asks that it be removed."""
    assignment = stage.assignment(files=[stored()])
    paper = stage.world.paper(kind="report", issued_on=stage.day, symbol="BC-STC")
    tasks.send_result(
        by=stage.who("stc"), at=on(stage.day, 8), assignment=assignment, paper=paper, files=[stored()], text="mật"
    )
    document = assignment.task.document
    urging.record_urging(
        by=stage.who("theodoi"), at=on(stage.day, 8), directive=document, unit=assignment.unit, channel="telephone",
        text="đã gọi", occurred_on=stage.day,
    )  # fmt: skip
    return documents.ask_purge(by=stage.who("chuyenvien"), at=on(stage.day, 8, 30), document=document)


@act
def documents__decline_purge(stage: Stage) -> Act:
    """The second person finds no secret."""
    purge, by = _asked(stage), stage.who("chanhvp")
    return stage.act(
        "documents.decline_purge", lambda at: documents.decline_purge(by=by, at=at, purge=purge),
        refused=("purge.not_asked",),
    )  # fmt: skip


@act
def tasks__confirm_purge(stage: Stage) -> Act:
    """The second person carries it out: everything is blank, the files are gone."""
    purge, by = _asked(stage), stage.who("chanhvp")
    return stage.act(
        "tasks.confirm_purge", lambda at: tasks.confirm_purge(by=by, at=at, purge=purge), refused=("purge.not_asked",)
    )


@act
def urging__record_urging(stage: Stage) -> Act:
    """A letter with its file, which discharges the duty to urge."""
    ladder, by, token = stage.ladder(), stage.who("theodoi"), stage.token
    paper = stage.world.paper(kind="letter", issued_on=stage.day, symbol="VP-TH")
    directive, unit = ladder.document, ladder.unit

    def run(at: datetime) -> Urging:
        file = stored()
        done = urging.record_urging(
            by=by, at=at, directive=directive, unit=unit, channel="written", text="đề nghị báo cáo",
            occurred_on=stage.day, paper=paper, files=[file], token=token,
        )  # fmt: skip
        assert done.document is not None
        files.discard_unused([file], done.document)
        return done

    return stage.act("urging.record_urging", run, token=True)


@act
def urging__issue_slip(stage: Stage) -> Act:
    """The head of the Office signs: the slip gets the next number of its series."""
    slip, by, token = stage.slip(stage.climbed(Step.ISSUE)), stage.who("chanhvp"), stage.token
    return stage.act(
        "urging.issue_slip", lambda at: urging.issue_slip(by=by, at=at, slip=slip, token=token), token=True
    )


@act
def urging__withhold_slip(stage: Stage) -> Act:
    """Not issued, and why."""
    slip, by = stage.slip(stage.climbed(Step.ISSUE)), stage.who("chanhvp")
    return stage.act(
        "urging.withhold_slip", lambda at: urging.withhold_slip(by=by, at=at, slip=slip, reason="đã báo cáo miệng"),
        refused=("slip.withheld_already", "slip.lapsed"),
    )  # fmt: skip


@act
def urging__instruct(stage: Stage) -> Act:
    """The leader decides a case."""
    ladder, by, token = stage.climbed(Step.INSTRUCTION), stage.who("chutich"), stage.token
    follow_up_on = stage.day + 5 * DAY
    return stage.act(
        "urging.instruct",
        lambda at: urging.instruct(
            by=by, at=at, ladder=ladder, text="báo cáo ngay", follow_up_on=follow_up_on, token=token
        ),
        token=True,
    )


@act
def urging__open_ladder(stage: Stage) -> Act:
    """A round begins."""
    document, unit = stage.directive("STC", ago=20, due=-6), stage.world.units["STC"]
    return stage.act("urging.open_ladder", lambda at: urging.open_ladder(at=at, document=document, unit=unit))


@act
def urging__prepare_slip(stage: Stage) -> Act:
    """A draft, and the head of the Office is called."""
    ladder = stage.ladder()
    return stage.act("urging.prepare_slip", lambda at: urging.prepare_slip(at=at, ladder=ladder))


@act
def urging__escalate(stage: Stage) -> Act:
    """The case is brought to the leader."""
    ladder = stage.climbed(Step.ESCALATION)
    return stage.act("urging.escalate", lambda at: urging.escalate(at=at, ladder=ladder))


@act
def urging__close_ladder(stage: Stage) -> Act:
    """A result came: nothing carries it any more."""
    ladder = stage.climbed(Step.ISSUE)
    assignment = ladder.items.get().assignment
    stage.world.send(assignment, at=on(stage.day, 8), completed_on=stage.day)
    return stage.act("urging.close_ladder", lambda at: urging.close_ladder(at=at, ladder=ladder))
