"""KTM 8.4, 16.3c: what must be adjusted in a task is put to the Director; the text knows no request for more time."""

from __future__ import annotations

from datetime import date

from dondoc.extensions import actions
from dondoc.extensions.actions import Wish
from dondoc.journal.models import Entry
from tests.articles.hue.telling import now, refused, told
from tests.authorities import Authority
from tests.world import on


def _holder(department: Authority, code: str) -> str:
    return next(name for name, _full, unit, _role, _title in department.cast.people if unit == code)


def test_c7_ktm_a_unit_proposes_the_office_submits_the_director_decides(department: Authority) -> None:
    """KTM 8.4: no limit for the answer; another date than the proposed one is given with its reason, the earlier one stays."""
    assignment = department.assignment()
    unit, leader = _holder(department, assignment.unit.code), _holder(department, department.register.keeper.code)
    proposal = actions.propose_adjustment(
        by=department.actor(unit), at=on("2022-06-08"), assignment=assignment, reason="Thời tiết kéo dài",
        wish=Wish(due_on=date(2022, 7, 29)),
    )  # fmt: skip
    head = _holder(department, department.register.office.code)
    actions.submit(by=department.actor(head), at=on("2022-06-09"), proposal=proposal)
    actions.decide(
        by=department.actor(leader), at=on("2022-06-10"), proposal=proposal, answer="other_date",
        due_on=date(2022, 7, 15), text="Kịp báo cáo tháng Bảy",
    )  # fmt: skip
    assert now(assignment).due_on == date(2022, 7, 15)
    assert assignment.facts.filter(kind__in=["assigned", "due_date_moved"]).count() == 2
    assert Entry.objects.get(verb="adjustment.other_date").cites == "Đ8.k4"
    assert "adjustment.other_date" in told(department, unit)


def test_c7_ktm_knows_no_request_for_more_time(department: Authority) -> None:
    """KTM says nothing about extension: refused with the declaration."""
    assignment = department.assignment()
    with refused("extension.silent"):
        actions.ask_extension(
            by=department.actor(_holder(department, assignment.unit.code)), at=on("2022-06-08"), assignment=assignment,
            due_on=date(2022, 7, 29), reason="Thời tiết kéo dài",
        )  # fmt: skip
