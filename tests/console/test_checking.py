"""`dondoc check`, `rebuild`, `journal verify`, `tick`, `report` on a database whose rows are known."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F

from dondoc.documents import files
from dondoc.documents.models import Attachment, NumberSeries, Reader
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind
from dondoc.journal.jobs import seal_all
from dondoc.journal.models import Payload
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment, Audience, Span, Task
from tests.console.conftest import Ran
from tests.world import AT, World, on

Run = Callable[..., Ran]
WEEK_LATER = on("2016-11-14")  # Monday


@pytest.fixture
def worked(world: World, clock: object) -> World:
    """A week of work: a result waiting, one accepted, a returned and reassigned task, a file; the journal sealed."""
    stored = files.write("a.pdf", [b"%PDF-1.4 invented"], "application/pdf", is_main=True)
    document = world.directive(
        world.given("STC", coordinating=("SKHDT",)), world.given("PDIEN", "QDIEN", synthesiser=world.units["SXD"]),
        world.given("SXD"), files=[stored],
    )  # fmt: skip
    first, each, returned = document.tasks.order_by("ordinal")
    finance = first.assignments.exclude(part="coordinating").get()
    world.send(finance, at=on("2016-11-09"))
    world.send(each.assignments.get(unit__code="PDIEN"), at=on("2016-11-09"), by="pdien")
    world.accept(each.assignments.get(unit__code="PDIEN"), at=on("2016-11-10"))
    wrong = returned.assignments.get()
    tasks.return_task(by=world.actor("sxd"), at=on("2016-11-08"), assignment=wrong, reason="không thuộc chức năng")
    tasks.reassign(
        by=world.actor("chuyenvien"), at=on("2016-11-09"), assignment=wrong, unit=world.units["SKHDT"], reason="đúng"
    )
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=on("2016-11-10"), task=returned, due_on=date(2016, 11, 30), reason="lùi"
    )
    NumberSeries.objects.create(register=world.register, year=2016, series="II:UBND-TC", last=0)
    seal_all(AT)
    return world


def test_a_sound_database_is_told_to_be_sound(dondoc: Run, worked: World) -> None:
    """Nothing to complain of, in words and as JSON; the projections equal the facts."""
    ran = dondoc("check")
    assert (ran.code, ran.out) == (0, "Mọi điều phải đúng đều đúng.\n")
    assert dondoc("check", "--json").json["problems"] == []
    assert dondoc("rebuild", "--check").code == 0
    assert dondoc("journal", "verify").code == 0


def _break_state(world: World) -> None:
    Assignment.objects.filter(state="not_started").update(state="done")


def _break_spans(world: World) -> None:
    Span.objects.filter(until=None, state="sent").update(state="in_progress")


def _end_span(world: World) -> None:
    Span.objects.filter(until=None, state="sent").update(until=F("since"))


def _move_duty(world: World) -> None:
    Duty.objects.filter(kind=DutyKind.UPDATE_RESULT).update(due_on=date(2016, 12, 1))


def _move_promise(world: World) -> None:
    Duty.objects.filter(kind=DutyKind.CARRY_OUT).update(due_on=date(2016, 12, 1))


def _leave_duty(world: World) -> None:
    task = Task.objects.filter(assignments__unit__code="PDIEN").get()
    Assignment.objects.filter(task=task).update(state="done")
    Task.objects.filter(pk=task.pk).update(closed_at=AT)


def _forget_appraisal(world: World) -> None:
    for duty in Duty.objects.open().filter(kind=DutyKind.APPRAISE):
        duties.void(duty.matter, at=AT, kinds=[DutyKind.APPRAISE])


def _hide_task(world: World) -> None:
    Audience.objects.filter(unit__code="PDIEN").delete()


def _show_task(world: World) -> None:
    Audience.objects.create(task=Task.objects.earliest("pk"), unit=world.units["QDIEN"], reason="holder")


def _hide_directive(world: World) -> None:
    Reader.objects.filter(unit__code="SKHDT").delete()


def _leave_gap(world: World) -> None:
    NumberSeries.objects.update(last=2)


def _lose_file(world: World) -> None:
    files.path_of(Attachment.objects.get().stored_as).unlink()


def _cut_file(world: World) -> None:
    files.path_of(Attachment.objects.get().stored_as).write_bytes(b"%PDF")


def _leave_orphan(world: World) -> None:
    path = files.path_of("ab" + "0" * 38)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF")
    os.utime(path, (AT.timestamp(), AT.timestamp()))


def _alter_journal(world: World) -> None:
    Payload.objects.filter(entry__verb="task.returned").update(body={"reason": "khác"})


def _leave_tail(world: World) -> None:
    world.task("SXD")


def _stale_key(world: World) -> None:
    Task.objects.update(folded="x")


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (_break_state, "assignment.state"),
        (_break_spans, "spans"),
        (_end_span, "open_span"),
        (_move_duty, "duty_date"),
        (_move_promise, "duty_date"),
        (_leave_duty, "duty_outcome"),
        (_forget_appraisal, "appraisal"),
        (_hide_task, "audience"),
        (_show_task, "audience"),
        (_hide_directive, "reader"),
        (_leave_gap, "number_series"),
        (_lose_file, "attachment"),
        (_cut_file, "attachment"),
        (_leave_orphan, "orphan_file"),
        (_alter_journal, "journal"),
        (_leave_tail, "journal"),
        (_stale_key, "task.folded"),
    ],
)
def test_each_broken_row_is_found(
    dondoc: Run, worked: World, clock: object, damage: Callable[[World], None], found: str
) -> None:
    """Whatever was done to the rows behind the verbs' back is one line and exit 1."""
    clock.move_to(WEEK_LATER)  # type: ignore[attr-defined]
    assert dondoc("check").code == 0
    damage(worked)
    ran = dondoc("check")
    assert ran.code == 1
    assert any(line.startswith(f"{found}: ") for line in ran.out.splitlines()), ran.out
    told = dondoc("check", "--json")
    assert told.code == 1 and found in {problem["check"] for problem in told.json["problems"]}


@pytest.mark.parametrize("damage", [_break_state, _break_spans, _end_span, _hide_task, _show_task, _stale_key])
def test_rebuild_mends_projections(dondoc: Run, worked: World, damage: Callable[[World], None]) -> None:
    """`--check` finds and writes nothing, `--write` restores from the facts, a second time there is nothing to do."""
    damage(worked)
    assert dondoc("rebuild", "--check").code == 1
    assert dondoc("rebuild", "--check").code == 1
    assert dondoc("rebuild", "--write", "--json").json["restored"] > 0
    assert dondoc("rebuild", "--write", "--json").json["restored"] == 0
    assert dondoc("check").code == 0


def test_rebuild_finds_what_search_would_miss(dondoc: Run, worked: World) -> None:
    """A renamed unit is found under its new name once the keys are written again."""
    from dondoc.units import actions as units

    units.rename_unit(by=None, at=AT, unit=worked.units["SKHDT"], name="Sở Quy hoạch", decision="QĐ 1", short_name="")
    assert dondoc("rebuild", "--check").code == 1
    dondoc("rebuild", "--write")
    assert Task.objects.matching("quy hoach").exists() and dondoc("rebuild", "--check").code == 0


def test_rebuild_says_which_of_two(dondoc: Run, worked: World) -> None:
    """Neither `--check` nor `--write`, or both, is wrong use."""
    assert dondoc("rebuild").code == 2
    assert dondoc("rebuild", "--check", "--write").code == 2


def test_references_are_looked_at(dondoc: Run, worked: World) -> None:
    """SQLite would keep a row that points nowhere until the transaction ends; the check does not wait for it."""
    from dondoc.console import invariants

    assert list(invariants.references()) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            cursor.execute("UPDATE tasks_task SET field_id = 999999 WHERE id = (SELECT min(id) FROM tasks_task)")
        assert [problem.check for problem in invariants.references()] == ["reference"]
        Task.objects.update(field=None)


def test_journal_verify_names_the_break(dondoc: Run, worked: World) -> None:
    """Register, number and what is wrong; the end of each chain for the backup."""
    rows = dondoc("journal", "verify", "--json").json["registers"]
    assert [row["problems"] for row in rows] == [[] for _ in rows] and all(len(row["head"]) == 64 for row in rows)
    head = next(row["head"] for row in rows if row["name"] == "TTH")
    kept = dondoc("journal", "verify", "--anchor", head)
    assert kept.code == 0 and f"mã {head} là của dòng" in kept.out
    lost = dondoc("journal", "verify", "--anchor", "0" * 63 + "1")
    assert lost.code == 1 and "không sổ nào từng có mã" in lost.out
    _alter_journal(worked)
    ran = dondoc("journal", "verify")
    assert ran.code == 1 and "TTH: " in ran.out and "đã bị sửa" in ran.out
    assert dondoc("journal").code == 2


def test_tick_counts_before_it_does(dondoc: Run, worked: World, clock: object) -> None:
    """`--dry-run` writes nothing; the same tick twice does nothing twice."""
    clock.move_to(on("2016-11-18"))  # type: ignore[attr-defined]
    before = Duty.objects.count()
    would = dondoc("tick", "--dry-run", "--json").json
    assert would["dry_run"] and sum(would["acts"].values()) > 0 and Duty.objects.count() == before
    did = dondoc("tick", "--json").json["acts"]
    assert sum(did.values()) > 0
    assert not any(dondoc("tick", "--json").json["acts"].values())
    assert "18/11/2016" in dondoc("tick", "--dry-run").out


def test_tick_at_another_time_is_for_the_demo_only(dondoc: Run, worked: World) -> None:
    """On a real register the date is the real date."""
    ran = dondoc("tick", "--at", "2016-12-01T08:00")
    assert ran.code == 2 and "minh hoạ" in ran.err
    assert dondoc("tick", "--at", "someday").code == 2


def test_f2_report_counts_as_of_a_day(dondoc: Run, worked: World, clock: object) -> None:
    """HUE Appendix V from the keyboard: the same numbers as the page, and none for a day that has not begun."""
    clock.move_to(WEEK_LATER)  # type: ignore[attr-defined]
    made = dondoc("report", "appendix-v", "--as-of", "2016-11-10", "--format", "json").json
    assert made["documents"] == 1 and made["register"] == "TTH"
    assert made["total"]["done"] == {"within": 1, "past": 0}
    assert next(row for row in made["units"] if row["unit"] == "STC")["in_progress"]["within"] == 1
    lines = dondoc("report", "appendix-v", "--as-of", "10/11/2016").out
    assert "Sở Tài chính" in lines and "Tổng cộng" in lines
    late = dondoc("report", "appendix-v", "--as-of", "2016-11-15")
    assert late.code == 1 and "15/11/2016" in late.err
    assert dondoc("report", "appendix-v", "--as-of", "2016-11-10", "--register", "X").code == 2


@pytest.mark.parametrize(("ending", "magic"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_f2_report_as_a_file(dondoc: Run, worked: World, tmp_path: Path, ending: str, magic: bytes) -> None:
    """HUE Appendix V as Word, Excel and PDF; a place that cannot be written is told."""
    path = tmp_path / f"v.{ending}"
    ran = dondoc("report", "appendix-v", "--as-of", "2016-11-07", "--format", ending, "--out", path)
    assert ran.code == 0 and path.read_bytes().startswith(magic)
    refused = dondoc("report", "appendix-v", "--as-of", "2016-11-07", "--out", tmp_path / "no" / "x")
    assert refused.code == 1 and str(tmp_path / "no" / "x") in refused.err
